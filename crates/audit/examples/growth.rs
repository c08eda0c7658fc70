//! Shows which checks take more than their share of time when a file grows: the files of every mutant and twin, repeated
//! to two sizes of which the second is four times the first. What is examined in linear time takes four times as long;
//! a check that asks the whole file once for each of its calls takes sixteen, and whoever writes such a file keeps the
//! audit busy for hours. Prints every check that takes more than eight times as long, and nothing when there is none.
//!
//! `cargo run --release -p sunward-audit --example growth [-- CHECK...]`

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a program that measures time and prints it")]

use std::time::{Duration, Instant};

use audit::{
    Subject,
    check::{Check, Examine},
    evidence::{
        source::{Language, Module},
        text::TextFile,
    },
    finding::Observations,
    run,
    tree::Tree,
};

/// The smaller size, bytes. The larger one is so many times that.
const SMALL: usize = 60_000;
const TIMES: usize = 4;
/// How much longer the larger file may take. In linear time it is four times; sorting and noise take some more.
const TOLERATED: f64 = 8.0;
/// What is done sooner than this says nothing about growth.
const SHORTEST: Duration = Duration::from_millis(20);
/// How often a check is tried before it is told.
const RUNS: usize = 5;
/// Evidence that is not in a tree, and is bounded where it is gathered.
const OUTSIDE: &[&str] = &["database.json", "house.json", "site.http", "staff.csv", "answers.toml"];

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for check in audit::check::all().iter().filter(|check| wanted.is_empty() || wanted.iter().any(|id| id == check.id)) {
        for (name, text) in check.mutant.red.iter().chain(check.mutant.green) {
            if OUTSIDE.contains(name) || name.starts_with("advisories/") || text.is_empty() {
                continue;
            }
            let [small, large] = [SMALL, SMALL * TIMES].map(|size| repeated(name, text, size));
            // Other programs run on the machine too: the shortest of some times is the one that says most.
            let mut shortest = [Duration::MAX; 2];
            for _ in 0..RUNS {
                for (shortest, text) in shortest.iter_mut().zip([&small, &large]) {
                    *shortest = examined(check, name, text).min(*shortest);
                }
                let [small, large] = shortest;
                if large < SHORTEST || large.as_secs_f64() <= TOLERATED * small.as_secs_f64() {
                    break;
                }
            }
            let [small, large] = shortest.map(|time| time.as_secs_f64());
            if large >= SHORTEST.as_secs_f64() && large > TOLERATED * small {
                println!("{:>8.1} ms, {:>5.1} times that of a quarter: {}: {name}", large * 1e3, large / small, check.id);
            }
        }
    }
}

/// A file that says the same again and again.
fn repeated(name: &str, text: &str, size: usize) -> String {
    let between = if name.ends_with(".yaml") || name.ends_with(".yml") { "\n---\n" } else { "\n" };
    let mut grown = String::with_capacity(size + text.len() + 5);
    while grown.len() < size {
        grown.push_str(text);
        grown.push_str(between);
    }
    grown
}

/// How long a check takes over a file of its own; where it looks at more than files of source and text, the whole audit.
fn examined(check: &Check, name: &str, text: &str) -> Duration {
    let mut seen = Observations::of_file();
    match check.examine {
        Examine::Source { look, .. } => {
            // What cannot be parsed is not examined.
            let Some(Ok(module)) = Language::of(name).map(|language| Module::parse(name, language, text)) else { return Duration::ZERO };
            timed(|| look(&module, &mut seen))
        }
        Examine::Text { look, .. } => timed(|| look(&TextFile { name, text, commit: None }, &mut seen)),
        _ => {
            let repository = Some(Tree::Memory(vec![(name.to_owned(), text.to_owned())]));
            timed(|| _ = run(Subject { repository, ..Subject::default() }, &|_, _| ()))
        }
    }
}

fn timed(act: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    act();
    begun.elapsed()
}
