//! From a roof to a signed order that a crew accepts, and what follows.

use std::net::SocketAddr;

use app::App;
use domain::{account::Role, id::OrderId};

use super::{Browser, Guide, Wrong, browser::path_of, expect};

/// What the journey leaves for the attacks.
pub(super) struct Walked {
    pub(super) customer: Browser,
    pub(super) crew: Browser,
    pub(super) support: Browser,
    pub(super) order: OrderId,
    pub(super) quote_path: String,
    pub(super) receipt: String,
    pub(super) used_confirmation: String,
}

/// The name that the customer signs up with: it must be shown as text wherever it is shown.
pub(super) const NAME: &str = "<script>alert(1)</script> O'Brien";
const PASSWORD: &str = "a quiet orchard behind the station";

async fn link(app: &App, role: Role) -> Result<String, Wrong> {
    app::demo::sign_in_link(app, role).await.map_err(|e| Wrong::new(format!("no sign-in link: {e}")))
}

pub(super) async fn walk(guide: &mut Guide<'_>, app: &App, address: SocketAddr) -> Result<Walked, Wrong> {
    let mut customer = Browser::new(address);
    // One tour after another finds an address that is not taken.
    let email = format!("tour{}@mail.example", app.clock().wall().micros());
    guide.heading("A customer");
    let price = guide.step("asks what solar costs on her roof, without an account", estimate(&mut customer)).await?;
    let (quote_path, receipt) = guide.step(&format!("locks the price of {price} in a receipt"), lock(&mut customer, &price)).await?;
    guide.step("recomputes the receipt to the cent", async { verify(&receipt) }).await?;
    let used_confirmation = guide.step("opens an account and proves her address", sign_up(&mut customer, &email)).await?;
    let order = guide.step("signs the contract on exactly that receipt", sign(&mut customer, &quote_path)).await?;
    guide.step("sees until when she can leave free, and what she would get back", leaving(&mut customer, order)).await?;

    guide.heading("A crew");
    let mut crew = Browser::new(address);
    guide.step("gets an offer that names no address", offered(app, &mut crew, order)).await?;
    guide.step("accepts, and sees where to go", accept(&mut crew)).await?;

    guide.heading("Support and the customer");
    let mut support = Browser::new(address);
    guide.step("support finds the order by the exact e-mail address, masked", find(app, &mut support, &email, order)).await?;
    guide.step("support proposes another day, with a reason", propose(app, &mut support, order)).await?;
    guide.step("nothing changed before the customer agrees; then it is done once", agree(&mut customer, order)).await?;
    guide
        .step("support looks at her telephone number, with a reason that she can read", reveal(&mut support, &mut customer, order))
        .await?;

    guide.heading("The officer");
    guide.step("reads all of it in the trail", trail(app, address)).await?;
    Ok(Walked { customer, crew, support, order, quote_path, receipt, used_confirmation })
}

async fn estimate(customer: &mut Browser) -> Result<String, Wrong> {
    customer.open("/estimate").await?;
    let roof = [
        ("town", "Denver"),
        ("shape_0", "gable"),
        ("length_0", "14"),
        ("width_0", "9"),
        ("pitch_0", "25"),
        ("direction_0", "180"),
        ("covering", "asphalt"),
        ("shade", "none"),
        ("bill", "150"),
    ];
    customer.submit("estimate-form", &roof).await?;
    expect(!customer.value("annual-kwh")?.is_empty(), || "no energy".to_owned())?;
    expect(!customer.value("earliest")?.is_empty(), || "no earliest date".to_owned())?;
    customer.value("price")
}

async fn lock(customer: &mut Browser, price: &str) -> Result<(String, String), Wrong> {
    customer.submit("lock-form-medium", &[]).await?;
    let locked = customer.value("price")?;
    expect(locked == price, || format!("the locked price is {locked}"))?;
    let quote_path = customer.page.path.clone();
    let receipt = customer.open(&format!("{quote_path}/receipt.json")).await?.body.clone();
    Ok((quote_path, receipt))
}

fn verify(receipt: &str) -> Result<(), Wrong> {
    domain::quote::verify_file(receipt.as_bytes()).map(|_| ()).map_err(|e| Wrong::new(e.to_string()))
}

