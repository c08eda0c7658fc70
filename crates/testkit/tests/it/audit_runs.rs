//! Runs of the audit: who may, one at a time, what becomes of one that fails, and what keeps a report as it was written.

use std::sync::{Arc, atomic::Ordering};

use app::{
    App, Conflict, Error, Setup,
    audit::{self, Proof, State},
    timer, worker,
};
use domain::{account::Role, id::Id as _};
use gateway::mail::Mailer;
use libtest_mimic::Trial;
use policy::Env;
use store::Cursor;
use testkit::{
    BASE_URL, Bench, Database, Person, Raw,
    auditor::{Behaviour, EVIDENCE, Sample},
};

use crate::trial::{on_both, on_sqlite};

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_both("only_the_officer_and_the_head_have_to_do_with_the_audit", who_may),
        on_both("a_run_is_a_leaf_and_the_next_one_remembers_it", remembers),
        on_both("asked_twice_at_once_it_is_one_run", twice),
        on_both("an_audit_that_fails_is_a_run_that_failed", failing),
        on_both("a_run_that_was_cut_off_stops_no_other", cut_off),
        on_both("the_schedule_asks_once_a_day_and_sets_itself_again", schedule),
        on_both("a_report_that_was_changed_is_noticed", changed),
        on_both("of_many_runs_the_newest_stay", sweep),
        on_sqlite("a_program_without_an_auditor_says_so", without),
        on_sqlite("the_page_shows_what_was_found_as_text", page),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The staffed company with an auditor that the test holds.
async fn company(database: Database) -> (Bench, App, Arc<Sample>) {
    let bench = Bench::staffed(database).await;
    let auditor = Arc::new(Sample::default());
    let shared: Arc<dyn audit::Auditor> = auditor.clone();
    let app = over(&bench, Some(shared)).await;
    (bench, app, auditor)
}

async fn over(bench: &Bench, auditor: Option<Arc<dyn audit::Auditor>>) -> App {
    let setup = Setup {
        store: testkit::open(&bench.database).await,
        env: Env::Demo,
        clock: bench.clock.clock(),
        base_url: BASE_URL.to_owned(),
        company: testkit::company(),
        mailer: Mailer::None,
        hashing_threads: 1,
        auditor,
    };
    App::new(setup).unwrap()
}

async fn officer(bench: &Bench) -> Person {
    bench.first(Role::Officer).await
}

fn behave(auditor: &Sample, behaviour: Behaviour) {
    *auditor.behaviour.lock().unwrap() = behaviour;
}

async fn who_may(database: Database) {
    let (bench, app, _) = company(database).await;
    let run = audit::ask_for_run(&app, &officer(&bench).await.caller(&bench)).await.unwrap();
    for role in Role::PEOPLE {
        let who = if matches!(role, Role::Customer) { bench.person(role, "Ana Quintanilla").await } else { bench.first(role).await };
        let caller = who.caller(&bench);
        let may = matches!(role, Role::Officer | Role::Head);
        assert_eq!(audit::runs(&app, &caller, Cursor::first(5)).await.is_ok(), may, "{role:?}");
        assert_eq!(audit::run_of(&app, &caller, run).await.is_ok(), may, "{role:?}");
        assert_eq!(audit::ask_for_run(&app, &caller).await.is_ok(), may, "{role:?}");
    }
    let visitor = bench.visitor();
    assert!(matches!(audit::runs(&app, &visitor.caller(&bench), Cursor::first(5)).await, Err(Error::SignInNeeded)));
}

