use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-header-missing",
    title: Words {
        en: "An answer of Sunward lacks a header that browsers are protected by",
        es: "A una respuesta de Sunward le falta una cabecera que protege al navegador",
    },
    done: Words {
        en: "Every page, file and operation that only shows something is asked in the running program; each answer has its content policy without inline scripts and with trusted types, forbids framing and guessing of types, is isolated, keeps its address to itself, and is kept by nobody unless it is a file.",
        es: "Se pide en el programa en marcha cada página, archivo y operación que solo muestra algo; cada respuesta lleva su política de contenido sin scripts incrustados y con tipos de confianza, prohíbe los marcos y adivinar tipos, está aislada, no revela su dirección y nadie la guarda salvo que sea un archivo.",
    },
    why: Words {
        en: "The second line is gone: one mistake in a template and a foreign script runs in a customer's page.",
        es: "Desaparece la segunda línea: un error en una plantilla y un script ajeno se ejecuta en la página de un cliente.",
    },
    fix: Words {
        en: "Let every route pass the guard, and let no layer after it take headers away.",
        es: "Que cada ruta pase por la guarda y que ninguna capa posterior quite cabeceras.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[693, 1021],
    asvs: &["V3.4.3", "V3.4.4", "V3.4.6"],
    controls: &["SC-012", "SC-057", "SC-059", "SC-067", "SC-107"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[(
            "house.json",
            r#"{"answers": [{"method": "GET", "path": "/", "status": 200, "headers": {"content-security-policy": "default-src *", "cache-control": "no-store"}}]}"#,
        )],
        green: &[(
            "house.json",
            r#"{"answers": [{"method": "GET", "path": "/", "status": 200, "headers": {"content-security-policy": "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'", "x-content-type-options": "nosniff", "referrer-policy": "same-origin", "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin", "permissions-policy": "camera=()", "cache-control": "no-store"}}]}"#,
        )],
    },
};

/// Headers of every answer, and what must stand in them.
const WANTED: &[(&str, &[&str])] = &[
    ("content-security-policy", &["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"]),
    ("x-content-type-options", &["nosniff"]),
    ("referrer-policy", &["no-referrer", "same-origin", "strict-origin"]),
    ("cross-origin-opener-policy", &["same-origin"]),
    ("cross-origin-resource-policy", &["same-"]),
    ("permissions-policy", &["=()"]),
    ("cache-control", &["no-store", "max-age", "no-cache"]),
];

fn look(house: &House) -> Verdict {
    house.over_answers(|answer, seen| {
        let header = |name: &str| answer.headers.get(name).map_or("", String::as_str);
        for (name, parts) in WANTED {
            let text = header(name);
            // Of the content policy everything must stand there; of the others one of several is enough.
            let holds = |part: &&str| text.contains(*part);
            let is_right = if *name == "content-security-policy" { parts.iter().all(holds) } else { parts.iter().any(holds) };
            if !is_right {
                seen.url(&answer.name(), &format!("{name}: {}", if text.is_empty() { "missing" } else { text }));
            }
        }
        if header("content-security-policy").contains("unsafe-") {
            seen.url(&answer.name(), "content-security-policy allows what is unsafe");
        }
    })
}
