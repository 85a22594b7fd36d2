//! Where in a file something stands, in words.

use super::table::column_names;
use tropa_model::proposal::LocalText;

pub fn at_line(line: usize) -> LocalText {
    said(&format!("line {line}"))
}

pub fn at_row(row: usize) -> LocalText {
    said(&format!("row {row}"))
}

pub fn at_cell(row: usize, column: usize) -> LocalText {
    said(&format!("row {row}, column {column}"))
}

/// A place as readers write it, `row 4, column «feeling»`, also in Russian. Places in the file's own words, such as
/// `nodes[3]`, are the same in every language.
pub fn said(place: &str) -> LocalText {
    let parts: Vec<String> = place.split(", ").map(russian).collect();
    let russian = parts.join(", ");
    match russian == place {
        true if place.is_empty() => LocalText::default(),
        true => LocalText::plain(place),
        false => LocalText::en_ru(place, russian),
    }
}

fn russian(part: &str) -> String {
    for (en, ru) in [("line ", "строка "), ("row ", "строка "), ("column ", "столбец ")] {
        let Some(rest) = part.strip_prefix(en) else {
            continue;
        };
        let name = rest.strip_prefix('«').and_then(|rest| rest.strip_suffix('»'));
        let named = name.and_then(|name| column_names().find(|(en, _)| *en == name));
        return match named {
            Some((_, name)) => format!("{ru}«{name}»"),
            None => format!("{ru}{rest}"),
        };
    }
    match part {
        "score" => "балл".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_in_both_languages() {
        let ru = |place: &str| said(place).get("ru").to_owned();
        assert_eq!(ru("line 4"), "строка 4");
        assert_eq!(
            ru("row 4, column «feeling»"),
            "строка 4, столбец «оценка чувства»"
        );
        assert_eq!(ru("row 2, column 7"), "строка 2, столбец 7");
        assert_eq!(ru("nodes[3]"), "nodes[3]");
        assert_eq!(said(""), LocalText::default());
    }
}
