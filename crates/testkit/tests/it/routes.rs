//! Every route × everybody: what is expected follows from the route table and from policy, and no route is exempt.

use std::collections::BTreeMap;

use libtest_mimic::Trial;
use testkit::{Answer, Browser, Database, Raw, browser::form_body};
use web::{Access, Area, Method, Route};

use crate::{
    neighbourhood::{Neighbourhood, fits, has_headers},
    trial::on_sqlite,
};

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_sqlite("every_route_answers_everybody_as_policy_says", everybody),
        on_sqlite("what_is_not_hers_and_what_is_not_at_all_are_one_answer", one_answer),
        on_sqlite("no_route_does_anything_for_another_site_or_without_its_token", forged),
        on_sqlite("looking_changes_nothing", looking),
        on_sqlite("the_menu_and_every_link_on_a_page_lead_somewhere", links),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const JSON: (&str, &str) = ("content-type", "application/json");

/// What somebody who may use a route would send: the form as a page renders it, or the interface's own example.
struct Bodies {
    forms: BTreeMap<String, Vec<(String, String)>>,
    description: serde_json::Value,
}

impl Bodies {
    async fn of(town: &Neighbourhood) -> Self {
        let mut forms = BTreeMap::new();
        for (_, form) in town.forms().await {
            let filled = form.values().into_iter().map(|(name, value)| {
                let value = if value.is_empty() { plausible(&name).to_owned() } else { value };
                (name, value)
            });
            forms.entry(form.action.clone()).or_insert_with(|| filled.filter(|(name, _)| name != "csrf").collect());
        }
        let described = town.bench.browser().get("/api/v1/openapi.json").await;
        Self { forms, description: serde_json::from_str(&described.text).expect("a description") }
    }
    fn of_form(&self, path: &str) -> Option<&Vec<(String, String)>> {
        self.forms.get(path)
    }
    fn of_operation(&self, route: &Route) -> Option<String> {
        let body = &self.description["paths"][route.path][route.method.name().to_lowercase()]["requestBody"]["content"]["application/json"];
        let example = body.get("example").or_else(|| body["examples"].as_object()?.values().next()?.get("value"));
        example.map(ToString::to_string)
    }
}

/// Something that a field of this name could hold.
fn plausible(name: &str) -> &'static str {
    match name {
        "street" => "1200 Sherman St",
        "town" | "place" => "Denver",
        "zip" => "80203",
        "email" | "query" | "q" => "somebody@test.example",
        "name" => "Some Body",
        "phone" => "303-555-0142",
        "reason" => "She called.",
        "install_date" | "date" => "2027-03-01",
        name if name.starts_with("password") => "seven lamps hang over the quiet harbour",
        _ => "1",
    }
}

async fn ask(browser: &Browser, route: &Route, path: &str, bodies: &Bodies) -> (Answer, bool) {
    let (method, key) = (route.method.name(), ("idempotency-key", "a-key-of-the-tests"));
    match (route.method, route.area) {
        (Method::Get, _) => (browser.get(path).await, true),
        (_, Area::Page) => {
            let form = bodies.of_form(path);
            let values: Vec<(&str, &str)> = form.into_iter().flatten().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            (browser.post(path, &values).await, form.is_some())
        }
        _ => {
            let body = bodies.of_operation(route);
            let is_known = body.is_some();
            (browser.send(method, path, &[JSON, key], body.unwrap_or_default()).await, is_known)
        }
    }
}

