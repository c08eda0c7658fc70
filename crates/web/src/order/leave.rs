//! Leaving: what it means to the cent, before the click.

use app::{
    Conflict, Error,
    order::{self, Leaving},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::id::OrderId;

use crate::{
    extract::{Caller, Form, Path},
    page::{Chrome, Html, local, see_other},
    problem::Problem,
    site::Site,
    text::format,
};

#[derive(Template)]
#[template(path = "order/leave.html")]
struct LeavePage {
    chrome: Chrome,
    id: OrderId,
    possible: bool,
    /// The cooling-off period still runs.
    free: bool,
    free_until: String,
    refund: String,
    refund_minor: i64,
    /// Something was paid.
    has_paid: bool,
    kept: Option<String>,
    lines: Vec<(&'static str, String)>,
    /// The refund is another one than was shown before.
    moved: bool,
}

fn page(site: &Site, chrome: Chrome, leaving: &Leaving, moved: bool) -> Html<LeavePage> {
    let (t, refund) = (chrome.t, &leaving.refund);
    let title = if leaving.free { t.quote.withdraw_title } else { t.order.cancel_title };
    Html(LeavePage {
        id: leaving.order,
        possible: leaving.possible,
        free: leaving.free,
        // The instant is the first one after the period.
        free_until: format::date_at(leaving.free_until.plus_seconds(-1), site.app().zone(), chrome.language),
        refund: format::money(refund.amount),
        refund_minor: refund.amount.minor,
        has_paid: refund.amount.minor > 0 || refund.retained.minor > 0,
        kept: (refund.retained.minor > 0).then(|| format::money(refund.retained)),
        lines: refund.lines.iter().map(|line| (t.quote.cost(line.kind), format::money(line.retained))).collect(),
        moved,
        chrome: chrome.titled(title),
    })
}

pub(super) async fn show(State(site): State<Site>, caller: Caller, Path(id): Path<OrderId>, chrome: Chrome) -> Result<Response, Problem> {
    let leaving = order::leaving(site.app(), &caller, id).await?;
    Ok(page(&site, chrome, &leaving, false).into_response())
}

pub(super) async fn leave(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    chrome: Chrome,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let app = site.app();
    match order::leave(app, &caller, id, typed.whole("seen_refund")?).await {
        Ok(()) => Ok(see_other(&local(&format!("/orders/{id}")))),
        // Nothing happened; she sees what it would mean now.
        Err(Error::Conflict(conflict @ (Conflict::Changed | Conflict::TooLate))) => {
            let leaving = order::leaving(app, &caller, id).await?;
            Ok((StatusCode::CONFLICT, page(&site, chrome, &leaving, conflict == Conflict::Changed)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
