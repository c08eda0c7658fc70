//! A signing secret stands in the source.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module, View,
        origin::{Context, Origin},
        value::Kind,
    },
    finding::{Observations, Place, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "signing-secret-in-source",
    title: Words { en: "A signing secret stands in the source", es: "Un secreto de firma está en el código" },
    done: Words {
        en: "Looks for literal keys given to token, session and HMAC functions.",
        es: "Se buscan claves literales que se dan a funciones de fichas, sesiones y HMAC.",
    },
    why: Words {
        en: "Whoever reads the source, now or in its history, signs tokens as anybody.",
        es: "Quien lea el código, ahora o en su historia, firma fichas en nombre de cualquiera.",
    },
    fix: Words {
        en: "Read it from a secret store when the program starts, and change the one that was written down.",
        es: "Léalo de un almacén de secretos al iniciar el programa y cambie el que quedó escrito.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798, 321],
    asvs: &["V13.3.1", "V9.1.3"],
    controls: &["SC-100"],
    examine: Examine::Source { languages: Language::ALL, words: &["secret", "jwt", "session", "hmac", "encode", "sign"], look },
    mutant: Mutant {
        red: &[
            (
                "web/f.js",
                r#"const jwt = require('jsonwebtoken');
exports.token = (user) => jwt.sign({ id: user.id }, process.env.JWT_SECRET || 'dev-secret');
"#,
            ),
            (
                "config/all.js",
                r#"module.exports = { port: 4000, cookieSecret: "session_cookie_secret_key_here" };
"#,
            ),
            (
                "app/s.py",
                r#"import jwt
SECRET_KEY = "hunter2hunter2"
def token(user):
    return jwt.encode({"sub": user}, SECRET_KEY, algorithm="HS256")
"#,
            ),
            (
                "app/c.py",
                r#"from cryptography.fernet import Fernet
key = "JHtM1wEt1I1J9N_Evjwqr3yYauXIqSxYzFnRhcf0ZG0="
fernet = Fernet(key)
app.config["SECRET_KEY_HMAC"] = "sunshine"
"#,
            ),
            (
                "web/s.js",
                r#"const session = require('express-session');
app.use(session({ secret: 'keyboard cat', resave: false }));
new Strategy({ secretOrKey: 'keyboard cat', jwtFromRequest }, verify);
"#,
            ),
            (
                "src/s.rs",
                r#"fn key() -> EncodingKey { EncodingKey::from_secret(b"secret") }
"#,
            ),
        ],
        green: &[
            (
                "web/f.ts",
                r#"import jwt from 'jsonwebtoken';
const publicKey = fs ? fs.readFileSync('keys/jwt.pub', 'utf8') : 'no-key-in-the-browser';
export const check = (token: string) => jwt.verify(token, publicKey, { algorithms: ['RS256'] });
"#,
            ),
            (
                "config/all.js",
                r#"module.exports = { port: 4000, cookieSecret: process.env.COOKIE_SECRET, jwtSecretLabel: 'Secret' };
"#,
            ),
            (
                "app/s.py",
                r#"import jwt, os
SECRET_KEY = os.environ["SECRET_KEY"]
SECRET_KEY_NAME = "jwt-key"
class Provider:
    SECRET_KEY = "AWS_SECRET_ACCESS_KEY"
class Kind:
    SECRET_KEY = "secret-key"
fernet = Fernet(os.environ["FERNET"])
def token(user):
    return jwt.encode({"sub": user}, SECRET_KEY, algorithm="HS256")
"#,
            ),
            (
                "web/s.js",
                r#"const session = require('express-session');
app.use(session({ secret: process.env.SESSION_SECRET, resave: false }));
"#,
            ),
            (
                "src/s.rs",
                r#"fn key(secret: &[u8]) -> EncodingKey { EncodingKey::from_secret(secret) }
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let callee = call.callee().to_ascii_lowercase();
        let token = (callee.contains("jwt") || callee.contains("jsonwebtoken"))
            && matches!(call.call.method, "encode" | "decode" | "sign" | "verify");
        let key = if token {
            call.argument(1)
        } else if call.is(&["express-session", "cookie-session", "session"]) {
            call.named("secret")
        } else if call.is(&["cookie-parser"]) {
            call.argument(0)
        } else if call.is(&["crypto.createHmac"]) {
            call.argument(1)
        } else if call.is(&["hmac.new"]) || call.ends(&["cryptography.fernet.Fernet"]) {
            call.either(0, "key")
        } else if call.ends(&[
            "EncodingKey::from_secret",
            "DecodingKey::from_secret",
            "SessionMiddleware",
            "Hmac::new_from_slice",
            "itsdangerous.URLSafeTimedSerializer",
            "itsdangerous.URLSafeSerializer",
            "itsdangerous.TimestampSigner",
            "expressjwt",
            "express-jwt",
        ]) {
            call.named("secret_key").or_else(|| call.named("secret")).or_else(|| call.argument(0))
        } else {
            None
        };
        // `process.env.SECRET || 'secret'` signs with what is written here wherever the setting was forgotten.
        let fallback = key.and_then(|key| match &key.resolved().kind {
            Kind::Choice(ids) if module.language != Language::Python && ids.first().is_some_and(|id| is_setting(module.view(*id))) => {
                ids.last().and_then(|id| module.literal(*id))
            }
            _ => None,
        });
        if fallback.is_some_and(|text| text.len() >= 3) {
            seen.note(Place::Line { file: module.name.to_owned(), line: call.line() }, call.callee(), Some(Severity::Medium));
        } else if key.and_then(|key| key.literal()).is_some_and(|key| key.len() >= 3 && !key.contains("BEGIN PUBLIC")) {
            // The secret itself is not quoted.
            seen.line(module.name, call.line(), call.callee());
        }
    }
    for value in module.values.iter().filter(|_| !module.is_test) {
        let Kind::Map(entries) = &value.kind else { continue };
        for (key, entry) in entries {
            let name = key.to_ascii_lowercase().replace('_', "");
            let signs = [
                "cookiesecret",
                "sessionsecret",
                "jwtsecret",
                "tokensecret",
                "signingkey",
                "cryptokey",
                "encryptionkey",
                "jwtkey",
                "secretorkey",
            ]
            .contains(&name.as_str());
            if signs && module.literal(*entry).is_some_and(|text| text.len() >= 3 && !text.starts_with(['$', '<', '{'])) {
                seen.line(module.name, module.value(*entry).line, key);
            }
        }
    }
    for (target, value, assignment) in module.assignments() {
        let name = target.last_name();
        let name = if name.is_empty() { target.source() } else { name };
        let secret = matches!(
            name,
            "SECRET_KEY"
                | "secret_key"
                | "JWT_SECRET"
                | "JWT_SECRET_KEY"
                | "JWT_SIGNING_KEY"
                | "SIGNING_KEY"
                | "jwtSecret"
                | "JWT_KEY"
                | "jwt_secret"
                | "SESSION_SECRET"
                | "sessionSecret"
                | "COOKIE_SECRET"
        );
        let upper = name.trim_matches(['"', '\'']).to_ascii_uppercase();
        let secret = secret
            || (["SECRET_KEY", "SECRET_COOKIE_KEY", "COOKIE_SECRET", "JWT_SECRET", "JWT_KEY", "SIGNING_KEY", "HMAC_KEY", "SESSION_SECRET"]
                .iter()
                .any(|word| {
                    upper.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with('_')) || upper.ends_with(word)
                })
                && !["FALLBACK", "FILE", "PATH", "NAME", "HEADER", "URL", "PREFIX"].iter().any(|word| upper.contains(word))
                && module.language == Language::Python);
        if secret && value.literal().is_some_and(|text| names_a_secret(name, text)) {
            continue;
        }
        if secret && value.literal().is_some_and(|text| text.len() >= 3 && !text.starts_with("${") && !text.starts_with('<')) {
            seen.line(module.name, assignment.line, name);
        }
    }
}

/// Whether a literal is what a secret is called by, or a pattern that finds one, and not the secret.
fn names_a_secret(name: &str, text: &str) -> bool {
    let plain = |text: &str| text.to_ascii_lowercase().replace(['-', '_', ' ', '"', '\''], "");
    let word = text.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_') && text.contains('_');
    let lower = text.to_ascii_lowercase();
    plain(name) == plain(text)
        || (word && ["key", "secret", "token"].iter().any(|end| lower.ends_with(end)))
        || ["(?", "[^", "\\s", "\\w"].iter().any(|sign| text.contains(sign))
}

/// Whether a value comes from whoever starts the program.
fn is_setting(value: View<'_, '_>) -> bool {
    value.origin(Context::Code) == Origin::Local || value.source().starts_with("process.env")
}
