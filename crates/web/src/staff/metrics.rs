//! Numbers for sales and the head of engineering. Small groups are not told.

use app::staff::metrics::{self, Told};
use askama::Template;
use axum::extract::State;

use crate::{
    extract::Caller,
    page::{Chrome, Html},
    problem::Problem,
    site::Site,
    text::{Texts, format},
};

#[derive(Template)]
#[template(path = "staff/metrics.html")]
pub(super) struct MetricsPage {
    chrome: Chrome,
    figures: Vec<(&'static str, String)>,
    stages: Vec<(&'static str, String)>,
}

fn told(told: Told, t: &Texts) -> String {
    match told {
        Told::Exactly(count) => format::grouped(count),
        Told::Few => t.staff.sales_suppressed.to_owned(),
    }
}

pub(super) async fn show(State(site): State<Site>, caller: Caller, chrome: Chrome) -> Result<Html<MetricsPage>, Problem> {
    let metrics = metrics::read(site.app(), &caller).await?;
    let t = chrome.t;
    let too_few = || t.staff.sales_suppressed.to_owned();
    let figures = vec![
        (t.staff.sales_quotes, told(metrics.quotes, t)),
        (t.staff.sales_signed, told(metrics.orders, t)),
        (t.staff.sales_average, metrics.mean_price.map_or_else(too_few, format::money_rounded)),
        (t.staff.sales_power, metrics.mean_watts.map_or_else(too_few, format::watts)),
    ];
    Ok(Html(MetricsPage {
        figures,
        stages: metrics.by_stage.into_iter().map(|(stage, count)| (t.order.stage(stage), told(count, t))).collect(),
        chrome: chrome.titled(t.staff.sales_title),
    }))
}
