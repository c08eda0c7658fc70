//! The metadata address of the cloud is asked without a session token.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "metadata-service-by-version-one",
    title: Words {
        en: "The metadata address of the cloud is asked without a session token",
        es: "Se consulta la dirección de metadatos de la nube sin ficha de sesión",
    },
    done: Words {
        en: "Looks for requests to the metadata address that carry no token of version two.",
        es: "Se buscan peticiones a la dirección de metadatos sin la ficha de la versión dos.",
    },
    why: Words {
        en: "The program needs version one to stay on; with it one forged request is enough to read the keys of the machine.",
        es: "El programa obliga a dejar activa la versión uno; con ella basta una petición falsificada para leer las claves de la máquina.",
    },
    fix: Words {
        en: "Use the SDK, or ask for a token with PUT first, and switch version one off.",
        es: "Use el SDK, o pida antes una ficha con PUT, y desactive la versión uno.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 10, of_2025: 1 },
    cwe: &[918],
    asvs: &["V13.2.4"],
    controls: &["SC-062", "SC-091"],
    examine: Examine::Source {
        languages: Language::ALL,
        words: &["169.254.169.254", "metadata.google", "100.100.100.200", "fd00:ec2"],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/m.py",
                r#"import requests
ROLE = requests.get("http://169.254.169.254/latest/meta-data/iam/security-credentials/", timeout=2).text
"#,
            ),
            (
                "web/m.js",
                r#"fetch('http://169.254.169.254/latest/meta-data/instance-id');
"#,
            ),
            (
                "src/m.rs",
                r#"async fn id() { reqwest::get("http://169.254.169.254/latest/meta-data/instance-id").await; }
"#,
            ),
        ],
        green: &[
            (
                "app/m.py",
                r#"import requests
BLOCKED = ["169.254.169.254"]
TOKEN = requests.put("http://169.254.169.254/latest/api/token", headers={"X-aws-ec2-metadata-token-ttl-seconds": "60"}, timeout=2).text
"#,
            ),
            (
                "web/m.js",
                r#"const blocked = ['169.254.169.254'];
"#,
            ),
            (
                "src/m.rs",
                r#"const BLOCKED: &str = "169.254.169.254";
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    // The session token of AWS, the header of Google and of Azure: a forged request cannot add them.
    let guarded = ["X-aws-ec2-metadata-token", "x-aws-ec2-metadata-token", "Metadata-Flavor", "\"Metadata\"", "'Metadata'"]
        .iter()
        .any(|word| module.text.contains(word));
    if guarded {
        return;
    }
    for call in module.calls() {
        let client = ["get", "fetch", "urlopen", "request", "put", "post"].contains(&call.call.method);
        if client
            && call.arguments().any(|argument| {
                ["169.254.169.254", "metadata.google.internal", "100.100.100.200"].iter().any(|host| argument.texts().0.contains(host))
            })
        {
            call.note(None, seen);
        }
    }
}
