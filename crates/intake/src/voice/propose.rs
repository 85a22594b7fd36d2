//! Which files hold what people say, and which column is what: proposed with reasons, or what cannot be told.

mod columns;
mod scales;

use super::forms::{Form, form_of};
use super::mapping::{Asked, Late, Lookup, VoiceColumn, VoiceMapping, VoiceRole};
use super::names::{Part, fit, is_question};
use super::transcript;
use crate::propose::{Missing, RoleReason, normal};
use crate::{Input, IntakeError, TimeFormat};
use columns::{Col, Sampled, sample_of};
use serde::{Deserialize, Serialize};
use tropa_model::feedback::{FeedbackKind, Measure};
use tropa_model::{LocalText, Scale};
use utoipa::ToSchema;

/// What a person states instead of leaving it to the proposal: the flags of the command line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct VoiceOptions {
    /// These are items of this kind, whatever they look like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<FeedbackKind>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scales: Vec<ScaleWish>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The column that says who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The column that says when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The column that names the step or touchpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
}

/// The scale of a column of scores, or of all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScaleWish {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    pub scale: Scale,
}

/// What files of feedback are and how they would be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoiceProposed {
    pub kind: FeedbackKind,
    /// Of each file, in their order.
    pub forms: Vec<Form>,
    /// Present when nothing is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<VoiceMapping>,
    /// Why each column got its role.
    pub reasons: Vec<RoleReason>,
    /// What cannot be told.
    pub missing: Vec<Missing>,
    pub notes: Vec<LocalText>,
}

/// Looks whether files hold what people say. `None`: they do not look like it, and nobody said that they do.
pub fn recognise(inputs: &[Input], options: &VoiceOptions) -> Result<Option<VoiceProposed>, IntakeError> {
    let mut forms = Vec::new();
    for input in inputs {
        match form_of(input)? {
            Some(form) => forms.push(form),
            None => return Ok(None),
        }
    }
    let mut drafts = Vec::new();
    for (input, form) in inputs.iter().zip(&forms) {
        if matches!(form, Form::CodedSegments | Form::CodeSystem) {
            continue;
        }
        let sampled = sample_of(input, *form)?;
        drafts.push(draft(input, *form, sampled, options)?);
    }
    let Some(main) = drafts.iter().position(|draft| draft.is_feedback) else {
        return Ok(match options.kind {
            Some(kind) if !drafts.is_empty() => Some(unclear(kind, forms, &drafts[0])),
            _ => None,
        });
    };
    let others_stand_alone = drafts.iter().all(|draft| draft.is_feedback);
    if !others_stand_alone && options.kind.is_none() {
        return Ok(None);
    }
    let documents = drafts.iter().filter(|draft| draft.form == Form::Document).count();
    let kind = options.kind.unwrap_or_else(|| match drafts[main].kind {
        FeedbackKind::Observation if documents >= DOCUMENTS_OF_REVIEWS => FeedbackKind::Review,
        kind => kind,
    });
    let mut mapping = drafts[main].mapping.clone();
    mapping.kind = kind;
    mapping.time_zone = options.time_zone.clone();
    let (mut reasons, mut missing) = (drafts[main].reasons.clone(), drafts[main].missing.clone());
    let mut notes = drafts[main].notes.clone();
    for (place, other) in drafts.iter().enumerate() {
        if place == main {
            continue;
        }
        if !other.is_feedback {
            look_up(&mut mapping, &drafts[main], other, &mut reasons);
            continue;
        }
        for column in &other.mapping.columns {
            if !mapping.columns.iter().any(|known| known.from == column.from) {
                mapping.columns.push(column.clone());
            }
        }
        let words = [
            (&mut mapping.company, &other.mapping.company),
            (&mut mapping.researcher, &other.mapping.researcher),
        ];
        for (known, more) in words {
            for word in more {
                if !known.contains(word) {
                    known.push(word.clone());
                }
            }
        }
        missing.extend(other.missing.clone());
    }
    notes.dedup();
    Ok(Some(VoiceProposed {
        kind,
        forms,
        mapping: missing.is_empty().then_some(mapping),
        reasons,
        missing,
        notes,
    }))
}

