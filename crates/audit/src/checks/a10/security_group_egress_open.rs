use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::{Block, Section, Terraform},
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

/// The open rules of a direction: the line of each and its ports.
fn open(block: &Block, ingress: bool) -> Vec<(usize, Option<(f64, f64)>, String)> {
    let word = if ingress { "ingress" } else { "egress" };
    let sections: Vec<Section> = match block.kind() {
        "aws_security_group_rule" if block.section.text("type") == Some(word) => vec![block.section.clone()],
        "aws_vpc_security_group_ingress_rule" if ingress => vec![block.section.clone()],
        "aws_vpc_security_group_egress_rule" if !ingress => vec![block.section.clone()],
        "aws_security_group" | "aws_default_security_group" => block.section.blocks(word),
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for section in sections {
        let keys = ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"];
        let world = keys.iter().find(|key| section.texts(key).iter().any(|range| matches!(*range, "0.0.0.0/0" | "::/0" | "0000::/0")));
        let Some(key) = world else { continue };
        let every = section
            .get("protocol")
            .or_else(|| section.get("ip_protocol"))
            .is_some_and(|setting| matches!(setting.value.text(), Some("-1" | "all")) || setting.value.number() == Some(-1.0));
        let ports = match (section.number("from_port"), section.number("to_port")) {
            _ if every => Some((0.0, 65535.0)),
            (Some(from), Some(to)) => Some((from, to)),
            _ => None,
        };
        let quoted = ports.map_or_else(|| "?".to_owned(), |(from, to)| if from == to { from.to_string() } else { format!("{from}-{to}") });
        found.push((section.line_of(key), ports, format!("{word} {} ports {quoted}", section.texts(key).join(", "))));
    }
    found
}

const TYPES: [&str; 4] =
    ["aws_security_group", "aws_default_security_group", "aws_security_group_rule", "aws_vpc_security_group_egress_rule"];

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&TYPES, |block, seen| {
        for (line, ports, quoted) in open(block, false) {
            if ports.is_some_and(|(from, to)| from <= 0.0 && (to >= 65535.0 || to <= 0.0)) {
                block.note(line, &quoted, seen);
            }
        }
    })
}
