//! Offers to a crew: what is asked, what is paid, until when, and one primary action.

use app::{
    Conflict, Error,
    offer::{self, Answer, OfferView, Skill, State},
};
use askama::Template;
use axum::{
    extract::State as Shared,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::{Language, id::OfferId};
use policy::Action;

use crate::{
    extract::{Caller, Form, Path},
    local_path::LocalPath,
    page::{Chrome, Html, see_other},
    problem::Problem,
    route::{Access, Area, Method, SecureRouter},
    site::Site,
    text::{Texts, format, texts},
};

pub(crate) fn routes(router: SecureRouter) -> SecureRouter {
    let list_access = Access::Action(Action::OfferList);
    let read = Access::Action(Action::OfferRead);
    let answer_access = Access::Action(Action::OfferAnswer);
    router
        .route(Method::Get, "/offers", list_access, Area::Page, "the open offers of a crew", list)
        .route(Method::Get, "/offers/{offer}", read, Area::Page, "one offer", show)
        .route(Method::Post, "/offers/{offer}", answer_access, Area::Page, "accept or decline an offer", answer)
}

/// An offer in words.
struct OfferCard {
    id: OfferId,
    pay: String,
    first_day: String,
    work: String,
    distance: String,
    roof: String,
    system: String,
    time_left: String,
    until: String,
    until_machine: String,
}

impl OfferCard {
    fn new(offer: &OfferView, site: &Site, language: Language) -> Self {
        let (app, t) = (site.app(), texts(language));
        let seconds = offer.expires_at.seconds().saturating_sub(app.clock().now().seconds());
        Self {
            id: offer.id,
            pay: format::price(offer.pay),
            first_day: format::date(offer.install_date, language),
            work: t.shared.days(count(offer.work_days)),
            distance: t.crew.kilometers(offer.distance_km),
            roof: roof(&offer.skills, t),
            system: format!("{}, {}", t.shared.panels(count(offer.panels)), format::watts(offer.system_watts)),
            time_left: t.crew.expires_in(format::duration(seconds.max(0), language)),
            until: t.crew.expires_at(format::date_time(offer.expires_at, app.zone(), language)),
            until_machine: format::machine(offer.expires_at),
        }
    }
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// What the roof asks of a crew beyond what every roof asks.
fn roof(skills: &[Skill], t: &Texts) -> String {
    let special = skills.iter().filter_map(|skill| match skill {
        Skill::MetalRoof => Some(t.crew.roof_metal),
        Skill::TileRoof => Some(t.crew.roof_tile),
        Skill::FlatRoof => Some(t.crew.roof_flat),
        Skill::Photovoltaic | Skill::Electrical | Skill::Battery => None,
    });
    let named: Vec<&str> = special.collect();
    if named.is_empty() { t.crew.roof_plain.to_owned() } else { named.join(", ") }
}

#[derive(Template)]
#[template(path = "offer/list.html")]
struct ListPage {
    chrome: Chrome,
    declined: bool,
    offers: Vec<OfferCard>,
}

async fn list(
    Shared(site): Shared<Site>,
    caller: Caller,
    crate::extract::Query(query): crate::extract::Query,
    chrome: Chrome,
) -> Result<Html<ListPage>, Problem> {
    let offers = offer::list(site.app(), &caller).await?;
    let offers = offers.iter().map(|offer| OfferCard::new(offer, &site, chrome.language)).collect();
    let title = chrome.t.crew.offers_title;
    Ok(Html(ListPage { chrome: chrome.titled(title), declined: query.is_checked("declined"), offers }))
}

/// What became of an offer that cannot be answered (any more), or not so.
struct Notice {
    tone: &'static str,
    text: &'static str,
    hint: &'static str,
}

#[derive(Template)]
#[template(path = "offer/show.html")]
struct ShowPage {
    chrome: Chrome,
    offer: OfferCard,
    open: bool,
    order: Option<String>,
    notice: Option<Notice>,
}

fn page(site: &Site, chrome: Chrome, offer: &OfferView, notice: Option<Notice>) -> Html<ShowPage> {
    let t = chrome.t;
    let closed = || match offer.state {
        State::Open if offer.open => None,
        State::Accepted => Some(Notice { tone: "good", text: t.crew.accepted, hint: "" }),
        State::Declined => Some(Notice { tone: "info", text: t.crew.declined, hint: "" }),
        State::Open | State::Expired | State::Withdrawn => Some(Notice { tone: "warn", text: t.crew.taken, hint: t.crew.taken_hint }),
    };
    Html(ShowPage {
        offer: OfferCard::new(offer, site, chrome.language),
        open: offer.open,
        order: offer.order.map(|order| format!("/orders/{order}")),
        notice: notice.or_else(closed),
        chrome: chrome.titled(t.crew.offer_title),
    })
}

async fn show(Shared(site): Shared<Site>, caller: Caller, Path(id): Path<OfferId>, chrome: Chrome) -> Result<Html<ShowPage>, Problem> {
    let offer = offer::read(site.app(), &caller, id).await?;
    Ok(page(&site, chrome, &offer, None))
}

async fn answer(
    Shared(site): Shared<Site>,
    caller: Caller,
    Path(id): Path<OfferId>,
    chrome: Chrome,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let answer = typed.choice("answer", |name| match name {
        "accept" => Some(Answer::Accept),
        "decline" => Some(Answer::Decline),
        _ => None,
    })?;
    let app = site.app();
    match offer::answer(app, &caller, id, answer).await {
        Ok(OfferView { order: Some(order), .. }) => Ok(see_other(&local(&format!("/orders/{order}")))),
        Ok(_) => Ok(see_other(&local("/offers?declined=yes"))),
        // Said on the offer itself: the crew sees at once how it stands now.
        Err(Error::Conflict(conflict @ (Conflict::OfferClosed | Conflict::CrewNotFree))) => {
            let t = chrome.t;
            let not_free = Notice { tone: "warn", text: t.crew.not_free, hint: t.crew.not_free_hint };
            let notice = (conflict == Conflict::CrewNotFree).then_some(not_free);
            let offer = offer::read(app, &caller, id).await?;
            Ok((StatusCode::CONFLICT, page(&site, chrome, &offer, notice)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn local(path: &str) -> LocalPath {
    LocalPath::parse(path).unwrap_or_else(|_| LocalPath::first_page())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roof_names_only_what_is_special() {
        let t = texts(Language::English);
        assert_eq!(roof(&[Skill::Photovoltaic, Skill::Electrical], t), t.crew.roof_plain);
        assert_eq!(roof(&[Skill::Photovoltaic, Skill::TileRoof, Skill::FlatRoof], t), "Tile roof, Flat roof");
    }
}
