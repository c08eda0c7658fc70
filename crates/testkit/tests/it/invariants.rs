//! What holds after everything that anybody did, read from the tables past all use cases.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    account::Role,
    order::{PROCESS, Stage, TransitionName, WorkstreamKind},
};
use testkit::{Bench, Raw, raw::Row};
use trail::{Leaf, Outcome};

fn text(row: &Row, column: &str) -> String {
    String::from_utf8(row.get(column).cloned().unwrap_or_default()).expect("text")
}

fn number(row: &Row, column: &str) -> i64 {
    text(row, column).parse().expect("a number")
}

/// Looks at everything; panics with what does not hold.
pub(crate) async fn hold(bench: &Bench) {
    let raw = Raw::open(&bench.database).await;
    let orders = raw.rows("sales_order").await;
    histories(&orders, &raw.rows("order_event").await);
    crew_days(&orders, &raw.rows("crew_day").await);
    offers(&orders, &raw.rows("offer").await);
    changes(&raw.rows("change_request").await, &raw.rows("open_proposal").await);
    leaves(&raw).await;
    for order in &orders {
        let kinds = raw.rows("workstream").await.iter().filter(|row| row["order_id"] == order["id"]).count();
        assert_eq!(kinds, WorkstreamKind::ALL.len());
    }
    let quotes: BTreeSet<_> = orders.iter().map(|order| order["quote"].clone()).collect();
    assert_eq!(quotes.len(), orders.len(), "a quote has at most one order");
    let signed = raw.rows("quote").await.iter().filter(|quote| text(quote, "state") == "signed").map(|quote| quote["id"].clone()).collect();
    assert_eq!(quotes, signed, "a quote is signed exactly when there is an order on it");
    raw.close().await;
}

/// Replays every history through the process.
fn histories(orders: &[Row], events: &[Row]) {
    for order in orders {
        let mut own: Vec<&Row> = events.iter().filter(|event| event["order_id"] == order["id"]).collect();
        own.sort_by_key(|event| number(event, "order_version"));
        let versions: BTreeSet<i64> = own.iter().map(|event| number(event, "order_version")).collect();
        assert_eq!(versions.len(), own.len(), "at most one event a version");
        assert!(versions.last().is_some_and(|last| *last <= number(order, "version")));
        let kinds: Vec<String> = own.iter().map(|event| text(event, "kind")).collect();
        let mut stage = Stage::Signed;
        for (at, event) in own.iter().enumerate() {
            let kind = text(event, "kind");
            assert_eq!(at == 0, kind == "signed", "{kinds:?}");
            if let Some(name) = TransitionName::from_name(&kind) {
                let row = PROCESS.iter().find(|row| row.name == name && row.from.contains(&stage));
                let row = row.unwrap_or_else(|| panic!("{kind} does not follow {stage:?}: {kinds:?}"));
                let role = Role::from_name(&text(event, "actor_role")).expect("a role");
                assert!(row.by.contains(&role), "{kind} by {role:?}");
                stage = row.to;
            } else if text(event, "detail").contains("\"released\":true") {
                assert_eq!(stage, Stage::Matched, "{kinds:?}");
                stage = Stage::Ready;
            } else if kind == "cooling_off_ended" && stage == Stage::Matched && later_needs_ready(&kinds[at + 1..], order) {
                stage = Stage::Ready;
            }
        }
        assert_eq!(stage.name(), text(order, "stage"), "{kinds:?}");
    }
}

/// The end of the cooling-off period releases an order whose other gates were green: what follows tells.
fn later_needs_ready(later: &[String], order: &Row) -> bool {
    let next = later.iter().find_map(|kind| TransitionName::from_name(kind));
    match next {
        Some(TransitionName::StartInstallation) => true,
        Some(_) => false,
        None => text(order, "stage") == Stage::Ready.name() && !later.iter().any(|kind| kind == "workstream"),
    }
}

/// A crew has a day once (the key), for an order that is its own and not given up.
fn crew_days(orders: &[Row], days: &[Row]) {
    let mut by_order: BTreeMap<&[u8], i64> = BTreeMap::new();
    for day in days {
        let order = orders.iter().find(|order| order["id"] == day["order_id"]).expect("a day is for an order");
        assert_eq!(order.get("crew"), day.get("crew"), "the order's own crew");
        assert!(!["signed", "withdrawn", "cancelled"].contains(&text(order, "stage").as_str()), "{}", text(order, "stage"));
        *by_order.entry(&day["order_id"]).or_default() += 1;
    }
    for order in orders.iter().filter(|order| ["matched", "ready", "installing"].contains(&text(order, "stage").as_str())) {
        assert_eq!(by_order.get(order["id"].as_slice()), Some(&number(order, "work_days")), "every day of work is taken");
        let first = days.iter().filter(|day| day["order_id"] == order["id"]).map(|day| text(day, "day")).min();
        assert_eq!(first, Some(text(order, "install_date")));
    }
}

