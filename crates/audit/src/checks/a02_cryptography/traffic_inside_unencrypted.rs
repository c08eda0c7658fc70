use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "traffic-inside-unencrypted",
    title: Words {
        en: "Traffic to a cache, a search domain or a file system is not encrypted",
        es: "El tráfico hacia una caché, un buscador o un sistema de archivos no se cifra",
    },
    done: Words {
        en: "Caches, search domains, brokers and mounts are read for encryption in transit.",
        es: "Se lee el cifrado en tránsito de cachés, dominios de búsqueda, brokers y montajes.",
    },
    why: Words {
        en: "Whoever gets into the network reads sessions and personal data.",
        es: "Quien entre en la red lee sesiones y datos personales.",
    },
    fix: Words {
        en: "Set `transit_encryption_enabled`, `node_to_node_encryption`, `client_broker = \"TLS\"`, `enforce_https`.",
        es: "Poner `transit_encryption_enabled`, `node_to_node_encryption`, `client_broker = \"TLS\"`, `enforce_https`.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[319],
    asvs: &["V12.3.1", "V12.3.3"],
    controls: &["SC-040", "SC-041"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id = "sessions"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id       = "sessions"
  transit_encryption_enabled = true
}
"#,
        )],
    },
};

const TYPES: [&str; 6] = [
    "aws_elasticache_replication_group",
    "aws_elasticsearch_domain",
    "aws_opensearch_domain",
    "aws_msk_cluster",
    "aws_ecs_task_definition",
    "aws_dax_cluster",
];

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&TYPES, |block, seen| {
        let section = &block.section;
        match block.kind() {
            "aws_elasticache_replication_group" => {
                if section.lacks("transit_encryption_enabled") {
                    block.note(section.line_of("transit_encryption_enabled"), "transit_encryption_enabled unset or false", seen);
                }
            }
            "aws_msk_cluster" => {
                let transit = section.block("encryption_info").and_then(|info| info.block("encryption_in_transit"));
                if let Some(transit) = transit
                    && (matches!(transit.text("client_broker"), Some("PLAINTEXT" | "TLS_PLAINTEXT"))
                        || transit.bool("in_cluster") == Some(false))
                {
                    block.note(transit.line, "encryption_in_transit PLAINTEXT", seen);
                }
            }
            "aws_ecs_task_definition" => {
                for volume in section.blocks("volume").iter().filter_map(|volume| volume.block("efs_volume_configuration")) {
                    if volume.text("transit_encryption").is_none_or(|value| value == "DISABLED") {
                        block.note(volume.line, "transit_encryption unset or DISABLED", seen);
                    }
                }
            }
            "aws_dax_cluster" => {
                if section.text("cluster_endpoint_encryption_type").is_none_or(|kind| kind == "NONE") {
                    block.note(section.line_of("cluster_endpoint_encryption_type"), "cluster_endpoint_encryption_type NONE", seen);
                }
            }
            _ => {
                let node = section.block("node_to_node_encryption");
                if !section.has("node_to_node_encryption") || node.is_some_and(|node| node.bool("enabled") == Some(false)) {
                    block.note(section.line_of("node_to_node_encryption"), "node_to_node_encryption off", seen);
                }
                let endpoint = section.block("domain_endpoint_options");
                if !section.has("domain_endpoint_options") || endpoint.is_some_and(|endpoint| endpoint.bool("enforce_https") == Some(false))
                {
                    block.note(section.line_of("domain_endpoint_options"), "enforce_https off", seen);
                }
            }
        }
    })
}
