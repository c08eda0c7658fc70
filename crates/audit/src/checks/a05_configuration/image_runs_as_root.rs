use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::image::{Base, Image, Reference, over_images},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "image-runs-as-root",
    title: Words { en: "An image runs as root", es: "Una imagen se ejecuta como root" },
    done: Words {
        en: "The last `USER` of the shipped stage is read, also in the stages it is built on. Base images known to set a user are left alone.",
        es: "Se lee el último `USER` de la etapa final y de las etapas en que se basa. Se admiten las imágenes base que ya fijan un usuario.",
    },
    why: Words {
        en: "Whoever breaks into the program is root in the container, one flaw away from the node.",
        es: "Quien entra en el programa es root en el contenedor, a un fallo de distancia del nodo.",
    },
    fix: Words { en: "End with `USER` and a number other than 0.", es: "Terminar con `USER` y un número distinto de 0." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[250],
    asvs: &["V13.2.2"],
    controls: &["SC-060"],
    examine: Examine::Images(look),
    mutant: Mutant {
        red: &[(
            "Dockerfile",
            r#"FROM debian:12
CMD ["app"]
"#,
        )],
        green: &[(
            "Dockerfile",
            r#"FROM debian:12
USER 10001
CMD ["app"]
"#,
        )],
    },
};

fn look(images: &[Image]) -> Verdict {
    over_images(images, |image, seen| match image.user() {
        // Manifests that run it as somebody else have the last word.
        _ if image.deployed.is_some_and(|deployed| deployed.never_root) => {}
        // What only developers start on their own machines is shipped to nobody.
        _ if image.name.contains(".devcontainer/") => {}
        Some((user, line)) => {
            if matches!(user.split(':').next().unwrap_or_default().trim_matches('"'), "root" | "0") {
                image.note(line, &format!("USER {user}"), seen);
            }
        }
        None => {
            let root = image.root();
            let known = root.is_some_and(|stage| match &stage.base {
                // An image that only carries files, and what cannot be known.
                Base::Unknown(_) | Base::Stage(_) => true,
                Base::Scratch => false,
                Base::Image(reference) => sets_a_user(reference),
            });
            if !known {
                image.note(image.stages.last().map_or(0, |stage| stage.line), "USER unset", seen);
            }
        }
    })
}

/// Base images whose makers set a user that is not root.
fn sets_a_user(reference: &Reference) -> bool {
    let tag = reference.tag.as_deref().unwrap_or_default();
    let chainguard = reference.repository.starts_with("cgr.dev/") && !tag.contains("dev");
    let path = reference.repository.as_str();
    tag.contains("nonroot")
        || tag.contains("rootless")
        || path.contains("unprivileged")
        || chainguard
        || path.contains("bitnami/")
        || path.contains("ubi8/nodejs")
        || path.contains("ubi9/nodejs")
}
