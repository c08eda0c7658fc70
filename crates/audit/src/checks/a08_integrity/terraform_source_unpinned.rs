use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::{Block, Terraform, Value},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "terraform-source-unpinned",
    title: Words {
        en: "The infrastructure is built from code that may change under it",
        es: "La infraestructura se construye con código que puede cambiar sin aviso",
    },
    done: Words {
        en: "Sources of modules and demanded providers are read for a version: registry modules by `version`, git sources by `ref`.",
        es: "Se busca una versión en los orígenes de módulos y proveedores: `version` en los del registro, `ref` en los de git.",
    },
    why: Words {
        en: "Whoever takes over the module changes the company’s cloud at the next run.",
        es: "Quien se haga con el módulo cambia la nube de la empresa en la próxima ejecución.",
    },
    fix: Words {
        en: "Pin the version, best the commit; keep `.terraform.lock.hcl`.",
        es: "Fijar la versión, mejor el commit; conservar `.terraform.lock.hcl`.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[829, 494],
    asvs: &["V15.2.4"],
    controls: &["SC-078", "SC-081"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"module "vpc" {
  source = "terraform-aws-modules/vpc/aws"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.8.1"
}
"#,
        )],
    },
};

const NONE: Words = Words {
    en: "because the configuration uses neither modules nor providers by name",
    es: "porque la configuración no usa módulos ni proveedores con nombre",
};

fn look(terraform: &Terraform) -> Verdict {
    let of_others = |block: &&Block| match block.section.kind.as_str() {
        "module" => block.section.text("source").is_some_and(|source| !source.starts_with('.') && !source.starts_with('/')),
        "terraform" => block.section.has("required_providers"),
        _ => false,
    };
    let blocks: Vec<&Block> = terraform.blocks().iter().filter(of_others).collect();
    Verdict::over(&blocks, NONE, |block, seen| {
        if block.section.kind == "module" {
            let source = block.section.text("source").unwrap_or_default();
            let git =
                source.starts_with("git") || source.contains("github.com") || source.contains("bitbucket.org") || source.contains(".git");
            let archive = source.starts_with("http") || source.starts_with("s3::");
            if git && !source.contains("ref=") || !git && !archive && block.section.get("version").is_none() {
                block.note(block.section.line_of("source"), source, seen);
            }
            return;
        }
        for providers in block.section.blocks("required_providers") {
            for provider in &providers.settings {
                let unpinned = match &provider.value {
                    Value::Map(_) => provider.value.get("version").is_none(),
                    _ => false,
                };
                if unpinned {
                    block.note_as(Severity::Low, provider.line, &format!("required_providers.{}: version unset", provider.name), seen);
                }
            }
        }
    })
}
