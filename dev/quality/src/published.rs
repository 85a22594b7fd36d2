//! The published data sets, read as texts with what people said of them.

use flate2::read::GzDecoder;
use std::io::Read;
use std::path::Path;

/// A text and its score.
#[derive(Clone, Debug)]
pub struct Scored {
    pub id: String,
    pub title: String,
    pub text: String,
    pub score: f64,
}

/// Reviews of banks in Russian with 1–5 stars.
pub fn myfin(shared: &Path) -> Option<Vec<Scored>> {
    scored(
        shared,
        "reviews_ru/myfin_belarus_bank_reviews.csv.gz",
        b',',
        |row| {
            Some(Scored {
                id: row("id")?,
                title: String::new(),
                text: row("review_text")?,
                score: number(row("count_stars")?)?,
            })
        },
    )
}

/// Reviews of clothes in English with 1–5 stars; those without a text are left out. The id is the
/// row's number from 0.
pub fn clothing(shared: &Path) -> Option<Vec<Scored>> {
    let mut number_of_row = 0;
    scored(shared, "reviews_en/womens_clothing_reviews.csv.gz", b',', |row| {
        number_of_row += 1;
        let text = row("Review Text")?;
        let score = number(row("Rating")?)?;
        (!text.is_empty()).then_some(Scored {
            id: (number_of_row - 1).to_string(),
            title: row("Title")?,
            text,
            score,
        })
    })
}

/// What customers of a telecom wrote beside a recommendation of 0–10. The id is the row's number from 0.
pub fn telecom(shared: &Path) -> Option<Vec<Scored>> {
    let mut number_of_row = 0;
    scored(
        shared,
        "survey/telecom_nps_verbatims_by_stage.csv.gz",
        b',',
        |row| {
            number_of_row += 1;
            let score = number(row("NPS_SCORE")?)?;
            Some(Scored {
                id: (number_of_row - 1).to_string(),
                title: String::new(),
                text: row("text")?,
                score,
            })
        },
    )
}

/// Sentences of reviews with the mean of twenty people's ratings, −4…4.
pub fn snippets(shared: &Path) -> Option<Vec<Scored>> {
    let text = text_of(&shared.join("data/reviews_en/vader_amazon_snippets_ground_truth.tsv.gz"))?;
    let rows = text.lines().filter_map(|line| {
        let mut fields = line.splitn(3, '\t');
        let (id, score, text) = (fields.next()?, fields.next()?, fields.next()?);
        Some(Scored {
            id: id.to_owned(),
            title: String::new(),
            text: text.to_owned(),
            score: score.parse().ok()?,
        })
    });
    Some(rows.collect())
}

/// A thing named in a review of a restaurant, and how people read the review's feeling about it.
#[derive(Clone, Debug)]
pub struct Named {
    pub review: String,
    pub text: String,
    /// Characters of the text.
    pub start: u32,
    pub end: u32,
    pub sentiment: String,
    /// `Rel`: about this visit; others compare, remember, suppose.
    pub mark: String,
}

/// SentiRuEval 2015, restaurants.
pub fn restaurants(shared: &Path) -> Option<Vec<Named>> {
    let xml = text_of(&shared.join("data/reviews_ru/sentirueval2015_restaurants_train.xml.gz"))?;
    let mut named = Vec::new();
    for review in xml.split("<review ").skip(1) {
        let id = attribute(review, "id")?;
        let text = unescaped(review.split("<text>").nth(1)?.split("</text>").next()?);
        for aspect in review.split("<aspect ").skip(1) {
            let of = |name| attribute(aspect.split("/>").next().unwrap_or(""), name);
            named.push(Named {
                review: id.clone(),
                text: text.clone(),
                start: of("from")?.parse().ok()?,
                end: of("to")?.parse().ok()?,
                sentiment: of("sentiment")?,
                mark: of("mark")?,
            });
        }
    }
    Some(named)
}

/// The lines of the packed file at `path` below `data`; `None` where it is absent.
pub fn text_of(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    GzDecoder::new(std::fs::File::open(path).ok()?)
        .read_to_end(&mut bytes)
        .ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn scored(
    shared: &Path,
    file: &str,
    separator: u8,
    mut read: impl FnMut(&dyn Fn(&str) -> Option<String>) -> Option<Scored>,
) -> Option<Vec<Scored>> {
    let text = text_of(&shared.join("data").join(file))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().ok()?.clone();
    let mut found = Vec::new();
    for record in reader.records() {
        let record = record.ok()?;
        let of = |name: &str| {
            let at = header.iter().position(|column| column == name)?;
            record.get(at).map(str::to_owned)
        };
        found.extend(read(&of));
    }
    Some(found)
}

fn number(text: String) -> Option<f64> {
    text.trim().parse().ok()
}

fn attribute(element: &str, name: &str) -> Option<String> {
    let start = element.find(&format!("{name}=\""))? + name.len() + 2;
    Some(unescaped(element[start..].split('"').next()?))
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// Reviews of orders in Portuguese with 1–5 stars; those without a text are left out.
pub fn olist(shared: &Path) -> Option<Vec<Scored>> {
    scored(
        shared,
        "orders/olist_sample/olist_order_reviews_dataset.csv.gz",
        b',',
        |row| {
            let text = row("review_comment_message")?;
            let score = number(row("review_score")?)?;
            (!text.is_empty()).then_some(Scored {
                id: row("review_id")?,
                title: row("review_comment_title")?,
                text,
                score,
            })
        },
    )
}
