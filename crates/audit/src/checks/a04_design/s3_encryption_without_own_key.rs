use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::{Block, Terraform},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "s3-encryption-without-own-key",
    title: Words {
        en: "A storage bucket is not encrypted with a key of one’s own, while others are",
        es: "Un bucket no se cifra con una clave propia, mientras otros sí",
    },
    done: Words {
        en: "Where one bucket has a key of its own, the others are read for theirs. AWS encrypts with a key of its own by default.",
        es: "Donde un bucket tiene clave propia, se busca en los demás. AWS cifra por omisión con una clave suya.",
    },
    why: Words {
        en: "Whoever may read the bucket may decrypt it: there is no second lock, and no record of the use of a key.",
        es: "Quien pueda leer el bucket puede descifrarlo: no hay segunda cerradura ni registro del uso de la clave.",
    },
    fix: Words { en: "Encrypt with `aws:kms` and a key whose use is limited.", es: "Cifrar con `aws:kms` y una clave de uso limitado." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 3, of_2021: 4, of_2025: 6 },
    cwe: &[311],
    asvs: &["V11.3.2", "V13.3.1"],
    controls: &["SC-037", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_s3_bucket" "data" {
  bucket = "shop-data"
}
resource "aws_s3_bucket" "orders" {
  bucket = "shop-orders"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "orders" {
  bucket = aws_s3_bucket.orders.bucket
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "aws:kms" }
  }
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_s3_bucket" "data" {
  bucket = "shop-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.bucket
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "aws:kms" }
  }
}
"#,
        )],
    },
};

const TYPES: [&str; 1] = ["aws_s3_bucket_server_side_encryption_configuration"];

/// Whether a block says that a bucket has a key of its own.
fn names_own_key(block: &Block) -> bool {
    let inline = block.section.blocks("server_side_encryption_configuration");
    let rules = inline.iter().chain([&block.section]).flat_map(|section| section.blocks("rule"));
    rules
        .flat_map(|rule| rule.blocks("apply_server_side_encryption_by_default"))
        .any(|default| default.text("sse_algorithm").is_some_and(|algorithm| algorithm.starts_with("aws:kms")))
}

fn look(terraform: &Terraform) -> Verdict {
    let configured = terraform.companions(&TYPES, "bucket");
    let [settings, buckets] = [&TYPES[..], &["aws_s3_bucket"]].map(|types| terraform.resources(types));
    let own_keys_are_used = settings.iter().chain(&buckets).any(|block| names_own_key(block));
    terraform.over(&["aws_s3_bucket"], |bucket, seen| {
        let companions = configured.of(bucket, "bucket");
        let inline = bucket.section.has("server_side_encryption_configuration");
        if own_keys_are_used && companions.is_empty() && !inline {
            bucket.note(bucket.section.line, "server_side_encryption_configuration unset", seen);
        }
    })
}
