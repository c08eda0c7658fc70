use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "database-unencrypted",
    title: Words { en: "A database or a warehouse is not encrypted", es: "Una base de datos o un almacén no está cifrado" },
    done: Words {
        en: "Databases, clusters, warehouses, search domains and caches are read for encryption at rest.",
        es: "Se lee el cifrado en reposo de bases de datos, clústeres, almacenes, dominios de búsqueda y cachés.",
    },
    why: Words {
        en: "Whoever gets a snapshot or a disk reads every customer.",
        es: "Quien consiga una instantánea o un disco lee a todos los clientes.",
    },
    fix: Words {
        en: "Set `storage_encrypted = true` (the like elsewhere) with a key of your own.",
        es: "Poner `storage_encrypted = true` (o su equivalente) con una clave propia.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 4, of_2025: 6 },
    cwe: &[311],
    asvs: &["V11.3.2", "V14.2.4"],
    controls: &["SC-037", "SC-041"],
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
  engine            = "mysql"
  storage_encrypted = true
}
"#,
        )],
    },
};

/// Types, and the setting that must be on.
static SETTINGS: &[(&str, &str)] = &[
    ("aws_db_instance", "storage_encrypted"),
    ("aws_rds_cluster", "storage_encrypted"),
    ("aws_rds_global_cluster", "storage_encrypted"),
    ("aws_neptune_cluster", "storage_encrypted"),
    ("aws_docdb_cluster", "storage_encrypted"),
    ("aws_redshift_cluster", "encrypted"),
    ("aws_elasticache_replication_group", "at_rest_encryption_enabled"),
    ("aws_elasticsearch_domain", "encrypt_at_rest"),
    ("aws_opensearch_domain", "encrypt_at_rest"),
    ("aws_dax_cluster", "server_side_encryption"),
    ("aws_athena_database", "encryption_configuration"),
];

fn look(terraform: &Terraform) -> Verdict {
    let types: Vec<&str> = SETTINGS.iter().map(|(kind, _)| *kind).collect();
    terraform.over(&types, |block, seen| {
        let setting = SETTINGS.iter().find(|(kind, _)| *kind == block.kind()).map_or("", |(_, setting)| setting);
        // A replica, a restored copy and a member of a cluster have what their source has.
        let inherits = ["replicate_source_db", "snapshot_identifier", "source_db_cluster_identifier", "global_cluster_identifier"];
        if inherits.iter().any(|key| block.section.get(key).is_some()) {
            return;
        }
        let off = match setting {
            "encrypt_at_rest" | "server_side_encryption" => {
                let section = block.section.block(setting);
                !block.section.has(setting) || section.is_some_and(|section| section.bool("enabled") == Some(false))
            }
            "encryption_configuration" => !block.section.has(setting),
            // Serverless clusters of Aurora are always encrypted.
            "storage_encrypted" if block.section.text("engine_mode") == Some("serverless") => false,
            // The free edition of SQL Server has no encryption.
            "storage_encrypted" if block.section.text("engine") == Some("sqlserver-ex") => false,
            _ => block.section.lacks(setting),
        };
        if off {
            block.note(block.section.line_of(setting), &format!("{setting} unset or false"), seen);
        }
    })
}
