//! An archive is unpacked without looking at the names in it.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        CallView, Language, Module, View,
        origin::{Context, Origin},
        value::{Kind, ValueId},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "archive-unpacked-unchecked",
    title: Words {
        en: "An archive is unpacked without looking at the names in it",
        es: "Se desempaqueta un archivo comprimido sin mirar los nombres que contiene",
    },
    done: Words {
        en: "Looks for functions that write every member of an archive to disk.",
        es: "Se buscan funciones que escriben en el disco todos los miembros de un archivo comprimido.",
    },
    why: Words {
        en: "A member named ../../x lands outside the folder and replaces files of the system.",
        es: "Un miembro llamado ../../x cae fuera de la carpeta y sustituye archivos del sistema.",
    },
    fix: Words {
        en: r#"Python: tarfile with filter="data". Elsewhere resolve each name and refuse what lies outside."#,
        es: r#"Python: tarfile con filter="data". En otros casos resuelva cada nombre y rechace lo que quede fuera."#,
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[22],
    asvs: &["V5.3.3"],
    controls: &["SC-006"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &[
            "extractall",
            "unpack_archive",
            "adm-zip",
            "unzipper",
            "extractallto",
            "tarfile",
            ".extract(",
            "yauzl",
            "jszip",
            "tar-stream",
            "stream-zip",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/up.py",
                r#"import tarfile
def unpack(path):
    with tarfile.open(path) as tar:
        tar.extractall("/srv/data")
"#,
            ),
            (
                "web/up.js",
                r#"const AdmZip = require('adm-zip');
app.post('/up', (req, res) => new AdmZip(req.file.path).extractAllTo('/srv/data', true));
"#,
            ),
            (
                "web/each.ts",
                r#"import unzipper from 'unzipper';
async function unpack(buffer: Buffer) {
  const directory = await unzipper.Open.buffer(buffer);
  for (const entry of directory.files) { const name = entry.path; if (path.resolve('up/' + name).includes(path.resolve('.'))) { entry.stream().pipe(fs.createWriteStream('up/' + name)); } }
}
"#,
            ),
        ],
        green: &[
            (
                "app/up.py",
                r#"import tarfile
def unpack(path):
    with tarfile.open(path) as tar:
        tar.extractall("/srv/data", filter="data")
"#,
            ),
            (
                "web/up.js",
                r#"const AdmZip = require('adm-zip');
app.post('/up', (req, res) => { for (const entry of new AdmZip(req.file.path).getEntries()) keep(entry); });
"#,
            ),
            (
                "web/each.ts",
                r#"import unzipper from 'unzipper';
async function unpack(buffer: Buffer) {
  const directory = await unzipper.Open.buffer(buffer);
  for (const entry of directory.files) { const target = path.resolve(ROOT, entry.path); if (!target.startsWith(ROOT)) continue; entry.stream().pipe(fs.createWriteStream(target)); }
}
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let tar = matches!(call.call.method, "extractall" | "extract") && call.callee().contains("tarfile");
        if tar
            && call.named("filter").is_none_or(|filter| filter.source().contains("fully_trusted"))
            && call.named("members").is_none()
            && !checks_members(call.around())
        {
            call.note(None, seen);
        } else if call.ends(&["unpack_archive"]) && call.named("filter").is_none() {
            let input = call.argument(0).is_some_and(|archive| archive.origin(Context::Path) >= Origin::Unknown);
            if input {
                call.note(Some(Severity::Low), seen);
            }
        } else if call.call.method == "extractAllTo"
            || (call.ends(&["unzipper.Extract", "tar-fs.extract", "decompress", "extract-zip"])
                && call.arguments().any(|argument| argument.origin(Context::Path) == Origin::Input))
            || writes_entry(call)
        {
            call.note(None, seen);
        }
    }
}

/// Whether an entry of an archive is written where its own name leads to.
fn writes_entry(call: CallView<'_, '_>) -> bool {
    call.module.language != Language::Python
        && matches!(call.call.method, "createWriteStream" | "writeFile" | "writeFileSync" | "outputFile" | "outputFileSync")
        && ARCHIVES.iter().any(|name| call.module.imports(name))
        && call.argument(0).is_some_and(|path| names_entry(path, 0))
        && !["startsWith(", "basename(", "relative("].iter().any(|word| call.around().contains(word))
}

/// Libraries that hand out the entries of an archive one by one, named as the archive names them.
const ARCHIVES: &[&str] = &["unzipper", "adm-zip", "yauzl", "jszip", "tar-stream", "node-stream-zip", "unzip", "unzip-stream"];

/// Whether a path is made of what an archive calls its entry.
fn names_entry(path: View<'_, '_>, depth: usize) -> bool {
    if depth > 8 {
        return false;
    }
    let any = |ids: &[ValueId]| ids.iter().any(|id| names_entry(path.module.view(*id), depth + 1));
    match &path.value().kind {
        Kind::Name { definition: Some(id), .. } => names_entry(path.module.view(*id), depth + 1),
        Kind::Built(ids) | Kind::Choice(ids) | Kind::Other(ids) => any(ids),
        Kind::Call(_) => path.call().is_some_and(|call| call.arguments().any(|argument| names_entry(argument, depth + 1))),
        Kind::Member { object, name } => {
            matches!(*name, "path" | "fileName" | "entryName" | "name")
                && matches!(path.module.text_of(*object), "entry" | "file" | "header" | "zipEntry" | "item" | "e" | "f")
        }
        _ => false,
    }
}

fn checks_members(text: &str) -> bool {
    [
        "is_relative_to",
        "commonpath",
        "commonprefix",
        "is_within_directory",
        "startswith(os.path",
        "safe_members",
        "data_filter",
        "extraction_filter",
    ]
    .iter()
    .any(|word| text.contains(word))
}
