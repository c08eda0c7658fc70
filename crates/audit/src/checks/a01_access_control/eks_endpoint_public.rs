use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "eks-endpoint-public",
    title: Words {
        en: "The API of the Kubernetes cluster is open to the internet",
        es: "La API del clúster de Kubernetes está abierta a internet",
    },
    done: Words {
        en: "The network settings of every EKS cluster are read. Public is the default.",
        es: "Se leen los ajustes de red de cada clúster EKS. Público es lo predeterminado.",
    },
    why: Words {
        en: "Everybody can try stolen tokens and new flaws against it.",
        es: "Cualquiera puede probar contra ella tokens robados y fallos nuevos.",
    },
    fix: Words {
        en: "Set `endpoint_public_access = false`, or list the networks in `public_access_cidrs`.",
        es: "Poner `endpoint_public_access = false`, o listar las redes en `public_access_cidrs`.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284, 668],
    asvs: &["V13.2.4"],
    controls: &["SC-061", "SC-062"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_eks_cluster" "main" {
  role_arn = "arn"
  vpc_config {
    subnet_ids = ["a"]
  }
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_eks_cluster" "main" {
  role_arn = "arn"
  vpc_config {
    subnet_ids             = ["a"]
    endpoint_public_access = false
  }
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_eks_cluster"], |block, seen| {
        let network = block.section.block("vpc_config");
        let section = network.as_ref().unwrap_or(&block.section);
        let closed = section.get("endpoint_public_access").is_some_and(|setting| setting.value.bool() != Some(true));
        let ranges = section.get("public_access_cidrs");
        let world = ranges.is_none_or(|setting| setting.value.texts().contains(&"0.0.0.0/0"));
        if !closed && world {
            block.note(section.line, "endpoint_public_access, public_access_cidrs 0.0.0.0/0", seen);
        }
    })
}