async fn remembers(database: Database) {
    let (bench, app, auditor) = company(database).await;
    let officer = officer(&bench).await;
    assert!(!audit::run_next(&app).await.unwrap(), "nobody asked");
    let first = audit::ask_for_run(&app, &officer.caller(&bench)).await.unwrap();
    assert!(audit::run_next(&app).await.unwrap());
    let view = audit::run_of(&app, &officer.caller(&bench), first).await.unwrap();
    let summary = view.run.summary.clone().unwrap();
    assert_eq!((view.run.state, summary.new, summary.still), (State::Done, 1, 0));
    assert_eq!(view.report.as_ref().unwrap().findings[0].evidence, EVIDENCE);
    let Proof::Matches(leaf) = view.proof else { panic!("{:?}", view.proof) };
    // The trail has how it was asked for, begun and ended, without a gap in the versions, and the hash in the last one.
    let filter = app::staff::trail::Filter::default();
    let leaves = app::staff::trail::read(&app, &officer.caller(&bench), &filter, Cursor::first(20)).await.unwrap().items;
    let of_run: Vec<_> = leaves.iter().filter(|entry| entry.object.id == first.uuid()).collect();
    let mut versions: Vec<u64> = of_run.iter().map(|entry| entry.object.version).collect();
    versions.sort_unstable();
    assert_eq!(versions, [1, 2, 3]);
    let last = of_run.iter().find(|entry| entry.object.version == 3).unwrap();
    assert_eq!((last.id, last.after), (leaf.uuid(), view.run.report_hash));
    assert_eq!(last.action.as_str(), "audit.record");

    bench.clock.advance_seconds(60);
    let second = audit::ask_for_run(&app, &officer.caller(&bench)).await.unwrap();
    assert!(audit::run_next(&app).await.unwrap());
    let view = audit::run_of(&app, &officer.caller(&bench), second).await.unwrap();
    assert_eq!(view.run.summary.unwrap().still, 1);
    assert_eq!(auditor.calls.load(Ordering::Acquire), 2);
}

async fn twice(database: Database) {
    let (bench, app, auditor) = company(database).await;
    let (one, two) = (officer(&bench).await.caller(&bench), bench.first(Role::Head).await.caller(&bench));
    let (first, second) = tokio::join!(audit::ask_for_run(&app, &one), audit::ask_for_run(&app, &two));
    assert_eq!(first.unwrap(), second.unwrap());
    let (left, right) = tokio::join!(audit::run_next(&app), audit::run_next(&app));
    let done = [left, right].into_iter().filter(|outcome| matches!(outcome, Ok(true))).count();
    assert_eq!((done, auditor.calls.load(Ordering::Acquire)), (1, 1));
    let overview = audit::runs(&app, &one, Cursor::first(10)).await.unwrap();
    assert_eq!((overview.runs.items.len(), overview.under_way.is_none()), (1, true));
    // Six an hour, whoever asks.
    for _ in 0..5 {
        audit::ask_for_run(&app, &one).await.unwrap();
        assert!(audit::run_next(&app).await.unwrap());
    }
    assert!(matches!(audit::ask_for_run(&app, &two).await, Err(Error::TooMany { .. })));
    bench.clock.advance_seconds(3_601);
    audit::ask_for_run(&app, &two).await.unwrap();
}

async fn failing(database: Database) {
    let (bench, app, auditor) = company(database).await;
    let officer = officer(&bench).await;
    for (behaviour, reason) in [(Behaviour::Fails, "could_not_look"), (Behaviour::Panics, "broke"), (Behaviour::TalksTooMuch, "too_large")]
    {
        behave(&auditor, behaviour);
        let run = audit::ask_for_run(&app, &officer.caller(&bench)).await.unwrap();
        assert!(audit::run_next(&app).await.unwrap());
        let view = audit::run_of(&app, &officer.caller(&bench), run).await.unwrap();
        assert_eq!((view.run.state, view.run.reason.as_deref()), (State::Failed, Some(reason)));
        assert!(view.report.is_none() && view.proof == Proof::Nothing);
    }
    behave(&auditor, Behaviour::Finds);
    let run = audit::ask_for_run(&app, &officer.caller(&bench)).await.unwrap();
    assert!(audit::run_next(&app).await.unwrap());
    let view = audit::run_of(&app, &officer.caller(&bench), run).await.unwrap();
    assert_eq!((view.run.state, view.run.summary.unwrap().new), (State::Done, 1), "what failed is no memory");
}

async fn cut_off(database: Database) {
    let (bench, app, _) = company(database).await;
    let officer = officer(&bench).await;
    let run = audit::ask_for_run(&app, &officer.caller(&bench)).await.unwrap();
    // Begun by a program that is no more.
    let raw = Raw::open(&bench.database).await;
    let now = app.clock().wall().micros();
    assert_eq!(raw.execute(&format!("UPDATE audit_run SET state = 'running', started_at = {now}")).await.unwrap(), 1);
    assert!(!audit::run_next(&app).await.unwrap(), "it may still be alive");
    assert_eq!(audit::ask_for_run(&app, &officer.caller(&bench)).await.unwrap(), run);
    bench.clock.advance_seconds(400);
    let shown = audit::runs(&app, &officer.caller(&bench), Cursor::first(5)).await.unwrap();
    assert_eq!((shown.runs.items[0].state, shown.under_way.is_none()), (State::CutOff, true));
    assert!(audit::run_next(&app).await.unwrap());
    let view = audit::run_of(&app, &officer.caller(&bench), run).await.unwrap();
    assert_eq!((view.run.state, view.run.reason.as_deref()), (State::CutOff, Some("cut_off")));
    let next = audit::ask_for_run(&app, &officer.caller(&bench)).await.unwrap();
    assert!(next != run && audit::run_next(&app).await.unwrap());
    assert_eq!(audit::run_of(&app, &officer.caller(&bench), next).await.unwrap().run.state, State::Done);
    raw.close().await;
}

