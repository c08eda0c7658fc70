//! Applications that can be debugged.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::mobile::{Form, Mobile},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "mobile-debuggable",
    title: Words { en: "A shipped mobile application can be debugged", es: "La aplicación móvil que se entrega se puede depurar" },
    done: Words {
        en: "Reads the manifests and build files of Android applications; variants for developers are left alone.",
        es: "Se leen los manifiestos y archivos de compilación de las aplicaciones Android; se dejan fuera las variantes de desarrollo.",
    },
    why: Words {
        en: "Whoever holds the device reads and changes everything in the application, its keys and sessions too.",
        es: "Quien tenga el dispositivo lee y cambia todo en la aplicación, también sus claves y sesiones.",
    },
    fix: Words {
        en: "Remove android:debuggable and debuggable from the release build.",
        es: "Quitar android:debuggable y debuggable de la versión de entrega.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[489],
    asvs: &["V13.4.2"],
    controls: &["SC-106"],
    examine: Examine::Mobile(look),
    mutant: Mutant {
        red: &[(
            "app/src/main/AndroidManifest.xml",
            r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="mx.solar">
<application android:name=".App" android:debuggable="true">

</application>
</manifest>
"#,
        )],
        green: &[
            (
                "app/src/main/AndroidManifest.xml",
                r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="mx.solar">
<application android:name=".App" >

</application>
</manifest>
"#,
            ),
            (
                "app/build.gradle",
                r#"android {
  buildTypes {
    debug {
      debuggable true
    }
  }
}
"#,
            ),
        ],
    },
};

fn look(mobile: &Mobile) -> Verdict {
    mobile.over_android_files(|file, seen| match &file.form {
        Form::Android(root) => {
            for application in root.all("application").filter(|application| application.is("debuggable")) {
                seen.line(&file.name, application.line, "android:debuggable=true");
            }
        }
        Form::Gradle(words) => {
            let of_release = |word: &str| matches!(word, "release.debuggable" | "release.isDebuggable");
            for (word, value, line) in words.iter().filter(|(word, value, _)| of_release(word) && value.starts_with("true")) {
                seen.line(&file.name, *line, &format!("{word} = {value}"));
            }
        }
        Form::Network(_) | Form::Apple(_) => {}
    })
}
