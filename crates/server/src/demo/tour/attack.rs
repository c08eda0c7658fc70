//! Ten attacks and more. Each is right when it fails.

use std::net::SocketAddr;

use app::App;
use domain::account::Role;

use super::{
    Browser, Guide, Wrong, expect, form,
    journey::{Walked, propose_after},
};

async fn enter(app: &App, address: SocketAddr, role: Role) -> Result<Browser, Wrong> {
    let link = app::demo::sign_in_link(app, role).await.map_err(|e| Wrong::new(e.to_string()))?;
    let mut browser = Browser::new(address);
    browser.enter(&link).await?;
    Ok(browser)
}

fn refused(status: u16) -> Result<(), Wrong> {
    expect((400..500).contains(&status), || format!("answered {status}"))
}

pub(super) async fn try_all(guide: &mut Guide<'_>, app: &App, address: SocketAddr, walked: Walked) {
    let order = format!("/orders/{}", walked.order);
    guide.heading("Attacks, each of which has to fail");
    // Each is tried whatever became of the others.
    let _ = guide.step("another customer opens the order", foreign_order(app, address, &order)).await;
    let _ = guide.step("another customer opens the quote", foreign_order(app, address, &walked.quote_path)).await;
    let _ = guide.step("a price is tampered with on its way", tampered_price(address)).await;
    let _ = guide.step("a receipt is changed by one digit", async { tampered_receipt(&walked.receipt) }).await;
    let _ = guide.step("a confirmation link is used again", replayed(address, &walked.used_confirmation)).await;
    let _ = guide.step("a sign-in link is used twice", replayed_sign_in(app, address)).await;
    let _ = guide.step("another site posts a form in the customer's name", cross_site(&walked.customer, &order)).await;
    let _ = guide.step("a form comes without its token", without_token(&walked.customer, &order)).await;
    let _ = guide.step("support agrees to its own proposal", alone(app, &walked)).await;
    let _ = guide.step("a visitor tries SQL in every field of the sign-in", injection(address)).await;
    let _ = guide.step("support searches with SQL", injected_search(app, address)).await;
    let _ = guide.step("a name that is a script is shown as text", script_in_name(&walked, &order)).await;
    let _ = guide.step("the crew looks for the customer's price", price_for_crew(&walked, &order)).await;
    let _ = guide.step("sales opens an order", wrong_role(app, address, Role::Sales, &order)).await;
    let _ = guide.step("an engineer opens an order", wrong_role(app, address, Role::Engineer, &order)).await;
    let _ = guide.step("an engineer reads the trail", wrong_role(app, address, Role::Engineer, "/trail")).await;
    let _ = guide.step("the officer edits an order", wrong_role(app, address, Role::Officer, &format!("{order}/changes"))).await;
    let _ = guide.step("a sign-in leads to a foreign site", open_redirect(app, address)).await;
    let _ = guide.step("a request names another host", foreign_host(address)).await;
    let _ = guide.step("the same quote is signed again", signed_twice(&walked)).await;
    let _ = guide.step("a stolen session is used after the sign-out", after_sign_out(&walked, &order)).await;
}

async fn foreign_order(app: &App, address: SocketAddr, path: &str) -> Result<(), Wrong> {
    let mut other = enter(app, address, Role::Customer).await?;
    let status = other.status(path).await?;
    expect(status == 404, || format!("answered {status}"))
}

async fn tampered_price(address: SocketAddr) -> Result<(), Wrong> {
    let mut visitor = Browser::new(address);
    visitor.open("/estimate").await?;
    let roof = [
        ("town", "Boulder"),
        ("shape_0", "gable"),
        ("length_0", "13"),
        ("width_0", "9"),
        ("pitch_0", "22"),
        ("direction_0", "190"),
        ("covering", "asphalt"),
        ("shade", "none"),
        ("bill", "140"),
    ];
    visitor.submit("estimate-form", &roof).await?;
    let status = visitor.submit_status("lock-form-medium", &[("seen_total", "100")]).await?;
    refused(status)
}

fn tampered_receipt(receipt: &str) -> Result<(), Wrong> {
    let changed = receipt.replacen("\"panels\":1", "\"panels\":2", 1);
    let changed = if changed == receipt { receipt.replacen("\"minor\":1", "\"minor\":2", 1) } else { changed };
    expect(changed != receipt, || "nothing to change".to_owned())?;
    expect(domain::quote::verify_file(changed.as_bytes()).is_err(), || "it still verifies".to_owned())
}

async fn replayed(address: SocketAddr, path: &str) -> Result<(), Wrong> {
    let mut stranger = Browser::new(address);
    let status = stranger.status(path).await?;
    expect(status != 200 && status < 500, || format!("answered {status}"))
}

async fn replayed_sign_in(app: &App, address: SocketAddr) -> Result<(), Wrong> {
    let link = app::demo::sign_in_link(app, Role::Support).await.map_err(|e| Wrong::new(e.to_string()))?;
    let mut first = Browser::new(address);
    first.enter(&link).await?;
    let mut second = Browser::new(address);
    expect(second.enter(&link).await.is_err(), || "it counted twice".to_owned())
}

async fn cross_site(customer: &Browser, order: &str) -> Result<(), Wrong> {
    let mut customer = customer.clone();
    customer.open(&format!("{order}/leave")).await?;
    let (action, fields) = customer.fill("leave-form", &[])?;
    customer.fetch_site = "cross-site";
    let status = customer.post(&action, &fields).await?.status;
    expect(status == 403, || format!("answered {status}"))
}

