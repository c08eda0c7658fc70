//! Why which crew was asked, for support and operations.

use domain::{
    Timestamp,
    id::{CrewId, OrderId},
};
use jiff::civil::Date;
use policy::act;

pub use dispatch::{Reason, Skill};

use crate::{App, Caller, Error, offer::State, order};

/// One crew in one round.
#[derive(Clone, Debug)]
pub struct MatchRow {
    /// Round, from 1.
    pub round: i64,
    /// Which crew.
    pub crew: CrewId,
    /// What it is called.
    pub name: String,
    /// The score in cents, the lowest is asked first; none when it could not come.
    pub score: Option<i64>,
    /// First day it could have begun.
    pub start_date: Option<Date>,
    /// The score's parts, when it could have come.
    pub parts: Vec<(String, i64)>,
    /// Why it could not come.
    pub reasons: Vec<Reason>,
    /// The offer that was made to it in this round, and until when it ran.
    pub offer: Option<(State, Timestamp)>,
}

/// All rounds of an order.
///
/// # Errors
/// Denied to others.
pub async fn read(app: &App, caller: &Caller, id: OrderId) -> Result<Vec<MatchRow>, Error> {
    let (_, permit) = order::load::<act::MatchRead>(app, caller, id).await?;
    let crews = app.store().crews(&permit).await?;
    let offers = app.store().offers_to_read(&permit).await?;
    let rows = app.store().assessments(&permit).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let score_parts = row.detail.get("score").and_then(|score| score.as_object());
            MatchRow {
                name: crews.iter().find(|crew| crew.id == row.crew).map(|crew| crew.name.clone()).unwrap_or_default(),
                score: row.eligible.then_some(row.score),
                start_date: row.start_date,
                parts: score_parts
                    .map(|parts| {
                        parts
                            .iter()
                            .filter_map(|(name, value)| Some((name.clone(), value.as_i64()?)))
                            .filter(|(name, _)| name != "total")
                            .collect()
                    })
                    .unwrap_or_default(),
                reasons: if row.eligible { Vec::new() } else { serde_json::from_value(row.detail).unwrap_or_default() },
                offer: offers
                    .iter()
                    .find(|offer| offer.crew == row.crew && offer.round == row.round)
                    .map(|offer| (offer.state, offer.expires_at)),
                round: row.round,
                crew: row.crew,
            }
        })
        .collect())
}
