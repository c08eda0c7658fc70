//! An upload is kept without a limit or under the sender's name.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module,
        origin::{Context, Origin},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "upload-unchecked",
    title: Words {
        en: "An upload is kept without a limit or under the sender's name",
        es: "Un archivo subido se guarda sin límite o con el nombre que da el remitente",
    },
    done: Words {
        en: "Looks for upload handlers without size limits, and for files saved under the name they came with.",
        es: "Se buscan receptores de archivos sin límite de tamaño y archivos guardados con el nombre que traían.",
    },
    why: Words {
        en: "An attacker fills the disk, or places a page or program where it is served.",
        es: "Un atacante llena el disco, o coloca una página o un programa donde se sirven.",
    },
    fix: Words {
        en: "Bound the size, look at the content, and choose the name yourself.",
        es: "Limite el tamaño, mire el contenido y elija usted el nombre.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 4, of_2025: 6 },
    cwe: &[434],
    asvs: &["V5.2.1", "V5.2.2", "V5.3.2"],
    controls: &["SC-011", "SC-101"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &["upload", "multer", "fileupload", "formidable", ".files", "busboy"],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/u.py",
                r#"from flask import request
def upload():
    file = request.files["file"]
    file.save("uploads/" + file.filename)
"#,
            ),
            (
                "app/v.py",
                r#"from fastapi import FastAPI, UploadFile
app = FastAPI()
@app.post("/upload")
async def upload(file: UploadFile):
    with open(f"uploads/{file.filename}", "wb") as out:
        out.write(await file.read())
"#,
            ),
            (
                "web/u.js",
                r#"const multer = require('multer');
const upload = multer({ dest: 'uploads/' });
"#,
            ),
        ],
        green: &[
            (
                "app/u.py",
                r#"from werkzeug.utils import secure_filename
from flask import request
def upload():
    file = request.files["file"]
    file.save("uploads/" + secure_filename(file.filename))
"#,
            ),
            (
                "app/v.py",
                r#"import uuid
from fastapi import FastAPI, UploadFile
app = FastAPI()
@app.post("/upload")
async def upload(file: UploadFile):
    with open(f"uploads/{uuid.uuid4()}", "wb") as out:
        out.write(await file.read(LIMIT))
"#,
            ),
            (
                "web/u.js",
                r#"const multer = require('multer');
const upload = multer({ dest: 'uploads/', limits: { fileSize: 5_000_000 } });
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let unlimited = (call.is(&["multer", "express-fileupload"]) && call.named("limits").is_none() && !module.says("limits"))
            || (call.is(&["busboy", "formidable"])
                && call.named("limits").or_else(|| call.named("maxFileSize")).is_none()
                && !module.says("maxFileSize")
                && call.argument(0).is_some());
        let python = call.call.method == "save"
            && module.language == Language::Python
            && call.argument(0).is_some_and(|path| {
                let shown = path.shown();
                shown.contains(".filename") && !shown.contains("secure_filename") && path.origin(Context::Path) != Origin::Literal
            });
        let moved = call.call.method == "mv" && call.argument(0).is_some_and(|path| path.origin(Context::Path) == Origin::Input);
        if unlimited {
            call.note(Some(Severity::Low), seen);
        } else if python || moved {
            call.note(None, seen);
        }
    }
    if module.language == Language::Python {
        for call in module.calls() {
            let opened = call.is(&["open", "aiofiles.open"])
                && call.argument(1).and_then(|mode| mode.literal()).is_some_and(|mode| mode.contains('w'));
            if opened
                && call.argument(0).is_some_and(|path| {
                    (path.shown().contains(".filename") || path.source().contains(".filename"))
                        && path.origin(Context::Path) == Origin::Input
                })
            {
                call.note(None, seen);
            }
        }
    }
}
