//! Why a file is no map and why a change cannot be made, in Russian too. The English words stand at the errors.
//!
//! No `_` arms over kinds of errors: a new kind has no Russian words until somebody writes them here. What the parsers of
//! JSON and YAML say is told by their own sentences; one that is not known stays as it is, in quotes.

use crate::MapError;
use crate::change::ChangeError;
use crate::formats::FormatError;
use tropa_model::proposal::LocalText;

impl MapError {
    /// The message in English and Russian.
    pub fn text(&self) -> LocalText {
        LocalText::en_ru(self.to_string(), map(self))
    }
}

impl FormatError {
    /// The message in English and Russian.
    pub fn text(&self) -> LocalText {
        LocalText::en_ru(self.to_string(), format(self))
    }
}

impl ChangeError {
    /// The message in English and Russian.
    pub fn text(&self) -> LocalText {
        LocalText::en_ru(self.to_string(), change(self))
    }
}

fn change(error: &ChangeError) -> String {
    match error {
        ChangeError::Unknown { of, id } => format!("на карте нет {} «{id}»", of.russian_of()),
        ChangeError::Ambiguous { of, id } => format!(
            "на карте несколько {} с id «{id}»: сначала дайте им разные id",
            of.russian_many()
        ),
        ChangeError::Taken { of, id } => format!("id «{id}» на карте уже занят: это {}", of.russian()),
        ChangeError::NoId { of } => format!("у {} должен быть id", of.russian_of()),
        ChangeError::NoParent { of, parent } => format!(
            "неизвестно, где место {}: назовите id {}",
            of.russian_of(),
            parent.russian_of()
        ),
        ChangeError::Fixed { of, field } => format!(
            "поле `{field}` {} так не меняют: для него есть свои правки, или оно не меняется вовсе",
            of.russian_of()
        ),
        ChangeError::Value {
            of,
            id,
            field,
            reason,
        } => format!("{} «{id}», `{field}`: {}", of.russian(), of_parser(reason)),
        ChangeError::Problem { of, id, problem } => {
            format!("{} «{id}»: {}", of.russian(), problem.get("ru"))
        }
        ChangeError::Whole { of } => format!(
            "{} — не то, что добавляют, удаляют, переносят, делят или объединяют",
            of.russian()
        ),
        ChangeError::Indivisible { of } => format!("такое не делят и не объединяют: {}", of.russian()),
        ChangeError::Parts { of, id, reason } => {
            format!("{} «{id}»: {}", of.russian(), reason.get("ru"))
        }
        ChangeError::TooMany { of, found, max } => {
            format!("{} стало бы {found}, а можно не больше {max}", of.russian_many())
        }
        ChangeError::TooDeep { max } => format!("правки вложены глубже {max} уровней"),
    }
}

fn map(error: &MapError) -> String {
    match error {
        MapError::TooLarge { bytes, max } => {
            format!("в файле {bytes} байт, а карта может занимать не больше {max}")
        }
        MapError::TooDeep { line, column, max } => {
            format!("строка {line}, столбец {column}: вложенность глубже {max} уровней")
        }
        MapError::NotJson { line, column, reason } => {
            format!(
                "строка {line}, столбец {column}: это не JSON: {}",
                of_parser(reason)
            )
        }
        MapError::NotYaml { line, column, reason } => {
            format!(
                "строка {line}, столбец {column}: это не YAML, как его пишут карты: {}",
                of_parser(reason)
            )
        }
        MapError::NotText { at } => format!("карта записана в неизвестной кодировке: байт {at} — не UTF-8"),
        MapError::NotAMap { found } => {
            let found = if found == "missing" { "ничего" } else { found };
            format!("это не карта Тропы: в `format` стоит {found}, а нужно \"tropa.map\"")
        }
        MapError::Newer { found } => {
            format!(
                "карта записана в версии {found} формата, а эта программа читает до {}; возьмите новее",
                crate::VERSION
            )
        }
        MapError::Wrong {
            place,
            line,
            column,
            reason,
        } => format!(
            "строка {line}, столбец {column}, `{place}`: {}",
            of_parser(reason)
        ),
        MapError::TooMany {
            place,
            what,
            found,
            max,
        } => format!(
            "в `{place}` слишком много {}: {found}, а можно не больше {max}",
            many(what)
        ),
    }
}

