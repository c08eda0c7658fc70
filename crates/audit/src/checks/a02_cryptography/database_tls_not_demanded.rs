use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "database-tls-not-demanded",
    title: Words { en: "A database accepts connections without TLS", es: "Una base de datos acepta conexiones sin TLS" },
    done: Words {
        en: "Parameter groups of MySQL and MariaDB are read for `require_secure_transport`, those of PostgreSQL for `rds.force_ssl`.",
        es: "En los grupos de parámetros se busca `require_secure_transport` (MySQL, MariaDB) y `rds.force_ssl` (PostgreSQL).",
    },
    why: Words {
        en: "One misconfigured client sends passwords and personal data in the clear.",
        es: "Un cliente mal configurado envía contraseñas y datos personales en claro.",
    },
    fix: Words { en: "Set the parameter to 1.", es: "Poner el parámetro a 1." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[319],
    asvs: &["V12.3.1", "V12.3.3"],
    controls: &["SC-041", "SC-063"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_db_parameter_group" "shop" {
  family = "mysql8.4"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_db_parameter_group" "shop" {
  family = "mysql8.4"
  parameter {
    name  = "require_secure_transport"
    value = "1"
  }
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_db_parameter_group", "aws_rds_cluster_parameter_group"], |block, seen| {
        let family = block.section.text("family").unwrap_or_default();
        let (name, demanded_by_default) = match family {
            _ if family.contains("mysql") || family.contains("mariadb") => ("require_secure_transport", false),
            // From 15 on PostgreSQL on RDS demands TLS unless told otherwise.
            _ if family.contains("postgres") => {
                let version: String = family.chars().filter(char::is_ascii_digit).collect();
                ("rds.force_ssl", version.parse::<u32>().is_ok_and(|version| (15..90).contains(&version)))
            }
            _ => return,
        };
        let parameters = block.section.blocks("parameter");
        let parameter = parameters.iter().find(|parameter| parameter.text("name") == Some(name));
        let value = parameter.and_then(|parameter| parameter.get("value"));
        let off = match value {
            Some(value) if value.value.has_unknown() => false,
            Some(value) => {
                !(value.value.number() == Some(1.0) || matches!(value.value.text(), Some("ON" | "on" | "true")))
                    && value.value.bool() != Some(true)
            }
            // A list of parameters that cannot be known may hold it.
            None => {
                !demanded_by_default
                    && !parameters.iter().any(|parameter| parameter.get("name").is_some_and(|name| name.value.has_unknown()))
            }
        };
        if off {
            block.note(value.map_or(block.section.line, |value| value.line), &format!("{name} unset or 0"), seen);
        }
    })
}
