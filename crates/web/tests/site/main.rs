//! The whole site in process: guard, gate, problems and the routes that are no feature's, over a real application.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod handler;
mod house;

use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::stream;
use http_body_util::BodyExt as _;
use policy::{Action, Env};
use tower::ServiceExt as _;
use vault::{SystemRandom, Token};
use web::{Access, Area, Method, SecureRouter, Settings, guard::rate::Rate};

use self::house::{Answer, FORM, HOST, House, JSON, POLICY, demo, get, request, send};
const OPEN: Access = Access::Public("a test");

#[tokio::test]
async fn every_answer_has_every_header_errors_too() {
    let house = demo().await;
    let routes = SecureRouter::new()
        .route(Method::Get, "/page", OPEN, Area::Page, "", handler::hello)
        .route(Method::Get, "/api/thing", OPEN, Area::Api, "", handler::hello)
        .route(Method::Get, "/panics", OPEN, Area::Page, "", handler::panics)
        .route(Method::Get, "/mine", Access::SignedIn, Area::Page, "", handler::hello);
    let router = house.with(routes);
    let mut ids = std::collections::HashSet::new();
    for (method, path, host, status) in [
        ("GET", "/page", HOST, 200),
        ("HEAD", "/page", HOST, 200),
        ("GET", "/api/thing", HOST, 200),
        ("GET", "/nowhere", HOST, 404),
        ("POST", "/page", HOST, 405),
        ("OPTIONS", "/page", HOST, 405),
        ("TRACE", "/page", HOST, 405),
        ("BREW", "/page", HOST, 405),
        ("GET", "/panics", HOST, 500),
        ("GET", "/mine", HOST, 303),
        ("GET", "/page", "evil.example", 421),
        ("GET", "/page", "", 421),
    ] {
        let answer = send(&router, request(method, path, &[("host", host)], Body::empty())).await;
        assert_eq!(answer.status, status, "{method} {path} {host}");
        assert_eq!(answer.header("content-security-policy"), POLICY);
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cache-control", "no-store"),
            ("reporting-endpoints", "csp=\"/csp-report\""),
            ("strict-transport-security", ""),
        ] {
            assert_eq!(answer.header(name), value, "{method} {path}: {name}");
        }
        assert!(answer.header("permissions-policy").starts_with("geolocation=(self), "));
        assert!(ids.insert(answer.header("x-request-id").to_owned()), "names differ");
    }
    assert!(ids.iter().all(|id| id.len() == 36 && id.as_bytes()[14] == b'7'), "{ids:?}");
}

#[tokio::test]
async fn over_tls_the_browser_is_told_to_stay_there() {
    let house = House::new(Env::Production, "https://solar.example/").await;
    let answer = send(&house.site(), request("GET", "/healthz", &[("host", "Solar.Example:443")], Body::empty())).await;
    assert_eq!((answer.status.as_u16(), answer.header("strict-transport-security")), (200, "max-age=63072000; includeSubDomains"));
    let answer = send(&house.site(), request("GET", "/healthz", &[("host", "127.0.0.1")], Body::empty())).await;
    assert_eq!(answer.status, 421);
    let plain = House::new(Env::Production, "http://solar.example").await;
    assert_eq!(web::router(plain.app.clone(), Settings::default()).err(), Some(web::NotAnOrigin::PlainHttp));
}

#[tokio::test]
async fn an_error_is_a_page_for_people_and_a_problem_for_programs() {
    let house = demo().await;
    let router = house.site();
    let page = get(&router, "/nowhere").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.text.contains("<h1>This page does not exist</h1>") && page.text.contains("<html lang=\"en\">"), "{}", page.text);
    let spanish = [("accept-language", "es-MX"), ("cookie", "sunward-theme=dark")];
    let page = send(&router, request("GET", "/nowhere", &spanish, Body::empty())).await;
    assert!(page.text.contains("<html lang=\"es\" data-theme=\"dark\">") && page.text.contains("Esta página no existe"));
    for accepted in ["application/json", "application/problem+json"] {
        let problem = send(&router, request("GET", "/nowhere", &[("accept", accepted)], Body::empty())).await;
        assert_eq!(problem.header("content-type"), "application/problem+json");
        let (json, id) = (problem.json(), format!("urn:uuid:{}", problem.header("x-request-id")));
        assert_eq!((json["type"].as_str(), json["status"].as_u64()), (Some("urn:sunward:problem:not-found"), Some(404)));
        assert_eq!(json["instance"], id);
    }
    assert_eq!(get(&router, "/api/nowhere").await.header("content-type"), "application/problem+json");
    let wrong = send(&router, request("DELETE", "/preferences", &[], Body::empty())).await;
    assert_eq!((wrong.status.as_u16(), wrong.header("allow")), (405, "POST"));
}

