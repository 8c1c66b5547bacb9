//! A value that may depend on the state of the session.

use serde::{Deserialize, Serialize, Serializer};

use super::condition::Condition;

/// One case of a [`Varied`] value or of a conditional target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case<T> {
    /// When this case applies.
    pub when: Condition,
    /// What it gives.
    pub then: T,
}

/// Either one plain value, written bare, or `Vary(cases: […], otherwise: …)`: the first case that holds, or the last value.
///
/// The first variant's name is the signal to our reader ([`crate::scenario::syntax`]) that it may be left out in the file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub enum Varied<T> {
    /// The same in every state. Written without its name.
    Plain(T),
    /// By state.
    #[serde(rename = "Vary")]
    Vary {
        /// Tried in order.
        cases: Vec<Case<T>>,
        /// Taken when no case holds.
        otherwise: T,
    },
}

impl<T> Varied<T> {
    /// The values in case order, the last one being `otherwise` or the plain value.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        let (cases, last) = match self {
            Self::Plain(value) => (&[][..], value),
            Self::Vary { cases, otherwise } => (cases.as_slice(), otherwise),
        };
        cases.iter().map(|case| &case.then).chain(std::iter::once(last))
    }

    /// The value of a case index; an index past the cases is `otherwise`.
    pub fn value(&self, case: usize) -> &T {
        match self {
            Self::Plain(value) => value,
            Self::Vary { cases, otherwise } => cases.get(case).map_or(otherwise, |case| &case.then),
        }
    }
}

impl<T> From<T> for Varied<T> {
    fn from(value: T) -> Self {
        Self::Plain(value)
    }
}

impl<T: Serialize> Serialize for Varied<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStructVariant;
        match self {
            Self::Plain(value) => value.serialize(serializer),
            Self::Vary { cases, otherwise } => {
                let mut variant = serializer.serialize_struct_variant("Varied", 1, "Vary", 2)?;
                variant.serialize_field("cases", cases)?;
                variant.serialize_field("otherwise", otherwise)?;
                variant.end()
            }
        }
    }
}
