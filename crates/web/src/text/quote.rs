//! The locked price, its receipt, the signing and the time to think it over.
//!
//! The clauses of the contract are not here: they are part of what is signed, so `domain::contract` words them.

use domain::contract::{CostKind, Ground};

super::words! {
    /// The quote and the contract.
    Quote {
        title: "Your locked price", "Su precio asegurado";
        locked_what: "The price, the tariff, the fees and the rules are frozen in this receipt. A later price list changes nothing.", "El precio, la tarifa, los cargos y las reglas quedan fijos en este recibo. Una lista de precios posterior no cambia nada.";
        expired: "This price has run out.", "Este precio ha vencido.";
        expired_text: "Ask for a new one with the same answers. It takes a moment.", "Pida uno nuevo con las mismas respuestas. Es un momento.";
        renew: "Get a new price", "Pedir un precio nuevo";
        receipt: "Receipt", "Recibo";
        receipt_hash: "Fingerprint of the receipt", "Huella del recibo";
        receipt_inputs: "What you told us", "Lo que usted nos dijo";
        receipt_book: "Price list", "Lista de precios";
        receipt_tariff: "Tariff", "Tarifa";
        receipt_rules: "Rules on taxes and incentives", "Reglas de impuestos e incentivos";
        receipt_download: "Download the receipt", "Descargar el recibo";
        verify_title: "Check it yourself", "Compruébelo usted";
        verify_text: "The receipt holds everything the price was computed from. Anyone with the program can compute it again and must get the same cent and the same fingerprint:", "El recibo contiene todo lo que se usó para calcular el precio. Cualquiera con el programa puede volver a calcularlo y debe obtener el mismo centavo y la misma huella:";
        verify_match: "Recomputed: the same price and the same fingerprint.", "Recalculado: el mismo precio y la misma huella.";
        verify_mismatch: "Recomputed: this receipt was altered. Do not rely on it.", "Recalculado: este recibo fue alterado. No confíe en él.";
        verify_now: "Recompute now", "Recalcular ahora";
        next_title: "What happens next", "Qué sigue";
        next_account: "You create an account, so that the contract has a person.", "Usted crea una cuenta, para que el contrato tenga una persona.";
        next_sign: "You read and sign the contract for exactly this receipt.", "Usted lee y firma el contrato de exactamente este recibo.";
        next_crew: "We find a licensed crew near you and set the date.", "Buscamos un equipo con licencia cerca de usted y fijamos la fecha.";
        next_think: "For some days after signing you can withdraw, free and without a reason. The contract says until when.", "Durante unos días después de firmar puede desistir, gratis y sin dar motivos. El contrato dice hasta cuándo.";
        to_order: "See the order", "Ver el pedido";
        step_crew: "Crew", "Equipo";
        read_contract: "Read the contract", "Leer el contrato";
        nothing_signed: "Nothing is signed yet. You see the contract next.", "Todavía no se firma nada. A continuación verá el contrato.";
        contract_moved: "This is another text than you were shown.", "Este texto no es el que se le mostró.";
        contract_moved_text: "Nothing was signed. Read it again: a date or the language changed.", "No se firmó nada. Léalo de nuevo: cambió una fecha o el idioma.";
        go_on: "Go on to the contract", "Seguir al contrato";
        step_account: "Account", "Cuenta";
        step_address: "Address", "Dirección";
        step_contract: "Contract", "Contrato";
        address_title: "Where do we install?", "¿Dónde instalamos?";
        address_hint: "The crew sees it only after it has accepted your order.", "El equipo la ve solo después de aceptar su pedido.";
        contract_title: "Contract", "Contrato";
        contract_lede: "Read it in full. It is short, and it is for exactly the receipt you locked.", "Léalo completo. Es breve, y es para exactamente el recibo que aseguró.";
        consent: "I have read the contract and agree to it.", "He leído el contrato y estoy de acuerdo.";
        consent_withdrawal: "I was told that I can withdraw, how, and until when.", "Se me informó que puedo desistir, cómo y hasta cuándo.";
        sign_name: "Your full name, as a signature", "Su nombre completo, como firma";
        sign: "Sign the contract", "Firmar el contrato";
        signed_title: "Signed", "Firmado";
        signed_copy: "A copy is in your mail and here at any time.", "Tiene una copia en su correo y aquí en cualquier momento.";
        cooling_off: "Time to think it over", "Tiempo para pensarlo";
        withdraw: "Withdraw from the contract", "Desistir del contrato";
        withdraw_title: "Withdraw from the contract?", "¿Desistir del contrato?";
        withdraw_free: "It costs nothing and you need not give a reason.", "No cuesta nada y no tiene que dar un motivo.";
        withdraw_reason: "What made you decide? It helps us.", "¿Qué le hizo decidir? Nos ayuda.";
        withdraw_confirm: "Withdraw now", "Desistir ahora";
        withdraw_keep: "Keep my order", "Conservar mi pedido";
        withdrawn: "You have withdrawn. The contract is void.", "Ha desistido. El contrato queda sin efecto.";
        withdraw_over: "The time to withdraw is over. You can still cancel before the installation begins.", "El plazo para desistir terminó. Todavía puede cancelar antes de que empiece la instalación.";
        refund: "Your refund", "Su reembolso";
        refund_none: "You have paid nothing yet, so there is nothing to refund.", "Todavía no ha pagado nada, así que no hay nada que reembolsar.";
        terms: "Terms", "Condiciones";
        text_hash: "Fingerprint of the text", "Huella del texto";
        key_terms: "The important part", "Lo importante";
    }
    with {
        locked_until(date): "Locked until {date}", "Asegurado hasta el {date}";
        locked_total(price): "{price} total, no extras", "{price} en total, sin cargos adicionales";
        expired_on(date): "It was valid until {date}.", "Era válido hasta el {date}.";
        verify_command(path): "sunward quote verify {path}", "sunward quote verify {path}";
        cooling_off_until(date): "You can withdraw until {date}, free and without a reason.", "Puede desistir hasta el {date}, gratis y sin dar motivos.";
        refund_amount(amount, date): "We return {amount} by {date}, the way you paid it.", "Le devolvemos {amount} a más tardar el {date}, por la misma vía de pago.";
        signing_means(price): "With this button you order the system of the receipt for {price}.", "Con este botón usted encarga el sistema del recibo por {price}.";
        agreed_on(date): "Agreed on {date}", "Aceptado el {date}";
        signed_on(date, name): "Signed by {name} on {date}", "Firmado por {name} el {date}";
        price_list_of(name, date): "{name}, valid from {date}", "{name}, válida desde el {date}";
    }
}

