//! A record is filled with whatever the request holds.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module, View,
        origin::{Context, Origin},
        value::Kind,
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "fields-taken-from-input",
    title: Words { en: "A record is filled with whatever the request holds", es: "Un registro se llena con lo que traiga la petición" },
    done: Words {
        en: "Looks for request bodies that are spread whole into records.",
        es: "Se buscan cuerpos de petición que se vuelcan enteros en registros.",
    },
    why: Words {
        en: "An attacker adds fields that the form does not show: role, owner, price.",
        es: "Un atacante añade campos que el formulario no muestra: rol, dueño, precio.",
    },
    fix: Words {
        en: "Name the fields that may be set, or validate against a closed type.",
        es: "Nombre los campos que se pueden fijar o valide con un tipo cerrado.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 8, of_2025: 8 },
    cwe: &[915],
    asvs: &["V15.3.3"],
    controls: &["SC-007"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &["(**", ", **", "object.assign", "req.body", "request.body", "...req", "...body", "...data", "setattr", "req.query"],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/u.py",
                r#"from flask import request
from models import User
def create():
    data = request.get_json()
    return User(**data)
"#,
            ),
            (
                "web/u.js",
                r#"app.put('/u/:id', async (req, res) => { await User.findByIdAndUpdate(req.params.id, req.body); });
"#,
            ),
            (
                "web/u.ts",
                r#"app.put('/me', async (req, res) => { Object.assign(user, req.body); await prisma.user.update({ where: { id }, data: { ...req.body } }); });
"#,
            ),
        ],
        green: &[
            (
                "app/u.py",
                r#"from flask import request
from models import User
def create():
    data = request.get_json()
    return User(name=data["name"])
"#,
            ),
            (
                "web/u.js",
                r#"app.put('/u/:id', async (req, res) => { await User.findByIdAndUpdate(req.params.id, { name: req.body.name }); });
"#,
            ),
            (
                "web/u.ts",
                r#"app.put('/me', async (req, res) => { const body = schema.parse(req.body); Object.assign(user, body); await prisma.user.update({ where: { id }, data: { ...body } }); });
"#,
            ),
        ],
    },
};

const RECORDS: &[&str] = &[
    "create",
    "update",
    "updateOne",
    "findByIdAndUpdate",
    "findOneAndUpdate",
    "insertOne",
    "insertMany",
    "build",
    "bulkCreate",
    "upsert",
    "insert",
    "values",
    "updateMany",
    "replaceOne",
    "insert_one",
    "update_one",
    "filter_by_update",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let method = call.call.method;
        if module.language == Language::Python {
            for argument in call.arguments() {
                let opened = argument.source().starts_with("**") && matches!(argument.value().kind, Kind::Spread(_));
                let record = method.starts_with(|c: char| c.is_ascii_uppercase()) || RECORDS.contains(&method);
                // What a closed type has let through is closed.
                let closed = ["dict(", "model_dump", "validated", "cleaned", "schema"].iter().any(|word| argument.source().contains(word));
                if opened && record && !closed && is_input(argument) && !call.call.callee.contains("execute") && is_raw(argument) {
                    call.note(None, seen);
                }
            }
            if method == "setattr" && call.receiver().is_none() && call.argument(1).is_some_and(is_input) {
                call.note(None, seen);
            }
        } else if call.is(&["Object.assign"])
            && call.argument(0).is_some_and(|target| target.entries().is_empty() && target.source() != "{}")
        {
            if call.arguments().skip(1).any(|source| is_input(source) && is_raw(source)) {
                call.note(None, seen);
            }
        } else if (RECORDS.contains(&method) || call.call.constructs && method.starts_with(|c: char| c.is_ascii_uppercase()))
            && !matches!(
                method,
                "URL"
                    | "Date"
                    | "Error"
                    | "URLSearchParams"
                    | "Map"
                    | "Set"
                    | "Response"
                    | "Request"
                    | "Blob"
                    | "Headers"
                    | "RegExp"
                    | "Function"
                    | "Promise"
                    | "FormData"
            )
        {
            let hash = call.callee().starts_with("crypto") || call.callee().contains("createH") || call.callee().contains("Object.create");
            let whole = |argument: View<'_, '_>| {
                let data = argument.entry("data").unwrap_or(argument);
                let spread = data.entries().iter().any(|(key, value)| *key == "..." && is_input(*value) && is_raw(*value));
                spread || (is_input(data) && is_raw(data) && data.entries().is_empty())
            };
            if !hash && call.receiver().is_some() | call.call.constructs && call.arguments().any(whole) {
                call.note(None, seen);
            }
        }
    }
}

fn is_input(value: View<'_, '_>) -> bool {
    value.origin(Context::Code) == Origin::Input
}

/// The whole body and nothing of it: `req.body`, `await request.json()`, `request.form`.
fn is_raw(value: View<'_, '_>) -> bool {
    let written = value.source().trim_start_matches(['*', '.']);
    let inner = match value.value().kind {
        Kind::Spread(inner) => value.module.view(inner).shown(),
        _ => "",
    };
    [written, value.shown(), inner].iter().any(|shown| {
        let shown = shown.trim_start_matches("await ").trim_start_matches('(').trim_end_matches(')');
        [
            "req.body",
            "request.body",
            "ctx.request.body",
            "request.json",
            "request.json(",
            "request.get_json(",
            "req.json(",
            "request.form",
            "request.values",
            "request.args",
            "req.query",
            "request.get_json(force=True",
            "request.POST",
            "request.data",
            "request.form.to_dict(",
            "request.GET",
        ]
        .contains(&shown)
    })
}
