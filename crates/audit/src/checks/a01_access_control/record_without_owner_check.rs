//! A record of one person is fetched by the number in the request alone.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        CallView, Language, Module, View,
        origin::{Context, Origin},
        value::Kind,
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "record-without-owner-check",
    title: Words {
        en: "A record of one person is fetched by the number in the request alone",
        es: "Un registro de una persona se busca solo por el número de la petición",
    },
    done: Words {
        en: "Looks in Node for baskets, orders, invoices and other records of one person whose query and handler name no owner.",
        es: "Se buscan en Node cestas, pedidos, facturas y otros registros de una persona cuya consulta y función no nombran a ningún dueño.",
    },
    why: Words {
        en: "By counting up the number a customer reads and changes what belongs to others.",
        es: "Contando números un cliente lee y cambia lo que pertenece a otros.",
    },
    fix: Words {
        en: "Put the owner into every query, and answer 404 for what is not his.",
        es: "Ponga al dueño en cada consulta y responda 404 para lo que no es suyo.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[639],
    asvs: &["V8.2.2"],
    controls: &["SC-017"],
    examine: Examine::Source {
        languages: Language::SCRIPT,
        words: &["findbypk", "findbyid", "findone", "findunique", "deleteone", "updateone", "destroy("],
        look,
    },
    mutant: Mutant {
        red: &[
            (
                "routes/basket.ts",
                r#"export const basket = () => async (req: Request, res: Response) => {
  const id = req.params.id;
  res.json(await BasketModel.findOne({ where: { id }, include: [ProductModel] }));
};
"#,
            ),
            (
                "routes/orders.js",
                r#"router.delete('/orders/:id', requireAuth, async (req, res) => { await Order.findByIdAndDelete(req.params.id); res.sendStatus(204); });
"#,
            ),
        ],
        green: &[
            (
                "routes/basket.ts",
                r#"export const basket = () => async (req: Request, res: Response) => {
  res.json(await BasketModel.findOne({ where: { id: req.params.id, UserId: req.user.id } }));
};
"#,
            ),
            (
                "routes/orders.js",
                r#"router.get('/orders/:id', requireAuth, async (req, res) => { const order = await Order.findById(req.params.id); if (order.owner !== req.user.id) return res.sendStatus(404); res.json(order); });
router.get('/products/:id', async (req, res) => res.json(await Product.findById(req.params.id)));
router.delete('/admin/orders/:id', requireAdmin, async (req, res) => { await Order.findByIdAndDelete(req.params.id); });
"#,
            ),
        ],
    },
};

/// Records that belong to one person.
const OWNED: &[&str] = &[
    "basket",
    "cart",
    "order",
    "invoice",
    "address",
    "creditcard",
    "payment",
    "wallet",
    "booking",
    "prescription",
    "transaction",
    "statement",
    "loan",
    "passport",
    "medicalrecord",
    "bankaccount",
    "subscription",
];
const FINDERS: &[&str] = &[
    "findOne",
    "findByPk",
    "findById",
    "findUnique",
    "findByIdAndUpdate",
    "findByIdAndDelete",
    "findOneAndUpdate",
    "findOneAndDelete",
    "deleteOne",
    "updateOne",
    "destroy",
];
/// Words by which a handler asks whose a record is, or who asks.
const OWNERS: &[&str] = &[
    "userid",
    "user_id",
    "owner",
    "req.user",
    "session.user",
    "currentuser",
    "admin",
    "role",
    "permission",
    "authorize",
    "accountid",
    "customerid",
    "tenant",
    "createdby",
    "author",
    "ability",
    "policy",
    "seller",
];

fn look(module: &Module<'_>, seen: &mut Observations) {
    if OWNERS.iter().any(|word| *word == "admin" && module.name.to_ascii_lowercase().contains(word)) {
        return;
    }
    for call in module.calls() {
        let of = call.receiver().map(|of| of.last_name().to_ascii_lowercase()).unwrap_or_default();
        let owned = FINDERS.contains(&call.call.method) && OWNED.iter().any(|word| of.contains(word)) && !of.contains("status");
        if owned && by_number_alone(call) && !asks_for_owner(call) {
            call.note(None, seen);
        }
    }
}

/// Whether the number in the request is all that a query asks for.
fn by_number_alone(call: CallView<'_, '_>) -> bool {
    let Some(filter) = call.argument(0) else { return false };
    let filter = filter.entry("where").unwrap_or(filter);
    let from_request = |view: View<'_, '_>| view.origin(Context::Code) == Origin::Input;
    let entries = filter.entries();
    if entries.is_empty() {
        return matches!(filter.resolved().kind, Kind::Member { .. } | Kind::Index { .. }) && from_request(filter);
    }
    entries.iter().all(|(key, value)| matches!(*key, "id" | "_id") && from_request(*value))
}

/// Whether the handler, or the line that routes to it, says anything of an owner.
fn asks_for_owner(call: CallView<'_, '_>) -> bool {
    let module = call.module;
    let mut outermost = call.call.function;
    while let Some(outer) = outermost.and_then(|at| module.functions.get(at)).and_then(|function| function.outer) {
        outermost = Some(outer);
    }
    let Some((at, handler)) = outermost.and_then(|at| module.functions.get(at).map(|function| (at, function))) else {
        return names_owner(call.around());
    };
    module.once(Some(at), CHECK.id, || {
        names_owner(module.text.get(handler.span.0..handler.span.1).unwrap_or_default())
            || names_owner(module.lines_near(handler.span.0, 0, 0))
    })
}

fn names_owner(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    OWNERS.iter().any(|word| text.contains(word))
}