fn format(error: &FormatError) -> String {
    match error {
        FormatError::Malformed {
            format,
            place,
            saw,
            expected,
        } => format!(
            "{format}, {}: {}; нужно: {}",
            place.get("ru"),
            saw.get("ru"),
            expected.get("ru")
        ),
        FormatError::TooMuch {
            format,
            what,
            found,
            max,
        } => format!(
            "{format}: слишком много {}: {found}, а можно не больше {max}",
            many(what)
        ),
        FormatError::TooMany { format, what } => {
            format!(
                "{format}: {} больше, чем бывает на одной карте; разделите файл",
                many(what)
            )
        }
        FormatError::Map(error) => map(error),
        FormatError::OnlyRead(format) => {
            format!("{format}: этот формат Тропа только читает, карту в нём не записать")
        }
    }
}

/// Things counted, as they stand after «слишком много».
fn many(what: &str) -> &str {
    match what {
        "bytes" => "байт",
        "bytes when unpacked" => "байт после распаковки",
        "cards" => "карточек",
        "cells" => "ячеек",
        "channels" => "каналов",
        "characters" => "знаков",
        "columns" => "столбцов",
        "comments" => "комментариев",
        "elements" => "элементов",
        "ids" => "прежних id",
        "images" => "изображений",
        "items" => "записей библиотеки",
        "lanes" => "дорожек",
        "links" => "связей",
        "moves" => "переходов",
        "parts" => "частей архива",
        "paths" => "путей",
        "personas" => "персон",
        "stages" => "этапов",
        "steps" => "шагов",
        "values" => "значений",
        other => other,
    }
}

