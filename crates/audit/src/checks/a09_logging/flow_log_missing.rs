use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "flow-log-missing",
    title: Words {
        en: "Nobody records which machines of a network spoke to whom",
        es: "Nadie registra qué máquinas de una red hablaron con quién",
    },
    done: Words { en: "For every VPC a flow log is looked for.", es: "Se busca un flow log para cada VPC." },
    why: Words {
        en: "After a break-in it stays unknown where it came from and what left.",
        es: "Tras una intrusión no se sabe de dónde vino ni qué salió.",
    },
    fix: Words { en: "Add `aws_flow_log` for the VPC.", es: "Añadir `aws_flow_log` para la VPC." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778],
    asvs: &["V16.2.1"],
    controls: &["SC-084", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_flow_log" "main" {
  vpc_id       = aws_vpc.main.id
  traffic_type = "ALL"
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    let logs = terraform.companions(&["aws_flow_log"], "vpc_id");
    terraform.over(&["aws_vpc"], |block, seen| {
        if !logs.has(block, "id") {
            block.note(block.section.line, "aws_flow_log missing", seen);
        }
    })
}