#[tokio::test]
async fn a_failure_says_its_number_and_nothing_else() {
    let house = demo().await;
    let routes = SecureRouter::new()
        .route(Method::Get, "/panics", OPEN, Area::Page, "", handler::panics)
        .route(Method::Get, "/fails", OPEN, Area::Page, "", handler::fails)
        .route(Method::Get, "/api/fails", OPEN, Area::Api, "", handler::fails);
    let router = house.with(routes);
    for path in ["/panics", "/fails", "/api/fails"] {
        let answer = get(&router, path).await;
        assert_eq!(answer.status, 500);
        assert!(answer.text.contains(answer.header("x-request-id")), "{}", answer.text);
        for inside in ["secret", "SELECT", "panicked", "/var/", "sunward-web", ".rs"] {
            assert!(!answer.text.contains(inside), "{path} says {inside}");
        }
    }
}

#[tokio::test]
async fn after_a_form_a_problem_leads_back_to_a_page_and_never_to_where_only_forms_go() {
    let house = demo().await;
    let routes = SecureRouter::new()
        .route(Method::Get, "/orders/{order}", OPEN, Area::Page, "", handler::hello)
        .route(Method::Get, "/orders/{order}/leave", OPEN, Area::Page, "", handler::hello)
        .route(Method::Post, "/orders/{order}/leave", OPEN, Area::Page, "", handler::conflict)
        .route(Method::Post, "/orders/{order}/workstreams/{kind}", OPEN, Area::Page, "", handler::conflict)
        .route(Method::Post, "/changes/{change}", OPEN, Area::Page, "", handler::conflict);
    let router = house.with(routes);
    for (path, page) in [
        ("/orders/ord_1/leave", Some("/orders/ord_1/leave")),
        ("/orders/ord_1/leave?x=y", Some("/orders/ord_1/leave")),
        ("/orders/ord_1/workstreams/survey", Some("/orders/ord_1")),
        ("/changes/chg_1", None),
    ] {
        let answer = send(&router, request("POST", path, &[FORM, ("sec-fetch-site", "same-origin")], "")).await;
        assert_eq!(answer.status, 409, "{path}");
        let begin = answer.text.split("<div class=\"actions\">").nth(1).unwrap();
        let href = begin.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert_eq!(href, page.unwrap_or("/"), "{path}");
        assert_eq!(begin.contains("class=\"button secondary\" href=\"/\""), page.is_some(), "{path}: beside it the first page");
        // Language, colours and the demo's clock lead back there too.
        for field in ["return", "return_to"] {
            assert!(answer.text.contains(&format!("name=\"{field}\" value=\"{}\"", page.unwrap_or("/"))), "{path}: {field}");
        }
    }
}

#[tokio::test]
async fn strangers_are_sent_to_sign_in_and_back() {
    let house = demo().await;
    let signed_in = Access::SignedIn;
    let read = Access::Action(Action::OrderRead);
    let routes = SecureRouter::new()
        .route(Method::Get, "/orders", signed_in, Area::Page, "", handler::hello)
        .route(Method::Post, "/orders", signed_in, Area::Page, "", handler::hello)
        .route(Method::Get, "/orders/{order}", read, Area::Page, "", handler::order)
        .route(Method::Get, "/api/orders/{order}", read, Area::Api, "", handler::order)
        .route(Method::Get, "/orders/{order}/events", read, Area::Live, "", handler::order);
    let router = house.with(routes);
    let to = |answer: &Answer| (answer.status.as_u16(), answer.header("location").to_owned());
    assert_eq!(to(&get(&router, "/orders?page=2&x=y").await), (303, "/sign-in?next=/orders%3Fpage%3D2%26x%3Dy".to_owned()));
    assert_eq!(to(&get(&router, "/orders/ord_1").await), (303, "/sign-in?next=/orders/ord_1".to_owned()));
    let posted = send(&router, request("POST", "/orders", &[FORM], "a=b")).await;
    assert_eq!(to(&posted), (303, "/sign-in".to_owned()));
    for path in ["/api/orders/ord_1", "/orders/ord_1/events"] {
        let answer = get(&router, path).await;
        assert_eq!((answer.status.as_u16(), answer.json()["type"].as_str()), (401, Some("urn:sunward:problem:sign-in-needed")), "{path}");
    }
}

