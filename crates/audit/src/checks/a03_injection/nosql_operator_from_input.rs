//! A document query takes operators from the request.

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
    id: "nosql-operator-from-input",
    title: Words {
        en: "A document query takes operators from the request",
        es: "Una consulta de documentos acepta operadores de la petición",
    },
    done: Words {
        en: "Follows request bodies into the filters of MongoDB and the like.",
        es: "Se sigue el cuerpo de la petición hasta los filtros de MongoDB y similares.",
    },
    why: Words {
        en: r#"With {"$ne": null} in place of a text an attacker matches every record, at sign-in every password."#,
        es: r#"Con {"$ne": null} en lugar de un texto un atacante acierta con cualquier registro, y al entrar, con cualquier contraseña."#,
    },
    fix: Words {
        en: "Make sure that each value is a text or a number before it goes into a filter; never use $where.",
        es: "Asegúrese de que cada valor sea un texto o un número antes de usarlo en un filtro; no use nunca $where.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 1, of_2021: 3, of_2025: 5 },
    cwe: &[943, 89],
    asvs: &["V1.2.4", "V15.3.5"],
    controls: &["SC-004"],
    examine: Examine::Source { languages: Language::WEB, words: &["mongo", "$where", "findone", "find_one", ".collection(", "nedb"], look },
    mutant: Mutant {
        red: &[
            (
                "web/reviews.ts",
                r#"import * as db from '../data/mongodb';
export const update = () => (req: Request, res: Response) => db.reviewsCollection.update({ _id: req.body.id }, { $set: { message: req.body.message } }, { multi: true });
"#,
            ),
            (
                "web/login.js",
                r#"const { MongoClient } = require('mongodb');
app.post('/login', async (req, res) => {
  const user = await db.collection('users').findOne({ email: req.body.email, password: req.body.password });
});
"#,
            ),
            (
                "web/search.ts",
                r#"import { MongoClient } from 'mongodb';
app.get('/s', async (req, res) => { db.collection('x').find({ $where: `this.name == '${req.query.name}'` }); });
"#,
            ),
            (
                "app/s.py",
                r#"from flask import request
import pymongo
def s():
    return pymongo.MongoClient().db.users.find_one(request.get_json())
"#,
            ),
        ],
        green: &[
            (
                "web/row.js",
                r#"const { UserModel } = require('../models/user');
app.put('/u', async (req, res) => { const user = await UserModel.findOne({ where: { id } }); await user.update({ username: req.body.username }); });
const total = crypto.createHmac('sha256', KEY).update(req.body).digest('hex'); // mongo
"#,
            ),
            (
                "web/login.js",
                r#"const { MongoClient } = require('mongodb');
app.post('/login', async (req, res) => {
  const user = await db.collection('users').findOne({ email: String(req.body.email) });
  const other = users.find((user) => user.id === req.body.id);
  if (typeof req.body.name !== 'string') return res.sendStatus(400);
  const third = await db.collection('users').findOne({ name: req.body.name });
});
"#,
            ),
            (
                "web/search.ts",
                r#"import { MongoClient } from 'mongodb';
app.get('/s/:id', async (req, res) => { db.collection('x').find({ _id: req.params.id }); });
"#,
            ),
            (
                "app/s.py",
                r#"from flask import request
import pymongo
def s():
    return pymongo.MongoClient().db.users.find_one({"email": str(request.get_json()["email"])})
"#,
            ),
        ],
    },
};

const FINDERS: &[&str] = &[
    "find",
    "findOne",
    "findOneAndUpdate",
    "findOneAndDelete",
    "findOneAndReplace",
    "deleteOne",
    "deleteMany",
    "updateOne",
    "updateMany",
    "countDocuments",
    "find_one",
    "find_one_and_update",
    "delete_one",
    "delete_many",
    "update_one",
    "update_many",
    "count_documents",
    "count",
    "remove",
    "exists",
    "update",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    let text = module.text;
    let has_documents =
        ["mongo", "Mongo", "findOne", "find_one", "collection", "nedb", "MongoClient"].iter().any(|word| text.contains(word));
    if !has_documents {
        return;
    }
    for value in module.values.iter().filter(|_| !module.is_test) {
        let Kind::Map(entries) = &value.kind else { continue };
        if let Some((_, script)) = entries.iter().find(|(key, _)| *key == "$where")
            && module.view(*script).is_built()
            && module.view(*script).origin(Context::Code) >= Origin::Unknown
        {
            module.note(*script, None, seen);
        }
    }
    for call in module.calls() {
        if !FINDERS.contains(&call.call.method) || call.receiver().is_none() {
            continue;
        }
        // Rows and digests are updated too: only what is changed in a second argument has a filter in the first.
        if call.call.method == "update" && call.argument(1).is_none_or(|change| change.entries().is_empty()) {
            continue;
        }
        let Some(filter) = call.argument(0) else { continue };
        // What a schema has let through is text where text was asked for.
        let checked = ["express-validator", "celebrate", "joi", "zod", "ajv", "yup", "express-mongo-sanitize", "mongo-sanitize"]
            .iter()
            .any(|name| module.imports(name));
        let from_sql = ["sequelize", "typeorm", "prisma"].iter().any(|name| module.imports(name));
        let entries = filter.entries();
        // A filter with `where` belongs to a mapper of tables, which binds its values.
        if filter.entry("where").is_some() || filter.entry("include").is_some() {
            continue;
        }
        let operators = |value: &View<'_, '_>| {
            // A part of an address is always text; a body may hold objects.
            let source = value.shown();
            let structured = ["body", "query", "json", "data", "Body"].iter().any(|part| source.contains(part))
                && !source.contains('`')
                && !source.contains("String(");
            let asked = call.around().contains(&format!("typeof {}", value.source()));
            value.origin(Context::Query) == Origin::Input && !value.is_built() && structured && !asked
        };
        let whole = entries.is_empty() && operators(&filter) && module.language != Language::Python
            || (entries.is_empty() && filter.origin(Context::Query) == Origin::Input && filter.source().contains("json"));
        let part = module.language != Language::Python && entries.iter().any(|(key, value)| !key.starts_with('$') && operators(value));
        if !from_sql && !checked && (whole || part) {
            call.note(if whole { None } else { Some(Severity::Medium) }, seen);
        }
    }
}
