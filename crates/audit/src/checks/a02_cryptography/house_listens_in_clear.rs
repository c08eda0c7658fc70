use std::net::SocketAddr;

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-listens-in-clear",
    title: Words { en: "Sunward speaks plain HTTP beyond its machine", es: "Sunward habla HTTP sin cifrar más allá de su máquina" },
    done: Words {
        en: "The address on which the program listens, its public address and whether a proxy that ends TLS stands before it.",
        es: "La dirección en la que escucha el programa, su dirección pública y si delante hay un proxy que termina TLS.",
    },
    why: Words {
        en: "Everybody on the way reads passwords, sessions and addresses, and can alter what is shown.",
        es: "Cualquiera en el camino lee contraseñas, sesiones y direcciones, y puede alterar lo que se muestra.",
    },
    fix: Words {
        en: "Listen on this machine only or behind a proxy that ends TLS, with an https base URL.",
        es: "Escuchar solo en esta máquina o detrás de un proxy que termine TLS, con una dirección base https.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[319],
    asvs: &["V12.2.1"],
    controls: &["SC-039", "SC-067"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[("house.json", r#"{"setup": {"listen": "0.0.0.0:8080", "base_url": "https://solar.example.com"}}"#)],
        green: &[("house.json", r#"{"setup": {"listen": "127.0.0.1:8080", "base_url": "http://127.0.0.1:8080"}}"#)],
    },
};

const UNKNOWN: Words =
    Words { en: "because it is not known where the program listens", es: "porque no se sabe dónde escucha el programa" };

fn look(house: &House) -> Verdict {
    house.over_setup(|setup| {
        if setup.listen.is_empty() {
            return Verdict::NotTested(UNKNOWN.into());
        }
        let mut seen = Observations::new();
        // An address that cannot be read is not known to be this machine's.
        let is_here = setup.listen.parse::<SocketAddr>().is_ok_and(|address| address.ip().is_loopback());
        let host = setup.base_url.split_once("://").map_or("", |(_, host)| host);
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let is_local = ["127.0.0.1", "localhost", "[::1]"].contains(&name);
        if !is_here && !setup.behind_proxy {
            seen.variable("listen.address", &format!("{} without a proxy", setup.listen));
        }
        if setup.base_url.starts_with("http://") && !is_local {
            seen.variable("listen.base_url", &setup.base_url);
        }
        Verdict::of(seen)
    })
}