#[tokio::test]
async fn an_answer_that_policy_was_not_asked_about_does_not_leave() {
    let house = demo().await;
    let create = Access::Action(Action::EstimateCreate);
    let routes = SecureRouter::new()
        .route(Method::Get, "/undecided", create, Area::Page, "", handler::undecided)
        .route(Method::Get, "/no-caller", create, Area::Page, "", handler::hello)
        .route(Method::Get, "/redirects", create, Area::Page, "", handler::redirects)
        .route(Method::Get, "/decided", create, Area::Page, "", handler::decided);
    let router = house.with(routes);
    for path in ["/undecided", "/no-caller", "/redirects"] {
        let answer = get(&router, path).await;
        assert_eq!(answer.status, 500, "{path}");
        assert!(!answer.text.contains("nobody decided") && !answer.text.contains("estimate.create"));
    }
    let answer = get(&router, "/decided").await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, "decided"));
}

#[tokio::test]
async fn another_sites_form_does_nothing() {
    let house = demo().await;
    let routes = SecureRouter::new()
        .route(Method::Post, "/page", OPEN, Area::Page, "", handler::typed)
        .route(Method::Get, "/page", OPEN, Area::Page, "", handler::page)
        .route(Method::Post, "/api/thing", OPEN, Area::Api, "", handler::json);
    let router = house.with(routes);
    let token = Token::generate(&SystemRandom).unwrap();
    let cookie = format!("sunward-demo={}", token.text().as_str());
    let csrf = house.app.store().keys().csrf_token(&token).text();
    let other = house.app.store().keys().csrf_token(&Token::generate(&SystemRandom).unwrap()).text();
    let (ours, theirs) = (("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site"));
    let cookie = ("cookie", cookie.as_str());
    let (right, wrong) = (format!("name=Ana&csrf={csrf}"), format!("name=Ana&csrf={other}"));
    for (headers, body, status) in [
        (vec![FORM, cookie, ours], right.as_str(), 200),
        (vec![FORM, cookie, ("origin", "http://127.0.0.1:8080")], &right, 200),
        (vec![FORM, cookie, ours], "name=Ana", 403),
        (vec![FORM, cookie, ours], &wrong, 403),
        (vec![FORM, cookie, ours], "name=Ana&csrf=", 403),
        (vec![FORM, cookie, theirs], &right, 403),
        (vec![FORM, cookie, ("origin", "http://localhost:8080")], &right, 403),
        (vec![FORM, cookie, ("origin", "null")], &right, 403),
        (vec![FORM, cookie], &right, 403),
        (vec![("content-type", "text/plain"), cookie, ours], &right, 403),
        // No session, no token: but another site is still another site.
        (vec![FORM, ours], "name=Ana", 200),
        (vec![FORM], "name=Ana", 200),
        (vec![FORM, theirs], "name=Ana", 403),
        (vec![FORM, ours], "name=%zz", 400),
        (vec![("content-type", "multipart/form-data; boundary=x"), ours], "name=Ana", 415),
    ] {
        let answer = send(&router, request("POST", "/page", &headers, body.to_owned())).await;
        assert_eq!(answer.status, status, "{headers:?} {body}");
        if status == 200 {
            assert_eq!(answer.text, "Ana", "the form arrives whole");
        }
    }
    // What the page prints is what the form needs.
    let page = send(&router, request("GET", "/page?a=b", &[cookie], Body::empty())).await;
    assert_eq!(page.text, format!("{csrf} /page?a=b"));
    // Two session cookies: none counts, and the browser's word is still asked.
    let twice = format!("{}; {}", cookie.1, cookie.1);
    let answer = send(&router, request("POST", "/page", &[FORM, ("cookie", &twice), theirs], right.clone())).await;
    assert_eq!(answer.status, 403);
    for (headers, status) in [
        (vec![JSON], 200),
        (vec![JSON, cookie], 403),
        (vec![JSON, cookie, ours], 200),
        (vec![JSON, cookie, theirs], 403),
        (vec![JSON, theirs], 403),
    ] {
        let answer = send(&router, request("POST", "/api/thing", &headers, "{\"pitch\":25}")).await;
        assert_eq!(answer.status, status, "{headers:?}");
    }
}

