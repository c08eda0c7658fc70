//! The fixed words of reports.

use crate::{
    finding::Severity,
    words::{Language, Words},
};

macro_rules! phrases {
    ($($name:ident: $en:literal, $es:literal;)*) => {
        $(pub(super) const $name: Words = Words { en: $en, es: $es };)*
    };
}

phrases! {
    TITLE: "Security audit", "Auditoría de seguridad";
    BY: "by the OWASP Top 10 of 2021", "según el OWASP Top 10 de 2021";
    TESTED: "tested", "probado";
    OF_CHECKS: "of {total} checks were tested: {passed} passed, {failed} failed, {not_tested} could not be tested.", "de {total} comprobaciones se probaron: {passed} pasaron, {failed} fallaron, {not_tested} no se pudieron probar.";
    NOT_A_PASS: "What was not tested does not count as passed.", "Lo que no se probó no cuenta como aprobado.";
    NOTHING_FAILS: "Nothing that was tested fails.", "Nada de lo probado falla.";
    FINDINGS: "Findings", "Hallazgos";
    CATEGORY: "Category", "Categoría";
    PASSED: "Passed", "Pasa";
    FAILED: "Failed", "Falla";
    NOT_TESTED: "Not tested", "No probado";
    PLACES: "Places", "Lugares";
    WHAT_WAS_DONE: "What was done", "Qué se hizo";
    FIX: "How to mend it", "Cómo corregirlo";
    SOURCE: "Found by", "Hallado por";
    WAIVED: "waived", "exento";
    WAIVED_BY: "Left as it is until {until}: {reason} ({owner}, agreed by {approved_by})", "Se deja así hasta el {until}: {reason} ({owner}, con el acuerdo de {approved_by})";
    LEFT_OUT: "What was left out", "Lo que quedó fuera";
    MENDED: "Mended since the last run", "Corregido desde la última ejecución";
    NEW: "new", "nuevo";
    BACK: "back again", "ha vuelto";
    EXAMINED: "{files} files read, {lines} lines of source examined.", "{files} archivos leídos, {lines} líneas de código examinadas.";
    MORE: "and {count} more", "y {count} más";
    ONE_PLACE: "in one place", "en un lugar";
    AT_PLACES: "in {count} places", "en {count} lugares";
    SUMMARY: "At a glance", "De un vistazo";
    QUESTION: "You are the head of engineering. Using the OWASP Top 10, what would you look for to make your system secure?", "Usted dirige el área de ingeniería. Con el OWASP Top 10, ¿qué buscaría para que su sistema sea seguro?";
    ANSWER_FOR: "The answer for {target}, as the evidence of {day} shows it.", "La respuesta para {target}, tal como la muestra la evidencia del {day}.";
    LOOKED_FOR: "What we look for", "Qué buscamos";
    FOUND: "What we found", "Qué encontramos";
    DO_FIRST: "What to do first", "Qué hacer primero";
    UNKNOWN: "What we do not know", "Qué no sabemos";
    ALL_GOOD: "Every check that could look passed.", "Todas las comprobaciones que pudieron mirar pasaron.";
    NOTHING_TESTED: "Nothing in this category could be tested.", "Nada de esta categoría se pudo probar.";
    NOTHING_TO_DO: "Nothing that was found asks for work.", "Nada de lo hallado exige trabajo.";
    ALL_TESTED: "Every check of this category could look.", "Todas las comprobaciones de esta categoría pudieron mirar.";
    CONTROLS: "Controls of Sunward", "Controles de Sunward";
    CONTROL: "Control", "Control";
    STATUS: "Status", "Estado";
    CHECKED_BY: "Checks, or why not", "Comprobaciones, o por qué no";
    OF_CONTROLS: "{total} controls: {passed} pass, {failed} fail, {not_tested} not tested.", "{total} controles: {passed} pasan, {failed} fallan, {not_tested} sin probar.";
    IN_SHORT: "In short", "En resumen";
}

/// The name of a severity.
pub(super) fn severity(severity: Severity, language: Language) -> &'static str {
    let words = match severity {
        Severity::Critical => Words { en: "critical", es: "crítica" },
        Severity::High => Words { en: "high", es: "alta" },
        Severity::Medium => Words { en: "medium", es: "media" },
        Severity::Low => Words { en: "low", es: "baja" },
        Severity::Info => Words { en: "info", es: "informativa" },
    };
    words.of(language)
}

/// The name of a status.
pub(super) fn status(status: super::Status, language: Language) -> &'static str {
    match status {
        super::Status::Pass => PASSED,
        super::Status::Fail => FAILED,
        super::Status::NotTested => NOT_TESTED,
    }
    .of(language)
}

/// Puts values into the braces of a phrase.
pub(super) fn fill(phrase: &str, values: &[(&str, &str)]) -> String {
    // In one pass: a value with braces in it is not filled again.
    let mut filled = String::with_capacity(phrase.len());
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}').and_then(|(name, after)| values.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value, after)))
        {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}
