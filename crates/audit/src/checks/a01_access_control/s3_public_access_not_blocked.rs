use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "s3-public-access-not-blocked",
    title: Words {
        en: "Nothing keeps a storage bucket from being opened by mistake",
        es: "Nada impide abrir por error un bucket de almacenamiento",
    },
    done: Words {
        en: "For every bucket the block of public access is looked for, and each of its four switches.",
        es: "Se busca el bloqueo de acceso público de cada bucket, y cada uno de sus cuatro interruptores.",
    },
    why: Words {
        en: "One wrong access list or policy publishes everything.", es: "Una sola lista o política equivocada lo publica todo."
    },
    fix: Words {
        en: "Add `aws_s3_bucket_public_access_block` with all four set to true.",
        es: "Añadir `aws_s3_bucket_public_access_block` con los cuatro en true.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284],
    asvs: &["V13.2.2"],
    controls: &["SC-062", "SC-098"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_s3_bucket" "data" {
  bucket = "shop-data"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_s3_bucket" "data" {
  bucket = "shop-data"
}
resource "aws_s3_bucket_public_access_block" "data" {
  bucket                  = aws_s3_bucket.data.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
"#,
        )],
    },
};

const SWITCHES: [&str; 4] = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

fn look(terraform: &Terraform) -> Verdict {
    let account = terraform.resources(&["aws_s3_account_public_access_block"]);
    let by_account = account.iter().any(|block| SWITCHES.iter().all(|switch| block.section.bool(switch) == Some(true)));
    let walls = terraform.companions(&["aws_s3_bucket_public_access_block"], "bucket");
    terraform.over(&["aws_s3_bucket"], |bucket, seen| {
        let blocks = walls.of(bucket, "bucket");
        if blocks.is_empty() && !by_account {
            bucket.note(bucket.section.line, "aws_s3_bucket_public_access_block missing", seen);
        }
        for block in blocks {
            for switch in SWITCHES.iter().filter(|switch| block.section.lacks(switch)) {
                block.note(block.section.line_of(switch), &format!("{switch} off"), seen);
            }
        }
    })
}
