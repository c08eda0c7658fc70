use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "entrance-log-off",
    title: Words { en: "An entrance of the cloud keeps no record of requests", es: "Una entrada de la nube no registra las peticiones" },
    done: Words {
        en: "Load balancers, CloudFront, stages of API Gateway and firewalls are read for their access logs.",
        es: "Se leen los registros de acceso de balanceadores, CloudFront, etapas de API Gateway y cortafuegos.",
    },
    why: Words { en: "Attacks are neither noticed nor reconstructed.", es: "Los ataques ni se notan ni se reconstruyen." },
    fix: Words {
        en: "Turn on access logs into a bucket or a log group.",
        es: "Activar los registros de acceso hacia un bucket o un grupo de registros.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778],
    asvs: &["V16.2.1", "V16.3.3"],
    controls: &["SC-084", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_lb" "web" {
  name = "web"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_lb" "web" {
  name = "web"
  access_logs {
    bucket  = "logs"
    enabled = true
  }
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    let firewall_logs = terraform.companions(&["aws_wafv2_web_acl_logging_configuration"], "resource_arn");
    terraform.over(
        &[
            "aws_lb",
            "aws_alb",
            "aws_elb",
            "aws_cloudfront_distribution",
            "aws_api_gateway_stage",
            "aws_apigatewayv2_stage",
            "aws_wafv2_web_acl",
        ],
        |block, seen| {
            let section = &block.section;
            let (key, off) = match block.kind() {
                "aws_cloudfront_distribution" => ("logging_config", !section.has("logging_config")),
                "aws_api_gateway_stage" | "aws_apigatewayv2_stage" => ("access_log_settings", !section.has("access_log_settings")),
                "aws_wafv2_web_acl" => {
                    let logged = firewall_logs.has(block, "arn");
                    ("aws_wafv2_web_acl_logging_configuration", !logged)
                }
                kind => {
                    let log = section.block("access_logs");
                    let off = log
                        .as_ref()
                        .is_none_or(|log| log.bool("enabled") == Some(false) || kind != "aws_elb" && log.get("enabled").is_none());
                    // Balancers that pass packets keep such records only for TLS.
                    (
                        "access_logs",
                        off && !matches!(section.text("load_balancer_type"), Some("network" | "gateway"))
                            && (log.is_some() || !section.has("access_logs")),
                    )
                }
            };
            if off {
                block.note(section.line_of(key), &format!("{key} off"), seen);
            }
        },
    )
}
