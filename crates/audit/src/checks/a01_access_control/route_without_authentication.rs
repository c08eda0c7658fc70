//! A route that changes data asks for no user while its siblings do.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{CallView, Language, Module, View},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "route-without-authentication",
    title: Words {
        en: "A route that changes data asks for no user while its siblings do",
        es: "Una ruta que cambia datos no pide usuario, mientras que sus hermanas sí",
    },
    done: Words {
        en: "Compares the routes of one file: some are guarded, this one is not.",
        es: "Compara las rutas de un archivo: unas están protegidas y esta no.",
    },
    why: Words {
        en: "Anybody changes what only signed-in users should.",
        es: "Cualquiera cambia lo que solo deberían cambiar usuarios con sesión.",
    },
    fix: Words {
        en: "Add the same guard, better for the whole router, and list what is public.",
        es: "Añada la misma protección, mejor a todo el enrutador, y enumere lo público.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[862, 306],
    asvs: &["V8.3.1", "V8.2.1"],
    controls: &["SC-016", "SC-028"],
    examine: Examine::Source {
        languages: Language::WEB,
        words: &[
            "depends",
            "login_required",
            "jwt_required",
            "auth",
            "protect",
            "isloggedin",
            "passport",
            "require_",
            "permission",
            "admin",
            "current_user",
        ],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "app/r.py",
                r#"from fastapi import APIRouter, Depends
router = APIRouter()

@router.get("/orders")
def orders(user: User = Depends(current_user)): ...

@router.post("/orders")
def order(item: Item, user: User = Depends(current_user)): ...

@router.delete("/orders/{id}")
def cancel(id: int): ...
"#,
            ),
            (
                "web/r.js",
                r#"router.get('/orders', requireAuth, list);
router.post('/orders', requireAuth, create);
router.delete('/orders/:id', remove);
"#,
            ),
        ],
        green: &[
            (
                "app/r.py",
                r#"from fastapi import APIRouter, Depends
router = APIRouter()

@router.get("/orders")
def orders(user: User = Depends(current_user)): ...

@router.post("/orders")
def order(item: Item, user: User = Depends(current_user)): ...

@router.post("/login")
def login(form: Form): ...
"#,
            ),
            (
                "web/r.js",
                r#"router.get('/orders', requireAuth, list);
router.post('/orders', requireAuth, create);
router.post('/login', login);
router.post('/paid', (req, res) => { const event = stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], KEY); paid(event); });
"#,
            ),
        ],
    },
};

const GUARDS: &[&str] = &[
    "current_user",
    "currentuser",
    "get_user",
    "login_required",
    "jwt_required",
    "auth",
    "permission",
    "verify_token",
    "oauth2",
    "api_key",
    "require_",
    "admin",
    "protect",
    "isloggedin",
    "requirelogin",
    "passport",
    "superuser",
    "security(",
    "ensureauthenticated",
    "token",
];
const PUBLIC: &[&str] = &[
    "login", "signin", "sign-in", "signup", "sign-up", "register", "logout", "token", "webhook", "password", "reset", "health", "refresh",
    "contact", "public", "callback", "verify", "forgot", "auth", "csp", "session", "recover",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    if module.is_test {
        return;
    }
    if module.language == Language::Python {
        look_at_python(module, seen);
    } else {
        look_at_express(module, seen);
    }
}

