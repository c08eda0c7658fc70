//! A program is fetched from the network and run.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "program-fetched-and-run",
    title: Words { en: "A program is fetched from the network and run", es: "Se descarga un programa de la red y se ejecuta" },
    done: Words {
        en: "Looks for downloads that are piped to a shell, installed or evaluated while the program runs.",
        es: "Se buscan descargas que se pasan a un intérprete, se instalan o se ejecutan mientras el programa funciona.",
    },
    why: Words {
        en: "Whoever holds that server, or the line to it, runs his program in yours.",
        es: "Quien controle ese servidor, o la línea hasta él, ejecuta su programa dentro del suyo.",
    },
    fix: Words {
        en: "Bring what you run with the release, with a hash or a signature that is checked.",
        es: "Incluya lo que ejecuta en la entrega, con un hash o una firma que se compruebe.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[494, 829],
    asvs: &["V15.2.4"],
    controls: &["SC-078", "SC-081"],
    examine: Examine::Source {
        languages: Language::ALL,
        words: &[
            "curl",
            "wget",
            "pip install",
            "npm install",
            "urlopen",
            "trust_remote_code",
            "requests.get",
            "httpx.get",
            "\"install\"",
            "'install'",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/i.py",
                r#"import os, requests
os.system("curl https://get.example/install.sh | sh")
exec(requests.get("https://get.example/plugin.py", timeout=5).text)
"#,
            ),
            (
                "web/i.js",
                r#"const cp = require('child_process'); cp.execSync('curl -s https://get.example/install.sh | bash');
"#,
            ),
            (
                "src/i.rs",
                r#"use std::process::Command;
fn setup() { Command::new("sh").arg("-c").arg("curl https://get.example | sh"); }
"#,
            ),
        ],
        green: &[
            (
                "app/i.py",
                r#"import subprocess
subprocess.run(["systemctl", "restart", "app"], check=True)
"#,
            ),
            (
                "web/i.js",
                r#"const cp = require('child_process'); cp.execFileSync('systemctl', ['restart', 'app']);
"#,
            ),
            (
                "src/i.rs",
                r#"use std::process::Command;
fn setup() { Command::new("systemctl").arg("restart"); }
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let runs = call.begins("subprocess.")
            || call.is(&["os.system", "os.popen"])
            || call.begins("child_process.")
            || call.callee().contains("Command::new");
        if runs {
            let text = call
                .arguments()
                .map(|argument| {
                    argument.texts().0
                        + " "
                        + &argument.items().iter().map(|item| item.literal().unwrap_or_default()).collect::<Vec<_>>().join(" ")
                })
                .collect::<String>();
            let piped = (text.contains("curl ") || text.contains("wget "))
                && ["| sh", "|sh", "| bash", "|bash", "| sudo", "| python", "| node"].iter().any(|pipe| text.contains(pipe));
            let installs = text.contains("pip install") || text.contains("npm install ") || text.contains("-m pip install");
            if piped {
                call.note(None, seen);
            } else if installs
                && !text.contains("--require-hashes")
                && !text.contains("-r requirements")
                && call.call.function.is_some()
                && module.name.starts_with(|c: char| c != '.')
                && !module.name.contains("setup")
                && !module.name.contains("script")
                && !module.name.contains("noxfile")
            {
                call.note(Some(Severity::Medium), seen);
            }
        } else if call.is(&["exec", "eval"])
            && call
                .argument(0)
                .is_some_and(|code| ["urlopen(", "requests.get(", "httpx.get("].iter().any(|word| code.shown().contains(word)))
        {
            call.note(Some(Severity::Critical), seen);
        } else if call.named("trust_remote_code").is_some_and(|trust| trust.boolean() == Some(true)) {
            call.note(Some(Severity::Medium), seen);
        }
    }
}
