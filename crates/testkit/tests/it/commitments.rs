//! What the database shows to whoever has no key: no hash of anybody's words from which they could be guessed.

use app::{order, quote};
use domain::{account::Role, id::Id as _};
use libtest_mimic::Trial;
use testkit::{Bench, Database, Raw};
use trail::Leaf;

use crate::trial::on_both;

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_both("no_hash_of_a_receipt_or_contract_is_in_clear", keyed),
        on_both("a_receipt_or_contract_that_was_exchanged_is_not_shown", exchanged),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn unhex(text: &str) -> Vec<u8> {
    trail::Hash::from_hex(text).unwrap().as_bytes().to_vec()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

async fn keyed(database: Database) {
    let bench = Bench::staffed(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let order = bench.order(&ana).await;
    let contract = order::contract(&bench.app, &ana.caller(&bench), order).await.unwrap();
    let quote = quote::list(&bench.app, &ana.caller(&bench)).await.unwrap().swap_remove(0);
    assert_eq!(contract.receipt_hash, quote.hash, "she still reads which receipt she signed");
    let raw = Raw::open(&bench.database).await;
    let mut read = 0;
    for table in raw.tables().await {
        for row in raw.rows(&table).await {
            for (column, value) in &row {
                for hash in [&contract.text_hash, &quote.hash] {
                    assert!(!holds(value, hash.as_bytes()) && !holds(value, &unhex(hash)), "{table}.{column}");
                }
                read += 1;
            }
        }
    }
    assert!(read > 500, "{read}");
    // What is there instead: the same commitment in the quote, the order, the contract and the leaves.
    let macs: Vec<Vec<u8>> = [raw.rows("quote").await, raw.rows("sales_order").await, raw.rows("contract").await]
        .iter()
        .map(|rows| rows[0]["receipt_mac"].clone())
        .collect();
    assert!(macs.iter().all(|mac| mac.len() == 32 && *mac == macs[0]));
    let leaves: Vec<Leaf> = raw.rows("leaf").await.iter().map(|row| Leaf::parse(&row["bytes"]).unwrap()).collect();
    let after = |action: &str| {
        let found = leaves.iter().find(|leaf| leaf.action.as_str() == action && leaf.after.is_some());
        found.and_then(|leaf| leaf.after).map(|hash| hash.as_bytes().to_vec())
    };
    assert_eq!(after("quote.lock").as_ref(), macs.first());
    assert_eq!(after("order.sign"), Some(raw.rows("contract").await[0]["text_mac"].clone()));
    // The quote's own row moved too, and its leaves say so.
    let mut versions: Vec<u64> = leaves
        .iter()
        .filter(|leaf| leaf.object.kind.as_str() == "quote" && leaf.object.id == quote.id.uuid())
        .map(|leaf| leaf.object.version)
        .collect();
    versions.sort_unstable();
    assert_eq!(versions, [1, 2]);
    raw.close().await;
}

async fn exchanged(database: Database) {
    let bench = Bench::staffed(database).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let order = bench.order(&ana).await;
    let raw = Raw::open(&bench.database).await;
    for (table, column) in [("contract", "text_mac"), ("quote", "receipt_mac")] {
        let kept = raw.rows(table).await[0][column].clone();
        let other: String = kept.iter().map(|byte| format!("{:02x}", byte ^ 1)).collect();
        raw.execute(&format!("UPDATE {table} SET {column} = x'{other}'")).await.unwrap();
    }
    raw.close().await;
    assert!(matches!(order::contract(&bench.app, &ana.caller(&bench), order).await, Err(app::Error::Internal(_))));
    assert!(matches!(quote::list(&bench.app, &ana.caller(&bench)).await, Err(app::Error::Internal(_))));
}
