//! What maps are begun with.

use crate::app::maps::MadeFrom;
use crate::app::{AppError, Author, Workspace};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use tropa_catalog::MapId;
use tropa_map::document::{MapKind, Persona};
use tropa_map::templates::{self, Template, WorkSheet, WorkSheetKind};
use tropa_map::{Lang, Map, only_in, slug};
use tropa_model::LocalText;
use utoipa::ToSchema;

/// What a template is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TemplateOf {
    /// A map to begin with.
    Map,
    /// The record of a persona, its traits being the questions to ask.
    Persona,
    /// The plan of an interview or observation, to be printed.
    Interview,
}

/// A template as a gallery shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TemplateView {
    /// As it is asked for: `seven_stages`.
    pub id: String,
    pub of: TemplateOf,
    /// Of a map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MapKind>,
    pub title: LocalText,
    /// For whom and what, in one line.
    pub about: LocalText,
    /// Names of a map's stages, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<LocalText>,
    pub steps: u32,
    pub cards: u32,
    /// BCP 47 tags of the languages every text is in.
    pub langs: Vec<String>,
}

/// A template with its content: a map, a persona, or the text of a sheet in Markdown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TemplateWhole {
    pub template: TemplateView,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<Map>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<Persona>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// All templates, maps first.
pub fn templates() -> &'static [TemplateView] {
    // Ten documents are read once: a gallery asks for them often.
    static VIEWS: LazyLock<Vec<TemplateView>> = LazyLock::new(|| {
        let maps = templates::MAPS.iter().map(of_map);
        maps.chain(templates::WORK_SHEETS.iter().map(of_sheet)).collect()
    });
    &VIEWS
}

/// The template of that name; its texts in `lang` only where one is given. An interview sheet is English without one.
pub fn template(id: &str, lang: Option<Lang>) -> Result<TemplateWhole, AppError> {
    let view = templates().iter().find(|view| view.id == id);
    let view = view.ok_or_else(|| AppError::NoSuchTemplate {
        given: id.chars().take(80).collect(),
        known: templates().iter().map(|view| view.id.clone()).collect(),
    })?;
    let mut whole = TemplateWhole {
        template: view.clone(),
        map: None,
        persona: None,
        text: None,
    };
    if let Some(template) = templates::template(id) {
        let map = template.map();
        whole.map = Some(lang.map_or(map.clone(), |lang| only_in(&map, lang.tag())));
    } else if let Some(sheet) = templates::work_sheet(id) {
        match sheet.kind {
            WorkSheetKind::Persona => whole.persona = sheet.persona(),
            WorkSheetKind::Interview => whole.text = Some(sheet.text(lang.unwrap_or_default()).to_owned()),
        }
    }
    Ok(whole)
}

impl Workspace {
    /// Puts a new map made from a template into the workspace: its id and revision.
    ///
    /// The id is made from the title, else from the template's name, and is free. `title` is in `lang`; without one it
    /// counts as text in the data's own language.
    pub fn map_from_template(
        &self,
        template: &str,
        lang: Option<Lang>,
        title: Option<&str>,
        by: &Author,
    ) -> Result<(MapId, u64), AppError> {
        let found = self::template(template, lang)?;
        let mut map = found.map.ok_or_else(|| AppError::NoSuchTemplate {
            given: template.to_owned(),
            known: templates::MAPS.iter().map(|map| map.name.to_owned()).collect(),
        })?;
        let title = title.map(str::trim).filter(|title| !title.is_empty());
        if let Some(title) = title {
            let tag = lang.map_or("und", Lang::tag).to_owned();
            map.title = LocalText([(tag, title.to_owned())].into());
        }
        let wanted = title.map(slug).filter(|slug| !slug.is_empty());
        let origin = MadeFrom::Template(template.to_owned());
        self.add_map(map, &wanted.unwrap_or_else(|| slug(template)), &origin, by)
    }
}

fn of_map(template: &Template) -> TemplateView {
    let map = template.map();
    TemplateView {
        id: template.name.to_owned(),
        of: TemplateOf::Map,
        kind: Some(map.kind),
        title: map.title.clone(),
        about: template.about(),
        stages: map.stages.iter().map(|stage| stage.name.clone()).collect(),
        steps: map.stages.iter().map(|stage| stage.steps.len() as u32).sum(),
        cards: map.cards.len() as u32,
        langs: langs(&map.title),
    }
}

fn of_sheet(sheet: &WorkSheet) -> TemplateView {
    let title = sheet.title();
    TemplateView {
        id: sheet.name.to_owned(),
        of: match sheet.kind {
            WorkSheetKind::Persona => TemplateOf::Persona,
            WorkSheetKind::Interview => TemplateOf::Interview,
        },
        kind: None,
        about: sheet.about(),
        stages: Vec::new(),
        steps: 0,
        cards: 0,
        langs: langs(&title),
        title,
    }
}

/// A test of the templates keeps every text in the languages of the title.
fn langs(title: &LocalText) -> Vec<String> {
    title
        .0
        .keys()
        .cloned()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}
