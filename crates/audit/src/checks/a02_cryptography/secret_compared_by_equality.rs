//! A secret is compared in a time that tells about it.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module, View,
        origin::{Context, Origin},
        value::Kind,
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "secret-compared-by-equality",
    title: Words {
        en: "A secret is compared in a time that tells about it",
        es: "Un secreto se compara en un tiempo que revela algo de él",
    },
    done: Words {
        en: "Looks for == between signatures, tokens or keys of which one comes from the request.",
        es: "Se busca == entre firmas, fichas o claves cuando una viene de la petición.",
    },
    why: Words {
        en: "By measuring answers an attacker finds the secret letter by letter.",
        es: "Midiendo respuestas un atacante encuentra el secreto letra a letra.",
    },
    fix: Words {
        en: "Use hmac.compare_digest, crypto.timingSafeEqual or subtle::ConstantTimeEq.",
        es: "Use hmac.compare_digest, crypto.timingSafeEqual o subtle::ConstantTimeEq.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[208],
    asvs: &["V11.2.4"],
    controls: &["SC-054"],
    examine: Examine::Source { languages: Language::ALL, words: &["signature", "hmac", "digest", "api_key", "apikey", "webhook"], look },
    mutant: Mutant {
        red: &[
            (
                "app/w.py",
                r#"import hmac
from flask import request
def hook():
    expected_signature = hmac.new(KEY, request.data, "sha256").hexdigest()
    if request.headers["X-Signature"] == expected_signature:
        return "ok"
    signature = request.headers["X-Signature"]
    return signature == expected_signature
"#,
            ),
            (
                "web/w.js",
                r#"app.post('/hook', (req, res) => { const signature = req.headers['x-signature']; if (signature !== expectedSignature) return res.sendStatus(401); });
"#,
            ),
        ],
        green: &[
            (
                "app/w.py",
                r#"import hmac
from flask import request
def hook():
    expected = hmac.new(KEY, request.data, "sha256").hexdigest()
    return hmac.compare_digest(request.headers["X-Signature"], expected)
"#,
            ),
            (
                "web/w.js",
                r#"app.post('/hook', (req, res) => { const signature = req.headers['x-signature']; if (!signature) return res.sendStatus(401); if (!crypto.timingSafeEqual(Buffer.from(signature), expected)) return res.sendStatus(401); });
"#,
            ),
        ],
    },
};

const SECRETS: &[&str] =
    &["signature", "hmac", "digest", "api_key", "apikey", "secret", "csrf_token", "webhook_secret", "expected_sig", "token"];

fn look(module: &Module<'_>, seen: &mut Observations) {
    if module.is_test {
        return;
    }
    for (at, value) in module.values.iter().enumerate() {
        let Kind::Compare { operator: "==" | "===" | "!=" | "!==", left, right } = value.kind else { continue };
        let (left, right) = (module.view(left), module.view(right));
        let fixed = |view: View<'_, '_>| {
            matches!(view.value().kind, Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) | Kind::Null) || view.source() == "None"
        };
        let named = |view: View<'_, '_>| {
            let name = view.last_name().to_ascii_lowercase();
            let by_call = view.call().is_some_and(|call| matches!(call.call.method, "hexdigest" | "digest"));
            by_call || SECRETS.iter().any(|secret| name == *secret || name.ends_with(secret) && !name.ends_with("_token_type"))
        };
        let from_outside = |view: View<'_, '_>| view.origin(Context::Code) == Origin::Input;
        if !fixed(left)
            && !fixed(right)
            && (from_outside(left) || from_outside(right))
            && (named(left) && named(right)
                || named(left)
                    && from_outside(right)
                    && left.last_name() != right.last_name()
                    && left.last_name().to_ascii_lowercase().contains("sig"))
        {
            module.note(crate::evidence::source::value::ValueId(at), None, seen);
        }
    }
}
