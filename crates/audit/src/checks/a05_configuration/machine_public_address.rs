use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "machine-public-address",
    title: Words {
        en: "A machine, or a whole subnet, gets addresses on the internet",
        es: "Una máquina, o toda una subred, recibe direcciones de internet",
    },
    done: Words {
        en: "Machines, templates and subnets are read for public addresses.",
        es: "Se buscan direcciones públicas en máquinas, plantillas y subredes.",
    },
    why: Words {
        en: "One rule of the firewall that is too wide, and the machine is on the internet.",
        es: "Basta una regla de cortafuegos demasiado amplia para que la máquina quede en internet.",
    },
    fix: Words {
        en: "Place machines in private subnets behind a load balancer.",
        es: "Colocar las máquinas en subredes privadas tras un balanceador.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[668],
    asvs: &["V13.2.4"],
    controls: &["SC-062", "SC-061"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_subnet" "a" {
  map_public_ip_on_launch = true
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_subnet" "a" {
  map_public_ip_on_launch = false
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_instance", "aws_launch_template", "aws_launch_configuration", "aws_subnet"], |block, seen| {
        for key in ["associate_public_ip_address", "map_public_ip_on_launch"] {
            if block.section.bool(key) == Some(true) {
                block.note(block.section.line_of(key), &format!("{key} = true"), seen);
            }
        }
        for interface in block.section.blocks("network_interfaces") {
            if interface.bool("associate_public_ip_address") == Some(true) {
                block.note(interface.line_of("associate_public_ip_address"), "associate_public_ip_address = true", seen);
            }
        }
    })
}
