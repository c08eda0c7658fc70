//! Credentials of tools.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::{
        credential::is_written_out,
        text::{TextFile, place::is_example},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "secret-client-settings",
    title: Words {
        en: "Settings of a tool with its credentials lie in the repository",
        es: "La configuración de una herramienta con sus credenciales está en el repositorio",
    },
    done: Words {
        en: "Looks into .npmrc, .pypirc, .netrc, .dockercfg, Docker config.json, kubeconfig and AWS credentials for values that sign in.",
        es: "Se busca en .npmrc, .pypirc, .netrc, .dockercfg, config.json de Docker, kubeconfig y credenciales de AWS valores que permiten entrar.",
    },
    why: Words {
        en: "Whoever reads the repository publishes packages or commands the cluster in your name.",
        es: "Quien lea el repositorio publica paquetes o manda en el clúster en su nombre.",
    },
    fix: Words {
        en: "Revoke it today; keep secrets in a secret store and hand them over at run time. Removing it from the file does not remove it from the history.",
        es: "Revocarlo hoy; guardar los secretos en un almacén y entregarlos en ejecución. Quitarlo del archivo no lo quita del historial.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798, 522],
    asvs: &["V13.3.1"],
    controls: &["SC-100"],
    examine: Examine::Text { words: &["_auth", "password", "client-key-data", "aws_secret_access_key", "auth"], look },
    mutant: Mutant {
        red: &[(
            ".npmrc",
            r#"//registry.npmjs.org/:_authToken=0f4b7c92-1d3e-4a5b-8c6d-7e8f9a0b1c2d
"#,
        )],
        green: &[(
            ".npmrc",
            r#"//registry.npmjs.org/:_authToken=${NPM_TOKEN}
"#,
        )],
    },
};

/// Files, how the line begins that signs in, and how it is told.
const KNOWN: [(&[&str], &[&str]); 5] = [
    (&[".npmrc"], &["_authToken=", "_auth=", "_password="]),
    (&[".pypirc"], &["password =", "password=", "password:"]),
    (&[".netrc", "_netrc"], &["password "]),
    (&["config.json", ".dockercfg", ".dockerconfigjson"], &["\"auth\":"]),
    (&["credentials", "config"], &["aws_secret_access_key =", "aws_secret_access_key="]),
];

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    if is_example(file.name) {
        return;
    }
    let cluster = file.text.contains("kind: Config") && file.text.contains("clusters:");
    for (index, line) in file.text.lines().enumerate().filter(|(_, line)| line.len() < 20_000) {
        let marks = KNOWN.iter().filter(|(names, _)| names.contains(&file.base())).flat_map(|(_, marks)| marks.iter());
        let keys = ["client-key-data:", "password:", "token:"];
        let marks = marks.chain(keys.iter().filter(|_| cluster));
        for mark in marks {
            let Some((_, value)) = line.split_once(mark) else { continue };
            let value = value.trim().trim_matches(['"', '\'', ',', ' ', '}']);
            if value.len() >= 8 && is_written_out(value) {
                seen.line(file.name, index + 1, &file.told(&format!("{mark}***")));
            }
        }
    }
}
