//! Permissions that see too much.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::mobile::Mobile,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "mobile-permission-dangerous",
    title: Words {
        en: "A mobile application asks for a permission that lays the whole device open",
        es: "La aplicación móvil pide un permiso que abre todo el dispositivo",
    },
    done: Words {
        en: "Looks for permissions that an application of a company hardly ever needs: SMS, call logs, all files, drawing over others, installing packages.",
        es: "Se buscan permisos que la aplicación de una empresa casi nunca necesita: SMS, registro de llamadas, todos los archivos, dibujar sobre otras, instalar paquetes.",
    },
    why: Words {
        en: "Whoever takes over the application has them too: one-time codes, contacts, every photograph.",
        es: "Quien tome la aplicación también los tiene: códigos de un solo uso, contactos, todas las fotografías.",
    },
    fix: Words {
        en: "Remove it; use the narrow interfaces (SMS Retriever, photo picker, scoped storage).",
        es: "Quitarlo; usar las interfaces limitadas (SMS Retriever, selector de fotos, almacenamiento acotado).",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 4, of_2025: 6 },
    cwe: &[250, 269],
    asvs: &["V14.2.6"],
    controls: &["SC-106"],
    examine: Examine::Mobile(look),
    mutant: Mutant {
        red: &[(
            "app/src/main/AndroidManifest.xml",
            r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="mx.solar">
<uses-permission android:name="android.permission.READ_SMS"/>
<application android:name=".App" >

</application>
</manifest>
"#,
        )],
        green: &[(
            "app/src/main/AndroidManifest.xml",
            r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="mx.solar">
<uses-permission android:name="android.permission.INTERNET"/>
<application android:name=".App" >

</application>
</manifest>
"#,
        )],
    },
};

const WIDE: [&str; 12] = [
    "READ_SMS",
    "RECEIVE_SMS",
    "SEND_SMS",
    "READ_CALL_LOG",
    "WRITE_CALL_LOG",
    "PROCESS_OUTGOING_CALLS",
    "MANAGE_EXTERNAL_STORAGE",
    "SYSTEM_ALERT_WINDOW",
    "REQUEST_INSTALL_PACKAGES",
    "QUERY_ALL_PACKAGES",
    "BIND_ACCESSIBILITY_SERVICE",
    "WRITE_SETTINGS",
];

fn look(mobile: &Mobile) -> Verdict {
    mobile.over_android(|file, root, seen| {
        for permission in root.all("uses-permission").filter(|permission| permission.get("node") != Some("remove")) {
            let name = permission.get("name").unwrap_or_default();
            if name.strip_prefix("android.permission.").is_some_and(|name| WIDE.contains(&name)) {
                seen.line(&file.name, permission.line, name);
            }
        }
    })
}
