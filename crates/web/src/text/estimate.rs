//! From the address to the verdict: what a visitor types and what she reads a second later.

use domain::estimate::{Covering, RoofShape, Shade};
use domain::price::LineKind;
use domain::savings::{NotTodayReason, Payback, Scenario, Verdict};

super::words! {
    /// The estimate.
    Estimate {
        home_title: "What does solar cost and save on your roof?", "¿Cuánto cuesta y cuánto ahorra la energía solar en su techo?";
        home_lede: "A complete price in a minute. No account, no phone number, and we tell you when it is not worth it.", "Un precio completo en un minuto. Sin cuenta, sin número de teléfono, y le decimos cuando no vale la pena.";
        home_start: "See my price", "Ver mi precio";
        promise_price: "The price is the price", "El precio es el precio";
        promise_price_text: "Locked for 30 days, with every line shown. If it changes by more than 5% you leave free.", "Asegurado por 30 días, con cada partida a la vista. Si cambia más de un 5 %, puede irse sin costo.";
        promise_wait: "You see who is waiting on whom", "Usted ve quién espera a quién";
        promise_wait_text: "Permit office, utility, crew: each step with a name and a date. You need not call.", "Oficina de permisos, compañía eléctrica, equipo: cada paso con un nombre y una fecha. No hace falta llamar.";
        promise_data: "You see who opened your file", "Usted ve quién abrió su expediente";
        promise_data_text: "Each look at your data is recorded with its reason, and shown to you.", "Cada consulta de sus datos queda registrada con su motivo, y se la mostramos.";
        title: "Your roof and your bill", "Su techo y su factura";
        lede: "Rough measures are enough. You can refine them later.", "Basta con medidas aproximadas. Podrá afinarlas después.";
        place: "Where is the roof?", "¿Dónde está el techo?";
        zip: "ZIP code", "Código postal";
        zip_hint: "Five digits, for example 80302. We need no street yet.", "Cinco dígitos, por ejemplo 80302. Todavía no necesitamos la calle.";
        position: "Use my position", "Usar mi ubicación";
        position_done: "Position filled in. It is sent only when you ask for the price.", "Ubicación anotada. Solo se envía cuando usted pide el precio.";
        position_denied: "Your device did not give its position. Type the ZIP code instead.", "Su dispositivo no dio la ubicación. Escriba el código postal.";
        coordinates: "Or coordinates", "O coordenadas";
        latitude: "Latitude", "Latitud";
        longitude: "Longitude", "Longitud";
        coordinates_hint: "Decimal degrees, for example 40.0150 and −105.2705.", "Grados decimales, por ejemplo 40.0150 y −105.2705.";
        roof: "The roof", "El techo";
        section: "Roof section", "Sección del techo";
        add_section: "Add a section", "Añadir una sección";
        remove_section: "Remove this section", "Quitar esta sección";
        shape: "Shape", "Forma";
        length: "Length", "Largo";
        length_hint: "Along the ridge, in meters. A step is about 0.75 m.", "A lo largo de la cumbrera, en metros. Un paso son unos 0.75 m.";
        width: "Width", "Ancho";
        width_hint: "Across the ridge, seen from above, in meters.", "De lado a lado de la cumbrera, visto desde arriba, en metros.";
        meters: "m", "metros";
        pitch: "Pitch", "Inclinación";
        pitch_hint: "In degrees. Flat is 0, most houses have 18 to 35.", "En grados. Plano es 0, la mayoría de las casas tiene de 18 a 35.";
        degrees: "degrees", "grados";
        direction: "Direction the front slope faces", "Dirección a la que mira la vertiente delantera";
        direction_hint: "Degrees on the compass: 0 north, 90 east, 180 south, 270 west.", "Grados de la brújula: 0 norte, 90 este, 180 sur, 270 oeste.";
        compass_letters: "N,E,S,W", "N,E,S,O";
        compass_directions: "north,north-east,east,south-east,south,south-west,west,north-west", "norte,noreste,este,sureste,sur,suroeste,oeste,noroeste";
        plan_label: "Plan of the roof in a compass", "Plano del techo en una brújula";
        covering: "What covers the roof?", "¿Qué cubre el techo?";
        shade: "How much shade falls on it?", "¿Cuánta sombra recibe?";
        usage: "What do you use today?", "¿Cuánto consume hoy?";
        usage_bill: "Monthly bill", "Factura mensual";
        usage_bill_hint: "A usual month, in dollars, for electricity only.", "Un mes normal, en dólares, solo electricidad.";
        usage_kwh: "Or energy in a year", "O energía en un año";
        usage_kwh_hint: "In kWh, from your bill. If you know it, it is more exact.", "En kWh, según su factura. Si la conoce, es más exacta.";
        submit: "Show my price", "Mostrar mi precio";
        result_title: "Your roof", "Su techo";
        verdict: "Our honest answer", "Nuestra respuesta sincera";
        verdict_worth: "It pays on this roof.", "En este techo vale la pena.";
        verdict_close: "It is a close call on this roof.", "En este techo está en el límite.";
        verdict_not_worth: "It is not worth it for you today.", "Hoy no le conviene.";
        verdict_no_room: "No panel fits on this roof.", "En este techo no cabe ningún panel.";
        verdict_no_room_text: "After the fire setbacks there is no room left for a panel. A larger section may do.", "Después de los retiros contra incendios no queda espacio para un panel. Puede servir una sección más grande.";
        production: "Production in a year", "Producción en un año";
        per_year: "a year", "al año";
        your_usage: "You use", "Usted consume";
        covers: "Covers of your use", "Cubre de su consumo";
        options_title: "Three sizes", "Tres tamaños";
        options_hint: "Choose one. The middle one fits your use.", "Elija uno. El del medio se ajusta a su consumo.";
        size_small: "Small", "Pequeño";
        size_fit: "Fits your use", "Ajustado a su consumo";
        size_full: "Full roof", "Techo completo";
        price: "Price", "Precio";
        price_lines: "What the price is made of", "De qué se compone el precio";
        price_what: "What", "Concepto";
        price_amount: "Amount", "Importe";
        price_total: "Total", "Total";
        price_changes: "What could change it", "Qué podría cambiarlo";
        price_changes_text: "Only what the survey finds and you could not know: a main panel that is too small, or another roof than described. You approve any change, and above 5% you may leave free.", "Solo lo que encuentre la inspección y usted no podía saber: un panel eléctrico insuficiente o un techo distinto del descrito. Usted aprueba cualquier cambio, y si pasa del 5 % puede irse sin costo.";
        no_tax_credit: "The federal tax credit for homeowners ended on 31 Dec 2025, so we count none.", "El crédito fiscal federal para propietarios terminó el 31 dic 2025, así que no contamos ninguno.";
        savings: "Savings", "Ahorro";
        savings_year_one: "Saved in the first year", "Ahorro el primer año";
        savings_total: "Saved in 25 years, after its cost", "Ahorro en 25 años, descontado el costo";
        savings_cost: "Costs more than it saves in 25 years by", "Cuesta más de lo que ahorra en 25 años por";
        payback: "Paid back after", "Recuperado en";
        payback_never: "Not within 25 years", "No dentro de 25 años";
        assumptions: "How we computed this", "Cómo lo calculamos";
        assumption_weather: "Sun and temperature from long-term averages of your place.", "Sol y temperatura según promedios de largo plazo de su zona.";
        assumption_losses: "Losses in cables, dirt, inverter and ageing of 0.5% a year.", "Pérdidas en cables, suciedad, inversor y un envejecimiento de 0.5 % al año.";
        assumption_tariff: "Your tariff as of today, rising 2.2% a year.", "Su tarifa de hoy, con un aumento de 2.2 % al año.";
        earliest: "Earliest installation", "Instalación más temprana";
        earliest_none: "No crew is free in the next weeks. Lock the price and we tell you when one is.", "Ningún equipo está libre en las próximas semanas. Asegure el precio y le avisamos cuando lo haya.";
        lock: "Lock this price", "Asegurar este precio";
        lock_hint: "Free. It is yours for 30 days; you decide later.", "Gratis. Es suyo por 30 días; decide después.";
        change_answers: "Change my answers", "Cambiar mis respuestas";
    }
    with {
        place_line(town, state): "{town}, {state}", "{town}, {state}";
        verdict_worth_text(payback, savings): "It pays for itself after about {payback} and saves about {savings} in 25 years, after its cost.", "Se paga en unos {payback} y ahorra unos {savings} en 25 años, descontado el costo.";
        verdict_close_text(payback): "It pays for itself only after about {payback}. You would do it for the climate or for steady bills, hardly for the money.", "Se paga solo después de unos {payback}. Lo haría por el clima o por facturas estables, difícilmente por el dinero.";
        production_band(low, high): "between {low} and {high} in eight years of ten", "entre {low} y {high} en ocho años de cada diez";
        system(panels, kilowatts): "{panels}, {kilowatts}", "{panels}, {kilowatts}";
        share_of_use(percent): "{percent} of your use", "{percent} de su consumo";
        payback_years(years): "{years} years", "{years} años";
        earliest_on(date): "from {date}", "a partir del {date}";
        section_number(n): "Roof section {n}", "Sección {n} del techo";
    }
}