/// So many files with one text each are reviews, not field notes.
const DOCUMENTS_OF_REVIEWS: usize = 5;

fn unclear(kind: FeedbackKind, forms: Vec<Form>, draft: &Draft) -> VoiceProposed {
    let columns = draft
        .sampled
        .columns
        .iter()
        .map(|column| column.found.name.as_str());
    let columns = columns.collect::<Vec<_>>().join(", ");
    VoiceProposed {
        kind,
        forms,
        mapping: None,
        reasons: Vec::new(),
        missing: vec![Missing {
            file: draft.file.clone(),
            what: crate::propose::MissingPart::Said,
            saw: LocalText::en_ru(
                format!("no column of texts or scores among {columns}"),
                format!("ни столбца с текстами, ни столбца с оценками среди {columns}"),
            ),
            pass: LocalText::en_ru(
                "--mapping with the roles of the columns",
                "--mapping с ролями столбцов",
            ),
        }],
        notes: Vec::new(),
    }
}

struct Draft {
    file: String,
    form: Form,
    is_feedback: bool,
    kind: FeedbackKind,
    mapping: VoiceMapping,
    reasons: Vec<RoleReason>,
    missing: Vec<Missing>,
    notes: Vec<LocalText>,
    sampled: Sampled,
}

/// Roles that are taken by what their values are as well as by their names, in the order in which columns are given
/// away.
const BY_NAME: [(Part, VoiceRole); 11] = [
    (Part::Reply, VoiceRole::Reply),
    (Part::Title, VoiceRole::Title),
    (Part::Pros, VoiceRole::Pros),
    (Part::Cons, VoiceRole::Cons),
    (Part::Speaker, VoiceRole::Speaker),
    (Part::Turn, VoiceRole::Turn),
    (Part::Conversation, VoiceRole::Conversation),
    (Part::Question, VoiceRole::Question),
    (Part::Step, VoiceRole::Step),
    (Part::Channel, VoiceRole::Channel),
    (Part::Segment, VoiceRole::Segment),
];

/// Words that a speaker's column has for the other side.
const COMPANY: [&str; 24] = [
    "agent",
    "company",
    "support",
    "operator",
    "system",
    "bot",
    "assistant",
    "employee",
    "staff",
    "manager",
    "action",
    "outbound",
    "advisor",
    "rep",
    "оператор",
    "поддержка",
    "компания",
    "бот",
    "система",
    "менеджер",
    "сотрудник",
    "исходящее",
    "консультант",
    "агент",
];

fn draft(input: &Input, form: Form, sampled: Sampled, options: &VoiceOptions) -> Result<Draft, IntakeError> {
    let mut draft = Draft {
        file: input.name.to_owned(),
        form,
        is_feedback: form != Form::Table,
        kind: FeedbackKind::Review,
        mapping: VoiceMapping::new(FeedbackKind::Review),
        reasons: Vec::new(),
        missing: Vec::new(),
        notes: Vec::new(),
        sampled,
    };
    match form {
        Form::Transcript => draft.transcript(input)?,
        Form::Document => draft.document(input),
        _ => draft.table(options),
    }
    Ok(draft)
}

impl Draft {
    fn give(&mut self, column: &str, role: VoiceRole, en: impl Into<String>, ru: impl Into<String>) {
        self.reasons.push(RoleReason {
            file: self.file.clone(),
            column: column.to_owned(),
            role: role_word(&role),
            why: LocalText::en_ru(en.into(), ru.into()),
        });
        self.mapping.columns.push(VoiceColumn {
            from: column.to_owned(),
            role,
        });
    }

