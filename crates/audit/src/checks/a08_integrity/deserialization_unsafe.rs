//! Data is turned into objects that can run code.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        CallView, Language, Module,
        origin::{Context, Origin},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "deserialization-unsafe",
    title: Words {
        en: "Data is turned into objects that can run code",
        es: "Los datos se convierten en objetos que pueden ejecutar código",
    },
    done: Words {
        en: "Looks for readers of formats that carry programs, and follows what they read.",
        es: "Se buscan lectores de formatos que llevan programas y se sigue lo que leen.",
    },
    why: Words {
        en: "Whoever can write the data runs his own program where it is read.",
        es: "Quien pueda escribir los datos ejecuta su propio programa donde se leen.",
    },
    fix: Words {
        en: "Use JSON and check it against a type; yaml.safe_load; torch.load with weights_only=True.",
        es: "Use JSON y compruébelo con un tipo; yaml.safe_load; torch.load con weights_only=True.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 8, of_2021: 8, of_2025: 8 },
    cwe: &[502],
    asvs: &["V1.5.2"],
    controls: &["SC-015"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &[
            "pickle",
            "yaml",
            "marshal",
            "shelve",
            "jsonpickle",
            "node-serialize",
            "unserialize",
            "torch",
            "joblib",
            "dill",
            "read_pickle",
            "funcster",
            "cryo",
            "js-yaml",
            "numpy",
            "allow_pickle",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "site/settings.py",
                r#"SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"
"#,
            ),
            (
                "app/load.py",
                r#"import pickle, yaml
from flask import request
def load():
    config = yaml.load(request.data)
    return pickle.loads(request.cookies["cart"].encode())
"#,
            ),
            (
                "web/load.js",
                r#"const serialize = require('node-serialize');
app.get('/', (req, res) => res.json(serialize.unserialize(req.cookies.profile)));
"#,
            ),
        ],
        green: &[
            (
                "app/load.py",
                r#"import json, pickle, yaml
from flask import request
def load():
    config = yaml.load(request.data, Loader=yaml.SafeLoader)
    copy = pickle.loads(pickle.dumps(config))
    return json.loads(request.cookies["cart"])
"#,
            ),
            (
                "web/load.js",
                r#"const yaml = require('js-yaml');
app.get('/', (req, res) => res.json([JSON.parse(req.cookies.profile), yaml.load(req.body.text)]));
"#,
            ),
        ],
    },
};

const READERS: &[&str] = &[
    "pickle.load",
    "pickle.loads",
    "pickle.Unpickler",
    "cPickle.load",
    "cPickle.loads",
    "_pickle.loads",
    "dill.load",
    "dill.loads",
    "cloudpickle.load",
    "cloudpickle.loads",
    "marshal.load",
    "marshal.loads",
    "shelve.open",
    "jsonpickle.decode",
    "jsonpickle.loads",
    "pandas.read_pickle",
    "joblib.load",
    "node-serialize.unserialize",
    "serialize-to-js.deserialize",
    "funcster.deepDeserialize",
    "cryo.parse",
    "unserialize",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    // Django unpickles what a cookie or a row holds.
    for (target, value, assignment) in module.assignments() {
        if target.source() == "SESSION_SERIALIZER" && value.literal().is_some_and(|name| name.ends_with("PickleSerializer")) {
            module.note(assignment.target, None, seen);
        }
    }
    for call in module.calls() {
        let of_yaml = call.is(&["yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load", "yaml.unsafe_load_all"]);
        if of_yaml {
            let loader = call.either(1, "Loader").map(|loader| loader.path()).unwrap_or_default();
            let safe = ["SafeLoader", "BaseLoader", "CSafeLoader", "safe"].iter().any(|name| loader.contains(name));
            if module.language == Language::Python
                && (!safe
                    && (call.callee().contains("unsafe")
                        || loader.is_empty()
                        || loader.contains("Unsafe")
                        || loader.ends_with(".Loader")
                        || loader.contains("CLoader")))
            {
                note(call, Severity::Medium, seen);
            }
        } else if call.is(READERS) {
            note(call, Severity::Medium, seen);
        } else if call.is(&["torch.load"]) && call.named("weights_only").is_none_or(|only| only.boolean() == Some(false)) {
            note(call, if call.named("weights_only").is_some() { Severity::Medium } else { Severity::Low }, seen);
        } else if call.is(&["numpy.load"]) && call.named("allow_pickle").is_some_and(|allow| allow.boolean() == Some(true)) {
            note(call, Severity::Medium, seen);
        }
    }
}

/// Input is the worst; what a program wrote itself a moment ago is no finding.
fn note(call: CallView<'_, '_>, otherwise: Severity, seen: &mut Observations) {
    match call.argument(0).map(|data| data.origin(Context::Code)) {
        Some(Origin::Input) => call.note(Some(Severity::Critical), seen),
        Some(Origin::Literal) => {}
        _ if call.argument(0).is_some_and(|data| data.source().contains("dumps(")) => {}
        // What a cache or a queue reads back is what it wrote: only near requests is the unknown worth a look.
        Some(Origin::Unknown) if call.is(READERS) && call.module.language == Language::Python && !call.module.serves() => {}
        _ => call.note(Some(otherwise), seen),
    }
}
