//! The interface for programs: its answers are what its description says, and what it refuses it names.

mod program;

use domain::account::Role;
use libtest_mimic::Trial;
use serde_json::{Value, json};
use testkit::{Answer, Bench, Database};

use self::program::{DRAFT, Description, JSON, Program, faults, program, strict};
use crate::trial::on_sqlite;

pub(crate) fn trials() -> Vec<Trial> {
    [
        on_sqlite("a_program_goes_from_a_roof_to_an_answered_change_and_every_answer_is_as_described", whole_way),
        on_sqlite("a_crew_and_operations_bring_an_order_to_power_step_by_step", to_power),
        on_sqlite("the_description_is_made_of_valid_schemas_and_its_examples_fit_them", examples_fit),
        on_sqlite("what_is_refused_is_named", refusals),
        on_sqlite("what_is_sent_twice_under_one_key_is_created_once", sent_twice),
        on_sqlite("a_call_with_a_cookie_comes_from_this_site_or_not_at_all", same_site),
        on_sqlite("nobody_reaches_another_customers_things_by_their_ids", strangers),
        on_sqlite("signing_in_over_the_interface_begins_and_ends_a_session", sessions),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn roof() -> Value {
    json!({
        "place": "Denver",
        "sections": [{ "shape": "gable", "length_cm": 1_400, "width_cm": 900, "pitch_deg": 25, "azimuth_deg": 180 }],
        "usage": { "monthly_bill": { "minor": 15_000, "currency": "USD" } },
    })
}

fn site() -> Value {
    json!({ "street": "1200 Sherman St", "town": "Denver", "zip": "80203" })
}

/// A locked quote of the recommended size.
async fn locked(ana: &Program<'_>, key: &str) -> String {
    let estimate = ana.create("/api/v1/estimates", None, &roof()).await;
    let shown = ana.get(&format!("/api/v1/estimates/{estimate}")).await;
    let offered = shown["offerings"].as_array().unwrap().iter().find(|offering| offering["size"] == shown["recommended"]).unwrap();
    let lock = json!({ "estimate": estimate, "size": offered["size"], "seen_total": offered["proposal"]["price"]["total"] });
    ana.create("/api/v1/quotes", Some(key), &lock).await
}

async fn signature(ana: &Program<'_>, quote: &str) -> Value {
    let draft = ana.post(&format!("/api/v1/quotes/{quote}/contract"), None, &json!({ "site": site(), "language": "en" })).await;
    json!({ "quote": quote, "site": site(), "language": "en", "consent": true, "text_hash": draft["text_hash"] })
}

async fn signed(ana: &Program<'_>, key: &str) -> String {
    let quote = locked(ana, key).await;
    ana.create("/api/v1/orders", Some(key), &signature(ana, &quote).await).await
}

async fn whole_way(database: Database) {
    let bench = Bench::staffed(database).await;
    let description = Description::of(&bench).await;
    let stranger = Program { description: &description, browser: bench.browser() };
    let ana = program(&bench, &description, &bench.person(Role::Customer, "Ana Quintanilla").await).await;
    let (support, operations) = (bench.first(Role::Support).await, bench.first(Role::Operations).await);
    let (support, operations) = (program(&bench, &description, &support).await, program(&bench, &description, &operations).await);

    assert_eq!(stranger.get("/api/v1/places?place=80302").await["items"][0]["town"], "Boulder");
    assert_eq!(stranger.get("/api/v1/places?place=Nowhere").await["items"], json!([]));
    let preview = stranger.post("/api/v1/estimates/preview", None, &roof()).await;
    assert!(preview["id"].is_null() && preview["offerings"].as_array().is_some_and(|sizes| !sizes.is_empty()));
    assert_eq!(ana.get("/api/v1/me").await["name"], "Ana Quintanilla");

    let order = signed(&ana, "first").await;
    let at = format!("/api/v1/orders/{order}");
    let quote = ana.get(&at).await["quote"].as_str().unwrap().to_owned();
    assert_eq!(ana.get("/api/v1/quotes").await["items"][0]["order"], order.as_str());
    let sealed = ana.get(&format!("/api/v1/quotes/{quote}/receipt")).await;
    let contract = ana.get(&format!("{at}/contract")).await;
    assert_eq!(contract["receipt_hash"], sealed["hash"]);

    bench.settle().await;
    let mut asked = None;
    for leader in bench.crews().await {
        let crew = program(&bench, &description, &leader).await;
        if let Some(offer) = crew.get("/api/v1/offers").await["items"][0]["id"].as_str() {
            asked = Some((crew, offer.to_owned()));
        }
    }
    let (crew, offer) = asked.expect("a crew was asked");
    assert_eq!(crew.get(&format!("/api/v1/offers/{offer}")).await["order"], Value::Null);
    let accepted = crew.post(&format!("/api/v1/offers/{offer}/answer"), None, &json!({ "answer": "accept" })).await;
    assert_eq!((&accepted["state"], &accepted["order"]), (&json!("accepted"), &json!(order)));
    let job = crew.get(&at).await;
    assert!(job["contact"]["address"].is_string() && job.get("price").is_none() && job.get("quote").is_none(), "{job}");
    assert!(support.get(&at).await["masked_contact"]["email"].as_str().unwrap().contains('…'));

    let board = operations.get("/api/v1/board?stage=matched&on=operations").await;
    assert_eq!(board["items"][0]["order"]["id"], order.as_str());
    operations.post(&format!("{at}/workstreams/survey"), None, &json!({ "step": "submit" })).await;
    assert_eq!(operations.get(&format!("{at}/matches")).await["items"][0]["round"], 1);

    let date = job["install_date"].as_str().unwrap().parse::<jiff::civil::Date>().unwrap();
    let later = jiff::ToSpan::days(7);
    let proposal = json!({ "install_date": date.checked_add(later).unwrap().to_string(), "reason": "The panels come a week later." });
    let change = support.create(&format!("{at}/changes"), Some("change"), &proposal).await;
    let shown = ana.get(&format!("/api/v1/changes/{change}")).await;
    assert_eq!(ana.get(&at).await["changes"][0]["id"], change.as_str());
    let answer = json!({ "agree": true, "payload_hash": shown["payload_hash"] });
    ana.post(&format!("/api/v1/changes/{change}/answer"), None, &answer).await;
    assert_eq!(ana.get(&at).await["install_date"], proposal["install_date"]);

    let leaving = ana.get(&format!("{at}/leaving")).await;
    assert_eq!((&leaving["possible"], &leaving["free"]), (&json!(true), &json!(true)));
    ana.post(&format!("{at}/leave"), None, &json!({ "seen_refund": leaving["refund"] })).await;
    assert_eq!(ana.get("/api/v1/orders?stage=withdrawn").await["items"][0]["id"], order.as_str());

    // Lists go on where they ended.
    let first = support.get("/api/v1/orders?limit=1").await;
    assert_eq!(first["next"], Value::Null);
    // Ids ascend with the clock; two of one instant have no order.
    bench.clock.advance_seconds(1);
    let newer = signed(&ana, "second").await;
    let page = support.get("/api/v1/orders?limit=1").await;
    assert_eq!(page["items"][0]["id"], newer.as_str());
    let rest = support.get(&format!("/api/v1/orders?limit=1&cursor={}", page["next"].as_str().unwrap())).await;
    assert_eq!((&rest["items"][0]["id"], &rest["next"]), (&json!(order), &Value::Null));

    for (role, path) in [
        (Role::Sales, "/api/v1/metrics"),
        (Role::Engineer, "/api/v1/health"),
        (Role::Officer, "/api/v1/trail?limit=100"),
        (Role::Officer, "/api/v1/trail?denied=true"),
        (Role::Officer, "/api/v1/trail?action=order.sign"),
    ] {
        program(&bench, &description, &bench.first(role).await).await.get(path).await;
    }
    let unseen: Vec<String> = description.all().difference(&description.kept.lock().unwrap()).cloned().collect();
    // Seen in `to_power` and `sessions`.
    assert_eq!(unseen, ["advance_order", "install_order", "sign_in", "sign_out", "sign_up"]);
}

async fn to_power(database: Database) {
    let bench = Bench::staffed(database).await;
    let description = Description::of(&bench).await;
    let ana = bench.person(Role::Customer, "Ana Quintanilla").await;
    let operations = bench.first(Role::Operations).await;
    let (order, leader) = bench.matched(&ana).await;
    bench.paperwork(&operations, order).await;
    bench.clock.advance_seconds(5 * 86_400);
    bench.settle().await;
    let at = format!("/api/v1/orders/{order}");
    let (install, advance) = (format!("{at}/install"), format!("{at}/advance"));
    let step = |name: &str| json!({ "step": name });

    let crew = program(&bench, &description, &leader).await;
    let ready = crew.get(&at).await;
    assert_eq!(ready["stage"], "ready");
    assert_eq!(crew.ask(&install, None, &step("start_installation")).await.status, 409, "not before the day");
    let day = ready["install_date"].as_str().unwrap().parse::<jiff::civil::Date>().unwrap();
    while bench.app.today() < day {
        bench.clock.advance_seconds(86_400);
    }
    // Sessions have ended meanwhile.
    assert_eq!(crew.ask(&install, None, &step("start_installation")).await.status, 401);
    let (crew, operations) = (program(&bench, &description, &leader).await, program(&bench, &description, &operations).await);
    assert_eq!(operations.ask(&advance, None, &step("energize")).await.status, 409, "out of turn");
    assert_eq!(refused(&operations.ask(&advance, None, &step("start_installation")).await), (422, "step".to_owned()));
    for name in ["start_installation", "finish_installation"] {
        assert_eq!(crew.ask(&install, None, &step(name)).await.status, 204, "{name}");
    }
    assert_eq!(crew.ask(&advance, None, &step("pass_inspection")).await.status, 403, "nobody inspects her own work");
    for name in ["fail_inspection", "pass_inspection", "energize"] {
        if name == "pass_inspection" {
            assert_eq!(crew.ask(&install, None, &step("finish_installation")).await.status, 204, "what was found is mended");
        }
        assert_eq!(operations.ask(&advance, None, &step(name)).await.status, 204, "{name}");
    }
    let ana = program(&bench, &description, &ana).await;
    assert_eq!(ana.get(&at).await["stage"], "energized");
}

async fn examples_fit(database: Database) {
    let bench = Bench::empty(database, policy::Env::Demo).await;
    let description = Description::of(&bench).await;
    let schemas = description.document["components"]["schemas"].as_object().unwrap();
    for (name, schema) in schemas {
        assert_eq!(faults(strict(), DRAFT, schema), Vec::<String>::new(), "{name}");
    }
    for wrong in [json!({ "type": "text" }), json!({ "required": "town" }), json!({ "minimum": "1" }), json!([])] {
        assert_ne!(faults(strict(), DRAFT, &wrong), Vec::<String>::new(), "{wrong} is no schema");
    }
    // A description that anything keeps would be worth nothing.
    let place = json!({ "$ref": "#/components/schemas/Place" });
    let denver = json!({ "town": "Denver", "state": "CO", "zip": "80202", "coordinates": { "latitude": 39.7392, "longitude": -104.9903 } });
    assert_eq!(description.faults(&place, &denver), Vec::<String>::new());
    for (pointer, value) in [("/town", Value::Null), ("/coordinates/latitude", json!(91)), ("/coordinates", json!({ "latitude": 39.7392 }))]
    {
        let mut other = denver.clone();
        *other.pointer_mut(pointer).unwrap() = value;
        assert_eq!(description.faults(&place, &other).len(), 1, "{pointer}");
    }
    let unknown = json!({ "town": "Denver", "state": "CO", "zip": "80202", "coordinates": { "latitude": "39", "longitude": -104.9903 } });
    assert!(description.faults(&place, &unknown).iter().all(|fault| fault.starts_with("/coordinates/latitude: ")));
    for (format, wrong) in
        [("date", "2027-02-30"), ("date-time", "2027-02-03 10:00"), ("uuid", "019a5d2f-3c00-7abc-8def"), ("uri-reference", "a b")]
    {
        assert_eq!(description.faults(&json!({ "format": format }), &json!(wrong)).len(), 1, "{format}");
    }
    let mut fitted = 0;
    for (path, methods) in description.document["paths"].as_object().unwrap() {
        for operation in methods.as_object().unwrap().values() {
            let body = &operation["requestBody"]["content"]["application/json"];
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            for example in parameters.chain(body.is_object().then_some(body)) {
                let faults = description.faults(&example["schema"], &example["example"]);
                assert!(faults.is_empty(), "{path}: {faults:?}");
                fitted += 1;
            }
        }
    }
    for refusal in description.document["components"]["responses"].as_object().unwrap().values() {
        let content = &refusal["content"]["application/problem+json"];
        if let Some(example) = content.get("example") {
            assert_eq!(description.faults(&content["schema"], example), Vec::<String>::new());
            fitted += 1;
        }
    }
    assert!(fitted > 40, "{fitted}");
}

/// Status and first refused field.
fn refused(answer: &Answer) -> (u16, String) {
    let body: Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(body["status"], answer.status);
    (answer.status, body["errors"][0]["field"].as_str().unwrap_or_default().to_owned())
}

async fn refusals(database: Database) {
    let bench = Bench::staffed(database).await;
    let description = Description::of(&bench).await;
    let ana = program(&bench, &description, &bench.person(Role::Customer, "Ana Quintanilla").await).await;
    let with = |pointer: &str, value: Value| {
        let mut body = roof();
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    let mut wider = roof();
    wider["colour"] = json!("red");
    let mut deeper = roof();
    deeper["sections"][0]["colour"] = json!("red");
    let mut nowhere = roof();
    nowhere.as_object_mut().unwrap().remove("place");
    let mut beyond = roof();
    beyond["coordinates"] = json!({ "latitude": 91.0, "longitude": -105.0 });
    for (body, field) in [
        (wider, "colour"),
        (deeper, "sections[0].colour"),
        (with("/sections/0/pitch_deg", json!(61)), "sections[0].pitch_deg"),
        (with("/sections/0/pitch_deg", json!("steep")), "sections[0].pitch_deg"),
        (with("/sections/0/length_cm", json!(1)), "sections[0].length_cm"),
        (with("/sections/0/shape", json!("dome")), "sections[0].shape"),
        (with("/sections", json!([])), "sections"),
        (with("/usage", json!({ "monthly_bill": { "minor": 1, "currency": "USD" } })), "usage.monthly_bill"),
        (with("/usage", json!({ "monthly_bill": { "minor": 15_000, "currency": "EUR" } })), "usage.monthly_bill"),
        (with("/usage", json!({ "annual_kwh": 1 })), "usage.annual_kwh"),
        (with("/place", json!("Nowhere")), "place"),
        (with("/place", json!("10001")), "place"),
        (nowhere, "place"),
        (beyond, "coordinates.latitude"),
    ] {
        let answer = ana.ask("/api/v1/estimates/preview", None, &body).await;
        assert_eq!(refused(&answer), (422, field.to_owned()), "{body} {}", answer.text);
    }
    for (media, body, status) in [
        ("application/xml", "<estimate/>", 415),
        ("text/xml", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", 415),
        ("application/x-www-form-urlencoded", "place=Denver", 415),
        ("text/plain", "{}", 415),
        ("application/json", "{", 400),
        ("application/json", "{\"place\":\"Denver\",\"place\":\"Boulder\"}", 422),
        ("application/json", &"[".repeat(70_000), 413),
    ] {
        let answer = ana.browser.send("POST", "/api/v1/estimates/preview", &[("content-type", media)], body.to_owned()).await;
        description.check("POST", "/api/v1/estimates/preview", &answer);
        assert_eq!(answer.status, status, "{media} {}", answer.text);
    }
    for (path, field) in [
        ("/api/v1/orders?stage=lost", "stage"),
        ("/api/v1/orders?limit=1000", "limit"),
        ("/api/v1/orders?cursor=1", "cursor"),
        ("/api/v1/orders?stag=signed", "stag"),
        ("/api/v1/places", "place"),
    ] {
        let answer = ana.browser.get(path).await;
        description.check("GET", path, &answer);
        assert_eq!(refused(&answer), (422, field.to_owned()), "{path}");
    }
    for path in ["/api/v1/orders/1", "/api/v1/orders/quo_019a5d2f3c007abc8def0123456789ab", "/api/v1/nothing"] {
        let answer = ana.browser.get(path).await;
        assert_eq!((answer.status, answer.header("content-type")), (404, "application/problem+json"), "{path}");
    }
    let quote = locked(&ana, "k").await;
    let mut agreement = signature(&ana, &quote).await;
    assert_eq!(refused(&ana.ask("/api/v1/orders", None, &agreement).await), (422, "idempotency_key".to_owned()));
    agreement["consent"] = json!(false);
    assert_eq!(refused(&ana.ask("/api/v1/orders", Some("a"), &agreement).await), (422, "consent".to_owned()));
    agreement["consent"] = json!(true);
    agreement["site"]["zip"] = json!("8020");
    assert_eq!(refused(&ana.ask("/api/v1/orders", Some("b"), &agreement).await), (422, "site.zip".to_owned()));
    agreement["site"]["zip"] = json!("80204");
    let stale = ana.ask("/api/v1/orders", Some("c"), &agreement).await;
    assert_eq!(stale.status, 409, "another house is another contract");
    assert!(stale.text.contains("urn:sunward:problem:conflict:changed"));
    assert_eq!(ana.get("/api/v1/orders").await["items"], json!([]));
}

async fn sent_twice(database: Database) {
    let bench = Bench::staffed(database).await;
    let description = Description::of(&bench).await;
    let ana = program(&bench, &description, &bench.person(Role::Customer, "Ana Quintanilla").await).await;
    let ben = program(&bench, &description, &bench.person(Role::Customer, "Ben Okafor").await).await;
    let estimate = ana.create("/api/v1/estimates", Some("e"), &roof()).await;
    assert_eq!(ana.create("/api/v1/estimates", Some("e"), &roof()).await, estimate);
    assert_ne!(ana.create("/api/v1/estimates", None, &roof()).await, estimate);
    assert_ne!(ben.create("/api/v1/estimates", Some("e"), &roof()).await, estimate, "a key is its caller's own");
    let mut other = roof();
    other["shade"] = json!("heavy");
    let reused = ana.ask("/api/v1/estimates", Some("e"), &other).await;
    assert_eq!(reused.status, 409);
    assert!(reused.text.contains("conflict:key-reused"));

    let total = ana.get(&format!("/api/v1/estimates/{estimate}")).await["offerings"][0]["proposal"]["price"]["total"].clone();
    let size = ana.get(&format!("/api/v1/estimates/{estimate}")).await["offerings"][0]["size"].clone();
    let lock = json!({ "estimate": estimate, "size": size, "seen_total": total });
    let quote = ana.create("/api/v1/quotes", Some("q"), &lock).await;
    assert_eq!(ana.create("/api/v1/quotes", Some("q"), &lock).await, quote);
    assert_eq!(ana.get("/api/v1/quotes").await["items"].as_array().unwrap().len(), 1);
    let agreement = signature(&ana, &quote).await;
    let order = ana.create("/api/v1/orders", Some("o"), &agreement).await;
    assert_eq!(ana.create("/api/v1/orders", Some("o"), &agreement).await, order);
    assert_eq!(ana.ask("/api/v1/orders", Some("p"), &agreement).await.status, 409, "a quote is signed once");
    assert_eq!(ana.get("/api/v1/orders").await["items"].as_array().unwrap().len(), 1);
}

async fn same_site(database: Database) {
    let bench = Bench::staffed(database).await;
    let ana = bench.browser_of(&bench.person(Role::Customer, "Ana Quintanilla").await).await;
    let body = roof().to_string();
    for (headers, status) in
        [(vec![JSON], 201), (vec![JSON, ("sec-fetch-site", "cross-site")], 403), (vec![JSON, ("sec-fetch-site", "same-site")], 403)]
    {
        let answer = ana.send("POST", "/api/v1/estimates", &headers, body.clone()).await;
        assert_eq!(answer.status, status, "{headers:?}");
        assert!(status == 201 || answer.text.contains("urn:sunward:problem:cross-site"));
    }
    assert_eq!(ana.send("DELETE", "/api/v1/sessions/current", &[("sec-fetch-site", "cross-site")], "").await.status, 403);
    assert_eq!(ana.get("/api/v1/me").await.status, 200);
}

async fn strangers(database: Database) {
    let bench = Bench::staffed(database).await;
    let description = Description::of(&bench).await;
    let ana = program(&bench, &description, &bench.person(Role::Customer, "Ana Quintanilla").await).await;
    let order = signed(&ana, "k").await;
    let quote = ana.get(&format!("/api/v1/orders/{order}")).await["quote"].as_str().unwrap().to_owned();
    let ben = program(&bench, &description, &bench.person(Role::Customer, "Ben Okafor").await).await;
    let nobody = Program { description: &description, browser: bench.browser() };
    for path in ["", "/contract", "/leaving", "/matches"].map(|end| format!("/api/v1/orders/{order}{end}")) {
        for (who, status) in [(&ben, 404), (&nobody, 401)] {
            let answer = who.browser.get(&path).await;
            description.check("GET", &path, &answer);
            assert_eq!(answer.status, status, "{path}");
        }
    }
    for path in ["", "/receipt"].map(|end| format!("/api/v1/quotes/{quote}{end}")) {
        for who in [&ben, &nobody] {
            assert_eq!(who.browser.get(&path).await.status, 404, "{path}");
        }
    }
    for path in ["metrics", "board", "health", "trail"].map(|end| format!("/api/v1/{end}")) {
        for (who, status) in [(&ana, 403), (&nobody, 401)] {
            let answer = who.browser.get(&path).await;
            description.check("GET", &path, &answer);
            assert_eq!(answer.status, status, "{path}");
        }
    }
    assert_eq!(ben.get("/api/v1/orders").await["items"], json!([]));
    assert_eq!(ben.get("/api/v1/quotes").await["items"], json!([]));
}

/// Follows the newest confirmation link that went out.
async fn confirm(bench: &Bench, password: &str) {
    bench.settle().await;
    let caller = bench.visitor().caller(bench);
    let mails = app::demo::mailbox(&bench.app, &caller, store::Cursor::first(20)).await.unwrap();
    let link = mails.items.iter().find_map(|mail| mail.body.split("/confirm/").nth(1)).expect("a link");
    let token = vault::Token::parse(link.split_whitespace().next().unwrap()).unwrap();
    app::account::confirm(&bench.app, &caller, &token, Some(password)).await.unwrap();
}

async fn sessions(database: Database) {
    let bench = Bench::staffed(database).await;
    let description = Description::of(&bench).await;
    let visitor = Program { description: &description, browser: bench.browser() };
    let sign_up = json!({ "email": "ana@example.com", "name": "Ana Ruiz", "password": "otter plank mosaic 41 fjord", "language": "en" });
    let told = visitor.ask("/api/v1/accounts", None, &sign_up).await;
    assert_eq!((told.status, told.text.as_str()), (202, ""));
    assert_eq!(visitor.ask("/api/v1/accounts", None, &sign_up).await.status, 202, "the same answer when there is one");
    let mut weak = sign_up.clone();
    weak["password"] = json!("password");
    assert_eq!(refused(&visitor.ask("/api/v1/accounts", None, &weak).await), (422, "password".to_owned()));
    let mut wrong = sign_up;
    (wrong["email"], wrong["phone"]) = (json!("ana"), json!("none"));
    let both: Value = serde_json::from_str(&visitor.ask("/api/v1/accounts", None, &wrong).await.text).unwrap();
    assert_eq!(both["errors"].as_array().unwrap().len(), 2, "all fields that are wrong, not only the first");

    let credentials = json!({ "email": "ana@example.com", "password": "otter plank mosaic 41 fjord" });
    // The next link takes the place of this one; an instant later, so that it is the newest.
    bench.settle().await;
    bench.clock.advance_seconds(1);
    assert_eq!(visitor.ask("/api/v1/sessions", None, &credentials).await.status, 401, "not before the address is proved");
    confirm(&bench, "otter plank mosaic 41 fjord").await;
    let answer = visitor.ask("/api/v1/sessions", None, &credentials).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    let me = visitor.browser.send("GET", "/api/v1/me", &[("cookie", &cookie)], "").await;
    description.check("GET", "/api/v1/me", &me);
    assert!(me.text.contains("Ana Ruiz"), "{}", me.text);
    let out = visitor.browser.send("DELETE", "/api/v1/sessions/current", &[("cookie", &cookie)], "").await;
    description.check("DELETE", "/api/v1/sessions/current", &out);
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(visitor.browser.send("GET", "/api/v1/me", &[("cookie", &cookie)], "").await.status, 401);
    assert_eq!(visitor.browser.send("DELETE", "/api/v1/sessions/current", &[("cookie", &cookie)], "").await.status, 401);
}
