use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "s3-encryption-without-own-key",
    title: Words { en: "A storage bucket is not encrypted with a key of one’s own", es: "Un bucket no se cifra con una clave propia" },
    done: Words {
        en: "For every bucket the configuration of encryption is looked for. AWS encrypts with a key of its own by default.",
        es: "Se busca la configuración de cifrado de cada bucket. AWS cifra por omisión con una clave suya.",
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

fn look(terraform: &Terraform) -> Verdict {
    let configured = terraform.companions(&TYPES, "bucket");
    terraform.over(&["aws_s3_bucket"], |bucket, seen| {
        let companions = configured.of(bucket, "bucket");
        let inline = bucket.section.has("server_side_encryption_configuration");
        if companions.is_empty() && !inline {
            bucket.note(bucket.section.line, "server_side_encryption_configuration unset", seen);
        }
    })
}
