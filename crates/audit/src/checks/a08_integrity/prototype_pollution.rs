//! Keys from outside are written into objects.

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
    id: "prototype-pollution",
    title: Words { en: "Keys from outside are written into objects", es: "Se escriben en objetos claves que vienen de fuera" },
    done: Words {
        en: "Looks for deep merges of request data and for keys of the request used to write.",
        es: "Se buscan mezclas profundas de datos de la petición y claves de la petición usadas para escribir.",
    },
    why: Words {
        en: "With __proto__ as a key an attacker changes every object of the program.",
        es: "Con la clave __proto__ un atacante cambia todos los objetos del programa.",
    },
    fix: Words {
        en: "Validate the keys, use a Map, or create objects without a prototype.",
        es: "Valide las claves, use un Map o cree objetos sin prototipo.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 1, of_2021: 8, of_2025: 8 },
    cwe: &[915, 1321],
    asvs: &["V15.3.6"],
    controls: &["SC-007"],
    examine: Examine::Source {
        languages: Language::SCRIPT,
        words: &["merge", "extend", "defaultsdeep", "setwith", "_.set", "lodash", "object-path", "req.", "request"],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "web/a.js",
                r#"const _ = require('lodash');
app.post('/s', (req, res) => { _.merge(settings, req.body); });
"#,
            ),
            (
                "web/b.ts",
                r#"app.post('/s', (req, res) => { const { a, b, c } = req.body; store[a][b] = c; });
"#,
            ),
        ],
        green: &[
            (
                "web/a.js",
                r#"const _ = require('lodash');
app.post('/s', (req, res) => { _.merge(settings, { name: String(defaults.name) }); settings.name = req.body.name; });
"#,
            ),
            (
                "web/b.ts",
                r#"app.post('/s', (req, res) => { const { a, c } = req.body; store.set(a, c); });
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let merges = call.ends(&[
            "lodash.merge",
            "_.merge",
            "lodash.defaultsDeep",
            "_.defaultsDeep",
            "_.mergeWith",
            "lodash.mergeWith",
            "lodash/merge",
            "deepmerge",
            "merge-deep",
            "jQuery.extend",
            "$.extend",
            "deep-extend",
            "hoek.merge",
            "object-path.set",
            "lodash.set",
            "_.set",
            "lodash.setWith",
        ]);
        let deep = !call.ends(&["$.extend", "jQuery.extend"]) || call.argument(0).is_some_and(|first| first.boolean() == Some(true));
        let key_only = call.ends(&["set", "setWith"]);
        let outside = |view: View<'_, '_>| view.origin(Context::Code) == Origin::Input;
        if merges && deep && (if key_only { call.argument(1).is_some_and(outside) } else { call.arguments().any(outside) }) {
            call.note(None, seen);
        }
    }
    for (target, value, assignment) in module.assignments() {
        if let Kind::Index { object, key } = target.value().kind {
            // A key of a key: `a[b][c] = d`, with both from outside, reaches the prototype.
            let outer = matches!(module.value(object).kind, Kind::Index { key: inner, .. } if module.view(inner).origin(Context::Code) == Origin::Input);
            if outer && module.view(key).origin(Context::Code) == Origin::Input && value.origin(Context::Code) == Origin::Input {
                module.note(assignment.target, None, seen);
            }
        }
    }
}