/// Whole sentences of the parsers of JSON and YAML, and of our own reader.
const SENTENCES: &[(&str, &str)] = &[
    // serde_json
    ("EOF while parsing a list", "файл кончается внутри списка"),
    ("EOF while parsing an object", "файл кончается внутри объекта"),
    (
        "EOF while parsing a string",
        "файл кончается внутри строки в кавычках",
    ),
    (
        "EOF while parsing a value",
        "файл кончается там, где нужно значение",
    ),
    ("expected `:`", "нужно двоеточие"),
    ("expected `,` or `]`", "нужна запятая или `]`"),
    ("expected `,` or `}`", "нужна запятая или `}`"),
    ("expected ident", "нужно true, false или null"),
    ("expected value", "нужно значение"),
    ("expected `\"`", "нужна кавычка"),
    ("invalid escape", "неизвестный знак после `\\`"),
    ("invalid number", "неправильно записано число"),
    ("number out of range", "слишком большое число"),
    ("invalid unicode code point", "нет знака с таким номером"),
    (
        "control character (\\u0000-\\u001F) found while parsing a string",
        "управляющий знак внутри строки в кавычках",
    ),
    ("key must be a string", "имя поля должно стоять в кавычках"),
    (
        "lone leading surrogate in hex escape",
        "половина знака в записи `\\u`",
    ),
    ("trailing comma", "лишняя запятая"),
    ("trailing characters", "лишний текст после конца"),
    ("unexpected end of hex escape", "оборванная запись `\\u`"),
    ("recursion limit exceeded", "слишком глубокая вложенность"),
    // granit-parser
    ("unexpected eof", "файл кончается слишком рано"),
    ("duplicate version directive", "версия YAML указана дважды"),
    (
        "while parsing node, found unknown anchor",
        "ссылка на неизвестный якорь",
    ),
    (
        "while parsing a block collection, did not find expected '-' indicator",
        "в списке нужен знак «-»",
    ),
    ("the handle wasn't declared", "неизвестное начало тега"),
    ("invalid global tag character", "недопустимый знак в теге"),
    ("simple key expected ':'", "после имени поля нужно двоеточие"),
    ("simple key is no longer valid", "имя поля здесь стоять не может"),
    ("invalid indentation", "неверный отступ"),
    (
        "tabs disallowed in this context",
        "здесь нельзя ставить табуляцию",
    ),
    ("tab cannot be used as indentation", "отступ не делают табуляцией"),
    ("expected whitespace", "нужен пробел"),
    ("misplaced bracket", "скобка не на месте"),
    ("unclosed quote", "кавычка не закрыта"),
    (
        "unexpected end of plain scalar",
        "текст без кавычек кончается слишком рано",
    ),
    ("illegal placement of ':' indicator", "двоеточие не на месте"),
    (
        "while scanning a quoted scalar, found unexpected document indicator",
        "кавычка не закрыта до конца документа",
    ),
    (
        "while scanning an anchor or alias, did not find expected alphabetic or numeric character",
        "после & или * нужно имя",
    ),
    (
        "a BOM must not appear inside a document",
        "метка порядка байтов посреди документа",
    ),
    (
        "a block scalar content cannot start with a tab",
        "текст блока не может начинаться с табуляции",
    ),
    (
        "block sequence entries are not allowed in this context",
        "знак «-» здесь не на месте",
    ),
    (
        "comments must be separated from other tokens by whitespace",
        "перед «#» нужен пробел",
    ),
    (
        "did not find expected <document start>",
        "после конца документа начинается что-то ещё",
    ),
    (
        "invalid content after document end marker",
        "лишний текст после конца документа",
    ),
    (
        "invalid indentation in flow construct",
        "неверный отступ внутри скобок",
    ),
    (
        "invalid indentation in multiline quoted scalar",
        "неверный отступ внутри кавычек",
    ),
    (
        "invalid trailing content after double-quoted scalar",
        "лишний текст после кавычки",
    ),
    (
        "invalid trailing content after single-quoted scalar",
        "лишний текст после кавычки",
    ),
    (
        "mapping keys are not allowed in this context",
        "имя поля здесь не на месте",
    ),
    (
        "mapping values are not allowed in this context",
        "двоеточие здесь не на месте: возможно, текст с двоеточием нужно взять в кавычки",
    ),
    (
        "plain scalar cannot start with '-' followed by ,[]{}",
        "текст без кавычек не может так начинаться",
    ),
    (
        "tabs disallowed within this context (block indentation)",
        "отступ не делают табуляцией",
    ),
    (
        "unexpected EOF while parsing a block mapping",
        "файл кончается внутри записи",
    ),
    (
        "unexpected EOF while parsing a block sequence",
        "файл кончается внутри списка",
    ),
    (
        "unexpected EOF while parsing a flow mapping",
        "файл кончается внутри {}",
    ),
    (
        "unexpected EOF while parsing a flow sequence",
        "файл кончается внутри []",
    ),
    (
        "unexpected EOF while parsing an implicit flow mapping",
        "файл кончается внутри []",
    ),
    (
        "while parsing a block mapping, did not find expected key",
        "здесь нужно имя поля: проверьте отступ",
    ),
    (
        "while parsing a flow mapping, did not find expected ',' or '}'",
        "нужна запятая или `}`",
    ),
    (
        "while parsing a flow sequence, expected ',' or ']'",
        "нужна запятая или `]`",
    ),
    (
        "while parsing a node, did not find expected node content",
        "здесь нужно значение",
    ),
    (
        "while parsing a quoted scalar, found unknown escape character",
        "неизвестный знак после `\\`",
    ),
    (
        "while scanning a plain scalar, found a tab",
        "табуляция внутри текста без кавычек",
    ),
    // Our own reader of YAML.
    (
        "a second document begins here; a map is one document",
        "здесь начинается второй документ, а карта — это один",
    ),
    ("the file is empty", "файл пуст"),
    (
        "the file ends in the middle of a value",
        "файл кончается посреди значения",
    ),
    (
        "anchors (&name) are not used in maps: write the value out",
        "якорей (&name) в картах не бывает: напишите значение целиком",
    ),
    (
        "tags (!name) are not used in maps: leave them out",
        "тегов (!name) в картах не бывает: уберите их",
    ),
    (
        "aliases (*name) are not used in maps: write the value out",
        "ссылок (*name) в картах не бывает: напишите значение целиком",
    ),
    ("a value is expected here", "здесь нужно значение"),
    ("a field's name must be a word", "имя поля должно быть словом"),
];

/// What a parser said, in Russian.
pub(crate) fn of_parser(reason: &str) -> String {
    if let Some((_, ru)) = SENTENCES.iter().find(|(en, _)| *en == reason) {
        return (*ru).to_owned();
    }
    shape(reason).unwrap_or_else(|| format!("«{reason}»"))
}

