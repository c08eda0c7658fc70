//! The debug mode is switched on.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "debug-switched-on",
    title: Words { en: "The debug mode is switched on", es: "El modo de depuración está activado" },
    done: Words {
        en: "Looks for debug switches of Flask, FastAPI, Django and Express that stand in the source.",
        es: "Se buscan interruptores de depuración de Flask, FastAPI, Django y Express escritos en el código.",
    },
    why: Words {
        en: "Error pages show source and variables; the debugger of Flask lets anybody run code.",
        es: "Las páginas de error muestran código y variables; el depurador de Flask deja que cualquiera ejecute código.",
    },
    fix: Words {
        en: "Take it out, or read it from the environment with off as the rule.",
        es: "Quítelo o léalo del entorno, apagado por defecto.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[489, 215],
    asvs: &["V13.4.2"],
    controls: &["SC-064", "SC-065"],
    examine: Examine::Source { languages: Language::WEB, words: &["debug", "errorhandler", "app.run"], look },
    mutant: Mutant {
        red: &[
            (
                "app/serve.py",
                r#"import connexion
service = connexion.App(__name__)
service.run(port=5000, debug=True)
"#,
            ),
            (
                "app/m.py",
                r#"from flask import Flask
app = Flask(__name__)
app.run(host="0.0.0.0", debug=True)
"#,
            ),
            (
                "app/w.py",
                r#"from aiohttp.web import Application
app = Application(debug=True, middlewares=[])
"#,
            ),
            (
                "site/settings.py",
                r#"DEBUG = True
ALLOWED_HOSTS = ["*"]
"#,
            ),
            (
                "web/m.js",
                r#"app.use(require('errorhandler')());
const errorhandler = require('errorhandler'); app.use(errorhandler());
"#,
            ),
        ],
        green: &[
            (
                "app/m.py",
                r#"import os
from flask import Flask
app = Flask(__name__)
app.run(debug=os.environ.get("DEBUG") == "1")
"#,
            ),
            (
                "site/settings.py",
                r#"import os
DEBUG = os.environ.get("DEBUG") == "1"
"#,
            ),
            (
                "web/m.js",
                r#"if (process.env.NODE_ENV === 'development') app.use(require('errorhandler')());
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let on = |name: &str| call.named(name).is_some_and(|given| given.boolean() == Some(true));
        let flask =
            call.call.method == "run" && (module.imports("flask") || module.imports("connexion")) && (on("debug") || on("use_debugger"));
        let fast = call.ends(&[
            "fastapi.FastAPI",
            "starlette.applications.Starlette",
            "FastAPI",
            "aiohttp.web.Application",
            "tornado.web.Application",
        ]) && on("debug");
        if flask || fast {
            let everywhere = call.named("host").and_then(|host| host.literal()) == Some("0.0.0.0");
            call.note(if everywhere && flask { Some(Severity::Critical) } else { None }, seen);
        }
        let express = call.is(&["errorhandler"])
            && module.says("require('errorhandler')") | module.says("require(\"errorhandler\")")
            && !module.says("NODE_ENV")
            && !module.says("get('env')");
        if express {
            call.note(Some(Severity::Medium), seen);
        }
    }
    for (target, value, assignment) in module.assignments() {
        let name = target.source();
        let django = name == "DEBUG"
            && module.name.contains("settings")
            && !["dev", "local", "test", "debug"].iter().any(|word| module.name.rsplit('/').next().unwrap_or_default().contains(word));
        let flask = matches!(name, "app.debug" | "app.config['DEBUG']" | "app.config[\"DEBUG\"]");
        if (django || flask) && value.boolean() == Some(true) {
            module.note(assignment.target, None, seen);
        }
    }
}
