use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "resource-policy-public",
    title: Words {
        en: "A queue, key, function or registry is open to everybody",
        es: "Una cola, clave, función o registro está abierto a cualquiera",
    },
    done: Words {
        en: "Policies of queues, topics, keys, registries, secrets, search domains and permissions of functions are read for everybody without a condition.",
        es: "Se busca «cualquiera sin condición» en las políticas de colas, temas, claves, registros, secretos, dominios de búsqueda y en los permisos de funciones.",
    },
    why: Words {
        en: "Anybody with an AWS account reads, sends or runs it.",
        es: "Cualquiera con una cuenta de AWS lo lee, envía o ejecuta.",
    },
    fix: Words {
        en: "Name the accounts, or add a condition such as `aws:SourceArn`.",
        es: "Nombrar las cuentas, o añadir una condición como `aws:SourceArn`.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284, 862],
    asvs: &["V8.2.1", "V13.2.2"],
    controls: &["SC-062", "SC-016"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_sqs_queue_policy" "q" {
  queue_url = "q"
  policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }] })
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_sqs_queue_policy" "q" {
  queue_url = "q"
  policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "s3.amazonaws.com" }, Action = "sqs:SendMessage", Resource = "*" }] })
}
"#,
        )],
    },
};

/// Types of resources, and the setting that holds the policy.
static POLICIES: &[(&str, &str)] = &[
    ("aws_sqs_queue", "policy"),
    ("aws_sqs_queue_policy", "policy"),
    ("aws_sns_topic", "policy"),
    ("aws_sns_topic_policy", "policy"),
    ("aws_kms_key", "policy"),
    ("aws_kms_key_policy", "policy"),
    ("aws_ecr_repository_policy", "policy"),
    ("aws_secretsmanager_secret", "policy"),
    ("aws_secretsmanager_secret_policy", "policy"),
    ("aws_elasticsearch_domain", "access_policies"),
    ("aws_elasticsearch_domain_policy", "access_policies"),
    ("aws_opensearch_domain", "access_policies"),
    ("aws_opensearch_domain_policy", "access_policies"),
    ("aws_backup_vault_policy", "policy"),
    ("aws_efs_file_system_policy", "policy"),
    ("aws_glacier_vault", "access_policy"),
    ("aws_lambda_permission", ""),
];

fn look(terraform: &Terraform) -> Verdict {
    let types: Vec<&str> = POLICIES.iter().map(|(kind, _)| *kind).collect();
    terraform.over(&types, |block, seen| {
        if block.kind() == "aws_lambda_permission" {
            let narrowed = ["source_arn", "source_account", "principal_org_id", "function_url_auth_type"]
                .iter()
                .any(|key| block.section.get(key).is_some());
            if block.section.text("principal") == Some("*") && !narrowed {
                block.note(block.section.line_of("principal"), "principal = *", seen);
            }
            return;
        }
        let setting = POLICIES.iter().find(|(kind, _)| *kind == block.kind()).map_or("policy", |(_, setting)| setting);
        for statement in terraform.statements(block, setting).unwrap_or_default() {
            if statement.is_for_everybody() {
                let place = crate::finding::Place::Line { file: statement.file.clone(), line: statement.line };
                seen.note(place, &format!("{}: Principal * {}", block.address(), statement.quoted()), None);
            }
        }
    })
}
