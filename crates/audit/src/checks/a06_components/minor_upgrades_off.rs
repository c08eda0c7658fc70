use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "minor-upgrades-off",
    title: Words {
        en: "A database does not take security updates by itself",
        es: "Una base de datos no recibe por sí sola las actualizaciones de seguridad",
    },
    done: Words {
        en: "Databases and caches are read for `auto_minor_version_upgrade = false`.",
        es: "Se busca `auto_minor_version_upgrade = false` en bases de datos y cachés.",
    },
    why: Words {
        en: "Known flaws stay open until somebody thinks of it.",
        es: "Los fallos conocidos siguen abiertos hasta que alguien se acuerde.",
    },
    fix: Words { en: "Leave it on, with a maintenance window.", es: "Dejarlo activado, con una ventana de mantenimiento." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104],
    asvs: &["V15.2.1"],
    controls: &["SC-070", "SC-074"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_db_instance" "shop" {
  auto_minor_version_upgrade = false
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_db_instance" "shop" {
  auto_minor_version_upgrade = true
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(
        &[
            "aws_db_instance",
            "aws_rds_cluster_instance",
            "aws_elasticache_replication_group",
            "aws_mq_broker",
            "aws_neptune_cluster_instance",
            "aws_docdb_cluster_instance",
        ],
        |block, seen| {
            if block.section.bool("auto_minor_version_upgrade") == Some(false) {
                block.note(block.section.line_of("auto_minor_version_upgrade"), "auto_minor_version_upgrade = false", seen);
            }
        },
    )
}
