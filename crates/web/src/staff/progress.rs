//! How an order comes along, in the words of those who work on it: who is waited for, and what happened.

use app::order::Event;
use domain::{
    Timestamp,
    order::{TransitionName, Waiting, WorkstreamKind, WorkstreamState},
};
use serde_json::Value;

use crate::{
    site::Site,
    text::{Texts, format},
};

/// Who is waited for.
pub(crate) struct Wait {
    pub(crate) who: &'static str,
    /// In which workstream; empty when it is the order as a whole.
    pub(crate) what: &'static str,
    /// Until when, or how late.
    pub(crate) due: Option<String>,
    pub(crate) due_machine: String,
    pub(crate) late: bool,
}

/// Who is waited for, in words.
pub(crate) fn wait(waiting: &Waiting, now: Timestamp, site: &Site, t: &Texts) -> Wait {
    let due = waiting.until.map(|until| {
        if waiting.overdue {
            t.staff.overdue_by(format::duration(now.seconds().saturating_sub(until.seconds()), t.language))
        } else {
            t.staff.until(format::day(until.date_in(site.app().zone()), t.language))
        }
    });
    Wait {
        who: t.staff.party(waiting.on),
        what: if waiting.kind == WorkstreamKind::Crew { t.staff.wait_offer } else { t.order.workstream(waiting.kind) },
        due,
        due_machine: waiting.until.map(format::machine).unwrap_or_default(),
        late: waiting.overdue,
    }
}

/// An entry of the history.
pub(crate) struct Entry {
    pub(crate) at: String,
    pub(crate) at_machine: String,
    pub(crate) who: &'static str,
    pub(crate) what: String,
}

/// The history, newest first.
pub(crate) fn history(events: &[Event], site: &Site, t: &Texts) -> Vec<Entry> {
    let in_words = |event: &Event| Entry {
        at: format::date_time(event.at, site.app().zone(), t.language),
        at_machine: format::machine(event.at),
        who: t.shared.role(event.role),
        what: what(&event.kind, &event.detail, t),
    };
    events.iter().rev().map(in_words).collect()
}

fn what(kind: &str, detail: &Value, t: &Texts) -> String {
    let said = match (kind, TransitionName::from_name(kind)) {
        ("signed", _) => t.staff.event_signed.to_owned(),
        ("rescheduled", _) => t.staff.event_rescheduled.to_owned(),
        ("no_crew_yet", _) => t.staff.event_no_crew_yet.to_owned(),
        ("cooling_off_ended", _) => t.staff.event_cooling_off_ended.to_owned(),
        ("workstream", _) => workstream(detail, t).unwrap_or_else(|| kind.to_owned()),
        (_, Some(TransitionName::Withdraw)) => t.staff.event_withdrew.to_owned(),
        (_, Some(transition)) => t.order.happened(transition).to_owned(),
        (other, None) => other.to_owned(),
    };
    let day = detail.get("install_date").and_then(Value::as_str).and_then(|text| text.parse().ok());
    day.map_or_else(|| said.clone(), |day| format!("{said}, {}", format::date(day, t.language)))
}

fn workstream(detail: &Value, t: &Texts) -> Option<String> {
    let text = |key: &str| detail.get(key).and_then(Value::as_str);
    let kind = WorkstreamKind::from_name(text("workstream")?)?;
    let state = WorkstreamState::from_name(text("state")?)?;
    Some(t.staff.step_of(t.order.workstream(kind), t.order.workstream_status(kind, state)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::texts;
    use domain::Language;
    use serde_json::json;

    #[test]
    fn events_are_said_with_their_dates() {
        let en = texts(Language::English);
        let date = json!({ "install_date": "2026-12-08" });
        assert_eq!(what("accept_offer", &date, en), "A crew accepted the order, Tue 8 Dec 2026");
        assert_eq!(what("rescheduled", &date, texts(Language::Spanish)), "Fecha cambiada, mar 8 dic 2026");
        let permit = json!({ "workstream": "permit", "state": "approved", "released": true });
        assert_eq!(what("workstream", &permit, en), "Building permit: The permit is granted");
        assert_eq!(what("something_new", &json!({}), en), "something_new", "a code that nobody gave words stands for itself");
    }
}
