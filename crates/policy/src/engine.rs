//! Cedar, prepared once.

use std::{
    collections::{HashMap, HashSet},
    str::FromStr,
};

use cedar_policy::{
    ActionConstraint, Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request,
    RestrictedExpression, Schema, ValidationMode, Validator,
};

use crate::{Act, Action, Actor, Denied, Env, Permit, Resource};

const SCHEMA: &str = include_str!("../policies/schema.cedarschema");
const POLICIES: &[&str] = &[
    include_str!("../policies/base.cedar"),
    include_str!("../policies/account.cedar"),
    include_str!("../policies/change_request.cedar"),
    include_str!("../policies/company.cedar"),
    include_str!("../policies/estimate.cedar"),
    include_str!("../policies/offer.cedar"),
    include_str!("../policies/order.cedar"),
    include_str!("../policies/quote.cedar"),
];

/// The compiled-in policies cannot be used. Only a wrong build can cause this; the program does not start.
#[derive(Debug, thiserror::Error)]
#[error("policies cannot be loaded: {0}")]
pub struct PolicyError(String);

/// All policies, validated against the schema, one prepared set per action.
#[derive(Debug)]
pub struct Engine {
    env: Env,
    authorizer: Authorizer,
    whole: PolicySet,
    by_action: HashMap<Action, (EntityUid, PolicySet)>,
    actor_type: EntityTypeName,
    schema: Schema,
    hash: [u8; 32],
}

impl Engine {
    /// Loads and validates the compiled-in policies.
    ///
    /// # Errors
    /// A policy that does not parse, or that strict validation refuses.
    pub fn load(env: Env) -> Result<Self, PolicyError> {
        Self::of(env, POLICIES)
    }

    /// Loads other policies than the compiled-in ones, by the same schema and with the same validation: to learn what would be
    /// permitted by them. No [`Permit`] of such an engine is worth anything to a company, whose engine is [`Engine::load`]'s.
    ///
    /// # Errors
    /// A policy that does not parse, or that strict validation refuses.
    pub fn compiled_with(env: Env, further: &str) -> Result<Self, PolicyError> {
        let policies: Vec<&str> = POLICIES.iter().copied().chain([further]).collect();
        Self::of(env, &policies)
    }

