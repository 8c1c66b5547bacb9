//! The findings that a vignette says are meant: `allow`.

use super::rule::{Group, Rule};
use super::{RULES, rules};
use crate::scenario::diagnostic::{Diagnostic, Pointer};
use crate::scenario::model::{Allow, Scenario};
use crate::scenario::named::Slip;
use crate::scenario::nearest::nearest;

/// A finding that a vignette allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// The author's reason.
    pub because: String,
    /// Which of the vignette's allowances it is.
    pub number: usize,
}

/// Takes the findings that are allowed out of the list. An allowance that names no reason allows nothing.
pub fn take(scenario: &Scenario, findings: &mut Vec<Diagnostic>) -> Vec<Allowed> {
    let mut allowed = Vec::new();
    if scenario.allow.is_empty() {
        return allowed;
    }
    findings.retain(|found| {
        let reason = scenario
            .allow
            .iter()
            .enumerate()
            .find(|(_, allow)| is_usable(allow) && covers(allow, found));
        allowed.extend(reason.map(|(number, allow)| Allowed {
            diagnostic: found.clone(),
            because: allow.because.clone(),
            number,
        }));
        reason.is_none()
    });
    allowed
}

/// What is wrong with the allowances themselves. `ran`: whether a rule was run at all, so that an allowance for it can be called idle.
pub fn examine(scenario: &Scenario, allowed: &[Allowed], ran: impl Fn(&Rule) -> bool, findings: &mut Vec<Diagnostic>) {
    for (at, allow) in scenario.allow.iter().enumerate() {
        let place = Pointer::root().field("allow").index(at);
        let rule = RULES.iter().find(|rule| rule.name == allow.rule);
        if allow.because.trim().is_empty() {
            let message = format!("`{}` is allowed without a reason", allow.rule);
            findings.push(rules::allow_without_reason::RULE.finding(place.clone().field("because"), message));
        }
        match rule {
            None => {
                let message = format!("no rule is called `{}`", allow.rule);
                let near = nearest(&allow.rule, RULES.iter().map(|rule| rule.name));
                let mut found = rules::allow_of_unknown_rule::RULE.finding(place.field("rule"), message);
                if let Some(near) = near {
                    found.propose(Slip {
                        named: None,
                        written: allow.rule.clone(),
                        meant: near.to_owned(),
                    });
                }
                findings.push(found);
            }
            Some(rule) if !can_be_allowed(rule) => {
                let message = format!("`{}` can’t be allowed: the vignette can’t be played with it", rule.name);
                findings.push(rules::allow_of_nothing::RULE.finding(place.field("rule"), message));
            }
            Some(rule)
                if ran(rule) && !allowed.iter().any(|one| covers(allow, &one.diagnostic)) && is_usable(allow) =>
            {
                let message = match &allow.at {
                    Some(at) => format!("`{}` finds nothing at `{at}`", rule.name),
                    None => format!("`{}` finds nothing in this vignette", rule.name),
                };
                findings.push(rules::allow_of_nothing::RULE.finding(place, message));
            }
            Some(_) => {}
        }
    }
}

fn is_usable(allow: &Allow) -> bool {
    let rule = RULES.iter().find(|rule| rule.name == allow.rule);
    !allow.because.trim().is_empty() && rule.is_some_and(|rule| can_be_allowed(rule))
}

fn can_be_allowed(rule: &Rule) -> bool {
    !rule.is_required() && rule.group != Group::Allowing
}

/// Whether an allowance is about a finding.
pub fn covers(allow: &Allow, found: &Diagnostic) -> bool {
    let path = &found.location.path;
    let place = path.statement_id().or(path.ending_id());
    allow.rule == found.rule
        && match allow.at.as_deref().map(|at| {
            at.split_once('/')
                .map_or((at, None), |(at, response)| (at, Some(response)))
        }) {
            None => true,
            Some((at, None)) => place == Some(at),
            Some((at, response)) => place == Some(at) && path.response_id() == response,
        }
}
