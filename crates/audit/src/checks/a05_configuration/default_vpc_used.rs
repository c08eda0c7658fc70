use std::collections::HashSet;

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::{Block, Terraform},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "default-vpc-used",
    title: Words { en: "The default network of the account is used", es: "Se usa la red por omisión de la cuenta" },
    done: Words {
        en: "Resources and data sources are read for the default VPC and its subnets.",
        es: "Se buscan la VPC por omisión y sus subredes en recursos y fuentes de datos.",
    },
    why: Words {
        en: "Every machine in it gets a public address unless told otherwise.",
        es: "Toda máquina recibe ahí una dirección pública salvo que se diga lo contrario.",
    },
    fix: Words {
        en: "Make a network with private subnets, and empty the default one.",
        es: "Crear una red con subredes privadas, y vaciar la de omisión.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[1188, 653],
    asvs: &["V15.2.3"],
    controls: &["SC-062", "SC-067"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_default_vpc" "default" {
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
"#,
        )],
    },
};

const NONE: Words =
    Words { en: "because the configuration has no resources of AWS", es: "porque la configuración no tiene recursos de AWS" };

fn look(terraform: &Terraform) -> Verdict {
    let all: Vec<&Block> = terraform.blocks().iter().filter(|block| block.kind().starts_with("aws_")).collect();
    // Taking the default network over to empty it is what the CIS benchmark asks for.
    let emptied: HashSet<&str> = all
        .iter()
        .filter(|block| block.kind() == "aws_default_security_group" && block.section.blocks("ingress").is_empty())
        .map(|block| block.folder())
        .collect();
    Verdict::over(&all, NONE, |block, seen| {
        let taken_over = emptied.contains(block.folder());
        let resource = !taken_over && block.section.kind == "resource" && matches!(block.kind(), "aws_default_vpc" | "aws_default_subnet");
        let data = block.section.kind == "data" && block.kind() == "aws_vpc" && block.section.bool("default") == Some(true);
        if resource || data {
            block.note(block.section.line, "default VPC", seen);
        }
    })
}
