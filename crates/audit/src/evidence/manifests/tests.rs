use proptest::prelude::{any, prop, proptest};

use super::{Direction, Manifests, Policies, Role, read};

fn manifests(files: &[(&str, &str)]) -> Manifests {
    Manifests { files: files.iter().map(|(name, text)| read(name, text).unwrap().unwrap()).collect() }
}

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels: {app: a}\nspec:\n  securityContext:\n    runAsUser: 7\n  initContainers:\n    - name: i\n  containers:\n    - name: m\n      image: m:1\n      securityContext:\n        runAsUser: 8\n";

#[test]
fn every_node_knows_its_line_and_a_container_its_effective_context() {
    let all = manifests(&[("a.yaml", &format!("# first\n---\n{POD}"))]);
    let workloads = all.workloads();
    let containers = workloads[0].containers();
    let [main, init] = containers.as_slice() else { panic!("two containers") };
    assert_eq!((main.role, main.node.line, main.effective("runAsUser").unwrap().text()), (Role::Main, 14, Some("8")));
    assert_eq!((init.role, init.effective("runAsUser").unwrap().line), (Role::Init, 10));
}

#[test]
fn lists_are_unrolled_and_json_is_yaml() {
    let list = format!("apiVersion: v1\nkind: List\nitems:\n  - {}", POD.trim_end().replace('\n', "\n    "));
    assert_eq!(manifests(&[("l.yaml", &list)]).workloads().len(), 1);
    let json = r#"{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": {"containers": [{"name": "m", "image": "m:1", "tty": true}]}}"#;
    assert_eq!(manifests(&[("p.json", json)]).workloads()[0].containers()[0].node.bool_of("tty"), Some(true));
}

#[test]
fn what_is_no_manifest_is_not_meant_and_a_template_is_refused_by_name() {
    assert!(read("compose.yaml", "services: {}\n").is_none());
    assert!(read("a.txt", POD).is_none());
    let refused =
        read("chart/templates/a.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n").unwrap().unwrap_err();
    assert_eq!(refused.line, 4);
    assert!(refused.reason.contains("Helm"));
    // Alerts have templates of their own, within text.
    let rule =
        "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: a}\nspec: {text: \"{{ $labels.pod }} is down\"}\n";
    assert!(read("rules.yaml", rule).unwrap().is_ok());
}

#[test]
fn a_patch_is_no_whole_object_and_a_kustomization_gives_the_namespace() {
    let all = manifests(&[
        ("base/pod.yaml", POD),
        ("overlay/patch.yaml", POD),
        ("overlay/kustomization.yaml", "namespace: shop\nresources: [../base]\npatches:\n  - path: patch.yaml\n"),
    ]);
    assert_eq!(all.workloads().len(), 1);
    assert_eq!(all.kustomized_namespaces().of("base/pod.yaml"), Some("shop"));
    assert_eq!(all.kustomized_namespaces().of("other/pod.yaml"), None);
}

#[test]
fn what_a_build_or_a_kustomization_names_a_version_for_is_filled() {
    let all = manifests(&[
        (
            "skaffold.yaml",
            "apiVersion: skaffold/v3\nkind: Config\nbuild: {artifacts: [{image: cart}]}\nprofiles: [{build: {artifacts: [{image: cart-debug}]}}]\n",
        ),
        (
            "kustomization.yaml",
            "images:\n  - {name: shop, newTag: v1.2}\n  - {name: web, newTag: latest}\n  - {name: mail, digest: 'sha256:ab'}\n",
        ),
    ]);
    let filled = all.filled_images();
    let names = ["cart", "cart-debug", "mail", "shop", "web", "other"];
    assert_eq!(names.map(|name| filled.holds("k8s/a.yaml", name)), [true, true, true, true, false, false]);
}

