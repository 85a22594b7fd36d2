//! Words that name an option of a drawing: read, refused and described in the API by the list the drawing itself keeps.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use tropa_render::{Layout, Paper, Theme};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};

/// An option that has a word for each of its values.
pub trait Worded: Sized {
    fn of(word: &str) -> Option<Self>;
    fn words() -> Vec<&'static str>;
}

impl Worded for Layout {
    fn of(word: &str) -> Option<Self> {
        Self::of(word)
    }

    fn words() -> Vec<&'static str> {
        Self::ALL.iter().map(|layout| layout.word()).collect()
    }
}

impl Worded for Theme {
    fn of(word: &str) -> Option<Self> {
        Self::of(word)
    }

    fn words() -> Vec<&'static str> {
        Self::ALL.iter().map(|theme| theme.word()).collect()
    }
}

impl Worded for Paper {
    fn of(word: &str) -> Option<Self> {
        Self::of(word)
    }

    fn words() -> Vec<&'static str> {
        Self::WORDS.to_vec()
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Word<T>(pub T);

impl<'de, T: Worded> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        let known = || T::words().join(", ");
        T::of(&word)
            .map(Self)
            .ok_or_else(|| D::Error::custom(format!("unknown word `{word}`, expected one of {}", known())))
    }
}

pub fn themes() -> RefOr<Schema> {
    schema::<Theme>()
}

pub fn layouts() -> RefOr<Schema> {
    schema::<Layout>()
}

pub fn papers() -> RefOr<Schema> {
    schema::<Paper>()
}

fn schema<T: Worded>() -> RefOr<Schema> {
    let object = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
    RefOr::T(Schema::Object(object.enum_values(Some(T::words())).build()))
}
