//! An XML reader resolves entities.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        CallView, Language, Module,
        origin::{Context, Origin},
        value::{Kind, ValueId},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "xml-entities-resolved",
    title: Words { en: "An XML reader resolves entities", es: "Un lector de XML resuelve entidades" },
    done: Words {
        en: "Looks for XML readers that follow entities of the document.",
        es: "Se buscan lectores de XML que siguen las entidades del documento.",
    },
    why: Words {
        en: "A document makes the server read its own files, call other servers, or run out of memory.",
        es: "Un documento hace que el servidor lea sus propios archivos, llame a otros servidores o agote la memoria.",
    },
    fix: Words {
        en: "Python: defusedxml, or lxml with resolve_entities=False. Node: leave noent off.",
        es: "Python: defusedxml, o lxml con resolve_entities=False. Node: no active noent.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 4, of_2021: 5, of_2025: 2 },
    cwe: &[611, 776],
    asvs: &["V1.5.1"],
    controls: &["SC-014"],
    examine: Examine::Source { languages: Language::WEB, words: &["xml", "lxml", "sax", "noent", "libxml"], look },
    mutant: Mutant {
        red: &[
            (
                "app/x.py",
                r#"from lxml import etree
def read(data):
    return etree.fromstring(data, etree.XMLParser(resolve_entities=True))
"#,
            ),
            (
                "app/y.py",
                r#"import xml.etree.ElementTree as ET
from flask import request
def read():
    return ET.fromstring(request.data)
"#,
            ),
            (
                "web/x.js",
                r#"const libxmljs = require('libxmljs');
app.post('/x', (req, res) => libxmljs.parseXml(req.body, { noent: true }));
"#,
            ),
            (
                "web/w.ts",
                r#"import * as libxml2 from 'libxml2-wasm';
export const read = (data: string) => libxml2.XmlDocument.fromString(data, { option: libxml2.ParseOption.XML_PARSE_NOENT | libxml2.ParseOption.XML_PARSE_DTDLOAD });
"#,
            ),
        ],
        green: &[
            (
                "app/x.py",
                r#"from lxml import etree
def read(data):
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
"#,
            ),
            (
                "app/y.py",
                r#"import defusedxml.ElementTree as ET
from flask import request
def read():
    return ET.fromstring(request.data)
"#,
            ),
            (
                "web/x.js",
                r#"const libxmljs = require('libxmljs');
app.post('/x', (req, res) => libxmljs.parseXml(req.body));
"#,
            ),
        ],
    },
};

const STANDARD: &[&str] = &[
    "xml.sax.parse",
    "xml.sax.parseString",
    "xml.dom.minidom.parse",
    "xml.dom.minidom.parseString",
    "xml.dom.pulldom.parse",
    "xml.dom.pulldom.parseString",
    "xml.etree.ElementTree.parse",
    "xml.etree.ElementTree.fromstring",
    "xml.etree.ElementTree.iterparse",
    "xml.etree.ElementTree.XML",
    "xml.etree.cElementTree.fromstring",
    "xml.dom.expatbuilder.parseString",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    if module.language != Language::Python && !module.is_test {
        // libxml2 by its own names: the option is a number that is passed on.
        for (at, value) in module.values.iter().enumerate() {
            if matches!(value.kind, Kind::Member { name: "XML_PARSE_NOENT", .. }) {
                module.note(ValueId(at), None, seen);
            }
        }
    }
    for call in module.calls() {
        let is = |name: &str, value: bool| call.named(name).is_some_and(|given| given.boolean() == Some(value));
        if call.is(&["lxml.etree.XMLParser", "lxml.etree.iterparse"]) {
            if is("resolve_entities", true) || is("no_network", false) || is("load_dtd", true) {
                call.note(None, seen);
            }
        } else if call.is(&["lxml.etree.parse", "lxml.etree.fromstring", "lxml.etree.XML"]) {
            let safe_parser = call.argument(1).is_some() || call.named("parser").is_some();
            if !safe_parser && call.argument(0).is_some_and(|data| data.origin(Context::Code) == Origin::Input) {
                call.note(None, seen);
            }
        } else if call.is(STANDARD) {
            // The reader of the standard library follows no files, but unfolds entities within entities.
            if call.argument(0).is_some_and(|data| data.origin(Context::Code) == Origin::Input) {
                call.note(Some(Severity::Medium), seen);
            }
        } else if switched_on(call) {
            call.note(None, seen);
        } else if call.ends(&["XMLParser"]) && is("processEntities", true) && module.imports("fast-xml-parser") {
            call.note(Some(Severity::Low), seen);
        }
    }
}

/// A reader that leaves entities alone unless it is told to follow them.
fn switched_on(call: CallView<'_, '_>) -> bool {
    let is = |name: &str| call.named(name).is_some_and(|given| given.boolean() == Some(true));
    let sax = call.call.method == "setFeature"
        && call.argument(0).is_some_and(|name| name.source().contains("feature_external_ges"))
        && call.argument(1).is_some_and(|on| on.source() != "False" && on.source() != "0");
    let libxml = call.begins("libxmljs") || matches!(call.call.method, "parseXml" | "parseXmlString" | "parseXML");
    sax || (libxml && (is("noent") || is("replaceEntities")))
}
