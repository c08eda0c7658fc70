//! Libraries that their makers gave up.

use std::cmp::Ordering;

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{Component, Ecosystem, Form, Inventory, compare},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "library-abandoned",
    title: Words { en: "A library is used that its makers gave up", es: "Se usa una biblioteca que sus autores abandonaron" },
    done: Words {
        en: "Looks for direct use of libraries whose makers announced their end, above all for cryptography and sign-in.",
        es: "Se busca el uso directo de bibliotecas cuyo fin anunciaron sus autores, sobre todo de criptografía y de inicio de sesión.",
    },
    why: Words {
        en: "Nobody mends the next flaw; several of these have open ones.",
        es: "Nadie corregirá el próximo fallo; varias de ellas ya tienen fallos abiertos.",
    },
    fix: Words { en: "Use the successor that the evidence names.", es: "Usar la sucesora que indica la evidencia." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104, 1395],
    asvs: &["V15.2.1"],
    controls: &["SC-079", "SC-074"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[
            ("package.json", r#"{"private":true,"dependencies":{"request":"2.88.2"}}"#),
            (
                "package-lock.json",
                r#"{"lockfileVersion":3,"packages":{
"node_modules/request": {
"version": "2.88.2",
"resolved": "https://registry.npmjs.org/request/-/request.tgz",
"integrity": "sha512-x"}}}"#,
            ),
        ],
        green: &[
            ("package.json", r#"{"private":true,"dependencies":{"undici":"7.0.0"}}"#),
            (
                "package-lock.json",
                r#"{"lockfileVersion":3,"packages":{
"node_modules/undici": {
"version": "7.0.0",
"resolved": "https://registry.npmjs.org/undici/-/undici.tgz",
"integrity": "sha512-x"}}}"#,
            ),
        ],
    },
};

/// Ecosystem, component, the first version that is still fine (`*`: none), and why.
static TABLE: &[(Ecosystem, &str, &str, &str)] = &[
    (Ecosystem::PyPi, "pycrypto", "*", "use cryptography or pycryptodome"),
    (Ecosystem::PyPi, "python-jose", "3.4.0", "use PyJWT or joserfc"),
    (Ecosystem::PyPi, "jose", "*", "use PyJWT or joserfc"),
    (Ecosystem::PyPi, "oauth2", "*", "use Authlib"),
    (Ecosystem::PyPi, "django-rest-auth", "*", "use dj-rest-auth"),
    (Ecosystem::PyPi, "flask-jwt", "*", "use Flask-JWT-Extended"),
    (Ecosystem::PyPi, "mysql-python", "*", "use mysqlclient or PyMySQL"),
    (Ecosystem::PyPi, "nose", "*", "use pytest"),
    (Ecosystem::Npm, "request", "*", "use fetch or undici"),
    (Ecosystem::Npm, "node-uuid", "*", "use crypto.randomUUID"),
    (Ecosystem::Npm, "crypto-js", "*", "use Web Crypto"),
    (Ecosystem::Npm, "jade", "*", "use pug"),
    (Ecosystem::Npm, "csurf", "*", "use a maintained protection, or SameSite and Origin"),
    (Ecosystem::Npm, "express-jwt", "6.0.0", "use version 8"),
    (Ecosystem::Npm, "jsonwebtoken", "9.0.0", "use version 9"),
    (Ecosystem::Npm, "har-validator", "*", "remove request"),
    (Ecosystem::Npm, "node-sass", "*", "use sass"),
    (Ecosystem::Npm, "tslint", "*", "use eslint"),
    (Ecosystem::Npm, "xss-clean", "*", "use DOMPurify where HTML is shown"),
    (Ecosystem::Npm, "mcrypt", "*", "use the crypto module"),
    (Ecosystem::Cargo, "rust-crypto", "*", "use aws-lc-rs or the RustCrypto crates"),
    (Ecosystem::Cargo, "sodiumoxide", "*", "use dryoc or libsodium-sys-stable"),
    (Ecosystem::Cargo, "failure", "*", "use thiserror"),
    (Ecosystem::Cargo, "dotenv", "*", "use dotenvy"),
    (Ecosystem::Cargo, "serde_yaml", "*", "use a maintained reader"),
    (Ecosystem::Cargo, "structopt", "*", "use clap"),
    (Ecosystem::Maven, "commons-httpclient:commons-httpclient", "*", "use httpclient5"),
    (Ecosystem::Maven, "com.google.android.gms:play-services-safetynet", "*", "use Play Integrity"),
    (Ecosystem::CocoaPods, "AFNetworking", "*", "use URLSession or Alamofire"),
];

fn look(inventory: &Inventory) -> Verdict {
    let of = |component: &Component| {
        TABLE.iter().find(|(ecosystem, name, until, _)| {
            let older = *until == "*" || compare(*ecosystem, &component.version, until) == Some(Ordering::Less);
            *ecosystem == component.ecosystem && *name == component.name && older
        })
    };
    let direct = inventory.direct();
    inventory.over(&[Ecosystem::Cargo, Ecosystem::Npm, Ecosystem::PyPi, Ecosystem::Maven, Ecosystem::CocoaPods], |file, component, seen| {
        // What others need is theirs to replace; the direct use is ours.
        let ours = file.form != Form::Lock || direct.holds(component);
        if let Some((_, _, _, why)) = of(component)
            && ours
        {
            seen.line(&file.name, component.line, &format!("{} {}: {why}", component.name, component.version));
        }
    })
}
