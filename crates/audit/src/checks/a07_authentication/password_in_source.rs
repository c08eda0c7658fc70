//! A password or a key stands in the source.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module, value::Kind},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "password-in-source",
    title: Words { en: "A password or a key stands in the source", es: "Una contraseña o una clave está en el código" },
    done: Words {
        en: "Looks for literals given to names that speak of passwords, keys and tokens, tests included.",
        es: "Se buscan literales dados a nombres que hablan de contraseñas, claves y fichas, también en las pruebas.",
    },
    why: Words {
        en: "Everybody who ever saw the source has it, and it is seldom changed.",
        es: "La tiene todo el que haya visto el código, y rara vez se cambia.",
    },
    fix: Words {
        en: "Take it out, change it where it is used, and read it from a secret store.",
        es: "Quítela, cámbiela donde se use y léala de un almacén de secretos.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798, 259],
    asvs: &["V13.3.1"],
    controls: &["SC-050", "SC-100"],
    examine: Examine::Source {
        languages: Language::ALL,
        words: &[
            "password",
            "passwd",
            "passphrase",
            "secret",
            "api_key",
            "apikey",
            "token",
            "pwd",
            "credential",
            "access_key",
            "private_key",
            "encryption_key",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/d.py",
                r#"DB_PASSWORD = "S0lar!Pan3ls"
client = connect(host="db", password="S0lar!Pan3ls")
"#,
            ),
            (
                "app/login.py",
                r#"def enter(username, password):
    return username == "admin" and password == "reaper"
"#,
            ),
            (
                "web/d.js",
                r#"module.exports = { user: 'root', password: 'S0lar!Pan3ls' };
"#,
            ),
            (
                "src/d.rs",
                r#"const API_KEY: &str = "k3Jd82hfKq0Zx7Ls91mQpT4v";
"#,
            ),
        ],
        green: &[
            (
                "test/api/login.test.ts",
                r#"const user = { email: 'a@example.com', password: 'bW9jLmxpYW1nQGhjaW5pbW1pay5ucmVvamI=' };
"#,
            ),
            (
                "app/d.py",
                r#"import os
DB_PASSWORD = os.environ["DB_PASSWORD"]
PASSWORD_FIELD = "password"
password = "<your password>"
if password == "none" or field == "password" or password == "":
    password = None
"#,
            ),
            (
                "web/d.js",
                r#"module.exports = { user: 'root', password: process.env.PASSWORD, passwordLabel: 'Your password' };
const inputs = { password: 'password' };
"#,
            ),
            (
                "src/d.rs",
                r#"const API_KEY: &str = "API_KEY";
"#,
            ),
        ],
    },
};

const NAMES: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "secret",
    "api_key",
    "apikey",
    "access_key",
    "secret_key",
    "auth_token",
    "access_token",
    "private_key",
    "client_secret",
    "api_token",
    "token",
    "credential",
    "encryption_key",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for assignment in &module.assignments {
        let (target, value) = (module.view(assignment.target), module.view(assignment.value));
        let name = if target.last_name().is_empty() { target.source() } else { target.last_name() };
        if let Kind::Text(text) = value.value().kind {
            note(module, assignment.in_test, name, text, assignment.line, seen);
        }
    }
    for value in module.values.iter().filter(|_| !module.is_test) {
        // Whoever compares with a literal has written the password down.
        if let Kind::Compare { operator: "==" | "!=" | "===" | "!==", left, right } = value.kind {
            for (named, literal) in [(left, right), (right, left)] {
                let name = module.view(named).last_name().to_ascii_lowercase();
                let outright = ["password", "passwd", "pwd", "passphrase"].iter().any(|word| name.ends_with(word));
                if let Kind::Text(text) = module.value(literal).kind
                    && outright
                    && text.len() >= 4
                    && !COMPARED.contains(&text.to_ascii_lowercase().as_str())
                    && !text.contains([' ', '<', '{', '*'])
                {
                    seen.line(module.name, value.line, &format!("{name} == … ({} characters)", text.chars().count()));
                }
            }
        }
    }
    for call in module.every_call() {
        for argument in &call.call.arguments {
            if let (Some(name), Kind::Text(text)) = (argument.name, &module.value(argument.value).kind) {
                note(module, call.call.in_test, name, text, call.line(), seen);
            }
        }
    }
    for value in &module.values {
        if let Kind::Map(entries) = &value.kind {
            for (key, entry) in entries {
                if let Kind::Text(text) = module.value(*entry).kind {
                    note(module, false, key, text, module.value(*entry).line, seen);
                }
            }
        }
    }
}

