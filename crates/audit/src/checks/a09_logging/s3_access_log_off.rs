use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "s3-access-log-off",
    title: Words { en: "Nobody can say who read a storage bucket", es: "Nadie puede decir quién leyó un bucket" },
    done: Words {
        en: "For every bucket an access log is looked for; buckets that hold logs are left out.",
        es: "Se busca el registro de accesos de cada bucket; se excluyen los que guardan registros.",
    },
    why: Words { en: "After a leak it stays unknown what was taken.", es: "Tras una fuga no se sabe qué se llevaron." },
    fix: Words {
        en: "Add `aws_s3_bucket_logging`, or data events in CloudTrail.",
        es: "Añadir `aws_s3_bucket_logging`, o eventos de datos en CloudTrail.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778],
    asvs: &["V16.2.1"],
    controls: &["SC-084", "SC-062"],
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
  logging {
    target_bucket = "shop-logs"
  }
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    let trails = terraform.resources(&["aws_cloudtrail"]);
    let data_events = trails.iter().any(|trail| trail.section.has("event_selector") || trail.section.has("advanced_event_selector"));
    let logging = terraform.companions(&["aws_s3_bucket_logging"], "bucket");
    let targets = terraform.companions(&["aws_s3_bucket_logging"], "target_bucket");
    terraform.over(&["aws_s3_bucket"], |bucket, seen| {
        let log = bucket.name().contains("log")
            || bucket.section.text("bucket").is_some_and(|name| name.contains("log"))
            || targets.has(bucket, "bucket");
        let logged = bucket.section.has("logging") || logging.has(bucket, "bucket");
        if !log && !logged && !data_events {
            bucket.note(bucket.section.line, "aws_s3_bucket_logging missing", seen);
        }
    })
}
