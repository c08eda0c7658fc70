use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "s3-bucket-public",
    title: Words { en: "A storage bucket is open to everybody", es: "Un bucket de almacenamiento está abierto a cualquiera" },
    done: Words {
        en: "Access lists and policies of every bucket are read, also where they stand in resources of their own.",
        es: "Se leen las listas de acceso y las políticas de cada bucket, también si están en recursos aparte.",
    },
    why: Words {
        en: "Everybody on the internet reads, or even writes, what is in it.",
        es: "Cualquiera en internet lee, o incluso escribe, lo que contiene.",
    },
    fix: Words {
        en: "Set the access list to `private`, name accounts in the policy, and block public access.",
        es: "Poner la lista de acceso en `private`, nombrar cuentas en la política y bloquear el acceso público.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284, 200],
    asvs: &["V8.2.1", "V13.2.2"],
    controls: &["SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_s3_bucket" "data" {
  bucket = "shop-data"
  acl    = "public-read"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_s3_bucket" "data" {
  bucket = "shop-data"
  acl    = "private"
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_s3_bucket", "aws_s3_bucket_acl", "aws_s3_bucket_policy"], |block, seen| {
        if let Some(acl @ ("public-read" | "public-read-write" | "website" | "authenticated-read")) = block.section.text("acl") {
            block.note(block.section.line_of("acl"), &format!("acl = {acl}"), seen);
        }
        for statement in terraform.statements(block, "policy").unwrap_or_default() {
            if statement.is_for_everybody() {
                let place = crate::finding::Place::Line { file: statement.file.clone(), line: statement.line };
                seen.note(place, &format!("{}: Principal * {}", block.address(), statement.quoted()), None);
            }
        }
    })
}
