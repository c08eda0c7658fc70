//! What a request holds can make the handler panic.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module,
        origin::{Context, Origin},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "panic-on-input",
    title: Words {
        en: "What a request holds can make the handler panic",
        es: "Lo que trae una petición puede provocar un pánico en el manejador",
    },
    done: Words { en: "Follows request data into unwrap and expect.", es: "Se siguen los datos de la petición hasta unwrap y expect." },
    why: Words { en: "One request ends a task, perhaps the process.", es: "Una petición termina una tarea, quizá el proceso." },
    fix: Words { en: "Answer with a 400 instead.", es: "Responda con un 400 en su lugar." },
    severity: Severity::Info,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 10 },
    cwe: &[248, 755],
    asvs: &["V16.5.3"],
    controls: &["SC-066"],
    examine: Examine::Source {
        languages: &[Language::Rust],
        words: &["axum", "actix", "rocket", "httprequest", "query(", "form(", "json("],
        look,
    },
    mutant: Mutant {
        red: &[(
            "src/p.rs",
            r#"async fn page(Query(q): Query<Page>) -> String { let first = q.name.chars().next().unwrap(); first.to_string() }
"#,
        )],
        green: &[(
            "src/p.rs",
            r#"async fn page(Query(q): Query<Page>) -> String { let first = q.name.chars().next().unwrap_or('a'); first.to_string() }
"#,
        )],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let asks = matches!(call.call.method, "unwrap" | "expect");
        if asks && call.receiver().is_some_and(|of| of.origin(Context::Code) == Origin::Input) {
            call.note(None, seen);
        }
    }
}
