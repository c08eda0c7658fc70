//! An object is fetched by its number without asking whose it is.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module,
        origin::{Context, Origin},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "object-without-owner-check",
    title: Words {
        en: "An object is fetched by its number without asking whose it is",
        es: "Un objeto se busca por su número sin preguntar de quién es",
    },
    done: Words {
        en: "Looks for routes with a signed-in user and a number in the path whose query does not name the user.",
        es: "Se buscan rutas con usuario y un número en la ruta cuya consulta no nombra al usuario.",
    },
    why: Words {
        en: "By counting up the number a customer reads what belongs to others.",
        es: "Contando números un cliente lee lo que pertenece a otros.",
    },
    fix: Words {
        en: "Filter every query by the owner, and answer 404 for what is not his.",
        es: "Filtre cada consulta por el dueño y responda 404 para lo que no es suyo.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[639],
    asvs: &["V8.2.2"],
    controls: &["SC-017"],
    examine: Examine::Source { languages: &[Language::Python], words: &["current_user", "currentuser"], look },
    mutant: Mutant {
        red: &[(
            "app/o.py",
            r#"@router.get("/orders/{order_id}")
def order(order_id: int, db: Session = Depends(get_db), current_user: User = Depends(get_current_user)):
    return db.get(Order, order_id)
"#,
        )],
        green: &[(
            "app/o.py",
            r#"@router.get("/orders/{order_id}")
def order(order_id: int, db: Session = Depends(get_db), current_user: User = Depends(get_current_user)):
    order = db.get(Order, order_id)
    if order.owner_id != current_user.id:
        raise HTTPException(404)
    return order
"#,
        )],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    if module.is_test {
        return;
    }
    for (at, function) in module.functions() {
        let route = module
            .decorators(function)
            .filter_map(|decorator| decorator.call())
            .find(|call| matches!(call.call.method, "get" | "put" | "patch" | "delete" | "post" | "route"));
        let Some(path) = route.and_then(|route| route.argument(0)).and_then(|path| path.literal()).filter(|path| path.contains(['{', '<']))
        else {
            continue;
        };
        let user = function
            .parameters
            .iter()
            .find(|parameter| matches!(parameter.name, "current_user" | "user" | "me") || parameter.annotation.contains("CurrentUser"));
        let Some(user) = user else { continue };
        let shared = ["admin", "superuser", "catalog", "product"].iter().any(|word| path.contains(word) || user.annotation.contains(word));
        // From the body on: the user's name in the head is the parameter itself.
        let body = function
            .parameters
            .last()
            .and_then(|_| module.text.get(function.span.0..function.span.1))
            .and_then(|text| text.split_once("):").or_else(|| text.split_once("->")).map(|(_, body)| body))
            .unwrap_or_default();
        let asks = body.contains(user.name) || body.contains("owner") || body.contains("permission") || body.contains("authorize");
        let fetch = module.calls_of(at).find(|call| {
            matches!(call.call.method, "get" | "get_or_404" | "filter_by" | "get_object_or_404" | "scalar_one" | "one" | "first")
                && call.receiver().is_none_or(|of| of.origin(Context::Query) != Origin::Input)
        });
        if let Some(fetch) = fetch
            && !asks
            && !shared
        {
            fetch.note(None, seen);
        }
    }
}