/// Sentences with a name or value in them, as serde builds them.
fn shape(reason: &str) -> Option<String> {
    let between = |start: &str, end: &str| reason.strip_prefix(start)?.strip_suffix(end);
    if let Some(name) = between("missing field `", "`") {
        return Some(format!("нет поля `{name}`"));
    }
    if let Some(name) = between("`", "` has no parts") {
        return Some(format!("внутри `{name}` частей нет"));
    }
    if let Some(name) = between("duplicate field `", "`") {
        return Some(format!("поле `{name}` стоит дважды"));
    }
    if let Some(name) = between("the field «", "» stands here for the second time") {
        return Some(format!("поле «{name}» стоит здесь второй раз"));
    }
    for (start, ru) in [
        ("unknown variant `", "неизвестное слово"),
        ("unknown field `", "неизвестное поле"),
    ] {
        if let Some((given, known)) = reason.strip_prefix(start).and_then(|rest| rest.split_once("`, ")) {
            let known = known.strip_prefix("expected ").unwrap_or(known);
            let known = known
                .strip_prefix("one of ")
                .unwrap_or(known)
                .replace(" or ", " или ");
            return Some(format!("{ru} `{given}`; нужно одно из: {known}"));
        }
    }
    for (start, ru) in [
        ("invalid type: ", "стоит"),
        ("invalid value: ", "стоит"),
        ("invalid length ", "длина"),
    ] {
        if let Some((found, expected)) = reason
            .strip_prefix(start)
            .and_then(|rest| rest.rsplit_once(", expected "))
        {
            return Some(format!("{ru} {}, а нужно {}", thing(found), thing(expected)));
        }
    }
    None
}

