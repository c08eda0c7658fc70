use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "cloudtrail-weak",
    title: Words {
        en: "The record of the cloud account has gaps or can be changed",
        es: "El registro de la cuenta de la nube tiene huecos o se puede alterar",
    },
    done: Words {
        en: "Every trail is read for all regions, validation of its files, a key, and that it is on.",
        es: "De cada trail se leen las regiones, la validación de archivos, la clave y que esté activo.",
    },
    why: Words {
        en: "Attackers work where nobody records, and remove their traces.",
        es: "Los atacantes actúan donde nadie registra, y borran sus huellas.",
    },
    fix: Words {
        en: "Set `is_multi_region_trail`, `enable_log_file_validation` and `kms_key_id`.",
        es: "Poner `is_multi_region_trail`, `enable_log_file_validation` y `kms_key_id`.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778],
    asvs: &["V16.2.1", "V16.4.2"],
    controls: &["SC-084", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_cloudtrail" "all" {
  s3_bucket_name = "trail"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_cloudtrail" "all" {
  s3_bucket_name             = "trail"
  is_multi_region_trail      = true
  enable_log_file_validation = true
  kms_key_id                 = "arn"
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_cloudtrail"], |block, seen| {
        let section = &block.section;
        for key in ["is_multi_region_trail", "enable_log_file_validation"] {
            if section.lacks(key) {
                block.note(section.line_of(key), &format!("{key} unset or false"), seen);
            }
        }
        if section.bool("enable_logging") == Some(false) {
            block.note_as(Severity::High, section.line_of("enable_logging"), "enable_logging = false", seen);
        }
        if section.get("kms_key_id").is_none() {
            block.note_as(Severity::Low, section.line, "kms_key_id unset", seen);
        }
    })
}
