//! Words of every page: header, footer, banner, mailbox, common verbs and counts.

use domain::account::Role;

super::words! {
    /// Words of every page.
    Shared {
        brand: "Sunward", "Sunward";
        tagline: "Solar for your roof: a price in a minute, and nobody to chase", "Energía solar para su techo: un precio en un minuto y sin perseguir a nadie";
        skip: "Skip to content", "Ir al contenido";
        navigation: "Main menu", "Menú principal";
        nav_estimate: "See my price", "Ver mi precio";
        nav_orders: "My orders", "Mis pedidos";
        nav_account: "My account", "Mi cuenta";
        nav_offers: "Offers", "Ofertas";
        nav_jobs: "My jobs", "Mis trabajos";
        nav_board: "Board", "Tablero";
        nav_support: "Support", "Atención";
        nav_numbers: "Numbers", "Cifras";
        nav_health: "Health", "Estado";
        nav_trail: "Trail", "Registro";
        nav_audit: "Audit", "Auditoría";
        nav_mailbox: "Mailbox", "Buzón";
        sign_in: "Sign in", "Iniciar sesión";
        sign_up: "Create account", "Crear cuenta";
        sign_out: "Sign out", "Cerrar sesión";
        other_language: "Español", "English";
        theme_dark: "Dark colors", "Colores oscuros";
        theme_light: "Light colors", "Colores claros";
        theme_auto: "Colors of the device", "Colores del dispositivo";
        continue_button: "Continue", "Continuar";
        save: "Save", "Guardar";
        send: "Send", "Enviar";
        cancel: "Cancel", "Cancelar";
        back: "Back", "Atrás";
        change: "Change", "Cambiar";
        print: "Print", "Imprimir";
        download: "Download", "Descargar";
        search: "Search", "Buscar";
        filter: "Show", "Mostrar";
        clear_filters: "Clear filters", "Quitar filtros";
        more: "More", "Más";
        all: "All", "Todo";
        yes: "Yes", "Sí";
        nobody: "nobody", "nadie";
        optional: "optional", "opcional";
        none: "None", "Ninguno";
        today: "today", "hoy";
        state_done: "Done", "Hecho";
        state_now: "Now", "Ahora";
        state_next: "Next", "Después";
        less_than_a_minute: "less than a minute", "menos de un minuto";
        home_desk: "Go to my page", "Ir a mi página";
        failed: "We could not reach the server. What you typed is still here: try again in a moment.", "No pudimos conectar con el servidor. Lo que escribió sigue aquí: inténtelo de nuevo en un momento.";
        demo_title: "Demo", "Demostración";
        demo_what: "People, addresses and payments here are made up. Nothing leaves this computer.", "Las personas, direcciones y pagos son inventados. Nada sale de esta computadora.";
        demo_next: "Go to the next event", "Ir al próximo suceso";
        demo_people: "Look at it as", "Verlo como";
        demo_people_hint: "Each link signs you in as that person, in this demo only.", "Cada enlace inicia sesión como esa persona, solo en esta demostración.";
        mailbox_title: "Mailbox of the demo", "Buzón de la demostración";
        mailbox_lede: "Every message that Sunward would have sent. In the demo it stays here.", "Todos los mensajes que Sunward habría enviado. En la demostración se quedan aquí.";
        mailbox_empty: "No messages yet", "Todavía no hay mensajes";
        mailbox_empty_hint: "Create an account or lock a price, and its message arrives here.", "Cree una cuenta o asegure un precio, y su mensaje llegará aquí.";
        mailbox_to: "To", "Para";
        demo_enter: "Look around", "Mirar la demostración";
        demo_enter_text: "The link works once. It signs you in as a made-up person of this demo.", "El enlace sirve una vez. Inicia sesión como una persona inventada de esta demostración.";
        demo_link_used: "Each link works once. The command “sunward demo sign-in” makes a new one.", "Cada enlace sirve una vez. La orden «sunward demo sign-in» crea otro.";
        offline_title: "You are offline", "Está sin conexión";
        offline_text: "This page needs the internet. Nothing you saved is lost.", "Esta página necesita internet. Nada de lo que guardó se ha perdido.";
        offline_retry: "Try again", "Intentar de nuevo";
        footer_about: "Panels on your roof by licensed crews, at a price that anyone can recompute.", "Paneles en su techo por equipos con licencia, a un precio que cualquiera puede volver a calcular.";
        footer_privacy: "Who sees my data", "Quién ve mis datos";
        footer_security: "Security", "Seguridad";
        footer_verify: "Check a receipt", "Comprobar un recibo";
        footer_sample: "Sample company: prices, tariffs and fees are examples.", "Empresa de muestra: precios, tarifas y cargos son ejemplos.";
        chart_month: "Month", "Mes";
        chart_low: "Low", "Bajo";
        chart_likely: "Likely", "Probable";
        chart_high: "High", "Alto";
        chart_show_table: "Show as a table", "Mostrar como tabla";
        chart_months_title: "Energy by month", "Energía por mes";
        chart_unit: "kWh", "kWh";
        plan_title: "Your roof from above", "Su techo desde arriba";
        plan_north: "N", "N";
    }
    with {
        page_title(page, company): "{page} – {company}", "{page} – {company}";
        demo_clock(date): "It is {date}", "Es {date}";
        demo_enter_as(role): "Enter as {role}", "Entrar como {role}";
        demo_next_event(what, date): "Next: {what}, {date}", "Después: {what}, {date}";
        signed_in_as(name, role): "{name}, {role}", "{name}, {role}";
        position_of(n, total): "{n} of {total}", "{n} de {total}";
        updated(time): "Updated {time}", "Actualizado: {time}";
        ago(duration): "{duration} ago", "hace {duration}";
        within(duration): "in {duration}", "en {duration}";
        total_no_extras(price): "{price} total, no extras", "{price} en total, sin cargos adicionales";
        chart_months_caption(year, low, high): "About {year} in a usual year, with a chance of 8 in 10 between {low} and {high}. The line on each bar spreads that range over the months; the weather of a single month varies more.", "Unos {year} en un año normal, con una probabilidad de 8 en 10 entre {low} y {high}. La línea de cada barra reparte ese margen entre los meses; el tiempo de un solo mes varía más.";
        chart_row(month, likely, low, high): "{month}: {likely}, between {low} and {high}", "{month}: {likely}, entre {low} y {high}";
        plan_caption(panels, area): "{panels} on a roof of {area} seen from above. North is up.", "{panels} en un techo de {area} visto desde arriba. El norte está arriba.";
        roof_section(number): "Section {number}", "Sección {number}";
    }
    count {
        panels: "1 panel", "{n} panels", "1 panel", "{n} paneles";
        years: "1 year", "{n} years", "1 año", "{n} años";
        months: "1 month", "{n} months", "1 mes", "{n} meses";
        days: "1 day", "{n} days", "1 día", "{n} días";
        hours: "1 hour", "{n} hours", "1 hora", "{n} horas";
        minutes: "1 minute", "{n} minutes", "1 minuto", "{n} minutos";
        results: "1 result", "{n} results", "1 resultado", "{n} resultados";
        orders: "1 order", "{n} orders", "1 pedido", "{n} pedidos";
        messages: "1 message", "{n} messages", "1 mensaje", "{n} mensajes";
        problems: "There is 1 thing to correct", "There are {n} things to correct", "Hay 1 cosa que corregir", "Hay {n} cosas que corregir";
    }
}

impl Shared {
    /// What somebody is to the company, in a word or two.
    #[must_use]
    pub fn role(&self, role: Role) -> &'static str {
        let (english, spanish) = match role {
            Role::Visitor => ("visitor", "visitante"),
            Role::Customer => ("customer", "cliente"),
            Role::Crew => ("crew", "equipo de instalación"),
            Role::Support => ("support", "atención al cliente"),
            Role::Sales => ("sales", "ventas"),
            Role::Operations => ("operations", "operaciones"),
            Role::Engineer => ("software engineer", "ingeniería de software"),
            Role::Officer => ("security officer", "responsable de seguridad"),
            Role::Head => ("head of engineering", "jefatura de ingeniería"),
            Role::Timer => ("clock", "reloj"),
            Role::Worker => ("background work", "trabajo en segundo plano"),
        };
        super::format::in_language(self.language, english, spanish)
    }
}
