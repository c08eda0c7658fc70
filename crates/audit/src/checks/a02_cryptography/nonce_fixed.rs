//! A nonce or an initialisation vector never changes.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module, View, value::Kind},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "nonce-fixed",
    title: Words { en: "A nonce or an initialisation vector never changes", es: "Un nonce o un vector de inicialización no cambia nunca" },
    done: Words {
        en: "Looks for nonces and vectors that stand in the source.",
        es: "Se buscan nonces y vectores que están escritos en el código.",
    },
    why: Words {
        en: "Equal texts show as equal, and with GCM two messages give away the key of the signature.",
        es: "Los textos iguales se ven iguales, y con GCM dos mensajes revelan la clave de autenticación.",
    },
    fix: Words {
        en: "Draw a fresh one from the system for each message and store it beside the text.",
        es: "Obtenga uno nuevo del sistema para cada mensaje y guárdelo junto al texto.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[329, 323],
    asvs: &["V11.3.4"],
    controls: &["SC-035"],
    examine: Examine::Source {
        languages: Language::ALL,
        words: &["nonce", "createcipheriv", "aes", "chacha", "fernet", "iv=", "iv ="],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/n.py",
                r#"from Crypto.Cipher import AES
def seal(key, data):
    return AES.new(key, AES.MODE_CBC, b"0123456789abcdef").encrypt(data)
"#,
            ),
            (
                "web/n.js",
                r#"const crypto = require('crypto');
const iv = Buffer.from('0123456789abcdef');
exports.seal = (key, data) => crypto.createCipheriv('aes-256-cbc', key, iv).update(data);
"#,
            ),
            (
                "src/n.rs",
                r#"fn seal(cipher: &Aes256Gcm, data: &[u8]) { cipher.encrypt(Nonce::from_slice(b"unique nonce"), data); }
"#,
            ),
        ],
        green: &[
            (
                "app/n.py",
                r#"import os
from Crypto.Cipher import AES
def seal(key, data):
    return AES.new(key, AES.MODE_CBC, os.urandom(16)).encrypt(data)
"#,
            ),
            (
                "web/n.js",
                r#"const crypto = require('crypto');
exports.seal = (key, data) => { const iv = crypto.randomBytes(12); return crypto.createCipheriv('aes-256-gcm', key, iv).update(data); };
"#,
            ),
            (
                "src/n.rs",
                r#"fn seal(cipher: &Aes256Gcm, data: &[u8], nonce: &[u8]) { cipher.encrypt(Nonce::from_slice(nonce), data); }
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let vector = if call.is(&["crypto.createCipheriv"]) {
            call.argument(2)
        } else if call.ends(&["AES.new", "ChaCha20_Poly1305.new", "ChaCha20.new"]) {
            call.named("iv").or_else(|| call.named("nonce")).or_else(|| call.named("IV")).or_else(|| call.argument(2))
        } else if call.ends(&[
            "modes.CBC",
            "modes.CTR",
            "modes.GCM",
            "modes.OFB",
            "modes.CFB",
            "Nonce::from_slice",
            "Nonce::from",
            "XNonce::from_slice",
            "Nonce::assume_unique_for_key",
        ]) {
            call.argument(0)
        } else {
            None
        };
        if vector.is_some_and(is_fixed) {
            call.note(None, seen);
        }
    }
}

fn is_fixed(vector: View<'_, '_>) -> bool {
    let shown = vector.resolved();
    let text = vector.module.text.get(shown.span.0..shown.span.1).unwrap_or_default();
    match &shown.kind {
        Kind::Text(_) => true,
        Kind::List(items) => !items.is_empty() && items.iter().all(|item| matches!(vector.module.value(*item).kind, Kind::Number(_))),
        Kind::Call(_) => vector.call().is_some_and(|call| {
            (call.is(&["Buffer.from", "bytes", "bytes.fromhex", "Buffer.alloc", "bytearray"]))
                && call.argument(0).is_some_and(|given| given.literal().is_some() || given.number().is_some())
        }),
        _ => text.starts_with("b\"") && text.contains("\" *"),
    }
}
