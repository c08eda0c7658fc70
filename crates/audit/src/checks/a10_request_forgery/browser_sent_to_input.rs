//! A browser on the server is sent to an address or page from input.

use crate::evidence::source::sink::chooses_host;
use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module,
        origin::{Context, Origin},
        sink::Sink,
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "browser-sent-to-input",
    title: Words {
        en: "A browser on the server is sent to an address or page from input",
        es: "Un navegador en el servidor se envía a una dirección o página de fuera",
    },
    done: Words {
        en: "Follows request data into Puppeteer, Playwright, Selenium and PDF makers.",
        es: "Se siguen los datos de la petición hasta Puppeteer, Playwright, Selenium y generadores de PDF.",
    },
    why: Words {
        en: "The browser stands inside the network: it opens internal pages and local files and prints them for the attacker.",
        es: "El navegador está dentro de la red: abre páginas internas y archivos locales y los imprime para el atacante.",
    },
    fix: Words {
        en: "Render only pages of your own; block requests to other hosts and to file: in the browser.",
        es: "Presente solo páginas propias; bloquee en el navegador las peticiones a otros servidores y a file:.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 10, of_2025: 1 },
    cwe: &[918],
    asvs: &["V1.3.6", "V13.2.4"],
    controls: &["SC-091", "SC-092"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &[
            "puppeteer",
            "playwright",
            "selenium",
            "pdfkit",
            "imgkit",
            "wkhtmltopdf",
            "weasyprint",
            "html-pdf",
            "webshot",
            "capture-website",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "web/s.js",
                r#"const puppeteer = require('puppeteer');
app.get('/shot', async (req, res) => { const page = await browser.newPage(); await page.goto(req.query.url); });
"#,
            ),
            (
                "app/s.py",
                r#"import pdfkit
from flask import request
def pdf():
    return pdfkit.from_url(request.args["url"], False)
"#,
            ),
        ],
        green: &[
            (
                "web/s.js",
                r#"const puppeteer = require('puppeteer');
app.get('/shot/:id', async (req, res) => { const page = await browser.newPage(); await page.goto(`https://app.example/print/${Number(req.params.id)}`); });
"#,
            ),
            (
                "app/s.py",
                r#"import pdfkit
from flask import request
def pdf():
    return pdfkit.from_url("https://app.example/print/" + request.args["id"], False)
"#,
            ),
        ],
    },
};

const SINKS: &[Sink] = &[Sink::new(
    &[
        "page.goto",
        "newPage().goto",
        "driver.get",
        "webdriver.Chrome().get",
        "webdriver.Firefox().get",
        "selenium.webdriver.Chrome().get",
        "pdfkit.from_url",
        "pdfkit.from_string",
        "imgkit.from_url",
        "wkhtmltopdf",
        "weasyprint.HTML",
        "page.setContent",
        "newPage().setContent",
        "html-pdf.create",
        "node-html-pdf.create",
        "capture-website.file",
        "webshot",
        "phantom.open",
    ],
    0,
    "url",
)];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let Some(address) = SINKS.iter().find_map(|sink| sink.argument(call)) else { continue };

        if address.origin(Context::Url) == Origin::Input && chooses_host(&address.texts().0) {
            call.note(None, seen);
        }
    }
}
