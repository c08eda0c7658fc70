use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "s3-cors-any-origin",
    title: Words {
        en: "Any website may write to a bucket with its visitors’ rights",
        es: "Cualquier sitio web puede escribir en un bucket con los permisos de sus visitantes",
    },
    done: Words {
        en: "Rules for other origins are read for `*` together with methods that write.",
        es: "En las reglas de otros orígenes se busca `*` junto con métodos de escritura.",
    },
    why: Words {
        en: "A hostile page uses what the visitor’s browser is allowed.",
        es: "Una página hostil usa lo que se permite al navegador del visitante.",
    },
    fix: Words { en: "Name the origins.", es: "Nombrar los orígenes." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[942],
    asvs: &["V3.4.2"],
    controls: &["SC-062", "SC-059"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_s3_bucket_cors_configuration" "data" {
  bucket = "shop-data"
  cors_rule {
    allowed_methods = ["PUT"]
    allowed_origins = ["*"]
  }
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_s3_bucket_cors_configuration" "data" {
  bucket = "shop-data"
  cors_rule {
    allowed_methods = ["PUT"]
    allowed_origins = ["https://shop.example.org"]
  }
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(
        &["aws_s3_bucket", "aws_s3_bucket_cors_configuration", "aws_lambda_function_url", "aws_apigatewayv2_api"],
        |block, seen| {
            let rules = ["cors_rule", "cors", "cors_configuration"].into_iter().flat_map(|kind| block.section.blocks(kind));
            for rule in rules {
                let any = ["allowed_origins", "allow_origins"].iter().any(|key| rule.texts(key).contains(&"*"));
                let methods: Vec<&str> = ["allowed_methods", "allow_methods"].iter().flat_map(|key| rule.texts(key)).collect();
                let writes = methods.iter().any(|method| matches!(*method, "PUT" | "POST" | "DELETE" | "PATCH" | "*"));
                if any && (writes || rule.bool("allow_credentials") == Some(true)) {
                    block.note(rule.line, &format!("origins [*] methods [{}]", methods.join(", ")), seen);
                }
            }
        },
    )
}
