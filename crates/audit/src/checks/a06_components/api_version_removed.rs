use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::manifests::Manifests,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "api-version-removed",
    title: Words {
        en: "A manifest uses an interface that Kubernetes has removed",
        es: "Un manifiesto usa una interfaz que Kubernetes ha retirado",
    },
    done: Words {
        en: "Every `apiVersion` is compared with the list of removed versions.",
        es: "Cada `apiVersion` se compara con la lista de versiones retiradas.",
    },
    why: Words {
        en: "It only works on clusters that get no more security updates.",
        es: "Solo funciona en clústeres que ya no reciben actualizaciones de seguridad.",
    },
    fix: Words { en: "Move to the version that replaces it.", es: "Pasar a la versión que la sustituye." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104],
    asvs: &["V15.2.1"],
    controls: &["SC-070", "SC-079"],
    examine: Examine::Manifests(look),
    mutant: Mutant {
        red: &[(
            "k8s/app.yaml",
            r#"apiVersion: extensions/v1beta1
kind: Deployment
metadata: {name: api}
"#,
        )],
        green: &[(
            "k8s/app.yaml",
            r#"apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
"#,
        )],
    },
};

/// A version, the kinds that were removed from it (none: all), and the release that removed them.
static REMOVED: &[(&str, &[&str], &str)] = &[
    ("extensions/v1beta1", &["Deployment", "DaemonSet", "ReplicaSet", "NetworkPolicy", "PodSecurityPolicy"], "1.16"),
    ("extensions/v1beta1", &["Ingress"], "1.22"),
    ("apps/v1beta1", &[], "1.16"),
    ("apps/v1beta2", &[], "1.16"),
    ("networking.k8s.io/v1beta1", &["Ingress", "IngressClass"], "1.22"),
    ("rbac.authorization.k8s.io/v1beta1", &[], "1.22"),
    ("rbac.authorization.k8s.io/v1alpha1", &[], "1.22"),
    ("apiextensions.k8s.io/v1beta1", &[], "1.22"),
    ("admissionregistration.k8s.io/v1beta1", &["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"], "1.22"),
    ("apiregistration.k8s.io/v1beta1", &[], "1.22"),
    ("authentication.k8s.io/v1beta1", &["TokenReview"], "1.22"),
    ("certificates.k8s.io/v1beta1", &["CertificateSigningRequest"], "1.22"),
    ("coordination.k8s.io/v1beta1", &["Lease"], "1.22"),
    ("scheduling.k8s.io/v1beta1", &["PriorityClass"], "1.22"),
    ("storage.k8s.io/v1beta1", &["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"], "1.22"),
    ("storage.k8s.io/v1beta1", &["CSIStorageCapacity"], "1.27"),
    ("batch/v1beta1", &["CronJob"], "1.25"),
    ("discovery.k8s.io/v1beta1", &["EndpointSlice"], "1.25"),
    ("policy/v1beta1", &[], "1.25"),
    ("autoscaling/v2beta1", &[], "1.25"),
    ("autoscaling/v2beta2", &[], "1.26"),
    ("flowcontrol.apiserver.k8s.io/v1beta1", &[], "1.26"),
    ("flowcontrol.apiserver.k8s.io/v1beta2", &[], "1.29"),
    ("flowcontrol.apiserver.k8s.io/v1beta3", &[], "1.32"),
];

const NONE: Words = Words { en: "because the manifests hold no objects", es: "porque los manifiestos no contienen objetos" };

fn look(manifests: &Manifests) -> Verdict {
    Verdict::over(&manifests.objects(), NONE, |located, seen| {
        let object = located.object;
        let removed = REMOVED
            .iter()
            .find(|(version, kinds, _)| *version == object.api_version && (kinds.is_empty() || kinds.contains(&object.kind.as_str())));
        if let Some((version, _, release)) = removed {
            located.note(object.node.line_of("apiVersion"), &format!("{version}, removed in {release}"), seen);
        }
    })
}
