//! Components of Java, Kotlin, Swift or Go with a known vulnerability.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::components::{Ecosystem, Inventory, Kind},
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "component-vulnerable-mobile",
    title: Words {
        en: "A component of Java, Kotlin, Swift or Go has a known vulnerability",
        es: "Un componente de Java, Kotlin, Swift o Go tiene una vulnerabilidad conocida",
    },
    done: Words {
        en: "Compares every direct and nested component of the lock files with the advisory database.",
        es: "Se compara cada componente directo y anidado de los archivos de bloqueo con la base de datos de avisos.",
    },
    why: Words {
        en: "The flaw and often the attack are public: nothing needs to be found any more.",
        es: "El fallo, y a menudo el ataque, son públicos: ya no hay que descubrir nada.",
    },
    fix: Words {
        en: "Move to a mended version; where there is none, replace the component or show that the flaw cannot be reached.",
        es: "Pasar a una versión corregida; si no existe, sustituir el componente o demostrar que el fallo no es alcanzable.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1395, 1035],
    asvs: &["V15.2.1"],
    controls: &["SC-073", "SC-074", "SC-076", "SC-077"],
    examine: Examine::Components(look),
    mutant: Mutant {
        red: &[
            (
                "app/gradle.lockfile",
                r#"com.squareup.okhttp3:okhttp:4.9.1=classpath
"#,
            ),
            (
                "advisories/GHSA-mobile.json",
                r#"{"id":"GHSA-mobile","modified":"2026-08-20T00:00:00Z","aliases":["CVE-2020-0001"],"affected":[{"package":{"ecosystem":"Maven","name":"com.squareup.okhttp3:okhttp"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"4.9.2"}]}]}]}"#,
            ),
        ],
        green: &[
            (
                "app/gradle.lockfile",
                r#"com.squareup.okhttp3:okhttp:4.12.0=classpath
"#,
            ),
            (
                "advisories/GHSA-mobile.json",
                r#"{"id":"GHSA-mobile","modified":"2026-08-20T00:00:00Z","aliases":["CVE-2020-0001"],"affected":[{"package":{"ecosystem":"Maven","name":"com.squareup.okhttp3:okhttp"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"4.9.2"}]}]}]}"#,
            ),
        ],
    },
};

fn look(inventory: &Inventory) -> Verdict {
    inventory.over_advisories(&[Ecosystem::Maven, Ecosystem::CocoaPods, Ecosystem::Go], |file, component, advisory, seen| {
        if advisory.kind == Kind::Vulnerable {
            let place = Place::Line { file: file.name.clone(), line: component.line };
            seen.note(place, &advisory.tell(component), advisory.severity);
        }
    })
}
