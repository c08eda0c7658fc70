//! The audit from inside, on a company that lives: sound it passes every check, and each thing that is broken in it turns
//! red the check that looks for it, and no other.

use std::os::unix::fs::PermissionsExt as _;

use ::audit::{
    Subject,
    evidence::house::{File, House, Setup},
    finding::Verdict,
};
use app::{
    change_request,
    change_request::{Answer, Propose},
    house::{policy_answers, sign_in},
    order,
};
use axum::{http::HeaderName, response::Response};
use domain::{
    account::Role,
    calendar::{add_days, federal_holiday},
    text::FreeText,
};
use jiff::civil::Date;
use libtest_mimic::Trial;
use policy::{Engine, Env};
use store::throttle::Rule;
use testkit::{BASE_URL, Bench, Database, Raw, raw::Row};
use vault::{Place, password::PasswordHash};
use web::{Access, Area, Method, SecureRouter, Settings};

use crate::{
    account::customer,
    trial::{on_both, on_sqlite},
};

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_both("what_is_broken_in_the_data_turns_its_check_red", data),
        on_sqlite("what_is_broken_in_policies_site_and_setup_turns_its_check_red", program),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A company with an order, its crew on the way, a change that was agreed to, and a customer who has a password and a session.
async fn company(database: Database) -> Bench {
    let bench = Bench::staffed(database).await;
    let (app, ana, support) = (&bench.app, bench.person(Role::Customer, "Ana Quintanilla").await, bench.first(Role::Support).await);
    let (order, _) = bench.matched(&ana).await;
    let present = order::read(app, &ana.caller(&bench), order).await.unwrap().install_date.unwrap();
    let works = |day: &Date| day.weekday().to_monday_one_offset() <= 5 && federal_holiday(*day).is_none();
    let install_date = (7..16).map(|days| add_days(present, days)).find(works).unwrap();
    let command = Propose { order, install_date, reason: FreeText::parse("reason", "The inspector is ill.").unwrap() };
    let request = change_request::propose(app, &support.caller(&bench), &command, None).await.unwrap();
    let (_, view) = change_request::read(app, &ana.caller(&bench), request).await.unwrap();
    let answer = Answer { request, agree: true, seen_payload_hash: view.payload_hash };
    change_request::answer(app, &ana.caller(&bench), &answer).await.unwrap();
    customer(&bench, "ben@test.example").await;
    bench
}

fn setup() -> Setup {
    Setup { listen: "127.0.0.1:8080".to_owned(), base_url: BASE_URL.to_owned(), ..Setup::default() }
}

async fn examined(bench: &Bench) -> House {
    web::house::examine(&bench.app, Settings::default(), setup()).await.unwrap()
}

/// The checks that fail on a house, and how many could look.
fn failing(house: &House) -> (Vec<&'static str>, usize) {
    let run = ::audit::run(Subject { house: Some(house.clone()), ..Subject::default() }, &|_, _| ());
    let looked = run.outcomes.iter().filter(|outcome| !matches!(outcome.verdict, Verdict::NotTested(_))).count();
    let failed = run.outcomes.iter().filter(|outcome| matches!(outcome.verdict, Verdict::Fail(_)));
    (failed.map(|outcome| outcome.check.id).collect(), looked)
}

/// The account of the test server may make databases, and the check says so.
fn always(database: &Database) -> Vec<&'static str> {
    if matches!(database, Database::MySql { .. }) { vec!["house-database-account-mighty"] } else { Vec::new() }
}

fn hex(bytes: &[u8]) -> String {
    format!("X'{}'", bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

fn text(row: &Row, column: &str) -> String {
    String::from_utf8(row.get(column).cloned().unwrap_or_default()).unwrap()
}

/// Breaks one thing, looks, and mends it.
struct Mutants<'a> {
    bench: &'a Bench,
    raw: Raw,
    tried: usize,
}

impl Mutants<'_> {
    async fn turns_red(&mut self, check: &'static str, broken: &str, mended: &str) {
        assert_eq!(self.raw.execute(broken).await, Ok(1), "{check}: {broken}");
        let (mut failed, _) = failing(&examined(self.bench).await);
        failed.retain(|id| !always(&self.bench.database).contains(id));
        assert_eq!(failed, [check], "{broken}");
        assert_eq!(self.raw.execute(mended).await, Ok(1), "{mended}");
        self.tried += 1;
    }
    async fn column(&mut self, check: &'static str, table: &str, row: &Row, key: &str, column: &str, value: &str) {
        let set = |value: &str| format!("UPDATE {table} SET {column} = {value} WHERE {key} = {}", hex(&row[key]));
        let before = row.get(column).map_or("NULL".to_owned(), |bytes| hex(bytes));
        self.turns_red(check, &set(value), &set(&before)).await;
    }
}

