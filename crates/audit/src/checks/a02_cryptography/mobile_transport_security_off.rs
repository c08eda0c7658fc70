//! Plain HTTP of applications for Apple devices.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::mobile::Mobile,
    finding::{Place, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "mobile-transport-security-off",
    title: Words { en: "App Transport Security is switched off", es: "App Transport Security está desactivado" },
    done: Words {
        en: "Reads Info.plist of applications for Apple devices.",
        es: "Se lee Info.plist de las aplicaciones para dispositivos Apple.",
    },
    why: Words {
        en: "Anybody in the same network reads and changes what the application sends.",
        es: "Cualquiera en la misma red lee y cambia lo que envía la aplicación.",
    },
    fix: Words {
        en: "Remove NSAllowsArbitraryLoads and exceptions for your own hosts.",
        es: "Quitar NSAllowsArbitraryLoads y las excepciones para los servidores propios.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[319],
    asvs: &["V12.2.1"],
    controls: &["SC-106"],
    examine: Examine::Mobile(look),
    mutant: Mutant {
        red: &[(
            "ios/App/Info.plist",
            r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
<key>NSAppTransportSecurity</key>
<dict>
<key>NSAllowsArbitraryLoads</key>
<true/>
</dict>
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
<key>NSAppTransportSecurity</key>
<dict>
<key>NSAllowsLocalNetworking</key>
<true/>
<key>NSExceptionDomains</key>
<dict><key>localhost</key><dict><key>NSExceptionAllowsInsecureHTTPLoads</key><true/></dict></dict>
</dict>
</dict>
</plist>
"#,
        )],
    },
};

fn look(mobile: &Mobile) -> Verdict {
    mobile.over_apple(|file, list, seen| {
        let Some(security) = list.root.dictionary("NSAppTransportSecurity") else { return };
        for key in ["NSAllowsArbitraryLoads", "NSAllowsArbitraryLoadsInWebContent"] {
            if let Some(line) = security.yes(key) {
                let place = Place::Line { file: file.name.clone(), line };
                seen.note(place, key, key.ends_with("WebContent").then_some(Severity::Medium));
            }
        }
        let domains = security.dictionary("NSExceptionDomains").unwrap_or_default();
        for (host, line, _) in
            domains.entries.iter().filter(|(host, _, _)| host != "localhost" && !host.ends_with(".local") && !host.starts_with("127."))
        {
            let exception = domains.dictionary(host).unwrap_or_default();
            let plain = ["NSExceptionAllowsInsecureHTTPLoads", "NSTemporaryExceptionAllowsInsecureHTTPLoads"];
            let old = exception.text("NSExceptionMinimumTLSVersion").is_some_and(|version| matches!(version, "TLSv1.0" | "TLSv1.1"));
            if old || plain.iter().any(|key| exception.yes(key).is_some()) {
                let place = Place::Line { file: file.name.clone(), line: *line };
                seen.note(place, &format!("exception for {host}"), Some(Severity::Medium));
            }
        }
    })
}
