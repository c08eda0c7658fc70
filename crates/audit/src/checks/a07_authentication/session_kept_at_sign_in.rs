//! The session keeps its number when somebody signs in.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{Language, Module, value::Kind},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "session-kept-at-sign-in",
    title: Words { en: "The session keeps its number when somebody signs in", es: "La sesión conserva su número cuando alguien entra" },
    done: Words {
        en: "Looks for sign-in functions of Express and Django that do not start a new session.",
        es: "Se buscan funciones de entrada de Express y Django que no inician una sesión nueva.",
    },
    why: Words {
        en: "An attacker who planted the number before shares the session after.",
        es: "Un atacante que colocó antes el número comparte después la sesión.",
    },
    fix: Words {
        en: "req.session.regenerate before the user is stored; django.contrib.auth.login does it.",
        es: "req.session.regenerate antes de guardar el usuario; django.contrib.auth.login lo hace.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 2, of_2021: 7, of_2025: 7 },
    cwe: &[384],
    asvs: &["V7.2.4"],
    controls: &["SC-054"],
    examine: Examine::Source { languages: Language::WEB, words: &["session.user", "session.uid", "session["], look },
    mutant: Mutant {
        red: &[
            (
                "web/h.js",
                r#"function Handler(db) {
  this.signIn = (req, res) => {
    // `req.session.regenerate(() => {})` would give a new one.
    users.check(req.body, (err, user) => { req.session.userId = user.id; res.redirect('/'); });
  };
  this.signUp = (req, res) => { req.session.regenerate(() => { req.session.userId = 1; res.redirect('/'); }); };
}
"#,
            ),
            (
                "web/s.js",
                r#"app.post('/login', async (req, res) => { const user = await check(req.body); req.session.userId = user.id; res.redirect('/'); });
"#,
            ),
            (
                "site/views.py",
                r#"def login(request):
    user = check(request.POST)
    request.session["user_id"] = user.id
"#,
            ),
        ],
        green: &[
            (
                "web/s.js",
                r#"app.post('/login', async (req, res) => { const user = await check(req.body); req.session.regenerate(() => { req.session.userId = user.id; res.redirect('/'); }); });
"#,
            ),
            (
                "site/views.py",
                r#"from django.contrib.auth import login
def sign_in(request):
    login(request, check(request.POST))
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    if ["cookie-session", "iron-session", "passport"].iter().any(|word| module.text.contains(word)) {
        return;
    }
    for (target, value, assignment) in module.assignments() {
        let of = target.source();
        let kept = [
            "req.session.user",
            "req.session.userId",
            "req.session.user_id",
            "req.session.uid",
            "request.session['user_id']",
            "request.session[\"user_id\"]",
            "request.session['user']",
            "request.session[\"user\"]",
        ]
        .contains(&of);
        if kept && !matches!(value.value().kind, Kind::Null) && !renews(module, assignment.function) {
            module.note(assignment.target, None, seen);
        }
    }
}

/// Whether a function, or one that it stands in, asks for a new session; what a comment says renews nothing.
fn renews(module: &Module<'_>, function: Option<usize>) -> bool {
    let mut function = function;
    let mut around = None;
    // The handler that a callback stands in: the outermost function may be that of a whole module.
    for _ in 0..16 {
        let Some(inner) = function.and_then(|at| module.functions.get(at)) else { break };
        if inner.outer.is_none() && around.is_some() && !inner.name.is_empty() && inner.name.starts_with(|c: char| c.is_ascii_uppercase()) {
            break;
        }
        around = function;
        function = inner.outer;
    }
    module.once(around, CHECK.id, || {
        let around = around.and_then(|at| module.functions.get(at));
        let text = around.map_or(Some(module.text), |around| module.text.get(around.span.0..around.span.1)).unwrap_or_default();
        text.lines()
            .filter(|line| !line.trim_start().starts_with(['/', '*', '#']))
            .any(|line| ["regenerate", "cycle_key", "session.clear()"].iter().any(|word| line.contains(word)))
    })
}
