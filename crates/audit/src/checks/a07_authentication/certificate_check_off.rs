//! The certificate of the other side is not checked.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "certificate-check-off",
    title: Words { en: "The certificate of the other side is not checked", es: "No se comprueba el certificado del otro lado" },
    done: Words {
        en: "Looks for switches that turn certificate or host name checks off.",
        es: "Se buscan opciones que desactivan la comprobación del certificado o del nombre del servidor.",
    },
    why: Words {
        en: "Whoever stands between reads and alters everything: passwords, orders, payments.",
        es: "Quien se ponga en medio lee y altera todo: contraseñas, pedidos, pagos.",
    },
    fix: Words {
        en: "Leave the check on. For an authority of your own, name its certificate.",
        es: "Deje la comprobación activada. Para una autoridad propia, indique su certificado.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 7, of_2025: 7 },
    cwe: &[295],
    asvs: &["V12.3.2"],
    controls: &["SC-039", "SC-040"],
    examine: Examine::Source {
        languages: Language::ALL,
        words: &[
            "verify",
            "rejectunauthorized",
            "danger_accept",
            "_create_unverified",
            "check_hostname",
            "checkserveridentity",
            "cert_none",
            "node_tls",
            "insecure",
            "dangerous",
            "strictssl",
            "autoaddpolicy",
            "verify_mode",
            "sslmode",
            "trustservercertificate",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/c.py",
                r#"import requests
def fetch():
    return requests.get("https://api.example", verify=False, timeout=5)
"#,
            ),
            (
                "web/c.js",
                r#"const https = require('https');
const agent = new https.Agent({ rejectUnauthorized: false });
"#,
            ),
            (
                "src/c.rs",
                r#"fn client() { reqwest::Client::builder().danger_accept_invalid_certs(true).build(); }
"#,
            ),
        ],
        green: &[
            (
                "app/c.py",
                r#"import requests
def fetch():
    return requests.get("https://api.example", verify="/etc/ssl/own.pem", timeout=5)
"#,
            ),
            (
                "app/tls.py",
                r#"import ssl
def context(verify, cert_reqs):
    made = ssl.create_default_context()
    if not verify and cert_reqs == ssl.CERT_NONE:
        made.check_hostname = False
    return made
"#,
            ),
            (
                "web/c.js",
                r#"const https = require('https');
const agent = new https.Agent({ ca, rejectUnauthorized: true });
"#,
            ),
            (
                "src/c.rs",
                r#"fn client() { reqwest::Client::builder().danger_accept_invalid_certs(false).build(); }
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let is = |name: &str, value: bool| call.named(name).is_some_and(|given| given.boolean() == Some(value));
        let python = module.language == Language::Python;
        let client = [
            "requests",
            "httpx",
            "aiohttp",
            "session",
            "client",
            "urllib3",
            "Session",
            "Client",
            "get",
            "post",
            "boto3",
            "elasticsearch",
            "PoolManager",
        ]
        .iter()
        .any(|word| call.callee().contains(word));
        let jwt = call.callee().contains("jwt");
        let off = (python && is("verify", false) && client && !jwt)
            || (python && (is("verify_ssl", false) || is("ssl_verify", false) || is("verify_certs", false) || is("validate_certs", false)))
            || (python && is("ssl", false) && call.callee().contains("aiohttp"))
            || call.is(&["ssl._create_unverified_context", "ssl._create_stdlib_context"])
            || (python
                && call.named("cert_reqs").is_some_and(|reqs| reqs.source().ends_with("CERT_NONE") || reqs.literal() == Some("CERT_NONE")))
            || (!python && (is("rejectUnauthorized", false) || is("strictSSL", false) || is("insecureSkipVerify", false)))
            || (matches!(call.call.method, "danger_accept_invalid_certs" | "danger_accept_invalid_hostnames" | "set_verify_hostname_off")
                && call.argument(0).is_none_or(|on| on.boolean() != Some(false)))
            || (call.call.method == "set_verify" && call.argument(0).is_some_and(|mode| mode.source().ends_with("NONE")))
            || call.call.method == "set_missing_host_key_policy"
                && call
                    .argument(0)
                    .is_some_and(|policy| policy.source().contains("AutoAddPolicy") || policy.source().contains("WarningPolicy"));
        if off {
            call.note(None, seen);
        }
        if call.named("checkServerIdentity").is_some_and(|check| {
            check.source().replace(' ', "").ends_with("=>undefined")
                || check.source().replace(' ', "").ends_with("=>{}")
                || check.source().replace(' ', "").ends_with("=>null")
        }) {
            call.note(None, seen);
        }
    }
    for (target, value, assignment) in module.assignments() {
        let shown = value.source();
        let off = match target.last_name() {
            "check_hostname" | "verify" if target.source().contains('.') => value.boolean() == Some(false),
            "verify_mode" => shown.ends_with("CERT_NONE"),
            "_create_default_https_context" => shown.contains("_create_unverified_context"),
            "NODE_TLS_REJECT_UNAUTHORIZED" => matches!(value.literal(), Some("0")) || shown == "0",
            "rejectUnauthorized" => value.boolean() == Some(false),
            // Options that are kept in a variable and passed on later.
            _ => value.entry("rejectUnauthorized").is_some_and(|check| check.boolean() == Some(false)),
        };
        // A library that does what it is told to has a switch before it, or keeps the choice in itself.
        let chosen = matches!(target.last_name(), "check_hostname" | "verify_mode")
            && (target.source().starts_with("self.") || is_chosen(module.lines_near(value.value().span.0, 4, 0)));
        if off && !chosen {
            module.note(assignment.target, None, seen);
        }
    }
}

/// Whether the last of these lines of Python stands below a condition on what the caller wants checked.
fn is_chosen(near: &str) -> bool {
    let mut lines: Vec<&str> = near.lines().collect();
    lines.pop();
    lines.into_iter().map(str::trim_start).any(|condition| {
        ["if ", "elif "].iter().any(|word| condition.starts_with(word))
            && ["verif", "cert_reqs", "insecure", "not ssl", "check_hostname", "CERT_NONE"].iter().any(|word| condition.contains(word))
    })
}
