//! A token is believed without checking its signature.

use std::{cell::LazyCell, collections::HashMap};

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{CallView, Language, Module, value::ValueId},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "token-signature-unchecked",
    title: Words { en: "A token is believed without checking its signature", es: "Se cree en una ficha sin comprobar su firma" },
    done: Words {
        en: r#"Looks for JSON web tokens that are decoded without verification or with the algorithm "none"."#,
        es: r#"Se buscan fichas JWT que se leen sin verificación o con el algoritmo "none"."#,
    },
    why: Words {
        en: "An attacker writes his own token and is whoever he likes.",
        es: "Un atacante escribe su propia ficha y es quien quiera.",
    },
    fix: Words { en: "Verify with a fixed list of algorithms and a key.", es: "Verifique con una lista fija de algoritmos y una clave." },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 2, of_2021: 2, of_2025: 4 },
    cwe: &[347],
    asvs: &["V9.1.1", "V9.1.2"],
    controls: &["SC-054", "SC-082"],
    examine: Examine::Source { languages: Language::ALL, words: &["jwt", "jsonwebtoken", "jose", "insecure_disable"], look },
    mutant: Mutant {
        red: &[
            (
                "app/j.py",
                r#"import jwt
def user(token):
    return jwt.decode(token, options={"verify_signature": False})
"#,
            ),
            (
                "web/j.js",
                r#"const jwt = require('jsonwebtoken');
const user = (req) => jwt.decode(req.headers.authorization);
"#,
            ),
            (
                "web/k.js",
                r#"const express = require('express');
const jwt = require('jsonwebtoken');
exports.user = (req, now) => { const read = jwt.decode(req.headers.authorization); if (read.exp < now) return null; return read ? read : null; };
"#,
            ),
            (
                "web/h.js",
                r#"const jwt = require('jsonwebtoken');
function user(req) { const read = jwt.decode(req.headers.authorization); log(read.exp); return read; }
"#,
            ),
            (
                "web/e.ts",
                r#"import expressJwt from 'express-jwt';
export const isAuthorized = () => expressJwt({ secret: publicKey });
"#,
            ),
            (
                "web/x.js",
                r#"const jwt = require('jsonwebtoken');
const user = (req) => jwt.verify(req.headers.authorization, key, { algorithms: ['RS256'], ignoreExpiration: true });
"#,
            ),
            (
                "src/j.rs",
                r#"fn user(token: &str) { let mut v = Validation::default(); v.insecure_disable_signature_validation(); }
"#,
            ),
        ],
        green: &[
            (
                "app/j.py",
                r#"import jwt
def user(token):
    return jwt.decode(token, KEY, algorithms=["RS256"])
"#,
            ),
            (
                "web/j.js",
                r#"const jwt = require('jsonwebtoken');
const user = (req) => jwt.verify(req.headers.authorization, key, { algorithms: ['RS256'] });
app.use(expressJwt({ secret: publicKey, algorithms: ['RS256'] }));
"#,
            ),
            (
                "web/i.ts",
                r#"import express from 'express';
import { decode } from 'jsonwebtoken';
export function seen(users: User[]) { return users.map((user) => { const read = decode(tokens.of(user)); return read ? read.iat : null; }); }
"#,
            ),
            (
                "src/j.rs",
                r#"fn user(token: &str) { decode::<Claims>(token, &key, &Validation::new(Algorithm::RS256)); }
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    let given = LazyCell::new(|| names_of_results(module));
    for call in module.calls() {
        // Without a list of algorithms the sender chooses one: his public key becomes a shared secret.
        let any_algorithm = call.is(&["express-jwt", "express-jwt.expressjwt", "expressJwt"])
            && call.named("secret").is_some()
            && call.named("algorithms").is_none();
        let endless = call.is(&["jsonwebtoken.verify", "jwt.verify"])
            && call.named("ignoreExpiration").is_some_and(|ignored| ignored.boolean() == Some(true));
        if any_algorithm || endless {
            call.note_callee(Some(Severity::Medium), seen);
            continue;
        }
        let jwt = call.callee().to_ascii_lowercase();
        let jwt = jwt.contains("jwt") || jwt.contains("jsonwebtoken") || jwt.contains("jose");
        let options = call.named("options");
        let python_off = call.named("verify").is_some_and(|verify| verify.boolean() == Some(false))
            || options.and_then(|options| options.entry("verify_signature")).is_some_and(|verify| verify.boolean() == Some(false));
        let none = call.named("algorithms").or_else(|| call.named("algorithm")).is_some_and(|algorithms| {
            algorithms.literal().is_some_and(|name| name.eq_ignore_ascii_case("none"))
                || algorithms.items().iter().any(|item| item.literal().is_some_and(|name| name.eq_ignore_ascii_case("none")))
        });
        let rust =
            matches!(call.call.method, "insecure_disable_signature_validation" | "dangerous_insecure_decode" | "dangerous_unsafe_decode");
        if (jwt && matches!(call.call.method, "decode" | "verify" | "sign" | "encode" | "process_jwt") && (python_off || none)) || rust {
            call.note_callee(None, seen);
        } else if call.ends(&["get_unverified_claims"])
            || (module.language != Language::Python
                && module.language != Language::Rust
                && call.is(&["jsonwebtoken.decode", "jwt.decode", "jwt-decode", "jwt_decode", "jwtDecode", "jose.decodeJwt"])
                && runs_on_server(module)
                && !["jwt.verify", "jwtVerify", ".verify("].iter().any(|word| module.says(word))
                && !given.get(&call.call.value).is_some_and(|name| reads_times_only(call, name)))
        {
            call.note_callee(Some(Severity::High), seen);
        }
    }
}

/// The names that values are given.
fn names_of_results<'a>(module: &Module<'a>) -> HashMap<ValueId, &'a str> {
    module.assignments().map(|(target, value, _)| (value.id, target.source())).collect()
}