    fn transcript(&mut self, input: &Input) -> Result<(), IntakeError> {
        self.kind = FeedbackKind::Interview;
        let turns = transcript::turns(&super::forms::whole_text(input)?);
        self.mapping.researcher = transcript::researchers(&turns);
        let asks = self.mapping.researcher.join(", ");
        self.give(
            "document",
            VoiceRole::Conversation,
            "one interview per file",
            "файл — одно интервью",
        );
        self.give(
            "document",
            VoiceRole::Actor,
            "the person of the interview",
            "человек, с которым говорят",
        );
        self.give(
            "turn",
            VoiceRole::Turn,
            "turns in their order",
            "реплики по порядку",
        );
        self.give(
            "speaker",
            VoiceRole::Speaker,
            format!("{asks} asks, the others answer"),
            format!("{asks} спрашивает, остальные отвечают"),
        );
        self.give("text", VoiceRole::Body, "what was said", "что сказано");
        Ok(())
    }

    fn document(&mut self, input: &Input) {
        let name = normal(input.name);
        let review = ["review", "отзыв", "pos", "neg"]
            .iter()
            .any(|word| name.contains(word));
        self.kind = if review {
            FeedbackKind::Review
        } else {
            FeedbackKind::Observation
        };
        self.give(
            "document",
            VoiceRole::Id,
            "one text per file",
            "файл — один текст",
        );
        self.give("text", VoiceRole::Body, "the text of the file", "текст файла");
        let folder = VoiceRole::Attribute("folder".into());
        self.give("folder", folder, "the folder it lies in", "папка, где он лежит");
    }

    fn table(&mut self, options: &VoiceOptions) {
        let columns = std::mem::take(&mut self.sampled.columns);
        let mut free: Vec<&Col> = columns.iter().filter(|column| !column.is_empty()).collect();
        let take = |free: &mut Vec<&Col>, name: &str| free.retain(|column| column.found.name != name);
        for (given, role) in [
            (&options.actor, VoiceRole::Actor),
            (&options.step, VoiceRole::Step),
        ] {
            if let Some(name) = given {
                self.give(name, role, "stated", "указано");
                take(&mut free, name);
            }
        }
        free.retain(|column| !self.is_personal(column));
        let questions = free
            .iter()
            .filter(|column| is_question(&column.found.name))
            .count();
        let wide = questions >= 2;
        // Texts first: where several columns are called like texts, the one with most words is what was said.
        let body = (free.iter())
            .filter(|column| column.is_prose() && !(wide && is_question(&column.found.name)))
            .filter(|column| fit(Part::Reply, &column.found.name) < 900)
            .filter(|column| fit(Part::Title, &column.found.name) < 900)
            .map(|column| (fit(Part::Body, &column.found.name), column))
            .filter(|(fit, column)| *fit > 0 || column.words_mean >= PROSE_WORDS)
            .max_by(|(a, x), (b, y)| a.cmp(b).then(x.words_mean.total_cmp(&y.words_mean)))
            .map(|(fit, column)| (fit, column.found.name.clone(), column.words_mean));
        let mut says_text = false;
        if let Some((fit, name, words)) = body {
            let words = words.round().max(1.0);
            says_text = fit >= 400 || words >= PROSE_WORDS;
            self.give(
                &name,
                VoiceRole::Body,
                format!("texts of {words} words on average"),
                format!("тексты, в среднем слов: {words}"),
            );
            take(&mut free, &name);
        }
        let mut parts_of_text = 0;
        for (part, role) in BY_NAME {
            if matches!(role, VoiceRole::Step) && options.step.is_some() {
                continue;
            }
            let best = (free.iter())
                .map(|column| (fit(part, &column.found.name), *column))
                .filter(|(fit, column)| *fit > 0 && column.may_be(part))
                .max_by_key(|(fit, _)| *fit)
                .map(|(_, column)| column.found.name.clone());
            if let Some(name) = best {
                parts_of_text += usize::from(matches!(part, Part::Pros | Part::Cons));
                self.give(&name, role, "its name", "по названию");
                take(&mut free, &name);
            }
        }
        self.companies(&columns);
        let scored = scales::give(self, &mut free, options, wide);
        self.time_and_actor(&mut free, options);
        for column in free.clone() {
            if is_question(&column.found.name) && (column.is_prose() || column.is_choice()) {
                let question = column.found.name.trim().to_owned();
                let asked = Asked { question, step: None };
                let name = &column.found.name;
                if column.is_choice() {
                    self.give(
                        name,
                        VoiceRole::Chosen(asked),
                        "a question with options",
                        "вопрос с вариантами",
                    );
                } else {
                    self.give(
                        name,
                        VoiceRole::Told(asked),
                        "a question answered in words",
                        "вопрос с ответом словами",
                    );
                }
                take(&mut free, name);
            }
        }
        for column in free {
            let name = &column.found.name;
            if !column.is_counter() {
                let role = VoiceRole::Attribute(normal(name));
                self.give(name, role, "kept as an attribute", "остаётся признаком");
            }
        }
        let is_log = columns.iter().any(|column| is_activity(&column.found.name));
        let asked = self.mapping.columns.iter().any(|column| {
            matches!(
                column.role,
                VoiceRole::Told(_) | VoiceRole::Scored(_) | VoiceRole::Chosen(_)
            )
        });
        let measured = scored
            .iter()
            .any(|score| matches!(score, Measure::Nps | Measure::Csat | Measure::Ces));
        let says = says_text || parts_of_text == 2 || measured || (wide && asked);
        self.is_feedback = self.form != Form::Table || (says && (!is_log || options.kind.is_some()));
        self.kind = self.kind_of_table(&scored, wide && asked);
        self.sampled.columns = columns;
    }

