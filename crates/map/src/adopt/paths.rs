//! The ways people take, named by what they do otherwise than the main path.

use super::Drawer;
use crate::document::Path;
use crate::format::Lang;
use tropa_model::proposal::{LocalText, PathProposal};

impl<'a> Drawer<'a> {
    /// `None` for a path none of whose activities is on the map.
    pub(super) fn path(&mut self, place: usize, path: &PathProposal) -> Option<Path> {
        let known: Vec<&str> = path
            .activities
            .iter()
            .map(String::as_str)
            .filter(|a| self.steps.contains_key(a))
            .collect();
        if known.is_empty() {
            return None;
        }
        let (id, name) = if place == 0 {
            (
                "path-main".to_owned(),
                LocalText::en_ru("Main path", "Основной путь"),
            )
        } else {
            (format!("path-{place}"), self.path_name(&known))
        };
        Some(Path {
            id,
            name,
            steps: known
                .iter()
                .map(|activity| self.steps[activity].0.clone())
                .collect(),
            journeys: path.journeys,
            share: path.share,
            evidence: vec![self.evidence(&path.because)],
            ..Path::default()
        })
    }

    /// What an alternative does otherwise than the main path: «без А; с Б; повторы В».
    fn path_name(&self, steps: &[&str]) -> LocalText {
        let main: Vec<&str> = self
            .proposal
            .main_path
            .activities
            .iter()
            .map(String::as_str)
            .filter(|a| self.steps.contains_key(a))
            .collect();
        let distinct = |of: &[&'a str]| -> Vec<&'a str> {
            let mut seen = Vec::new();
            of.iter().for_each(|a| {
                if !seen.contains(a) {
                    seen.push(*a)
                }
            });
            seen
        };
        let key = |activity: &str| self.steps.get_key_value(activity).map(|(key, _)| *key);
        let steps: Vec<&'a str> = steps.iter().filter_map(|a| key(a)).collect();
        let main: Vec<&'a str> = main.iter().filter_map(|a| key(a)).collect();
        let times = |of: &[&str], activity: &str| of.iter().filter(|a| **a == activity).count();
        let without: Vec<_> = distinct(&main)
            .into_iter()
            .filter(|a| !steps.contains(a))
            .collect();
        let with: Vec<_> = distinct(&steps)
            .into_iter()
            .filter(|a| !main.contains(a))
            .collect();
        let repeats: Vec<_> = distinct(&steps)
            .into_iter()
            .filter(|a| main.contains(a) && times(&steps, a) > times(&main, a))
            .collect();

        let say = |lang: Lang| {
            let part = |en: &str, ru: &str, activities: &[&str]| {
                let name = self.steps[*activities.first()?].1.get(lang.tag());
                let rest = match (activities.len() - 1, lang) {
                    (0, _) => String::new(),
                    (more, Lang::En) => format!(" and {more} more"),
                    (more, Lang::Ru) => format!(" и ещё {more}"),
                };
                Some(format!("{} «{name}»{rest}", lang.pick(en, ru)))
            };
            let parts: Vec<String> = [
                part("without", "без:", &without),
                part("with", "есть:", &with),
                part("again", "повтор:", &repeats),
            ]
            .into_iter()
            .flatten()
            .collect();
            let text = parts.join("; ");
            if text.is_empty() {
                lang.pick("in another order", "в другом порядке").to_owned()
            } else {
                text
            }
        };
        LocalText::en_ru(capitalised(&say(Lang::En)), capitalised(&say(Lang::Ru)))
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