#[tokio::test]
async fn a_body_is_small_and_what_it_says_it_is() {
    let house = demo().await;
    let routes = SecureRouter::new()
        .route(Method::Post, "/page", OPEN, Area::Page, "", handler::typed)
        .route(Method::Post, "/api/roof", OPEN, Area::Api, "", handler::json)
        .route(Method::Get, "/api/orders/{order}", OPEN, Area::Api, "", handler::order)
        .route(Method::Put, "/api/keyed", OPEN, Area::Api, "", handler::keyed);
    let router = house.with(routes);
    let fits = format!("{}name=Ana", "x=y&".repeat(20));
    assert_eq!(send(&router, request("POST", "/page", &[FORM], fits)).await.text, "Ana");
    let declared = send(&router, request("POST", "/page", &[FORM, ("content-length", "65537")], "")).await;
    assert_eq!(declared.status, 413);
    assert!(declared.text.contains("That is too large"));
    let chunks = stream::iter((0..70).map(|_| Ok::<_, std::convert::Infallible>(Bytes::from(vec![b'a'; 1_024]))));
    let streamed = send(&router, request("POST", "/page", &[FORM], Body::from_stream(chunks))).await;
    assert_eq!(streamed.status, 413, "also when nobody declared it");

    let post = |headers: Vec<(&'static str, &'static str)>, body: &'static str| request("POST", "/api/roof", &headers, body);
    assert_eq!(send(&router, post(vec![JSON], "{\"pitch\":25}")).await.text, "25");
    assert_eq!(send(&router, post(vec![("content-type", "application/json; charset=utf-8")], "{\"pitch\":25}")).await.text, "25");
    for (headers, body, status) in
        [(vec![], "{\"pitch\":25}", 415), (vec![("content-type", "text/plain")], "{\"pitch\":25}", 415), (vec![JSON], "{", 400)]
    {
        assert_eq!(send(&router, post(headers, body)).await.status, status, "{body}");
    }
    let refused = send(&router, post(vec![JSON], "{\"pitch\":\"steep\"}")).await;
    assert_eq!((refused.status.as_u16(), refused.json()["errors"][0]["field"].as_str()), (422, Some("pitch")));

    let order = "ord_019a5d2f3c007abc8def0123456789ab";
    assert_eq!(get(&router, &format!("/api/orders/{order}")).await.text, order);
    for other in ["quo_019a5d2f3c007abc8def0123456789ab", "1", "ord_%00", "ord_019A5D2F3C007ABC8DEF0123456789AB"] {
        assert_eq!(get(&router, &format!("/api/orders/{other}")).await.status, 404, "{other}");
    }
    assert_eq!(send(&router, request("PUT", "/api/keyed", &[("idempotency-key", "k1")], "")).await.text, "true");
    let refused = send(&router, request("PUT", "/api/keyed", &[("idempotency-key", "k 1")], "")).await;
    assert_eq!((refused.status.as_u16(), refused.json()["errors"][0]["field"].as_str()), (422, Some("idempotency_key")));
}

#[tokio::test]
async fn who_comes_too_often_waits_and_others_do_not() {
    let house = demo().await;
    let settings = Settings { changes: Rate { per_second: 1, burst: 2 }, ..Settings::default() };
    let routes = SecureRouter::new().route(Method::Post, "/page", OPEN, Area::Page, "", handler::typed).route(
        Method::Get,
        "/page",
        OPEN,
        Area::Page,
        "",
        handler::hello,
    );
    let router = routes.finish(house.app.clone(), settings).unwrap().0;
    let from = |address: &str, forwarded: &'static str| {
        let service = web::for_peer(router.clone(), address.parse().unwrap());
        service.oneshot(request("POST", "/page", &[FORM, ("x-forwarded-for", forwarded)], Body::from("name=Ana")))
    };
    for _ in 0..2 {
        assert_eq!(from("192.0.2.1", "1.1.1.1").await.unwrap().status(), 200);
    }
    let refused = from("192.0.2.1", "2.2.2.2").await.unwrap();
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].to_str().unwrap()), (429, "1"));
    assert_eq!(from("192.0.2.2", "1.1.1.1").await.unwrap().status(), 200);
    assert_eq!(get(&router, "/page").await.status, 200, "looking is counted apart");
}