async fn data(database: Database) {
    let bench = company(database).await;
    let raw = Raw::open(&bench.database).await;
    let (before, counted) = (raw.digest().await, raw.counts().await);
    let sound = examined(&bench).await;
    let (after, counts) = (raw.digest().await, raw.counts().await);
    let changed: Vec<&String> = after.iter().filter(|(table, digest)| before.get(*table) != Some(digest)).map(|(table, _)| table).collect();
    assert_eq!(changed, ["leaf", "pending"], "it writes nothing but that it looked");
    assert_eq!(counts["leaf"], counted["leaf"] + 1, "one leaf");
    let (failed, looked) = failing(&sound);
    assert_eq!(failed, always(&bench.database), "{sound:?}");
    assert!(looked >= 20, "{looked} checks could look");

    let accounts = raw.rows("account").await;
    let customer = accounts.iter().find(|row| row.contains_key("password_sealed")).expect("somebody has a password");
    let engineer = accounts.iter().find(|row| text(row, "role") == "engineer").expect("an engineer");
    let session = raw.rows("session").await.into_iter().find(|row| row.contains_key("account")).expect("a session");
    let change = raw.rows("change_request").await.into_iter().find(|row| row.contains_key("approver")).expect("an approved change");
    let order = raw.rows("sales_order").await.into_iter().next().expect("an order");
    let day = raw.rows("crew_day").await.into_iter().find(|day| is_to_come(&bench, day)).expect("a crew on its way");
    let leaf = raw.rows("leaf").await.into_iter().find(|row| text(row, "bytes").contains("\"object_kind\":\"order\"")).expect("a leaf");
    let seal = |row: &Row, clear: &[u8]| {
        let id = |column: &str| <[u8; 16]>::try_from(row[column].as_slice()).unwrap();
        let place = Place { table: "account", column: "password", row: id("id"), person: id("person") };
        hex(bench.app.store().keys().seal(&place, clear, [1; 16], [2; 12]).unwrap().as_bytes())
    };
    let mut mutants = Mutants { bench: &bench, raw, tried: 0 };

    // Somebody takes an entry away, or writes another history.
    let columns = format!("{}, '{}', {}", hex(&leaf["id"]), text(&leaf, "bytes"), hex(&leaf["hash"]));
    let lost = format!("DELETE FROM leaf WHERE id = {}", hex(&leaf["id"]));
    mutants.turns_red("house-trail-incomplete", &lost, &format!("INSERT INTO leaf (id, bytes, hash) VALUES ({columns})")).await;
    let other = text(&leaf, "bytes").replace("\"times\":1", "\"times\":2");
    let set = |bytes: &str| format!("UPDATE leaf SET bytes = '{bytes}' WHERE id = {}", hex(&leaf["id"]));
    mutants.turns_red("house-trail-altered", &set(&other), &set(&text(&leaf, "bytes"))).await;
    let moved = |by: &str| format!("UPDATE sales_order SET version = version {by} 1 WHERE id = {}", hex(&order["id"]));
    mutants.turns_red("house-trail-incomplete", &moved("+"), &moved("-")).await;

    // Somebody writes past the vault, or keeps what must not be kept.
    mutants.column("house-column-not-sealed", "account", customer, "id", "name_sealed", &hex(b"Ana Ruiz")).await;
    let fast = seal(customer, b"5f4dcc3b5aa765d61d8327deb882cf99");
    mutants.column("house-password-hash-weak", "account", customer, "id", "password_sealed", &fast).await;
    let mere = seal(engineer, PasswordHash::dummy().as_str().as_bytes());
    mutants.column("house-staff-by-password", "account", engineer, "id", "password_sealed", &mere).await;
    let clear = [b'A'; 32];
    let token = |from: &[u8], to: &[u8]| format!("UPDATE session SET token_hash = {} WHERE token_hash = {}", hex(to), hex(from));
    mutants.turns_red("house-session-token-kept", &token(&session["token_hash"], &clear), &token(&clear, &session["token_hash"])).await;
    let year = |sign: &str| {
        format!("UPDATE session SET expires_at = expires_at {sign} 31536000000000 WHERE token_hash = {}", hex(&session["token_hash"]))
    };
    mutants.turns_red("house-session-endless", &year("+"), &year("-")).await;

    // Somebody passes by the rules of the business; of the last one even the database has to be told to look away.
    let unguarded = if matches!(bench.database, Database::Sqlite { .. }) {
        "PRAGMA ignore_check_constraints = ON"
    } else {
        "SET SESSION check_constraint_checks = 0"
    };
    mutants.raw.execute(unguarded).await.unwrap();
    mutants.column("house-change-by-one-hand", "change_request", &change, "id", "approver", &hex(&change["author"])).await;
    let booked = format!(
        "INSERT INTO crew_day (crew, day, order_id) VALUES ({}, '{}', {})",
        hex(&day["crew"]),
        text(&day, "day"),
        hex(&day["order_id"])
    );
    let freed = format!("DELETE FROM crew_day WHERE crew = {} AND day = '{}'", hex(&day["crew"]), text(&day, "day"));
    mutants.turns_red("house-crew-booked-twice", &freed, &booked).await;

    assert_eq!(mutants.tried, 10);
    assert_eq!(failing(&examined(&bench).await).0, always(&bench.database), "mended, all is well");
    mutants.raw.close().await;
}

