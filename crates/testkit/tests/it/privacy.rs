//! Nobody who steals the disk, a backup or the log learns who our customers are. The test proves itself by what it does find.

use std::{
    io,
    sync::{Arc, Mutex},
};

use app::{
    access,
    access::Field,
    account, change_request,
    change_request::Propose,
    demo, estimate, offer,
    offer::Answer,
    order,
    order::{Sign, Site},
    quote,
};
use domain::{
    Language,
    account::Role,
    estimate::EstimateInput,
    order::TransitionName,
    place::Coordinates,
    text::{Email, FreeText, PersonName, Phone},
};
use libtest_mimic::{Failed, Trial};
use store::Cursor;
use testkit::{Bench, Database, MYSQL_URL, Raw, roof};
use tracing::dispatcher::{self, Dispatch};
use vault::Token;

pub(crate) fn trials() -> Vec<Trial> {
    let has_mysql = std::env::var_os(MYSQL_URL).is_some();
    vec![
        Trial::test("no_personal_word_is_on_the_disk_or_in_the_log [sqlite]", || watched(async { Database::sqlite("privacy") })),
        Trial::test("no_personal_word_is_on_the_disk_or_in_the_log [mariadb]", || {
            watched(async { Database::mysql("privacy").await.expect("a MariaDB server") })
        })
        .with_ignored_flag(!has_mysql),
    ]
}

const NAME: &str = "Zebediah Quartermain-Xq";
const EMAIL: &str = "zebxq.home@privacy-xq.example";
const STREET: &str = "77 Wyvernhollow Court";
const TOWN: &str = "Quillfordia";
const PASSWORD: &str = "seven lamps hang over the xq harbour";
const WRONG_PASSWORD: &str = "eleven lamps hang over the xq harbour";
const REASONS: [&str; 2] = ["The ladder-xq was stolen.", "He called about his boiler-xq."];

/// All spellings under which a personal fact could lie somewhere.
fn personal() -> Vec<String> {
    let words = [
        NAME,
        "Zebediah",
        "Quartermain",
        EMAIL,
        "zebxq",
        "privacy-xq",
        STREET,
        "Wyvernhollow",
        TOWN,
        PASSWORD,
        WRONG_PASSWORD,
        "xq harbour",
    ];
    let phone = ["+13035550177", "3035550177", "303-555-0177", "555-0177", "5550177"];
    let coordinates = ["39713571", "39.713571", "39.7136", "104951733", "104.951733", "104.9517"];
    let reasons = REASONS.iter().flat_map(|reason| [*reason, "ladder-xq", "boiler-xq"]);
    words.into_iter().chain(phone).chain(coordinates).chain(reasons).map(str::to_owned).collect()
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// On one thread, so that everything it logs is caught, of every crate and every level.
fn watched(database: impl Future<Output = Database>) -> Result<(), Failed> {
    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false).with_writer(move || writer.clone()).finish();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    dispatcher::with_default(&Dispatch::new(subscriber), || {
        runtime.block_on(async {
            let database = database.await;
            looked_for(database, &log).await;
        });
    });
    Ok(())
}

fn found<'a>(bytes: &[u8], needles: &'a [String]) -> Vec<&'a str> {
    let lower = bytes.to_ascii_lowercase();
    let has = |needle: &&String| {
        let needle = needle.to_ascii_lowercase();
        lower.windows(needle.len()).any(|window| window == needle.as_bytes())
    };
    needles.iter().filter(has).map(String::as_str).collect()
}

async fn looked_for(database: Database, log: &Log) {
    let bench = Bench::staffed(database).await;
    tracing::info!(control = "a control word-xq", "logged");
    live(&bench).await;
    over_http(&bench).await;
    let needles = personal();
    let raw = Raw::open(&bench.database).await;
    let mut dump = Vec::new();
    let (mut rows, mut tables) = (0, 0);
    for table in raw.tables().await {
        tables += 1;
        for row in raw.rows(&table).await {
            rows += 1;
            for (column, cell) in row {
                assert_eq!(found(&cell, &needles), [""; 0], "{table}.{column}");
                dump.extend(cell);
                dump.push(0);
            }
        }
    }
    raw.close().await;
    assert!(tables > 20 && rows > 100, "{tables} tables, {rows} rows");
    // What is no secret is found, so a secret would be.
    let controls = ["accept_offer".to_owned(), "photovoltaic".to_owned(), "America/Denver".to_owned()];
    assert_eq!(found(&dump, &controls).len(), controls.len());
    if let Database::Sqlite { directory } = &bench.database {
        let mut files = 0;
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            assert_eq!(found(&bytes, &needles), [""; 0], "{}", path.display());
            files += usize::from(!found(&bytes, &controls).is_empty());
        }
        assert!(files >= 1, "the controls lie in a file");
    }
    let logged = log.0.lock().unwrap().clone();
    assert_eq!(found(&logged, &["a control word-xq".to_owned()]).len(), 1, "the log was caught");
    assert_eq!(found(&logged, &["a request failed".to_owned()]).len(), 1, "also what failed");
    assert_eq!(found(&logged, &needles), [""; 0], "in the log");
}

async fn link(bench: &Bench, kind: &str) -> Token {
    bench.clock.advance_seconds(1);
    bench.settle().await;
    let mails = demo::mailbox(&bench.app, &bench.visitor().caller(bench), Cursor::first(100)).await.unwrap().items;
    let body = mails.iter().find_map(|mail| mail.body.split(&format!("/{kind}/")).nth(1).filter(|_| mail.to == EMAIL));
    Token::parse(body.expect("a link").split_whitespace().next().unwrap()).unwrap()
}