async fn sign_up(customer: &mut Browser, email: &str) -> Result<String, Wrong> {
    customer.open("/sign-up").await?;
    customer.submit("sign-up-form", &[("name", NAME), ("email", email), ("phone", "303-555-0142"), ("password", PASSWORD)]).await?;
    // The mail leaves with the next turn of the worker.
    let mut link = None;
    for _ in 0..50 {
        customer.open("/mailbox").await?;
        // The newest mail stands first, and nobody else signs up during the tour.
        let mail_is_there = customer.page.body.contains(email);
        link = customer
            .links("/confirm/")
            .into_iter()
            .chain(customer.links("http"))
            .find(|href| path_of(href).starts_with("/confirm/"))
            .filter(|_| mail_is_there);
        if link.is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    let link = link.ok_or_else(|| Wrong::new("no confirmation in the mailbox"))?;
    let path = path_of(&link).to_owned();
    customer.open(&path).await?;
    customer.submit("confirm-form", &[]).await?;
    Ok(path)
}

async fn sign(customer: &mut Browser, quote_path: &str) -> Result<OrderId, Wrong> {
    customer.open(&format!("{quote_path}/sign")).await?;
    customer.submit("contract-form", &[("street", "1437 Bannock St"), ("town", "Denver"), ("zip", "80202")]).await?;
    customer.submit("sign-form", &[("consent", "yes")]).await?;
    let id = customer.page.path.strip_prefix("/orders/").unwrap_or_default().split(['?', '#']).next().unwrap_or_default().to_owned();
    id.parse().map_err(|_| Wrong::new(format!("after signing she is at {}", customer.page.path)))
}

async fn leaving(customer: &mut Browser, order: OrderId) -> Result<(), Wrong> {
    customer.open(&format!("/orders/{order}/leave")).await?;
    customer.value("refund").map(|_| ())
}

async fn offered(app: &App, crew: &mut Browser, order: OrderId) -> Result<(), Wrong> {
    let mut link = None;
    for _ in 0..50 {
        link = app::demo::sign_in_link_of_offered_crew(app, order).await.map_err(|e| Wrong::new(e.to_string()))?;
        if link.is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    let link = link.ok_or_else(|| Wrong::new("no crew was offered the order"))?;
    crew.enter(&link).await?;
    crew.open("/offers").await?;
    let offers = crew.links("/offers/off_");
    let mut found = false;
    for offer in offers {
        crew.open(&offer).await?;
        expect(!crew.page.body.contains("Bannock") && !crew.page.body.contains("80202"), || "the offer names the address".to_owned())?;
        found = true;
        // The tour's own order is the one that was signed last.
        if app::demo::offer_is_of(app, offer.trim_start_matches("/offers/"), order).await.unwrap_or(false) {
            return Ok(());
        }
    }
    expect(found, || "no offer is shown".to_owned())?;
    Err(Wrong::new("the offer of this order is not shown"))
}

async fn accept(crew: &mut Browser) -> Result<(), Wrong> {
    crew.submit("accept-form", &[]).await?;
    expect(crew.page.body.contains("Bannock"), || "the address is not shown after accepting".to_owned())
}

async fn find(app: &App, support: &mut Browser, email: &str, order: OrderId) -> Result<(), Wrong> {
    support.enter(&link(app, Role::Support).await?).await?;
    support.open("/support").await?;
    // A search is a form that posts, so that no address stands in a URL.
    support.submit("search-form", &[("query", email)]).await?;
    let found = format!("/orders/{order}");
    expect(support.page.body.contains(&found), || "the order is not found".to_owned())?;
    support.open(&found).await?;
    expect(!support.page.body.contains("Bannock") && !support.page.body.contains("5550142"), || {
        "support sees personal data unasked".to_owned()
    })
}

async fn propose(app: &App, support: &mut Browser, order: OrderId) -> Result<(), Wrong> {
    propose_after(app, support, order, 42, "The utility shuts the street down that week.").await
}

/// Proposes the first day, so many days from today or later, on which the crew works and is free.
pub(super) async fn propose_after(app: &App, support: &mut Browser, order: OrderId, days: i32, reason: &str) -> Result<(), Wrong> {
    for day in (days..days + 30).map(|n| domain::calendar::add_days(app.today(), n)) {
        support.open(&format!("/orders/{order}/changes")).await?;
        let status = support.submit_status("propose-form", &[("install_date", &day.to_string()), ("reason", reason)]).await?;
        if status < 400 {
            return Ok(());
        }
    }
    Err(Wrong::new("no day could be proposed"))
}

async fn agree(customer: &mut Browser, order: OrderId) -> Result<(), Wrong> {
    let path = format!("/orders/{order}");
    customer.open(&path).await?;
    let before = customer.value("install-date")?;
    let (action, fields) = customer.fill("agree-form", &[])?;
    customer.submit("agree-form", &[]).await?;
    customer.open(&path).await?;
    let after = customer.value("install-date")?;
    expect(before != after, || format!("the date is still {before}"))?;
    // The same click again changes nothing and is no error.
    customer.post(&action, &fields).await?;
    expect(customer.page.status < 500, || format!("a second click answered {}", customer.page.status))?;
    customer.open(&path).await?;
    let again = customer.value("install-date")?;
    expect(after == again, || "it was applied twice".to_owned())
}

async fn reveal(support: &mut Browser, customer: &mut Browser, order: OrderId) -> Result<(), Wrong> {
    const REASON: &str = "She asked to be called back about the new day.";
    support.open(&format!("/orders/{order}")).await?;
    support.submit("reveal-form", &[("field", "phone"), ("reason", REASON)]).await?;
    expect(support.page.body.contains("555"), || "the number is not shown".to_owned())?;
    customer.open(&format!("/orders/{order}")).await?;
    expect(customer.page.body.contains("asked to be called back"), || "the customer does not see the reason".to_owned())
}

async fn trail(app: &App, address: SocketAddr) -> Result<(), Wrong> {
    let mut officer = Browser::new(address);
    officer.enter(&link(app, Role::Officer).await?).await?;
    officer.open("/trail").await?;
    for action in ["person.reveal", "change_request.answer"] {
        officer.open(&format!("/trail?action={action}")).await?;
        expect(officer.page.body.contains(action), || format!("{action} is not in the trail"))?;
    }
    Ok(())
}
