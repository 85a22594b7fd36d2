//! Names of people. Only where the text itself shows that a word is a name: a wrong mask hides a word that matters.

use super::Places;
use regex::Regex;
use std::sync::LazyLock;

/// Beginnings of Russian first names; an ending of at most three letters may follow.
const RUSSIAN: &[&str] = &[
    "Александр",
    "Алексе",
    "Ален",
    "Алес",
    "Алин",
    "Алл",
    "Алён",
    "Ан",
    "Анастаси",
    "Анатоли",
    "Ангелин",
    "Андре",
    "Анжел",
    "Анн",
    "Антон",
    "Антонин",
    "Аркади",
    "Артем",
    "Артур",
    "Артём",
    "Богдан",
    "Борис",
    "Вадим",
    "Валентин",
    "Валери",
    "Варвар",
    "Васили",
    "Василис",
    "Вероник",
    "Вик",
    "Виктор",
    "Виктори",
    "Витали",
    "Владимир",
    "Владислав",
    "Вячеслав",
    "Галин",
    "Геннади",
    "Георги",
    "Григори",
    "Даниил",
    "Данил",
    "Дарь",
    "Даш",
    "Денис",
    "Диан",
    "Дим",
    "Дмитри",
    "Евгени",
    "Егор",
    "Екатерин",
    "Елен",
    "Елизавет",
    "Жанн",
    "Жен",
    "Зинаид",
    "Зо",
    "Иван",
    "Игор",
    "Иль",
    "Инн",
    "Ир",
    "Ирин",
    "Кат",
    "Кирилл",
    "Кол",
    "Константин",
    "Кристин",
    "Ксени",
    "Ксюш",
    "Ларис",
    "Лен",
    "Леонид",
    "Лиди",
    "Лиз",
    "Лили",
    "Людмил",
    "Лёш",
    "Максим",
    "Маргарит",
    "Мари",
    "Марин",
    "Марк",
    "Матве",
    "Маш",
    "Михаил",
    "Миш",
    "Надежд",
    "Наст",
    "Натали",
    "Наталь",
    "Наташ",
    "Никит",
    "Никола",
    "Нин",
    "Оксан",
    "Ол",
    "Олег",
    "Олес",
    "Ольг",
    "Павел",
    "Павл",
    "Паш",
    "Петр",
    "Полин",
    "Пётр",
    "Раис",
    "Роман",
    "Руслан",
    "Саш",
    "Свет",
    "Светлан",
    "Серге",
    "Серёж",
    "Софи",
    "Софь",
    "Станислав",
    "Степан",
    "Тамар",
    "Тан",
    "Татьян",
    "Тимофе",
    "Тимур",
    "Ульян",
    "Федор",
    "Филипп",
    "Фёдор",
    "Юл",
    "Юли",
    "Юри",
    "Ян",
    "Ярослав",
];

