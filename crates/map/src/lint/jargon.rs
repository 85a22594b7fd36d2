//! Company words in the customer's mouth: nobody thinks «I am in the retention funnel».

use super::LintCode as C;
use super::Severity::Warning;
use super::{LintRules, Notes, View};
use crate::document::{LaneRole, MapKind};

/// Beginnings of words, lower case; `=` asks for the whole word. Words people outside companies do not say.
const WORDS: &[&str] = &[
    "kpi=",
    "roi=",
    "nps=",
    "csat=",
    "sla=",
    "crm=",
    "erp=",
    "sku=",
    "mql=",
    "sql=",
    "ltv=",
    "cac=",
    "b2b=",
    "b2c=",
    "churn",
    "funnel",
    "upsell",
    "up-sell",
    "cross-sell",
    "touchpoint",
    "omnichannel",
    "monetis",
    "monetiz",
    "stakeholder",
    "conversion",
    "retention",
    "lead=",
    "leads=",
    "backlog",
    "back-office",
    "backoffice",
    "end-user",
    "deliverable",
    "synergy",
    "проактивн",
    "лид=",
    "лиды=",
    "лидов=",
    "лида=",
    "конверси",
    "воронк",
    "апсейл",
    "кросс-сейл",
    "допродаж",
    "ретеншн",
    "удержани",
    "онбординг",
    "монетизац",
    "омниканал",
    "касани",
    "тикет",
    "бэк-офис",
    "бэкофис",
    "фронт-офис",
    "лпр=",
    "кпэ=",
    "целевое действие",
    "бизнес-процесс",
    "регламент",
    "клиентоориентирован",
    "стейкхолдер",
    "црм=",
    "нпс=",
    "прогрев",
    "пользовательский путь",
    "точка контакта",
    "точку контакта",
];

/// Rows in which the person speaks or is spoken of in their own words. Quotes stay as they were said.
fn is_own_voice(role: LaneRole) -> bool {
    use LaneRole as R;
    matches!(
        role,
        R::Goals | R::Actions | R::Thoughts | R::Feelings | R::Needs | R::Expectations | R::Questions
    )
}

pub(super) fn check(view: &View<'_>, rules: &LintRules, notes: &mut Notes) {
    // Employees do say such words.
    if view.map.kind == MapKind::Employee {
        return;
    }
    let own: Vec<String> = rules.jargon.iter().map(|word| word.to_lowercase()).collect();
    let allowed: Vec<String> = rules.allowed.iter().map(|word| word.to_lowercase()).collect();
    for (i, card) in view.map.cards.iter().enumerate() {
        // A card that was counted is the program's sentence, not the person's.
        if !is_own_voice(view.role(card)) || card.evidence.iter().any(|evidence| evidence.rule.is_some()) {
            continue;
        }
        for (language, text) in &card.text.0 {
            let Some(word) = jargon(text, &own, &allowed) else {
                continue;
            };
            notes.add(
                Warning,
                C::Jargon,
                format!("cards[{i}].text.{language}"),
                format!("«{word}» is a company's word: say it as the person would"),
                format!("«{word}» — слово компании: скажите так, как сказал бы сам человек"),
            );
        }
    }
}

/// The first company word of a text, as it stands there.
fn jargon<'t>(text: &'t str, own: &[String], allowed: &[String]) -> Option<&'t str> {
    let signs = || WORDS.iter().copied().chain(own.iter().map(String::as_str));
    let starts = text.char_indices().filter(|(i, c)| {
        c.is_alphanumeric()
            && text[..*i]
                .chars()
                .next_back()
                .is_none_or(|before| !before.is_alphanumeric())
    });
    for (start, _) in starts {
        let rest = &text[start..];
        let word_end = |text: &str| text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
        let word = &rest[..word_end(rest)];
        if allowed.iter().any(|allowed| word.to_lowercase() == *allowed) {
            continue;
        }
        // As many characters as the longest sign has: lowering the whole rest for each word would be quadratic.
        let near: String = rest.chars().take(40).flat_map(char::to_lowercase).collect();
        let fits = |sign: &str| match sign.strip_suffix('=') {
            Some(whole) => near
                .strip_prefix(whole)
                .is_some_and(|after| !after.starts_with(char::is_alphanumeric)),
            None => near.starts_with(sign),
        };
        if signs().any(fits) {
            return Some(word);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn company_words_are_found_at_the_beginning_of_words_only() {
        let found = |text| jargon(text, &[], &[]);
        assert_eq!(found("Клиент уходит в воронку продаж"), Some("воронку"));
        assert_eq!(found("I am a lead now"), Some("lead"));
        assert_eq!(
            found("Leads me to the till; the salesman is misleading"),
            Some("Leads")
        );
        assert_eq!(found("Солидный диван, слегка великоват"), None);
        assert_eq!(found("Смотрю NPS."), Some("NPS"));
        assert_eq!(jargon("Открываю CRM", &[], &["crm".to_owned()]), None);
        assert_eq!(jargon("Жду сборку по МСК", &["мск".to_owned()], &[]), Some("МСК"));
    }
}
