//! Map files are read with limits and clear errors.

use crate::document::Map;
use crate::form::Form;
use crate::newer;
use crate::tree::{self, Mark, Node};
use crate::walk::Words;
use serde::Deserialize;

/// The largest a map file may be. A map of 100 steps × 30 lanes with 6,000 cards is about 8 MB.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub bytes_max: usize,
    /// Objects and lists inside each other.
    pub depth_max: usize,
    /// Single values, lists and objects of the whole file: what is kept without being understood costs memory too.
    pub values_max: usize,
    /// Characters of one text.
    pub text_chars_max: usize,
    pub stages_max: usize,
    /// On the whole map.
    pub steps_max: usize,
    pub lanes_max: usize,
    pub cards_max: usize,
    pub channels_max: usize,
    pub paths_max: usize,
    /// Steps of one path.
    pub path_steps_max: usize,
    pub personas_max: usize,
    pub items_max: usize,
    pub moves_max: usize,
    pub links_max: usize,
    pub images_max: usize,
    pub comments_max: usize,
    /// Ids that were merged or split away.
    pub former_max: usize,
}

impl Limits {
    /// Ten times what a normal large map needs, and still drawn in seconds on one core.
    pub const DEFAULT: Self = Self {
        bytes_max: 64 << 20,
        depth_max: 32,
        values_max: 4_000_000,
        text_chars_max: 20_000,
        stages_max: 200,
        steps_max: 1_000,
        lanes_max: 100,
        cards_max: 50_000,
        channels_max: 1_000,
        paths_max: 500,
        path_steps_max: 1_000,
        personas_max: 100,
        items_max: 10_000,
        moves_max: 10_000,
        links_max: 1_000,
        images_max: 500,
        comments_max: 50_000,
        former_max: 100_000,
    };
}

/// Why a text is not a map. `place` reads like `cards[12].metric.value`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    #[error("the file has {bytes} bytes; a map may have at most {max}")]
    TooLarge { bytes: usize, max: usize },
    #[error("line {line}, column {column}: objects and lists are nested deeper than {max} levels")]
    TooDeep { line: usize, column: usize, max: usize },
    #[error("line {line}, column {column}: this is not JSON: {reason}")]
    NotJson {
        line: usize,
        column: usize,
        reason: String,
    },
    #[error("line {line}, column {column}: this is not YAML as maps use it: {reason}")]
    NotYaml {
        line: usize,
        column: usize,
        reason: String,
    },
    #[error("this text is in no encoding a map is written in: byte {at} is not UTF-8")]
    NotText { at: usize },
    #[error("this is not a Tropa map: `format` is {found}, expected \"tropa.map\"")]
    NotAMap { found: String },
    #[error(
        "the map is written in version {found} of the format; this program reads up to {}: use a newer one",
        crate::VERSION
    )]
    Newer { found: u64 },
    #[error("line {line}, column {column}, at `{place}`: {reason}")]
    Wrong {
        place: String,
        line: usize,
        column: usize,
        reason: String,
    },
    #[error("`{place}` has {found} {what}; at most {max} are allowed")]
    TooMany {
        place: String,
        what: &'static str,
        found: usize,
        max: usize,
    },
}

/// A map from the text of a file, JSON or YAML.
///
/// Fields this version does not know are kept and written back. References and ranges are not checked here: see
/// [`crate::validate`], so that a map with a mistake can still be opened and mended.
pub fn parse(text: &str) -> Result<Map, MapError> {
    read(text, None)
}

/// [`parse`] from bytes. `form` is what the file's name says; without it the text decides.
pub fn read_bytes(bytes: &[u8], form: Option<Form>) -> Result<Map, MapError> {
    let limits = &Limits::DEFAULT;
    if bytes.len() > limits.bytes_max {
        return Err(too_large(bytes.len(), limits));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| MapError::NotText {
        at: error.valid_up_to(),
    })?;
    read(text, form)
}

/// [`parse`] where the form is known.
pub fn read(text: &str, form: Option<Form>) -> Result<Map, MapError> {
    read_within(text, form, &Limits::DEFAULT)
}

