use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "endpoint-without-login",
    title: Words {
        en: "A function or an interface can be called without a login",
        es: "Una función o una interfaz se puede llamar sin iniciar sesión",
    },
    done: Words {
        en: "Methods of API Gateway and addresses of functions are read for authorization `NONE`; preflight requests and methods that need a key are left out.",
        es: "Se busca la autorización `NONE` en métodos de API Gateway y direcciones de funciones; se excluyen las peticiones previas y los métodos con clave.",
    },
    why: Words { en: "Everybody on the internet can call it.", es: "Cualquiera en internet puede llamarla." },
    fix: Words { en: "Use `AWS_IAM`, a JWT authorizer or Cognito.", es: "Usar `AWS_IAM`, un autorizador JWT o Cognito." },
    severity: Severity::High,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[306],
    asvs: &["V8.2.1", "V4.1.4"],
    controls: &["SC-028", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_lambda_function_url" "f" {
  function_name      = "f"
  authorization_type = "NONE"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_lambda_function_url" "f" {
  function_name      = "f"
  authorization_type = "AWS_IAM"
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_api_gateway_method", "aws_apigatewayv2_route", "aws_lambda_function_url"], |block, seen| {
        let section = &block.section;
        let (key, absent) = match block.kind() {
            "aws_api_gateway_method" => ("authorization", false),
            "aws_apigatewayv2_route" => ("authorization_type", true),
            _ => ("authorization_type", false),
        };
        let setting = section.get(key);
        let none = setting.map_or(absent, |setting| setting.value.text() == Some("NONE"));
        let preflight =
            section.text("http_method") == Some("OPTIONS") || section.text("route_key").is_some_and(|route| route.starts_with("OPTIONS"));
        if none && !preflight && section.bool("api_key_required") != Some(true) {
            block.note(section.line_of(key), &format!("{key} NONE"), seen);
        }
    })
}
