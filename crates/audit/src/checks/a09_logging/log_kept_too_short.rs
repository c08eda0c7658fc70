use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "log-kept-too-short",
    title: Words { en: "Logs are thrown away before an attack is noticed", es: "Los registros se borran antes de que se note un ataque" },
    done: Words {
        en: "The retention of every log group is read. Break-ins are often noticed only after months.",
        es: "Se lee la retención de cada grupo de registros. Las intrusiones suelen notarse tras meses.",
    },
    why: Words { en: "When it is noticed, nothing is left to read.", es: "Cuando se nota, no queda nada que leer." },
    fix: Words {
        en: "Keep logs of security for 90 days at least, better a year.",
        es: "Conservar los registros de seguridad al menos 90 días, mejor un año.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778],
    asvs: &["V16.4.2"],
    controls: &["SC-084", "SC-087"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_cloudwatch_log_group" "api" {
  retention_in_days = 7
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_cloudwatch_log_group" "api" {
  retention_in_days = 365
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_cloudwatch_log_group"], |block, seen| {
        let days = block.section.number("retention_in_days");
        if let Some(days) = days.filter(|days| *days > 0.0 && *days < 90.0) {
            block.note(block.section.line_of("retention_in_days"), &format!("retention_in_days = {days}"), seen);
        }
    })
}
