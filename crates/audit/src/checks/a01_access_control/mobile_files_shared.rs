//! Files of the application that anybody with the device sees.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::mobile::Mobile,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "mobile-files-shared",
    title: Words {
        en: "The files of the application are open to other applications and computers",
        es: "Los archivos de la aplicación están abiertos a otras aplicaciones y equipos",
    },
    done: Words {
        en: "Reads Info.plist of applications for Apple devices.",
        es: "Se lee Info.plist de las aplicaciones para dispositivos Apple.",
    },
    why: Words {
        en: "Whoever connects the unlocked device copies documents, offers and photographs.",
        es: "Quien conecte el dispositivo desbloqueado copia documentos, ofertas y fotografías.",
    },
    fix: Words {
        en: "Remove UIFileSharingEnabled, and keep what is private outside Documents.",
        es: "Quitar UIFileSharingEnabled y guardar lo privado fuera de Documents.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 3, of_2021: 1, of_2025: 1 },
    cwe: &[552],
    asvs: &["V14.3.3"],
    controls: &["SC-106"],
    examine: Examine::Mobile(look),
    mutant: Mutant {
        red: &[(
            "ios/App/Info.plist",
            r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
<key>UIFileSharingEnabled</key>
<true/>
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
<key>UIFileSharingEnabled</key>
<false/>
</dict>
</plist>
"#,
        )],
    },
};

fn look(mobile: &Mobile) -> Verdict {
    mobile.over_apple(|file, list, seen| {
        if let Some(line) = list.root.yes("UIFileSharingEnabled") {
            seen.line(&file.name, line, "UIFileSharingEnabled");
        }
    })
}
