//! In which order the fields of a part stand: the order of the model, asked of the model itself.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use crate::scenario::diagnostic::{Pointer, Step};
use crate::scenario::map::{Frame, Map, Note};
use crate::scenario::model::{
    Act, Alliance, Allow, Band, Belief, Client, Contract, Ending, Next, Portrait, Response, Scenario, Setting,
    Statement, Strain, Variable, Way,
};
use crate::scenario::varied::{Case, Varied};

/// The fields of the part that a pointer leads to, in the order in which they are written. `name` is what stands before its brackets.
/// Empty for a part without fields.
pub(super) fn fields_at(pointer: &Pointer, name: &str) -> &'static [&'static str] {
    let steps = pointer.steps();
    let field = |at: usize| match steps.len().checked_sub(at).and_then(|at| steps.get(at)) {
        Some(Step::Field(name)) => name.as_ref(),
        _ => "",
    };
    match (steps.last(), name) {
        (_, "Vary") => fields_of_variant::<Varied<u8>>("Vary"),
        (None, _) => fields_of::<Scenario>(),
        (Some(Step::Key(_)), _) => match field(2) {
            "statements" => fields_of::<Statement>(),
            "responses" => fields_of::<Response>(),
            "endings" => fields_of::<Ending>(),
            "beliefs" => fields_of::<Belief>(),
            "variables" => fields_of_variant::<Variable>("Counter"),
            _ => &[],
        },
        (Some(Step::Index(_)), _) => match field(2) {
            "bands" => fields_of::<Band>(),
            "cases" => fields_of::<Case<u8>>(),
            "next" => fields_of::<Way>(),
            "allow" => fields_of::<Allow>(),
            "frames" => fields_of::<Frame>(),
            "notes" => fields_of::<Note>(),
            _ => &[],
        },
        (Some(Step::Field(_)), _) => match field(1) {
            "contract" => fields_of::<Contract>(),
            "setting" => fields_of::<Setting>(),
            "client" => fields_of::<Client>(),
            "portrait" => fields_of::<Portrait>(),
            "alliance" => fields_of::<Alliance>(),
            "strain" => fields_of::<Strain>(),
            "map" => fields_of::<Map>(),
            "act" => fields_of_variant::<Act>("Silence"),
            "next" => fields_of_variant::<Next>("First"),
            _ => &[],
        },
    }
}

fn fields_of<T: for<'de> Deserialize<'de>>() -> &'static [&'static str] {
    fields_by::<T>(None)
}

fn fields_of_variant<T: for<'de> Deserialize<'de>>(name: &'static str) -> &'static [&'static str] {
    fields_by::<T>(Some(name))
}

fn fields_by<T: for<'de> Deserialize<'de>>(variant: Option<&'static str>) -> &'static [&'static str] {
    match T::deserialize(Asked { variant }) {
        Err(Answer(fields)) => fields,
        Ok(_) => &[],
    }
}

/// A deserializer that has no data: it notes which fields are asked for, and stops there.
struct Asked {
    variant: Option<&'static str>,
}

/// What was asked for.
#[derive(Debug)]
struct Answer(&'static [&'static str]);

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Answer {}

impl de::Error for Answer {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(&[])
    }
}

impl<'de> Deserializer<'de> for Asked {
    type Error = Answer;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Answer> {
        Err(Answer(&[]))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Answer> {
        Err(Answer(fields))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Answer> {
        visitor.visit_enum(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq
        tuple tuple_struct map identifier ignored_any
    }
}

impl<'de> de::EnumAccess<'de> for Asked {
    type Error = Answer;
    type Variant = Self;

    fn variant_seed<V: de::DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Answer> {
        let name = self.variant.unwrap_or_default();
        let value = seed.deserialize(de::value::StrDeserializer::<Answer>::new(name))?;
        Ok((value, self))
    }
}

impl<'de> de::VariantAccess<'de> for Asked {
    type Error = Answer;

    fn unit_variant(self) -> Result<(), Answer> {
        Err(Answer(&[]))
    }

    fn newtype_variant_seed<T: de::DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Answer> {
        Err(Answer(&[]))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Answer> {
        Err(Answer(&[]))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], _: V) -> Result<V::Value, Answer> {
        Err(Answer(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_tells_its_fields() {
        #[track_caller]
        fn check(pointer: Pointer, name: &str, first: &[&str]) {
            let fields = fields_at(&pointer, name);
            assert_eq!(
                fields.iter().take(first.len()).copied().collect::<Vec<_>>(),
                first,
                "{pointer}"
            );
        }
        let root = Pointer::root;
        let response = || root().statement("a").response("b");
        check(root(), "Scenario", &["format", "id", "title"]);
        check(root().statement("a"), "Statement", &["scene", "cue", "affect"]);
        check(response(), "", &["act", "when", "quality"]);
        check(response().field("act"), "Silence", &["does", "bands"]);
        check(
            response().field("act").field("bands").index(0),
            "Band",
            &["from_s", "quality"],
        );
        check(response().field("next"), "First", &["cases", "otherwise"]);
        check(response().field("next").index(0), "Way", &["weight", "to"]);
        check(response().field("next").field("cases").index(0), "", &["when", "then"]);
        check(response().field("feedback"), "Vary", &["cases", "otherwise"]);
        check(root().variable("v"), "Counter", &["start", "min", "max"]);
        check(root().belief("v"), "Belief", &["text", "held"]);
        check(root().statement("a").field("strain"), "Strain", &["kind", "marker"]);
        check(root().field("allow").index(2), "Allow", &["rule", "at"]);
        check(root().field("map"), "Map", &["pins", "frames", "notes"]);
        check(root().field("map").field("notes").index(0), "Note", &["text", "at"]);
    }
}