/// Whether a day lies before its order's crew: those of orders that are over stay as they were.
fn is_to_come(bench: &Bench, day: &Row) -> bool {
    text(day, "day").parse::<Date>().unwrap() > bench.app.today()
}

async fn program(database: Database) {
    let bench = company(database).await;
    let sound = examined(&bench).await;
    let changed = |change: &dyn Fn(&mut House)| {
        let mut house = sound.clone();
        change(&mut house);
        failing(&house).0
    };

    // One line too much among the policies.
    let engine = Engine::compiled_with(Env::Demo, "@id(\"all\") permit (principal, action, resource);").unwrap();
    let all = policy_answers(&engine);
    let expected = [
        "house-role-almighty",
        "house-rows-of-others",
        "house-staff-sees-customers",
        "house-support-changes-orders",
        "house-one-hand-permitted",
    ];
    assert_eq!(changed(&|house| house.policy = Some(all.clone())), expected);

    // Waits that never begin, at an account and for a source; and a rule for passwords that only asks for signs of all kinds.
    let counted = Rule { free: 5, first_wait_seconds: 2, longest_wait_seconds: 900, window_seconds: 3_600 };
    let patient = Rule { first_wait_seconds: 0, ..counted };
    let is_mixed = |password: &str| {
        let has = |kind: fn(&char) -> bool| password.chars().any(|c| kind(&c));
        has(char::is_ascii_lowercase) && has(char::is_ascii_uppercase) && has(char::is_ascii_digit) && has(char::is_ascii_punctuation)
    };
    for (rules, is_taken, expected) in [
        ([counted, counted], None, [].as_slice()),
        ([patient, counted], None, &["house-guessing-not-slowed"]),
        ([counted, patient], None, &["house-guessing-not-slowed"]),
        ([counted, counted], Some(is_mixed), &["house-worst-password-taken"]),
    ] {
        let told = sign_in(rules, |password| is_taken.is_some_and(|is_taken| is_taken(password)));
        assert_eq!(changed(&|house| house.sign_in = Some(told)), expected, "{told:?}");
    }

    // A route that says nothing about who may come.
    let bare = SecureRouter::new().route(Method::Post, "/refunds", Access::Public(""), Area::Page, "gives money back", async || "done");
    let told = web::house::told(&bare.routes());
    assert_eq!(changed(&|house| house.routes.extend(told.clone())), ["house-route-without-reason"]);

    // A layer that takes a header away from what the guard sent.
    let stripped = web::router(bench.app.clone(), Settings::default()).unwrap().layer(axum::middleware::map_response(
        async |mut response: Response| {
            response.headers_mut().remove(HeaderName::from_static("content-security-policy"));
            response
        },
    ));
    let answers = web::house::answers(stripped, &web::routes(), BASE_URL).await;
    assert_eq!(changed(&|house| house.answers = answers.clone()), ["house-header-missing"]);

    // A page of the staff that is shown to whoever asks.
    assert!(sound.answers.iter().any(|answer| answer.path == "/trail" && !(200..300).contains(&answer.status)), "{:?}", sound.answers);
    let open = |house: &mut House| {
        house.answers.iter_mut().filter(|answer| answer.path == "/trail").for_each(|answer| answer.status = 200);
    };
    assert_eq!(changed(&open), ["house-route-open-to-strangers"]);

    // A key that others can read, and an ear to the whole network.
    let Database::Sqlite { directory } = &bench.database else { return };
    let key = directory.join("a.key");
    std::fs::write(&key, [0; 32]).unwrap();
    for (mode, expected) in [(0o600, [].as_slice()), (0o644, &["house-file-open-to-others"])] {
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(mode)).unwrap();
        let file = File::at("key", &key).unwrap();
        assert_eq!(changed(&|house| house.setup.as_mut().unwrap().files = vec![file.clone()]), expected);
    }
    let everywhere = |house: &mut House| house.setup.as_mut().unwrap().listen = "0.0.0.0:8080".to_owned();
    assert_eq!(changed(&everywhere), ["house-listens-in-clear"]);
}
