//! How serde walks over the fields, entries, items and variants of a node. Decides nothing about single values.

use std::collections::HashMap;
use std::ops::Range;

use serde::de::{
    self, Deserialize, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, Visitor, value::BorrowedStrDeserializer,
};

use super::decode::{Decoder, STAND_IN};
use super::problem::Problem;
use super::tree::Kind;

/// The named fields of a struct or of a variant.
pub(super) struct FieldAccess<'a, 'c, 'de> {
    owner: Decoder<'a, 'c, 'de>,
    fields: &'static [&'static str],
    /// The name that comes next.
    at: u32,
    end: u32,
    value: u32,
    /// How many fields were given that are not in the file.
    given: usize,
}

enum Name {
    Node(u32),
    Given(&'static str),
}

impl<'a, 'c, 'de> FieldAccess<'a, 'c, 'de> {
    pub fn new(owner: Decoder<'a, 'c, 'de>, fields: &'static [&'static str]) -> Self {
        let end = if owner.stands_in() { 0 } else { owner.here().next };
        let at = if owner.stands_in() { 0 } else { owner.node + 1 };
        Self {
            owner,
            fields,
            at,
            end,
            value: STAND_IN,
            given: 0,
        }
    }

    #[inline]
    fn advance(&mut self) -> Option<Name> {
        let context = self.owner.context;
        while self.at < self.end {
            let key = self.at;
            self.value = context.tree.node(key).next;
            self.at = context.tree.node(self.value).next;
            if !context.hidden(key) {
                return Some(Name::Node(key));
            }
        }
        self.value = STAND_IN;
        let name = if self.owner.stands_in() {
            self.fields.get(self.given).copied()
        } else {
            context.given(self.owner.node, self.given)
        };
        self.given += 1;
        name.map(Name::Given)
    }
}

impl<'de> MapAccess<'de> for FieldAccess<'_, '_, 'de> {
    type Error = Problem;

    #[inline]
    fn next_key<K: Deserialize<'de>>(&mut self) -> Result<Option<K>, Problem> {
        loop {
            let read = match self.advance() {
                None => return Ok(None),
                Some(Name::Given(name)) => return K::deserialize(BorrowedStrDeserializer::new(name)).map(Some),
                Some(Name::Node(key)) => K::deserialize(self.owner.on(key)).map_err(|problem| (key, problem)),
            };
            match read {
                Ok(key) => return Ok(Some(key)),
                Err((key, problem)) => {
                    if self.owner.context.tree.node(key).kind == Kind::Broken {
                        self.owner.context.lost.set(true);
                    } else {
                        self.owner.context.report(problem, key);
                    }
                }
            }
        }
    }

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Problem> {
        match self.advance() {
            None => Ok(None),
            Some(Name::Given(name)) => seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some),
            Some(Name::Node(key)) => seed
                .deserialize(self.owner.on(key))
                .map(Some)
                .map_err(|problem| problem.at(key)),
        }
    }

    #[inline]
    fn next_value<V: Deserialize<'de>>(&mut self) -> Result<V, Problem> {
        self.owner.on(self.value).value()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Problem> {
        seed.deserialize(self.owner.on(self.value))
            .map_err(|problem| problem.at(self.value))
    }
}

/// From this many keys on, a map looks for duplicates by hashing.
const MANY_KEYS: usize = 12;

/// The entries of a map. One that can't be read is reported and left out.
pub(super) struct EntryAccess<'a, 'c, 'de> {
    owner: Decoder<'a, 'c, 'de>,
    at: u32,
    end: u32,
    value: u32,
    /// The keys so far, of a map that has few.
    few: ([u32; MANY_KEYS], usize),
    /// The keys so far, of one that has many. Never has any room in one that has few.
    many: HashMap<&'de str, u32>,
}

impl<'a, 'c, 'de> EntryAccess<'a, 'c, 'de> {
    pub fn new(owner: Decoder<'a, 'c, 'de>) -> Self {
        if owner.stands_in() || owner.context.known == Some(owner.node) {
            Self::between(owner, 0..0, 0)
        } else {
            Self::between(owner, owner.node + 1..owner.here().next, owner.here().extra as usize)
        }
    }

    /// So many entries, of which these are the nodes.
    pub fn between(owner: Decoder<'a, 'c, 'de>, nodes: Range<u32>, count: usize) -> Self {
        let many = HashMap::with_capacity(if count > MANY_KEYS { count } else { 0 });
        Self {
            owner,
            at: nodes.start,
            end: nodes.end,
            value: STAND_IN,
            few: ([STAND_IN; MANY_KEYS], 0),
            many,
        }
    }

    fn advance(&mut self) -> Option<u32> {
        (self.at < self.end).then(|| {
            let key = self.at;
            self.value = self.owner.context.tree.node(key).next;
            self.at = self.owner.context.tree.node(self.value).next;
            key
        })
    }

    /// The same key earlier in this map. Keys are compared as written: ids need no escapes.
    fn seen(&mut self, key: u32) -> Option<u32> {
        let (context, tree) = (self.owner.context, self.owner.context.tree);
        let text = context.whole(tree.node(key));
        if self.many.capacity() > 0 {
            return match self.many.entry(text) {
                std::collections::hash_map::Entry::Occupied(first) => Some(*first.get()),
                std::collections::hash_map::Entry::Vacant(place) => {
                    place.insert(key);
                    None
                }
            };
        }
        let (keys, known) = &mut self.few;
        let mut before = keys.iter().take(*known).copied();
        let first = before.find(|first| context.whole(tree.node(*first)) == text);
        if let (None, Some(place)) = (first, keys.get_mut(*known)) {
            *place = key;
            *known += 1;
        }
        first
    }
}

