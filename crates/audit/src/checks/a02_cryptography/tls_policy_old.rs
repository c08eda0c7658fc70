use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::{Setting, Terraform},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "tls-policy-old",
    title: Words { en: "An entrance still speaks old versions of TLS", es: "Una entrada aún habla versiones antiguas de TLS" },
    done: Words {
        en: "The TLS policies of load balancers, CloudFront, API Gateway and search domains are read.",
        es: "Se leen las políticas de TLS de balanceadores, CloudFront, API Gateway y dominios de búsqueda.",
    },
    why: Words {
        en: "TLS 1.0 and 1.1 and their ciphers can be broken by those who listen.",
        es: "TLS 1.0 y 1.1 y sus cifrados los puede romper quien escucha.",
    },
    fix: Words {
        en: "Choose `ELBSecurityPolicy-TLS13-1-2-2021-06`, `TLSv1.2_2021`, `TLS_1_2` or newer.",
        es: "Elegir `ELBSecurityPolicy-TLS13-1-2-2021-06`, `TLSv1.2_2021`, `TLS_1_2` o posterior.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[326, 327],
    asvs: &["V12.1.1", "V12.1.2"],
    controls: &["SC-039", "SC-036"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_lb_listener" "web" {
  load_balancer_arn = "arn"
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-2016-08"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_lb_listener" "web" {
  load_balancer_arn = "arn"
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
}
"#,
        )],
    },
};

const TYPES: [&str; 8] = [
    "aws_lb_listener",
    "aws_alb_listener",
    "aws_cloudfront_distribution",
    "aws_api_gateway_domain_name",
    "aws_apigatewayv2_domain_name",
    "aws_elasticsearch_domain",
    "aws_opensearch_domain",
    "aws_transfer_server",
];

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&TYPES, |block, seen| {
        let section = &block.section;
        let mut old = |setting: Option<&Setting>, is_old: &dyn Fn(&str) -> bool| {
            if let Some(setting) = setting
                && let Some(text) = setting.value.text()
                && is_old(text)
            {
                block.note(setting.line, &format!("{} = {text}", setting.name), seen);
            }
        };
        old(section.get("ssl_policy"), &|policy| {
            matches!(policy, "ELBSecurityPolicy-2016-08" | "ELBSecurityPolicy-2015-05" | "ELBSecurityPolicy-FS-2018-06")
                || policy.contains("TLS-1-0")
                || policy.contains("TLS-1-1")
                || policy.contains("TLS13-1-0")
                || policy.contains("TLS13-1-1")
        });
        old(section.get("security_policy"), &|policy| policy == "TLS_1_0");
        if let Some(certificate) = section.block("viewer_certificate") {
            old(certificate.get("minimum_protocol_version"), &|version| {
                matches!(version, "SSLv3" | "TLSv1" | "TLSv1_2016" | "TLSv1.1_2016")
            });
        }
        if let Some(endpoint) = section.block("domain_endpoint_options") {
            old(endpoint.get("tls_security_policy"), &|policy| policy == "Policy-Min-TLS-1-0-2019-07");
        }
        let search = matches!(block.kind(), "aws_elasticsearch_domain" | "aws_opensearch_domain");
        if search && !section.has("domain_endpoint_options") {
            block.note(section.line, "tls_security_policy unset (Policy-Min-TLS-1-0-2019-07)", seen);
        }
        // Without a word a TLS listener takes the policy of 2016.
        let tls = section.text("protocol").is_some_and(|protocol| matches!(protocol, "HTTPS" | "TLS"));
        if tls && section.get("ssl_policy").is_none() {
            block.note(section.line, "ssl_policy unset (ELBSecurityPolicy-2016-08)", seen);
        }
    })
}
