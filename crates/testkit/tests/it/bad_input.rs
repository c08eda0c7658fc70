//! What nobody should send, in every field of every form and of every body that the interface describes. The answer is a refusal
//! in words, nothing has changed, what was typed is kept, and nothing of ours breaks.

use std::collections::BTreeMap;

use libtest_mimic::Trial;
use serde_json::{Value, json};
use testkit::{
    Answer, Database, Raw,
    browser::{Field, Form, encode},
};
use web::{Access, Area, Method, Route};

use crate::{neighbourhood::Neighbourhood, trial::on_sqlite};

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_sqlite("no_form_is_upset_by_what_is_typed_into_it", forms),
        on_sqlite("no_operation_of_the_interface_is_upset_by_its_body", operations),
        on_sqlite("no_address_is_upset_by_its_query", queries),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What is typed, and whether any field of a form may take it.
struct Payload {
    name: &'static str,
    /// As it stands in the body, encoded.
    sent: String,
    /// As it was typed, where that is text.
    typed: Option<String>,
    /// No field that a person fills in takes it.
    is_never_good: bool,
}

fn payloads() -> Vec<Payload> {
    let text =
        |name, typed: &str, is_never_good| Payload { name, sent: encode(typed.as_bytes()), typed: Some(typed.to_owned()), is_never_good };
    vec![
        text("empty", "", false),
        text("blank", " \t ", false),
        text("long", &"x".repeat(4_000), true),
        Payload { name: "too long for a field", sent: "x".repeat(5_000), typed: None, is_never_good: true },
        text("negative", "-1", false),
        text("not a number", "NaN", false),
        text("huge", "1e308", false),
        text("many digits", &"9".repeat(60), false),
        text("text", "abc", false),
        text("NUL", "a\0b", true),
        text("control", "a\u{7}b", true),
        text("escape", "\u{1b}[31mred", true),
        text("right to left", "abc\u{202e}gnp.exe", true),
        Payload { name: "not UTF-8", sent: "%ff%fe".to_owned(), typed: None, is_never_good: true },
        Payload { name: "half a surrogate", sent: "%ED%A0%80".to_owned(), typed: None, is_never_good: true },
        Payload { name: "stray per cent", sent: "%".to_owned(), typed: None, is_never_good: true },
        text("SQL", "'; DROP TABLE account; --", false),
        text("HTML", "\"><script>alert(1)</script><img src=x onerror=alert(1)>", false),
        text("template", "{{7*7}}${7*7}<%= 7*7 %>", false),
        text("JSON operator", "{\"$gt\":\"\"}", false),
        text("path", "../../../../etc/passwd", false),
        text("header", "a\r\nSet-Cookie: sunward-demo=x", false),
    ]
}

/// The body of a form with `sent` in place of one field, or without it, or with it twice.
fn body(form: &Form, csrf: &str, changed: &Field, sent: Option<&str>, times: usize) -> String {
    let mut pairs = Vec::new();
    // A named button that is tried is a button that was pressed.
    for field in form.fields.iter().filter(|field| *field == changed || form.sent().any(|own| own == *field)) {
        let name = encode(field.name.as_bytes());
        match sent {
            _ if field.name == "csrf" => pairs.push(format!("csrf={csrf}")),
            Some(sent) if field == changed => pairs.extend(std::iter::repeat_n(format!("{name}={sent}"), times)),
            None if field == changed => {}
            _ => pairs.push(format!("{name}={}", encode(field.value.as_bytes()))),
        }
    }
    pairs.join("&")
}

/// What a request may leave behind although it was refused: that it was made.
const TRACES: [&str; 4] = ["leaf", "pending", "session", "throttle"];

fn moved(before: &BTreeMap<String, u64>, after: &BTreeMap<String, u64>) -> Vec<String> {
    before
        .iter()
        .filter(|(table, digest)| after.get(*table) != Some(digest) && !TRACES.contains(&table.as_str()))
        .map(|(table, _)| table.clone())
        .collect()
}

