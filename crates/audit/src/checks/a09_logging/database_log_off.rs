use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::{Terraform, Value},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "database-log-off",
    title: Words { en: "A database sends its logs nowhere", es: "Una base de datos no envía sus registros a ningún sitio" },
    done: Words {
        en: "Databases, warehouses and search domains are read for exported logs.",
        es: "Se leen los registros exportados de bases de datos, almacenes y dominios de búsqueda.",
    },
    why: Words {
        en: "Failed logins and strange queries are seen by nobody.",
        es: "Los inicios de sesión fallidos y las consultas extrañas no los ve nadie.",
    },
    fix: Words {
        en: "Set `enabled_cloudwatch_logs_exports`, `log_publishing_options`, or `logging`.",
        es: "Poner `enabled_cloudwatch_logs_exports`, `log_publishing_options` o `logging`.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778],
    asvs: &["V16.2.1"],
    controls: &["SC-084", "SC-063"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_db_instance" "shop" {
  engine = "mysql"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_db_instance" "shop" {
  engine                          = "mysql"
  enabled_cloudwatch_logs_exports = ["audit", "error"]
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    let logging = terraform.companions(&["aws_redshift_logging"], "cluster_identifier");
    terraform.over(
        &[
            "aws_db_instance",
            "aws_rds_cluster",
            "aws_docdb_cluster",
            "aws_neptune_cluster",
            "aws_redshift_cluster",
            "aws_elasticsearch_domain",
            "aws_opensearch_domain",
        ],
        |block, seen| {
            let key = match block.kind() {
                "aws_redshift_cluster" => "logging",
                "aws_neptune_cluster" => "enable_cloudwatch_logs_exports",
                "aws_elasticsearch_domain" | "aws_opensearch_domain" => "log_publishing_options",
                _ => "enabled_cloudwatch_logs_exports",
            };
            let logged_elsewhere = block.kind() == "aws_redshift_cluster" && logging.has(block, "cluster_identifier");
            let none = block.section.get(key).is_some_and(|setting| setting.value == Value::List(Vec::new()));
            if (!block.section.has(key) || none) && !logged_elsewhere {
                block.note_missing(key, seen);
            }
        },
    )
}
