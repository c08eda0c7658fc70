//! From the address to the verdict: what a visitor types and what she reads a second later.

use app::estimate::Size;
use domain::estimate::{Covering, RoofShape, Shade};
use domain::price::LineKind;
use domain::savings::{NotTodayReason, Payback, Scenario, Verdict};

super::words! {
    /// The estimate.
    Estimate {
        home_title: "What does solar cost and save on your roof?", "¿Cuánto cuesta y cuánto ahorra la energía solar en su techo?";
        home_lede: "A complete price in a minute. No account, no phone number, and we tell you when it is not worth it.", "Un precio completo en un minuto. Sin cuenta, sin número de teléfono, y le decimos cuando no vale la pena.";
        home_start: "See my price", "Ver mi precio";
        home_minute: "Three questions: where, what roof, what bill. About a minute.", "Tres preguntas: dónde, qué techo, qué factura. Alrededor de un minuto.";
        home_how: "How it goes", "Cómo funciona";
        home_how_price: "You see a complete price", "Usted ve un precio completo";
        home_how_price_text: "With every line, what it saves, and our honest answer, which can be that it is not worth it.", "Con cada partida, lo que ahorra y nuestra respuesta sincera, que puede ser que no vale la pena.";
        home_how_lock: "You lock it, free", "Usted lo asegura, gratis";
        home_how_lock_text: "You get a receipt that anyone can recompute. You decide later.", "Recibe un recibo que cualquiera puede volver a calcular. Decide después.";
        home_how_sign: "You sign, if you want", "Usted firma, si quiere";
        home_how_sign_text: "Only then you need an account. You can withdraw for some days, without a reason.", "Solo entonces necesita una cuenta. Durante unos días puede desistir, sin dar motivos.";
        home_how_build: "A licensed crew builds it", "Un equipo con licencia lo instala";
        home_how_build_text: "You follow each step on one page and never have to call.", "Usted sigue cada paso en una página y no tiene que llamar.";
        promise_price: "The price is the price", "El precio es el precio";
        promise_price_text: "Locked for 30 days, with every line shown. If it changes by more than 5% you leave free.", "Asegurado por 30 días, con cada partida a la vista. Si cambia más de un 5 %, puede irse sin costo.";
        promise_wait: "You see who is waiting on whom", "Usted ve quién espera a quién";
        promise_wait_text: "Permit office, utility, crew: each step with a name and a date. You need not call.", "Oficina de permisos, compañía eléctrica, equipo: cada paso con un nombre y una fecha. No hace falta llamar.";
        promise_data: "You see who opened your file", "Usted ve quién abrió su expediente";
        promise_data_text: "Each look at your data is recorded with its reason, and shown to you.", "Cada consulta de sus datos queda registrada con su motivo, y se la mostramos.";
        title: "Your roof and your bill", "Su techo y su factura";
        lede: "Rough measures are enough. You can refine them later.", "Basta con medidas aproximadas. Podrá afinarlas después.";
        place: "Where is the roof?", "¿Dónde está el techo?";
        town: "Town or ZIP code", "Ciudad o código postal";
        town_hint: "For example Boulder or 80302. We need no street yet.", "Por ejemplo Boulder o 80302. Todavía no necesitamos la calle.";
        position: "Use my position", "Usar mi ubicación";
        position_done: "Position filled in. It is sent only when you ask for the price.", "Ubicación anotada. Solo se envía cuando usted pide el precio.";
        position_denied: "Your device did not give its position. Type the town instead.", "Su dispositivo no dio la ubicación. Escriba la ciudad.";
        coordinates: "Or coordinates", "O coordenadas";
        latitude: "Latitude", "Latitud";
        longitude: "Longitude", "Longitud";
        coordinates_hint: "Decimal degrees, for example 40.0150 and −105.2705.", "Grados decimales, por ejemplo 40.0150 y −105.2705.";
        roof: "The roof", "El techo";
        add_section: "Add a section", "Añadir una sección";
        section_left_out: "Leave length and width empty to leave this section out.", "Deje vacíos el largo y el ancho para omitir esta sección.";
        shape: "Shape", "Forma";
        length: "Length", "Largo";
        length_hint: "Along the ridge. A step is about 0.75 m.", "A lo largo de la cumbrera. Un paso son unos 0.75 m.";
        width: "Width", "Ancho";
        width_hint: "Across the ridge, seen from above.", "De lado a lado de la cumbrera, desde arriba.";
        pitch: "Pitch", "Inclinación";
        pitch_hint: "Degrees. Most houses have 18 to 35.", "Grados. La mayoría de las casas tiene de 18 a 35.";
        direction: "Front slope faces", "La vertiente delantera mira a";
        direction_hint: "0 north, 90 east, 180 south, 270 west.", "0 norte, 90 este, 180 sur, 270 oeste.";
        compass_letters: "N,E,S,W", "N,E,S,O";
        compass_directions: "north,north-east,east,south-east,south,south-west,west,north-west", "norte,noreste,este,sureste,sur,suroeste,oeste,noroeste";
        plan_label: "Plan of the roof in a compass", "Plano del techo en una brújula";
        covering: "What covers the roof?", "¿Qué cubre el techo?";
        shade: "How much shade falls on it?", "¿Cuánta sombra recibe?";
        usage: "What do you use today?", "¿Cuánto consume hoy?";
        usage_bill: "Monthly bill", "Factura mensual";
        usage_bill_hint: "A usual month, for electricity only.", "Un mes normal, solo electricidad.";
        usage_kwh: "I know my energy in a year", "Conozco mi energía en un año";
        usage_kwh_label: "Energy in a year", "Energía en un año";
        usage_kwh_hint: "From your bills. It is more exact, so it counts instead of the bill.", "Según sus facturas. Es más exacta, así que cuenta en vez de la factura.";
        submit: "Show my price", "Mostrar mi precio";
        no_account: "No account, no e-mail, no call. Your answers are kept for this browser only.", "Sin cuenta, sin correo, sin llamada. Sus respuestas se guardan solo para este navegador.";
        result_title: "Your roof", "Su techo";
        verdict: "Our honest answer", "Nuestra respuesta sincera";
        verdict_worth: "It pays on this roof.", "En este techo vale la pena.";
        verdict_close: "It is a close call on this roof.", "En este techo está en el límite.";
        verdict_not_worth: "It is not worth it for you today.", "Hoy no le conviene.";
        production: "Production in a year", "Producción en un año";
        options_title: "Three sizes", "Tres tamaños";
        options_current: "This size is shown below", "Este tamaño se muestra abajo";
        size_small: "Small", "Pequeño";
        size_medium: "Medium", "Mediano";
        size_large: "Large", "Grande";
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
        payback: "Paid back after", "Recuperado en";
        futures: "Three futures", "Tres futuros";
        future: "Future", "Futuro";
        payback_never: "Never, within its life", "Nunca, dentro de su vida útil";
        assumptions: "How we computed this", "Cómo lo calculamos";
        assumption_weather: "Sun and temperature from long-term averages of your place.", "Sol y temperatura según promedios de largo plazo de su zona.";
        earliest: "Earliest installation", "Instalación más temprana";
        earliest_none: "No crew is free", "Ningún equipo está libre";
        earliest_none_text: "We lock no price that we could not build for. Ask again in some days: your answers are kept.", "No aseguramos un precio para el que no podríamos instalar. Vuelva a preguntar en unos días: sus respuestas se conservan.";
        lock: "Lock this price", "Asegurar este precio";
        lock_next: "What happens then", "Qué pasa después";
        lock_next_text: "You get a receipt and nothing else: no call, no e-mail, no obligation. If you want it built, you create an account, read the contract and sign.", "Recibe un recibo y nada más: ni llamada, ni correo, ni compromiso. Si quiere que lo instalemos, crea una cuenta, lee el contrato y firma.";
        price_moved: "The price changed since you saw it.", "El precio cambió desde que lo vio.";
        price_moved_text: "Nothing was locked. This is the price of today.", "No se aseguró nada. Este es el precio de hoy.";
        no_extras: "Taxes, permit and connection are in it.", "Incluye impuestos, permiso y conexión.";
        change_answers: "Change my answers", "Cambiar mis respuestas";
    }
    with {
        place_line(town, state): "{town}, {state}", "{town}, {state}";
        verdict_worth_text(payback, savings, years): "It pays for itself after about {payback} and saves about {savings} in {years}, after its cost.", "Se paga en unos {payback} y ahorra unos {savings} en {years}, descontado el costo.";
        verdict_close_text(payback): "It pays for itself only after about {payback}. You would do it for the climate or for steady bills, hardly for the money.", "Se paga solo después de unos {payback}. Lo haría por el clima o por facturas estables, difícilmente por el dinero.";
        production_band(low, high): "with a chance of 8 in 10 between {low} and {high}", "con una probabilidad de 8 en 10, entre {low} y {high}";
        system(panels, kilowatts): "{panels}, {kilowatts}", "{panels}, {kilowatts}";
        share_of_use(percent): "{percent} of your use", "{percent} de su consumo";
        payback_years(years): "{years} years", "{years} años";
        savings_total(years): "Saved in {years}, after its cost", "Ahorro en {years}, descontado el costo";
        savings_cost(years): "Costs more than it saves in {years}", "Cuesta más de lo que ahorra en {years}";
        usage_now(kwh): "You use about {kwh} a year.", "Usted consume unos {kwh} al año.";
        bill_now(before, after): "A year of bills at today's rates: {before} without it, {after} with it.", "Un año de facturas con las tarifas de hoy: {before} sin él, {after} con él.";
        unit_price(quantity, price): "{quantity} at {price}", "{quantity} a {price}";
        tax_rate(rate, amount): "{rate} of {amount}", "{rate} de {amount}";
        watts(watts): "{watts} W", "{watts} W";
        section_line(shape, length, width): "{shape}, {length} by {width}", "{shape}, {length} por {width}";
        section_pitch(pitch, direction): "pitch {pitch}, faces {direction}", "inclinación {pitch}, mira a {direction}";
        bill_line(bill): "{bill} a month", "{bill} al mes";
        kwh_line(kwh): "{kwh} a year", "{kwh} al año";
        rate_line(rate, fixed): "{rate} per kWh and {fixed} a month", "{rate} por kWh y {fixed} al mes";
        assumption_model(model): "Energy by {model}, on long-term averages of sun and temperature of your place. The range is the error of that average; the weather of a single year comes on top.", "Energía según {model}, con promedios de largo plazo de sol y temperatura de su zona. El margen es el error de ese promedio; el tiempo de cada año se suma.";
        assumption_ageing(percent): "The panels lose {percent} of their power a year.", "Los paneles pierden {percent} de su potencia al año.";
        assumption_rates(rate, fixed, percent): "Your tariff of today, {rate} per kWh and {fixed} a month, rising {percent} a year.", "Su tarifa de hoy, {rate} por kWh y {fixed} al mes, con un aumento de {percent} al año.";
        assumption_metering(rate): "What you feed in is taken off what you draw, within a year; what is left over earns {rate} per kWh.", "Lo que usted inyecta se descuenta de lo que consume, dentro de un año; lo que sobra se paga a {rate} por kWh.";
        assumption_billing(rate, percent): "What you feed in earns {rate} per kWh; {percent} of the production is used at once.", "Lo que usted inyecta se paga a {rate} por kWh; {percent} de la producción se consume al momento.";
        assumption_upkeep(cost, percent): "Upkeep of {cost} per kW a year, rising {percent} a year.", "Mantenimiento de {cost} por kW al año, con un aumento de {percent} al año.";
        assumption_inverter(year, cost): "A new inverter in year {year}, {cost} per kW.", "Un inversor nuevo en el año {year}, {cost} por kW.";
        assumption_discount(percent, years): "Worth it means: over {years} it earns more than {percent} a year, even if little goes well.", "Que vale la pena significa: en {years} rinde más de {percent} al año, aunque poco salga bien.";
        earliest_on(date): "from {date}", "a partir del {date}";
        lock_until(until): "Free. It is yours until {until}; you decide later.", "Gratis. Es suyo hasta el {until}; decide después.";
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
    /// A size of system. What each covers is said beside it, because a small roof ends before the use does.
    #[must_use]
    pub fn size(&self, size: Size) -> &'static str {
        match size {
            Size::Small => self.size_small,
            Size::Medium => self.size_medium,
            Size::Large => self.size_large,
        }
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
        assert_eq!(Estimate::ENGLISH.payback_in_words(Payback::Never), "Never, within its life");
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
