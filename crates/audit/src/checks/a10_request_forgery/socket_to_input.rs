//! A socket is opened to a host from input.

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
    id: "socket-to-input",
    title: Words { en: "A socket is opened to a host from input", es: "Se abre una conexión a un servidor que viene de fuera" },
    done: Words {
        en: "Follows request data into sockets, mail, FTP, SSH and name look-ups.",
        es: "Se siguen los datos de la petición hasta conexiones de red, correo, FTP, SSH y consultas de nombres.",
    },
    why: Words {
        en: "An attacker scans the inner network through the server and speaks to what he finds.",
        es: "Un atacante explora la red interna a través del servidor y habla con lo que encuentra.",
    },
    fix: Words {
        en: "Take host and port from configuration or a fixed list.",
        es: "Tome el servidor y el puerto de la configuración o de una lista fija.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 10, of_2025: 1 },
    cwe: &[918],
    asvs: &["V1.3.6", "V13.2.4"],
    controls: &["SC-091", "SC-092"],
    examine: Examine::Source {
        languages: Language::ALL,
        words: &["socket", "smtplib", "ftplib", "telnetlib", "open_connection", "paramiko", "dns.", "net.", "tls.", "tcpstream", "ldap"],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/c.py",
                r#"import socket
from flask import request
def probe():
    return socket.create_connection((request.args["host"], 443), timeout=3)
"#,
            ),
            (
                "web/c.js",
                r#"const net = require('net');
app.get('/probe', (req, res) => net.connect({ host: req.query.host, port: 443 }));
"#,
            ),
            (
                "src/c.rs",
                r#"use std::net::TcpStream;
async fn probe(Query(q): Query<Probe>) { TcpStream::connect(q.host); }
"#,
            ),
        ],
        green: &[
            (
                "app/c.py",
                r#"import socket
from flask import request
def probe():
    return socket.create_connection(("db.internal", 443), timeout=3)
"#,
            ),
            (
                "web/c.js",
                r#"const net = require('net');
app.get('/probe', (req, res) => net.connect({ host: HOSTS[req.query.name], port: 443 }));
"#,
            ),
            (
                "src/c.rs",
                r#"use std::net::TcpStream;
async fn probe(Query(q): Query<Probe>) { TcpStream::connect("db.internal:443"); }
"#,
            ),
        ],
    },
};

const SINKS: &[Sink] = &[Sink::new(
    &[
        "socket.create_connection",
        "socket.gethostbyname",
        "socket.getaddrinfo",
        "smtplib.SMTP",
        "smtplib.SMTP_SSL",
        "ftplib.FTP",
        "telnetlib.Telnet",
        "asyncio.open_connection",
        "paramiko.SSHClient().connect",
        "socket.socket().connect",
        "dns.resolver.resolve",
        "net.connect",
        "net.createConnection",
        "tls.connect",
        "dns.lookup",
        "dns.resolve",
        "dgram.connect",
        "ldap.initialize",
        "TcpStream::connect",
        "redis.Redis",
        "psycopg2.connect",
        "pymysql.connect",
    ],
    0,
    "host",
)];

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        let Some(address) = SINKS.iter().find_map(|sink| sink.argument(call)) else { continue };
        let address = address.entry("host").or_else(|| address.items().first().copied()).unwrap_or(address);
        if address.origin(Context::Url) == Origin::Input && chooses_host(&address.texts().0) {
            call.note(None, seen);
        }
    }
}
