//! The name of a file comes from the request.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module, View,
        origin::{Context, Origin},
        sink::Sink,
        value::Kind,
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "path-from-input",
    title: Words { en: "The name of a file comes from the request", es: "El nombre de un archivo viene de la petición" },
    done: Words {
        en: "Follows request data into functions that open, send or delete files.",
        es: "Se siguen los datos de la petición hasta las funciones que abren, envían o borran archivos.",
    },
    why: Words {
        en: "With ../ in the name an attacker reads or overwrites files of the server: keys, configuration, programs.",
        es: "Con ../ en el nombre un atacante lee o sobrescribe archivos del servidor: claves, configuración, programas.",
    },
    fix: Words {
        en: "Use the last part of the name only, resolve the path, and refuse what does not lie below the folder.",
        es: "Use solo la última parte del nombre, resuelva la ruta y rechace lo que no esté debajo de la carpeta.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[22, 23],
    asvs: &["V5.3.2"],
    controls: &["SC-006", "SC-016"],
    examine: Examine::Source {
        languages: Language::ALL,
        words: &[
            "open(",
            "send_file",
            "fileresponse",
            "readfile",
            "writefile",
            "createreadstream",
            "createwritestream",
            "sendfile",
            ".download(",
            "unlink",
            "os.remove",
            "os.rename",
            "rmtree",
            "shutil.",
            "file::",
            "fs::",
            "fs.",
            "listdir",
            "makedirs",
            "read_text",
            "write_text",
            "read_bytes",
            "write_bytes",
            "outputfile",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/files.py",
                r#"import os
from fastapi import FastAPI
from fastapi.responses import FileResponse
app = FastAPI()

@app.get("/files/{name:path}")
def files(name: str):
    return FileResponse(os.path.join("/srv/files", name))
"#,
            ),
            (
                "web/files.js",
                r#"const fs = require('fs'), path = require('path');
app.get('/files', (req, res) => fs.createReadStream(path.join(__dirname, req.query.name)).pipe(res));
"#,
            ),
            (
                "src/files.rs",
                r#"async fn file(Path(name): Path<String>) -> Vec<u8> { std::fs::read(format!("files/{name}")).unwrap_or_default() }
"#,
            ),
        ],
        green: &[
            (
                "app/files.py",
                r#"import os
from pathlib import Path
from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse
app = FastAPI()
ROOT = Path("/srv/files")

@app.get("/files/{name}")
def files(name: str):
    path = (ROOT / name).resolve()
    if not path.is_relative_to(ROOT):
        raise HTTPException(404)
    return FileResponse(path)

@app.get("/pictures/{name}")
def pictures(name: str):
    return FileResponse(os.path.join("/srv", os.path.basename(name)))

def picture(request):
    upload = request.FILES["picture"]
    return Image.open(upload), codecs.open(request.FILES["list"])
"#,
            ),
            (
                "web/files.js",
                r#"const fs = require('fs'), path = require('path');
app.get('/files', (req, res) => {
  const file = path.resolve(ROOT, req.query.name);
  if (!file.startsWith(ROOT)) return res.sendStatus(404);
  fs.createReadStream(file).pipe(res);
});
app.get('/p', (req, res) => res.sendFile(req.query.name, { root: ROOT }));
app.get('/keys/:file', ({ params }: Request, res) => { const file = params.file; if (!file.includes('/')) { res.sendFile(path.resolve('keys/', file)); } });
app.post('/picture', (req, res) => { const url = req.body.url; const end = ['jpg', 'png'].includes(url.split('.').slice(-1)[0]) ? url.split('.').slice(-1)[0] : 'jpg'; fs.createWriteStream(`pictures/1.${end}`); });
"#,
            ),
            (
                "src/files.rs",
                r#"async fn file(Path(id): Path<u64>) -> Vec<u8> { std::fs::read(format!("files/{id}")).unwrap_or_default() }
"#,
            ),
        ],
    },
};

const SINKS: &[Sink] = &[
    Sink::new(
        &[
            "open",
            "io.open",
            "codecs.open",
            "aiofiles.open",
            "os.remove",
            "os.unlink",
            "os.rename",
            "os.listdir",
            "os.makedirs",
            "os.mkdir",
            "os.rmdir",
            "shutil.rmtree",
            "shutil.copy",
            "shutil.move",
            "shutil.copyfile",
            "flask.send_file",
            "send_file",
        ],
        0,
        "file",
    ),
    Sink::new(&["FileResponse"], 0, "path"),
    Sink::new(
        &[
            "fs.readFile",
            "fs.readFileSync",
            "fs.writeFile",
            "fs.writeFileSync",
            "fs.createReadStream",
            "fs.createWriteStream",
            "fs.unlink",
            "fs.unlinkSync",
            "fs.readdir",
            "fs.readdirSync",
            "fs.appendFile",
            "fs.rm",
            "fs.rmSync",
            "fs.promises.readFile",
            "fs.promises.writeFile",
            "fs.promises.unlink",
            "fs/promises.readFile",
            "fs/promises.writeFile",
            "fs/promises.unlink",
            "fs.stat",
            "fs.statSync",
            "fs.mkdirSync",
            "fs.appendFileSync",
            "fs.copyFile",
            "fs.copyFileSync",
            "fs.rename",
            "fs.renameSync",
            "fs.rmdirSync",
            "fs.promises.rm",
            "fs.promises.readdir",
            "fs/promises.rm",
            "fs/promises.readdir",
            "fs/promises.appendFile",
            "fs-extra.readFileSync",
            "fs-extra.writeFile",
            "fs-extra.createReadStream",
            "fs-extra.removeSync",
            "fs.open",
            "fs-extra.readFile",
            "fs-extra.outputFile",
            "fs-extra.remove",
        ],
        0,
        "",
    ),
    Sink::new(
        &[
            "fs::read",
            "fs::read_to_string",
            "fs::write",
            "fs::remove_file",
            "fs::remove_dir_all",
            "fs::read_dir",
            "fs::create_dir_all",
            "File::open",
            "File::create",
            "NamedFile::open",
        ],
        0,
        "",
    ),
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        // A browser's `open` opens a window.
        let window = call.is(&["open"]) && matches!(module.language, Language::JavaScript | Language::TypeScript);
        let path = if window { None } else { SINKS.iter().find_map(|sink| sink.argument(call)) };
        if let Some(path) = path
            && path.origin(Context::Path) == Origin::Input
            && !is_upload(path)
            && !call.begins("PIL.")
        {
            call.note(None, seen);
        }
    }
    for call in module.calls() {
        // Express sends what lies below `root` only.
        let express = matches!(call.call.method, "sendFile" | "download" | "sendfile") && call.named("root").is_none();
        let path = matches!(call.call.method, "read_text" | "read_bytes" | "write_text" | "write_bytes" | "unlink" | "open")
            && call.callee().contains("Path()");
        let reached = if express {
            call.argument(0)
        } else if path {
            call.receiver()
        } else {
            None
        };
        if reached.is_some_and(|path| path.origin(Context::Path) == Origin::Input) {
            call.note(None, seen);
        }
    }
}

/// What was uploaded is a file already, and no name of one.
fn is_upload(path: View<'_, '_>) -> bool {
    let from = match path.resolved().kind {
        Kind::Index { object, .. } => path.module.path(object),
        Kind::Call(_) => path.call().map(|call| call.callee().to_owned()).unwrap_or_default(),
        _ => String::new(),
    };
    [".FILES", ".files", ".FILES.get", ".files.get"].iter().any(|end| from.ends_with(end))
}
