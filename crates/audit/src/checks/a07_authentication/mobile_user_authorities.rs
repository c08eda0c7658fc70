//! Authorities that the user of a device added.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::mobile::{Element, Form, Mobile},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "mobile-user-authorities",
    title: Words {
        en: "A mobile application trusts authorities that the user added",
        es: "La aplicación móvil confía en autoridades añadidas por el usuario",
    },
    done: Words {
        en: "Reads the manifests and build files of Android applications; variants for developers are left alone.",
        es: "Se leen los manifiestos y archivos de compilación de las aplicaciones Android; se dejan fuera las variantes de desarrollo.",
    },
    why: Words {
        en: "Whoever talks somebody into adding a certificate reads all traffic of the application.",
        es: "Quien convenza a alguien de añadir un certificado lee todo el tráfico de la aplicación.",
    },
    fix: Words {
        en: "Keep certificates src=\"user\" within debug-overrides.",
        es: "Dejar certificates src=\"user\" solo dentro de debug-overrides.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 7, of_2025: 7 },
    cwe: &[295],
    asvs: &["V12.3.2"],
    controls: &["SC-106"],
    examine: Examine::Mobile(look),
    mutant: Mutant {
        red: &[(
            "app/src/main/res/xml/network_security_config.xml",
            r#"<network-security-config>
<base-config><trust-anchors><certificates src="user"/></trust-anchors></base-config>
</network-security-config>
"#,
        )],
        green: &[(
            "app/src/main/res/xml/network_security_config.xml",
            r#"<network-security-config>
<debug-overrides><trust-anchors><certificates src="user"/></trust-anchors></debug-overrides>
</network-security-config>
"#,
        )],
    },
};

/// The elements of a configuration, all levels; depth is bounded by the reader. What is for debugging only is left out.
fn elements<'a>(root: &'a Element, found: &mut Vec<&'a Element>) {
    for child in root.children.iter().filter(|child| child.tag != "debug-overrides") {
        found.push(child);
        elements(child, found);
    }
}

fn look(mobile: &Mobile) -> Verdict {
    mobile.over_android_files(|file, seen| {
        if let Form::Network(root) = &file.form {
            let mut all = Vec::new();
            elements(root, &mut all);
            for element in all.into_iter().filter(|element| element.tag == "certificates" && element.get("src") == Some("user")) {
                seen.line(&file.name, element.line, "certificates src=user");
            }
        }
    })
}
