//! A broken cipher or mode encrypts something.

use std::cell::LazyCell;

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "cipher-broken",
    title: Words { en: "A broken cipher or mode encrypts something", es: "Un cifrado o un modo roto cifra algo" },
    done: Words {
        en: "Looks for DES, 3DES, RC4, Blowfish, ECB and ciphers keyed by a bare password.",
        es: "Se buscan DES, 3DES, RC4, Blowfish, ECB y cifrados con una simple contraseña como clave.",
    },
    why: Words {
        en: "What is encrypted can be read or altered by whoever has enough of it.",
        es: "Quien tenga suficiente material cifrado puede leerlo o alterarlo.",
    },
    fix: Words {
        en: "AES-256-GCM or ChaCha20-Poly1305, with a fresh nonce for each message.",
        es: "AES-256-GCM o ChaCha20-Poly1305, con un nonce nuevo para cada mensaje.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[327, 326],
    asvs: &["V11.3.1", "V11.3.2"],
    controls: &["SC-035"],
    examine: Examine::Source {
        languages: Language::ALL,
        words: &["des", "rc4", "arc4", "blowfish", "ecb", "createcipher", "cipher", "arc2"],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/c.py",
                r#"from Crypto.Cipher import AES, DES
def seal(key, data):
    return AES.new(key, AES.MODE_ECB).encrypt(data)
"#,
            ),
            (
                "app/m.py",
                r#"from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
def conceal(key, data, iv):
    return Cipher(algorithms.AES(key), modes.CFB(iv)).encryptor().update(data)
"#,
            ),
            (
                "web/c.js",
                r#"const crypto = require('crypto');
exports.seal = (key, data) => crypto.createCipheriv('aes-256-ecb', key, null).update(data);
"#,
            ),
            (
                "src/c.rs",
                r#"use openssl::symm::Cipher;
fn seal() -> Cipher { Cipher::aes_128_ecb() }
"#,
            ),
        ],
        green: &[
            (
                "app/c.py",
                r#"from Crypto.Cipher import AES
def seal(key, data, nonce):
    return AES.new(key, AES.MODE_GCM, nonce=nonce).encrypt_and_digest(data)
"#,
            ),
            (
                "app/m.py",
                r#"from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
def conceal(key, data, iv):
    sealed = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor().update(data)
    return sealed + hmac.HMAC(key, hashes.SHA256()).finalize()
"#,
            ),
            (
                "web/c.js",
                r#"const crypto = require('crypto');
exports.seal = (key, data, iv) => crypto.createCipheriv('aes-256-gcm', key, iv).update(data);
"#,
            ),
            (
                "src/c.rs",
                r#"use openssl::symm::Cipher;
fn seal() -> Cipher { Cipher::aes_256_gcm() }
"#,
            ),
        ],
    },
};

const CONSTRUCTORS: &[&str] = &[
    "Crypto.Cipher.DES.new",
    "Crypto.Cipher.DES3.new",
    "Crypto.Cipher.ARC4.new",
    "Crypto.Cipher.ARC2.new",
    "Crypto.Cipher.Blowfish.new",
    "Crypto.Cipher.XOR.new",
    "Cryptodome.Cipher.DES.new",
    "Cryptodome.Cipher.ARC4.new",
    "Cryptodome.Cipher.DES3.new",
    "Cryptodome.Cipher.Blowfish.new",
    "cryptography.hazmat.primitives.ciphers.algorithms.ARC4",
    "cryptography.hazmat.primitives.ciphers.algorithms.Blowfish",
    "cryptography.hazmat.primitives.ciphers.algorithms.TripleDES",
    "cryptography.hazmat.primitives.ciphers.algorithms.IDEA",
    "cryptography.hazmat.primitives.ciphers.modes.ECB",
    "algorithms.ARC4",
    "algorithms.Blowfish",
    "algorithms.TripleDES",
    "modes.ECB",
    "crypto.createCipher",
    "crypto.createDecipher",
    "CryptoJS.DES.encrypt",
    "CryptoJS.RC4.encrypt",
    "CryptoJS.TripleDES.encrypt",
    "crypto-js.DES.encrypt",
    "crypto-js.RC4.encrypt",
    "Rc4::new",
    "Des::new",
    "des::Des::new",
    "rc4::Rc4::new",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    let authenticated = LazyCell::new(|| authenticates(module));
    for call in module.calls() {
        let named = call.is(CONSTRUCTORS);
        let by_name = call.is(&["crypto.createCipheriv", "crypto.createDecipheriv"])
            && call.argument(0).and_then(|name| name.literal()).is_some_and(is_broken);
        let mode = call.ends(&["AES.new"]) && (call.either(1, "mode").is_some_and(|mode| mode.source().ends_with("MODE_ECB")));
        let script = call.ends(&["AES.encrypt", "AES.decrypt"]) && call.named("mode").is_some_and(|mode| mode.source().ends_with("ECB"));
        let rust = call.begins("openssl::symm::Cipher::") && ["ecb", "des", "rc4"].iter().any(|word| call.call.method.contains(word));
        // Encrypted text that is not authenticated can be changed by whoever carries it.
        let bare = call.begins("cryptography.hazmat.primitives.ciphers.modes.")
            && matches!(call.call.method, "CBC" | "CTR" | "CFB" | "CFB8" | "OFB")
            || call.ends(&["Crypto.Cipher.AES.new", "Cryptodome.Cipher.AES.new"])
                && call
                    .either(1, "mode")
                    .is_some_and(|mode| ["MODE_CBC", "MODE_CTR", "MODE_CFB", "MODE_OFB"].iter().any(|end| mode.source().ends_with(end)));
        if bare && !*authenticated {
            call.note(Some(Severity::Medium), seen);
        }
        if named || by_name || mode || script || rust {
            call.note(None, seen);
        }
    }
}

/// Whether a file speaks of a seal beside the encryption.
fn authenticates(module: &Module<'_>) -> bool {
    let text = module.text.to_ascii_lowercase();
    ["hmac", "cmac", "poly1305", "signature", "verify", "sign("].iter().any(|word| text.contains(word))
}

fn is_broken(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("-ecb") || ["des", "rc4", "rc2", "bf", "blowfish", "idea", "seed", "cast"].iter().any(|start| name.starts_with(start))
}
