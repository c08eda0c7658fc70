//! Every crew of every round: what its score is made of, or why it could not come.

use app::staff::matches::{self, MatchRow};
use askama::Template;
use axum::extract::State;
use domain::{Money, id::OrderId};

use crate::{
    extract::{Caller, Path},
    page::{Chrome, Html},
    problem::Problem,
    site::Site,
    text::{Texts, format},
};

struct Row {
    crew: String,
    score: Option<String>,
    /// In words and in ISO 8601.
    start: Option<(String, String)>,
    why: Vec<String>,
    offer: Option<String>,
}

struct Round {
    title: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "staff/matching.html")]
pub(super) struct MatchingPage {
    chrome: Chrome,
    order: OrderId,
    rounds: Vec<Round>,
}

pub(super) async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path(order): Path<OrderId>,
    chrome: Chrome,
) -> Result<Html<MatchingPage>, Problem> {
    let mut found = matches::read(site.app(), &caller, order).await?;
    let t = chrome.t;
    // The newest round first; in a round who was asked or would have been, the cheapest first, then who could not come.
    found.sort_by_key(|row| (std::cmp::Reverse(row.round), row.score.is_none(), row.score, row.name.clone()));
    let mut rounds: Vec<(i64, Vec<Row>)> = Vec::new();
    for row in &found {
        let in_words = in_words(row, &site, t);
        match rounds.last_mut() {
            Some((round, rows)) if *round == row.round => rows.push(in_words),
            _ => rounds.push((row.round, vec![in_words])),
        }
    }
    Ok(Html(MatchingPage {
        order,
        rounds: rounds.into_iter().map(|(round, rows)| Round { title: t.staff.matching_round(round), rows }).collect(),
        chrome: chrome.titled(t.staff.matching_title),
    }))
}

fn in_words(row: &MatchRow, site: &Site, t: &Texts) -> Row {
    let part = |(name, cents): &(String, i64)| {
        let amount = format::money(Money::usd(*cents));
        match name.as_str() {
            "waiting" => t.staff.score_waiting(amount),
            "travel" => t.staff.score_travel(amount),
            "quality" => t.staff.score_quality(amount),
            "fairness" => t.staff.score_fairness(amount),
            other => format!("{other} {amount}"),
        }
    };
    Row {
        crew: row.name.clone(),
        score: row.score.map(|cents| format::money(Money::usd(cents))),
        start: row.start_date.map(|date| (format::date(date, t.language), date.to_string())),
        why: if row.score.is_some() {
            row.parts.iter().map(part).collect()
        } else {
            row.reasons.iter().map(|reason| t.staff.refusal(*reason)).collect()
        },
        offer: row.offer.map(|(state, until)| {
            let until = t.staff.until(format::date_time(until, site.app().zone(), t.language));
            match state {
                app::offer::State::Open => format!("{}, {until}", t.staff.offer(state)),
                _ => t.staff.offer(state).to_owned(),
            }
        }),
    }
}
