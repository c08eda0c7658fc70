use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "database-public",
    title: Words { en: "A database has an address on the internet", es: "Una base de datos tiene una dirección en internet" },
    done: Words {
        en: "Databases, warehouses and replication machines are read for `publicly_accessible`.",
        es: "Se lee `publicly_accessible` en bases de datos, almacenes y máquinas de réplica.",
    },
    why: Words {
        en: "Only a password stands between the internet and the data.", es: "Solo una contraseña separa internet de los datos."
    },
    fix: Words {
        en: "Set `publicly_accessible = false` and place it in private subnets.",
        es: "Poner `publicly_accessible = false` y ubicarla en subredes privadas.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284, 668],
    asvs: &["V13.2.4"],
    controls: &["SC-062", "SC-063"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_db_instance" "shop" {
  engine              = "mysql"
  publicly_accessible = true
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_db_instance" "shop" {
  engine              = "mysql"
  publicly_accessible = false
}
"#,
        )],
    },
};

const TYPES: [&str; 7] = [
    "aws_db_instance",
    "aws_rds_cluster_instance",
    "aws_redshift_cluster",
    "aws_dms_replication_instance",
    "aws_neptune_cluster_instance",
    "aws_docdb_cluster_instance",
    "aws_mq_broker",
];

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&TYPES, |block, seen| {
        // The one of Redshift is public unless told otherwise.
        let unset = block.kind() == "aws_redshift_cluster" && block.section.get("publicly_accessible").is_none();
        if unset || block.section.bool("publicly_accessible") == Some(true) {
            block.note(block.section.line_of("publicly_accessible"), "publicly_accessible = true", seen);
        }
    })
}
