//! A broken hash protects something.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{CallView, Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "hash-broken",
    title: Words { en: "A broken hash protects something", es: "Una función hash rota protege algo" },
    done: Words {
        en: "Looks for MD5, SHA-1 and the like where nothing says that it is only a checksum.",
        es: "Se buscan MD5, SHA-1 y similares donde nada indica que solo se trata de una suma de comprobación.",
    },
    why: Words {
        en: "Two texts with the same hash can be made: signatures and tokens are forged.",
        es: "Se pueden fabricar dos textos con el mismo hash: se falsifican firmas y fichas.",
    },
    fix: Words {
        en: "Use SHA-256 or better; for passwords Argon2id. For checksums say usedforsecurity=False.",
        es: "Use SHA-256 o mejor; para contraseñas Argon2id. Para sumas de comprobación indique usedforsecurity=False.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[328, 327],
    asvs: &["V11.4.1"],
    controls: &["SC-035"],
    examine: Examine::Source { languages: Language::ALL, words: &["md5", "sha1", "md4", "ripemd", "createhash"], look },
    mutant: Mutant {
        red: &[
            (
                "app/t.py",
                r#"import hashlib
def token(user):
    return hashlib.md5(user.email.encode()).hexdigest()
"#,
            ),
            (
                "web/t.js",
                r#"const crypto = require('crypto');
const sign = (text) => crypto.createHash('sha1').update(text).digest('hex');
"#,
            ),
            (
                "src/t.rs",
                r#"use md5::Md5;
fn token(user: &str) -> String { hex(Md5::digest(user)) }
"#,
            ),
        ],
        green: &[
            (
                "app/t.py",
                r#"import hashlib
# The secret is kept elsewhere.
KEYS = hashlib.sha1(b"names").hexdigest()
def etag(data):
    return hashlib.md5(data).hexdigest()
def mark(text):
    return hashlib.sha1(text).hexdigest()
def token(user):
    hashlib.sha1(user, usedforsecurity=False)
    return hashlib.sha256(user.email.encode()).hexdigest()
"#,
            ),
            (
                "web/t.js",
                r#"const crypto = require('crypto');
const sign = (text) => crypto.createHash('sha256').update(text).digest('hex');
"#,
            ),
            (
                "src/t.rs",
                r#"use sha2::Sha256;
fn token(user: &str) -> String { hex(Sha256::digest(user)) }
"#,
            ),
        ],
    },
};

const BROKEN: &[&str] = &["md5", "sha1", "md4", "sha", "ripemd160", "sha-1", "rsa-md5", "rsa-sha1"];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let callee = call.callee();
        let direct = call.is(&[
            "hashlib.md5",
            "hashlib.sha1",
            "Crypto.Hash.MD5.new",
            "Crypto.Hash.SHA1.new",
            "Crypto.Hash.SHA.new",
            "Crypto.Hash.MD4.new",
            "Crypto.Hash.MD2.new",
            "cryptography.hazmat.primitives.hashes.MD5",
            "cryptography.hazmat.primitives.hashes.SHA1",
            "md5",
            "sha1",
            "crypto-js.MD5",
            "crypto-js.SHA1",
            "CryptoJS.MD5",
            "CryptoJS.SHA1",
            "crypto-js/md5",
            "md5::compute",
            "Md5::new",
            "md5::Md5::new",
            "Sha1::new",
            "sha1::Sha1::new",
            "Md5::digest",
            "md5::Md5::digest",
            "sha1::Sha1::digest",
            "Sha1::digest",
            "js-md5",
            "js-sha1",
        ]);
        let by_name = call.is(&["hashlib.new", "crypto.createHash", "createHash"])
            && call.argument(0).and_then(|name| name.literal()).is_some_and(|name| BROKEN.contains(&name.to_ascii_lowercase().as_str()));
        if !(direct || by_name) || (callee == "md5" || callee == "sha1") && call.argument(0).is_none() {
            continue;
        }
        let declared = call.named("usedforsecurity").is_some_and(|used| used.boolean() == Some(false));
        if declared {
            continue;
        }
        // A table of algorithms hashes nothing.
        let listed = call.begins("cryptography.hazmat.primitives.hashes.") && call.call.function.is_none();
        if !listed && protects(call) {
            call.note(Some(Severity::High), seen);
        }
    }
}

/// Whether a hash is there to protect, by the words around it. Where nothing tells it is a checksum more often than not.
fn protects(call: CallView<'_, '_>) -> bool {
    let line = call.lines_near(0, 0).to_ascii_lowercase();
    // Outside of functions only the lines near by tell, and comments never do.
    let around = match call.call.function {
        Some(_) => call.around_lines(30),
        None => call.lines_near(3, 3),
    };
    let around =
        around.lines().filter(|line| !line.trim_start().starts_with(['#', '/'])).collect::<Vec<_>>().join("\n").to_ascii_lowercase();
    let says = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    const SECRET: &[&str] =
        &["password", "passwd", "pwd", "token", "signature", "secret", "hmac", "session", "apikey", "api_key", "credential"];
    const CHECKSUM: &[&str] = &[
        "etag",
        "checksum",
        "cache",
        "fingerprint",
        "gravatar",
        "content_md5",
        "content-md5",
        "dedup",
        "filename",
        "file_hash",
        "integrity",
        "color",
        "avatar",
        "digest_file",
        "sec-websocket",
        "websocket",
        "bucket",
        "shard",
        "ntlm",
        "uuid5",
        "identicon",
        "file",
    ];
    let signs = line.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "sign");
    if (signs || says(&line, SECRET)) && !says(&line, &["etag", "cache"]) {
        true
    } else {
        !says(&line, CHECKSUM) && !says(&around, CHECKSUM) && says(&around, SECRET)
    }
}