#[tokio::test]
async fn preferences_are_remembered_and_lead_back_here_only() {
    let router = demo().await.site();
    let post = |body: &'static str| request("POST", "/preferences", &[FORM, ("sec-fetch-site", "same-origin")], body);
    let answer = send(&router, post("language=es&return=%2Forders%3Fpage%3D2")).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/orders?page=2"));
    assert_eq!(answer.header("set-cookie"), "sunward-language=es; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000");
    for away in [
        "theme=dark&return=%2F%2Fevil.example",
        "theme=dark&return=https%3A%2F%2Fevil.example",
        "theme=dark&return=%2F%5Cevil.example",
        "theme=dark",
    ] {
        let answer = send(&router, post(away)).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/"), "{away}");
    }
    assert_eq!(send(&router, post("language=xx")).await.status, 422);
}

#[tokio::test]
async fn reports_are_counted_and_bounded() {
    let router = demo().await.site();
    let report =
        |body: String| request("POST", "/csp-report", &[("content-type", "application/csp-report"), ("cookie", "sunward-demo=x")], body);
    assert_eq!(send(&router, report("{\"csp-report\":{}}".into())).await.status, 204);
    assert_eq!(send(&router, report("x".repeat(8 * 1024 + 1))).await.status, 413);
}

#[tokio::test]
async fn ready_means_that_the_schema_is_ours() {
    let house = demo().await;
    assert_eq!(get(&house.site(), "/healthz").await.text, "alive\n");
    assert_eq!(get(&house.site(), "/readyz").await.text, "ready\n");
    let empty = House::unmigrated(Env::Demo, "http://127.0.0.1:8080").await;
    let answer = get(&empty.site(), "/readyz").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "5"));
}

#[tokio::test]
async fn assets_are_kept_for_ever_and_pages_never() {
    let router = demo().await.site();
    let css = web::asset::path("app.css");
    let answer = send(&router, request("GET", css, &[("accept-encoding", "gzip, br")], Body::empty())).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-encoding"), answer.header("vary")), (200, "br", "accept-encoding"));
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    let plain = get(&router, css).await;
    assert_eq!((plain.header("content-encoding"), plain.header("content-type")), ("", "text/css; charset=utf-8"));
    for (path, status, keep) in [
        ("/assets/app.css", 404, "no-store"),
        ("/assets/..%2fCargo.toml", 404, "no-store"),
        ("/favicon.ico", 200, "public, max-age=86400"),
        ("/sw.js", 200, "no-cache"),
        ("/manifest.webmanifest", 200, "no-cache"),
        ("/offline", 200, "no-store"),
        ("/robots.txt", 200, "public, max-age=86400"),
        ("/.well-known/security.txt", 404, "no-store"),
    ] {
        let answer = get(&router, path).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (status, keep), "{path}");
    }
}

#[tokio::test]
async fn the_contact_for_weaknesses_has_an_end() {
    let house = House::new(Env::Production, "https://solar.example").await;
    let settings = Settings { security_contact: Some("mailto:security@solar.example".into()), ..Settings::default() };
    let router = web::router(house.app.clone(), settings).unwrap();
    let answer = send(&router, request("GET", "/.well-known/security.txt", &[("host", "solar.example")], Body::empty())).await;
    assert_eq!(
        answer.text,
        "Contact: mailto:security@solar.example\nExpires: 2027-05-29T00:53:20Z\nPreferred-Languages: en, es\n\
         Canonical: https://solar.example/.well-known/security.txt\n"
    );
}

#[tokio::test]
async fn every_form_of_the_layout_carries_the_token_of_the_session() {
    let house = demo().await;
    let token = Token::generate(&SystemRandom).unwrap();
    let cookie = format!("sunward-demo={}", token.text().as_str());
    let csrf = house.app.store().keys().csrf_token(&token).text();
    let page = send(&house.site(), request("GET", "/nowhere", &[("cookie", &cookie)], Body::empty())).await;
    let forms: Vec<&str> = page.text.split("<form").skip(1).collect();
    assert_eq!(forms.len(), 2, "switches and the demo's clock");
    for form in forms {
        let form = form.split("</form>").next().unwrap();
        assert!(form.contains(&format!("name=\"csrf\" value=\"{csrf}\"")), "{form}");
    }
    assert!(page.text.contains("It is "), "the demo says its date");
    assert!(!page.text.contains(token.text().as_str()));
    // The offline page is kept on the device: it holds no token even when a cookie came along.
    let offline = send(&house.site(), request("GET", "/offline", &[("cookie", &cookie)], Body::empty())).await;
    assert!(!offline.text.contains(&csrf) && offline.text.contains("You are offline"));
}

