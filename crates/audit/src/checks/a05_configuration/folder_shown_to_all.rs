//! A folder of the server is listed or served whole.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{CallView, Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "folder-shown-to-all",
    title: Words { en: "A folder of the server is listed or served whole", es: "Una carpeta del servidor se lista o se sirve entera" },
    done: Words {
        en: "Looks for lists of folders made by serve-index, and for servers that serve the folder of their own program.",
        es: "Se buscan listas de carpetas hechas por serve-index y servidores que sirven la carpeta de su propio programa.",
    },
    why: Words {
        en: "Anyone reads what was left there: copies, logs, keys, the source itself.",
        es: "Cualquiera lee lo que quedó allí: copias, registros, claves, el propio código.",
    },
    fix: Words {
        en: "Serve one folder that holds only what is public, and let no list of it be made.",
        es: "Sirva una sola carpeta que contenga solo lo público y no permita que se liste.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[548, 552],
    asvs: &["V13.4.3"],
    controls: &[],
    examine: Examine::Source {
        languages: Language::SCRIPT,
        words: &["serve-index", "express.static(", "serve-static", "fastify/static", "autoindex"],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "web/list.ts",
                r#"import serveIndex from 'serve-index';
app.use('/ftp', serveIndex('ftp', { icons: true }));
"#,
            ),
            (
                "web/whole.js",
                r#"const express = require('express');
const app = express();
app.use(express.static(__dirname));
"#,
            ),
        ],
        green: &[
            (
                "web/list.ts",
                r#"import express from 'express';
app.use('/public', express.static('public'));
"#,
            ),
            (
                "web/whole.js",
                r#"const express = require('express');
const app = express();
app.use(express.static(path.join(__dirname, 'public')));
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let listed = call.is(&["serve-index"]) && !is_public(call);
        let whole = call.is(&["express.static", "serve-static"])
            && call.argument(0).is_some_and(|folder| {
                matches!(folder.source(), "__dirname" | "process.cwd()")
                    || folder.literal().is_some_and(|folder| matches!(folder, "." | "./" | "/" | ".."))
            });
        if listed || whole {
            call.note(None, seen);
        }
    }
}

/// What is named public, or is there for machines to find, is meant to be read.
fn is_public(call: CallView<'_, '_>) -> bool {
    call.argument(0)
        .and_then(|folder| folder.literal())
        .is_some_and(|folder| ["public", ".well-known", "downloads"].iter().any(|name| folder.contains(name)))
}
