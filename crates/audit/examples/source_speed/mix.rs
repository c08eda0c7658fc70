//! A tree of mixed source, always the same: Python, JavaScript, TypeScript with JSX and Rust by turns.
//!
//! Of four blocks two are handlers of requests, one is a model and one a calculation; every two-hundredth handler has an
//! injection in it. So every file holds words that checks wait for and must be parsed: real trees have some that need not.

use std::{fs, io, path::Path};

/// A handler in each language, with a number so that no two are alike.
fn handler(language: usize, at: usize) -> String {
    match language {
        0 => format!(
            "@router.get(\"/orders{at}/{{order_id}}\")\nasync def order_{at}(order_id: int, city: str = \"\", db: Session = Depends(get_db)):\n    \"\"\"One order.\"\"\"\n    query = select(Order).where(Order.id == order_id, Order.city == city)\n    rows = (await db.execute(query)).scalars().all()\n    if not rows:\n        raise HTTPException(status_code=404, detail=\"not found\")\n    total = sum(row.price * {at} for row in rows if row.active)\n    logger.info(\"orders of %s: %d\", city, len(rows))\n    return {{\"id\": order_id, \"total\": total, \"items\": [row.as_dict() for row in rows]}}\n\n"
        ),
        1 => format!(
            "router.get('/orders{at}/:id', async (req, res, next) => {{\n  const {{ id }} = req.params;\n  const order = await Order.findOne({{ where: {{ id: Number(id), city: req.query.city }} }});\n  if (!order) return res.status(404).json({{ error: 'not found' }});\n  const total = order.items.filter((item) => item.active).reduce((sum, item) => sum + item.price * {at}, 0);\n  res.json({{ id, total, items: order.items.map((item) => ({{ name: item.name, price: item.price }})) }});\n}});\n\n"
        ),
        2 => format!(
            "export function Order{at}({{ order, onChange }}: {{ order: Order; onChange: (order: Order) => void }}) {{\n  const [open, setOpen] = useState(false);\n  const total = useMemo(() => order.items.reduce((sum, item) => sum + item.price, {at}), [order]);\n  return (\n    <section className=\"order\" onClick={{() => setOpen(!open)}}>\n      <h2>{{order.name}}</h2>\n      <a href={{`/orders/${{order.id}}`}}>Total {{total}}</a>\n      {{open && <ul>{{order.items.map((item) => <li key={{item.id}}>{{item.name}}</li>)}}</ul>}}\n    </section>\n  );\n}}\n\n"
        ),
        _ => format!(
            "/// One order.\npub async fn order_{at}(Path(id): Path<u64>, State(store): State<Store>) -> Result<Json<Order>, Problem> {{\n    let order = sqlx::query_as::<_, Order>(\"SELECT * FROM orders WHERE id = ?\").bind(id).fetch_optional(&store.pool).await?;\n    let Some(order) = order else {{ return Err(Problem::not_found()) }};\n    let total: u64 = order.items.iter().filter(|item| item.active).map(|item| item.price * {at}).sum();\n    tracing::info!(id, total, \"order read\");\n    Ok(Json(order.with_total(total)))\n}}\n\n"
        ),
    }
}

/// The same handler, asking the database with what it was sent.
fn unsound(language: usize, at: usize) -> String {
    match language {
        0 => format!(
            "@router.get(\"/search{at}\")\nasync def search_{at}(city: str, db: Session = Depends(get_db)):\n    return db.execute(text(f\"SELECT * FROM orders WHERE city = '{{city}}'\")).all()\n\n"
        ),
        1 => format!(
            "router.get('/search{at}', async (req, res) => {{\n  res.json(await db.query(`SELECT * FROM orders WHERE city = '${{req.query.city}}'`));\n}});\n\n"
        ),
        2 => format!(
            "export function Note{at}({{ searchParams }}: {{ searchParams: {{ q: string }} }}) {{\n  return <p dangerouslySetInnerHTML={{{{ __html: searchParams.q }}}} />;\n}}\n\n"
        ),
        _ => format!(
            "pub async fn search_{at}(Query(asked): Query<Asked>, State(store): State<Store>) -> Result<Json<Vec<Order>>, Problem> {{\n    Ok(Json(sqlx::query_as(&format!(\"SELECT * FROM orders WHERE city = '{{}}'\", asked.city)).fetch_all(&store.pool).await?))\n}}\n\n"
        ),
    }
}

