use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "s3-plain-http-allowed",
    title: Words { en: "A storage bucket answers without TLS", es: "Un bucket responde sin TLS" },
    done: Words {
        en: "The policy of every bucket is read for a denial of requests without `aws:SecureTransport`. Buckets without any policy count too.",
        es: "Se busca en la política de cada bucket la negación de peticiones sin `aws:SecureTransport`. Cuentan también los que no tienen política.",
    },
    why: Words { en: "Whoever sits on the way reads what is fetched.", es: "Quien esté en el camino lee lo que se descarga." },
    fix: Words { en: "Deny `s3:*` where `aws:SecureTransport` is `false`.", es: "Negar `s3:*` donde `aws:SecureTransport` sea `false`." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[319],
    asvs: &["V12.2.1"],
    controls: &["SC-039", "SC-062"],
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
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = data.aws_iam_policy_document.data.json
}
data "aws_iam_policy_document" "data" {
  statement {
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["${aws_s3_bucket.data.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    let of_buckets = terraform.companions(&["aws_s3_bucket_policy"], "bucket");
    terraform.over(&["aws_s3_bucket"], |bucket, seen| {
        let mut policies = of_buckets.of(bucket, "bucket");
        policies.push(bucket);
        // A policy that cannot be read may deny it.
        let unknown = policies.iter().any(|block| block.section.get("policy").is_some() && terraform.statements(block, "policy").is_none());
        let denied = policies
            .iter()
            .filter_map(|block| terraform.statements(block, "policy"))
            .flatten()
            .any(|statement| statement.denies_plain_transport());
        if !unknown && !denied {
            bucket.note(bucket.section.line, "aws:SecureTransport not demanded", seen);
        }
    })
}
