//! How fast source is examined: makes a tree of mixed source of N lines, runs every check over it, and prints the time
//! beside that of only reading the same files, and of only parsing them: what the parser takes nobody can do without.
//!
//! `cargo run --release -p sunward-audit --example source_speed -- [lines] [folder]`: with a folder, that is examined
//! instead.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a program that measures time and prints it")]

mod mix;

use std::{cell::RefCell, fs, io, path::Path, time::Instant};

use audit::{Subject, evidence::source::Language, run, tree::Tree};
use rayon::prelude::*;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let lines: usize = arguments.next().and_then(|lines| lines.parse().ok()).unwrap_or(1_000_000);
    let named = arguments.next();
    let root = match &named {
        Some(folder) => Path::new(folder).to_path_buf(),
        None => {
            let root = std::env::temp_dir().join(format!("sunward-source-speed-{lines}"));
            mix::write_tree(&root, lines)?;
            root
        }
    };
    // Read once before, so that both passes find the files in memory.
    read_tree(&root)?;
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let (bytes, breaks) = read_tree(&root)?;
    let (read, read_cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let (start, cpu) = (Instant::now(), cpu_seconds());
    parse_tree(&root);
    let (parse, parse_cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let outcome = run(Subject { repository: Some(Tree::Disk(root.clone())), ..Subject::default() }, &|_, _| ());
    let (took, took_cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let megabytes = f64::from(u32::try_from(bytes / 1000).unwrap_or(u32::MAX)) / 1000.0;
    let findings: usize = outcome
        .outcomes
        .iter()
        .map(|outcome| match &outcome.verdict {
            audit::finding::Verdict::Fail(seen) => seen.len(),
            _ => 0,
        })
        .sum();
    let thousands = f64::from(u32::try_from(outcome.lines).unwrap_or(u32::MAX)) / 1000.0;
    let (files, lines, parsed) = (outcome.files, outcome.lines, outcome.parsed);
    println!("{files} files, {lines} lines of source, {breaks} line breaks, {megabytes:.1} MB; {parsed} files of source parsed");
    println!("read only:  {read:.2} s, {read_cpu:.2} s CPU, {:.0} MB/s", megabytes / read);
    println!("parse only: {parse:.2} s, {parse_cpu:.2} s CPU, every file of source");
    println!(
        "examined:   {took:.2} s, {took_cpu:.2} s CPU, {:.2} times the parser; {:.1} thousand lines a CPU second, {findings} findings, {} notes, {:.0} MB at most",
        took_cpu / parse_cpu,
        thousands / took_cpu,
        outcome.notes.len(),
        most_memory()
    );
    if named.is_none() {
        fs::remove_dir_all(root)?;
    }
    Ok(())
}

/// Reads every file and counts its line breaks.
fn read_tree(root: &Path) -> io::Result<(u64, usize)> {
    let (mut bytes, mut breaks) = (0, 0);
    let (entries, _) = Tree::Disk(root.to_path_buf()).entries();
    for entry in entries {
        let text = fs::read(root.join(&entry.name))?;
        breaks += text.iter().filter(|byte| **byte == b'\n').count();
        bytes += u64::try_from(text.len()).unwrap_or(0);
    }
    Ok((bytes, breaks))
}

/// Processor time of this process so far; 0 where the system does not tell.
fn cpu_seconds() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|ticks| ticks.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// Parses every file of source, on all cores, and does nothing else.
fn parse_tree(root: &Path) {
    thread_local! {
        static PARSER: RefCell<tree_sitter::Parser> = RefCell::new(tree_sitter::Parser::new());
    }
    let tree = Tree::Disk(root.to_path_buf());
    let (entries, _) = tree.entries();
    entries.par_iter().for_each(|entry| {
        let grammar: tree_sitter::Language = match Language::of(&entry.name) {
            Some(Language::Rust) => tree_sitter_rust::LANGUAGE.into(),
            Some(Language::Python) => tree_sitter_python::LANGUAGE.into(),
            Some(Language::JavaScript) => tree_sitter_javascript::LANGUAGE.into(),
            Some(Language::TypeScript) if entry.name.ends_with('x') => tree_sitter_typescript::LANGUAGE_TSX.into(),
            Some(Language::TypeScript) => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
            None => return,
        };
        let Ok(text) = tree.text(entry) else { return };
        PARSER.with_borrow_mut(|parser| {
            if parser.set_language(&grammar).is_ok() {
                parser.parse(&text, None);
            }
        });
    });
}

/// The most memory that this process has held so far, megabytes; 0 where the system does not tell.
fn most_memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches("kB").trim().parse::<f64>().unwrap_or(0.0) / 1000.0
}