impl<'de> MapAccess<'de> for EntryAccess<'_, '_, 'de> {
    type Error = Problem;

    fn next_entry<K: Deserialize<'de>, V: Deserialize<'de>>(&mut self) -> Result<Option<(K, V)>, Problem> {
        let context = self.owner.context;
        let lost = context.lost.replace(false);
        while let Some(key) = self.advance() {
            let first = self.seen(key);
            let name = self.owner.on(key).value::<K>()?;
            let value = self.owner.on(self.value).value::<V>()?;
            if let Some(first) = first {
                context.report(context.twice("duplicate-key", first, key), key);
            } else if !context.lost.get() {
                context.lost.set(lost);
                return Ok(Some((name, value)));
            }
            context.lost.set(false);
        }
        context.lost.set(lost);
        Ok(None)
    }

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Problem> {
        match self.advance() {
            None => Ok(None),
            Some(key) => seed
                .deserialize(self.owner.on(key))
                .map(Some)
                .map_err(|problem| problem.at(key)),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Problem> {
        seed.deserialize(self.owner.on(self.value))
            .map_err(|problem| problem.at(self.value))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(if self.owner.stands_in() {
            0
        } else {
            self.owner.here().extra as usize
        })
    }
}

/// The values of a list or of a tuple.
pub(super) struct ItemAccess<'a, 'c, 'de> {
    owner: Decoder<'a, 'c, 'de>,
    at: u32,
    left: usize,
}

impl<'a, 'c, 'de> ItemAccess<'a, 'c, 'de> {
    pub fn new(owner: Decoder<'a, 'c, 'de>, length: usize) -> Self {
        Self {
            owner,
            at: if owner.stands_in() { STAND_IN } else { owner.node + 1 },
            left: length,
        }
    }

    #[inline]
    fn advance(&mut self) -> Option<u32> {
        self.left = self.left.checked_sub(1)?;
        let item = self.at;
        if !self.owner.stands_in() {
            self.at = self.owner.context.tree.node(item).next;
        }
        Some(item)
    }
}

impl<'de> SeqAccess<'de> for ItemAccess<'_, '_, 'de> {
    type Error = Problem;

    #[inline]
    fn next_element<T: Deserialize<'de>>(&mut self) -> Result<Option<T>, Problem> {
        match self.advance() {
            Some(item) => self.owner.on(item).value().map(Some),
            None => Ok(None),
        }
    }

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Problem> {
        match self.advance() {
            Some(item) => seed
                .deserialize(self.owner.on(item))
                .map(Some)
                .map_err(|problem| problem.at(item)),
            None => Ok(None),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

/// An enum whose first variant is left out in the file: the node is what that variant holds.
pub(super) struct PlainAccess<'a, 'c, 'de> {
    pub payload: Decoder<'a, 'c, 'de>,
}

impl<'a, 'c, 'de> EnumAccess<'de> for PlainAccess<'a, 'c, 'de> {
    type Error = Problem;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Problem> {
        let variant = seed.deserialize(BorrowedStrDeserializer::<Problem>::new("Plain"))?;
        Ok((variant, self))
    }
}

impl<'de> de::VariantAccess<'de> for PlainAccess<'_, '_, 'de> {
    type Error = Problem;

    fn unit_variant(self) -> Result<(), Problem> {
        Ok(())
    }

    #[inline]
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Problem> {
        seed.deserialize(self.payload)
            .map_err(|problem| problem.at(self.payload.node))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Problem> {
        self.payload.tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Problem> {
        self.payload.fields(fields, visitor)
    }
}

/// A variant by its name.
pub(super) struct VariantAccess<'a, 'c, 'de> {
    pub owner: Decoder<'a, 'c, 'de>,
    pub name: &'de str,
}

impl<'a, 'c, 'de> EnumAccess<'de> for VariantAccess<'a, 'c, 'de> {
    type Error = Problem;
    type Variant = Self;

    #[inline]
    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Problem> {
        let variant = seed.deserialize(BorrowedStrDeserializer::<Problem>::new(self.name))?;
        Ok((variant, self))
    }
}

impl<'de> de::VariantAccess<'de> for VariantAccess<'_, '_, 'de> {
    type Error = Problem;

    fn unit_variant(self) -> Result<(), Problem> {
        if self.owner.stands_in() || self.owner.here().kind == Kind::Word {
            return Ok(());
        }
        self.owner.wrong(&format!("`{}` without brackets", self.name))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Problem> {
        if self.owner.stands_in() {
            return seed.deserialize(self.owner);
        }
        if self.owner.here().kind != Kind::Tuple || self.owner.context.tree.children(self.owner.node).count() != 1 {
            return self.owner.wrong(&format!("`{}(…)` with one value", self.name));
        }
        let inside = self.owner.node + 1;
        seed.deserialize(self.owner.on(inside))
            .map_err(|problem| problem.at(inside))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Problem> {
        if !self.owner.stands_in() && !matches!(self.owner.here().kind, Kind::Tuple | Kind::Empty) {
            return self.owner.wrong(&format!("`{}(…)` with {length} values", self.name));
        }
        self.owner.tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Problem> {
        if !self.owner.stands_in() && !matches!(self.owner.here().kind, Kind::Fields | Kind::Empty) {
            let first = fields.first().copied().unwrap_or_default();
            return self
                .owner
                .wrong(&format!("`{}({first}: …)` with named fields", self.name));
        }
        self.owner.fields(fields, visitor)
    }
}
