use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Observations, Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-crew-booked-twice",
    title: Words {
        en: "Crews of Sunward are booked for days that are not theirs alone",
        es: "Cuadrillas de Sunward están reservadas en días que no son solo suyos",
    },
    done: Words {
        en: "Every order that is still to be installed: the days of its crew are there for it, from its date on, as many as the work takes. A day of a crew is one row, so an order without its days shares them.",
        es: "Cada pedido que falta por instalar: los días de su cuadrilla están reservados para él, desde su fecha y tantos como dura el trabajo. Un día de una cuadrilla es una sola fila; un pedido sin sus días los comparte.",
    },
    why: Words {
        en: "Two customers wait for one crew. Where that can be provoked, a competitor books the company out.",
        es: "Dos clientes esperan a una sola cuadrilla. Si se puede provocar, un competidor bloquea la empresa.",
    },
    fix: Words {
        en: "Find the orders, book their days anew with operations, and close the way by which the days were lost.",
        es: "Buscar los pedidos, reservar de nuevo sus días con operaciones y cerrar la vía por la que se perdieron.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 0, of_2021: 4, of_2025: 6 },
    cwe: &[362, 841],
    asvs: &["V2.3.4"],
    controls: &["SC-030"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[("house.json", r#"{"data": {"booked": 4, "double_booked": 1}}"#)],
        green: &[("house.json", r#"{"data": {"booked": 4}}"#)],
    },
};

const NONE: Words = Words { en: "because no order waits for its installation", es: "porque ningún pedido espera su instalación" };

fn look(house: &House) -> Verdict {
    let Some(data) = house.data.as_ref().filter(|data| data.booked > 0) else { return Verdict::NotTested(NONE.into()) };
    let mut seen = Observations::new();
    if data.double_booked > 0 {
        seen.variable("crew_day", &format!("{} of {} orders lack days of their crew", data.double_booked, data.booked));
    }
    Verdict::of(seen)
}