/// What an order is.
fn model(language: usize, at: usize) -> String {
    match language {
        0 => format!(
            "class Order{at}(BaseModel):\n    \"\"\"An order as it is shown.\"\"\"\n\n    id: int\n    city: str = Field(min_length=1, max_length=80)\n    placed_at: datetime | None = None\n    items: list[Item] = Field(default_factory=list)\n\n    model_config = ConfigDict(from_attributes=True, frozen=True)\n\n"
        ),
        1 => format!(
            "class Order{at} {{\n  constructor(id, city, items = []) {{\n    this.id = id;\n    this.city = city;\n    this.items = items;\n  }}\n\n  // What the items come to, without tax.\n  get total() {{\n    return this.items.reduce((sum, item) => sum + item.price, 0);\n  }}\n}}\n\n"
        ),
        2 => format!(
            "export interface Order{at} {{\n  readonly id: number;\n  city: string;\n  placedAt?: Date;\n  items: ReadonlyArray<{{ name: string; price: number; active: boolean }}>;\n}}\n\nexport type Order{at}Key = keyof Order{at};\n\n"
        ),
        _ => format!(
            "/// An order as it is shown.\n#[derive(Clone, Debug, PartialEq, Eq)]\npub struct Order{at} {{\n    pub id: u64,\n    pub city: String,\n    pub items: Vec<Item>,\n}}\n\nimpl Order{at} {{\n    /// What the items come to, without tax.\n    #[must_use]\n    pub fn total(&self) -> u64 {{\n        self.items.iter().map(|item| item.price).sum()\n    }}\n}}\n\n"
        ),
    }
}

/// A calculation over numbers.
fn calculation(language: usize, at: usize) -> String {
    match language {
        0 => format!(
            "def yield_{at}(hours: list[float], tilt: float = 0.35) -> float:\n    best = 0.0\n    for hour, light in enumerate(hours):\n        angle = math.cos(tilt) * math.sin(hour * {at} / 24)\n        if angle <= 0:\n            continue\n        best += light * angle\n    return round(best, 3)\n\n"
        ),
        1 => format!(
            "function yield{at}(hours, tilt = 0.35) {{\n  let best = 0;\n  for (let hour = 0; hour < hours.length; hour += 1) {{\n    const angle = Math.cos(tilt) * Math.sin((hour * {at}) / 24);\n    if (angle <= 0) continue;\n    best += hours[hour] * angle;\n  }}\n  return Math.round(best * 1000) / 1000;\n}}\n\n"
        ),
        2 => format!(
            "export const yield{at} = (hours: readonly number[], tilt = 0.35): number => {{\n  let best = 0;\n  hours.forEach((light, hour) => {{\n    const angle = Math.cos(tilt) * Math.sin((hour * {at}) / 24);\n    best += angle > 0 ? light * angle : 0;\n  }});\n  return Math.round(best * 1000) / 1000;\n}};\n\n"
        ),
        _ => format!(
            "fn yield_{at}(hours: &[f64], tilt: f64) -> f64 {{\n    let mut best = 0.0;\n    for (hour, light) in hours.iter().enumerate() {{\n        let angle = tilt.cos() * (hour as f64 * {at}.0 / 24.0).sin();\n        if angle <= 0.0 {{\n            continue;\n        }}\n        best += light * angle;\n    }}\n    best\n}}\n\n"
        ),
    }
}

/// A block, with a number so that no two are alike.
fn block(language: usize, at: usize) -> String {
    match at % 4 {
        1 => model(language, at),
        3 => calculation(language, at),
        _ if at.is_multiple_of(400) => unsound(language, at),
        _ => handler(language, at),
    }
}

/// Files of about four hundred lines, one after the other in each language.
pub(crate) fn write_tree(root: &Path, lines: usize) -> io::Result<()> {
    let ends = ["py", "js", "tsx", "rs"];
    let (mut written, mut file, mut at) = (0, 0, 0);
    while written < lines {
        let language = file % ends.len();
        let mut text = match language {
            0 => String::from(
                "import logging\nfrom fastapi import APIRouter, Depends, HTTPException\n\nlogger = logging.getLogger(__name__)\nrouter = APIRouter()\n\n",
            ),
            1 => String::from("const express = require('express');\nconst router = express.Router();\n\n"),
            2 => String::from("import { useMemo, useState } from 'react';\n\n"),
            _ => String::from("use axum::{Json, extract::{Path, State}};\n\n"),
        };
        while text.len() < 16_000 {
            text.push_str(&block(language, at));
            at += 1;
        }
        let folder = root.join(format!("part{}", file / 100));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("file{file}.{}", ends.get(language).copied().unwrap_or("rs"))), &text)?;
        written += text.lines().count();
        file += 1;
    }
    Ok(())
}
