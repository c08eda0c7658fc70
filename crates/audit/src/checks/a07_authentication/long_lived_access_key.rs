use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::{Block, Terraform},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "long-lived-access-key",
    title: Words {
        en: "A person or a program gets a key of the cloud that never ends",
        es: "Una persona o un programa recibe una clave de la nube que nunca caduca",
    },
    done: Words {
        en: "The configuration is read for access keys of users.",
        es: "Se buscan claves de acceso de usuarios en la configuración.",
    },
    why: Words {
        en: "The key stands in the state, leaks some day, and works until somebody notices.",
        es: "La clave queda en el estado, se filtra algún día y funciona hasta que alguien lo note.",
    },
    fix: Words {
        en: "Use roles: single sign-on for people, OIDC for pipelines, instance or pod roles for programs.",
        es: "Usar roles: inicio de sesión único para personas, OIDC para los pipelines, roles de instancia o de pod para programas.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[798, 287],
    asvs: &["V13.2.1", "V13.3.4"],
    controls: &["SC-044", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_iam_access_key" "ci" {
  user = "ci"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_iam_role" "ci" {
  name = "ci"
}
"#,
        )],
    },
};

const NONE: Words =
    Words { en: "because the configuration has no identities of AWS", es: "porque la configuración no tiene identidades de AWS" };

fn look(terraform: &Terraform) -> Verdict {
    let identities: Vec<&Block> = terraform.of_kind("resource").filter(|block| block.kind().starts_with("aws_iam_")).collect();
    Verdict::over(&identities, NONE, |block, seen| {
        if block.kind() == "aws_iam_access_key" {
            block.note(block.section.line, "aws_iam_access_key", seen);
        }
    })
}