/// Holds an answer to what every refusal is.
async fn judge(raw: &Raw, before: &mut (Option<i64>, BTreeMap<String, u64>), answer: &Answer, what: &str) {
    assert!(answer.status < 500, "{what}: {}\n{}", answer.status, answer.text);
    let is_page = !answer.header("content-type").contains("json");
    assert!(!is_page || !(answer.text.contains("<script>alert") || answer.text.contains("<img src=x")), "{what}: it came back alive");
    assert!(!answer.text.contains("49$") && answer.header("set-cookie").matches("sunward-demo=x").count() == 0, "{what}");
    let version = raw.version().await;
    if version != before.0 {
        let after = raw.digest().await;
        if answer.status >= 400 {
            assert_eq!(moved(&before.1, &after), [""; 0], "{what} was refused with {} and changed something", answer.status);
        }
        *before = (raw.version().await, after);
    }
}

async fn forms(database: Database) {
    let town = Neighbourhood::new(database).await;
    let (mut sent, mut refused, mut kept) = (0, 0, 0);
    for (name, form) in town.forms().await {
        // Each form in a world of its own: what one does must not hide the next one.
        let world = town.copy().await;
        let raw = Raw::open(&world.bench.database).await;
        let mut before = (raw.version().await, raw.digest().await);
        for field in form.fields.iter().filter(|field| field.name != "csrf") {
            let is_typed = !["hidden", "submit", "checkbox", "radio", "select"].contains(&field.kind.as_str());
            let mut attempts: Vec<(String, Option<Payload>, String)> = Vec::new();
            let mut browser = world.browser(name).await;
            let csrf = browser.csrf().to_owned();
            attempts.push(("missing".to_owned(), None, body(&form, &csrf, field, None, 0)));
            // Where nothing can be typed a few of them are enough.
            let few = ["empty", "text", "huge", "NUL", "not UTF-8", "HTML", "JSON operator"];
            for payload in payloads().into_iter().filter(|payload| is_typed || few.contains(&payload.name)) {
                let text = body(&form, &csrf, field, Some(&payload.sent), if payload.name == "text" { 2 } else { 1 });
                attempts.push((payload.name.to_owned(), Some(payload), text));
            }
            for (kind, payload, body) in attempts {
                let what = format!("{} {} as {name}, {}: {kind}", form.method, form.action, field.name);
                let mut answer =
                    browser.send("POST", &form.action, &[("content-type", "application/x-www-form-urlencoded")], body.clone()).await;
                if answer.header("location").starts_with("/sign-in") || answer.status == 403 {
                    // An attempt before this one was taken and gave the session away.
                    browser = world.browser(name).await;
                    let body = body.replace(&format!("csrf={csrf}"), &format!("csrf={}", browser.csrf()));
                    answer = browser.send("POST", &form.action, &[("content-type", "application/x-www-form-urlencoded")], body).await;
                }
                judge(&raw, &mut before, &answer, &what).await;
                sent += 1;
                refused += usize::from(answer.status >= 400);
                if answer.status == 429 {
                    world.bench.clock.advance_seconds(600);
                    continue;
                }
                let Some(payload) = payload else { continue };
                if payload.is_never_good && is_typed && !is_free(&field.name) {
                    assert!((400..500).contains(&answer.status), "{what} was taken: {}", answer.status);
                }
                if answer.status == 422
                    && is_typed
                    && field.kind != "password"
                    && payload.typed.as_deref().is_some_and(|typed| typed == "abc" || typed == "1e308")
                {
                    let typed = payload.typed.clone().unwrap_or_default();
                    let again = answer.forms().into_iter().flat_map(|form| form.fields).find(|shown| shown.name == field.name);
                    if let Some(shown) = again {
                        assert_eq!(shown.value, typed, "{what}: what was typed is kept");
                        kept += 1;
                    }
                }
                if field.kind == "password" {
                    let typed = payload.typed.unwrap_or_default();
                    assert!(
                        typed.len() < 3
                            || answer
                                .forms()
                                .iter()
                                .flat_map(|form| &form.fields)
                                .all(|shown| shown.kind != "password" || shown.value.is_empty()),
                        "{what}: a password is never sent back"
                    );
                }
            }
        }
        let browser = world.browser(name).await;
        for (kind, status) in
            [("application/json", [403, 415]), ("text/plain", [403, 415]), ("multipart/form-data; boundary=x", [403, 415])]
        {
            let answer = browser.send("POST", &form.action, &[("content-type", kind)], "{}").await;
            assert!(status.contains(&answer.status), "{} as {kind}: {}", form.action, answer.status);
        }
        let large = browser
            .send("POST", &form.action, &[("content-type", "application/x-www-form-urlencoded")], "a=".to_owned() + &"x".repeat(1_000_000))
            .await;
        assert_eq!(large.status, 413, "{}", form.action);
        raw.close().await;
    }
    assert!(sent > 500 && refused > 200 && kept > 5, "{sent} sent, {refused} refused, {kept} kept");
}