    /// Columns that hold nothing but personal data are not kept at all.
    fn is_personal(&mut self, column: &Col) -> bool {
        let name = normal(&column.found.name);
        let is = PERSONAL
            .iter()
            .any(|word| name == *word || name.ends_with(&format!("_{word}")));
        if is {
            let name = &column.found.name;
            self.notes.push(LocalText::en_ru(
                format!("column «{name}» holds personal data and is left out"),
                format!("в столбце «{name}» личные данные, он не сохраняется"),
            ));
        }
        is
    }

    /// Which of the words in the speaker's column mean the company.
    fn companies(&mut self, columns: &[Col]) {
        let Some(speaker) = self.mapping.from_of(|role| *role == VoiceRole::Speaker) else {
            return;
        };
        let Some(column) = columns.iter().find(|column| column.found.name == speaker) else {
            return;
        };
        let mut words: Vec<String> = (0..column.values.len())
            .map(|row| column.values.get(row).trim().to_lowercase())
            .filter(|word| {
                COMPANY
                    .iter()
                    .any(|known| word == known || word.starts_with(&format!("{known} ")))
            })
            .collect();
        words.sort_unstable();
        words.dedup();
        self.mapping.company = words;
    }

    fn time_and_actor(&mut self, free: &mut Vec<&Col>, options: &VoiceOptions) {
        let table = self.form == Form::Table;
        let time = (free.iter())
            .filter_map(|column| Some((column, column.found.time.as_ref()?)))
            .filter(|(column, _)| {
                options
                    .time
                    .as_ref()
                    .is_none_or(|name| *name == column.found.name)
            })
            .map(|(column, guess)| {
                (
                    fit(Part::Time, &column.found.name),
                    *column,
                    guess.formats.clone(),
                )
            })
            .filter(|(fit, column, _)| *fit >= 700 || (table && column.is_time()) || options.time.is_some())
            .filter(|(_, column, _)| options.time.is_some() || !is_other_time(&column.found.name))
            .max_by_key(|(fit, _, _)| *fit);
        if let Some((_, column, formats)) = time {
            let name = column.found.name.clone();
            let format: TimeFormat = formats[0];
            let shown = format.shown();
            if formats.len() > 1 {
                self.notes.push(LocalText::en_ru(
                    format!("dates in «{name}» may be read in two ways; they are read as {shown}"),
                    format!(
                        "даты в «{name}» читаются двояко; они прочитаны как {}",
                        shown.get("ru")
                    ),
                ));
            }
            self.give(
                &name,
                VoiceRole::Time(format),
                format!("times as {shown}"),
                format!("время вида {}", shown.get("ru")),
            );
            free.retain(|column| column.found.name != name);
        }
        let id = (free.iter())
            .map(|column| (fit(Part::Id, &column.found.name), *column))
            .filter(|(fit, column)| *fit > 0 && column.is_unique() && !column.is_counter())
            .max_by_key(|(fit, _)| *fit)
            .map(|(_, column)| column.found.name.clone());
        if let Some(name) = id {
            self.give(
                &name,
                VoiceRole::Id,
                "different in every row",
                "в каждой строке свой",
            );
            free.retain(|column| column.found.name != name);
        }
        if options.actor.is_none() {
            let actor = (free.iter())
                .map(|column| (fit(Part::Actor, &column.found.name), *column))
                .filter(|(fit, column)| *fit > 0 && column.is_key())
                .max_by_key(|(fit, _)| *fit)
                .map(|(_, column)| column.found.name.clone());
            match actor {
                Some(name) => {
                    self.give(&name, VoiceRole::Actor, "its name", "по названию");
                    free.retain(|column| column.found.name != name);
                }
                None => self.notes.push(LocalText::en_ru(
                    "nothing says who speaks: the items are anonymous",
                    "кто говорит, не указано: высказывания анонимны",
                )),
            }
        }
    }

