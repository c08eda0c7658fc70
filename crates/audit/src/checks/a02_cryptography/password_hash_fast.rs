//! A password is hashed by a function that is too fast.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module, value::Kind},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "password-hash-fast",
    title: Words {
        en: "A password is hashed by a function that is too fast",
        es: "Una contraseña se resume con una función demasiado rápida",
    },
    done: Words {
        en: "Follows passwords into plain hash functions and into key derivation with too little work.",
        es: "Se siguen las contraseñas hasta funciones hash simples y hasta derivaciones de clave con poco trabajo.",
    },
    why: Words {
        en: "Whoever copies the table tries billions of passwords a second and knows most of them within a day.",
        es: "Quien copie la tabla prueba miles de millones de contraseñas por segundo y conoce la mayoría en un día.",
    },
    fix: Words {
        en: "Argon2id (19 MiB, 2 rounds or more), or bcrypt with cost 12, with a salt for each.",
        es: "Argon2id (19 MiB, 2 vueltas o más) o bcrypt con coste 12, con una sal para cada una.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[916, 759],
    asvs: &["V11.4.2"],
    controls: &["SC-031", "SC-032", "SC-033"],
    examine: Examine::Source { languages: Language::ALL, words: &["password", "passwd", "pwd"], look },
    mutant: Mutant {
        red: &[
            (
                "site/settings.py",
                r#"PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
]
"#,
            ),
            (
                "app/p.py",
                r#"import hashlib
def store(user, password):
    user.hash = hashlib.sha256(password.encode()).hexdigest()
"#,
            ),
            (
                "web/p.js",
                r#"const crypto = require('crypto');
const store = (password) => crypto.createHash('sha256').update(password).digest('hex');
"#,
            ),
            (
                "web/q.ts",
                r#"import bcrypt from 'bcrypt';
export const store = (password: string) => bcrypt.hashSync(password, 4);
"#,
            ),
            (
                "src/p.rs",
                r#"use sha2::{Digest, Sha256};
fn store(password: &str) -> Vec<u8> { Sha256::digest(password.as_bytes()).to_vec() }
"#,
            ),
        ],
        green: &[
            (
                "site/settings.py",
                r#"PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.UnsaltedMD5PasswordHasher",
]
"#,
            ),
            (
                "site/test_settings.py",
                r#"PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"#,
            ),
            (
                "app/p.py",
                r#"from argon2 import PasswordHasher
import hashlib
def store(user, password):
    user.hash = PasswordHasher().hash(password)
    hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)
"#,
            ),
            (
                "web/p.js",
                r#"const argon2 = require('argon2'); const crypto = require('crypto');
const store = (password) => argon2.hash(password);
const sum = (file) => crypto.createHash('sha256').update(file).digest('hex');
"#,
            ),
            (
                "web/q.ts",
                r#"import bcrypt from 'bcrypt';
export const store = (password: string) => bcrypt.hashSync(password, 12);
"#,
            ),
            (
                "src/p.rs",
                r#"fn store(password: &str) -> String { Argon2::default().hash_password(password.as_bytes(), &salt) }
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    hashers_of_django(module, seen);
    for call in module.calls() {
        let fast = call.begins("hashlib.")
            && ["sha256", "sha512", "sha224", "sha384", "sha3_256", "blake2b", "md5", "sha1"].contains(&call.call.method);
        let by_update = call.call.method == "update" && call.callee().contains("createHash()");
        let rust = call.ends(&["Sha256::digest", "Sha512::digest", "Sha1::digest", "Md5::digest", "md5::compute"]);
        let script = call.ends(&[
            "CryptoJS.SHA256",
            "CryptoJS.MD5",
            "crypto-js.SHA256",
            "crypto-js/sha256",
            "crypto-js.MD5",
            "md5",
            "sha256",
            "js-sha256.sha256",
        ]);
        if (fast || by_update || rust || script) && call.argument(0).is_some_and(|data| is_password(data.source())) {
            call.note(None, seen);
            continue;
        }
        let number = |place: usize, name: &str| call.either(place, name).and_then(|given| given.number());
        let weak = if call.is(&["hashlib.pbkdf2_hmac"]) {
            number(3, "iterations").is_some_and(|rounds| rounds < 100_000.0)
        } else if call.ends(&["crypto.pbkdf2", "crypto.pbkdf2Sync"]) {
            number(2, "iterations").is_some_and(|rounds| rounds < 100_000.0)
        } else if call.ends(&[
            "bcrypt.hash",
            "bcrypt.hashSync",
            "bcryptjs.hash",
            "bcryptjs.hashSync",
            "bcrypt.genSalt",
            "bcryptjs.genSaltSync",
            "bcrypt.genSaltSync",
            "bcrypt.gensalt",
            "bcrypt::hash",
        ]) {
            let place = usize::from(!call.call.method.to_ascii_lowercase().contains("gensalt"));
            number(place, "rounds").is_some_and(|rounds| rounds < 10.0)
        } else {
            false
        };
        if weak {
            call.note(Some(Severity::Medium), seen);
        }
    }
}

fn is_password(source: &str) -> bool {
    let source = source.to_ascii_lowercase();
    // Asking a service whether a password has leaked needs its SHA-1 by that service's design.
    ["password", "passwd", "passphrase", "pwd"].iter().any(|word| source.contains(word))
        && !source.contains("reset")
        && !source.contains("token")
}

/// The first of Django's list hashes new passwords; the others only read old ones. Tests may be quick.
fn hashers_of_django(module: &Module<'_>, seen: &mut Observations) {
    if module.is_test || module.name.contains("test") {
        return;
    }
    for (target, value, assignment) in module.assignments() {
        let Kind::List(hashers) = &value.value().kind else { continue };
        let first = hashers.first().and_then(|first| module.view(*first).literal()).unwrap_or_default();
        let fast = ["MD5PasswordHasher", "SHA1PasswordHasher", "CryptPasswordHasher"].iter().any(|name| first.ends_with(name));
        if target.source() == "PASSWORD_HASHERS" && fast {
            module.note(assignment.target, None, seen);
        }
    }
}