    fn of(env: Env, policies: &[&str]) -> Result<Self, PolicyError> {
        let broken = |what: &dyn std::fmt::Display| PolicyError(what.to_string());
        let text = policies.join("\n");
        let whole = PolicySet::from_str(&text).map_err(|e| broken(&e))?;
        let (schema, _) = Schema::from_cedarschema_str(SCHEMA).map_err(|e| broken(&e))?;
        let validation = Validator::new(schema.clone()).validate(&whole, ValidationMode::Strict);
        if let Some(error) = validation.validation_errors().next() {
            return Err(broken(error));
        }
        let action_type = EntityTypeName::from_str("Action").map_err(|e| broken(&e))?;
        let mut by_action = HashMap::new();
        for action in Action::ALL {
            let uid = EntityUid::from_type_name_and_id(action_type.clone(), EntityId::new(action.name()));
            let mut set = PolicySet::new();
            for policy in whole.policies() {
                let applies = match policy.action_constraint() {
                    ActionConstraint::Any => true,
                    ActionConstraint::Eq(one) => one == uid,
                    ActionConstraint::In(many) => many.contains(&uid),
                };
                if applies {
                    set.add(policy.clone()).map_err(|e| broken(&e))?;
                }
            }
            by_action.insert(*action, (uid, set));
        }
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, format!("{SCHEMA}\n{text}").as_bytes());
        let mut hash = [0; 32];
        hash.copy_from_slice(digest.as_ref());
        let actor_type = EntityTypeName::from_str("Actor").map_err(|e| broken(&e))?;
        Ok(Self { env, authorizer: Authorizer::new(), whole, by_action, actor_type, schema, hash })
    }

    /// Where the program runs.
    #[must_use]
    pub fn env(&self) -> Env {
        self.env
    }

    /// SHA-256 of schema and policies.
    #[must_use]
    pub fn policy_hash(&self) -> [u8; 32] {
        self.hash
    }

    /// Asks whether `actor` may do `A` on `resource`.
    ///
    /// # Errors
    /// Policy said no, or could not say yes without a diagnostic.
    pub fn permit<A: Act>(&self, actor: &Actor, resource: Resource) -> Result<Permit<A>, Box<Denied>> {
        if self.allows(A::ACTION, actor, &resource) {
            Ok(Permit::new(actor.clone(), resource, self.hash))
        } else {
            Err(Box::new(Denied { actor: actor.clone(), action: A::ACTION, resource, policy_hash: self.hash }))
        }
    }

    /// The bare answer, for pages that show or hide a control and for the matrix of the tests.
    #[must_use]
    pub fn allows(&self, action: Action, actor: &Actor, resource: &Resource) -> bool {
        self.by_action.get(&action).is_some_and(|(uid, set)| self.ask(uid, set, actor, resource))
    }

    /// The same answer from all policies at once; a test holds it against [`Self::allows`].
    #[must_use]
    pub fn allows_by_all_policies(&self, action: Action, actor: &Actor, resource: &Resource) -> bool {
        self.by_action.get(&action).is_some_and(|(uid, _)| self.ask(uid, &self.whole, actor, resource))
    }

    fn ask(&self, action: &EntityUid, set: &PolicySet, actor: &Actor, resource: &Resource) -> bool {
        self.question(action, actor, resource).is_some_and(|(request, entities)| {
            let response = self.authorizer.is_authorized(&request, set, &entities);
            // INVARIANT: a forbid that errors is skipped by Cedar, so an error is a no.
            response.decision() == Decision::Allow && response.diagnostics().errors().next().is_none()
        })
    }

    fn question(&self, action: &EntityUid, actor: &Actor, resource: &Resource) -> Option<(Request, Entities)> {
        let principal = EntityUid::from_type_name_and_id(self.actor_type.clone(), EntityId::new("self"));
        let resource_type = EntityTypeName::from_str(resource.kind()).ok()?;
        let object = EntityUid::from_type_name_and_id(resource_type, EntityId::new(resource.uuid().simple().to_string()));
        let entities = [
            Entity::new(principal.clone(), actor_attributes(actor), HashSet::new()).ok()?,
            Entity::new(object.clone(), resource_attributes(resource), HashSet::new()).ok()?,
        ];
        let context = Context::from_pairs([("env".to_owned(), text(self.env.name()))]).ok()?;
        // With the schema, an action on a kind of row that it is not for is no question at all, hence a no.
        let request = Request::new(principal, action.clone(), object, context, Some(&self.schema)).ok()?;
        Some((request, Entities::from_entities(entities, None).ok()?))
    }
}

fn text(value: impl ToString) -> RestrictedExpression {
    RestrictedExpression::new_string(value.to_string())
}

fn optional(value: Option<impl ToString>) -> RestrictedExpression {
    text(value.map(|v| v.to_string()).unwrap_or_default())
}

fn actor_attributes(actor: &Actor) -> HashMap<String, RestrictedExpression> {
    HashMap::from([
        ("role".to_owned(), text(actor.role.name())),
        ("active".to_owned(), RestrictedExpression::new_bool(actor.active)),
        ("amr".to_owned(), text(actor.amr.name())),
        ("confirmed".to_owned(), RestrictedExpression::new_bool(actor.confirmed)),
        ("person".to_owned(), optional(actor.person)),
        ("crew".to_owned(), optional(actor.crew)),
        ("account".to_owned(), optional(actor.account)),
    ])
}

fn resource_attributes(resource: &Resource) -> HashMap<String, RestrictedExpression> {
    let owned = |owner: String, crew: RestrictedExpression, on_duty: bool, queued: bool| {
        HashMap::from([
            ("owner".to_owned(), text(owner)),
            ("crew".to_owned(), crew),
            ("crew_on_duty".to_owned(), RestrictedExpression::new_bool(on_duty)),
            ("queued".to_owned(), RestrictedExpression::new_bool(queued)),
        ])
    };
    match resource {
        Resource::Company => HashMap::new(),
        Resource::Estimate { owner, .. } | Resource::Quote { owner, .. } => owned(owner.to_string(), text(""), false, false),
        Resource::Order { owner, crew, crew_on_duty, queued, .. } => owned(owner.to_string(), optional(*crew), *crew_on_duty, *queued),
        Resource::Offer { crew, .. } => HashMap::from([("crew".to_owned(), text(crew))]),
        Resource::ChangeRequest { owner, author, .. } => {
            HashMap::from([("owner".to_owned(), text(owner)), ("author".to_owned(), text(author))])
        }
        Resource::Account { id } => HashMap::from([("account".to_owned(), text(id))]),
    }
}
