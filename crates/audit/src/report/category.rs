//! The ten categories of 2021, and how the audited system stands in each.

use super::{Coverage, Report, Rule, Status};
use crate::words::{Language, Words};

/// The ten of 2021. The English names are OWASP's.
pub(super) const NAMES: [Words; 10] = [
    Words { en: "Broken Access Control", es: "Pérdida de control de acceso" },
    Words { en: "Cryptographic Failures", es: "Fallas criptográficas" },
    Words { en: "Injection", es: "Inyección" },
    Words { en: "Insecure Design", es: "Diseño inseguro" },
    Words { en: "Security Misconfiguration", es: "Configuración de seguridad incorrecta" },
    Words { en: "Vulnerable and Outdated Components", es: "Componentes vulnerables y desactualizados" },
    Words { en: "Identification and Authentication Failures", es: "Fallas de identificación y autenticación" },
    Words { en: "Software and Data Integrity Failures", es: "Fallas en el software y en la integridad de los datos" },
    Words { en: "Security Logging and Monitoring Failures", es: "Fallas en el registro y monitoreo" },
    Words { en: "Server-Side Request Forgery", es: "Falsificación de solicitudes del lado del servidor" },
];

/// How a system stands in one category.
#[derive(Clone, Debug)]
pub struct Standing {
    /// 1 to 10.
    pub number: u8,
    name: Words,
    /// Checks of ours.
    pub coverage: Coverage,
    /// Places where something is wrong and nobody waived it, other scanners' included.
    pub failing: usize,
}

impl Standing {
    /// `A03:2021`.
    #[must_use]
    pub fn id(&self) -> String {
        owasp_2021(self.number)
    }
    /// Its name.
    #[must_use]
    pub fn name(&self, language: Language) -> &'static str {
        self.name.of(language)
    }
}

pub(super) fn standings(report: &Report) -> Vec<Standing> {
    let statuses = report.statuses();
    (1..=10)
        .zip(NAMES)
        .map(|(number, name)| {
            let mut coverage = Coverage::default();
            for (_, status) in statuses.iter().filter(|(check, _)| check.owasp.of_2021 == number) {
                coverage.count(*status);
            }
            let failing = report.failing().filter(|finding| finding.owasp().of_2021 == number).count();
            Standing { number, name, coverage, failing }
        })
        .collect()
}

/// `A03:2021`; empty for no category.
pub(super) fn owasp_2021(number: u8) -> String {
    if number == 0 { String::new() } else { format!("A{number:02}:2021") }
}

/// `A05:2025`; empty for no category.
pub(super) fn owasp_2025(number: u8) -> String {
    if number == 0 { String::new() } else { format!("A{number:02}:2025") }
}

/// `A1:2017`, as that edition writes it; empty for no category.
pub(super) fn owasp_2017(number: u8) -> String {
    if number == 0 { String::new() } else { format!("A{number}:2017") }
}

/// Findings of ours in a category that fail, by check, with how many places: what to mend first.
pub(super) fn failing_checks(report: &Report, number: u8) -> Vec<(&super::Finding, usize)> {
    let mut found: Vec<(&super::Finding, usize)> = Vec::new();
    for finding in report.failing().filter(|finding| finding.owasp().of_2021 == number) {
        match found.iter_mut().find(|(known, _)| known.id() == finding.id()) {
            Some((_, places)) => *places += 1,
            None => found.push((finding, 1)),
        }
    }
    found
}

/// Checks of ours in a category that have a status, once each.
pub(super) fn of_status(report: &Report, number: u8, status: Status) -> Vec<&'static crate::check::Check> {
    report.statuses().into_iter().filter(|(check, of)| check.owasp.of_2021 == number && *of == status).map(|(check, _)| check).collect()
}

/// The check of a finding, where it is ours.
pub(super) fn check_of(finding: &super::Finding) -> Option<&'static crate::check::Check> {
    match finding.rule {
        Rule::Ours(check) => Some(check),
        Rule::Foreign { .. } => None,
    }
}
