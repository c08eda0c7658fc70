//! An outgoing request may wait for ever.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module, value::Kind},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "request-without-timeout",
    title: Words { en: "An outgoing request may wait for ever", es: "Una petición saliente puede esperar para siempre" },
    done: Words {
        en: "Looks for calls of clients that have no time limit of their own.",
        es: "Se buscan llamadas de clientes que no tienen un límite de tiempo propio.",
    },
    why: Words {
        en: "A slow partner, or an attacker who plays one, holds every worker until the service stands still.",
        es: "Un socio lento, o un atacante que lo imite, retiene a todos los procesos hasta que el servicio se detiene.",
    },
    fix: Words { en: "Give every request a timeout of a few seconds.", es: "Dé a cada petición un límite de pocos segundos." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[400],
    asvs: &["V13.1.3", "V16.5.2"],
    controls: &["SC-101"],
    examine: Examine::Source { languages: &[Language::Python], words: &["requests.", "urlopen", "smtplib"], look },
    mutant: Mutant {
        red: &[(
            "app/t.py",
            r#"import requests
def rates():
    return requests.get("https://api.example/rates").json()
"#,
        )],
        green: &[
            (
                "tools/t.py",
                r#"import click, requests
@click.command()
def rates():
    print(requests.get("https://api.example/rates").json())
"#,
            ),
            (
                "app/t.py",
                r#"import requests, httpx
def rates():
    httpx.get("https://api.example/rates")
    return requests.get("https://api.example/rates", timeout=5).json()
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    if is_tool(module) {
        return;
    }
    for call in module.calls() {
        let plain = call.is(&[
            "requests.get",
            "requests.post",
            "requests.put",
            "requests.patch",
            "requests.delete",
            "requests.head",
            "requests.options",
            "requests.request",
        ]);
        let opened = call.arguments().any(|argument| argument.source().starts_with("**"));
        let off = call.named("timeout").is_some_and(|timeout| matches!(timeout.value().kind, Kind::Null));
        if (plain && call.named("timeout").is_none() && !opened) || ((plain || call.begins("httpx.")) && off) {
            call.note(None, seen);
        }
    }
}

/// A tool that somebody starts by hand is also stopped by hand.
fn is_tool(module: &Module<'_>) -> bool {
    let by_hand = ["click", "typer", "argparse", "fire", "docopt"].iter().any(|library| module.imports(library))
        || module.reads_arguments()
        || module.text.starts_with("#!");
    by_hand && !module.serves()
}