async fn schedule(database: Database) {
    let (bench, app, auditor) = company(database).await;
    let officer = officer(&bench).await;
    audit::begin_schedule(&app).await.unwrap();
    audit::begin_schedule(&app).await.unwrap();
    let raw = Raw::open(&bench.database).await;
    let set = async || raw.rows("timer").await.iter().filter(|row| row["kind"] == b"audit" && row["state"] == b"set").count();
    assert_eq!(set().await, 1);
    for day in 1..=3 {
        bench.clock.advance_seconds(86_400 + 60);
        timer::run_due(&app).await.unwrap();
        assert_eq!(set().await, 1, "it sets itself again");
        while audit::run_next(&app).await.unwrap() {}
        assert_eq!(auditor.calls.load(Ordering::Acquire), day);
    }
    let runs = audit::runs(&app, &officer.caller(&bench), Cursor::first(10)).await.unwrap().runs.items;
    assert!(runs.len() == 3 && runs.iter().all(|run| run.asked_by.is_none()));
    // One that waits is enough, and the demo's clock does not stop for it.
    audit::ask_for_run(&app, &officer.caller(&bench)).await.unwrap();
    bench.clock.advance_seconds(86_400 + 60);
    timer::run_due(&app).await.unwrap();
    assert_eq!(audit::runs(&app, &officer.caller(&bench), Cursor::first(10)).await.unwrap().runs.items.len(), 4);
    assert!(app.store().next_timer().await.unwrap().is_none_or(|timer| timer.kind != store::timer::Kind::Audit));
    raw.close().await;
}

async fn changed(database: Database) {
    let (bench, app, _) = company(database).await;
    let officer = officer(&bench).await;
    let run = audit::ask_for_run(&app, &officer.caller(&bench)).await.unwrap();
    assert!(audit::run_next(&app).await.unwrap());
    let raw = Raw::open(&bench.database).await;
    let proof = async || audit::run_of(&app, &officer.caller(&bench), run).await.unwrap().proof;
    assert!(matches!(proof().await, Proof::Matches(_)));
    let text = |name: &str, row: &testkit::raw::Row| String::from_utf8(row[name].clone()).unwrap();
    let row = raw.rows("audit_run").await.remove(0);
    let summary = text("summary", &row);
    // Prettier numbers in the list; and back.
    for (column, other, own) in [
        ("summary", summary.replace("\"high\":1", "\"high\":0"), summary.clone()),
        ("report_hash", "0".repeat(64), text("report_hash", &row)),
    ] {
        raw.execute(&format!("UPDATE audit_run SET {column} = '{other}'")).await.unwrap();
        assert_eq!(proof().await, Proof::Differs, "{column}");
        raw.execute(&format!("UPDATE audit_run SET {column} = '{own}'")).await.unwrap();
        assert!(matches!(proof().await, Proof::Matches(_)), "{column}");
    }
    // Another report, another leaf, no report.
    let other = audit::ask_for_run(&app, &officer.caller(&bench)).await.unwrap();
    assert!(audit::run_next(&app).await.unwrap());
    let hex = |id: uuid::Uuid| id.simple().to_string();
    let (own_id, other_id) = (hex(run.uuid()), hex(other.uuid()));
    raw.execute(&format!("UPDATE audit_report SET bytes = x'00ff' WHERE run = x'{own_id}'")).await.unwrap();
    assert_eq!(proof().await, Proof::Differs);
    raw.execute(&format!("DELETE FROM audit_report WHERE run = x'{own_id}'")).await.unwrap();
    raw.execute(&format!("UPDATE audit_report SET run = x'{own_id}' WHERE run = x'{other_id}'")).await.unwrap();
    assert_eq!(proof().await, Proof::Differs, "the report of another run");
    let leaf = raw.rows("audit_run").await.into_iter().find(|row| row["id"] == other.uuid().as_bytes()).unwrap()["leaf"].clone();
    let leaf = leaf.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    raw.execute(&format!("UPDATE audit_run SET leaf = x'{leaf}' WHERE id = x'{own_id}'")).await.unwrap();
    assert_eq!(proof().await, Proof::Differs, "the leaf of another run");
    let browser = bench.browser_of(&officer).await;
    let page = browser.get(&format!("/audit/{run}")).await;
    assert!(page.text.contains("The stored report is not the one that was written."), "{}", page.text);
    assert_eq!(browser.get(&format!("/audit/{run}/report.html")).await.status, 404);
    raw.close().await;
}

