use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "eks-secrets-unencrypted",
    title: Words {
        en: "Secrets of Kubernetes are stored without a key of one’s own",
        es: "Los secretos de Kubernetes se guardan sin clave propia",
    },
    done: Words { en: "Every EKS cluster is read for encryption of secrets.", es: "Se busca el cifrado de secretos en cada clúster EKS." },
    why: Words {
        en: "A copy of the cluster’s store gives away every password in it.",
        es: "Una copia del almacén del clúster entrega todas sus contraseñas.",
    },
    fix: Words {
        en: "Add `encryption_config` with `resources = [\"secrets\"]` and a KMS key.",
        es: "Añadir `encryption_config` con `resources = [\"secrets\"]` y una clave de KMS.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 4, of_2025: 6 },
    cwe: &[311],
    asvs: &["V13.3.1", "V11.3.2"],
    controls: &["SC-037", "SC-060"],
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
  role_arn = "arn"
  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = "arn"
    }
  }
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_eks_cluster"], |block, seen| {
        if !block.section.has("encryption_config") {
            block.note_missing("encryption_config", seen);
        }
    })
}
