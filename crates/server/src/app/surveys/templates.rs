//! Surveys to begin with, in Russian and English. The files lie in `templates/surveys/`.

use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use tropa_model::LocalText;
use tropa_voice::questionnaire::Survey;
use utoipa::ToSchema;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SurveyTemplate {
    /// `after_delivery`.
    pub id: String,
    /// When to use it, in one line.
    pub about: LocalText,
    pub document: Survey,
}

macro_rules! template {
    ($id:literal, $en:literal, $ru:literal) => {
        (
            $id,
            $en,
            $ru,
            include_str!(concat!("../../../../../templates/surveys/", $id, ".json")),
        )
    };
}

const TEMPLATES: [(&str, &str, &str, &str); 6] = [
    template!(
        "recommend",
        "NPS with a follow-up by score; twice a year or after an important step",
        "NPS с уточнением по оценке; дважды в год или после важного шага"
    ),
    template!(
        "after_delivery",
        "Faces, what went wrong, expected against experienced; a day after the delivery",
        "Смайлики, что пошло не так, ожидание и опыт; через день после доставки"
    ),
    template!(
        "support",
        "Solved or not, effort, the person who helped; when a ticket is closed",
        "Решено ли, сколько усилий, сотрудник; при закрытии обращения"
    ),
    template!(
        "first_days",
        "Effort, feelings and what was not found; a week after the beginning",
        "Усилия, чувства и чего не нашли; через неделю после начала"
    ),
    template!(
        "leaving",
        "Reasons for leaving and whether people may come back; on the way out",
        "Причины ухода и вернётся ли человек; на выходе"
    ),
    template!(
        "employee_pulse",
        "For an employee journey map: what hinders helping customers; monthly",
        "Для карты пути сотрудника: что мешает помогать клиентам; ежемесячно"
    ),
];

/// All of them, the most general first.
pub fn survey_templates() -> &'static [SurveyTemplate] {
    static ALL: LazyLock<Vec<SurveyTemplate>> = LazyLock::new(|| {
        let read = |(id, en, ru, text): &(&str, &str, &str, &str)| SurveyTemplate {
            id: (*id).to_owned(),
            about: LocalText::en_ru(*en, *ru),
            document: serde_json::from_str(text).expect("a test reads every template"),
        };
        TEMPLATES.iter().map(read).collect()
    });
    &ALL
}

#[cfg(test)]
mod tests {
    use super::*;
    use tropa_voice::questionnaire::check;

    #[test]
    fn every_template_can_be_asked_as_it_is_in_both_languages() {
        for template in survey_templates() {
            assert_eq!(template.document.languages, ["ru", "en"], "{}", template.id);
            assert_eq!(check(&template.document), [], "{}", template.id);
        }
    }
}
