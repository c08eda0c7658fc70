use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "load-balancer-plain-http",
    title: Words { en: "A load balancer takes requests without TLS", es: "Un balanceador acepta peticiones sin TLS" },
    done: Words {
        en: "Listeners of every load balancer are read; one that only redirects to HTTPS is sound.",
        es: "Se leen los puertos de escucha de cada balanceador; el que solo redirige a HTTPS es correcto.",
    },
    why: Words {
        en: "Whoever sits on the way reads and changes passwords, addresses and orders.",
        es: "Quien esté en el camino lee y cambia contraseñas, direcciones y pedidos.",
    },
    fix: Words { en: "Listen on HTTPS, and let HTTP only redirect.", es: "Escuchar en HTTPS, y que HTTP solo redirija." },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[319],
    asvs: &["V12.2.1"],
    controls: &["SC-039", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_lb_listener" "web" {
  load_balancer_arn = "arn"
  port     = 80
  protocol = "HTTP"
  default_action {
    type = "forward"
  }
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_lb_listener" "web" {
  load_balancer_arn = "arn"
  port     = 80
  protocol = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_lb_listener", "aws_alb_listener", "aws_elb"], |block, seen| {
        if block.kind() == "aws_elb" {
            for listener in block.section.blocks("listener") {
                if listener.text("lb_protocol").is_some_and(|protocol| protocol.eq_ignore_ascii_case("http")) {
                    block.note(listener.line, "lb_protocol = http", seen);
                }
            }
            return;
        }
        let actions = block.section.blocks("default_action");
        let redirects = actions.iter().any(|action| {
            action.text("type") == Some("redirect")
                && action.block("redirect").is_none_or(|redirect| redirect.text("protocol").is_none_or(|protocol| protocol != "HTTP"))
        });
        let plain = block.section.text("protocol").is_some_and(|protocol| protocol.eq_ignore_ascii_case("http"));
        if plain && !redirects {
            block.note(block.section.line_of("protocol"), "protocol = HTTP", seen);
        }
    })
}
