use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
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
        en: "A configuration that sets up the account itself, by its passwords, watchers or organization, is searched for a trail.",
        es: "En una configuración que define la cuenta misma, sus contraseñas, vigilantes u organización, se busca un trail.",
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
resource "aws_iam_account_password_policy" "all" {
  minimum_password_length = 14
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"provider "aws" {
  region = "eu-west-1"
}
resource "aws_iam_account_password_policy" "all" {
  minimum_password_length = 14
}
resource "aws_cloudtrail" "all" {
  s3_bucket_name = "trail"
}
"#,
        )],
    },
};

const NO_ACCOUNT: Words =
    Words { en: "because the configuration sets up no account of AWS", es: "porque la configuración no define ninguna cuenta de AWS" };

/// What there is once in an account: whoever sets it up has the whole account in hand.
const OF_ACCOUNT: [&str; 7] = [
    "aws_iam_account_password_policy",
    "aws_iam_account_alias",
    "aws_organizations_organization",
    "aws_organizations_account",
    "aws_config_configuration_recorder",
    "aws_guardduty_detector",
    "aws_securityhub_account",
];

fn look(terraform: &Terraform) -> Verdict {
    let recorded = !terraform.resources(&["aws_cloudtrail", "aws_cloudtrail_event_data_store"]).is_empty()
        || terraform.of_kind("module").any(|module| module.section.text("source").is_some_and(|source| source.contains("cloudtrail")));
    let of_account = terraform.resources(&OF_ACCOUNT);
    let Some(first) = of_account.first() else { return Verdict::NotTested(NO_ACCOUNT.into()) };
    let mut seen = Observations::new();
    if !recorded {
        first.note(first.section.line, "aws_cloudtrail missing", &mut seen);
    }
    Verdict::of(seen)
}
