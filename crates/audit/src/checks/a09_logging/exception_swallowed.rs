//! An exception is caught and nothing is done.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module},
    finding::{Observations, Place, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "exception-swallowed",
    title: Words { en: "An exception is caught and nothing is done", es: "Se captura una excepción y no se hace nada" },
    done: Words {
        en: "Looks for handlers of every exception that are empty.",
        es: "Se buscan bloques vacíos que capturan cualquier excepción.",
    },
    why: Words {
        en: "A failed check goes unseen: the program goes on as if it had passed, and nobody learns of attacks.",
        es: "Una comprobación fallida pasa inadvertida: el programa sigue como si hubiera salido bien y nadie se entera de los ataques.",
    },
    fix: Words {
        en: "Catch what you expect, log the rest, and refuse when a check fails.",
        es: "Capture lo que espera, registre el resto y rechace cuando falle una comprobación.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 10, of_2021: 9, of_2025: 10 },
    cwe: &[390, 778],
    asvs: &["V16.3.4", "V16.5.3"],
    controls: &["SC-066", "SC-084"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &["except:", "except exception", "except baseexception", "catch {", ") {}", ") { }", "{\n}", "){}"],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/e.py",
                r#"def check(token):
    try:
        verify(token)
    except Exception:
        pass
    return True
"#,
            ),
            (
                "web/e.ts",
                r#"export async function check(token: string) { try { await verify(token); } catch (e) {} return true; }
"#,
            ),
        ],
        green: &[
            (
                "app/e.py",
                r#"def check(token):
    try:
        verify(token)
    except InvalidToken:
        return False
    try:
        import orjson
    except ImportError:
        pass
    return True
"#,
            ),
            (
                "web/e.ts",
                r#"export async function check(token: string) { try { await verify(token); } catch (e) { return false; } return true; }
try { play(); } catch {}
export async function session(token: string) { let found = null; try { found = await jwt.decode({ token }); } catch {} return found; }
try { localStorage.setItem('token', text); } catch (e) {}
"#,
            ),
        ],
    },
};

const GUARDS: &[&str] = &["verif", "auth", "permission", "token", "signature", "certificate", "csrf", "login", "password", "decrypt"];

/// Whether a question that is answered by throwing stands alone: what is assigned or returned stays empty when it throws.
fn asks_and_forgets(tried: &str) -> bool {
    const QUESTIONS: &[&str] = &["verif", "auth", "permission", "signature", "csrf", "certificate"];
    tried.split([';', '{', '}', '\n']).any(|statement| {
        let called = statement.trim().trim_start_matches("await ").split_once('(').map(|(name, _)| name).unwrap_or_default();
        called.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'$'))
            && QUESTIONS.iter().any(|word| called.contains(word))
    })
}

fn look(module: &Module<'_>, seen: &mut Observations) {
    for handler in module.handlers() {
        let body = handler.body.trim().trim_start_matches('{').trim_end_matches('}').trim();
        let python = module.language == Language::Python;
        let empty = if python { matches!(body, "pass" | "..." | "continue") } else { body.is_empty() };
        if !empty {
            continue;
        }
        let head = handler.text.lines().next().unwrap_or_default();
        let broad = !python
            || head.trim_end_matches(|c: char| c == ':' || c.is_whitespace()).trim() == "except"
            || head.contains("except Exception")
            || head.contains("except BaseException")
            || head.starts_with("except:");
        if !broad {
            continue;
        }
        // What goes wrong unseen matters most where something is checked.
        let before = module.text.lines().skip(handler.line.saturating_sub(8)).take(8).collect::<Vec<_>>().join("\n").to_ascii_lowercase();
        let tried = before.rsplit("try").next().unwrap_or_default();
        let guards = if python { GUARDS.iter().any(|word| tried.contains(word)) } else { asks_and_forgets(tried) };
        if python || guards {
            seen.note(
                Place::Line { file: module.name.to_owned(), line: handler.line },
                head,
                if guards { Some(Severity::Medium) } else { None },
            );
        }
    }
}
