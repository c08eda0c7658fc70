//! Operations' board: who has to act, what is late first. Names and addresses are on the order's page.

use app::{
    order::OrderRow,
    staff::board::{self, BoardRow, Filter},
};
use askama::Template;
use axum::extract::State;
use domain::{
    Timestamp,
    id::OrderId,
    order::{Party, Stage},
};

use super::{
    Choice, filter,
    progress::{Wait, wait},
};
use crate::{
    extract::{Caller, Query},
    page::{Chrome, Html},
    problem::Problem,
    site::Site,
    text::{Texts, format},
};

const PAGE: usize = 20;

/// The names of the parties in the address.
const PARTIES: [(Party, &str); 6] = [
    (Party::Operations, "operations"),
    (Party::Crew, "crew"),
    (Party::PermitOffice, "permit_office"),
    (Party::Utility, "utility"),
    (Party::Supplier, "supplier"),
    (Party::Customer, "customer"),
];

struct Row {
    id: OrderId,
    number: String,
    stage: &'static str,
    /// In words and in ISO 8601.
    install_date: Option<(String, String)>,
    /// The date has passed and the installation has not begun.
    missed: bool,
    /// That no crew can be asked, in words, and since when.
    no_crew: Option<(String, String)>,
    waits: Vec<Wait>,
}

#[derive(Template)]
#[template(path = "staff/board.html")]
pub(super) struct BoardPage {
    chrome: Chrome,
    stages: Vec<Choice>,
    parties: Vec<Choice>,
    overdue: bool,
    /// Something is left out.
    filtered: bool,
    count: String,
    rows: Vec<Row>,
    more: Option<String>,
}

pub(super) async fn show(
    State(site): State<Site>,
    caller: Caller,
    Query(query): Query,
    chrome: Chrome,
) -> Result<Html<BoardPage>, Problem> {
    let wanted = Filter {
        stage: filter(&query, "stage", Stage::from_name)?,
        on: filter(&query, "on", |name| PARTIES.iter().find(|(_, own)| *own == name).map(|(party, _)| *party))?,
        overdue: query.is_checked("overdue"),
    };
    let after = query.optional("after").map(|_| query.parsed::<OrderId>("after", "an order number")).transpose()?;
    let board = board::read(site.app(), &caller, wanted).await?;
    let t = chrome.t;
    let now = site.app().clock().now();
    // An order that has left the board since the page before begins it anew.
    let begin = after.and_then(|last| board.iter().position(|row| row.order.id == last)).map_or(0, |last| last + 1);
    let shown = board.iter().skip(begin).take(PAGE);
    let rows: Vec<Row> = shown.map(|row| in_words(row, now, &site, t)).collect();
    let has_more = begin + rows.len() < board.len();
    let more = rows.last().filter(|_| has_more).map(|row| address(&wanted, row.id));
    let stages = Stage::ALL.into_iter().filter(|stage| !stage.is_final());
    Ok(Html(BoardPage {
        stages: stages
            .map(|stage| Choice { name: stage.name(), word: t.order.stage(stage).to_owned(), chosen: wanted.stage == Some(stage) })
            .collect(),
        parties: PARTIES
            .into_iter()
            .map(|(party, name)| Choice { name, word: t.staff.party(party).to_owned(), chosen: wanted.on == Some(party) })
            .collect(),
        overdue: wanted.overdue,
        filtered: wanted.stage.is_some() || wanted.on.is_some() || wanted.overdue,
        count: t.shared.orders(u64::try_from(board.len()).unwrap_or(u64::MAX)),
        rows,
        more,
        chrome: chrome.titled(t.staff.board_title),
    }))
}

/// The same board after an order.
fn address(filter: &Filter, last: OrderId) -> String {
    let stage = filter.stage.map(|stage| format!("&stage={}", stage.name()));
    let on = PARTIES.iter().find(|(party, _)| filter.on == Some(*party)).map(|(_, name)| format!("&on={name}"));
    let overdue = filter.overdue.then(|| "&overdue=yes".to_owned());
    format!("/board?after={last}{}", [stage, on, overdue].into_iter().flatten().collect::<String>())
}

fn in_words(row: &BoardRow, now: Timestamp, site: &Site, t: &Texts) -> Row {
    let OrderRow { id, stage, install_date, .. } = row.order;
    let mut waits: Vec<Wait> = row.waiting.iter().map(|waiting| wait(waiting, now, site, t)).collect();
    if waits.is_empty() {
        let by_stage = row.waits_on().into_iter();
        waits.extend(by_stage.map(|party| Wait {
            who: t.staff.party(party),
            what: "",
            due: None,
            due_machine: String::new(),
            late: false,
        }));
    }
    Row {
        id,
        number: format::short_id(id),
        stage: t.order.stage(stage),
        install_date: install_date.map(|date| (format::date(date, t.language), date.to_string())),
        missed: stage.is_before_installation() && install_date.is_some_and(|date| date < site.app().today()),
        no_crew: row.no_crew.map(|no| {
            let what = if no.in_reach { t.staff.board_no_crew } else { t.staff.board_no_crew_reaches };
            let age = format::duration(now.seconds().saturating_sub(no.since.seconds()), t.language);
            (t.staff.board_since(what, age), format::machine(no.since))
        }),
        waits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::Id as _;

    #[test]
    fn the_next_page_keeps_every_filter() {
        let last = OrderId::from_uuid(uuid::Uuid::nil());
        let filter = Filter { stage: Some(Stage::Matched), on: Some(Party::PermitOffice), overdue: true };
        assert_eq!(address(&filter, last), format!("/board?after={last}&stage=matched&on=permit_office&overdue=yes"));
        assert_eq!(address(&Filter::default(), last), format!("/board?after={last}"));
    }
}
