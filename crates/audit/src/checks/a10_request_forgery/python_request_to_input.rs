//! A Python client requests an address from input.

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
    id: "python-request-to-input",
    title: Words {
        en: "A Python client requests an address from input", es: "Un cliente de Python pide una dirección que viene de fuera"
    },
    done: Words {
        en: "Follows request data into requests, httpx, aiohttp and urllib.",
        es: "Se siguen los datos de la petición hasta requests, httpx, aiohttp y urllib.",
    },
    why: Words {
        en: "An attacker makes the server call what only it can reach: the metadata address, databases, other services.",
        es: "Un atacante hace que el servidor llame a lo que solo él alcanza: la dirección de metadatos, bases de datos, otros servicios.",
    },
    fix: Words {
        en: "Take the host from a fixed list, or resolve it, refuse private addresses and connect to what was checked.",
        es: "Tome el servidor de una lista fija, o resuélvalo, rechace las direcciones privadas y conéctese a la que se comprobó.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 10, of_2025: 1 },
    cwe: &[918],
    asvs: &["V1.3.6", "V13.2.4"],
    controls: &["SC-091", "SC-092"],
    examine: Examine::Source { languages: &[Language::Python], words: &["requests", "httpx", "aiohttp", "urllib3"], look },
    mutant: Mutant {
        red: &[
            (
                "app/p.py",
                r#"import httpx
from fastapi import FastAPI
app = FastAPI()

@app.get("/preview")
async def preview(url: str):
    async with httpx.AsyncClient(timeout=5) as client:
        return (await client.get(url)).text
"#,
            ),
            (
                "app/q.py",
                r#"import requests
from flask import request
def fetch():
    return requests.get("http://" + request.args["host"] + "/status", timeout=5).text
"#,
            ),
        ],
        green: &[
            (
                "app/p.py",
                r#"import httpx
from fastapi import FastAPI, HTTPException
from urllib.parse import urlparse
app = FastAPI()

@app.get("/preview")
async def preview(url: str):
    if urlparse(url).hostname not in HOSTS:
        raise HTTPException(400)
    async with httpx.AsyncClient(timeout=5) as client:
        return (await client.get(url)).text
"#,
            ),
            (
                "app/q.py",
                r#"import requests
from flask import request
def fetch():
    return requests.get("https://api.example/orders/" + request.args["id"], timeout=5).text
"#,
            ),
        ],
    },
};

const SINKS: &[Sink] = &[
    Sink::new(
        &[
            "requests.get",
            "requests.post",
            "requests.put",
            "requests.head",
            "requests.delete",
            "requests.patch",
            "requests.options",
            "requests.Session().get",
            "requests.Session().post",
            "httpx.get",
            "httpx.post",
            "httpx.put",
            "httpx.head",
            "httpx.AsyncClient().get",
            "httpx.AsyncClient().post",
            "httpx.Client().get",
            "httpx.Client().post",
            "aiohttp.ClientSession().get",
            "aiohttp.ClientSession().post",
            "aiohttp.ClientSession().head",
            "requests.session().get",
            "requests.session().post",
        ],
        0,
        "url",
    ),
    Sink::new(
        &[
            "requests.request",
            "httpx.request",
            "httpx.stream",
            "httpx.AsyncClient().request",
            "httpx.AsyncClient().stream",
            "aiohttp.ClientSession().request",
            "urllib3.PoolManager().request",
        ],
        1,
        "url",
    ),
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let Some(address) = SINKS.iter().find_map(|sink| sink.argument(call)) else { continue };

        if address.origin(Context::Url) == Origin::Input && chooses_host(&address.texts().0) {
            call.note(None, seen);
        }
    }
}
