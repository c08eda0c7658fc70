//! Own address schemes without verified links.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::mobile::Mobile,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "mobile-scheme-unverified",
    title: Words {
        en: "The application takes addresses of a scheme that any application may claim",
        es: "La aplicación acepta direcciones de un esquema que cualquier aplicación puede reclamar",
    },
    done: Words {
        en: "Reads Info.plist of applications for Apple devices.",
        es: "Se lee Info.plist de las aplicaciones para dispositivos Apple.",
    },
    why: Words {
        en: "Another application registers the scheme and receives sign-in codes and tokens.",
        es: "Otra aplicación registra el esquema y recibe códigos y tokens de acceso.",
    },
    fix: Words {
        en: "Use universal links (associated domains) for whatever carries a secret; PKCE for sign-in.",
        es: "Usar enlaces universales (associated domains) para lo que lleve un secreto; PKCE para el inicio de sesión.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[940],
    asvs: &["V10.4.6"],
    controls: &["SC-106"],
    examine: Examine::Mobile(look),
    mutant: Mutant {
        red: &[(
            "ios/App/Info.plist",
            r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
<key>CFBundleURLTypes</key>
<array>
<dict>
<key>CFBundleURLSchemes</key>
<array>
<string>solar</string>
</array>
</dict>
</array>
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
<key>CFBundleURLTypes</key>
<array>
<dict>
<key>CFBundleURLSchemes</key>
<array>
<string>com.googleusercontent.apps.1</string>
</array>
</dict>
</array>
</dict>
</plist>
"#,
        )],
    },
};

fn look(mobile: &Mobile) -> Verdict {
    let verified = mobile.apple().any(|(_, list)| {
        let domains = list.root.texts("com.apple.developer.associated-domains");
        domains.iter().any(|(domain, _)| domain.starts_with("applinks:"))
    });
    mobile.over_apple(|file, list, seen| {
        for kind in list.root.dictionaries("CFBundleURLTypes") {
            // Schemes of providers are theirs, and those in reverse domain style are drawn from a name that is owned.
            let own =
                |scheme: &str| !scheme.contains('.') && !scheme.starts_with("fb") && !scheme.starts_with("msauth") && !scheme.contains('$');
            for (scheme, line) in kind.texts("CFBundleURLSchemes").into_iter().filter(|(scheme, _)| own(scheme) && !verified) {
                seen.line(&file.name, line, &format!("{scheme}://"));
            }
        }
    })
}