const ENGLISH: &[&str] = &[
    "Adam",
    "Alan",
    "Alex",
    "Alexander",
    "Alice",
    "Amanda",
    "Amy",
    "Andrea",
    "Andrew",
    "Angela",
    "Anna",
    "Anne",
    "Anthony",
    "Ashley",
    "Barbara",
    "Ben",
    "Benjamin",
    "Betty",
    "Brandon",
    "Brian",
    "Bruce",
    "Carl",
    "Carol",
    "Caroline",
    "Catherine",
    "Charles",
    "Charlotte",
    "Chris",
    "Christina",
    "Christine",
    "Christopher",
    "Claire",
    "Cynthia",
    "Daniel",
    "Danielle",
    "David",
    "Deborah",
    "Dennis",
    "Diana",
    "Diane",
    "Donald",
    "Donna",
    "Dorothy",
    "Douglas",
    "Edward",
    "Elizabeth",
    "Emily",
    "Emma",
    "Eric",
    "Ethan",
    "Eugene",
    "Frances",
    "Frank",
    "Gary",
    "George",
    "Gloria",
    "Gregory",
    "Hannah",
    "Harold",
    "Harry",
    "Heather",
    "Helen",
    "Henry",
    "Jack",
    "Jacob",
    "James",
    "Jane",
    "Janet",
    "Jason",
    "Jeff",
    "Jeffrey",
    "Jennifer",
    "Jeremy",
    "Jessica",
    "Jim",
    "Joan",
    "Joe",
    "John",
    "Jonathan",
    "Jordan",
    "Joseph",
    "Joshua",
    "Joyce",
    "Juan",
    "Judith",
    "Judy",
    "Julia",
    "Julie",
    "Justin",
    "Karen",
    "Kate",
    "Katherine",
    "Kathleen",
    "Keith",
    "Kelly",
    "Kenneth",
    "Kevin",
    "Kimberly",
    "Kyle",
    "Larry",
    "Laura",
    "Lauren",
    "Lawrence",
    "Linda",
    "Lisa",
    "Louis",
    "Margaret",
    "Maria",
    "Marie",
    "Marilyn",
    "Martha",
    "Martin",
    "Mary",
    "Matthew",
    "Megan",
    "Melissa",
    "Michael",
    "Michelle",
    "Mike",
    "Nancy",
    "Nathan",
    "Nicholas",
    "Nicole",
    "Noah",
    "Olivia",
    "Pamela",
    "Patricia",
    "Patrick",
    "Paul",
    "Peter",
    "Philip",
    "Rachel",
    "Ralph",
    "Randy",
    "Raymond",
    "Rebecca",
    "Richard",
    "Robert",
    "Roger",
    "Ronald",
    "Russell",
    "Ruth",
    "Ryan",
    "Samantha",
    "Samuel",
    "Sandra",
    "Sarah",
    "Scott",
    "Sean",
    "Sharon",
    "Shirley",
    "Sophia",
    "Stephanie",
    "Stephen",
    "Steve",
    "Steven",
    "Susan",
    "Teresa",
    "Theresa",
    "Thomas",
    "Timothy",
    "Tom",
    "Tyler",
    "Vanessa",
    "Victoria",
    "Vincent",
    "Virginia",
    "Walter",
    "Wayne",
    "William",
    "Zachary",
];

/// «меня зовут Катя Иванова», `my name is crystal minh`: also in lower case, so words that are no names are left out.
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:\bменя\s+зовут|\bмо[её]\s+имя|\bмоя\s+фамилия|\bmy\s+(?:full\s+|first\s+|last\s+)?name\s+is|\bmy\s+name['’]s|\bname\s*:|\bфио\s*:|\bимя\s*:)\s*[:,—–-]?\s*(?P<m>\p{L}[\p{L}'’-]+(?:\s+\p{L}[\p{L}'’-]+){0,2})",
    )
    .expect("a fixed pattern")
});

/// The signature under a letter.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:(?i:с\s+уважением|с\s+наилучшими\s+пожеланиями|(?:best|kind|warm)?\s*regards|sincerely(?:\s+yours)?|yours\s+(?:truly|faithfully|sincerely)))\s*[,.!—–-]*\s*(?P<m>\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’.-]*){0,2})",
    )
    .expect("a fixed pattern")
});

/// Имя Отчество, with or without a family name on either side, in any case of the noun.
static PATRONYMIC: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:[А-ЯЁ][а-яё]+(?:ов|ев|ёв|ин|ын|ский|цкий|ова|ева|ёва|ина|ына|ская|цкая|ко|ук|юк|ич|ой|ого|ому|ым|у|а|е)\s+)?[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вича|вичу|вичем|виче|вна|вны|вне|вну|вной|ична|ичны|ичне|ичну|ичной|инична|иничны|иничне|иничну)\b(?:\s+[А-ЯЁ][а-яё]+(?:ов|ев|ёв|ин|ын|ский|цкий|ова|ева|ёва|ина|ына|ская|цкая|овой|евой|иной|ской|ову|еву|ину|скую|ко|ук|юк)\b)?",
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
    Regex::new(r"\b(?:Mr|Mrs|Ms|Miss|Dr|г-н|г-жа|господин|госпожа)\.?\s+(?P<m>\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)?)").expect("a fixed pattern")
});

