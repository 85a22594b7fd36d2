//! Maps, personas and interviews to begin with, in Russian and English.
//!
//! A template says what people of this kind of journey usually do, ask and feel, as assumptions: a team replaces each by
//! what it knows. The files lie in `templates/` at the root of the repository.

use crate::document::{Map, Persona};
use crate::{Form, Limits, tree};
use serde::Deserialize;
use tropa_model::proposal::LocalText;

/// A journey map to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// As it is asked for: `seven_stages`.
    pub name: &'static str,
    /// For whom and what, in one line: English, Russian.
    about: (&'static str, &'static str),
    /// The map as a YAML document, its texts in both languages.
    pub text: &'static str,
}

impl Template {
    pub fn about(&self) -> LocalText {
        LocalText::en_ru(self.about.0, self.about.1)
    }

    /// The map, its texts in both languages.
    pub fn map(&self) -> Map {
        crate::read(self.text, Some(Form::Yaml)).expect("a test reads every template")
    }
}

/// What helps to gather what a map says: the record of a persona, the plan of an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkSheet {
    pub name: &'static str,
    pub kind: WorkSheetKind,
    about: (&'static str, &'static str),
    /// YAML for a persona (both languages in one), Markdown for an interview: English, Russian.
    text: (&'static str, &'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkSheetKind {
    Persona,
    Interview,
}

impl WorkSheet {
    pub fn about(&self) -> LocalText {
        LocalText::en_ru(self.about.0, self.about.1)
    }

    pub fn text(&self, lang: crate::Lang) -> &'static str {
        lang.pick(self.text.0, self.text.1)
    }

    /// The persona of a persona's sheet, its traits being the questions to ask.
    pub fn persona(&self) -> Option<Persona> {
        if self.kind != WorkSheetKind::Persona {
            return None;
        }
        let document = tree::read_yaml(self.text.0, &Limits::DEFAULT).expect("a test reads every sheet");
        Some(Persona::deserialize(&document).expect("a test reads every sheet"))
    }

    /// What the sheet calls itself.
    pub fn title(&self) -> LocalText {
        let heading = |text: &str| {
            text.lines()
                .next()
                .unwrap_or_default()
                .trim_start_matches("# ")
                .to_owned()
        };
        match self.persona() {
            Some(persona) => persona.name,
            None => LocalText::en_ru(heading(self.text.0), heading(self.text.1)),
        }
    }
}

macro_rules! map {
    ($name:literal, $en:literal, $ru:literal) => {
        Template {
            name: $name,
            about: ($en, $ru),
            text: include_str!(concat!("../../../templates/maps/", $name, ".tropa.yaml")),
        }
    };
}

/// In the order they are offered: the general ones first, the empty one last.
pub const MAPS: &[Template] = &[
    map!(
        "seven_stages",
        "A customer's whole life with the company, leaving included: for when it is not yet clear where it hurts",
        "Полная жизнь клиента с компанией, в том числе уход: когда ещё не ясно, где болит"
    ),
    map!(
        "aida_loyalty",
        "Five phases from first attention to attachment: for advertising, a launch, a short purchase",
        "Пять фаз от первого внимания до привязанности: для рекламы, запуска продукта, короткой покупки"
    ),
    map!(
        "retail_delivery",
        "Website, shop, warehouse, courier and assembly: who answers for the impression where",
        "Сайт, магазин, склад, курьер и сборка: кто где отвечает за впечатление"
    ),
    map!(
        "bank_product",
        "A product with a check and a wait for the decision: where people are afraid and at a loss",
        "Продукт с проверкой и ожиданием решения: где человеку страшно и непонятно"
    ),
    map!(
        "b2b_sale",
        "Several people decide together, each with an aim and a curve of their own",
        "Несколько человек решают вместе, каждый со своей целью и своей кривой"
    ),
    map!(
        "saas_onboarding",
        "UJM: from sign-up to habit, with ways back",
        "UJM: от регистрации до привычки, с возвратами"
    ),
    map!(
        "employee_journey",
        "EJM: from the first look at a vacancy to leaving on good terms",
        "EJM: от первого взгляда на вакансию до ухода и доброй памяти"
    ),
    map!(
        "support_agent",
        "EJM beside the CJM: which step of the employee decides how the customer's request ends",
        "EJM рядом с CJM: какой шаг сотрудника решает, чем кончится обращение клиента"
    ),
    map!(
        "service_blueprint",
        "What the customer sees, what people do in front and behind the scenes, which systems carry it",
        "Что видит клиент, что делают люди перед ним и за кулисами, какие системы держат"
    ),
    map!(
        "empty",
        "Three stages and the main lanes, all else empty",
        "Три этапа и основные полосы, всё остальное пусто"
    ),
];

macro_rules! persona {
    ($name:literal, $en:literal, $ru:literal) => {{
        const TEXT: &str = include_str!(concat!("../../../templates/personas/", $name, ".yaml"));
        WorkSheet {
            name: concat!("persona_", $name),
            kind: WorkSheetKind::Persona,
            about: ($en, $ru),
            text: (TEXT, TEXT),
        }
    }};
}

macro_rules! interview {
    ($name:literal, $en:literal, $ru:literal) => {
        WorkSheet {
            name: concat!("interview_", $name),
            kind: WorkSheetKind::Interview,
            about: ($en, $ru),
            text: (
                include_str!(concat!("../../../templates/interviews/", $name, ".en.md")),
                include_str!(concat!("../../../templates/interviews/", $name, ".ru.md")),
            ),
        }
    };
}

pub const WORK_SHEETS: &[WorkSheet] = &[
    persona!(
        "person",
        "A buyer or user: which traits to find out, and how",
        "Покупатель или пользователь: какие черты узнать и как"
    ),
    persona!(
        "buying_centre_member",
        "B2B: part in the decision, what they risk, what they call success",
        "B2B: роль в решении, чем рискует, что считает успехом"
    ),
    persona!(
        "employee",
        "EJM: the person on the other side of the same touchpoint",
        "EJM: человек по другую сторону той же точки контакта"
    ),
    interview!(
        "customer",
        "45 minutes with a customer, step by step",
        "45 минут с клиентом, шаг за шагом"
    ),
    interview!(
        "leaving_customer",
        "30 minutes with somebody who left",
        "30 минут с тем, кто ушёл"
    ),
    interview!(
        "employee",
        "40 minutes at an employee's workplace",
        "40 минут на рабочем месте сотрудника"
    ),
    interview!(
        "stakeholder",
        "30 minutes with a department or a supplier",
        "30 минут с отделом или поставщиком"
    ),
    interview!(
        "observation",
        "A sheet for looking without asking",
        "Лист для наблюдения без вопросов"
    ),
];

/// The template of that name, if there is one.
pub fn template(name: &str) -> Option<&'static Template> {
    MAPS.iter().find(|template| template.name == name)
}

/// The work sheet of that name, if there is one.
pub fn work_sheet(name: &str) -> Option<&'static WorkSheet> {
    WORK_SHEETS.iter().find(|sheet| sheet.name == name)
}