/// A whole life: visitor, account, quote, order, change, looks, withdrawal, forgotten password.
async fn live(bench: &Bench) {
    let (app, email) = (&bench.app, Email::parse("email", EMAIL).unwrap());
    let visitor = bench.visitor();
    let input = EstimateInput { coordinates: Coordinates::new(39_713_571, -104_951_733).unwrap(), town: TOWN.to_owned(), ..roof::denver() };
    let estimate = bench.estimate(&visitor, input).await;
    let command = bench.lock_command(&visitor, estimate).await;
    let quote = quote::lock(app, &visitor.caller(bench), command, None).await.unwrap();
    let command = account::SignUp {
        email: email.clone(),
        name: PersonName::parse("name", NAME).unwrap(),
        phone: Some(Phone::parse("phone", "303-555-0177").unwrap()),
        password: PASSWORD.to_owned(),
        language: Language::Spanish,
    };
    account::sign_up(app, &visitor.caller(bench), command).await.unwrap();
    let confirm = link(bench, "confirm").await;
    let opened = account::confirm(app, &visitor.caller(bench), &confirm, None).await.unwrap();
    let _ = account::sign_in(app, &bench.visitor().caller(bench), &email, WRONG_PASSWORD).await.unwrap_err();
    let session = || bench.caller_of(Some(&opened.token));
    let site = Site::parse(STREET, TOWN, "80203").unwrap();
    let preview = order::preview_contract(app, &session().await, quote, &site, Language::Spanish).await.unwrap();
    let sign = Sign { quote, site, consent: true, seen_text_hash: preview.text_hash, language: Language::Spanish };
    let id = order::sign(app, &session().await, &sign, None).await.unwrap();
    bench.settle().await;
    let (leader, open) = bench.open_offers().await.into_iter().next().expect("a crew is asked");
    offer::answer(app, &leader.caller(bench), open.id, Answer::Accept).await.unwrap();
    let (support, operations) = (bench.first(Role::Support).await, bench.first(Role::Operations).await);
    let reasons = REASONS.map(|reason| FreeText::parse("reason", reason).unwrap());
    for field in Field::ALL {
        access::reveal(app, &support.caller(bench), id, field, &reasons[1]).await.unwrap();
    }
    order::read(app, &operations.caller(bench), id).await.unwrap();
    order::read(app, &leader.caller(bench), id).await.unwrap();
    let present = order::read(app, &session().await, id).await.unwrap().install_date.unwrap();
    let proposed = (7..20).find(|days| {
        let day = domain::calendar::add_days(present, *days);
        day.weekday().to_monday_one_offset() <= 5 && domain::calendar::federal_holiday(day).is_none()
    });
    let install_date = domain::calendar::add_days(present, proposed.unwrap());
    let command = Propose { order: id, install_date, reason: reasons[0].clone() };
    let request = change_request::propose(app, &support.caller(bench), &command, None).await.unwrap();
    let (_, view) = change_request::read(app, &session().await, request).await.unwrap();
    assert_eq!(view.reason.as_deref(), Some(REASONS[0]), "it can be read by those who may");
    let answer = change_request::Answer { request, agree: true, seen_payload_hash: view.payload_hash };
    change_request::answer(app, &session().await, &answer).await.unwrap();
    order::advance(app, &operations.caller(bench), id, TransitionName::LoseCrew).await.unwrap();
    let refund = order::leaving(app, &session().await, id).await.unwrap().refund.amount.minor;
    order::leave(app, &session().await, id, refund).await.unwrap();
    assert!(estimate::read(app, &visitor.caller(bench), estimate).await.is_ok());
    account::request_reset(app, &bench.visitor().caller(bench), &email).await.unwrap();
    account::reset(app, &bench.visitor().caller(bench), &link(bench, "reset").await, "copper kettles never whistle on sundays")
        .await
        .unwrap();
    bench.settle().await;
}

/// What the site is told, also in vain, is not in its log either.
async fn over_http(bench: &Bench) {
    let browser = bench.browser();
    for (path, values) in [
        ("/sign-in", vec![("email", EMAIL), ("password", WRONG_PASSWORD)]),
        (
            "/sign-up",
            vec![("email", EMAIL), ("name", NAME), ("phone", "303-555-0177"), ("password", PASSWORD), ("password_again", PASSWORD)],
        ),
        ("/sign-up", vec![("email", "zebxq not an address"), ("name", NAME), ("phone", "555-0177-xq"), ("password", "short")]),
        ("/reset", vec![("email", EMAIL)]),
        ("/nowhere", vec![("street", STREET)]),
        ("/estimate", vec![("place", TOWN), ("latitude", "39.713571"), ("longitude", "-104.951733")]),
    ] {
        let answer = browser.post(path, &values).await;
        assert!(answer.status < 500, "{path} {}", answer.status);
    }
    let query = format!("/support?q={}", EMAIL.replace('@', "%40"));
    // A failure of ours logs its cause.
    let ana = bench.person(Role::Customer, NAME).await;
    let id = bench.estimate(&ana, roof::denver()).await;
    let raw = Raw::open(&bench.database).await;
    raw.execute("UPDATE estimate SET document_sealed = X'00'").await.unwrap();
    raw.close().await;
    assert_eq!(bench.browser_of(&ana).await.get(&format!("/estimates/{id}")).await.status, 500);
    let support = bench.browser_of(&bench.first(Role::Support).await).await;
    assert!(support.get(&query).await.status < 500);
    bench.settle().await;
}
