//! A directory or XML query is built from input.

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
    id: "directory-query-from-input",
    title: Words {
        en: "A directory or XML query is built from input",
        es: "Una consulta a un directorio o a un XML se arma con datos de fuera",
    },
    done: Words {
        en: "Follows request data into LDAP filters and XPath expressions.",
        es: "Se siguen los datos de la petición hasta los filtros LDAP y las expresiones XPath.",
    },
    why: Words {
        en: "An attacker widens the query: signs in as anyone, reads entries that are not his.",
        es: "Un atacante amplía la consulta: entra como cualquiera y lee entradas que no son suyas.",
    },
    fix: Words {
        en: "Escape values for LDAP filters; pass XPath variables.",
        es: "Escape los valores de los filtros LDAP; use variables de XPath.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 1, of_2021: 3, of_2025: 5 },
    cwe: &[90, 643],
    asvs: &["V1.2.6", "V1.2.7"],
    controls: &["SC-006"],
    examine: Examine::Source { languages: Language::WEB, words: &["ldap", "xpath", "search_s", "search("], look },
    mutant: Mutant {
        red: &[
            (
                "app/people.py",
                r#"import ldap
from flask import request
def find():
    name = request.args["name"]
    return ldap.initialize("ldaps://x").search_s("dc=x", ldap.SCOPE_SUBTREE, f"(uid={name})")
"#,
            ),
            (
                "web/people.js",
                r#"const xpath = require('xpath');
app.get('/p', (req, res) => res.json(xpath.select("//user[name='" + req.query.name + "']", doc)));
"#,
            ),
        ],
        green: &[
            (
                "app/people.py",
                r#"import ldap
from ldap.filter import escape_filter_chars
from flask import request
def find():
    name = escape_filter_chars(request.args["name"])
    return ldap.initialize("ldaps://x").search_s("dc=x", ldap.SCOPE_SUBTREE, f"(uid={name})")
"#,
            ),
            (
                "web/people.js",
                r#"const xpath = require('xpath');
app.get('/p', (req, res) => res.json(xpath.parse('//user[name=$name]').select({ node: doc, variables: { name: req.query.name } })));
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    let text = module.text;
    for call in module.calls() {
        let (directory, document) = match call.call.method {
            "search" | "search_s" | "search_ext" | "search_ext_s" | "search_st" | "searchAsync" => (text.contains("ldap"), false),
            "xpath" | "select" | "select1" | "evaluate" | "XPath" | "findall" | "iterfind" => {
                (false, text.contains("xpath") || text.contains("etree"))
            }
            _ => (false, false),
        };
        if (directory || document)
            && call.arguments().any(|argument| {
                argument.origin(Context::Query) == Origin::Input
                    && (argument.is_built() || argument.entry("filter").is_some_and(|filter| filter.is_built()))
            })
        {
            call.note(None, seen);
        }
    }
}
