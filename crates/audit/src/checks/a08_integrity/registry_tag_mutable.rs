use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "registry-tag-mutable",
    title: Words {
        en: "A published image can be replaced under the same name",
        es: "Una imagen publicada se puede sustituir con el mismo nombre",
    },
    done: Words {
        en: "Every container registry is read for `image_tag_mutability`.",
        es: "Se lee `image_tag_mutability` en cada registro de contenedores.",
    },
    why: Words {
        en: "Whoever can push puts other code under a version that was tested.",
        es: "Quien pueda publicar pone otro código bajo una versión ya probada.",
    },
    fix: Words { en: "Set `image_tag_mutability = \"IMMUTABLE\"`.", es: "Poner `image_tag_mutability = \"IMMUTABLE\"`." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 8, of_2025: 8 },
    cwe: &[345, 494],
    asvs: &["V15.2.4"],
    controls: &["SC-081", "SC-062"],
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
  name                 = "api"
  image_tag_mutability = "IMMUTABLE"
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_ecr_repository"], |block, seen| {
        let setting = block.section.get("image_tag_mutability");
        if setting.is_none_or(|setting| setting.value.text() == Some("MUTABLE")) {
            block.note(block.section.line_of("image_tag_mutability"), "image_tag_mutability MUTABLE", seen);
        }
    })
}
