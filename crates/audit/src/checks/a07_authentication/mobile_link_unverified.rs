//! Links that another application may take.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::mobile::Mobile,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "mobile-link-unverified",
    title: Words {
        en: "Links to the web site open in any application that asks for them",
        es: "Los enlaces al sitio web se abren en cualquier aplicación que los pida",
    },
    done: Words {
        en: "Reads the manifests and build files of Android applications; variants for developers are left alone.",
        es: "Se leen los manifiestos y archivos de compilación de las aplicaciones Android; se dejan fuera las variantes de desarrollo.",
    },
    why: Words {
        en: "A hostile application registers the same links and receives what they carry, such as sign-in links.",
        es: "Una aplicación hostil registra los mismos enlaces y recibe lo que llevan, como los de inicio de sesión.",
    },
    fix: Words {
        en: "Set android:autoVerify=\"true\" and publish /.well-known/assetlinks.json.",
        es: "Poner android:autoVerify=\"true\" y publicar /.well-known/assetlinks.json.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[940],
    asvs: &["V10.4.1"],
    controls: &["SC-106"],
    examine: Examine::Mobile(look),
    mutant: Mutant {
        red: &[(
            "app/src/main/AndroidManifest.xml",
            r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="mx.solar">
<application android:name=".App" >
<activity android:name=".Link" android:exported="true">
<intent-filter><action android:name="android.intent.action.VIEW"/><category android:name="android.intent.category.BROWSABLE"/><data android:scheme="https" android:host="solar.mx"/></intent-filter></activity>
</application>
</manifest>
"#,
        )],
        green: &[(
            "app/src/main/AndroidManifest.xml",
            r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="mx.solar">
<application android:name=".App" >
<activity android:name=".Link" android:exported="true">
<intent-filter android:autoVerify="true"><action android:name="android.intent.action.VIEW"/><category android:name="android.intent.category.BROWSABLE"/><data android:scheme="https" android:host="solar.mx"/></intent-filter></activity>
</application>
</manifest>
"#,
        )],
    },
};

fn look(mobile: &Mobile) -> Verdict {
    mobile.over_components(|file, component, seen| {
        for filter in component.filters().filter(|filter| filter.is_link() && !filter.element.is("autoVerify")) {
            let web = filter.schemes().iter().any(|scheme| matches!(*scheme, "http" | "https"));
            let hosts: Vec<&str> = filter.element.all("data").filter_map(|data| data.get("host")).collect();
            if web && !hosts.is_empty() {
                seen.line(&file.name, filter.element.line, &format!("{}: {}", component.name(), hosts.join(", ")));
            }
        }
    })
}