/// Text that a person writes freely, where many characters are allowed; and what finds a page again.
fn is_free(name: &str) -> bool {
    ["return", "next", "reason"].contains(&name)
}

/// What stands in place of a value.
fn values() -> Vec<(&'static str, Value)> {
    vec![
        ("null", Value::Null),
        ("boolean", json!(true)),
        ("number", json!(7)),
        ("negative", json!(-1)),
        ("huge", json!(1e308)),
        ("many digits", serde_json::from_str("99999999999999999999999999999").unwrap()),
        ("empty text", json!("")),
        ("text", json!("abc")),
        ("long text", json!("x".repeat(20_000))),
        ("NUL", json!("a\0b")),
        ("control", json!("a\u{7}b")),
        ("right to left", json!("abc\u{202e}gnp.exe")),
        ("SQL", json!("'; DROP TABLE account; --")),
        ("HTML", json!("\"><script>alert(1)</script>")),
        ("operator", json!({"$gt": ""})),
        ("array", json!([])),
        ("deep array", json!([[[[[[[[1]]]]]]]])),
        ("object", json!({})),
    ]
}

/// Every place in a value, as a JSON pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                found.push(format!("{at}/{name}"));
                places(inner, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (number, inner) in items.iter().enumerate() {
                found.push(format!("{at}/{number}"));
                places(inner, &format!("{at}/{number}"), found);
            }
        }
        _ => {}
    }
}

async fn operations(database: Database) {
    let town = Neighbourhood::new(database).await;
    let described = town.bench.browser().get("/api/v1/openapi.json").await;
    let description: Value = serde_json::from_str(&described.text).expect("a description");
    let (mut sent, mut named) = (0, 0);
    let mut tried = std::collections::BTreeSet::new();
    for route in web::routes().into_iter().filter(|route| route.area == Area::Api && route.method != Method::Get) {
        let content = &description["paths"][route.path][route.method.name().to_lowercase()]["requestBody"]["content"]["application/json"];
        let Some(example) = content.get("example").or_else(|| content["examples"].as_object()?.values().next()?.get("value")).cloned()
        else {
            continue;
        };
        let world = town.copy().await;
        let name = user(&world, &route);
        let path = Neighbourhood::path(&route, &world.values(true));
        let raw = Raw::open(&world.bench.database).await;
        let mut before = (raw.version().await, raw.digest().await);
        let mut all = Vec::new();
        places(&example, "", &mut all);
        if !tried.insert(example.to_string()) {
            // The same body elsewhere: its fields were tried, what is left is that this place reads it as strictly.
            all.retain(|place| place.matches('/').count() == 1);
        }
        let mut bodies: Vec<(String, Option<String>, String)> = Vec::new();
        for place in &all {
            for (kind, value) in values() {
                let mut changed = example.clone();
                *changed.pointer_mut(place).unwrap() = value;
                bodies.push((format!("{place}: {kind}"), Some(place.clone()), changed.to_string()));
            }
            let (parent, key) = place.rsplit_once('/').unwrap();
            let mut without = example.clone();
            if let Some(fields) = without.pointer_mut(parent).and_then(Value::as_object_mut) {
                fields.remove(key);
                bodies.push((format!("{place}: missing"), None, without.to_string()));
            }
        }
        let text = example.to_string();
        let first = all.first().map(|place| place.trim_start_matches('/').to_owned()).unwrap_or_default();
        for (kind, body) in [
            ("nothing", String::new()),
            ("text", "abc".to_owned()),
            ("array", "[]".to_owned()),
            ("null", "null".to_owned()),
            ("NaN", text.replacen(':', ":NaN,\"x\":", 1)),
            ("unknown field", text.replacen('{', "{\"unknown_field\":1,", 1)),
            ("key twice", text.replacen('{', &format!("{{\"{first}\":1,"), 1)),
            ("cut off", text.chars().take(text.len() / 2).collect()),
            ("deep", "[".repeat(10_000)),
            ("a megabyte", format!("{{\"a\":\"{}\"}}", "x".repeat(1_000_000))),
        ] {
            bodies.push((kind.to_owned(), None, body));
        }
        for (number, (kind, place, body)) in bodies.iter().enumerate() {
            let browser = if is_for_strangers(&route) { world.bench.browser() } else { world.browser(name).await };
            let key = format!("bad-{number}");
            let answer = browser
                .send(route.method.name(), &path, &[("content-type", "application/json"), ("idempotency-key", &key)], body.clone())
                .await;
            let what = format!("{} {path} as {name}, {kind}", route.method.name());
            judge(&raw, &mut before, &answer, &what).await;
            sent += 1;
            if answer.status >= 400 {
                let problem: Value = serde_json::from_str(&answer.text).unwrap_or_else(|_| panic!("{what}: {}", answer.text));
                assert_eq!(problem["status"], json!(answer.status), "{what}");
                if answer.status == 422 {
                    let fields = problem["errors"].as_array().unwrap_or_else(|| panic!("{what}: {problem}"));
                    assert!(
                        fields.iter().all(|field| field["field"].is_string() && !field["detail"].as_str().unwrap_or_default().is_empty()),
                        "{what}: {problem}"
                    );
                    named += usize::from(place.is_some());
                }
            }
            let must_refuse = ["nothing", "text", "array", "null", "NaN", "unknown field", "key twice", "cut off", "deep", "a megabyte"]
                .contains(&kind.as_str());
            assert!(!must_refuse || answer.status >= 400, "{what} was taken: {}", answer.status);
            if kind.ends_with(": operator") || kind.ends_with(": deep array") {
                assert!(answer.status >= 400, "{what} was taken: {}", answer.status);
            }
        }
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""] {
            let browser = if is_for_strangers(&route) { world.bench.browser() } else { world.browser(name).await };
            let answer = browser.send(route.method.name(), &path, &[("content-type", kind)], text.clone()).await;
            assert!(matches!(answer.status, 400..=499), "{path} as {kind}: {}", answer.status);
        }
        raw.close().await;
    }
    assert!(sent > 500 && named > 200, "{sent} sent, {named} named");
}