impl Estimate {
    /// A shape of a roof.
    #[must_use]
    pub fn roof_shape(&self, shape: RoofShape) -> &'static str {
        let (english, spanish) = match shape {
            RoofShape::Gable => ("Gable", "A dos aguas"),
            RoofShape::Hip => ("Hip", "A cuatro aguas"),
            RoofShape::Flat => ("Flat", "Plano"),
            RoofShape::L => ("L-shaped", "En L"),
        };
        super::format::in_language(self.language, english, spanish)
    }
    /// What a shape looks like, for those who do not know its name.
    #[must_use]
    pub fn roof_shape_hint(&self, shape: RoofShape) -> &'static str {
        let (english, spanish) = match shape {
            RoofShape::Gable => ("Two slopes, one ridge", "Dos vertientes y una cumbrera"),
            RoofShape::Hip => ("Four slopes", "Cuatro vertientes"),
            RoofShape::Flat => ("No slope; panels on legs", "Sin pendiente; paneles sobre soportes"),
            RoofShape::L => ("Two wings at a corner", "Dos alas en esquina"),
        };
        super::format::in_language(self.language, english, spanish)
    }
    /// What covers a roof.
    #[must_use]
    pub fn covering_name(&self, covering: Covering) -> &'static str {
        let (english, spanish) = match covering {
            Covering::Asphalt => ("Asphalt shingle", "Teja asfáltica"),
            Covering::Metal => ("Metal", "Metal"),
            Covering::ConcreteTile => ("Concrete tile", "Teja de concreto"),
            Covering::Membrane => ("Membrane", "Membrana"),
        };
        super::format::in_language(self.language, english, spanish)
    }
    /// How much shade falls on a roof.
    #[must_use]
    pub fn shade_name(&self, shade: Shade) -> &'static str {
        let (english, spanish) = match shade {
            Shade::None => ("None: open sky", "Ninguna: cielo abierto"),
            Shade::Some => ("Some: a tree or chimney for part of the day", "Algo: un árbol o chimenea parte del día"),
            Shade::Heavy => ("Much: trees or buildings for much of the day", "Mucha: árboles o edificios gran parte del día"),
        };
        super::format::in_language(self.language, english, spanish)
    }
    /// A line of the price.
    #[must_use]
    pub fn price_line(&self, kind: LineKind) -> &'static str {
        let (english, spanish) = match kind {
            LineKind::SystemBase => ("Panels, inverter, racking and installation", "Paneles, inversor, estructura e instalación"),
            LineKind::MetalRoof => ("Work on a metal roof", "Trabajo en techo de metal"),
            LineKind::ConcreteTile => ("Work on a tile roof", "Trabajo en techo de teja"),
            LineKind::SteepPitch => ("Safety work on a steep roof", "Trabajo de seguridad en techo empinado"),
            LineKind::TiltLegs => ("Tilt legs on a flat roof", "Soportes inclinados en techo plano"),
            LineKind::ManyArrays => ("Panels in many groups", "Paneles en muchos grupos"),
            LineKind::SmallSystem => ("Small system", "Sistema pequeño"),
            LineKind::CritterGuard => ("Mesh against birds and squirrels", "Malla contra aves y ardillas"),
            LineKind::AtticRun => ("Cables through the attic", "Cables por el ático"),
            LineKind::MainPanelUpgrade => ("New main electrical panel", "Nuevo panel eléctrico principal"),
            LineKind::MainBreakerDerate => ("Smaller main breaker", "Interruptor principal más pequeño"),
            LineKind::Subpanel => ("Second electrical panel", "Segundo panel eléctrico"),
            LineKind::LoadSideTap => ("Connection beside the main breaker", "Conexión junto al interruptor principal"),
            LineKind::MeterServiceDrop => ("New service line to the meter", "Nueva acometida al medidor"),
            LineKind::PermitFee => ("Building permit", "Permiso de construcción"),
            LineKind::InterconnectionFee => ("Connection to the grid", "Conexión a la red"),
            LineKind::SalesTax => ("Sales tax", "Impuesto sobre las ventas"),
        };
        super::format::in_language(self.language, english, spanish)
    }
    /// The honest answer, as the heading of the result.
    #[must_use]
    pub fn verdict_sentence(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::WorthIt => self.verdict_worth,
            Verdict::Borderline => self.verdict_close,
            Verdict::NotToday { .. } => self.verdict_not_worth,
        }
    }
    /// Why it is not worth it today, and what would change that.
    #[must_use]
    pub fn not_today(&self, reason: NotTodayReason) -> &'static str {
        let (english, spanish) = match reason {
            NotTodayReason::ExportsEarnTooLittle => (
                "Your utility pays too little for the energy that you would not use yourself. A smaller system, or using more of it in daytime, could turn this.",
                "Su compañía eléctrica paga muy poco por la energía que usted no usaría. Un sistema más pequeño, o consumir más de día, podría cambiarlo.",
            ),
            NotTodayReason::NeverPaysBack => (
                "With your bill and this roof it never saves what it costs. If your bill, the tariff or the price changes, ask again: it takes a minute.",
                "Con su factura y este techo nunca ahorra lo que cuesta. Si cambia su factura, la tarifa o el precio, vuelva a preguntar: es un minuto.",
            ),
            NotTodayReason::MoneyEarnsMoreElsewhere => (
                "It would pay for itself, but slowly: the same money would earn more elsewhere.",
                "Se pagaría solo, pero despacio: el mismo dinero rendiría más en otra parte.",
            ),
        };
        super::format::in_language(self.language, english, spanish)
    }
    /// When it has paid for itself: `11.3 years`, or that it does not.
    #[must_use]
    pub fn payback_in_words(&self, payback: Payback) -> String {
        match payback {
            Payback::Years { tenths } => self.payback_years(format_args!("{}.{}", tenths / 10, tenths % 10)),
            Payback::Never => self.payback_never.to_owned(),
        }
    }
    /// One of three futures.
    #[must_use]
    pub fn scenario(&self, scenario: Scenario) -> &'static str {
        let (english, spanish) = match scenario {
            Scenario::Cautious => ("If little goes well", "Si poco sale bien"),
            Scenario::Expected => ("As expected", "Según lo esperado"),
            Scenario::Hopeful => ("If all goes well", "Si todo sale bien"),
        };
        super::format::in_language(self.language, english, spanish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payback_says_tenths_and_never() {
        assert_eq!(Estimate::ENGLISH.payback_in_words(Payback::Years { tenths: 113 }), "11.3 years");
        assert_eq!(Estimate::SPANISH.payback_in_words(Payback::Years { tenths: 80 }), "8.0 años");
        assert_eq!(Estimate::ENGLISH.payback_in_words(Payback::Never), "Not within 25 years");
    }

    #[test]
    fn every_line_of_a_price_has_its_own_words() {
        for words in [Estimate::ENGLISH, Estimate::SPANISH] {
            let mut names: Vec<_> = LineKind::ALL.map(|kind| words.price_line(kind)).to_vec();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), LineKind::ALL.len());
        }
    }
}