impl Quote {
    /// A cost that may be kept from a refund.
    #[must_use]
    pub fn cost(&self, kind: CostKind) -> &'static str {
        let (english, spanish) = match kind {
            CostKind::Survey => ("Survey of your roof", "Inspección de su techo"),
            CostKind::Design => ("Layout and drawings", "Diseño y planos"),
            CostKind::PermitFee => ("Fee of the permit office", "Cargo de la oficina de permisos"),
            CostKind::InterconnectionFee => ("Fee of the utility", "Cargo de la compañía eléctrica"),
            CostKind::Restocking => ("Return of the material", "Devolución del material"),
            CostKind::CrewCallOut => ("Visit of the crew", "Visita del equipo"),
            CostKind::WorkDone => ("Work already on the roof", "Trabajo ya hecho en el techo"),
        };
        super::format::in_language(self.language, english, spanish)
    }
    /// Why a contract ends.
    #[must_use]
    pub fn ground(&self, ground: Ground) -> &'static str {
        let (english, spanish) = match ground {
            Ground::CustomersWish => ("You wish to leave", "Usted desea retirarse"),
            Ground::PriceChanged => ("The price would change by more than 5%", "El precio cambiaría más de un 5 %"),
            Ground::CompanyFails => ("We cannot deliver", "No podemos cumplir"),
        };
        super::format::in_language(self.language, english, spanish)
    }
}
