use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::{Block, Terraform},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "state-unprotected",
    title: Words {
        en: "The state of Terraform is kept unencrypted or in a file",
        es: "El estado de Terraform se guarda sin cifrar o en un archivo",
    },
    done: Words { en: "The backend of every configuration is read.", es: "Se lee el backend de cada configuración." },
    why: Words { en: "The state holds passwords and keys in the clear.", es: "El estado contiene contraseñas y claves en claro." },
    fix: Words {
        en: "Keep it in a bucket with `encrypt = true`, a key and locking.",
        es: "Guardarlo en un bucket con `encrypt = true`, una clave y bloqueo.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 4, of_2025: 6 },
    cwe: &[312],
    asvs: &["V13.3.1"],
    controls: &["SC-100", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"terraform {
  backend "s3" {
    bucket = "state"
    key    = "a"
  }
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"terraform {
  backend "s3" {
    bucket  = "state"
    key     = "a"
    encrypt = true
  }
}
"#,
        )],
    },
};

const NO_BACKEND: Words = Words { en: "because no configuration names a backend", es: "porque ninguna configuración nombra un backend" };

fn look(terraform: &Terraform) -> Verdict {
    let with_backend: Vec<&Block> = terraform.of_kind("terraform").filter(|block| block.section.has("backend")).collect();
    Verdict::over(&with_backend, NO_BACKEND, |block, seen| {
        for backend in block.section.blocks("backend") {
            match backend.labels.first().map(String::as_str) {
                Some("local") => block.note(backend.line, "backend local", seen),
                Some("s3") if backend.lacks("encrypt") => {
                    block.note(backend.line_of("encrypt"), "backend s3: encrypt unset or false", seen)
                }
                Some("http") if backend.text("address").is_some_and(|address| address.starts_with("http://")) => {
                    block.note(backend.line_of("address"), "backend http", seen);
                }
                _ => {}
            }
        }
    })
}