/// [`read`] with limits of the caller's choice.
pub(crate) fn read_within(text: &str, form: Option<Form>, limits: &Limits) -> Result<Map, MapError> {
    if text.len() > limits.bytes_max {
        return Err(too_large(text.len(), limits));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let map = match form.unwrap_or_else(|| Form::of_text(text)) {
        Form::Json => read_json(text, limits)?,
        Form::Yaml => read_yaml(text, limits)?,
    };
    check_sizes(&map, limits)?;
    Ok(map)
}

fn too_large(bytes: usize, limits: &Limits) -> MapError {
    MapError::TooLarge {
        bytes,
        max: limits.bytes_max,
    }
}

fn read_json(text: &str, limits: &Limits) -> Result<Map, MapError> {
    check_shape(text, limits)?;
    let head: Head = serde_json::from_str(text).map_err(|error| match error.is_data() {
        true => MapError::NotAMap {
            found: "missing".to_owned(),
        },
        false => not_json(error),
    })?;
    let version = check_head(&head)?;
    if version < u64::from(crate::VERSION) {
        let mut document: serde_json::Value = serde_json::from_str(text).map_err(not_json)?;
        crate::migrate::up(&mut document, version);
        // What was moved has no line any more; what stayed is looked up in the text as it was written.
        let written = || tree::read_yaml(text, limits).ok();
        return typed(document, |place| {
            written().map_or(Mark { line: 1, column: 1 }, |node| node.locate(place))
        });
    }

    match read_as_written(text) {
        Err(error) if is_unknown_word(&error) => {
            let mut document: Node = serde_json::from_str(text).map_err(not_json)?;
            if !newer::set_aside(&mut document) {
                return Err(error);
            }
            let written = || tree::read_yaml(text, limits).ok();
            typed(&document, |place| {
                written().map_or(Mark { line: 1, column: 1 }, |node| node.locate(place))
            })
        }
        result => result,
    }
}

fn is_unknown_word(error: &MapError) -> bool {
    matches!(error, MapError::Wrong { reason, .. } if reason.starts_with("unknown variant"))
}

/// Straight from the text to records: a large map is read in a moment.
fn read_as_written(text: &str) -> Result<Map, MapError> {
    let reader = &mut serde_json::Deserializer::from_str(text);
    let map: Map = serde_path_to_error::deserialize(&mut *reader).map_err(|error| {
        let place = error.path().to_string();
        let inner = error.into_inner();
        let (line, column) = (inner.line(), inner.column());
        if inner.is_data() {
            MapError::Wrong {
                place,
                line,
                column,
                reason: reason(&inner),
            }
        } else {
            MapError::NotJson {
                line,
                column,
                reason: reason(&inner),
            }
        }
    })?;
    reader.end().map_err(not_json)?;
    Ok(map)
}

fn read_yaml(text: &str, limits: &Limits) -> Result<Map, MapError> {
    let mut document = tree::read_yaml(text, limits)?;
    let head = match document.value {
        tree::Value::Fields(_) => Head::deserialize(&document).ok(),
        _ => None,
    };
    let head = head.ok_or_else(|| MapError::NotAMap {
        found: "missing".to_owned(),
    })?;
    let version = check_head(&head)?;
    if version < u64::from(crate::VERSION) {
        let mut older =
            serde_json::Value::deserialize(&document).map_err(|error| wrong(Mark::default(), "", &error))?;
        crate::migrate::up(&mut older, version);
        return typed(older, |place| document.locate(place));
    }
    match typed(&document, |place| document.locate(place)) {
        Err(error) if is_unknown_word(&error) => {
            if !newer::set_aside(&mut document) {
                return Err(error);
            }
            typed(&document, |place| document.locate(place))
        }
        result => result,
    }
}

/// The map a document holds; `locate` finds the line of a place when something is wrong there.
fn typed<'de, D>(document: D, locate: impl FnOnce(&str) -> Mark) -> Result<Map, MapError>
where
    D: serde::Deserializer<'de>,
    D::Error: std::fmt::Display,
{
    serde_path_to_error::deserialize(document).map_err(|error| {
        let place = error.path().to_string();
        wrong(locate(&place), &place, error.inner())
    })
}

fn wrong(at: Mark, place: &str, error: &impl std::fmt::Display) -> MapError {
    MapError::Wrong {
        place: place.to_owned(),
        line: at.line,
        column: at.column,
        reason: shortened(&error.to_string()),
    }
}

/// A file as it was written, to find the lines of places in it.
pub struct Written(Node);

impl Written {
    /// `None` for a text that is neither JSON nor YAML.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        tree::read_yaml(text, &Limits::DEFAULT).ok().map(Self)
    }

    /// Line and column of `cards[3].text`, counted from 1; of a place that is not there, those of the nearest around it.
    pub fn line_of(&self, place: &str) -> (usize, usize) {
        let mark = self.0.locate(place);
        (mark.line, mark.column)
    }
}

