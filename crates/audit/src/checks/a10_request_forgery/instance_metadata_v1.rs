use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "instance-metadata-v1",
    title: Words {
        en: "Machines hand their credentials to any simple request",
        es: "Las máquinas entregan sus credenciales a cualquier petición simple",
    },
    done: Words {
        en: "Machines, templates and node groups are read for `http_tokens = \"required\"`.",
        es: "Se busca `http_tokens = \"required\"` en máquinas, plantillas y grupos de nodos.",
    },
    why: Words {
        en: "One forged request of the server (SSRF) fetches the keys of its role; so Capital One lost 100 million customers’ data in 2019.",
        es: "Una sola petición falsificada del servidor (SSRF) obtiene las claves de su rol; así perdió Capital One los datos de 100 millones de clientes en 2019.",
    },
    fix: Words {
        en: "Add `metadata_options { http_tokens = \"required\" }` with a hop limit of 1.",
        es: "Añadir `metadata_options { http_tokens = \"required\" }` con un límite de saltos de 1.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 0, of_2021: 10, of_2025: 1 },
    cwe: &[918],
    asvs: &["V13.2.4", "V15.3.2"],
    controls: &["SC-091", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_instance" "web" {
  ami = "ami-1"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_instance" "web" {
  ami = "ami-1"
  metadata_options {
    http_tokens = "required"
  }
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    let defaults = terraform.resources(&["aws_ec2_instance_metadata_defaults"]);
    let by_default = defaults.iter().any(|block| block.section.text("http_tokens") == Some("required"));
    terraform.over(&["aws_instance", "aws_launch_template", "aws_launch_configuration", "aws_spot_instance_request"], |block, seen| {
        let options = block.section.block("metadata_options");
        let (line, tokens, endpoint) = options
            .as_ref()
            .map_or((block.section.line, None, None), |options| (options.line, options.get("http_tokens"), options.text("http_endpoint")));
        let safe = tokens.is_some_and(|setting| setting.value.text() == Some("required") || setting.value.has_unknown());
        let elsewhere = block.kind() != "aws_launch_template" && block.section.has("launch_template");
        let defaulted = by_default && tokens.is_none();
        if !safe && !elsewhere && !defaulted && endpoint != Some("disabled") {
            block.note(line, "metadata_options.http_tokens unset or optional", seen);
        }
    })
}
