//! The panel that folds lanes and puts one persona into the foreground.

use crate::svg::Escaped;
use crate::text::clean;
use crate::{Layout, RenderOptions, words};
use std::fmt::Write as _;
use tropa_map::Lang;
use tropa_map::document::Map;
use tropa_model::proposal::LocalText;

/// Nothing where there is nothing to choose, or where the drawing stands on sheets of paper.
pub(super) fn panel(
    page: &mut String,
    map: &Map,
    options: &RenderOptions,
    lang: Lang,
    say: &dyn Fn(&LocalText) -> String,
) {
    let lanes = options.layout == Layout::Grid && options.paper.is_none() && map.lanes.len() > 1;
    let personas = options.persona.is_none() && map.personas.len() > 1;
    if !lanes && !personas {
        return;
    }
    let _ = write!(
        page,
        "<details class=\"filter\"><summary>{}</summary><form>",
        lang.pick("Show", "Показывать")
    );
    if personas {
        let _ = write!(
            page,
            "<fieldset><legend>{}</legend><label><input type=\"radio\" name=\"persona\" value=\"\" checked>{}</label>",
            words::personas(lang),
            lang.pick("everybody", "все")
        );
        for persona in &map.personas {
            let _ = write!(
                page,
                "<label><input type=\"radio\" name=\"persona\" value=\"{}\">{}</label>",
                Escaped(&clean(&persona.id)),
                Escaped(&say(&persona.name))
            );
        }
        page.push_str("</fieldset>");
    }
    if lanes {
        let _ = write!(
            page,
            "<fieldset><legend>{}</legend>",
            lang.pick("Lanes", "Дорожки")
        );
        for lane in &map.lanes {
            let own = say(&lane.name);
            let name = if own.is_empty() {
                words::lane(lang, lane.role)
            } else {
                &own
            };
            let _ = write!(
                page,
                "<label><input type=\"checkbox\" name=\"lane\" value=\"{}\" checked>{}</label>",
                Escaped(&clean(&lane.id)),
                Escaped(name)
            );
        }
        page.push_str("</fieldset>");
    }
    page.push_str("</form></details>\n");
}
