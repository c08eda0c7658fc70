//! How fast source is examined: makes a tree of mixed source of N lines, always the same, runs every check over it, and
//! prints the time beside that of only reading the same files.
//!
//! `cargo run --release -p sunward-audit --example source_speed -- [lines] [folder]`: with a folder, that is examined
//! instead.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a program that measures time and prints it")]

use std::{fs, io, path::Path, time::Instant};

use audit::{Subject, run, tree::Tree};

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let lines: usize = arguments.next().and_then(|lines| lines.parse().ok()).unwrap_or(1_000_000);
    let named = arguments.next();
    let root = match &named {
        Some(folder) => Path::new(folder).to_path_buf(),
        None => {
            let root = std::env::temp_dir().join(format!("sunward-source-speed-{lines}"));
            write_tree(&root, lines)?;
            root
        }
    };
    // Read once before, so that both passes find the files in memory.
    read_tree(&root)?;
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let (bytes, breaks) = read_tree(&root)?;
    let (read, read_cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
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
    println!("{} files, {} lines of source, {breaks} line breaks, {megabytes:.1} MB", outcome.files, outcome.lines);
    println!("read only: {read:.2} s, {read_cpu:.2} s CPU, {:.0} MB/s", megabytes / read);
    println!(
        "examined:  {took:.2} s, {took_cpu:.2} s CPU, {:.1} MB/s, {findings} findings, {} notes",
        megabytes / took,
        outcome.notes.len()
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

/// A handler in each language, with a number so that no two are alike.
fn block(language: usize, at: usize) -> String {
    match language {
        0 => format!(
            "@router.get(\"/orders{at}/{{order_id}}\")\nasync def order_{at}(order_id: int, city: str = \"\", db: Session = Depends(get_db)):\n    \"\"\"One order.\"\"\"\n    query = select(Order).where(Order.id == order_id, Order.city == city)\n    rows = (await db.execute(query)).scalars().all()\n    if not rows:\n        raise HTTPException(status_code=404, detail=\"not found\")\n    total = sum(row.price * {at} for row in rows if row.active)\n    logger.info(\"orders of %s: %d\", city, len(rows))\n    return {{\"id\": order_id, \"total\": total, \"items\": [row.as_dict() for row in rows]}}\n\n"
        ),
        1 => format!(
            "router.get('/orders{at}/:id', async (req, res, next) => {{\n  const {{ id }} = req.params;\n  const order = await Order.findOne({{ where: {{ id: Number(id), city: req.query.city }} }});\n  if (!order) return res.status(404).json({{ error: 'not found' }});\n  const total = order.items.filter((item) => item.active).reduce((sum, item) => sum + item.price * {at}, 0);\n  res.json({{ id, total, items: order.items.map((item) => ({{ name: item.name, price: item.price }})) }});\n}});\n\n"
        ),
        2 => format!(
            "export function Order{at}({{ order, onChange }}: {{ order: Order; onChange: (order: Order) => void }}) {{\n  const [open, setOpen] = useState(false);\n  const total = useMemo(() => order.items.reduce((sum, item) => sum + item.price, {at}), [order]);\n  return (\n    <section className=\"order\" onClick={{() => setOpen(!open)}}>\n      <h2>{{order.name}}</h2>\n      <a href={{`/orders/${{order.id}}`}}>Total {{total}}</a>\n      {{open && <ul>{{order.items.map((item) => <li key={{item.id}}>{{item.name}}</li>)}}</ul>}}\n    </section>\n  );\n}}\n\n"
        ),
        _ => format!(
            "/// One order.\npub async fn order_{at}(Path(id): Path<u64>, State(store): State<Store>) -> Result<Json<Order>, Problem> {{\n    let order = sqlx::query_as::<_, Order>(\"SELECT * FROM orders WHERE id = ?\").bind(id).fetch_optional(&store.pool).await?;\n    let Some(order) = order else {{ return Err(Problem::not_found()) }};\n    let total: u64 = order.items.iter().filter(|item| item.active).map(|item| item.price * {at}).sum();\n    tracing::info!(id, total, \"order read\");\n    Ok(Json(order.with_total(total)))\n}}\n\n"
        ),
    }
}

/// Files of about four hundred lines, one after the other in each language.
fn write_tree(root: &Path, lines: usize) -> io::Result<()> {
    let ends = ["py", "js", "tsx", "rs"];
    let (mut written, mut file, mut at) = (0, 0, 0);
    while written < lines {
        let language = file % ends.len();
        let mut text = match language {
            0 => String::from(
                "import logging\nfrom fastapi import APIRouter, Depends, HTTPException\n\nlogger = logging.getLogger(__name__)\nrouter = APIRouter()\n\n",
            ),
            1 => String::from("const express = require('express');\nconst router = express.Router();\n\n"),
            2 => String::from("import { useMemo, useState } from 'react';\n\n"),
            _ => String::from("use axum::{Json, extract::{Path, State}};\n\n"),
        };
        while text.len() < 16_000 {
            text.push_str(&block(language, at));
            at += 1;
        }
        let folder = root.join(format!("part{}", file / 100));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("file{file}.{}", ends.get(language).copied().unwrap_or("rs"))), &text)?;
        written += text.lines().count();
        file += 1;
    }
    Ok(())
}