#[tokio::test]
async fn a_refused_form_says_why_on_top_and_at_its_field_and_never_the_password() {
    let router = demo().await.site();
    let long = "x".repeat(121);
    let typed = [("name", long.as_str()), ("email", "nobody"), ("phone", "call me")];
    for (path, refused) in [("/sign-up", typed.as_slice()), ("/sign-in", &typed[1..2]), ("/reset", &typed[1..2])] {
        let sent = format!("name={long}&email=nobody&phone=call+me&password=a-secret-of-mine");
        let page = send(&router, request("POST", path, &[FORM, ("sec-fetch-site", "same-origin")], sent)).await;
        assert_eq!(page.status, 422, "{path}");
        assert!(page.text.contains("<h2 id=\"refused\">"), "{path}: how much is to be corrected");
        for (field, typed) in refused {
            let why = page.text.split(&format!("<li><a href=\"#{field}\">")).nth(1).and_then(|rest| rest.split("</a>").next());
            let why = why.unwrap_or_else(|| panic!("{path}: {field} on top"));
            assert!(page.text.contains(&format!("<p class=\"error\" id=\"{field}-error\">{why}</p>")), "{path}: {field} at its field");
            let input = page.text.split(&format!("<input id=\"{field}\"")).nth(1).and_then(|rest| rest.split('>').next()).unwrap();
            assert!(input.contains("aria-invalid=\"true\"") && input.contains(&format!("{field}-error\"")), "{path}: {input}");
            assert!(input.contains(&format!(" value=\"{typed}\"")), "{path}: {field} is kept as typed: {input}");
        }
        assert!(!page.text.contains("a-secret-of-mine"), "{path}");
    }
}

#[tokio::test]
async fn events_are_streamed_and_bounded() {
    let house = demo().await;
    let routes = SecureRouter::new().route(Method::Get, "/events", OPEN, Area::Live, "", handler::events);
    let settings = Settings { streams_per_source: 1, ..Settings::default() };
    let router = routes.finish(house.app.clone(), settings).unwrap().0;
    let first = router.clone().oneshot(request("GET", "/events", &[], Body::empty())).await.unwrap();
    assert_eq!(first.headers()["content-type"], "text/event-stream");
    assert_eq!(
        (&first.headers()["x-accel-buffering"], &first.headers()["cache-control"]),
        (&"no".parse().unwrap(), &"no-store".parse().unwrap())
    );
    assert_eq!(get(&router, "/events").await.status, 429);
    let text = String::from_utf8(first.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap();
    assert_eq!(text, "retry: 3000\n\nid: oev_1\ndata: {\"status\":1}\n\nid: oev_2\ndata: {\"status\":2}\n\n");
    assert_eq!(get(&router, "/events").await.status, 200, "a stream that ended gives its place back");
}

#[tokio::test]
async fn every_wait_has_an_end() {
    let house = demo().await;
    let routes = SecureRouter::new().route(Method::Get, "/never", OPEN, Area::Asset, "", handler::never).route(
        Method::Post,
        "/page",
        OPEN,
        Area::Page,
        "",
        handler::typed,
    );
    let router = house.with(routes);
    tokio::time::pause();
    let begin = tokio::time::Instant::now();
    let answer = get(&router, "/never").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "5"));
    assert_eq!(begin.elapsed().as_secs(), Duration::from_secs(15).as_secs());
    let begin = tokio::time::Instant::now();
    let trickle = Body::from_stream(stream::pending::<Result<Bytes, std::convert::Infallible>>());
    let answer = send(&router, request("POST", "/page", &[FORM], trickle)).await;
    assert_eq!((answer.status.as_u16(), begin.elapsed().as_secs()), (408, 10));
}

#[test]
fn the_route_table_gives_a_reason_for_whatever_is_public() {
    let routes = web::routes();
    assert!(routes.len() >= 12, "{}", routes.len());
    let mut seen = std::collections::HashSet::new();
    for route in routes {
        assert!(seen.insert((route.method, route.path)), "{route:?} comes twice");
        assert!(!route.summary.is_empty() && route.path.starts_with('/'), "{route:?}");
        if let Access::Public(reason) = route.access {
            assert!(reason.len() > 10, "{route:?}");
        }
    }
}
