use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::{RULE_TYPES, Terraform},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "security-group-egress-open",
    title: Words {
        en: "Machines of the cloud may connect to everywhere",
        es: "Las máquinas de la nube pueden conectarse a cualquier sitio",
    },
    done: Words {
        en: "Every rule for outgoing traffic is read for all ports to the whole world.",
        es: "Se buscan en cada regla de salida todos los puertos hacia todo el mundo.",
    },
    why: Words {
        en: "A forged request of the server reaches everything, and stolen data leaves freely.",
        es: "Una petición falsificada del servidor llega a todo, y los datos robados salen sin freno.",
    },
    fix: Words {
        en: "Allow the ports and ranges that are needed; use VPC endpoints for AWS.",
        es: "Permitir los puertos y rangos necesarios; usar endpoints de VPC para AWS.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 10, of_2025: 1 },
    cwe: &[918, 923],
    asvs: &["V13.2.4", "V13.2.5"],
    controls: &["SC-092", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_security_group" "web" {
  vpc_id = "vpc-1"
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_security_group" "web" {
  vpc_id = "vpc-1"
  egress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&RULE_TYPES, |block, seen| {
        for rule in block.open_rules(false) {
            if rule.ports.is_some_and(|(from, to)| from <= 0.0 && (to >= 65535.0 || to <= 0.0)) {
                block.note(rule.line, &rule.quoted, seen);
            }
        }
    })
}
