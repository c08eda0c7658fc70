//! An address is allowed because an allowed one stands somewhere in it.

use std::{cell::LazyCell, collections::HashMap};

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{CallView, Language, Module, View, value::Kind},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "address-allowed-by-part",
    title: Words {
        en: "An address is allowed because an allowed one stands somewhere in it",
        es: "Se permite una dirección porque contiene en algún lugar una permitida",
    },
    done: Words {
        en: "Looks in functions that decide which addresses are allowed for a search within the address instead of a comparison of its host.",
        es: "Se busca, en funciones que deciden qué direcciones se permiten, una búsqueda dentro de la dirección en lugar de una comparación de su servidor.",
    },
    why: Words {
        en: "https://evil.example/?https://ours.example holds the allowed address and leads elsewhere.",
        es: "https://evil.example/?https://ours.example contiene la dirección permitida y lleva a otro lugar.",
    },
    fix: Words {
        en: "Parse the address and compare its whole origin or host with the list.",
        es: "Analice la dirección y compare su origen o servidor completo con la lista.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[20, 601],
    asvs: &["V3.7.2"],
    controls: &[],
    examine: Examine::Source { languages: Language::SCRIPT, words: &["allow", "trust", "valid", "safe", "permit", "whitelist"], look },
    mutant: Mutant {
        red: &[
            (
                "web/a.ts",
                r#"export const isRedirectAllowed = (url: string) => {
  let allowed = false;
  for (const allowedUrl of allowlist) { allowed = allowed || url.includes(allowedUrl); }
  return allowed;
};
"#,
            ),
            (
                "web/b.js",
                r#"function isTrustedOrigin(origin) { return origin.indexOf('ours.example') !== -1; }
"#,
            ),
        ],
        green: &[
            (
                "web/a.ts",
                r#"export const isRedirectAllowed = (url: string) => allowedUrls.includes(url) || allowlist.has(new URL(url).origin);
export const isValidName = (name: string) => !name.includes('..');
"#,
            ),
            (
                "web/b.js",
                r#"function isTrustedOrigin(origin) { return origins.indexOf(origin) !== -1 || origin === 'https://ours.example' || origin.includes(':'); }
"#,
            ),
        ],
    },
};

const ADDRESSES: &[&str] =
    &["url", "uri", "origin", "referer", "referrer", "redirect", "hostname", "host", "link", "href", "address", "target", "domain"];

fn look(module: &Module<'_>, seen: &mut Observations) {
    let assigned = LazyCell::new(|| assigned_functions(module));
    for call in module.calls() {
        let searches = matches!(call.call.method, "includes" | "indexOf" | "search");
        if searches && decides(call, &assigned) && call.receiver().is_some_and(is_address) && call.argument(0).is_some_and(is_allowed) {
            call.note(None, seen);
        }
    }
}

/// What functions without a name of their own are assigned to, by where they stand: `const isAllowed = (url) => …`.
fn assigned_functions<'a>(module: &Module<'a>) -> HashMap<(usize, usize), &'a str> {
    let functions = module.assignments().filter(|(_, value, _)| matches!(value.value().kind, Kind::Function(_)));
    functions.map(|(target, value, _)| (value.value().span, target.source())).collect()
}

/// Whether a function around a call says by its name that it decides about addresses.
fn decides(call: CallView<'_, '_>, assigned: &HashMap<(usize, usize), &str>) -> bool {
    let module = call.module;
    let mut function = call.call.function;
    for _ in 0..4 {
        let Some(inner) = function.and_then(|at| module.functions.get(at)) else { return false };
        let assigned = || assigned.get(&inner.span).copied().unwrap_or_default();
        let name = if inner.name.is_empty() { assigned() } else { inner.name }.to_ascii_lowercase();
        if ["allow", "trust", "valid", "safe", "permit", "whitelist"].iter().any(|word| name.contains(word)) {
            return true;
        }
        function = inner.outer;
    }
    false
}

/// One address, not a list of them.
fn is_address(view: View<'_, '_>) -> bool {
    let name = view.last_name().to_ascii_lowercase();
    ADDRESSES.iter().any(|word| name.ends_with(word)) && !["allow", "trust", "safe", "valid", "list"].iter().any(|word| name.contains(word))
}

/// What is looked for: a host or an address of ours, or one of a list.
fn is_allowed(view: View<'_, '_>) -> bool {
    match view.literal() {
        Some(text) => {
            text.contains("://") && text.len() > 8
                || text.len() > 4
                    && text.trim_matches('.').contains('.')
                    && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'/'))
        }
        None => {
            let name = view.last_name().to_ascii_lowercase();
            let named = ["allow", "trust", "permit", "whitelist", "safe", "valid"].iter().any(|word| name.contains(word))
                || ["domain", "host", "origin", "url"].iter().any(|word| name.ends_with(word));
            named && matches!(view.value().kind, Kind::Name { .. } | Kind::Member { .. })
        }
    }
}
