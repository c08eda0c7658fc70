//! A key is shorter than today allows.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "key-too-short",
    title: Words { en: "A key is shorter than today allows", es: "Una clave es más corta de lo que hoy se admite" },
    done: Words {
        en: "Reads the sizes that are given to key generators.",
        es: "Se leen los tamaños que se dan a los generadores de claves.",
    },
    why: Words { en: "A short key can be computed from what is public.", es: "Una clave corta se puede calcular a partir de lo público." },
    fix: Words { en: "RSA of 3072 bits or more, or Ed25519.", es: "RSA de 3072 bits o más, o Ed25519." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[326],
    asvs: &["V11.2.3"],
    controls: &["SC-035"],
    examine: Examine::Source {
        languages: Language::ALL,
        words: &["rsa", "generate_private_key", "generatekeypair", "dsa", "rsaprivatekey"],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/k.py",
                r#"from cryptography.hazmat.primitives.asymmetric import rsa
key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
"#,
            ),
            (
                "web/k.js",
                r#"const crypto = require('crypto');
const pair = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });
"#,
            ),
            (
                "src/k.rs",
                r#"fn key() { RsaPrivateKey::new(&mut rng, 1024); }
"#,
            ),
        ],
        green: &[
            (
                "app/k.py",
                r#"from cryptography.hazmat.primitives.asymmetric import rsa
key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
"#,
            ),
            (
                "web/k.js",
                r#"const crypto = require('crypto');
const pair = crypto.generateKeyPairSync('rsa', { modulusLength: 4096 });
"#,
            ),
            (
                "src/k.rs",
                r#"fn key() { RsaPrivateKey::new(&mut rng, 3072); }
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let size = if call.ends(&["rsa.generate_private_key", "dsa.generate_private_key"]) {
            call.named("key_size").or_else(|| call.argument(1)).or_else(|| call.argument(0))
        } else if call.ends(&["RSA.generate", "DSA.generate"]) {
            call.either(0, "bits")
        } else if call.is(&["crypto.generateKeyPair", "crypto.generateKeyPairSync"]) {
            call.named("modulusLength")
        } else if call.ends(&["RsaPrivateKey::new"]) {
            call.argument(1)
        } else if call.ends(&["Rsa::generate", "rsa.newkeys"]) {
            call.argument(0)
        } else if call.named("modulusLength").is_some() {
            call.named("modulusLength")
        } else {
            None
        };
        if let Some(bits) = size.and_then(|size| size.number())
            && bits < 2048.0
            && bits > 0.0
        {
            call.note(if bits <= 1024.0 { Some(Severity::High) } else { None }, seen);
        }
    }
}