/// What a field called password is compared with when it holds no password.
const COMPARED: &[&str] = &[
    "none",
    "null",
    "undefined",
    "password",
    "passwd",
    "true",
    "false",
    "text",
    "hidden",
    "required",
    "empty",
    "string",
    "input",
    "optional",
    "disabled",
    "unset",
    "default",
    "keyring",
    "prompt",
    "expired",
    "reset",
    "changeme",
];

fn note(module: &Module<'_>, in_test: bool, name: &str, text: &str, line: usize, seen: &mut Observations) {
    let lower = name.to_ascii_lowercase();
    let spoken = NAMES.iter().any(|word| lower == *word || lower.ends_with(&format!("_{word}")) || lower.ends_with(word) && word.len() > 5);
    let not_it = [
        "name",
        "field",
        "label",
        "url",
        "path",
        "type",
        "header",
        "regex",
        "pattern",
        "message",
        "hash",
        "param",
        "id",
        "prefix",
        "public",
        "placeholder",
        "error",
        "csrf",
        "next",
        "cancel",
        "hint",
        "invalid",
    ]
    .iter()
    .any(|word| lower.contains(word));
    // The key of a framework is told by the check of signing secrets. A test signs in with what it has made up itself; keys of
    // real services are told by their form, wherever they stand.
    if !spoken || not_it || lower == "secret_key" || in_test || module.is_test || !looks_secret(text, &lower) {
        return;
    }
    // The secret itself is not quoted.
    seen.line(module.name, line, &format!("{name} = … ({} characters)", text.chars().count()));
}

/// Whether a literal is worth keeping to oneself: not a word of a form, a placeholder, a name of something else.
fn looks_secret(text: &str, name: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let placeholder = [
        "example",
        "changeme",
        "change_me",
        "change-me",
        "placeholder",
        "your",
        "xxx",
        "todo",
        "dummy",
        "redacted",
        "****",
        "...",
        "insert",
        "replace",
        "test",
        "fake",
        "sample",
        "none",
        "null",
        "undefined",
        "localhost",
    ];
    let shape = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '{' | '}' | '$' | '%' | '(' | ')' | '/' | '\\');
    if text.len() < 5
        || text.len() > 200
        || placeholder.iter().any(|word| lower.contains(word))
        || text.contains(shape)
        || lower == name
        || NAMES.iter().any(|word| lower == *word || lower.replace(['-', '_'], "") == word.replace('_', ""))
    {
        return false;
    }
    let bits = entropy(text);
    let varied = text.bytes().any(|b| b.is_ascii_digit()) && text.bytes().any(|b| b.is_ascii_alphabetic());
    let is_word = text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'_' || b == b'.' || b == b':')
        || (text.contains('_') && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'));
    let camel = text.bytes().all(|b| b.is_ascii_alphabetic());
    if name.ends_with("token") || name.contains("key") || name.ends_with("credential") {
        return text.len() >= 16 && varied && bits >= 3.2;
    }
    // A sentence about a password.
    if text.strip_suffix(['.', '!', '?']).is_some_and(|words| words.bytes().all(|b| b.is_ascii_alphabetic())) {
        return false;
    }
    // A password is often a word: only where the name says password outright.
    let outright = name.ends_with("password") || name.ends_with("passwd") || name.ends_with("pwd");
    if is_word || camel {
        outright
            && !text.contains(['-', '_', '.', ':'])
            && text.bytes().all(|b| b.is_ascii_lowercase())
            && text.len() >= 5
            && text.len() <= 24
            && !matches!(
                lower.as_str(),
                "string"
                    | "input"
                    | "bearer"
                    | "basic"
                    | "required"
                    | "hidden"
                    | "text"
                    | "bcrypt"
                    | "argon2"
                    | "email"
                    | "reset"
                    | "plain"
                    | "oauth"
                    | "object"
                    | "forgot"
            )
    } else {
        bits >= 2.3
    }
}

/// Bits of surprise in each character.
fn entropy(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in text.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let all = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX));
    counts.iter().filter(|count| **count > 0).map(|count| f64::from(*count) / all).map(|share| -share * share.log2()).sum()
}