async fn everybody(database: Database) {
    let town = Neighbourhood::new(database).await;
    let bodies = Bodies::of(&town).await;
    assert!(bodies.forms.len() > 10, "{:?}", bodies.forms.keys());
    let (mut yes, mut no, mut strangers) = (0, 0, 0);
    for route in web::routes() {
        let path = Neighbourhood::path(&route, &town.values(true));
        let is_decidable = match route.access {
            Access::Action(action) => town.people.iter().any(|(_, who)| town.allows(&route, action, who)),
            Access::Public(_) | Access::SignedIn => false,
        };
        let mut world = None;
        for (name, who) in &town.people {
            // What one does must not decide about the next one.
            let place = match &mut world {
                _ if route.method == Method::Get => &town,
                Some(world) => world,
                fresh => fresh.insert(town.copy().await),
            };
            let browser = place.browser(name).await;
            let (answer, is_whole) = ask(&browser, &route, &path, &bodies).await;
            if answer.status < 400 && answer.header("location").find("/sign-in") != Some(0) {
                world = None;
            }
            let what = format!("{} {path} by {name}: {} {}", route.method.name(), answer.status, answer.header("location"));
            has_headers(&answer, &what);
            assert!(answer.status < 500, "{what}\n{}", answer.text);
            let needs_account = match route.access {
                Access::Public(_) => false,
                Access::SignedIn => true,
                Access::Action(action) => !town.is_for_visitors(action),
            };
            if who.actor.account.is_none() && needs_account {
                strangers += 1;
                match route.area {
                    Area::Page => assert!(answer.status == 303 && answer.header("location").starts_with("/sign-in"), "{what}"),
                    _ => assert_eq!(answer.status, 401, "{what}"),
                }
                assert!(answer.text.len() < 2_000, "{what}");
                continue;
            }
            let Access::Action(action) = route.access else { continue };
            if !is_decidable {
                continue;
            }
            if town.allows(&route, action, who) {
                yes += 1;
                let is_link = route.path.contains("{token}") || route.path.ends_with("/sign-in") || route.path == "/api/v1/sessions";
                assert!(is_link || ![401, 403, 404].contains(&answer.status), "{what}\n{}", answer.text);
                // Support and operations have their lists on pages of other names.
                let is_elsewhere = route.path == "/orders" && ["/support", "/board"].contains(&answer.header("location"));
                assert!(route.method != Method::Get || is_link || is_elsewhere || answer.status == 200, "{what}");
            } else {
                no += 1;
                // A body that is refused before policy is asked says nothing about anybody, unless the path names a thing of
                // somebody's and the body was a good one.
                let is_refused_early = [400, 415, 422].contains(&answer.status) && !(is_whole && Neighbourhood::names_a_thing(&route));
                let is_sign_in = who.actor.account.is_none() && (answer.status == 401 || answer.header("location").starts_with("/sign-in"));
                assert!([403, 404].contains(&answer.status) || is_refused_early || is_sign_in, "{what}\n{}", answer.text);
                if answer.status == 403 && Neighbourhood::names_a_thing(&route) {
                    assert!(town.may_know(&route, who), "{what}: a 403 tells that it is there");
                }
            }
        }
    }
    assert!(yes > 60 && no > 200 && strangers > 60, "{yes} times yes, {no} times no, {strangers} strangers");
}

/// An answer without what differs between any two: the request's name, the key of a form's next attempt, and the ids that were
/// asked for.
fn without(answer: &Answer, values: &BTreeMap<&'static str, String>) -> (u16, String) {
    let mut text = answer.text.replace(answer.header("x-request-id"), "REQUEST");
    for field in answer.forms().into_iter().flat_map(|form| form.fields).filter(|field| field.name == "idempotency_key") {
        text = text.replace(&field.value, "KEY");
    }
    let text = values
        .iter()
        .filter(|(name, _)| !["kind", "file"].contains(name))
        .fold(text, |text, (name, value)| text.replace(value.as_str(), name));
    (answer.status, text)
}

async fn one_answer(database: Database) {
    let town = Neighbourhood::new(database).await;
    let bodies = Bodies::of(&town).await;
    let mut compared = 0;
    for route in web::routes().into_iter().filter(Neighbourhood::names_a_thing) {
        let Access::Action(action) = route.access else { panic!("{route:?} names a thing and asks nobody") };
        for (name, who) in &town.people {
            if town.allows(&route, action, who) || town.may_know(&route, who) {
                continue;
            }
            let browser = town.browser(name).await;
            let mut answers = Vec::new();
            for is_real in [true, false] {
                let values = town.values(is_real);
                let path = Neighbourhood::path(&route, &values);
                let form = bodies.of_form(&Neighbourhood::path(&route, &town.values(true))).cloned().unwrap_or_default();
                let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                let answer = match (route.method, route.area) {
                    (Method::Get, _) => browser.get(&path).await,
                    (_, Area::Page) => browser.post(&path, &form).await,
                    _ => {
                        let body = bodies.of_operation(&route).unwrap_or_default();
                        browser.send(route.method.name(), &path, &[JSON, ("idempotency-key", "k")], body).await
                    }
                };
                answers.push(without(&answer, &values));
            }
            assert_eq!(answers[0], answers[1], "{} {} by {name}", route.method.name(), route.path);
            compared += 1;
        }
    }
    assert!(compared > 150, "{compared}");
}