    fn kind_of_table(&self, scored: &[Measure], asked: bool) -> FeedbackKind {
        let has = |test: &dyn Fn(&VoiceRole) -> bool| self.mapping.columns.iter().any(|c| test(&c.role));
        let file = normal(&super::forms::stem(&self.file));
        let named = |words: &[&str]| {
            let of_column = |column: &VoiceColumn| normal(&column.from);
            let columns: Vec<String> = self.mapping.columns.iter().map(of_column).collect();
            words
                .iter()
                .any(|word| file.contains(word) || columns.iter().any(|name| name.contains(word)))
        };
        let conversation = has(&|role| *role == VoiceRole::Conversation);
        let turns = has(&|role| matches!(role, VoiceRole::Turn | VoiceRole::Speaker));
        if conversation && (turns || self.form == Form::Conversations) {
            let ticket = ["ticket", "тикет", "обращени"];
            return if named(&ticket) {
                FeedbackKind::Ticket
            } else {
                FeedbackKind::Chat
            };
        }
        let measured = scored
            .iter()
            .any(|m| matches!(m, Measure::Nps | Measure::Csat | Measure::Ces));
        if asked || measured || named(&["survey", "опрос", "анкет", "questionnaire"]) {
            FeedbackKind::Answer
        } else if named(&["thread", "forum", "форум", "topic_id", "post_id"]) {
            FeedbackKind::Post
        } else if named(&["ticket", "тикет", "обращени", "complaint", "жалоб"]) {
            FeedbackKind::Ticket
        } else if named(&[
            "observation",
            "наблюден",
            "дневник",
            "diary",
            "field_note",
            "заметк",
        ]) {
            FeedbackKind::Observation
        } else {
            FeedbackKind::Review
        }
    }
}

/// Words on average from which a column of texts is what was said, whatever its name.
const PROSE_WORDS: f64 = 6.0;

/// Names of columns that are personal data through and through.
const PERSONAL: [&str; 25] = [
    "email",
    "e_mail",
    "mail",
    "phone",
    "phone_number",
    "telephone",
    "mobile",
    "user_name",
    "username",
    "customer_name",
    "first_name",
    "last_name",
    "full_name",
    "surname",
    "reviewer_name",
    "author_name",
    "address",
    "full_address",
    "street_address",
    "фио",
    "имя",
    "фамилия",
    "телефон",
    "почта",
    "адрес",
];