async fn sweep(database: Database) {
    let (bench, app, _) = company(database).await;
    let officer = officer(&bench).await;
    let oldest = audit::ask_for_run(&app, &officer.caller(&bench)).await.unwrap();
    assert!(audit::run_next(&app).await.unwrap());
    let raw = Raw::open(&bench.database).await;
    let columns = raw.columns("audit_run").await.join(", ");
    let kept = columns.replacen("id", "x'ID'", 1);
    let source = raw.rows("audit_run").await.remove(0)["id"].iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    for number in 0..401_u32 {
        let id = format!("7fffffff0000700080000000{number:08x}");
        let copy = format!("INSERT INTO audit_run ({columns}) SELECT {} FROM audit_run WHERE id = x'{source}'", kept.replace("ID", &id));
        assert_eq!(raw.execute(&copy).await.unwrap(), 1);
    }
    for _ in 0..2 {
        worker::sweep(&app).await.unwrap();
    }
    let counts = raw.counts().await;
    assert_eq!((counts["audit_run"], counts["audit_report"]), (400, 0), "its report goes with the oldest run");
    assert!(matches!(audit::run_of(&app, &officer.caller(&bench), oldest).await, Err(Error::NotFound)));
    // What was done stays in the trail.
    let filter = app::staff::trail::Filter { action: Some("audit.record".to_owned()), denied_only: false };
    assert_eq!(app::staff::trail::read(&app, &officer.caller(&bench), &filter, Cursor::first(9)).await.unwrap().items.len(), 2);
    raw.close().await;
}

async fn without(database: Database) {
    let bench = Bench::staffed(database).await;
    let app = over(&bench, None).await;
    let officer = officer(&bench).await;
    audit::begin_schedule(&app).await.unwrap();
    assert!(matches!(audit::ask_for_run(&app, &officer.caller(&bench)).await, Err(Error::Conflict(Conflict::DoesNotFollow))));
    assert!(!audit::run_next(&app).await.unwrap());
    let seen = audit::runs(&app, &officer.caller(&bench), Cursor::first(5)).await.unwrap();
    assert!(!seen.has_auditor && seen.newest.is_none() && seen.runs.items.is_empty());
}

async fn page(database: Database) {
    let bench = Bench::staffed(database).await;
    let officer = officer(&bench).await;
    let browser = bench.browser_of(&officer).await;
    let empty = browser.get("/audit").await;
    assert!(empty.text.contains("No audit yet") && empty.text.contains("Audit now"));
    let asked = browser.post("/audit", &[]).await;
    assert_eq!((asked.status, asked.header("location")), (303, "/audit"));
    let waits = browser.get("/audit").await;
    assert!(waits.text.contains("An audit waits for its turn.") && !waits.text.contains("audit-form"));
    assert!(audit::run_next(&bench.app).await.unwrap());
    let page = browser.get("/audit").await;
    for words in ["31 of 41 checks", "A query is built from input", "Bind values.", "A03 Injection", "because no list of staff was named"] {
        assert!(page.text.contains(words), "{words}\n{}", page.text);
    }
    assert!(!page.text.contains(EVIDENCE) && page.text.contains("alert(&#39;found&#39;)"), "{}", page.text);
    let run = page.text.split("/audit/aud_").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let account = officer.actor.account.unwrap();
    let of_run = browser.get(&format!("/audit/aud_{run}")).await;
    assert!(of_run.text.contains(&account.to_string()), "the person who asked is named as in the trail: {}", of_run.text);
    for (ending, kind) in [("html", "text/html; charset=utf-8"), ("json", "application/json")] {
        let file = browser.get(&format!("/audit/aud_{run}/report.{ending}")).await;
        assert_eq!((file.status, file.header("content-type")), (200, kind));
        assert_eq!(file.header("content-disposition"), format!("attachment; filename=\"audit-aud_{run}.{ending}\""));
        assert_eq!(file.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(browser.get("/audit/aud_00000000000000000000000000000000").await.status, 404);
}
