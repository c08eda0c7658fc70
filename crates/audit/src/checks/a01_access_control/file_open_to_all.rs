//! A file is made readable or writable by everybody.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{CallView, Language, Module, View, value::Kind},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "file-open-to-all",
    title: Words {
        en: "A file is made readable or writable by everybody",
        es: "Un archivo se deja abierto a lectura o escritura de todos",
    },
    done: Words {
        en: "Reads the modes that are given to files and folders.",
        es: "Se leen los permisos que se dan a archivos y carpetas.",
    },
    why: Words { en: "Any program on the machine changes or reads it.", es: "Cualquier programa de la máquina lo cambia o lo lee." },
    fix: Words {
        en: "0600 for files with secrets, 0644 at most for others.",
        es: "0600 para archivos con secretos, 0644 como máximo para los demás.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[276, 732],
    asvs: &["V13.2.2"],
    controls: &["SC-064"],
    examine: Examine::Source { languages: Language::ALL, words: &["chmod", "umask", "set_mode", "from_mode", "mkdir", "makedirs"], look },
    mutant: Mutant {
        red: &[
            (
                "app/f.py",
                r#"import os
os.chmod("/srv/data", 0o777)
"#,
            ),
            (
                "web/f.js",
                r#"require('fs').chmodSync('/srv/data', '777');
"#,
            ),
            (
                "src/f.rs",
                r#"fn open(p: &Path) { fs::set_permissions(p, Permissions::from_mode(0o666)); }
"#,
            ),
        ],
        green: &[
            (
                "app/f.py",
                r#"import os
os.chmod("/srv/data", 0o750)
mask = os.umask(0)
os.umask(mask)
"#,
            ),
            (
                "web/f.js",
                r#"require('fs').chmodSync('/srv/data', 0o640);
"#,
            ),
            (
                "src/f.rs",
                r#"fn open(p: &Path) { fs::set_permissions(p, Permissions::from_mode(0o600)); }
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let mode = if call.ends(&["os.chmod", "fs.chmod", "fs.chmodSync", "fs.promises.chmod", "os.fchmod", "os.mkdir", "os.makedirs"])
            || call.call.method == "chmod"
        {
            call.named("mode").or_else(|| call.arguments().last())
        } else if call.ends(&["from_mode", "set_mode"]) {
            call.argument(0)
        } else {
            None
        };
        if mode.and_then(bits).is_some_and(|bits| bits & 0o002 != 0) {
            call.note(None, seen);
        } else if call.is(&["os.umask"]) && call.argument(0).and_then(bits) == Some(0) && !reads_umask(call) {
            call.note(Some(Severity::Low), seen);
        }
    }
}

/// The mask can be read only by setting it: who keeps the old one puts it back.
fn reads_umask(call: CallView<'_, '_>) -> bool {
    let again = || call.module.text.matches("os.umask(").nth(1).is_some();
    call.lines_near(0, 0).contains("= os.umask(0)") && call.module.once(None, "os.umask again", again)
}

fn bits(mode: View<'_, '_>) -> Option<u32> {
    let text = match mode.resolved().kind {
        Kind::Number(text) | Kind::Text(text) => text,
        _ => return mode.source().contains("S_IWOTH").then_some(0o002),
    };
    match text.strip_prefix("0o").or_else(|| text.strip_prefix("0O")) {
        Some(octal) => u32::from_str_radix(octal, 8).ok(),
        None if matches!(mode.resolved().kind, Kind::Text(_)) || text.starts_with('0') => u32::from_str_radix(text, 8).ok(),
        None => text.parse().ok(),
    }
}
