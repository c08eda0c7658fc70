//! An old version of TLS is allowed.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "transport-version-old",
    title: Words { en: "An old version of TLS is allowed", es: "Se admite una versión antigua de TLS" },
    done: Words { en: "Reads which versions of TLS are asked for.", es: "Se lee qué versiones de TLS se piden." },
    why: Words {
        en: "Known attacks on the old versions read what is sent.",
        es: "Ataques conocidos contra las versiones antiguas leen lo que se envía.",
    },
    fix: Words { en: "Ask for TLS 1.2 at least, better 1.3.", es: "Exija como mínimo TLS 1.2, mejor 1.3." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[326, 757],
    asvs: &["V12.1.1"],
    controls: &["SC-039"],
    examine: Examine::Source {
        languages: Language::ALL,
        words: &["tlsv1", "sslv", "protocol_", "minversion", "secureprotocol", "min_tls", "minimum_version", "tlsversion"],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/t.py",
                r#"import ssl
context = ssl.SSLContext(ssl.PROTOCOL_TLSv1)
"#,
            ),
            (
                "web/t.js",
                r#"require('https').createServer({ minVersion: 'TLSv1' }, app);
"#,
            ),
            (
                "src/t.rs",
                r#"fn client() { reqwest::Client::builder().min_tls_version(reqwest::tls::Version::TLS_1_0); }
"#,
            ),
        ],
        green: &[
            (
                "app/t.py",
                r#"import ssl
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.minimum_version = ssl.TLSVersion.TLSv1_2
"#,
            ),
            (
                "web/t.js",
                r#"require('https').createServer({ minVersion: 'TLSv1.2' }, app);
"#,
            ),
            (
                "src/t.rs",
                r#"fn client() { reqwest::Client::builder().min_tls_version(reqwest::tls::Version::TLS_1_2); }
"#,
            ),
        ],
    },
};

const OLD: &[&str] = &[
    "PROTOCOL_SSLv2",
    "PROTOCOL_SSLv3",
    "PROTOCOL_SSLv23_METHOD",
    "PROTOCOL_TLSv1",
    "PROTOCOL_TLSv1_1",
    "SSLv2_METHOD",
    "SSLv3_METHOD",
    "TLSv1_METHOD",
    "TLSv1_1_METHOD",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let by_argument = call.arguments().any(|argument| OLD.contains(&argument.last_name()));
        let min = call
            .named("minVersion")
            .or_else(|| call.named("min_version"))
            .and_then(|version| version.literal())
            .is_some_and(|version| matches!(version, "TLSv1" | "TLSv1.1" | "SSLv3"));
        let protocol = call.named("secureProtocol").and_then(|name| name.literal()).is_some_and(|name| {
            OLD.iter().any(|old| name.eq_ignore_ascii_case(old)) || matches!(name, "TLSv1_method" | "TLSv1_1_method" | "SSLv3_method")
        });
        let rust = matches!(call.call.method, "min_tls_version" | "min_protocol_version" | "set_min_proto_version")
            && call.argument(0).is_some_and(|version| {
                ["TLS_1_0", "TLS_1_1", "Tlsv10", "Tlsv11", "Sslv3", "SSL3", "TLS1)", "TLS1_1"]
                    .iter()
                    .any(|old| version.source().ends_with(old.trim_end_matches(')')) || version.source().contains(old))
            });
        if by_argument || min || protocol || rust {
            call.note(None, seen);
        }
    }
    for (target, value, assignment) in module.assignments() {
        if target.last_name() == "minimum_version" && matches!(value.last_name(), "TLSv1" | "TLSv1_1" | "SSLv3")
            || target.last_name() == "DEFAULT_MIN_VERSION" && value.literal().is_some_and(|version| matches!(version, "TLSv1" | "TLSv1.1"))
        {
            module.note(assignment.target, None, seen);
        }
    }
}
