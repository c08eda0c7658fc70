//! A regular expression can take exponential time.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module, value::Kind},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "pattern-that-backtracks",
    title: Words { en: "A regular expression can take exponential time", es: "Una expresión regular puede tardar un tiempo exponencial" },
    done: Words {
        en: "Reads the patterns in the source for repeats within repeats.",
        es: "Se buscan en los patrones del código repeticiones dentro de repeticiones.",
    },
    why: Words {
        en: "One text of a few dozen letters keeps the server busy for minutes.",
        es: "Un texto de unas decenas de letras ocupa el servidor durante minutos.",
    },
    fix: Words {
        en: "Write the pattern without a repeat inside a repeat, bound the length first, or use an engine that runs in linear time.",
        es: "Escriba el patrón sin repetición dentro de repetición, limite antes la longitud o use un motor de tiempo lineal.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 3, of_2025: 5 },
    cwe: &[20, 1333],
    asvs: &["V1.3.12"],
    controls: &["SC-101"],
    examine: Examine::Source { languages: Language::WEB, words: &["+)+", "+)*", "*)*", "*)+", "+){", "*){"], look },
    mutant: Mutant {
        red: &[
            (
                "web/v.js",
                r#"const ok = /^([a-zA-Z0-9]+)+@x$/.test(mail);
"#,
            ),
            (
                "app/v.py",
                r#"import re
NAME = re.compile(r"^(\w*)*$")
"#,
            ),
        ],
        green: &[
            (
                "web/v.js",
                r#"const ok = /^[a-zA-Z0-9]+(?:\.[a-z]+)*@x$/.test(mail);
"#,
            ),
            (
                "app/v.py",
                r#"import re
NAME = re.compile(r"^\w*$")
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    if module.is_test {
        return;
    }
    for call in module.calls() {
        let pattern = call.begins("re.") || call.ends(&["RegExp"]);
        if pattern && call.argument(0).and_then(|pattern| pattern.literal()).is_some_and(explodes) {
            call.note(None, seen);
        }
    }
    for value in &module.values {
        if let Kind::Pattern(pattern) = value.kind
            && explodes(pattern)
        {
            seen.line(module.name, value.line, pattern);
        }
    }
}

/// Whether a group that is repeated without bound is nothing but one thing that is itself repeated without bound: `(a+)+`,
/// `([a-z]*)*`, `(\d+)*`, and the same choice twice: `(a|a)*`.
fn explodes(pattern: &str) -> bool {
    let bytes = pattern.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let mut starts = Vec::new();
    let (mut index, mut in_class) = (0, false);
    while index < bytes.len() {
        match at(index) {
            b'\\' => index += 1,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'(' if !in_class => starts.push(index),
            b')' if !in_class => {
                let start = starts.pop().unwrap_or(index);
                let repeated = matches!(at(index + 1), b'+' | b'*')
                    || (at(index + 1) == b'{'
                        && pattern.get(index + 1..).is_some_and(|rest| rest.split('}').next().is_some_and(|bounds| bounds.ends_with(','))));
                let inner = pattern.get(start + 1..index).unwrap_or_default();
                let inner = inner.strip_prefix("?:").unwrap_or(inner);
                if repeated && is_one_repeat(inner) {
                    return true;
                }
            }
            _ => {}
        }
        index += 1;
    }
    false
}

/// One atom (a letter, a class, an escape, the dot) with `+` or `*`, and nothing else.
fn is_one_repeat(text: &str) -> bool {
    let Some(atom) = text.strip_suffix(['+', '*']) else { return false };
    if let Some(class) = atom.strip_prefix('[') {
        return class.find(']').is_some_and(|end| end + 1 == class.len());
    }
    match atom.strip_prefix('\\') {
        Some(escape) => escape.chars().count() == 1,
        None => atom.chars().count() == 1 && !matches!(atom, ")" | "]"),
    }
}
