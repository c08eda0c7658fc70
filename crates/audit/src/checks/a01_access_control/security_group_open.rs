use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::{RULE_TYPES, Terraform},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "security-group-open",
    title: Words {
        en: "A firewall rule of the cloud lets in the whole internet",
        es: "Una regla de cortafuegos de la nube deja entrar a todo internet",
    },
    done: Words {
        en: "Every rule for incoming traffic is read for ranges of the whole world. Ports 80 and 443 may be public.",
        es: "Se buscan rangos de todo el mundo en cada regla de entrada. Los puertos 80 y 443 pueden ser públicos.",
    },
    why: Words {
        en: "Machines try passwords and known flaws within minutes, on administration and database ports first.",
        es: "Las máquinas prueban contraseñas y fallos conocidos en minutos, primero en puertos de administración y bases de datos.",
    },
    fix: Words {
        en: "Name the ranges or the security groups that need it; reach machines by Session Manager.",
        es: "Nombrar los rangos o grupos que lo necesiten; acceder a las máquinas con Session Manager.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284, 668],
    asvs: &["V13.2.4"],
    controls: &["SC-062", "SC-061"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_security_group" "web" {
  vpc_id = "vpc-1"
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_security_group" "web" {
  vpc_id = "vpc-1"
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
"#,
        )],
    },
};

const SEVERE: [f64; 19] = [
    22.0, 23.0, 135.0, 445.0, 1433.0, 1521.0, 2375.0, 2379.0, 3306.0, 3389.0, 5432.0, 5601.0, 5900.0, 5985.0, 6379.0, 9200.0, 10250.0,
    11211.0, 27017.0,
];

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&RULE_TYPES, |block, seen| {
        for rule in block.open_rules(true) {
            // Ports that cannot be known may well be those of a website.
            let Some((from, to)) = rule.ports else { continue };
            if from == to && (from == 80.0 || from == 443.0) || from == 8.0 && to == 0.0 {
                continue;
            }
            let severe = SEVERE.iter().any(|port| from <= *port && *port <= to);
            block.note_as(if severe { Severity::Critical } else { CHECK.severity }, rule.line, &rule.quoted, seen);
        }
    })
}
