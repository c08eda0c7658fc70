//! Parts of Android applications that others may start.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::mobile::Mobile,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "mobile-component-exported",
    title: Words {
        en: "Other applications may start a part of the mobile application",
        es: "Otras aplicaciones pueden iniciar una parte de la aplicación móvil",
    },
    done: Words {
        en: "Reads the manifests and build files of Android applications; variants for developers are left alone.",
        es: "Se leen los manifiestos y archivos de compilación de las aplicaciones Android; se dejan fuera las variantes de desarrollo.",
    },
    why: Words {
        en: "A hostile application on the same device calls it with any content, past the sign-in screen.",
        es: "Una aplicación hostil en el mismo dispositivo la llama con cualquier contenido, saltándose el inicio de sesión.",
    },
    fix: Words {
        en: "Set exported to false, or ask for a permission of level signature.",
        es: "Poner exported en false, o pedir un permiso de nivel signature.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[926, 284],
    asvs: &["V8.2.1"],
    controls: &["SC-106"],
    examine: Examine::Mobile(look),
    mutant: Mutant {
        red: &[(
            "app/src/main/AndroidManifest.xml",
            r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="mx.solar">
<application android:name=".App" >
<provider android:name=".Orders" android:exported="true" android:authorities="mx.solar.orders"/>
</application>
</manifest>
"#,
        )],
        green: &[(
            "app/src/main/AndroidManifest.xml",
            r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="mx.solar">
<application android:name=".App" >
<provider android:name=".Orders" android:exported="false" android:authorities="mx.solar.orders"/>
<activity android:name=".Main" android:exported="true"><intent-filter><action android:name="android.intent.action.MAIN"/><category android:name="android.intent.category.LAUNCHER"/></intent-filter></activity>
</application>
</manifest>
"#,
        )],
    },
};

fn look(mobile: &Mobile) -> Verdict {
    mobile.over_components(|file, component, seen| {
        // Links and sharing are there to be called; what the system calls is guarded by it.
        let meant = component.is_launcher()
            || component.filters().any(|filter| {
                let shared = [
                    "android.intent.action.SEND",
                    "android.intent.action.SEND_MULTIPLE",
                    "android.intent.action.VIEW",
                    "android.intent.action.PROCESS_TEXT",
                ];
                filter.is_link() || shared.iter().any(|action| filter.has("action", action))
            });
        let system = component.filters().next().is_some()
            && component.filters().all(|filter| {
                filter.element.all("action").all(|action| {
                    let name = action.get("name").unwrap_or_default();
                    ["android.", "com.google.", "com.android."].iter().any(|start| name.starts_with(start))
                })
            });
        if component.is_exported() && !component.is_guarded() && !meant && !system {
            seen.line(&file.name, component.element.line, &format!("{} {}", component.element.tag, component.name()));
        }
    })
}
