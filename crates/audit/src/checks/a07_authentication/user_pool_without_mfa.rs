use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "user-pool-without-mfa",
    title: Words {
        en: "Users cannot, or need not, have a second factor",
        es: "Los usuarios no pueden, o no necesitan, tener un segundo factor",
    },
    done: Words {
        en: "Every Cognito user pool is read for its MFA setting.",
        es: "Se lee el ajuste de MFA de cada grupo de usuarios de Cognito.",
    },
    why: Words {
        en: "A password that was stolen elsewhere opens the account.", es: "Una contraseña robada en otro sitio abre la cuenta."
    },
    fix: Words {
        en: "Set `mfa_configuration` to `ON`, or `OPTIONAL` for customers.",
        es: "Poner `mfa_configuration` en `ON`, u `OPTIONAL` para clientes.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[308, 287],
    asvs: &["V6.3.3"],
    controls: &["SC-043", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_cognito_user_pool" "customers" {
  name = "customers"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_cognito_user_pool" "customers" {
  name              = "customers"
  mfa_configuration = "OPTIONAL"
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_cognito_user_pool"], |block, seen| {
        let setting = block.section.get("mfa_configuration");
        if setting.is_none_or(|setting| setting.value.text() == Some("OFF")) {
            block.note(block.section.line_of("mfa_configuration"), "mfa_configuration OFF", seen);
        }
    })
}
