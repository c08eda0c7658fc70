use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "key-rotation-off",
    title: Words { en: "An encryption key is never renewed", es: "Una clave de cifrado nunca se renueva" },
    done: Words {
        en: "Every symmetric KMS key is read for `enable_key_rotation`.",
        es: "Se lee `enable_key_rotation` en cada clave simétrica de KMS.",
    },
    why: Words { en: "A key that leaked once opens everything for ever.", es: "Una clave filtrada una vez lo abre todo para siempre." },
    fix: Words { en: "Set `enable_key_rotation = true`.", es: "Poner `enable_key_rotation = true`." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[324, 320],
    asvs: &["V11.1.1", "V13.3.4"],
    controls: &["SC-038", "SC-036"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_kms_key" "data" {
  description = "data"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_kms_key" "data" {
  description         = "data"
  enable_key_rotation = true
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_kms_key"], |block, seen| {
        // Only symmetric keys for encryption can be renewed by the service.
        let symmetric = block
            .section
            .get("customer_master_key_spec")
            .or_else(|| block.section.get("key_spec"))
            .is_none_or(|spec| spec.value.text() == Some("SYMMETRIC_DEFAULT"));
        let encrypts = block.section.text("key_usage").is_none_or(|usage| usage == "ENCRYPT_DECRYPT");
        if symmetric && encrypts && block.section.lacks("enable_key_rotation") {
            block.note(block.section.line_of("enable_key_rotation"), "enable_key_rotation unset or false", seen);
        }
    })
}
