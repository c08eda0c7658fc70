use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "message-unencrypted",
    title: Words {
        en: "Messages, streams or logs are stored without encryption",
        es: "Mensajes, flujos o registros se guardan sin cifrar",
    },
    done: Words {
        en: "Queues, topics, streams and log groups are read for encryption at rest.",
        es: "Se lee el cifrado en reposo de colas, temas, flujos y grupos de registro.",
    },
    why: Words {
        en: "Personal data rests there longer than one thinks.",
        es: "Los datos personales descansan ahí más de lo que se piensa.",
    },
    fix: Words {
        en: "Name a key (`kms_master_key_id`, `kms_key_id`), or use `sqs_managed_sse_enabled`.",
        es: "Indicar una clave (`kms_master_key_id`, `kms_key_id`), o usar `sqs_managed_sse_enabled`.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 3, of_2021: 4, of_2025: 6 },
    cwe: &[311],
    asvs: &["V11.3.2"],
    controls: &["SC-037", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_sns_topic" "orders" {
  name = "orders"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_sns_topic" "orders" {
  name              = "orders"
  kms_master_key_id = "alias/orders"
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_sqs_queue", "aws_sns_topic", "aws_kinesis_stream", "aws_kinesis_firehose_delivery_stream"], |block, seen| {
        let section = &block.section;
        let off = match block.kind() {
            // Queues are encrypted by default since 2022, unless that is turned off.
            "aws_sqs_queue" => section.get("kms_master_key_id").is_none() && section.bool("sqs_managed_sse_enabled") == Some(false),
            "aws_sns_topic" => section.get("kms_master_key_id").is_none(),
            "aws_kinesis_stream" => {
                section.text("encryption_type").is_none_or(|kind| kind == "NONE")
                    && !section.get("encryption_type").is_some_and(|setting| setting.value.has_unknown())
            }
            _ => {
                section.block("server_side_encryption").map_or(!section.has("kinesis_source_configuration"), |inner| inner.lacks("enabled"))
            }
        };
        if off {
            block.note(section.line, "encryption unset", seen);
        }
    })
}
