//! Protection against forged requests is switched off.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{CallView, Language, Module, value::Function},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "csrf-protection-off",
    title: Words {
        en: "Protection against forged requests is switched off",
        es: "La protección contra peticiones falsificadas está desactivada",
    },
    done: Words {
        en: "Looks for exemptions and switches of Django and Flask.",
        es: "Se buscan exenciones e interruptores de Django y Flask.",
    },
    why: Words {
        en: "Another site makes a signed-in visitor change what he did not mean to.",
        es: "Otro sitio hace que un visitante con la sesión abierta cambie lo que no quería.",
    },
    fix: Words {
        en: "Leave it on; where other programs call, ask for a signature or a token instead.",
        es: "Déjela activada; donde llamen otros programas, exija una firma o una ficha.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[352],
    asvs: &["V3.5.1"],
    controls: &["SC-056"],
    examine: Examine::Source { languages: &[Language::Python], words: &["csrf"], look },
    mutant: Mutant {
        red: &[
            (
                "site/views.py",
                r#"from django.views.decorators.csrf import csrf_exempt
@csrf_exempt
def transfer(request):
    move(request.POST["amount"])
"#,
            ),
            (
                "app/config.py",
                r#"WTF_CSRF_ENABLED = False
"#,
            ),
        ],
        green: &[
            (
                "site/views.py",
                r#"from django.views.decorators.csrf import csrf_exempt, csrf_protect
@csrf_protect
def transfer(request):
    move(request.POST["amount"])
@csrf_exempt
def paid(request):
    check_signature(request.headers["Stripe-Signature"], request.body)
@csrf_exempt
def about(request):
    if not request.user.is_authenticated:
        return redirect("login")
    return render(request, "about.html")
@csrf_exempt
def quiz(request):
    if request.method != "POST":
        return JsonResponse({}, status=405)
    return JsonResponse({"right": request.POST.get("answer") == "42"})
"#,
            ),
            (
                "app/config.py",
                r#"WTF_CSRF_ENABLED = True
"#,
            ),
        ],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    for (at, function) in module.functions() {
        for decorator in module.decorators(function) {
            let path = decorator.path();
            if (path.ends_with("csrf_exempt") || path.ends_with("csrf.exempt"))
                && !module.once(Some(at), "csrf-protection-off: proves itself", || proves_itself(module, function))
                && module.once(Some(at), "csrf-protection-off: acts", || acts(module, at))
            {
                module.note(decorator.id, None, seen);
            }
        }
    }
    for (target, value, assignment) in module.assignments() {
        let name = target.source();
        if (name.contains("WTF_CSRF_ENABLED") || name.contains("WTF_CSRF_CHECK_DEFAULT"))
            && value.boolean() == Some(false)
            && !module.name.contains("test")
        {
            module.note(assignment.target, None, seen);
        }
    }
}

/// A webhook proves itself by a signature.
fn proves_itself(module: &Module<'_>, function: &Function<'_>) -> bool {
    let body = module.text.get(function.span.0..function.span.1).unwrap_or_default().to_ascii_lowercase();
    ["signature", "hmac", "webhook", "construct_event", "api_key"].iter().any(|word| body.contains(word))
}

/// Calls that read and show, and change nothing.
const SHOWS: &[&str] = &[
    "render",
    "redirect",
    "JsonResponse",
    "HttpResponse",
    "HttpResponseRedirect",
    "HttpResponseBadRequest",
    "HttpResponseNotFound",
    "Response",
    "jsonify",
    "render_template",
    "get",
    "getlist",
    "print",
    "len",
    "str",
    "int",
    "float",
    "list",
    "dict",
    "strip",
    "lower",
    "upper",
    "split",
    "replace",
    "startswith",
    "endswith",
    "format",
    "loads",
    "dumps",
    "decode",
    "encode",
    "filter",
    "first",
    "all",
    "exists",
    "count",
    "order_by",
    "now",
    "utcnow",
    "isinstance",
    "join",
    "items",
    "keys",
    "values",
    "append",
    "get_object_or_404",
    "info",
    "debug",
    "warning",
    "error",
    "Log",
    "csrf_exempt",
    "require_http_methods",
    "reverse",
    "url_for",
];

/// Whether a view does something with what it is sent: one that shows a page or compares an answer has nothing to protect.
fn acts(module: &Module<'_>, at: usize) -> bool {
    let Some(function) = module.functions.get(at) else { return false };
    let body = module.text.get(function.span.0..function.span.1).unwrap_or_default();
    let taken = ["POST", ".body", ".data", "FILES", "PUT", "DELETE", "PATCH", ".form", ".json"].iter().any(|word| body.contains(word));
    let mut calls = module.calls_of(at);
    let handed = |call: CallView<'_, '_>| call.arguments().any(|argument| matches!(argument.source(), "request" | "self.request"));
    // A view of one call alone leaves all to a function that is not seen here.
    calls.any(|call| !SHOWS.contains(&call.call.method) && (taken || handed(call)))
}