#[derive(Deserialize)]
struct Head {
    format: Option<serde_json::Value>,
    version: Option<serde_json::Value>,
}

/// Says «not a map» and «too new» before any field of the map is read, so that the first error is the true one.
fn check_head(head: &Head) -> Result<u64, MapError> {
    let found = head
        .format
        .as_ref()
        .map_or_else(|| "missing".to_owned(), |format| shortened(&format.to_string()));
    if found != format!("\"{}\"", crate::FORMAT) {
        return Err(MapError::NotAMap { found });
    }
    match head.version.as_ref().and_then(serde_json::Value::as_u64) {
        Some(version) if version > u64::from(crate::VERSION) => Err(MapError::Newer { found: version }),
        Some(version) => Ok(version),
        // Reading says what is wrong with the field.
        None => Ok(u64::from(crate::VERSION)),
    }
}

fn not_json(error: serde_json::Error) -> MapError {
    MapError::NotJson {
        line: error.line(),
        column: error.column(),
        reason: reason(&error),
    }
}

/// The reason without the place serde appends: the place is told once, in our own words.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    shortened(&text[..end])
}

pub(crate) fn shortened(text: &str) -> String {
    const CHARS_MAX: usize = 200;
    if text.chars().count() <= CHARS_MAX {
        return text.to_owned();
    }
    text.chars().take(CHARS_MAX).chain(" …".chars()).collect()
}

/// Looks at brackets and commas only, before anything is built from the text.
fn check_shape(text: &str, limits: &Limits) -> Result<(), MapError> {
    let max = limits.depth_max;
    let mut values = 0_usize;
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    let (mut line, mut line_start) = (1, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => (line, line_start) = (line + 1, at + 1),
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                if depth > max {
                    return Err(MapError::TooDeep {
                        line,
                        column: at - line_start + 1,
                        max,
                    });
                }
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            b',' if !in_string => values += 1,
            _ => {}
        }
    }
    if values > limits.values_max {
        return Err(MapError::TooMany {
            place: "file".to_owned(),
            what: "values",
            found: values,
            max: limits.values_max,
        });
    }
    Ok(())
}

pub(crate) fn check_sizes(map: &Map, limits: &Limits) -> Result<(), MapError> {
    let at_most = |place: &str, what, found: usize, max: usize| {
        if found <= max {
            Ok(())
        } else {
            Err(MapError::TooMany {
                place: place.to_owned(),
                what,
                found,
                max,
            })
        }
    };
    at_most("stages", "stages", map.stages.len(), limits.stages_max)?;
    at_most(
        "stages",
        "steps",
        map.stages.iter().map(|s| s.steps.len()).sum(),
        limits.steps_max,
    )?;
    at_most("lanes", "lanes", map.lanes.len(), limits.lanes_max)?;
    at_most("cards", "cards", map.cards.len(), limits.cards_max)?;
    at_most("channels", "channels", map.channels.len(), limits.channels_max)?;
    at_most("paths", "paths", map.paths.len(), limits.paths_max)?;
    for (i, path) in map.paths.iter().enumerate() {
        at_most(
            &format!("paths[{i}].steps"),
            "steps",
            path.steps.len(),
            limits.path_steps_max,
        )?;
    }
    at_most("personas", "personas", map.personas.len(), limits.personas_max)?;
    at_most("items", "items", map.items.len(), limits.items_max)?;
    at_most("moves", "moves", map.moves.len(), limits.moves_max)?;
    at_most("links", "links", map.links.len(), limits.links_max)?;
    at_most("images", "images", map.images.len(), limits.images_max)?;
    at_most("comments", "comments", map.comments.len(), limits.comments_max)?;
    at_most("former", "ids", map.former.len(), limits.former_max)?;
    let mut too_long = Ok(());
    crate::walk::texts(map, &mut |spot, words| {
        // Bytes first: counting the characters of every text of a large map takes longer than reading it.
        let mut one = |language: Option<&str>, text: &str| {
            if text.len() <= limits.text_chars_max || too_long.is_err() {
                return;
            }
            let place = language.map_or_else(|| spot.to_string(), |language| format!("{spot}.{language}"));
            too_long = at_most(&place, "characters", text.chars().count(), limits.text_chars_max);
        };
        match words {
            Words::Plain(text) => one(None, text),
            Words::Local(text) => text
                .0
                .iter()
                .for_each(|(language, text)| one(Some(language), text)),
        }
    });
    too_long
}
