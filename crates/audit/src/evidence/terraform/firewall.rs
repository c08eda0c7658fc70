//! Rules of security groups.

use super::{Block, Section};

/// A rule that is open to the whole internet.
#[derive(Clone, Debug)]
pub struct OpenRule {
    /// The line of its range.
    pub line: usize,
    /// The first and the last port; none when they cannot be known.
    pub ports: Option<(f64, f64)>,
    /// The rule in one line.
    pub quoted: String,
}

/// The types that hold rules.
pub const RULE_TYPES: [&str; 5] = [
    "aws_security_group",
    "aws_default_security_group",
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
];

impl Block {
    /// The rules for incoming, or for outgoing traffic that name the whole internet.
    #[must_use]
    pub fn open_rules(&self, incoming: bool) -> Vec<OpenRule> {
        let word = if incoming { "ingress" } else { "egress" };
        let sections: Vec<Section> = match self.kind() {
            "aws_security_group_rule" if self.section.text("type") == Some(word) => vec![self.section.clone()],
            "aws_vpc_security_group_ingress_rule" if incoming => vec![self.section.clone()],
            "aws_vpc_security_group_egress_rule" if !incoming => vec![self.section.clone()],
            "aws_security_group" | "aws_default_security_group" => self.section.blocks(word),
            _ => Vec::new(),
        };
        sections.iter().filter_map(|section| open(section, word)).collect()
    }
}

fn open(section: &Section, word: &str) -> Option<OpenRule> {
    let keys = ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"];
    let is_world = |range: &&str| matches!(*range, "0.0.0.0/0" | "::/0" | "0000::/0");
    let key = keys.iter().find(|key| section.texts(key).iter().any(is_world))?;
    let protocol = section.get("protocol").or_else(|| section.get("ip_protocol"));
    let every = protocol.is_some_and(|setting| matches!(setting.value.text(), Some("-1" | "all")) || setting.value.number() == Some(-1.0));
    let ports = match (section.number("from_port"), section.number("to_port")) {
        _ if every => Some((0.0, 65535.0)),
        (Some(from), Some(to)) => Some((from, to)),
        _ => None,
    };
    let quoted = ports.map_or_else(|| "?".to_owned(), |(from, to)| if from == to { from.to_string() } else { format!("{from}-{to}") });
    Some(OpenRule { line: section.line_of(key), ports, quoted: format!("{word} {} ports {quoted}", section.texts(key).join(", ")) })
}
