//! What a request costs.
//!
//!     cargo run --release -p sunward-bench            SUNWARD_TEST_MYSQL_URL adds MariaDB
//!
//! Requests pass everything but the socket: guard, gate, session, policy, use case, database, rendering. Counted is the
//! CPU time of this process per request and, for MariaDB, that of the server. Wall time is printed beside a probe of
//! fsync from the same seconds, because a durable write cannot be faster than the disk; it proves nothing by itself.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a measuring program: it prints, it reads the clock, and whatever goes wrong ends it"
)]

mod cpu;
mod site;

use std::{fs::File, io::Write as _, time::Instant};

use serde_json::json;
use testkit::Database;

use crate::cpu::Cpu;

/// Requests of each kind that are measured, after a tenth of it to warm up.
const REQUESTS: usize = 300;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    println!("requests of each kind: {REQUESTS}, one after another; CPU in microseconds per request\n");
    println!("{:<10}{:<26}{:>12}{:>12}{:>14}{:>16}", "database", "request", "CPU", "server CPU", "wall median", "fsync median");
    measure("SQLite", Database::sqlite("bench"), None).await;
    match Database::mysql("bench").await {
        Some(database) => measure("MariaDB", database, cpu::mariadb()).await,
        None => println!("LEFT OUT: MariaDB, because {} is not set", testkit::MYSQL_URL),
    }
}

async fn measure(name: &str, database: Database, server: Option<u32>) {
    let site = site::Site::open(database).await;
    let customer = site.customer().await;
    let bodies: Vec<_> = (0..REQUESTS * 11 / 10).map(site::roof).collect();

    report(name, "estimate (compute)", server, bodies.iter(), async |body| customer.post("/api/v1/estimates/preview", None, body).await)
        .await;
    report(name, "estimate (save)", server, bodies.iter(), async |body| customer.post("/api/v1/estimates", None, body).await).await;

    let mut locks = Vec::new();
    for (n, body) in bodies.iter().enumerate() {
        let estimate = customer.post("/api/v1/estimates", None, body).await;
        let view = customer.get(&format!("/api/v1/estimates/{}", estimate["id"].as_str().unwrap())).await;
        let offering = &view["offerings"][0];
        locks.push((
            format!("lock-{n}"),
            json!({ "estimate": estimate["id"], "size": offering["size"], "seen_total": offering["proposal"]["price"]["total"] }),
        ));
    }
    let mut quotes = Vec::new();
    report(name, "quote (lock, durable)", server, locks.iter(), async |(key, body)| {
        let made = customer.post("/api/v1/quotes", Some(key), body).await;
        quotes.push(made["id"].as_str().unwrap().to_owned());
        made
    })
    .await;

    let place = json!({ "street": "1 Sun Street", "town": "Denver", "zip": "80202" });
    let mut signs = Vec::new();
    for (n, quote) in quotes.iter().enumerate() {
        let draft = customer.post(&format!("/api/v1/quotes/{quote}/contract"), None, &json!({ "site": place, "language": "en" })).await;
        signs.push((
            format!("sign-{n}"),
            json!({ "quote": quote, "site": place, "language": "en", "consent": true, "text_hash": draft["text_hash"] }),
        ));
    }
    let mut orders = Vec::new();
    report(name, "order (sign, durable)", server, signs.iter(), async |(key, body)| {
        let made = customer.post("/api/v1/orders", Some(key), body).await;
        orders.push(format!("/api/v1/orders/{}", made["id"].as_str().unwrap()));
        made
    })
    .await;
    report(name, "order (read)", server, orders.iter(), async |path| customer.get(path).await).await;
    report(name, "orders (list of 20)", server, orders.iter(), async |_| customer.get("/api/v1/orders?limit=20").await).await;
}

async fn report<T>(
    name: &str,
    what: &str,
    server: Option<u32>,
    inputs: impl ExactSizeIterator<Item = T>,
    mut request: impl AsyncFnMut(T) -> serde_json::Value,
) {
    let warm = inputs.len() / 11;
    let mut walls = Vec::new();
    let mut inputs = inputs;
    for input in inputs.by_ref().take(warm) {
        request(input).await;
    }
    let (ours, theirs) = (Cpu::of(std::process::id()), server.map(Cpu::of));
    let mut count = 0_u32;
    for input in inputs {
        let begun = Instant::now();
        request(input).await;
        walls.push(begun.elapsed());
        count += 1;
    }
    let spent = ours.micros_since() / u64::from(count.max(1));
    let theirs = theirs.map(|cpu| (cpu.micros_since() / u64::from(count.max(1))).to_string()).unwrap_or_else(|| "in ours".to_owned());
    walls.sort();
    let median = walls.get(walls.len() / 2).copied().unwrap_or_default();
    println!("{name:<10}{what:<26}{spent:>9} us{theirs:>12}{:>11} us{:>13} us", median.as_micros(), probe().as_micros());
}

/// The median of 50 small durable writes.
fn probe() -> std::time::Duration {
    let path = std::env::temp_dir().join(format!("sunward-fsync-{}", std::process::id()));
    let mut file = File::create(&path).expect("a temporary file");
    let mut walls: Vec<_> = (0..50)
        .map(|_| {
            let begun = Instant::now();
            file.write_all(&[0; 4_096]).expect("writes");
            file.sync_data().expect("syncs");
            begun.elapsed()
        })
        .collect();
    let _ = std::fs::remove_file(&path);
    walls.sort();
    walls[walls.len() / 2]
}