/// What serde calls a value: the kind in Russian, the value itself as it stands.
fn thing(said: &str) -> String {
    const KINDS: [(&str, &str); 19] = [
        ("string ", "строка "),
        ("integer ", "целое число "),
        ("floating point ", "дробное число "),
        ("boolean ", "логическое значение "),
        ("null", "null"),
        ("map", "объект"),
        ("a map", "объект"),
        ("sequence", "список"),
        ("a sequence", "список"),
        ("a string", "строка"),
        ("one word", "одно слово"),
        ("a boolean", "true или false"),
        ("f64", "число"),
        ("f32", "число"),
        ("u64", "целое число не меньше 0"),
        ("u32", "целое число не меньше 0"),
        ("i64", "целое число"),
        ("unit variant", "слово"),
        ("struct ", "объект "),
    ];
    match KINDS.iter().find(|(en, _)| match en.ends_with(' ') {
        true => said.starts_with(en),
        false => said == *en,
    }) {
        Some((en, ru)) => format!("{ru}{}", &said[en.len()..]),
        None => said.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cyrillic(text: &str) -> bool {
        text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c))
    }

    #[test]
    fn every_kind_of_error_has_words_in_both_languages() {
        let place = || "cards[3].metric".to_owned();
        let reason = || "missing field `value`".to_owned();
        let (line, column) = (4, 2);
        let all = [
            MapError::TooLarge { bytes: 2, max: 1 },
            MapError::TooDeep { line, column, max: 9 },
            MapError::NotJson {
                line,
                column,
                reason: reason(),
            },
            MapError::NotYaml {
                line,
                column,
                reason: reason(),
            },
            MapError::NotText { at: 7 },
            MapError::NotAMap {
                found: "missing".into(),
            },
            MapError::Newer { found: 99 },
            MapError::Wrong {
                place: place(),
                line,
                column,
                reason: reason(),
            },
            MapError::TooMany {
                place: place(),
                what: "cards",
                found: 2,
                max: 1,
            },
        ];
        let texts = all.into_iter().map(|error| error.text());
        let formats = [
            FormatError::Malformed {
                format: "CSV",
                place: LocalText::en_ru("line 1", "строка 1"),
                saw: LocalText::en_ru("no stages", "нет этапов"),
                expected: LocalText::plain("UTF-8"),
            },
            FormatError::TooMuch {
                format: "CSV",
                what: "cells",
                found: 2,
                max: 1,
            },
            FormatError::TooMany {
                format: "CSV",
                what: "stages",
            },
            FormatError::Map(MapError::NotText { at: 1 }),
            FormatError::OnlyRead("TheyDo"),
        ];
        for text in texts.chain(formats.into_iter().map(|error| error.text())) {
            assert!(cyrillic(text.get("ru")), "{text:?}");
            assert!(!cyrillic(text.get("en")), "{text:?}");
        }
    }

    #[test]
    fn why_a_change_cannot_be_made_is_told_in_russian_to_the_last_word() {
        use crate::change::{Change, Record, RecordKind, apply};
        let text = r#"{"format": "tropa.map", "version": 2, "id": "shop", "kind": "customer", "state": "as_is",
            "title": {"en": "Shop"},
            "stages": [{"id": "s1", "name": {"en": "Buy"}, "steps": [{"id": "t1", "name": {"en": "Pay"}}]}],
            "lanes": [{"id": "l1", "role": "actions"}],
            "cards": [{"id": "c1", "lane": "l1", "at": "t1", "text": {"en": "Pays"}, "state": "assumption"}]}"#;
        let set = |field: &[&str], value: serde_json::Value| Change::Set {
            of: RecordKind::Card,
            id: "c1".into(),
            field: field.iter().map(|part| (*part).to_owned()).collect(),
            value: Some(value),
        };
        let step = Record::Step(Box::default());
        let check = |change: Change, expected: &str| {
            let mut map = crate::parse(text).expect("a map");
            let said = apply(&mut map, &change).expect_err("refused").text();
            assert_eq!(said.get("ru"), expected, "{}", said.get("en"));
        };
        check(
            Change::remove(RecordKind::Card, "nobody"),
            "на карте нет карточки «nobody»",
        );
        check(
            set(&["lane"], "l9".into()),
            "карточка «c1»: `lane`: на карте нет дорожки «l9»",
        );
        check(
            set(&["lane"], 4.into()),
            "карточка «c1», `lane`: стоит целое число `4`, а нужно строка",
        );
        check(
            set(&["id"], "c2".into()),
            "поле `id` карточки так не меняют: для него есть свои правки, или оно не меняется вовсе",
        );
        check(
            set(&["lane", "en"], "x".into()),
            "карточка «c1», `lane.en`: внутри `lane` частей нет",
        );
        check(Change::add(step, Some("s1")), "у шага должен быть id");
        check(
            Change::Merge {
                of: RecordKind::Card,
                ids: vec!["c1".into(), "c1".into()],
            },
            "карточка «c1»: с самой собой запись не объединить",
        );
        let whole = ChangeError::Whole { of: RecordKind::Map };
        assert_eq!(
            whole.text().get("ru"),
            "карта — не то, что добавляют, удаляют, переносят, делят или объединяют"
        );
    }

    #[test]
    fn every_thing_counted_has_its_russian_word() {
        let sources = [
            include_str!("read.rs"),
            include_str!("formats/build.rs"),
            include_str!("formats/table/xlsx.rs"),
            include_str!("formats/table/csv.rs"),
            include_str!("formats/xml.rs"),
            include_str!("formats/mod.rs"),
        ];
        let mut seen = 0;
        for source in sources {
            for (at, _) in source.match_indices("what: \"") {
                let word = source[at + 7..].split('"').next().unwrap_or_default();
                assert!(cyrillic(many(word)), "«{word}» has no Russian word");
                seen += 1;
            }
            for start in ["get_or_insert(\"", "too_much(\"", "at_most(\"stages\", \""] {
                for (at, _) in source.match_indices(start) {
                    let word = source[at + start.len()..].split('"').next().unwrap_or_default();
                    assert!(cyrillic(many(word)), "«{word}» has no Russian word");
                    seen += 1;
                }
            }
        }
        assert!(seen > 10, "only {seen} words were found in the sources");
    }

    #[test]
    fn what_parsers_say_is_told_in_russian() {
        let read = |text: &str| {
            crate::parse(text)
                .expect_err("no map")
                .text()
                .get("ru")
                .to_owned()
        };
        let head = "\"format\": \"tropa.map\", \"version\": 2";
        let cases = [
            (format!("{{{head}"), "файл кончается внутри объекта"),
            (format!("{{{head},}}"), "лишняя запятая"),
            (format!("{{{head}}}"), "нет поля `id`"),
            (
                format!("{{{head}, \"id\": 4}}"),
                "стоит целое число `4`, а нужно строка",
            ),
            (
                format!("{{{head}, \"id\": \"x\", \"id\": \"y\"}}"),
                "поле `id` стоит дважды",
            ),
            (
                "format: tropa.map\nversion: 2\nid: x\nid: y\n".to_owned(),
                "поле «id» стоит здесь второй раз",
            ),
            (
                "format: tropa.map\nid: &a x\n".to_owned(),
                "якорей (&name) в картах не бывает",
            ),
            ("format: tropa.map\n\tid: x\n".to_owned(), "табуляц"),
        ];
        for (text, expected) in cases {
            let said = read(&text);
            assert!(said.contains(expected), "{said}: expected {expected}");
        }
    }
}
