//! A secret is drawn from a predictable generator.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "random-predictable",
    title: Words { en: "A secret is drawn from a predictable generator", es: "Un secreto se obtiene de un generador predecible" },
    done: Words {
        en: "Looks for ordinary random numbers where the names speak of tokens, passwords, codes or keys.",
        es: "Se buscan números aleatorios corrientes donde los nombres hablan de fichas, contraseñas, códigos o claves.",
    },
    why: Words {
        en: "After a few values an attacker computes the next: sessions and reset links are guessed.",
        es: "Tras unos pocos valores un atacante calcula el siguiente: se adivinan sesiones y enlaces de recuperación.",
    },
    fix: Words {
        en: "Python: secrets. Node: crypto.randomBytes. Rust: the generator of the system.",
        es: "Python: secrets. Node: crypto.randomBytes. Rust: el generador del sistema.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[338, 330],
    asvs: &["V11.5.1"],
    controls: &["SC-054"],
    examine: Examine::Source { languages: Language::ALL, words: &["random", "rand::", "fastrand", "smallrng", "math.random"], look },
    mutant: Mutant {
        red: &[
            (
                "app/r.py",
                r#"import random, string
def reset_token():
    return "".join(random.choice(string.ascii_letters) for _ in range(32))
"#,
            ),
            (
                "app/k.py",
                r#"import hashlib, random
def keygen():
    key = hashlib.sha256(str(random.getrandbits(2048)).encode()).hexdigest()
    return key
"#,
            ),
            (
                "web/r.js",
                r#"const sessionId = Math.random().toString(36).slice(2);
"#,
            ),
            (
                "src/r.rs",
                r#"use rand::rngs::StdRng;
fn token() -> u64 { StdRng::seed_from_u64(42).next_u64() }
"#,
            ),
        ],
        green: &[
            (
                "app/r.py",
                r#"import random, secrets
def reset_token():
    return secrets.token_urlsafe(32)
def picture(n):
    return random.getrandbits(n)
def colour():
    return random.choice(COLOURS)
"#,
            ),
            (
                "web/r.js",
                r#"const sessionId = crypto.randomUUID(); const delay = Math.random() * 100;
"#,
            ),
            (
                "src/r.rs",
                r#"fn token() -> u64 { rand::rngs::OsRng.next_u64() }
fn shade() -> u64 { SmallRng::seed_from_u64(42).next_u64() }
"#,
            ),
        ],
    },
};

const DRAWS: &[&str] = &[
    "random.random",
    "random.randint",
    "random.choice",
    "random.choices",
    "random.randrange",
    "random.sample",
    "random.getrandbits",
    "random.uniform",
    "random.randbytes",
    "Math.random",
    "fastrand::u64",
    "fastrand::u32",
    "SmallRng::seed_from_u64",
    "StdRng::seed_from_u64",
    "rand::rngs::SmallRng::seed_from_u64",
    "numpy.random.randint",
    "rand::rngs::StdRng::seed_from_u64",
];
const SECRETS: &[&str] = &[
    "token",
    "password",
    "passwd",
    "secret",
    "otp",
    "session",
    "apikey",
    "api_key",
    "nonce",
    "salt",
    "reset",
    "verification",
    "csrf",
    "pincode",
    "pin_code",
    "auth_code",
    "invite",
    "credential",
    "captcha",
    "activation",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        if !call.is(DRAWS) {
            continue;
        }
        let line = call.lines_near(0, 0);
        let function = call.call.function.and_then(|at| module.functions.get(at)).map_or("", |function| function.name);
        let says = |text: &str| {
            let text = text.to_ascii_lowercase();
            SECRETS.iter().any(|word| text.contains(word))
        };
        // Waiting a random time before asking again is about no secret.
        let waits = ["sleep", "jitter", "delay", "backoff", "retry"].iter().any(|word| line.contains(word));
        // So many bits at once are drawn for a key.
        let wide = matches!(call.call.method, "getrandbits" | "randbytes")
            && call
                .argument(0)
                .and_then(|bits| bits.number())
                .is_some_and(|bits| bits >= if call.call.method == "randbytes" { 16.0 } else { 128.0 })
            && line.to_ascii_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).any(|word| matches!(word, "key" | "keys" | "seed"));
        if (says(line) || says(function) || wide) && !waits {
            call.note(None, seen);
        }
    }
}
