//! A temporary file has a name that others can guess.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "temporary-file-predictable",
    title: Words {
        en: "A temporary file has a name that others can guess",
        es: "Un archivo temporal tiene un nombre que otros pueden adivinar",
    },
    done: Words {
        en: "Looks for mktemp and for fixed names in /tmp that are written to.",
        es: "Se buscan mktemp y nombres fijos en /tmp en los que se escribe.",
    },
    why: Words {
        en: "Another program of the machine places a link there first and has your data written where it likes.",
        es: "Otro programa de la máquina coloca antes un enlace y hace que sus datos se escriban donde quiera.",
    },
    fix: Words { en: "Use tempfile.NamedTemporaryFile or fs.mkdtemp.", es: "Use tempfile.NamedTemporaryFile o fs.mkdtemp." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 1, of_2025: 1 },
    cwe: &[377, 379],
    asvs: &["V5.3.2"],
    controls: &["SC-064"],
    examine: Examine::Source { languages: Language::WEB, words: &["mktemp", "/tmp/", "tmpnam", "tempnam"], look },
    mutant: Mutant {
        red: &[
            (
                "app/t.py",
                r#"import tempfile
path = tempfile.mktemp()
with open("/tmp/report.csv", "w") as out:
    out.write("x")
"#,
            ),
            (
                "app/p.py",
                r#"from pathlib import Path
KEY = Path("/tmp/key.txt")
def keep(key):
    with KEY.open("w") as out:
        out.write(key)
    Path("/tmp/keys.{}".format(key)).touch()
app.run(ssl_context=("/tmp/site.cert", "/tmp/site.key"))
"#,
            ),
            (
                "web/t.js",
                r#"require('fs').writeFileSync('/tmp/report.csv', data);
"#,
            ),
        ],
        green: &[
            (
                "app/t.py",
                r#"import tempfile
with tempfile.NamedTemporaryFile() as out:
    out.write(b"x")
data = open("/tmp/report.csv").read()
text = Path("/tmp/report.csv").read_text()
"#,
            ),
            (
                "web/t.js",
                r#"const fs = require('fs'); const dir = fs.mkdtempSync('/tmp/report-'); fs.writeFileSync(dir + '/x', data);
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        if call.is(&["tempfile.mktemp", "os.tempnam", "os.tmpnam"]) {
            call.note(Some(Severity::Medium), seen);
            continue;
        }
        // A key that a server reads where anybody may put one.
        let key = match call.call.method {
            "load_cert_chain" => call.argument(0),
            _ => ["ssl_context", "ssl_keyfile", "keyfile"].iter().find_map(|name| call.named(name)),
        };
        if key.is_some_and(|key| {
            key.items().into_iter().chain([key]).any(|file| file.literal().is_some_and(|file| file.starts_with("/tmp/")))
        }) {
            call.note(Some(Severity::Medium), seen);
            continue;
        }
        let writes = match call.call.method {
            "open" if call.call.receiver.is_none() || call.callee() == "aiofiles.open" => {
                call.either(1, "mode").and_then(|mode| mode.literal()).is_some_and(|mode| mode.contains(['w', 'a', '+']))
            }
            "writeFile" | "writeFileSync" | "createWriteStream" => true,
            _ => false,
        };
        // `Path("/tmp/x").write_text(…)`, in one or by a name.
        let path = call.receiver().filter(|_| call.callee().starts_with("pathlib.Path()")).and_then(|path| path.call());
        let by_path = match call.call.method {
            "touch" | "write_text" | "write_bytes" => path,
            "open" => {
                path.filter(|_| call.either(0, "mode").and_then(|mode| mode.literal()).is_some_and(|mode| mode.contains(['w', 'a', '+'])))
            }
            _ => None,
        };
        // With parts that are not fixed the folder still is everybody's: names of people and keys are read there.
        if by_path.and_then(|path| path.argument(0)).is_some_and(|path| path.texts().0.starts_with("/tmp/")) {
            call.note(None, seen);
            continue;
        }
        let fixed = call.argument(0).map(|path| path.texts()).is_some_and(|(path, built)| path.starts_with("/tmp/") && !built);
        if writes && fixed {
            call.note(None, seen);
        }
    }
}
