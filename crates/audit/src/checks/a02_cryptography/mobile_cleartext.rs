//! Plain HTTP of Android applications.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::mobile::{Element, Form, Mobile},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "mobile-cleartext",
    title: Words { en: "A mobile application may speak plain HTTP", es: "La aplicación móvil puede usar HTTP sin cifrar" },
    done: Words {
        en: "Reads the manifests and build files of Android applications; variants for developers are left alone.",
        es: "Se leen los manifiestos y archivos de compilación de las aplicaciones Android; se dejan fuera las variantes de desarrollo.",
    },
    why: Words {
        en: "Anybody in the same network reads and changes what it sends: passwords, sessions, orders.",
        es: "Cualquiera en la misma red lee y cambia lo que envía: contraseñas, sesiones, pedidos.",
    },
    fix: Words {
        en: "Remove usesCleartextTraffic and cleartextTrafficPermitted; name single development hosts in the debug variant.",
        es: "Quitar usesCleartextTraffic y cleartextTrafficPermitted; nombrar los servidores de desarrollo en la variante de depuración.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[319],
    asvs: &["V12.2.1"],
    controls: &["SC-106"],
    examine: Examine::Mobile(look),
    mutant: Mutant {
        red: &[(
            "app/src/main/AndroidManifest.xml",
            r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="mx.solar">
<application android:name=".App" android:usesCleartextTraffic="true">

</application>
</manifest>
"#,
        )],
        green: &[
            (
                "app/src/main/AndroidManifest.xml",
                r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="mx.solar">
<application android:name=".App" android:usesCleartextTraffic="false">

</application>
</manifest>
"#,
            ),
            (
                "app/src/main/res/xml/network_security_config.xml",
                r#"<network-security-config>
<domain-config cleartextTrafficPermitted="true"><domain>10.0.2.2</domain></domain-config>
</network-security-config>
"#,
            ),
        ],
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
    mobile.over_android_files(|file, seen| match &file.form {
        Form::Android(root) => {
            // A configuration takes the place of the switch.
            let applications = root.all("application").filter(|application| application.get("networkSecurityConfig").is_none());
            for application in applications.filter(|application| application.is("usesCleartextTraffic")) {
                seen.line(&file.name, application.line, "android:usesCleartextTraffic=true");
            }
        }
        Form::Network(root) => {
            let mut all = Vec::new();
            elements(root, &mut all);
            let own = |domain: &Element| ["localhost", "10.0.2.2", "10.0.3.2", "127.0.0.1"].contains(&domain.text.as_str());
            for element in all.into_iter().filter(|element| element.is("cleartextTrafficPermitted")) {
                if element.first("domain").is_none() || !element.all("domain").all(own) {
                    seen.line(&file.name, element.line, &format!("{}: cleartextTrafficPermitted=true", element.tag));
                }
            }
        }
        Form::Gradle(_) | Form::Apple(_) => {}
    })
}
