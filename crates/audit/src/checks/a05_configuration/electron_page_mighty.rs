//! A page in Electron can do what the program can do.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "electron-page-mighty",
    title: Words {
        en: "A page in Electron can do what the program can do",
        es: "Una página en Electron puede hacer lo que puede el programa",
    },
    done: Words { en: "Reads how the windows of Electron are made.", es: "Se lee cómo se crean las ventanas de Electron." },
    why: Words {
        en: "One script in the page reads files and starts programs on the machine.",
        es: "Un solo script en la página lee archivos y arranca programas en la máquina.",
    },
    fix: Words {
        en: "Leave nodeIntegration off and contextIsolation and webSecurity on; hand the page what it needs through a preload script.",
        es: "Deje nodeIntegration apagado y contextIsolation y webSecurity encendidos; entregue a la página lo que necesite con un script de precarga.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[1188],
    asvs: &[],
    controls: &[],
    examine: Examine::Source {
        languages: Language::SCRIPT,
        words: &["nodeintegration", "contextisolation", "websecurity", "allowrunninginsecurecontent"],
        look,
    },
    mutant: Mutant {
        red: &[(
            "desktop/main.js",
            r#"const { BrowserWindow } = require('electron');
new BrowserWindow({ webPreferences: { nodeIntegration: true, contextIsolation: false } });
"#,
        )],
        green: &[(
            "desktop/main.js",
            r#"const { BrowserWindow } = require('electron');
new BrowserWindow({ webPreferences: { nodeIntegration: false, contextIsolation: true, preload } });
"#,
        )],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let Some(given) = call.named("webPreferences") else { continue };
        let is = |name: &str, value: bool| given.entry(name).is_some_and(|entry| entry.boolean() == Some(value));
        if is("nodeIntegration", true)
            || is("contextIsolation", false)
            || is("webSecurity", false)
            || is("allowRunningInsecureContent", true)
        {
            call.note(None, seen);
        }
    }
}
