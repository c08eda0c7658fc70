use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "cluster-log-off",
    title: Words {
        en: "The Kubernetes cluster keeps no record of what is asked of it",
        es: "El clúster de Kubernetes no registra lo que se le pide",
    },
    done: Words {
        en: "Every EKS cluster is read for the logs `api`, `audit` and `authenticator`.",
        es: "Se buscan los registros `api`, `audit` y `authenticator` en cada clúster EKS.",
    },
    why: Words {
        en: "Nobody can say afterwards who read a secret or opened a shell.",
        es: "Después nadie puede decir quién leyó un secreto o abrió una consola.",
    },
    fix: Words {
        en: "Set `enabled_cluster_log_types = [\"api\", \"audit\", \"authenticator\"]`.",
        es: "Poner `enabled_cluster_log_types = [\"api\", \"audit\", \"authenticator\"]`.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 9 },
    cwe: &[778],
    asvs: &["V16.2.1"],
    controls: &["SC-084", "SC-060"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_eks_cluster" "main" {
  role_arn = "arn"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_eks_cluster" "main" {
  role_arn                  = "arn"
  enabled_cluster_log_types = ["api", "audit", "authenticator"]
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_eks_cluster"], |block, seen| {
        let setting = block.section.get("enabled_cluster_log_types");
        let logs = setting.map_or_else(Vec::new, |setting| setting.value.texts());
        let known = setting.is_none_or(|setting| !setting.value.has_unknown());
        let missing: Vec<&str> = ["api", "audit", "authenticator"].into_iter().filter(|kind| !logs.contains(kind)).collect();
        if known && !missing.is_empty() {
            block.note(block.section.line_of("enabled_cluster_log_types"), &format!("logs off: {}", missing.join(", ")), seen);
        }
    })
}