fn look_at_python(module: &Module<'_>, seen: &mut Observations) {
    // A guard of the whole router guards every route of it.
    let whole = module.calls().any(|call| {
        call.ends(&["APIRouter", "FastAPI", "add_middleware", "before_request"])
            && says(call.source(), GUARDS)
            && (call.named("dependencies").is_some() || call.call.method != "APIRouter")
    });
    let before = module.text.contains("before_request");
    let mut routes = Vec::new();
    for (_, function) in module.functions() {
        let decorators: Vec<View<'_, '_>> = module.decorators(function).collect();
        let Some(route) = decorators.iter().filter_map(|decorator| decorator.call()).find(|call| {
            matches!(call.call.method, "post" | "put" | "patch" | "delete" | "route" | "get")
                && call.argument(0).and_then(|path| path.literal()).is_some_and(|path| path.starts_with('/') || path.is_empty())
        }) else {
            continue;
        };
        let changes = matches!(route.call.method, "post" | "put" | "patch" | "delete")
            || (route.call.method == "route" && ["POST", "PUT", "DELETE", "PATCH"].iter().any(|verb| route.source().contains(verb)));
        let head = function
            .parameters
            .iter()
            .map(|parameter| {
                format!(
                    "{} {} {}",
                    parameter.name,
                    parameter.annotation,
                    parameter.default.map(|id| module.text_of(id)).unwrap_or_default()
                )
            })
            .collect::<String>();
        let others: String = decorators
            .iter()
            .filter(|decorator| !decorator.source().starts_with(route.source()))
            .map(|decorator| decorator.source())
            .collect();
        let body = module.text.get(function.span.0..function.span.1).unwrap_or_default();
        let guarded = says(&head, GUARDS)
            && (head.contains("Depends")
                || head.contains("Security")
                || head.contains("Annotated")
                || head.contains("User")
                || head.contains("Dep"))
            || says(&others, GUARDS)
            || route.named("dependencies").is_some_and(|list| says(list.source(), GUARDS))
            || body.contains("session[")
            || body.contains("session.get(")
            || body.contains("current_user")
            || body.contains("authenticate")
            || body.contains("request.user");
        let path = route.argument(0).and_then(|path| path.literal()).unwrap_or_default();
        routes.push((route, changes, guarded, says(path, PUBLIC) || says(function.name, PUBLIC)));
    }
    note(&routes, whole || before, seen);
}

fn look_at_express(module: &Module<'_>, seen: &mut Observations) {
    let whole = module.calls().any(|call| {
        call.call.method == "use"
            && call.arguments().any(|argument| says(argument.source().get(..argument.source().len().min(80)).unwrap_or_default(), GUARDS))
    });
    let mut routes = Vec::new();
    for call in module.calls() {
        let of = call.receiver().map(|of| of.source()).unwrap_or_default();
        let verb = matches!(call.call.method, "post" | "put" | "patch" | "delete" | "get");
        let Some(path) = call.argument(0).and_then(|path| path.literal()).filter(|path| path.starts_with('/')) else { continue };
        if !verb || !(of.ends_with("router") || of.ends_with("Router") || of == "app") || call.call.arguments.len() < 2 {
            continue;
        }
        let middle = call
            .arguments()
            .skip(1)
            .take(call.call.arguments.len().saturating_sub(2))
            .map(|argument| argument.source())
            .collect::<String>();
        let last = call.arguments().last().map(|handler| handler.source()).unwrap_or_default();
        // A webhook proves itself by a signature; who is given a token has just signed in.
        let inside =
            ["req.session", "req.user", "res.locals.user", "ensureAuth", "createHmac", "timingSafeEqual", "constructEvent", "jwt.sign("]
                .iter()
                .any(|word| last.contains(word));
        routes.push((call, call.call.method != "get", says(&middle, GUARDS) || inside, says(path, PUBLIC)));
    }
    note(&routes, whole, seen);
}

/// One open route among several guarded ones is more likely an oversight than a decision.
fn note(routes: &[(CallView<'_, '_>, bool, bool, bool)], whole: bool, seen: &mut Observations) {
    let guarded = routes.iter().filter(|(_, _, guarded, _)| *guarded).count();
    if whole || guarded < 2 {
        return;
    }
    for (route, changes, is_guarded, public) in routes {
        if *changes && !is_guarded && !public {
            let text = route.source();
            seen.line(route.module.name, route.line(), text.get(..text.len().min(100)).unwrap_or(text));
        }
    }
}

fn says(text: &str, words: &[&str]) -> bool {
    let text = text.to_ascii_lowercase();
    words.iter().any(|word| text.contains(word))
}
