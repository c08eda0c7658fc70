use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "deletion-protection-off",
    title: Words { en: "A database can be deleted by one command", es: "Una base de datos se puede borrar con una orden" },
    done: Words {
        en: "Databases and tables are read for protection against deletion.",
        es: "Se lee la protección contra el borrado en bases de datos y tablas.",
    },
    why: Words { en: "One mistake, or one stolen key, removes it.", es: "Un error, o una clave robada, la elimina." },
    fix: Words { en: "Set `deletion_protection = true`.", es: "Poner `deletion_protection = true`." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[693],
    asvs: &["V15.2.2"],
    controls: &["SC-102", "SC-098"],
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
  engine              = "mysql"
  deletion_protection = true
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"], |block, seen| {
        if block.section.lacks("deletion_protection") && block.section.get("replicate_source_db").is_none() {
            block.note(block.section.line_of("deletion_protection"), "deletion_protection unset or false", seen);
        }
    })
}
