//! Logs in the repository.

use std::net::Ipv4Addr;

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::text::{TextFile, place::is_example},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "log-file-committed",
    title: Words {
        en: "A log with requests or people lies in the repository",
        es: "Un registro con peticiones o personas está en el repositorio",
    },
    done: Words {
        en: "Looks for .log files whose lines hold network addresses with requests, sessions or mail addresses.",
        es: "Se buscan archivos .log cuyas líneas contienen direcciones de red con peticiones, sesiones o correos.",
    },
    why: Words {
        en: "Logs tell who did what; copies outside the log store are neither protected nor deleted in time.",
        es: "Los registros cuentan quién hizo qué; las copias fuera de su almacén ni se protegen ni se borran a tiempo.",
    },
    fix: Words {
        en: "Remove it from the history and put *.log into .gitignore.",
        es: "Quitarlo del historial y poner *.log en .gitignore.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 9, of_2025: 9 },
    cwe: &[532, 538],
    asvs: &["V16.4.2"],
    controls: &["SC-100"],
    examine: Examine::Text { words: &["authorization", "session", "cookie", "http/1"], look },
    mutant: Mutant {
        red: &[(
            "logs/access.log",
            r#"189.203.11.7 - - [20/Nov/2026:10:00:00] "GET /account?session=8f2k HTTP/1.1" 200
189.203.11.7 - - [20/Nov/2026:10:00:00] "GET /account?session=8f2k HTTP/1.1" 200
189.203.11.7 - - [20/Nov/2026:10:00:00] "GET /account?session=8f2k HTTP/1.1" 200
"#,
        )],
        green: &[(
            "docs/format.log",
            r#"<ip> - - [<date>] "GET / HTTP/1.1" 200
<ip> - - [<date>] "GET / HTTP/1.1" 200
<ip> - - [<date>] "GET / HTTP/1.1" 200
"#,
        )],
    },
};

/// Whether a word is an IPv4 address of somebody: no own, private or documentation one.
fn is_somebodys(word: &str) -> bool {
    let Ok(address) = word.parse::<Ipv4Addr>() else { return false };
    !(address.is_loopback() || address.is_private() || address.is_documentation() || address.is_unspecified() || address.is_link_local())
}

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    let base = file.base();
    if !(base.ends_with(".log") || base.contains(".log.")) || is_example(file.name) {
        return;
    }
    let tells = |line: &str| {
        let lower = line.to_ascii_lowercase();
        let somebody = line.split([' ', '"', ',', '=']).take(20).any(is_somebodys);
        somebody && ["http/1", "http/2", "session", "cookie", "authorization"].iter().any(|word| lower.contains(word))
    };
    let many = file.text.lines().enumerate().filter(|(_, line)| tells(line));
    let lines: Vec<usize> = many.take(3).map(|(index, _)| index + 1).collect();
    if let [first, _, _] = lines.as_slice() {
        seen.line(file.name, *first, &file.told("network addresses of people with their requests"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_lines_hide_none_behind_them() {
        let loud = "189.203.11.7 - - \"GET /account?session=8f2k HTTP/1.1\" 200\n".repeat(3);
        let text = format!("{}{loud}", "started\n".repeat(20_000));
        let mut seen = Observations::new();
        look(&TextFile { name: "logs/access.log", text: &text, commit: None }, &mut seen);
        assert_eq!(seen.len(), 1);
    }
}
