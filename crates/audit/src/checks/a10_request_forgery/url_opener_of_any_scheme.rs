//! An address from input is opened whatever its scheme.

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
    id: "url-opener-of-any-scheme",
    title: Words {
        en: "An address from input is opened whatever its scheme",
        es: "Se abre una dirección de fuera sea cual sea su esquema",
    },
    done: Words {
        en: "Follows request data into urllib.request and readers that take file: and ftp: as well.",
        es: "Se siguen los datos de la petición hasta urllib.request y lectores que también aceptan file: y ftp:.",
    },
    why: Words {
        en: "Besides internal servers an attacker reads files of the machine through file: addresses.",
        es: "Además de servidores internos, un atacante lee archivos de la máquina con direcciones file:.",
    },
    fix: Words {
        en: "Allow https only and a fixed list of hosts; use a client that knows no other scheme.",
        es: "Admita solo https y una lista fija de servidores; use un cliente que no conozca otros esquemas.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 10, of_2025: 1 },
    cwe: &[918],
    asvs: &["V1.3.6", "V13.2.4"],
    controls: &["SC-091", "SC-092"],
    examine: Examine::Source {
        languages: &[Language::Python],
        words: &["urlopen", "urlretrieve", "urllib", "pycurl", "pandas", "smart_open", "fsspec", "wget", "cv2", "imageio"],
        look,
    },
    mutant: Mutant {
        red: &[(
            "app/o.py",
            r#"from urllib.request import urlopen
from flask import request
def fetch():
    return urlopen(request.args["url"]).read()
"#,
        )],
        green: &[(
            "app/o.py",
            r#"from urllib.request import urlopen
from flask import request
def fetch():
    return urlopen("https://api.example/rates").read()
"#,
        )],
    },
};

const SINKS: &[Sink] = &[Sink::new(
    &[
        "urllib.request.urlopen",
        "urllib.request.urlretrieve",
        "urllib.urlopen",
        "urllib2.urlopen",
        "urllib.request.Request",
        "pycurl.Curl().setopt",
        "pandas.read_csv",
        "pandas.read_json",
        "pandas.read_html",
        "pandas.read_excel",
        "smart_open.open",
        "fsspec.open",
        "wget.download",
        "cv2.VideoCapture",
        "imageio.imread",
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
