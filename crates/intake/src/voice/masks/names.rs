//! Names of people. Only where the text itself shows that a word is a name: a wrong mask hides a word that matters.

use super::Places;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

type Words = LazyLock<Vec<&'static str>>;

fn words(listed: &'static str) -> Vec<&'static str> {
    listed.split_whitespace().collect()
}

/// Beginnings of Russian first names; an ending of [`ENDINGS`] follows.
static RUSSIAN: Words = LazyLock::new(|| {
    words(
        "Александр Алексе Ален Алес Алин Алл Алён Ан Анастаси Анатоли Ангелин Андре Анжел Анн Антон Антонин Аркади \
         Артем Артур Артём Богдан Борис Вадим Валентин Валери Варвар Васили Василис Вероник Вик Виктор Виктори Витали \
         Владимир Владислав Вячеслав Галин Геннади Георги Григори Даниил Данил Дарь Даш Денис Диан Дим Дмитри Евгени \
         Егор Екатерин Елен Елизавет Жанн Жен Зинаид Зо Иван Игор Иль Инн Ир Ирин Кат Кирилл Кол Константин Кристин \
         Ксени Ксюш Ларис Лен Леонид Лиди Лиз Лили Людмил Лёш Максим Маргарит Мари Марин Марк Матве Маш Михаил Миш \
         Надежд Наст Натали Наталь Наташ Никит Никола Нин Оксан Ол Олег Олес Ольг Павел Павл Паш Петр Полин Пётр Раис \
         Роман Руслан Саш Свет Светлан Серге Серёж Софи Софь Станислав Степан Тамар Тан Татьян Тимофе Тимур Ульян \
         Федор Филипп Фёдор Юл Юли Юри Ян Ярослав",
    )
});

static ENGLISH: Words = LazyLock::new(|| {
    words(
        "Adam Alan Alex Alexander Alice Amanda Amy Andrea Andrew Angela Anna Anne Anthony Ashley Barbara Ben Benjamin \
         Betty Brandon Brian Bruce Carl Carol Caroline Catherine Charles Charlotte Chris Christina Christine \
         Christopher Claire Cynthia Daniel Danielle David Deborah Dennis Diana Diane Donald Donna Dorothy Douglas \
         Edward Elizabeth Emily Emma Eric Ethan Eugene Frances Frank Gary George Gloria Gregory Hannah Harold Harry \
         Heather Helen Henry Jack Jacob James Jane Janet Jason Jeff Jeffrey Jennifer Jeremy Jessica Jim Joan Joe John \
         Jonathan Jordan Joseph Joshua Joyce Juan Judith Judy Julia Julie Justin Karen Kate Katherine Kathleen Keith \
         Kelly Kenneth Kevin Kimberly Kyle Larry Laura Lauren Lawrence Linda Lisa Louis Margaret Maria Marie Marilyn \
         Martha Martin Mary Matthew Megan Melissa Michael Michelle Mike Nancy Nathan Nicholas Nicole Noah Olivia \
         Pamela Patricia Patrick Paul Peter Philip Rachel Ralph Randy Raymond Rebecca Richard Robert Roger Ronald \
         Russell Ruth Ryan Samantha Samuel Sandra Sarah Scott Sean Sharon Shirley Sophia Stephanie Stephen Steve \
         Steven Susan Teresa Theresa Thomas Timothy Tom Tyler Vanessa Victoria Vincent Virginia Walter Wayne William \
         Zachary",
    )
});

/// Endings of names in all cases.
static ENDINGS: Words =
    LazyLock::new(|| words(" а у ом ем ём е ы и ой ей ою ею ю я й ь ия ию ием ии ией ья ью ьи ье ьей"));

/// «меня зовут Катя Иванова», `my name is crystal minh`: also in lower case, so words that are no names are left out.
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:\bменя\s+зовут|\bмо[её]\s+имя|\bмоя\s+фамилия|\bmy\s+(?:full\s+|first\s+|last\s+)?name\s+is|\bmy\s+name['’]s|\bname\s*:|\bфио\s*:|\bимя\s*:)\s*[:,—–-]?\s*(?P<m>\p{L}[\p{L}'’-]+(?:\s+\p{L}[\p{L}'’-]*){0,2})",
    )
    .expect("a fixed pattern")
});

/// The signature under a letter.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:[Сс]\s+уважением|с\s+наилучшими\s+пожеланиями|[Rr]egards|[Ss]incerely(?:\s+yours)?|[Yy]ours\s+(?:truly|faithfully|sincerely))\s*[,.!—–-]*\s*(?P<m>\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’.-]*){0,2})",
    )
    .expect("a fixed pattern")
});

/// Фамилия И. О. and И. О. Фамилия.
static INITIALS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b[А-ЯЁ][а-яё]{2,}\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.|\b[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]{2,}\b")
        .expect("a fixed pattern")
});

/// `Mr. Smith`, «г-жа Иванова».
static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:Mr|Mrs|Ms|Miss|Dr|г-н|г-жа|господин|госпожа)\.?\s+(?P<m>\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)?)",
    )
    .expect("a fixed pattern")
});

/// Beginnings of words for somebody of the staff, or of thanks: a known first name after them is a person's.
static BEFORE_NAMES: Words = LazyLock::new(|| {
    words(
        "менеджер оператор консультант специалист сотрудни экономист кассир курьер мастер продав администратор \
         официант управляющ директор начальник девушк водител инженер работни бармен повар хостес врач тренер спасибо \
         благодар manager operator agent advisor engineer assistant representative rep technician waiter waitress \
         named called thanks thank",
    )
});

/// Words between the job and the name at most: «специалисту отделения на Ленина Анне» is already further.
const BETWEEN_MAX: usize = 3;

