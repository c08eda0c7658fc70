use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "password-policy-weak",
    title: Words { en: "The account of the cloud accepts short passwords", es: "La cuenta de la nube acepta contraseñas cortas" },
    done: Words {
        en: "The password policies of the account and of user pools are read for their length.",
        es: "Se lee la longitud exigida en las políticas de contraseñas de la cuenta y de los grupos de usuarios.",
    },
    why: Words { en: "Short passwords are guessed.", es: "Las contraseñas cortas se adivinan." },
    fix: Words {
        en: "Demand at least 14 characters of staff and 8 with a second factor of customers.",
        es: "Exigir al menos 14 caracteres al personal y 8 con segundo factor a los clientes.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[521],
    asvs: &["V6.2.1"],
    controls: &["SC-052", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_iam_account_password_policy" "staff" {
  minimum_password_length = 6
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_iam_account_password_policy" "staff" {
  minimum_password_length = 15
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_iam_account_password_policy", "aws_cognito_user_pool"], |block, seen| {
        let staff = block.kind() == "aws_iam_account_password_policy";
        let policy = if staff { Some(block.section.clone()) } else { block.section.block("password_policy") };
        let Some(policy) = policy else { return };
        let key = if staff { "minimum_password_length" } else { "minimum_length" };
        let least = if staff { 14.0 } else { 8.0 };
        let unset = staff && policy.get(key).is_none();
        if unset || policy.number(key).is_some_and(|length| length < least) {
            block.note(policy.line_of(key), &format!("{key} < {least}"), seen);
        }
    })
}