#[test]
fn a_kustomization_names_versions_for_its_own_folder_and_what_it_lists() {
    let all = manifests(&[(
        "examples/overlay/kustomization.yaml",
        "resources: [../base, ../../one.yaml]\nimages:\n  - {name: nginx, newTag: '1.2'}\n",
    )]);
    let filled = all.filled_images();
    for file in ["examples/overlay/a.yaml", "examples/overlay/more/a.yaml", "examples/base/a.yaml", "one.yaml"] {
        assert!(filled.holds(file, "nginx"), "{file}");
    }
    for file in ["a.yaml", "k8s/a.yaml", "examples/a.yaml", "examples/overlays/a.yaml"] {
        assert!(!filled.holds(file, "nginx"), "{file}");
    }
}

#[test]
fn a_policy_isolates_what_it_selects_in_the_directions_it_governs() {
    let policy = |selector: &str, rest: &str| {
        format!("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: p}}\nspec:\n  podSelector: {selector}\n{rest}")
    };
    let isolated = |text: &str, direction| {
        let all = manifests(&[("pod.yaml", POD), ("policy.yaml", text)]);
        Policies::of(&all).isolate(&all.workloads()[0], direction)
    };
    assert!(isolated(&policy("{}", ""), Direction::Ingress));
    assert!(!isolated(&policy("{}", ""), Direction::Egress));
    assert!(isolated(&policy("{matchLabels: {app: a}}", "  egress: []\n"), Direction::Egress));
    assert!(!isolated(&policy("{matchLabels: {app: b}}", ""), Direction::Ingress));
    assert!(isolated(&policy("{matchExpressions: [{key: app, operator: In, values: [a]}]}", ""), Direction::Ingress));
    assert!(!isolated(&policy("{}", "").replace("name: p", "name: p, namespace: other"), Direction::Ingress));
}

#[test]
fn bombs_and_depth_are_refused_with_their_line() {
    let mut bomb = "apiVersion: v1\nkind: Pod\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 9].join(", ")));
    }
    let refused = read("bomb.yaml", &bomb).unwrap().unwrap_err();
    assert!(refused.line > 3 && refused.reason.contains("unfold"), "{refused}");
    let deep = format!("apiVersion: v1\nkind: Pod\nspec: {}{}\n", "[".repeat(5000), "]".repeat(5000));
    assert!(read("deep.yaml", &deep).unwrap().is_err());
    let mut blocks = "apiVersion: v1\nkind: Pod\n".to_owned();
    for level in 0..5000 {
        blocks.push_str(&format!("{}a:\n", " ".repeat(level)));
    }
    assert!(read("blocks.yaml", &blocks).unwrap().is_err());
    assert!(read("circle.yaml", "apiVersion: v1\nkind: Pod\na: &a [*a]\n").unwrap().is_err());
}

#[test]
fn merge_keys_bring_what_the_mapping_has_not() {
    let all = manifests(&[("m.yaml", "apiVersion: v1\nkind: ConfigMap\nx: &x {a: one, b: two}\ndata:\n  <<: *x\n  b: own\n")]);
    let data = all.objects()[0].object.node.get("data").unwrap();
    assert_eq!((data.text_of("a"), data.text_of("b")), (Some("one"), Some("own")));
}

proptest! {
    #[test]
    fn no_bytes_can_upset_it(text in prop::collection::vec(any::<char>(), 0..300)) {
        let text: String = text.into_iter().collect();
        let _ = read("a.yaml", &format!("apiVersion: v1\nkind: Pod\n{text}"));
        let _ = read("kustomization.yaml", &text);
    }
    #[test]
    fn no_yaml_can_upset_it(parts in prop::collection::vec(prop::sample::select(vec!["- ", "a: ", "\n", "  ", "[", "]", "{", "}", "&x ", "*x", "<<: ", "|\n", "'", "\"", "---\n", "? ", "!t ", ", "]), 0..80)) {
        let _ = read("a.yaml", &format!("apiVersion: v1\nkind: Pod\n{}", parts.concat()));
    }
}
