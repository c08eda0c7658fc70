//! `kill -9` in the middle of a load: what was acknowledged is there, and nothing is there twice.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::{Value, json};

use crate::{
    client::{Answer, Client},
    program::{Demo, Scratch},
};

/// People who order at the same time.
const CUSTOMERS: u16 = 3;
/// Acknowledged orders after which the process is killed.
const ENOUGH: usize = 9;

/// What one attempt to order knows.
#[derive(Clone, Debug)]
struct Attempt {
    key: String,
    body: Value,
}

#[derive(Debug, Default)]
struct Record {
    /// Attempts whose request was sent, by key.
    sent: BTreeMap<String, Attempt>,
    /// Ids that were acknowledged, by key.
    acknowledged: BTreeMap<String, String>,
}

fn roof(n: u64) -> Value {
    json!({
        "place": "Denver",
        "sections": [{ "shape": "gable", "length_cm": 1200 + n % 400, "width_cm": 900, "pitch_deg": 25, "azimuth_deg": 180 }],
        "usage": { "annual_kwh": 7000 + n % 3000 }
    })
}

fn made(answer: &Answer) -> String {
    assert!(matches!(answer.status, 200 | 201), "{} {}", answer.status, answer.body);
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// From a roof to the request that signs; every step but the last may be lost without harm.
async fn prepare(client: &Client, n: u64) -> std::io::Result<Attempt> {
    let estimate = made(&client.post("/api/v1/estimates", None, &roof(n)).await?);
    let view = client.get(&format!("/api/v1/estimates/{estimate}")).await?.json();
    let offering = &view["offerings"][0];
    let lock = json!({ "estimate": estimate, "size": offering["size"], "seen_total": total(offering) });
    let quote = made(&client.post("/api/v1/quotes", Some(&format!("lock-{n}")), &lock).await?);
    let site = json!({ "street": "1 Sun Street", "town": "Denver", "zip": "80202" });
    let draft = client.post(&format!("/api/v1/quotes/{quote}/contract"), None, &json!({ "site": site, "language": "en" })).await?.json();
    let body = json!({ "quote": quote, "site": site, "language": "en", "consent": true, "text_hash": draft["text_hash"] });
    Ok(Attempt { key: format!("sign-{n}"), body })
}

fn total(offering: &Value) -> Value {
    let found = [&offering["proposal"]["price"]["total"], &offering["price"]["total"]].into_iter().find(|v| v.is_object());
    found.unwrap_or_else(|| panic!("no total in {offering}")).clone()
}

async fn order_until_it_breaks(client: Client, first: u64, record: Arc<Mutex<Record>>) {
    for n in (0..200).map(|i| first + i) {
        // A source of its own for each order: sources are limited one by one.
        let here = client.at(client.address(), u16::try_from(n).unwrap());
        let Ok(attempt) = prepare(&here, n).await else { return };
        record.lock().unwrap().sent.insert(attempt.key.clone(), attempt.clone());
        let Ok(answer) = here.post("/api/v1/orders", Some(&attempt.key), &attempt.body).await else { return };
        record.lock().unwrap().acknowledged.insert(attempt.key, made(&answer));
    }
}

async fn all_orders(client: &Client) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut cursor = String::new();
    loop {
        let page = client.get(&format!("/api/v1/orders?limit=100{cursor}")).await.unwrap().json();
        for item in page["items"].as_array().unwrap() {
            assert!(found.insert(item["id"].as_str().unwrap().to_owned()), "an order is listed twice");
        }
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_under_load_it_has_every_acknowledged_order_and_none_twice() {
    let scratch = Scratch::new("kill");
    let data = scratch.path().join("demo");
    let demo = Demo::start(&data);
    let record = Arc::new(Mutex::new(Record::default()));
    let mut customer = Client::new(demo.address, 60_000);
    customer.enter(&demo.link("customer")).await;
    let before = all_orders(&customer).await;

    let tasks: Vec<_> = (0..CUSTOMERS)
        .map(|n| tokio::spawn(order_until_it_breaks(customer.clone(), u64::from(n) * 1_000 + 1, Arc::clone(&record))))
        .collect();
    while record.lock().unwrap().acknowledged.len() < ENOUGH {
        assert!(!tasks.iter().all(tokio::task::JoinHandle::is_finished), "nobody orders any more: {:?}", record.lock().unwrap());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    demo.kill();
    for task in tasks {
        task.await.unwrap();
    }

    let demo = Demo::start(&data);
    let customer = customer.at(demo.address, 60_001);
    let record = Arc::into_inner(record).unwrap().into_inner().unwrap();
    let after: BTreeSet<String> = all_orders(&customer).await.difference(&before).cloned().collect();
    for (key, id) in &record.acknowledged {
        assert!(after.contains(id), "{key} was acknowledged as {id} and is gone");
    }
    // Sent once more, each attempt gives the order that it made, or makes it now: one order for one attempt.
    let mut source = 61_000;
    for (key, attempt) in &record.sent {
        source += 1;
        let here = customer.at(demo.address, source);
        let again = made(&here.post("/api/v1/orders", Some(key), &attempt.body).await.unwrap());
        if let Some(id) = record.acknowledged.get(key) {
            assert_eq!(&again, id, "{key} made a second order");
        }
    }
    let last: BTreeSet<String> = all_orders(&customer).await.difference(&before).cloned().collect();
    assert_eq!(last.len(), record.sent.len(), "one order for each attempt");
    println!("{} acknowledged before the kill, {} attempts, all there, none twice", record.acknowledged.len(), record.sent.len());
}