/// Whether only the times that a token names are read: nobody is let in by them.
fn reads_times_only(call: CallView<'_, '_>, name: &str) -> bool {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    let text = call.around();
    let mut times = 0;
    for (at, _) in text.match_indices(name) {
        let (before, rest) = (text.get(..at).unwrap_or_default(), text.get(at + name.len()..).unwrap_or_default());
        if before.ends_with(is_of_name) || rest.starts_with(is_of_name) {
            continue;
        }
        let member = ["?.", "!.", "."].iter().find_map(|mark| rest.strip_prefix(mark));
        match member.and_then(|member| member.split(|c: char| !is_of_name(c)).next()) {
            Some("iat" | "exp" | "nbf") => times += 1,
            Some(_) => return false,
            None if is_asked_for(before, rest) => {}
            // Returned, kept or handed on: whatever the token names may be read there.
            None => return false,
        }
    }
    times > 0
}

/// Whether a bare name is given its value here, or only asked whether it has one.
fn is_asked_for(before: &str, rest: &str) -> bool {
    let (before, rest) = (before.trim_end(), rest.trim_start());
    // Behind a type the value follows; a `:` alone may be that of a choice, whose value goes on.
    let typed = rest.strip_prefix(':').and_then(|typed| typed.split(['=', ';', '\n']).next()).map_or(0, str::len);
    let given = rest.get(if typed > 0 { typed + 1 } else { 0 }..).unwrap_or_default();
    let declared = typed == 0 || ["const", "let", "var"].iter().any(|word| before.ends_with(word));
    let set = declared && given.starts_with('=') && !given.starts_with("==");
    set || rest.starts_with('?') && !rest.starts_with("??") && !rest.starts_with("?.")
        || rest.starts_with("&&")
        || ["==", "!="]
            .iter()
            .any(|sign| rest.strip_prefix(sign).is_some_and(|other| other.trim_start_matches('=').trim_start().starts_with("null")))
        || before.ends_with('!')
        || before.ends_with("if (") && rest.starts_with(')')
}

/// In a browser a token is read to show something: nothing is decided by it.
fn runs_on_server(module: &Module<'_>) -> bool {
    ["express", "next/server", "NextRequest", "fastify", "require('http", "req.headers", "koa"].iter().any(|word| module.says(word))
}
