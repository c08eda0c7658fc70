//! Tokens of code hosts and package registries.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::text::{
        TextFile,
        secret::{FORGES, find, note},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "secret-forge-token",
    title: Words {
        en: "A token of a code host or package registry lies in the repository",
        es: "Un token de un servidor de código o registro de paquetes está en el repositorio",
    },
    done: Words {
        en: "Searches every file and the history of the repository for tokens of GitHub, GitLab, npm, PyPI, Docker and others. Examples of manuals, placeholders and repetitions are left alone.",
        es: "Se buscan tokens de GitHub, GitLab, npm, PyPI, Docker y otros en todos los archivos y en el historial del repositorio. Se dejan fuera los ejemplos de manuales, marcadores y repeticiones.",
    },
    why: Words {
        en: "Whoever reads it changes your code or publishes packages in your name.",
        es: "Quien lo lea cambia su código o publica paquetes en su nombre.",
    },
    fix: Words {
        en: "Revoke it today; keep secrets in a secret store and hand them over at run time. Removing it from the file does not remove it from the history.",
        es: "Revocarlo hoy; guardar los secretos en un almacén y entregarlos en ejecución. Quitarlo del archivo no lo quita del historial.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798, 540],
    asvs: &["V13.3.1"],
    controls: &["SC-100"],
    examine: Examine::Text {
        words: &["ghp_", "gho_", "ghs_", "ghr_", "github_pat_", "glpat-", "npm_", "pypi-AgE", "dckr_pat_", "crates", "rubygems_"],
        look,
    },
    mutant: Mutant {
        red: &[(
            "scripts/release.sh",
            concat!(
                r#"curl -H "Authorization: token "#,
                "ghp_",
                "a8Kd02lPqZm4XvRt7YbNc1WsEj9UhGf3ToIk",
                r#"" https://api.github.com
"#
            ),
        )],
        green: &[(
            "scripts/release.sh",
            r#"curl -H "Authorization: token $GITHUB_TOKEN" https://api.github.com # ghp_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
"#,
        )],
    },
};

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    note(file, find(file, FORGES), seen);
}
