use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "default-security-group-open",
    title: Words {
        en: "The default security group of a network lets its members talk freely",
        es: "El grupo de seguridad por omisión de una red deja que sus miembros hablen sin límite",
    },
    done: Words {
        en: "For every VPC an `aws_default_security_group` is looked for: with it Terraform takes the rules of AWS away.",
        es: "Se busca un `aws_default_security_group` para cada VPC: con él Terraform quita las reglas de AWS.",
    },
    why: Words {
        en: "A machine that somebody forgets to give a group reaches all others of this kind, and every address outside.",
        es: "Una máquina a la que nadie asignó un grupo alcanza a todas las demás así y a cualquier dirección de fuera.",
    },
    fix: Words { en: "Add `aws_default_security_group` without rules.", es: "Añadir `aws_default_security_group` sin reglas." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[1188, 923],
    asvs: &["V13.2.4"],
    controls: &["SC-062"],
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
resource "aws_default_security_group" "none" {
  vpc_id = aws_vpc.main.id
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    let taken_over = terraform.companions(&["aws_default_security_group"], "vpc_id");
    terraform.over(&["aws_vpc"], |network, seen| {
        if !taken_over.has(network, "id") {
            network.note(network.section.line, "aws_default_security_group missing", seen);
        }
    })
}