/// Names under which logs say what happened: a table with such a column is a log, though people write in it too.
fn is_activity(name: &str) -> bool {
    [
        "concept_name",
        "case_concept_name",
        "ocel_activity",
        "activity",
        "activity_name",
        "event_name",
        "eventname",
        "event",
        "action",
        "event_type",
        "eventtype",
        "активность",
        "событие",
        "действие",
        "название_события",
        "тип_события",
        "операция",
    ]
    .contains(&normal(name).as_str())
}

/// Times of something else than what was said.
fn is_other_time(name: &str) -> bool {
    let name = normal(name);
    [
        "purchase",
        "birth",
        "estimated",
        "deliver",
        "рожден",
        "покупк",
        "доставк",
    ]
    .iter()
    .any(|word| name.contains(word))
}

/// A table that is no feedback is looked up by a column that both have.
fn look_up(mapping: &mut VoiceMapping, main: &Draft, other: &Draft, reasons: &mut Vec<RoleReason>) {
    let unique = |column: &&Col| column.is_unique() && !column.is_counter();
    let shared = (other.sampled.columns.iter()).filter(unique).find(|column| {
        let same = |own: &Col| own.found.name == column.found.name;
        main.sampled.columns.iter().any(same)
    });
    let Some(key) = shared.map(|column| column.found.name.clone()) else {
        return;
    };
    let name = super::forms::stem(&other.file);
    mapping.lookups.push(Lookup {
        file: other.file.clone(),
        name: name.clone(),
        on: key.clone(),
        key: key.clone(),
    });
    reasons.push(RoleReason {
        file: other.file.clone(),
        column: key.clone(),
        role: "lookup".into(),
        why: LocalText::en_ru(
            format!("both files have «{key}»: its rows are looked up"),
            format!("«{key}» есть в обоих файлах: его строки подставляются"),
        ),
    });
    let times: Vec<&Col> = other
        .sampled
        .columns
        .iter()
        .filter(|column| column.is_time())
        .collect();
    let named = |words: &[&str]| {
        let fits = |column: &&&Col| words.iter().any(|word| normal(&column.found.name).contains(word));
        times
            .iter()
            .rev()
            .find(fits)
            .map(|column| column.found.name.clone())
    };
    let happened = named(&[
        "delivered_customer",
        "delivered",
        "arrived",
        "доставлен",
        "получен",
        "факт",
    ]);
    let promised = named(&[
        "estimated",
        "promised",
        "due",
        "planned",
        "обещан",
        "план",
        "срок",
    ]);
    if let (Some(happened), Some(promised)) = (happened, promised) {
        mapping.columns.push(VoiceColumn {
            from: format!("{name}.{happened}"),
            role: VoiceRole::LateAfter(Late {
                promised: format!("{name}.{promised}"),
                format: TimeFormat::Iso,
            }),
        });
    }
    for column in other
        .sampled
        .columns
        .iter()
        .filter(|column| column.found.name != key)
    {
        if column.is_choice() {
            mapping.columns.push(VoiceColumn {
                from: format!("{name}.{}", column.found.name),
                role: VoiceRole::Attribute(normal(&column.found.name)),
            });
        }
    }
}

/// A role in one word, as messages show it.
fn role_word(role: &VoiceRole) -> String {
    match serde_json::to_value(role) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(serde_json::Value::Object(object)) => match (object.keys().next(), role) {
            (_, VoiceRole::Score(score)) => scales::shown(score.measure, score.scale),
            (_, VoiceRole::Scored(asked)) => scales::shown(asked.measure, asked.scale),
            (Some(key), _) => key.clone(),
            (None, _) => String::new(),
        },
        _ => String::new(),
    }
}