/// How words end that are a patronymic.
static PATRONYMICS: Words = LazyLock::new(|| {
    words(
        "ович овича овичу овичем евич евича евичу евичем овна овны овне овну овной евна евны евне евну евной ична \
         ичны ичне ичну ичной ьич ьича ьичу ьичем",
    )
});

/// How family names end, mostly.
static FAMILY_NAMES: Words = LazyLock::new(|| {
    words(
        "ов ев ёв ин ын ский цкий ова ева ёва ина ына ская цкая ко ук юк ич овой евой иной ской ову еву ину скую ого \
         ому",
    )
});

/// What follows «my name is» without being a name.
static NO_NAMES: Words = LazyLock::new(|| {
    words(
        "on in not is still being the a an wrong spelled spelt misspelled and or to was so no just correct listed \
         here there below what your my it that i but for from with of ok yes can could please need want also same под \
         не в на и или что как нет было так это за по от с у к я хочу хотел хотела мне а но о об для уже тоже",
    )
});

/// Who signs without being a person: «С уважением, Ваш Банк».
static SIGN_NO_NAMES: Words = LazyLock::new(|| {
    words(
        "ваш команда администрация банк отдел служба клиент коллектив руководство зао оао ооо центр the your team \
         customer",
    )
});

/// Byte ranges of names.
pub fn places(text: &str) -> Places {
    let mut found: Places = Vec::new();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&[
        "зовут",
        "ЗОВУТ",
        "имя",
        "Имя",
        "фамилия",
        "name",
        "Name",
        "NAME",
        "ФИО",
        "фио",
    ]) {
        for hit in SAID.captures_iter(text) {
            let place = hit.name("m").expect("always there");
            found.extend(words_that_name(text, place.range()));
        }
    }
    if has(&["уважением", "пожеланиями", "egards", "incerely", "ours "]) {
        for hit in SIGNED.captures_iter(text) {
            let place = hit.name("m").expect("always there");
            let first = place
                .as_str()
                .split_whitespace()
                .next()
                .unwrap_or("")
                .to_lowercase();
            if !SIGN_NO_NAMES.iter().any(|word| first.starts_with(word)) {
                found.push(place.range());
            }
        }
    }
    if has(&["Mr", "Ms", "Miss", "Dr", "г-н", "г-жа", "господин", "госпожа"]) {
        let titled = TITLED.captures_iter(text);
        found.extend(titled.map(|hit| hit.name("m").expect("always there").range()));
    }
    if text.contains('.')
        && text
            .chars()
            .zip(text.chars().skip(1))
            .any(|(a, b)| b == '.' && a.is_uppercase())
    {
        found.extend(INITIALS.find_iter(text).map(|hit| hit.range()));
    }
    by_words(text, &mut found);
    found
}

/// Names that neighbouring words show: patronymics, and known first names after a job or thanks.
fn by_words(text: &str, found: &mut Places) {
    let words = places_of_words(text);
    let word = |place: usize| &text[words[place].clone()];
    let is_upper = |place: usize| word(place).starts_with(char::is_uppercase);
    let joined = |left: usize, right: usize| {
        let between = &text[words[left].end..words[right].start];
        between
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, ',' | ':' | '–' | '—' | '-' | '«'))
            && !between.contains('\n')
    };
    for place in (1..words.len()).filter(|place| is_upper(*place)) {
        let before = place - 1;
        if PATRONYMICS.iter().any(|end| word(place).ends_with(end))
            && is_upper(before)
            && joined(before, place)
        {
            let family =
                |place: usize| is_upper(place) && FAMILY_NAMES.iter().any(|end| word(place).ends_with(end));
            let mut range = words[before].start..words[place].end;
            if before > 0 && family(before - 1) && joined(before - 1, before) {
                range.start = words[before - 1].start;
            } else if place + 1 < words.len() && family(place + 1) && joined(place, place + 1) {
                range.end = words[place + 1].end;
            }
            found.push(range);
        } else if is_first_name(word(place)) {
            let introduces = (1..=BETWEEN_MAX.min(place))
                .take_while(|back| joined(place - back, place - back + 1))
                .map(|back| word(place - back).to_lowercase())
                .any(|before| BEFORE_NAMES.iter().any(|start| before.starts_with(start)));
            if introduces {
                let mut range = words[place].clone();
                let next = place + 1;
                if next < words.len() && is_upper(next) && &text[range.end..words[next].start] == " " {
                    range.end = words[next].end;
                }
                found.push(range);
            }
        }
    }
}

fn places_of_words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let inside = c.is_alphabetic() || (start.is_some() && matches!(c, '\'' | '’'));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| from..text.len()));
    words
}

fn is_first_name(word: &str) -> bool {
    let ends = |stem: &&str| {
        word.strip_prefix(*stem)
            .is_some_and(|rest| rest.is_empty() || ENDINGS.contains(&rest))
    };
    ENGLISH.contains(&word) || RUSSIAN.iter().any(ends)
}

/// The words of a place up to the first that is no name. After a word in upper case only such words are taken.
fn words_that_name(text: &str, place: Range<usize>) -> Option<Range<usize>> {
    let mut end = place.start;
    let mut first_is_upper = None;
    for word in text[place.clone()].split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let upper = word.starts_with(char::is_uppercase);
        let first = *first_is_upper.get_or_insert(upper);
        let lower = word.to_lowercase();
        // `a` is a word at first and an initial later.
        let is_initial = lower == "a" && end > place.start;
        if (NO_NAMES.contains(&lower.as_str()) && !is_initial) || (first && !upper) {
            break;
        }
        end = start + word.len();
    }
    (end > place.start).then_some(place.start..end)
}
