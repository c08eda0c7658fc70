//! Frameworks whose versions are no longer mended.

use std::cmp::Ordering;

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{Component, Ecosystem, Form, Inventory, compare},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "framework-unsupported",
    title: Words {
        en: "A framework is used in a version that is no longer supported",
        es: "Se usa un framework en una versión sin soporte",
    },
    done: Words {
        en: "Compares direct components with a dated table (2026-11) of the ends of support of well-known frameworks.",
        es: "Se comparan los componentes directos con una tabla fechada (2026-11) de fines de soporte de frameworks conocidos.",
    },
    why: Words {
        en: "The framework faces every request; its flaws are the first that are tried.",
        es: "El framework recibe cada petición; sus fallos son los primeros que se prueban.",
    },
    fix: Words {
        en: "Move to a supported version; plan the next move before its end.",
        es: "Pasar a una versión con soporte; planificar el siguiente cambio antes de su fin.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104, 1395],
    asvs: &["V15.2.1"],
    controls: &["SC-079", "SC-074"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[(
            "requirements.txt",
            r#"Django==2.2.28
"#,
        )],
        green: &[(
            "requirements.txt",
            r#"Django==5.2.8
"#,
        )],
    },
};

/// Ecosystem, component, the first version that is still fine (`*`: none), and why.
static TABLE: &[(Ecosystem, &str, &str, &str)] = &[
    (Ecosystem::PyPi, "django", "4.2", "support of Django before 4.2 ended in 2025 or earlier"),
    (Ecosystem::PyPi, "flask", "2.3", "Flask before 2.3 is not mended"),
    (Ecosystem::PyPi, "tornado", "6.0", "Tornado before 6 is not mended"),
    (Ecosystem::PyPi, "sqlalchemy", "1.4", "SQLAlchemy before 1.4 is not mended"),
    (Ecosystem::Npm, "next", "14.0.0", "Next.js before 14 is not mended"),
    (Ecosystem::Npm, "angular", "*", "AngularJS ended in 2021-12"),
    (Ecosystem::Npm, "vue", "3.0.0", "Vue 2 ended in 2023-12"),
    (Ecosystem::Npm, "express", "4.0.0", "Express before 4 is not mended"),
    (Ecosystem::Npm, "jquery", "3.0.0", "jQuery before 3 is not mended"),
    (Ecosystem::Npm, "electron", "36.0.0", "only the three newest versions of Electron are mended"),
    (Ecosystem::Npm, "nuxt", "3.0.0", "Nuxt 2 ended in 2024-06"),
    (Ecosystem::Npm, "react-scripts", "*", "Create React App was deprecated in 2025-02"),
    (Ecosystem::Maven, "org.springframework.boot:spring-boot-starter-web", "3.3", "support of Spring Boot before 3.3 ended"),
    (Ecosystem::Maven, "log4j:log4j", "*", "Log4j 1 ended in 2015-08"),
    (Ecosystem::Maven, "org.apache.struts:struts2-core", "6.4", "Struts before 6.4 is not mended"),
    (Ecosystem::Cargo, "actix-web", "4.0.0", "actix-web before 4 is not mended"),
    (Ecosystem::Cargo, "rustls", "0.22.0", "rustls before 0.22 is not mended"),
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