async fn without_token(customer: &Browser, order: &str) -> Result<(), Wrong> {
    let mut customer = customer.clone();
    customer.open(&format!("{order}/leave")).await?;
    let (action, fields) = customer.fill("leave-form", &[])?;
    let without: Vec<(String, String)> = fields.into_iter().filter(|(name, _)| name != "csrf").collect();
    let status = customer.post(&action, &without).await?.status;
    expect(status == 403, || format!("answered {status}"))
}

async fn alone(app: &App, walked: &Walked) -> Result<(), Wrong> {
    let mut support = walked.support.clone();
    propose_after(app, &mut support, walked.order, 90, "Tried alone.").await?;
    // The customer's own page holds the form; support sends it with a token of its own.
    let mut customer = walked.customer.clone();
    customer.open(&format!("/orders/{}", walked.order)).await?;
    let (action, fields) = customer.fill("agree-form", &[])?;
    support.open(&format!("/orders/{}", walked.order)).await?;
    let (_, own) = support.fill("reveal-form", &[])?;
    let token = own.into_iter().find(|(name, _)| name == "csrf");
    let fields: Vec<(String, String)> = fields.into_iter().filter(|(name, _)| name != "csrf").chain(token).collect();
    let status = support.post(&action, &fields).await?.status;
    refused(status)
}

async fn injection(address: SocketAddr) -> Result<(), Wrong> {
    for payload in ["' OR 1=1--", "x@y.co'; DROP TABLE account;--", "admin'/*", "{\"$ne\":null}"] {
        let mut visitor = Browser::new(address);
        visitor.open("/sign-in").await?;
        let status = visitor.submit_status("sign-in-form", &[("email", payload), ("password", payload)]).await?;
        refused(status)?;
    }
    Ok(())
}

async fn injected_search(app: &App, address: SocketAddr) -> Result<(), Wrong> {
    let mut support = enter(app, address, Role::Support).await?;
    for payload in ["' OR '1'='1", "%", "ord_' UNION SELECT email FROM account--"] {
        support.open("/support").await?;
        let status = support.submit_status("search-form", &[("query", payload)]).await?;
        expect(status < 500, || format!("answered {status}"))?;
        expect(!support.page.body.contains("/orders/ord_"), || "it found orders".to_owned())?;
    }
    Ok(())
}

async fn script_in_name(walked: &Walked, order: &str) -> Result<(), Wrong> {
    for mut browser in [walked.customer.clone(), walked.crew.clone(), walked.support.clone()] {
        browser.open(order).await?;
        expect(!browser.page.body.contains("<script>alert(1)"), || format!("a script in {order}"))?;
    }
    let mut crew = walked.crew.clone();
    crew.open(order).await?;
    expect(crew.page.body.contains("O&#39;Brien"), || "the crew does not see the name at all".to_owned())
}

async fn price_for_crew(walked: &Walked, order: &str) -> Result<(), Wrong> {
    let mut customer = walked.customer.clone();
    customer.open(order).await?;
    let price = customer.value("price")?;
    let mut crew = walked.crew.clone();
    crew.open(order).await?;
    expect(!crew.page.body.contains(&price), || "the crew sees the price".to_owned())?;
    let status = crew.status(&format!("{order}/contract")).await?;
    refused(status)
}

async fn wrong_role(app: &App, address: SocketAddr, role: Role, path: &str) -> Result<(), Wrong> {
    let status = enter(app, address, role).await?.status(path).await?;
    refused(status)
}

async fn open_redirect(app: &App, address: SocketAddr) -> Result<(), Wrong> {
    for next in ["//attacker.example", "https://attacker.example/", "/\\attacker.example"] {
        let mut customer = enter(app, address, Role::Customer).await?;
        customer.open("/").await?;
        let page =
            customer.post("/preferences", &[("return".to_owned(), next.to_owned()), ("language".to_owned(), "es".to_owned())]).await?;
        let local = page.location.as_deref().is_none_or(|to| to.starts_with('/') && !to.starts_with("//") && !to.contains('\\'));
        expect(local, || format!("led to {:?}", page.location))?;
        let mut stranger = Browser::new(address);
        let page = stranger.send("GET", &format!("/sign-in?next={next}"), None, String::new()).await?;
        let carried = form::fields_named(&page.body, "next").next();
        expect(carried.is_none(), || format!("the sign-in carries {carried:?} on"))?;
    }
    Ok(())
}

async fn foreign_host(address: SocketAddr) -> Result<(), Wrong> {
    let mut stranger = Browser::new(address);
    stranger.host = Some("attacker.example".to_owned());
    let status = stranger.status("/").await?;
    refused(status)
}

async fn signed_twice(walked: &Walked) -> Result<(), Wrong> {
    let mut customer = walked.customer.clone();
    let page = customer.send("GET", &format!("{}/sign", walked.quote_path), None, String::new()).await?;
    // Either the page says that there is an order, or it leads there.
    let leads_to_order = page.location.as_deref() == Some(&format!("/orders/{}", walked.order));
    expect(leads_to_order || page.status == 409, || format!("answered {}", page.status))
}

async fn after_sign_out(walked: &Walked, order: &str) -> Result<(), Wrong> {
    let stolen = walked.customer.clone();
    let mut customer = walked.customer.clone();
    customer.open("/").await?;
    let status = customer.sign_out().await?;
    expect(status < 400, || format!("the sign-out answered {status}"))?;
    let mut thief = stolen;
    let status = thief.status(order).await?;
    expect(status != 200, || "the old session still counts".to_owned())
}
