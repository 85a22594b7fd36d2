//! Pictures of the map as parts of the file, as they stand in every other output.

use super::deck::Image;
use crate::pictures::read;
use tropa_map::document::Map;

/// A picture that can be shown: its number among the deck's images, its sides in pixels, what it shows.
pub(super) struct Picture {
    pub number: usize,
    pub width: f32,
    pub height: f32,
    pub alt: String,
}

/// The bytes of every picture that stands on a slide, with its id and its sides.
pub(super) fn all(map: &Map, grey: bool) -> Vec<(String, Image, (u32, u32))> {
    let logo = map.brand.iter().filter_map(|brand| brand.logo.as_ref());
    let portraits = map.personas.iter().filter_map(|persona| persona.image.as_ref());
    let on_cards = map.cards.iter().filter_map(|card| card.image.as_ref());
    let shown: std::collections::BTreeSet<&String> = logo.chain(portraits).chain(on_cards).collect();
    map.images
        .iter()
        .filter(|image| shown.contains(&image.id))
        .filter_map(|image| {
            let picture = read(&image.bytes, grey).ok()?;
            let sides = (picture.width, picture.height);
            let file = Image {
                extension: picture.kind.extension(),
                bytes: picture.bytes.to_vec(),
            };
            Some((image.id.clone(), file, sides))
        })
        .collect()
}
