//! Devices that get no mending.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::mobile::{Form, Mobile},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "mobile-minimum-version-old",
    title: Words {
        en: "The mobile application runs on systems that nobody mends any more",
        es: "La aplicación móvil funciona en sistemas que ya nadie corrige",
    },
    done: Words {
        en: "Reads the manifests and build files of Android applications; variants for developers are left alone.",
        es: "Se leen los manifiestos y archivos de compilación de las aplicaciones Android; se dejan fuera las variantes de desarrollo.",
    },
    why: Words {
        en: "Known flaws of the system lay open what the application keeps: old ones check TLS badly.",
        es: "Los fallos conocidos del sistema dejan ver lo que guarda la aplicación: los viejos comprueban mal TLS.",
    },
    fix: Words { en: "Raise minSdk to 26 or more.", es: "Subir minSdk a 26 o más." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104],
    asvs: &["V15.2.1"],
    controls: &["SC-106"],
    examine: Examine::Mobile(look),
    mutant: Mutant {
        red: &[(
            "app/build.gradle",
            r#"android {
  defaultConfig {
    minSdkVersion 19
  }
}
"#,
        )],
        green: &[(
            "app/build.gradle",
            r#"android {
  defaultConfig {
    minSdkVersion 28
  }
}
"#,
        )],
    },
};

/// The first level whose Keystore and TLS defaults hold today: Android 8 (2017).
const OLDEST: u32 = 26;

fn look(mobile: &Mobile) -> Verdict {
    mobile.over_android_files(|file, seen| {
        let mut judge = |value: &str, line: usize| {
            if value.parse::<u32>().is_ok_and(|level| level < OLDEST) {
                seen.line(&file.name, line, &format!("minSdk {value}"));
            }
        };
        match &file.form {
            Form::Android(root) => {
                for uses in root.all("uses-sdk") {
                    judge(uses.get("minSdkVersion").unwrap_or_default(), uses.line);
                }
            }
            Form::Gradle(words) => {
                for (_, value, line) in words.iter().filter(|(word, _, _)| matches!(word.as_str(), "minSdk" | "minSdkVersion")) {
                    judge(value, *line);
                }
            }
            Form::Network(_) | Form::Apple(_) => {}
        }
    })
}
