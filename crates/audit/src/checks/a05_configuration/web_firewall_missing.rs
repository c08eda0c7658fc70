use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "web-firewall-missing",
    title: Words {
        en: "A public entrance has no web application firewall",
        es: "Una entrada pública no tiene cortafuegos de aplicaciones web",
    },
    done: Words {
        en: "Every CloudFront distribution, and every public application load balancer, is read for a web ACL.",
        es: "Se busca una web ACL en cada distribución de CloudFront y en cada balanceador de aplicaciones público.",
    },
    why: Words {
        en: "Floods and known attacks reach the application unfiltered.",
        es: "Las avalanchas y los ataques conocidos llegan sin filtro a la aplicación.",
    },
    fix: Words { en: "Attach an `aws_wafv2_web_acl` with rate limits.", es: "Asociar una `aws_wafv2_web_acl` con límites de ritmo." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[693],
    asvs: &["V13.2.4"],
    controls: &["SC-101", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_cloudfront_distribution" "web" {
  enabled = true
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_cloudfront_distribution" "web" {
  enabled    = true
  web_acl_id = "arn"
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    let guards = terraform.companions(&["aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association"], "resource_arn");
    terraform.over(&["aws_cloudfront_distribution", "aws_lb", "aws_alb"], |block, seen| {
        if block.kind() == "aws_cloudfront_distribution" {
            if block.section.get("web_acl_id").is_none() {
                block.note_missing("web_acl_id", seen);
            }
            return;
        }
        let public = block.section.get("internal").is_none_or(|setting| setting.value.bool() == Some(false));
        let application = block.section.get("load_balancer_type").is_none_or(|setting| setting.value.text() == Some("application"));
        let guarded = guards.has(block, "arn");
        if public && application && !guarded {
            block.note(block.section.line, "aws_wafv2_web_acl_association missing", seen);
        }
    })
}
