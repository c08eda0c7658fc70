use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "cloudfront-plain-http",
    title: Words { en: "The delivery network serves or fetches without TLS", es: "La red de distribución sirve o recoge sin TLS" },
    done: Words {
        en: "Every CloudFront distribution is read for its viewer and origin protocols.",
        es: "Se leen los protocolos hacia el visitante y hacia el origen de cada distribución de CloudFront.",
    },
    why: Words {
        en: "Whoever sits on the way reads and changes pages and cookies.",
        es: "Quien esté en el camino lee y cambia páginas y cookies.",
    },
    fix: Words {
        en: "Use `redirect-to-https` for viewers and `https-only` for origins.",
        es: "Usar `redirect-to-https` con los visitantes y `https-only` con los orígenes.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[319],
    asvs: &["V12.2.1", "V12.3.1"],
    controls: &["SC-039", "SC-040"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_cloudfront_distribution" "web" {
  default_cache_behavior {
    viewer_protocol_policy = "allow-all"
  }
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_cloudfront_distribution" "web" {
  default_cache_behavior {
    viewer_protocol_policy = "redirect-to-https"
  }
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_cloudfront_distribution"], |block, seen| {
        let behaviours = ["default_cache_behavior", "ordered_cache_behavior"].into_iter().flat_map(|kind| block.section.blocks(kind));
        for behaviour in behaviours {
            if behaviour.text("viewer_protocol_policy") == Some("allow-all") {
                block.note(behaviour.line_of("viewer_protocol_policy"), "viewer_protocol_policy = allow-all", seen);
            }
        }
        for origin in block.section.blocks("origin").iter().filter_map(|origin| origin.block("custom_origin_config")) {
            if origin.text("origin_protocol_policy") == Some("http-only") {
                block.note(origin.line_of("origin_protocol_policy"), "origin_protocol_policy = http-only", seen);
            }
        }
    })
}
