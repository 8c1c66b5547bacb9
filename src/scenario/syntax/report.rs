//! The mistakes found while a tree is read as data, and what makes a second try at a struct possible. Reads no values.

use std::cell::{Cell, RefCell};

use super::Flaw;
use super::place::{bytes_of_node, line_of};
use super::problem::{Problem, What, closest, one_of};
use super::tree::{Kind, Node, Tree};
use crate::scenario::diagnostic::cut;

/// Most mistakes that are reported for one file.
pub const MAX_FINDINGS: usize = 200;
/// Most second tries: a file with more than that needs a tree to be mended first.
const MAX_PATCHES: usize = 100;

/// A mistake and the node that it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub flaw: Flaw,
    /// The node.
    pub node: u32,
    /// The field of the node that is missing.
    pub field: Option<&'static str>,
}

/// What makes a struct readable on a second try.
#[derive(Debug, PartialEq, Eq)]
enum Patch {
    /// This field of this node is given as an empty one.
    Give(u32, &'static str),
    /// The field with this name node is passed over.
    Hide(u32),
}

pub(super) struct Context<'c, 'de> {
    pub text: &'de str,
    pub tree: &'c Tree,
    pub suspects: bool,
    /// A map that is taken for an empty one.
    pub known: Option<u32>,
    findings: RefCell<Vec<Finding>>,
    patches: RefCell<Vec<Patch>>,
    patched: Cell<bool>,
    /// Something could not be read since the last time that this was cleared.
    pub lost: Cell<bool>,
}

impl<'c, 'de> Context<'c, 'de> {
    pub fn new(text: &'de str, tree: &'c Tree, suspects: bool) -> Self {
        Self {
            text,
            tree,
            suspects,
            known: None,
            findings: RefCell::default(),
            patches: RefCell::default(),
            patched: Cell::new(false),
            lost: Cell::new(false),
        }
    }

    pub fn into_findings(self) -> Vec<Finding> {
        self.findings.into_inner()
    }

    #[inline]
    pub fn slice(&self, start: u32, end: u32) -> &'de str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    #[inline]
    pub fn whole(&self, node: Node) -> &'de str {
        self.slice(node.start, node.end)
    }

    #[inline]
    pub fn name(&self, node: Node) -> &'de str {
        let name = self.slice(node.start, node.start + node.name_length());
        name.strip_prefix("r#").unwrap_or(name)
    }

    #[inline]
    pub fn hidden(&self, key: u32) -> bool {
        self.patched.get() && self.patches.borrow().contains(&Patch::Hide(key))
    }

    /// The `at`th field that is given to a node although it is not in the file.
    #[inline]
    pub fn given(&self, node: u32, at: usize) -> Option<&'static str> {
        if !self.patched.get() {
            return None;
        }
        let patches = self.patches.borrow();
        let mut names = patches.iter().filter_map(|patch| match patch {
            Patch::Give(owner, name) if *owner == node => Some(*name),
            _ => None,
        });
        names.nth(at)
    }

    /// Notes a problem once.
    #[cold]
    pub fn report(&self, problem: Problem, fallback: u32) {
        if self.findings.borrow().len() >= MAX_FINDINGS {
            return;
        }
        let inner = problem.into_inner();
        let at = inner.node.unwrap_or(fallback);
        let (start, end) = inner.bytes.unwrap_or_else(|| bytes_of_node(self.tree, at));
        let node = self.tree.node(at);
        let mut field = None;
        let (rule, message, help, instead) = match inner.what {
            What::Silent => return,
            What::Said {
                rule,
                message,
                help,
                instead,
            } => (rule, message, help, instead),
            What::Missing(name) => {
                if self.misspelt(at, name) {
                    return;
                }
                field = Some(name);
                let message = format!("found {} without `{name}`", self.describe(node));
                ("missing-field", message, Some(format!("add `{name}: …,`")), None)
            }
            What::Twice(name) => ("duplicate-field", format!("found `{name}` twice"), None, None),
            What::UnknownField { found, expected } => {
                let close = closest(&found, expected);
                let help = match close {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!("the fields here are {}", one_of(expected)),
                };
                (
                    "unknown-field",
                    format!("found an unknown field `{found}`"),
                    Some(help),
                    close.map(str::to_owned),
                )
            }
        };
        let flaw = Flaw {
            rule,
            start,
            end,
            message: cut(message, 300),
            help,
            instead,
        };
        let mut findings = self.findings.borrow_mut();
        let known = |finding: &Finding| finding.flaw == flaw && finding.field == field;
        if !findings.iter().any(known) {
            findings.push(Finding { flaw, node: at, field });
        }
    }

    /// Whether a field of this node was reported as unknown, and this is what it should have been.
    fn misspelt(&self, owner: u32, name: &str) -> bool {
        let range = owner..self.tree.node(owner).next;
        self.findings.borrow().iter().any(|finding| {
            finding.flaw.rule == "unknown-field"
                && finding.flaw.instead.as_deref() == Some(name)
                && range.contains(&finding.node)
                && self.tree.pairs(owner).any(|(key, _)| key == finding.node)
        })
    }

    /// Makes a second try at a struct possible; false if it would end in the same problem.
    #[cold]
    pub fn amend(&self, problem: &Problem) -> bool {
        let inner = problem.inner();
        let Some(node) = inner.node.filter(|_| self.findings.borrow().len() < MAX_FINDINGS) else {
            return false;
        };
        let patch = match inner.what {
            What::Missing(name) => Patch::Give(node, name),
            What::Twice(name) => {
                let same = |key: &u32| self.whole(self.tree.node(*key)) == name && !self.hidden(*key);
                let mut keys = self.tree.pairs(node).map(|(key, _)| key).filter(same);
                let (Some(first), Some(second)) = (keys.next(), keys.next()) else {
                    return false;
                };
                self.report(self.twice("duplicate-field", first, second), second);
                Patch::Hide(second)
            }
            _ => return false,
        };
        let mut patches = self.patches.borrow_mut();
        let new = patches.len() < MAX_PATCHES && !patches.contains(&patch);
        if new {
            patches.push(patch);
        }
        self.patched.set(true);
        new
    }

    /// Says that a name stands at two places.
    #[cold]
    pub fn twice(&self, rule: &'static str, first: u32, second: u32) -> Problem {
        let (before, after) = (self.tree.node(first), self.tree.node(second));
        let name = self.whole(after);
        let (line, again) = (line_of(self.text, before.start), line_of(self.text, after.start));
        let message = format!("found `{name}` on line {line} and again on line {again}");
        Problem::said(rule, second, message).help("only the first is read; rename or remove one of the two")
    }

    /// What a node is, for messages.
    pub fn describe(&self, node: Node) -> String {
        let name = self.name(node);
        match node.kind {
            Kind::List => "a list in `[…]`".to_owned(),
            Kind::Map => "a map in `{…}`".to_owned(),
            Kind::Fields | Kind::Tuple if name.is_empty() => "round brackets `(…)`".to_owned(),
            Kind::Fields | Kind::Tuple => format!("`{}(…)`", cut(name.to_owned(), 40)),
            Kind::Empty => format!("`{}()`", cut(name.to_owned(), 40)),
            Kind::Text | Kind::Escaped | Kind::Raw => format!("the text `{}`", cut(self.whole(node).to_owned(), 40)),
            Kind::Char | Kind::Number | Kind::Word => format!("`{}`", cut(self.whole(node).to_owned(), 40)),
            Kind::Broken => "something that can't be read".to_owned(),
        }
    }
}
