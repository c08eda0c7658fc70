use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "registry-scan-off",
    title: Words { en: "Images are published without a look for known flaws", es: "Las imágenes se publican sin buscar fallos conocidos" },
    done: Words {
        en: "Every container registry is read for scans on push; a configuration of the whole registry counts.",
        es: "Se busca el análisis al publicar en cada registro de contenedores; cuenta la configuración del registro entero.",
    },
    why: Words {
        en: "Vulnerable components run in production unnoticed.",
        es: "Componentes vulnerables corren en producción sin que se note.",
    },
    fix: Words {
        en: "Set `scan_on_push = true`, or scan the whole registry continuously.",
        es: "Poner `scan_on_push = true`, o analizar el registro entero de forma continua.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104, 1395],
    asvs: &["V15.2.1"],
    controls: &["SC-076", "SC-073"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_ecr_repository" "api" {
  name = "api"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_ecr_repository" "api" {
  name = "api"
  image_scanning_configuration {
    scan_on_push = true
  }
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    let whole = !terraform.resources(&["aws_ecr_registry_scanning_configuration"]).is_empty();
    terraform.over(&["aws_ecr_repository"], |block, seen| {
        let scanning = block.section.block("image_scanning_configuration");
        let off = scanning.as_ref().map_or(!block.section.has("image_scanning_configuration"), |scanning| scanning.lacks("scan_on_push"));
        if off && !whole {
            block.note(scanning.map_or(block.section.line, |scanning| scanning.line), "scan_on_push off", seen);
        }
    })
}
