//! Backups of application data.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::mobile::Mobile,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "mobile-backup-allowed",
    title: Words {
        en: "The data of a mobile application is copied into backups",
        es: "Los datos de la aplicación móvil se copian en respaldos",
    },
    done: Words {
        en: "Reads the manifests and build files of Android applications; variants for developers are left alone.",
        es: "Se leen los manifiestos y archivos de compilación de las aplicaciones Android; se dejan fuera las variantes de desarrollo.",
    },
    why: Words {
        en: "Sessions and personal data leave the device with a cable or a cloud account.",
        es: "Sesiones y datos personales salen del dispositivo con un cable o una cuenta en la nube.",
    },
    fix: Words {
        en: "Set allowBackup to false, or leave secrets out with dataExtractionRules.",
        es: "Poner allowBackup en false, o excluir los secretos con dataExtractionRules.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 3, of_2021: 4, of_2025: 6 },
    cwe: &[312, 530],
    asvs: &["V14.3.3"],
    controls: &["SC-106"],
    examine: Examine::Mobile(look),
    mutant: Mutant {
        red: &[(
            "app/src/main/AndroidManifest.xml",
            r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="mx.solar">
<application android:name=".App" android:allowBackup="true">

</application>
</manifest>
"#,
        )],
        green: &[(
            "app/src/main/AndroidManifest.xml",
            r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="mx.solar">
<application android:name=".App" android:allowBackup="false">

</application>
</manifest>
"#,
        )],
    },
};

fn look(mobile: &Mobile) -> Verdict {
    mobile.over_android(|file, root, seen| {
        for application in root.all("application").filter(|application| {
            application.is("allowBackup")
                && application.get("dataExtractionRules").is_none()
                && application.get("fullBackupContent").is_none()
        }) {
            seen.line(&file.name, application.line, "android:allowBackup=true");
        }
    })
}
