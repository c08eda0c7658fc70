use proptest::prelude::{any, prop, proptest};

use super::{Base, Deployed, deploy, read};
use crate::evidence::manifests::{self, Manifests};

#[test]
fn stages_arguments_and_continuations() {
    let text = "ARG VERSION=3.12\nFROM python:${VERSION}-slim AS build\nRUN a && \\\n # comment\n b\nFROM build\nENV A=1 B=\"two words\"\nUSER 1000\n";
    let image = read("app/Dockerfile", text).unwrap().unwrap();
    assert!(matches!(&image.stages[0].base, Base::Image(reference) if reference.text == "python:3.12-slim"));
    assert!(matches!(image.stages[1].base, Base::Stage(0)));
    assert_eq!(image.stages[0].instructions[0].commands(), ["a", "b"]);
    assert_eq!(image.stages[1].instructions[0].assignments(), [("A".to_owned(), "1".to_owned()), ("B".to_owned(), "two words".to_owned())]);
    assert_eq!(image.user(), Some(("1000", 8)));
}

#[test]
fn a_here_document_belongs_to_its_instruction() {
    let image = read("Containerfile", "FROM debian:12\nRUN <<EOF\nUSER root\nEOF\nUSER app\n").unwrap().unwrap();
    assert_eq!(image.stages[0].instructions.len(), 2);
    assert_eq!(image.user(), Some(("app", 5)));
}

#[test]
fn a_here_document_without_an_end_swallows_nothing() {
    let image = read("Containerfile", "FROM debian:12\nRUN echo '<<EOF'\nUSER root\n").unwrap().unwrap();
    assert_eq!(image.user(), Some(("root", 3)));
    let image = read("Containerfile", "FROM debian:12\nRUN echo '<<EOF'\nUSER root\nRUN cat <<EOF\nx\nEOF\n").unwrap().unwrap();
    assert_eq!(image.user(), Some(("root", 3)), "what stands within quotes begins none");
    let many: String = (0..20).map(|number| format!(" <<E{number}")).collect();
    let ends: String = (0..20).map(|number| format!("USER x\nE{number}\n")).collect();
    let image = read("Containerfile", &format!("FROM debian:12\nRUN cat{many}\n{ends}USER app\n")).unwrap().unwrap();
    assert_eq!(image.user().map(|(user, _)| user), Some("app"));
}

#[test]
fn an_image_is_deployed_by_the_manifest_that_runs_what_its_folder_is_called() {
    let deployed = |name: &str, user: &str| deployed(name, &["shop/shop-cart:1.2", "shop/shop-web:1.2"], user);
    assert_eq!(deployed("src/cart/src/Dockerfile", "{runAsUser: 1000}"), Some(Deployed { never_root: true }));
    assert_eq!(deployed("shop-cart/Dockerfile", "{runAsNonRoot: false}"), Some(Deployed { never_root: false }));
    assert_eq!(deployed("src/Dockerfile", "{}"), None);
    assert_eq!(deployed("carts/Dockerfile", "{}"), None);
}

#[test]
fn what_others_publish_under_a_longer_name_is_not_built_here() {
    let metrics = ["kube/kube-state-metrics:2.1", "brancz/kube-rbac-proxy:1.2"];
    assert_eq!(deployed("src/metrics/Dockerfile", &metrics, "{runAsUser: 1000}"), None);
    assert_eq!(deployed("kube-state-metrics/Dockerfile", &metrics, "{runAsUser: 1000}"), Some(Deployed { never_root: true }));
    // Only the nearest folder gives the name, and of several prefixes only that of the project is taken away.
    assert_eq!(deployed("shop-cart/tools/Dockerfile", &["shop/shop-cart:1.2"], "{runAsUser: 1000}"), None);
    let parts = ["a/my-shop-cart-api:1", "a/my-shop-cart-db:1", "a/my-shop-web:1"];
    assert_eq!(deployed("cart-api/Dockerfile", &parts, "{runAsUser: 1000}"), Some(Deployed { never_root: true }));
    assert_eq!(deployed("api/Dockerfile", &parts, "{runAsUser: 1000}"), None);
}

/// How a pod of some images runs what a container file builds.
fn deployed(name: &str, images: &[&str], user: &str) -> Option<Deployed> {
    let mut pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n".to_owned();
    for image in images {
        pod.push_str(&format!("    - name: m\n      image: registry:5000/{image}\n      securityContext: {user}\n"));
    }
    let files = vec![manifests::read("pod.yaml", &pod).unwrap().unwrap()];
    let mut images = vec![read(name, "FROM debian:12\n").unwrap().unwrap()];
    deploy(&mut images, &Manifests { files });
    images[0].deployed
}

#[test]
fn a_file_without_a_stage_is_named_and_others_are_not_meant() {
    assert!(read("Dockerfile", "hello").unwrap().is_err());
    assert!(read("Dockerfile.md", "FROM x").is_none());
    assert!(read("Dockerfile.j2", "FROM {{ base }}").unwrap().is_err());
}

proptest! {
    #[test]
    fn no_bytes_can_upset_it(text in prop::collection::vec(any::<char>(), 0..400)) {
        let text: String = text.into_iter().collect();
        let _ = read("Dockerfile", &text);
        let _ = read("Dockerfile", &format!("FROM a\nENV {text}\nCOPY {text}\nRUN <<EOF\n{text}"));
    }
}
