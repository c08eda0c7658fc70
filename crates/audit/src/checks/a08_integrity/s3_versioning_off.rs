use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "s3-versioning-off",
    title: Words { en: "What is overwritten or deleted in a bucket is gone", es: "Lo sobrescrito o borrado en un bucket se pierde" },
    done: Words {
        en: "For every bucket versioning is looked for, inline or in a resource of its own. What AWS itself logs to is left out.",
        es: "Se busca el versionado de cada bucket, dentro o en un recurso aparte. Se excluye aquello en lo que AWS misma registra.",
    },
    why: Words {
        en: "Ransomware, a mistake or an angry employee destroys the only copy.",
        es: "Un ransomware, un error o un empleado enfadado destruye la única copia.",
    },
    fix: Words {
        en: "Enable versioning, and object lock for backups and records.",
        es: "Activar el versionado, y el bloqueo de objetos para copias y registros.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[345, 353],
    asvs: &["V11.3.3"],
    controls: &["SC-082", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[
            (
                "main.tf",
                r#"resource "aws_s3_bucket" "data" {
  bucket = "shop-data"
}
"#,
            ),
            (
                "logged/main.tf",
                r#"variable "log_bucket" {}
resource "aws_s3_bucket" "orders" {
  bucket = "shop-orders"
}
resource "aws_s3_bucket_logging" "orders" {
  bucket        = aws_s3_bucket.orders.id
  target_bucket = var.log_bucket
}
"#,
            ),
        ],
        green: &[(
            "main.tf",
            r#"resource "aws_s3_bucket" "data" {
  bucket = "shop-data"
  versioning {
    enabled = true
  }
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    let versioned = terraform.companions(&["aws_s3_bucket_versioning"], "bucket");
    let of_access = terraform.companions(&["aws_s3_bucket_logging"], "target_bucket");
    let of_traffic = terraform.companions(&["aws_flow_log"], "log_destination");
    terraform.over(&["aws_s3_bucket"], |bucket, seen| {
        // Such logs are written once under names of their own: nothing is overwritten.
        if of_access.names(bucket, "bucket") || of_traffic.names(bucket, "bucket") {
            return;
        }
        let companions = versioned.of(bucket, "bucket");
        for block in &companions {
            if let Some(configuration) = block.section.block("versioning_configuration")
                && matches!(configuration.text("status"), Some("Disabled" | "Suspended"))
            {
                block.note(configuration.line_of("status"), "versioning off", seen);
            }
        }
        let inline = bucket.section.block("versioning");
        let off = inline.as_ref().is_none_or(|versioning| versioning.lacks("enabled"));
        if companions.is_empty() && off {
            bucket.note(inline.map_or(bucket.section.line, |versioning| versioning.line), "versioning off", seen);
        }
    })
}
