//! A Rust client requests an address from input.

use crate::evidence::source::sink::chooses_host;
use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module,
        origin::{Context, Origin},
        sink::Sink,
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "rust-request-to-input",
    title: Words { en: "A Rust client requests an address from input", es: "Un cliente de Rust pide una dirección que viene de fuera" },
    done: Words {
        en: "Follows request data into reqwest, ureq, surf and awc.",
        es: "Se siguen los datos de la petición hasta reqwest, ureq, surf y awc.",
    },
    why: Words {
        en: "An attacker makes the server call what only it can reach: the metadata address, databases, other services.",
        es: "Un atacante hace que el servidor llame a lo que solo él alcanza: la dirección de metadatos, bases de datos, otros servicios.",
    },
    fix: Words {
        en: "Take the host from a fixed list, or resolve it, refuse private addresses and connect to what was checked.",
        es: "Tome el servidor de una lista fija, o resuélvalo, rechace las direcciones privadas y conéctese a la que se comprobó.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 10, of_2025: 1 },
    cwe: &[918],
    asvs: &["V1.3.6", "V13.2.4"],
    controls: &["SC-091", "SC-092"],
    examine: Examine::Source { languages: &[Language::Rust], words: &["reqwest", "ureq", "surf", "awc", "isahc"], look },
    mutant: Mutant {
        red: &[
            (
                "src/p.rs",
                r#"async fn preview(Query(q): Query<Preview>) -> String { reqwest::get(&q.url).await.unwrap().text().await.unwrap() }
"#,
            ),
            (
                "src/q.rs",
                r#"use reqwest::Client;
async fn hook(Json(body): Json<Hook>) { let client = Client::new(); client.post(body.target).send().await; }
"#,
            ),
        ],
        green: &[
            (
                "src/p.rs",
                r#"async fn preview(Query(q): Query<Preview>) -> String { if !HOSTS.contains(&q.url) { return String::new(); } reqwest::get(&q.url).await.unwrap().text().await.unwrap() }
"#,
            ),
            (
                "src/q.rs",
                r#"use reqwest::Client;
async fn order(Path(id): Path<String>) { let client = Client::new(); client.post(format!("https://api.example/{id}")).send().await; }
"#,
            ),
        ],
    },
};

const SINKS: &[Sink] = &[Sink::new(
    &[
        "reqwest::get",
        "reqwest::blocking::get",
        "ureq::get",
        "ureq::post",
        "surf::get",
        "isahc::get",
        "client.get",
        "client.post",
        "reqwest::Client::new().get",
        "reqwest::Client::new().post",
        "Client::new().get",
        "Client::new().post",
        "reqwest::Client::builder().build().unwrap().get",
        "http.get",
        "state.client.get",
        "awc::Client::default().get",
    ],
    0,
    "",
)];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let Some(address) = SINKS.iter().find_map(|sink| sink.argument(call)) else { continue };

        if address.origin(Context::Url) == Origin::Input && chooses_host(&address.texts().0) {
            call.note(None, seen);
        }
    }
}
