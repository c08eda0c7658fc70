//! The image service fetches from any host.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module, value::Kind},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "image-hosts-unrestricted",
    title: Words { en: "The image service fetches from any host", es: "El servicio de imágenes descarga de cualquier servidor" },
    done: Words {
        en: "Reads the hosts that Next.js lets its image service fetch from.",
        es: "Se leen los servidores de los que Next.js deja descargar a su servicio de imágenes.",
    },
    why: Words {
        en: "Anybody makes your server fetch what he likes and pays with your bandwidth; internal addresses too.",
        es: "Cualquiera hace que su servidor descargue lo que quiera y consume su ancho de banda; también direcciones internas.",
    },
    fix: Words { en: "Name each host that images come from.", es: "Nombre cada servidor del que vienen imágenes." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 10, of_2025: 1 },
    cwe: &[918],
    asvs: &["V1.3.6", "V13.2.4"],
    controls: &["SC-091"],
    examine: Examine::Source { languages: Language::SCRIPT, words: &["remotepatterns", "images", "domains"], look },
    mutant: Mutant {
        red: &[
            (
                "next.config.js",
                r#"module.exports = { images: { remotePatterns: [{ protocol: 'https', hostname: '**' }] } };
"#,
            ),
            (
                "web/next.config.ts",
                r#"const config: NextConfig = { images: { domains: ['*'] } };
export default config;
"#,
            ),
        ],
        green: &[
            (
                "next.config.js",
                r#"module.exports = { images: { remotePatterns: [{ protocol: 'https', hostname: '*.cdn.example' }] } };
"#,
            ),
            (
                "web/next.config.ts",
                r#"const config: NextConfig = { images: { domains: ['cdn.example'] } };
export default config;
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    if module.is_test || !module.name.contains("next.config") {
        return;
    }
    for (at, value) in module.values.iter().enumerate() {
        let Kind::Map(_) = value.kind else { continue };
        let images = module.view(crate::evidence::source::value::ValueId(at));
        for pattern in images.entry("remotePatterns").map(|patterns| patterns.items()).unwrap_or_default() {
            if pattern.entry("hostname").and_then(|host| host.literal()).is_some_and(|host| matches!(host, "**" | "*" | "*.*" | "**.*")) {
                module.note(pattern.id, None, seen);
            }
        }
        for domain in images.entry("domains").map(|domains| domains.items()).unwrap_or_default() {
            if domain.literal() == Some("*") {
                module.note(domain.id, None, seen);
            }
        }
        if images.entry("dangerouslyAllowSVG").is_some_and(|allow| allow.boolean() == Some(true))
            && images.entry("contentSecurityPolicy").is_none()
        {
            module.note(images.id, Some(Severity::Low), seen);
        }
    }
}
