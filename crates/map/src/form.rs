//! The two forms a map file has: the same document, the same schema.

use crate::document::Map;
use crate::newer;
use crate::tree;

/// How a map is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// `*.tropa.json`.
    #[default]
    Json,
    /// `*.tropa.yaml`.
    Yaml,
}

impl Form {
    /// What a file's name says: `.json`, `.yaml`, `.yml`.
    pub fn of_name(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        match ending.as_str() {
            "json" => Some(Self::Json),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }

    /// JSON begins with a bracket, a map in YAML with a name or a remark. An empty text counts as JSON.
    pub(crate) fn of_text(text: &str) -> Self {
        match text.trim_start().chars().next() {
            None | Some('{' | '[') => Self::Json,
            Some(_) => Self::Yaml,
        }
    }
}

/// The map as a file of that form. The same map gives the same bytes.
pub fn write(map: &Map, form: Form) -> String {
    match form {
        Form::Json => to_json(map),
        Form::Yaml => to_yaml(map),
    }
}

/// Fields in the order of the format, unknown ones after them by name, two spaces of indent, one newline at the end.
pub fn to_json(map: &Map) -> String {
    let mut text =
        serde_json::to_string_pretty(map).expect("maps have string keys only, so they can always be written");
    if newer::any_in(&text) {
        let mut document = tree::from_record(map);
        newer::put_back(&mut document);
        return tree::to_json(&document);
    }
    text.push('\n');
    text
}

/// The same fields in the same order, as people write them by hand: short records on one line, one card a block, texts
/// of several lines as they read.
pub fn to_yaml(map: &Map) -> String {
    let mut document = tree::from_record(map);
    newer::put_back(&mut document);
    tree::write_yaml(&document)
}
