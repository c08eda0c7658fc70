use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::{Block, Terraform},
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "cloudtrail-missing",
    title: Words {
        en: "Nothing here records what is done in the cloud account",
        es: "Nada aquí registra lo que se hace en la cuenta de la nube",
    },
    done: Words {
        en: "A configuration that sets up AWS with a provider of its own is searched for a trail. One that is kept elsewhere can be waived.",
        es: "En una configuración con proveedor de AWS propio se busca un trail. Si se lleva en otro sitio, se puede exceptuar.",
    },
    why: Words { en: "Nobody can say afterwards who changed or read what.", es: "Después nadie puede decir quién cambió o leyó qué." },
    fix: Words {
        en: "Add `aws_cloudtrail` for all regions, or for the whole organization.",
        es: "Añadir `aws_cloudtrail` para todas las regiones, o para toda la organización.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778],
    asvs: &["V16.2.1", "V16.1.1"],
    controls: &["SC-084", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"provider "aws" {
  region = "eu-west-1"
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"provider "aws" {
  region = "eu-west-1"
}
resource "aws_cloudtrail" "all" {
  s3_bucket_name = "trail"
}
"#,
        )],
    },
};

const NO_PROVIDER: Words =
    Words { en: "because the configuration sets up no provider of AWS", es: "porque la configuración no define un proveedor de AWS" };

fn look(terraform: &Terraform) -> Verdict {
    let providers: Vec<&Block> = terraform.of_kind("provider").filter(|block| block.name() == "aws").collect();
    let recorded = !terraform.resources(&["aws_cloudtrail", "aws_cloudtrail_event_data_store"]).is_empty()
        || terraform.of_kind("module").any(|module| module.section.text("source").is_some_and(|source| source.contains("cloudtrail")));
    let managed = terraform.of_kind("resource").any(|block| block.kind().starts_with("aws_"));
    let Some(first) = providers.first().filter(|_| managed) else { return Verdict::NotTested(NO_PROVIDER.into()) };
    let mut seen = Observations::new();
    if !recorded {
        first.note(first.section.line, "aws_cloudtrail missing", &mut seen);
    }
    Verdict::of(seen)
}