fn offers(orders: &[Row], offers: &[Row]) {
    for offer in offers {
        assert_eq!(text(offer, "state") == "open", offer.contains_key("open_order"), "an open offer is marked as such");
        let order = orders.iter().find(|order| order["id"] == offer["order_id"]).expect("an offer is of an order");
        if text(offer, "state") == "open" {
            assert_eq!(text(order, "stage"), "signed", "only an order without a crew is offered");
        }
    }
    for order in orders {
        let own: Vec<&Row> = offers.iter().filter(|offer| offer["order_id"] == order["id"]).collect();
        assert!(own.iter().filter(|offer| text(offer, "state") == "open").count() <= 1);
        let rounds: BTreeSet<i64> = own.iter().map(|offer| number(offer, "round")).collect();
        assert_eq!(rounds.len(), own.len(), "one offer a round");
        for no in own.iter().filter(|offer| text(offer, "state") == "declined") {
            let again = own.iter().filter(|offer| offer["crew"] == no["crew"] && number(offer, "round") > number(no, "round")).count();
            assert_eq!(again, 0, "whoever said no is not asked again");
        }
    }
}

fn changes(changes: &[Row], open: &[Row]) {
    let proposed: BTreeSet<_> =
        changes.iter().filter(|change| text(change, "state") == "proposed").map(|change| change["id"].clone()).collect();
    let written: BTreeSet<_> = open.iter().map(|row| row["change_request"].clone()).collect();
    assert_eq!(proposed, written, "of each kind one open proposal an order, and no row for one that is over");
    for change in changes {
        assert_ne!(change.get("approver"), change.get("author"), "nobody approves their own request");
        let state = text(change, "state");
        assert_eq!(state == "proposed", !change.contains_key("answered_at"), "{state}");
        assert!(state != "applied" || change.contains_key("approver"));
    }
}

/// Every leaf has its canonical bytes and hash and waits for the sequencer, and every version of a row has one leaf.
async fn leaves(raw: &Raw) {
    let rows = raw.rows("leaf").await;
    let pending: BTreeSet<Vec<u8>> = raw.rows("pending").await.into_iter().map(|row| row["id"].clone()).collect();
    let mut versions: BTreeMap<(String, Vec<u8>), Vec<u64>> = BTreeMap::new();
    for row in &rows {
        let leaf = Leaf::parse(&row["bytes"]).expect("a canonical leaf");
        assert_eq!((leaf.hash().as_bytes().as_slice(), leaf.id.as_bytes().as_slice()), (row["hash"].as_slice(), row["id"].as_slice()));
        assert!(pending.contains(&row["id"]));
        if leaf.outcome == Outcome::Done && leaf.object.version > 0 {
            let object = (leaf.object.kind.as_str().to_owned(), leaf.object.id.as_bytes().to_vec());
            versions.entry(object).or_default().push(leaf.object.version);
        }
    }
    assert_eq!(pending.len(), rows.len());
    for (kind, table) in [("order", "sales_order"), ("offer", "offer"), ("change_request", "change_request"), ("quote", "quote")] {
        for row in raw.rows(table).await {
            let mut seen = versions.remove(&(kind.to_owned(), row["id"].clone())).unwrap_or_default();
            seen.sort_unstable();
            let wanted: Vec<u64> = (1..=u64::try_from(number(&row, "version")).expect("a version")).collect();
            assert_eq!(seen, wanted, "{kind}: one leaf a version");
        }
        assert!(versions.keys().all(|(left, _)| left != kind), "a leaf of a {kind} that is not there");
    }
    // Of every other kind, too, the versions that leaves tell of begin at one and leave none out.
    for ((kind, _), mut seen) in versions {
        seen.sort_unstable();
        assert_eq!(seen, (1..).take(seen.len()).collect::<Vec<u64>>(), "{kind}: one leaf a version");
    }
}

/// Nothing is left to do: every job was done once, and every mail is there once.
pub(crate) async fn outbox_is_drained(bench: &Bench) {
    let raw = Raw::open(&bench.database).await;
    let jobs = raw.rows("outbox").await;
    assert!(jobs.iter().all(|job| job.contains_key("done_at")), "a job was left");
    let ids: BTreeSet<_> = jobs.iter().map(|job| job["id"].clone()).collect();
    let mails: BTreeSet<_> = raw.rows("mail").await.into_iter().map(|mail| mail["id"].clone()).collect();
    assert_eq!(ids, mails, "a mail for every job");
    let leaves = raw.rows("leaf").await;
    let done = leaves.iter().filter(|leaf| text(leaf, "bytes").contains("\"object_kind\":\"job\"")).count();
    assert_eq!(done, jobs.len(), "each was done once");
    raw.close().await;
}
