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
        en: "Looks for empty handlers of every exception around a check that says no by an exception.",
        es: "Se buscan bloques vacíos que capturan cualquier excepción alrededor de una comprobación que rechaza con una excepción.",
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
    try:
        session = json.loads(verify_later(cookie))
    except Exception:
        pass
    try:
        file.close()
    except Exception:
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

/// What a function is called that refuses by an exception.
const GUARDS: &[&str] =
    &["verif", "authenticat", "authoriz", "authoris", "permission", "validate", "check", "ensure", "require_", "assert_"];

fn look(module: &Module<'_>, seen: &mut Observations) {
    let lines: Vec<&str> = module.text.lines().collect();
    for handler in module.handlers() {
        let body = handler.body.trim().trim_start_matches('{').trim_end_matches('}').trim();
        let python = module.language == Language::Python;
        let empty = if python { matches!(body, "pass" | "..." | "continue") } else { body.is_empty() };
        let head = handler.text.lines().next().unwrap_or_default();
        let broad = !python
            || head.trim_end_matches(|c: char| c == ':' || c.is_whitespace()).trim() == "except"
            || head.contains("except Exception")
            || head.contains("except BaseException")
            || head.starts_with("except:");
        // Where a value keeps its default or a file stays open nobody is let in: only a check that says no in vain is.
        if empty && broad && checks_in_vain(&lines, handler.line) {
            let place = Place::Line { file: module.name.to_owned(), line: handler.line };
            seen.note(place, head, Some(Severity::Medium));
        }
    }
}

/// Whether what is tried before a line ends in a check whose result nobody takes: it can only say no by an exception.
fn checks_in_vain(lines: &[&str], line: usize) -> bool {
    let before = lines.get(line.saturating_sub(9)..line.saturating_sub(1)).unwrap_or_default();
    let here = lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
    let tried = before.iter().rposition(|tried| tried.trim_start().starts_with("try")).map(|at| before.get(at..).unwrap_or_default());
    // Of a line that no person wrote its beginning is enough.
    let cut = |line: &str| line.chars().take(500).collect::<String>();
    let whole = tried.unwrap_or_default().iter().copied().chain([here]).map(cut).collect::<Vec<_>>().join("\n");
    let Some((_, whole)) = whole.split_once("try") else { return false };
    let tried = whole.split("catch").next().unwrap_or_default().split("except").next().unwrap_or_default();
    let mut statements = tried.split(['\n', ';', '{', '}', ':']).map(str::trim).filter(|statement| !statement.is_empty());
    statements.next_back().is_some_and(|last| {
        let called = last.trim_start_matches("await ").split('(').next().unwrap_or_default();
        let name = called.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        last.ends_with(')')
            && !called.contains([' ', '='])
            && GUARDS.iter().any(|guard| name.starts_with(guard) || name.contains(&format!("_{guard}")))
    })
}
