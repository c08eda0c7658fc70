use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "backup-off",
    title: Words { en: "A database is not backed up", es: "Una base de datos no tiene copias de seguridad" },
    done: Words {
        en: "Databases and tables are read for their backups.",
        es: "Se leen las copias de seguridad de bases de datos y tablas.",
    },
    why: Words {
        en: "Ransomware or a wrong command ends the company’s memory.",
        es: "Un ransomware o una orden equivocada acaba con la memoria de la empresa.",
    },
    fix: Words {
        en: "Keep backups for at least 7 days, and try a restore.",
        es: "Conservar copias al menos 7 días, y ensayar una restauración.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[693],
    asvs: &["V15.2.2"],
    controls: &["SC-102"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_db_instance" "shop" {
  engine                  = "mysql"
  backup_retention_period = 0
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_db_instance" "shop" {
  engine                  = "mysql"
  backup_retention_period = 14
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(
        &[
            "aws_db_instance",
            "aws_rds_cluster",
            "aws_docdb_cluster",
            "aws_neptune_cluster",
            "aws_dynamodb_table",
            "aws_elasticache_replication_group",
            "aws_redshift_cluster",
        ],
        |block, seen| {
            let section = &block.section;
            match block.kind() {
                "aws_dynamodb_table" => {
                    let recovery = section.block("point_in_time_recovery");
                    if !section.has("point_in_time_recovery") || recovery.is_some_and(|recovery| recovery.bool("enabled") == Some(false)) {
                        block.note_as(Severity::Low, section.line, "point_in_time_recovery off", seen);
                    }
                }
                "aws_elasticache_replication_group" => {
                    if section.is("snapshot_retention_limit", 0) {
                        block.note_as(Severity::Low, section.line_of("snapshot_retention_limit"), "snapshot_retention_limit = 0", seen);
                    }
                }
                "aws_redshift_cluster" => {
                    if section.is("automated_snapshot_retention_period", 0) {
                        block.note(section.line_of("automated_snapshot_retention_period"), "automated_snapshot_retention_period = 0", seen);
                    }
                }
                kind => {
                    // Clusters keep a day by default; a single instance keeps nothing. A replica’s source is what is kept.
                    let unset = kind == "aws_db_instance" && section.get("backup_retention_period").is_none();
                    let replica = section.get("replicate_source_db").is_some();
                    if !replica && (unset || section.is("backup_retention_period", 0)) {
                        block.note(section.line_of("backup_retention_period"), "backup_retention_period unset or 0", seen);
                    }
                }
            }
        },
    )
}