async fn forged(database: Database) {
    let town = Neighbourhood::new(database).await;
    let bodies = Bodies::of(&town).await;
    let raw = Raw::open(&town.bench.database).await;
    let before = raw.digest().await;
    let mut refused = 0;
    for route in web::routes().into_iter().filter(|route| route.method != Method::Get && route.area != Area::Asset) {
        let path = Neighbourhood::path(&route, &town.values(true));
        let Some(name) = town.users(&route).into_iter().rev().find(|name| town.person(name).actor.person.is_some()) else { continue };
        let browser = town.browser(name).await;
        let mut values = bodies.of_form(&path).cloned().unwrap_or_default();
        values.push(("csrf".to_owned(), browser.csrf().to_owned()));
        let (kind, body) = match route.area {
            Area::Page => (FORM, form_body(&values)),
            _ => (JSON, bodies.of_operation(&route).unwrap_or_else(|| "{}".to_owned())),
        };
        let (version, before) = (raw.version().await, &before);
        for (header, value) in [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("sec-fetch-site", "")] {
            let answer = browser.send(route.method.name(), &path, &[kind, (header, value)], body.clone()).await;
            assert_eq!(answer.status, 403, "{} {path} {header}: {value}", route.method.name());
            refused += 1;
        }
        if route.area == Area::Page {
            values.pop();
            for token in [None, Some(String::new()), Some("0".repeat(64)), Some(town.browser(name).await.csrf().to_owned())] {
                let with = values.iter().cloned().chain(token.map(|token| ("csrf".to_owned(), token))).collect::<Vec<_>>();
                let answer = browser.send(route.method.name(), &path, &[FORM], form_body(&with)).await;
                assert_eq!(answer.status, 403, "{} {path} without its token", route.method.name());
                refused += 1;
            }
        }
        if raw.version().await != version {
            unchanged(before, &raw.digest().await, &["session", "leaf", "pending"], &path);
        }
    }
    raw.close().await;
    assert!(refused > 150, "{refused}");
}

fn unchanged(before: &BTreeMap<String, u64>, after: &BTreeMap<String, u64>, except: &[&str], what: &str) {
    let moved: Vec<&String> = before.iter().filter(|(table, digest)| after.get(*table) != Some(digest)).map(|(table, _)| table).collect();
    let wrong: Vec<_> = moved.into_iter().filter(|table| !except.contains(&table.as_str())).collect();
    assert!(wrong.is_empty(), "{what} changed {wrong:?}");
}

async fn looking(database: Database) {
    let town = Neighbourhood::new(database).await;
    let raw = Raw::open(&town.bench.database).await;
    // A look may be written down, and a session notes that it is used: nothing else.
    let except = ["leaf", "pending", "access_log", "session", "throttle"];
    let before = raw.digest().await;
    let mut looks = 0;
    for route in web::routes().into_iter().filter(|route| route.method == Method::Get) {
        let path = Neighbourhood::path(&route, &town.values(true));
        for name in town.users(&route) {
            let browser = town.browser(name).await;
            let version = raw.version().await;
            let answers = [browser.get(&path).await, browser.send("HEAD", &path, &[], "").await, browser.get(&path).await];
            assert!(answers.iter().all(|answer| answer.status == answers[0].status), "{path} by {name}");
            assert_eq!(answers[1].text, "", "{path}: HEAD has no body");
            assert_eq!(without(&answers[0], &BTreeMap::new()), without(&answers[2], &BTreeMap::new()), "{path} by {name}: the same twice");
            if raw.version().await != version {
                unchanged(&before, &raw.digest().await, &except, &path);
            }
            looks += 1;
        }
    }
    raw.close().await;
    assert!(looks > 80, "{looks}");
}

/// Where a page leads: its links and the actions of its forms.
fn targets(page: &Answer) -> Vec<String> {
    let links =
        page.text.split("<a ").skip(1).filter_map(|rest| testkit::browser::attribute(&format!(" {}", rest.split('>').next()?), "href"));
    links.filter(|link| link.starts_with('/')).map(|link| link.split('#').next().unwrap_or_default().to_owned()).collect()
}

async fn links(database: Database) {
    let town = Neighbourhood::new(database).await;
    let mut followed = std::collections::BTreeSet::new();
    for route in web::routes().into_iter().filter(|route| route.method == Method::Get && route.area == Area::Page) {
        let path = Neighbourhood::path(&route, &town.values(true));
        for name in town.users(&route) {
            let browser = town.browser(name).await;
            let page = browser.get(&path).await;
            // The demo's mailbox shows letters to everybody; what they lead to is for whom they were written.
            let targets = if path == "/mailbox" { Vec::new() } else { targets(&page) };
            for target in targets {
                if followed.insert((name, target.clone())) {
                    let answer = browser.get(&target).await;
                    assert!(matches!(answer.status, 200 | 303), "{path} leads {name} to {target}: {}", answer.status);
                }
            }
            for form in page.forms().into_iter().filter(|form| form.method == "post") {
                let action = if form.action.is_empty() { path.clone() } else { form.action.clone() };
                let known = web::routes().into_iter().filter(|route| route.method == Method::Post);
                let is_there = known.map(|route| route.path).any(|known| fits(known, &action));
                assert!(is_there, "{path} sends {name} to {action}, which is nowhere");
            }
        }
    }
    assert!(followed.len() > 60, "{}", followed.len());
}
