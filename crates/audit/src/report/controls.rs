//! Every control of Sunward's index, as a run from inside found it.

use super::{Report, Status, phrases as say};
use crate::{
    controls::{Control, controls},
    words::{Language, Sentence},
};

/// How a control stands.
#[derive(Clone, Debug)]
pub struct ControlStanding {
    /// Which.
    pub control: &'static Control,
    /// It passes only where a check that looks at it did look and saw nothing wrong.
    pub status: Status,
    /// The checks that look at it, with what they said.
    pub checks: Vec<(&'static str, Status)>,
    /// Why it is not tested.
    pub reason: Option<Sentence>,
}

impl Report {
    /// Every control, in the order of the index; none of them where Sunward was not looked at from inside.
    #[must_use]
    pub fn controls(&self) -> Vec<ControlStanding> {
        if !self.house {
            return Vec::new();
        }
        let statuses = self.statuses();
        controls().iter().map(|control| standing(control, &statuses)).collect()
    }
}

impl Report {
    /// How many controls pass, fail and are not tested, in one sentence.
    pub(super) fn controls_in_one_line(&self, language: Language) -> String {
        let standings = self.controls();
        let count = |status: Status| standings.iter().filter(|standing| standing.status == status).count().to_string();
        let values = [
            ("total", standings.len().to_string()),
            ("passed", count(Status::Pass)),
            ("failed", count(Status::Fail)),
            ("not_tested", count(Status::NotTested)),
        ];
        say::fill(say::OF_CONTROLS.of(language), &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    }
}

impl ControlStanding {
    /// The checks that did look, or why none did.
    pub(super) fn told(&self, language: Language) -> String {
        match &self.reason {
            Some(reason) => reason.of(language).to_owned(),
            None => {
                let looked = self.checks.iter().filter(|(_, status)| *status != Status::NotTested);
                looked.map(|(id, _)| *id).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

fn standing(control: &'static Control, statuses: &[(&'static crate::check::Check, Status)]) -> ControlStanding {
    let id = control.id.to_string();
    let looks = statuses.iter().filter(|(check, _)| check.controls.contains(&id.as_str()));
    let checks: Vec<(&'static str, Status)> = looks.map(|(check, status)| (check.id, *status)).collect();
    let has = |wanted: Status| checks.iter().any(|(_, status)| *status == wanted);
    let status = if has(Status::Fail) {
        Status::Fail
    } else if has(Status::Pass) {
        Status::Pass
    } else {
        Status::NotTested
    };
    let reason = (status == Status::NotTested).then(|| reason(control, checks.is_empty()));
    ControlStanding { control, status, checks, reason }
}

fn reason(control: &Control, is_unseen: bool) -> Sentence {
    if control.code.is_empty() {
        return Sentence::new("because it is not built", "porque no está construido");
    }
    let tests: Vec<String> = control.test.iter().map(ToString::to_string).collect();
    let (en, es) = if is_unseen {
        ("because no check looks at it", "porque ninguna comprobación lo mira")
    } else {
        ("because the evidence that its checks look at was not named", "porque no se indicó la evidencia que miran sus comprobaciones")
    };
    if tests.is_empty() {
        return Sentence::new(format!("{en}, and no test holds it"), format!("{es}, y ninguna prueba lo sostiene"));
    }
    let tests = tests.join(", ");
    Sentence::new(format!("{en}; held by these tests: {tests}"), format!("{es}; lo sostienen estas pruebas: {tests}"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::{
        Subject,
        controls::controls,
        evidence::house::House,
        report::{Report, Status},
        run,
        words::Language,
    };

    fn report(house: Option<House>) -> Report {
        let run = run(Subject { house, ..Subject::default() }, &|_, _| ());
        Report::of("Sunward", date(2026, 8, 21), &run, Vec::new(), &[])
    }

    #[test]
    fn every_control_stands_in_a_report_from_inside_and_none_in_another() {
        assert!(report(None).controls().is_empty());
        let house = House::read(r#"{"trail": {"leaves": 9, "wrong_hash": 1}, "data": {"changes": 3}}"#).unwrap();
        let report = report(Some(house));
        let standings = report.controls();
        assert_eq!(standings.len(), controls().len());
        let of = |id: &str| standings.iter().find(|standing| standing.control.id.to_string() == id).unwrap();
        assert_eq!(of("SC-082").status, Status::Fail);
        assert_eq!(of("SC-023").status, Status::Pass);
        assert_eq!(of("SC-090").reason.as_ref().unwrap().of(Language::English), "because it is not built");
        for standing in &standings {
            assert_eq!(standing.status == Status::NotTested, standing.reason.is_some(), "{}", standing.control.id);
            let looked = standing.checks.iter().any(|(_, status)| *status != Status::NotTested);
            assert_eq!(standing.status != Status::NotTested, looked, "{}", standing.control.id);
        }
        let json = report.to_json(Language::English);
        assert_eq!(json["controls"].as_array().unwrap().len(), controls().len());
        for text in [report.to_html(Language::Spanish), report.to_markdown(Language::Spanish)] {
            assert!(controls().iter().all(|control| text.contains(&control.id.to_string())));
        }
        assert!(report.to_terminal(Language::English, false).contains("SC-082"));
    }
}