/// The most particular user of a route: not the visitor where somebody with an account may come.
fn user(world: &Neighbourhood, route: &Route) -> &'static str {
    let users = world.users(route);
    ["ana", "her crew", "the crew that is asked", "support", "operations"]
        .into_iter()
        .find(|name| users.contains(name))
        .or(users.last().copied())
        .unwrap_or("ana")
}

fn is_for_strangers(route: &Route) -> bool {
    matches!(route.access, Access::Action(policy::Action::SignIn | policy::Action::SignUp))
}

async fn queries(database: Database) {
    let town = Neighbourhood::new(database).await;
    let raw = Raw::open(&town.bench.database).await;
    let mut before = (raw.version().await, raw.digest().await);
    let mut sent = 0;
    for route in
        web::routes().into_iter().filter(|route| route.method == Method::Get && route.area != Area::Asset && route.area != Area::Live)
    {
        let path = Neighbourhood::path(&route, &town.values(true));
        let name = user(&town, &route);
        let browser = town.browser(name).await;
        let page = browser.get(&path).await;
        let mut names: Vec<String> = page
            .forms()
            .into_iter()
            .filter(|form: &Form| form.method == "get")
            .flat_map(|form| form.fields)
            .map(|field| field.name)
            .collect();
        names.extend(["before", "limit", "stage", "next", "size", "town"].map(str::to_owned));
        names.sort();
        names.dedup();
        for field in names {
            let few = [
                "empty",
                "long",
                "negative",
                "huge",
                "text",
                "NUL",
                "right to left",
                "not UTF-8",
                "stray per cent",
                "SQL",
                "HTML",
                "header",
            ];
            for payload in payloads().into_iter().filter(|payload| few.contains(&payload.name)) {
                let answer = browser.get(&format!("{path}?{field}={}", payload.sent)).await;
                judge(&raw, &mut before, &answer, &format!("{path}?{field} as {name}: {}", payload.name)).await;
                sent += 1;
            }
        }
    }
    raw.close().await;
    assert!(sent > 1_000, "{sent}");
}
