//! Messages between windows go to, or come from, anybody.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{CallView, Language, Module, value::Kind},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "message-origin-unchecked",
    title: Words {
        en: "Messages between windows go to, or come from, anybody",
        es: "Los mensajes entre ventanas van a cualquiera o vienen de cualquiera",
    },
    done: Words {
        en: r#"Looks for postMessage to "*" and for listeners that do not look at the origin."#,
        es: r#"Se buscan postMessage a "*" y receptores que no miran el origen."#,
    },
    why: Words {
        en: "A page of the attacker that frames or opens yours reads the messages or gives orders.",
        es: "Una página del atacante que enmarque o abra la suya lee los mensajes o da órdenes.",
    },
    fix: Words {
        en: "Name the origin you send to, and compare event.origin with it.",
        es: "Indique el origen al que envía y compare event.origin con él.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[201, 346],
    asvs: &["V3.5.5"],
    controls: &["SC-012", "SC-059"],
    examine: Examine::Source { languages: Language::SCRIPT, words: &["postmessage", "addeventlistener", "onmessage"], look },
    mutant: Mutant {
        red: &[
            (
                "web/m.js",
                r#"window.addEventListener('message', (event) => { apply(event.data); });
"#,
            ),
            (
                "web/n.ts",
                r#"parent.postMessage({ token }, '*');
"#,
            ),
        ],
        green: &[
            (
                "web/m.js",
                r#"window.addEventListener('message', (event) => { if (event.origin !== 'https://app.example') return; apply(event.data); });
"#,
            ),
            (
                "web/n.ts",
                r#"parent.postMessage({ token }, 'https://app.example');
window.postMessage(tick, '*');
"#,
            ),
        ],
    },
};

/// A message that a window sends to itself, as timers are made of.
fn is_to_itself(call: CallView<'_, '_>) -> bool {
    call.receiver().is_some_and(|of| matches!(of.source(), "window" | "self" | "globalThis" | "global" | "_global"))
}

fn look(module: &Module<'_>, seen: &mut Observations) {
    for call in module.calls() {
        if call.call.method == "postMessage" && !is_to_itself(call) && call.argument(1).and_then(|target| target.literal()) == Some("*") {
            call.note(None, seen);
        } else if call.call.method == "addEventListener"
            && call.argument(0).and_then(|kind| kind.literal()) == Some("message")
            && call.receiver().is_none_or(|of| matches!(of.source(), "window" | "self" | "globalThis"))
        {
            let Some(handler) = call.argument(1) else { continue };
            let shown = handler.resolved();
            let Kind::Function(_) = shown.kind else { continue };
            let body = module.text.get(shown.span.0..shown.span.1).unwrap_or_default();
            let acts = body.contains(".data") || body.contains("data }") || body.contains("data}");
            if acts
                && !body.contains("origin")
                && !body.contains(".source")
                && !module.says("WorkerGlobalScope")
                && !module.says("importScripts")
            {
                call.note(None, seen);
            }
        }
    }
}
