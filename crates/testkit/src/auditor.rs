//! An auditor whose findings a test decides.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, Ordering},
};

use app::{
    App,
    audit::{Auditor, BySeverity, Change, Finding, NotTested, Report, Said, Severity, Summary, Tally},
};

/// What the auditor of a test does when it is called.
#[derive(Clone, Debug, Default)]
pub enum Behaviour {
    /// Finds one thing.
    #[default]
    Finds,
    /// Cannot look.
    Fails,
    /// Breaks off.
    Panics,
    /// Has too much to say.
    TalksTooMuch,
}

/// Finds one thing in the first run and the same in the next ones, unless it is told otherwise.
#[derive(Debug, Default)]
pub struct Sample {
    /// What it does next.
    pub behaviour: Arc<Mutex<Behaviour>>,
    /// How often it was called.
    pub calls: Arc<AtomicU32>,
}

/// A finding with markup in it, which must stay text wherever it is shown.
pub const EVIDENCE: &str = "<script>alert('found')</script>";

fn said(en: &str, es: &str) -> Said {
    Said { en: en.to_owned(), es: es.to_owned() }
}

impl Auditor for Sample {
    #[expect(clippy::panic, reason = "that it panics is what is tried")]
    fn audit(&self, _: &App, memory: Option<&str>) -> Result<Report, Box<dyn std::error::Error + Send + Sync>> {
        self.calls.fetch_add(1, Ordering::AcqRel);
        let behaviour = self.behaviour.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        let words = match behaviour {
            Behaviour::Finds => 1,
            Behaviour::Fails => return Err("nothing answers".into()),
            Behaviour::Panics => panic!("on purpose"),
            Behaviour::TalksTooMuch => 17 * 1024 * 1024,
        };
        let is_new = memory.is_none();
        let mut categories = vec![Tally { passed: 3, failed: 0, not_tested: 1 }; 10];
        if let Some(injection) = categories.get_mut(2) {
            injection.failed = 1;
        }
        Ok(Report {
            target: "the test company".to_owned(),
            summary: Summary {
                checks: Tally { passed: 30, failed: 1, not_tested: 10 },
                failing: BySeverity { high: 1, ..BySeverity::default() },
                categories,
                new: u32::from(is_new),
                still: u32::from(!is_new),
                back: 0,
                mended: 0,
            },
            findings: vec![Finding {
                check: "sql-from-input".to_owned(),
                severity: Severity::High,
                category: 3,
                title: said("A query is built from input", "Una consulta se arma con datos de entrada"),
                why: said("An attacker reads every row.", "Un atacante lee todas las filas."),
                fix: said("Bind values.", "Enlace los valores."),
                place: "src/search.rs:7".to_owned(),
                evidence: EVIDENCE.to_owned(),
                change: Some(if is_new { Change::New } else { Change::Still }),
                waived: false,
            }],
            not_tested: vec![NotTested {
                check: "staff-mfa".to_owned(),
                category: 7,
                title: said("Somebody signs in without a second factor", "Alguien entra sin segundo factor"),
                because: said("because no list of staff was named", "porque no se indicó la lista del personal"),
            }],
            mended: Vec::new(),
            json: said("{\"language\":\"en\"}", "{\"language\":\"es\"}"),
            html: said(&"<!doctype html><title>Report</title>".repeat(words.min(2)), &"x".repeat(words)),
            memory: "seen".to_owned(),
        })
    }
}
