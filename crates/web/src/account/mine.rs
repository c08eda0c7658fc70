use app::{
    account,
    quote::{self, State as QuoteState},
};
use askama::Template;
use axum::extract::State;
use domain::account::Role;

use crate::{
    extract::{Caller, Query},
    page::{Chrome, Html},
    problem::Problem,
    site::Site,
    text::format,
};

struct QuoteRow {
    path: String,
    price: String,
    size: String,
    until: String,
    open: bool,
    order: Option<String>,
}

#[derive(Template)]
#[template(path = "account/mine.html")]
pub(super) struct MinePage {
    chrome: Chrome,
    confirmed: bool,
    name: String,
    email: String,
    phone: Option<String>,
    role: &'static str,
    is_customer: bool,
    quotes: Vec<QuoteRow>,
}

pub(super) async fn show(State(site): State<Site>, caller: Caller, Query(query): Query, chrome: Chrome) -> Result<Html<MinePage>, Problem> {
    let app = site.app();
    let profile = account::profile(app, &caller).await?;
    let is_customer = profile.role == Role::Customer;
    let quotes = if is_customer { quote::list(app, &caller).await? } else { Vec::new() };
    let language = chrome.language;
    let rows = quotes.iter().map(|quote| QuoteRow {
        path: format!("/quotes/{}", quote.id),
        price: format::price(quote.receipt.price.total),
        size: chrome.t.shared.panels(u64::from(quote.receipt.system.panels)),
        until: format::date_at(quote.receipt.valid_until, app.zone(), language),
        open: quote.holds && quote.state == QuoteState::Open,
        order: quote.order.map(|order| format!("/orders/{order}")),
    });
    let quotes = rows.collect();
    let title = chrome.t.account.mine_title;
    Ok(Html(MinePage {
        confirmed: query.is_checked("confirmed"),
        name: profile.name.as_str().to_owned(),
        email: profile.email.as_str().to_owned(),
        phone: profile.phone.map(|phone| phone.as_str().to_owned()),
        role: chrome.t.shared.role(profile.role),
        is_customer,
        quotes,
        chrome: chrome.titled(title),
    }))
}