/// Somebody of the staff: a job, then a known first name, then perhaps a family name.
static STAFF: LazyLock<Regex> = LazyLock::new(|| {
    let job = "менеджер|оператор|консультант|специалист|сотрудни|экономист|кассир|курьер|мастер|продав|администратор|официант|управляющ|директор|начальник|девушк|парен|водител|инженер|работни|имени|бармен|повар|хостес|врач|тренер|manager|operator|agent|advisor|engineer|assistant|representative|rep|technician|waiter|waitress|named|with|called|gentleman|lady|guy";
    Regex::new(&format!(
        r"(?:\b(?i:{job})[\p{{L}}]{{0,6}}(?:\s+[\p{{Ll}}]{{2,}}){{0,2}}\s*[,:—–-]?\s*|\b(?i:спасибо|благодар\w+|thanks?|thank you|благодарность)(?:\s+[\p{{Ll}}]{{2,}}){{0,3}}\s*[,:]?\s*)(?P<m>{}(?:\s+\p{{Lu}}[\p{{L}}'’-]+)?)",
        known(),
    ))
    .expect("a fixed pattern")
});

fn known() -> String {
    format!(
        r"(?:(?:{})[а-яё]{{0,3}}\b|(?:{})\b)",
        RUSSIAN.join("|"),
        ENGLISH.join("|")
    )
}

/// What follows «my name is» without being a name.
const NO_NAMES: &[&str] = &[
    "on",
    "in",
    "not",
    "is",
    "still",
    "being",
    "the",
    "a",
    "an",
    "wrong",
    "spelled",
    "spelt",
    "misspelled",
    "and",
    "or",
    "to",
    "was",
    "so",
    "no",
    "just",
    "correct",
    "listed",
    "here",
    "there",
    "below",
    "what",
    "your",
    "my",
    "it",
    "that",
    "не",
    "в",
    "на",
    "и",
    "или",
    "что",
    "как",
    "нет",
    "было",
    "так",
    "это",
    "за",
    "по",
    "от",
    "с",
    "у",
    "к",
    "my name",
    "i",
    "but",
    "for",
    "from",
    "with",
    "of",
    "ok",
    "yes",
    "can",
    "could",
    "please",
    "need",
    "want",
    "я",
    "хочу",
    "хотел",
    "хотела",
    "мне",
    "у",
    "а",
    "но",
    "о",
    "об",
    "для",
    "уже",
    "тоже",
    "also",
];

/// Byte ranges of names.
pub fn places(text: &str) -> Places {
    let mut found: Places = Vec::new();
    for hit in SAID.captures_iter(text) {
        let place = hit.name("m").expect("always there");
        found.extend(words_that_name(text, place.range()));
    }
    let upper = text.chars().any(char::is_uppercase);
    if upper {
        for pattern in [&SIGNED, &TITLED, &STAFF] {
            for hit in pattern.captures_iter(text) {
                found.push(hit.name("m").expect("always there").range());
            }
        }
        for pattern in [&PATRONYMIC, &INITIALS] {
            found.extend(pattern.find_iter(text).map(|hit| hit.range()));
        }
    }
    found
}

/// The words of a place up to the first that is no name. After a word in upper case only such words are taken.
fn words_that_name(text: &str, place: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    let mut end = place.start;
    let mut first_is_upper = None;
    for word in text[place.clone()].split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let upper = word.starts_with(char::is_uppercase);
        let first = *first_is_upper.get_or_insert(upper);
        if NO_NAMES.contains(&word.to_lowercase().as_str()) || (first && !upper) {
            break;
        }
        end = start + word.len();
    }
    (end > place.start).then_some(place.start..end)
}
