//! Personal data without a purpose.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::mobile::Mobile,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "mobile-purpose-missing",
    title: Words {
        en: "The application asks for personal data without saying what for",
        es: "La aplicación pide datos personales sin decir para qué",
    },
    done: Words {
        en: "Reads Info.plist of applications for Apple devices.",
        es: "Se lee Info.plist de las aplicaciones para dispositivos Apple.",
    },
    why: Words {
        en: "People allow what they do not understand, and the law asks for a purpose.",
        es: "La gente permite lo que no entiende, y la ley exige una finalidad.",
    },
    fix: Words { en: "Say in a sentence of your own what each is used for.", es: "Decir con una frase propia para qué se usa cada uno." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 3, of_2021: 4, of_2025: 6 },
    cwe: &[359],
    asvs: &["V14.1.2"],
    controls: &["SC-106"],
    examine: Examine::Mobile(look),
    mutant: Mutant {
        red: &[(
            "ios/App/Info.plist",
            r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
<key>NSLocationWhenInUseUsageDescription</key>
<string></string>
</dict>
</plist>
"#,
        )],
        green: &[(
            "ios/App/Info.plist",
            r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
<key>NSLocationWhenInUseUsageDescription</key>
<string>To find the roof that you ask about.</string>
</dict>
</plist>
"#,
        )],
    },
};

fn look(mobile: &Mobile) -> Verdict {
    mobile.over_apple(|file, list, seen| {
        for (key, line, value) in list.root.entries.iter().filter(|(key, _, _)| key.starts_with("NS") && key.ends_with("UsageDescription"))
        {
            let text = value.text.trim();
            if text.len() < 10 || text.to_ascii_lowercase().contains("todo") {
                seen.line(&file.name, *line, &format!("{key}: \"{text}\""));
            }
        }
    })
}
