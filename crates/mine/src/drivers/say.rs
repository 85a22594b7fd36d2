//! Drivers in words.

use super::{Driver, DriverKind, Outcome, Refusal};
use crate::text::{count_en, count_ru, interval_en, interval_ru, percent_en, percent_ru, span_en, span_ru};
use tropa_model::LocalText;

/// Title and reason.
pub fn driver(d: &Driver, outcome: &Outcome) -> (LocalText, LocalText) {
    let (en, ru) = experience(d);
    let up = d.effect.value > 0.0;
    let (with, without) = (d.with.value, d.without.value);
    let goal = matches!(outcome, Outcome::Goal(_));
    let number = |v: f64| format!("{v:.2}");
    let title = match (goal, d.told) {
        (_, false) => (
            format!("{en}: no association that would stand out from chance"),
            format!("{ru}: связи, заметной на фоне случайности, нет"),
        ),
        (true, true) => (
            format!(
                "{en} is associated with {} goals: {} against {}",
                if up { "more" } else { "fewer" },
                percent_en(with),
                percent_en(without)
            ),
            format!(
                "{ru} — связано с {} долей целей: {} против {}",
                if up { "большей" } else { "меньшей" },
                percent_ru(with),
                percent_ru(without)
            ),
        ),
        (false, true) => (
            format!(
                "{en} is associated with a {} value: {} against {}",
                if up { "higher" } else { "lower" },
                number(with),
                number(without)
            ),
            format!(
                "{ru} — связано с {} значением: {} против {}",
                if up { "большим" } else { "меньшим" },
                number(with).replace('.', ","),
                number(without).replace('.', ",")
            ),
        ),
    };
    let (range_en, range_ru) = if goal {
        (points(&d.effect, interval_en), points(&d.effect, interval_ru))
    } else {
        let text = format!("{:.2}…{:.2}", d.effect.lo, d.effect.hi);
        (text.clone(), text.replace('.', ","))
    };
    let reason = (
        format!(
            "{} journeys with it, {} without, made alike in what came before; difference {range_en} (95% interval), q = {:.3}. Something unmeasured would have to raise both by a factor of {:.1} to explain it away.",
            count_en(d.exposed),
            count_en(d.unexposed),
            d.q,
            d.e_value
        ),
        format!(
            "Путей с этим — {}, без этого — {}; уравнены по тому, что было раньше. Разница {range_ru} (интервал 95{}%), q = {}. Чтобы объяснить её чем-то неизмеренным, оно должно повышать вероятность и того и другого в {} раза.",
            count_ru(d.exposed),
            count_ru(d.unexposed),
            '\u{a0}',
            format!("{:.3}", d.q).replace('.', ","),
            format!("{:.1}", d.e_value).replace('.', ",")
        ),
    );
    (
        LocalText::en_ru(title.0, title.1),
        LocalText::en_ru(reason.0, reason.1),
    )
}

/// `from −4.1 to −1.2 points` needs a sign that the interval of a share does not have.
fn points(e: &crate::Estimate, both: fn(f64, f64) -> String) -> String {
    let sign = |v: f64| if v < 0.0 { "−" } else { "+" };
    if e.lo < 0.0 && e.hi <= 0.0 {
        format!("−({})", both(-e.hi, -e.lo))
    } else if e.lo >= 0.0 {
        format!("+({})", both(e.lo, e.hi))
    } else {
        let end = |v: f64| format!("{}{:.1}", sign(v), (v * 100.0).abs());
        format!("{}…{} %", end(e.lo), end(e.hi))
    }
}

fn experience(d: &Driver) -> (String, String) {
    let name = &d.activity;
    match d.kind {
        DriverKind::Met => {
            let (en, ru) = match &d.from {
                Some(from) => (format!(" after «{from}»"), format!(" после «{from}»")),
                None => Default::default(),
            };
            (format!("«{name}»{en}"), format!("«{name}»{ru}"))
        }
        DriverKind::Failure => (format!("The failure «{name}»"), format!("Сбой «{name}»")),
        DriverKind::Repeat => (
            format!("«{name}» again at once"),
            format!("«{name}» сразу ещё раз"),
        ),
        DriverKind::Wait => {
            let s = d.threshold.unwrap_or(0.0);
            (
                format!("A wait for «{name}» longer than usual (about {})", span_en(s)),
                format!("Ожидание «{name}» дольше обычного (около {})", span_ru(s)),
            )
        }
        DriverKind::LowScore => (
            format!("A low score at «{name}»"),
            format!("Низкая оценка в точке «{name}»"),
        ),
    }
}

pub fn refused(name: &str, why: Refusal, share: f64) -> LocalText {
    let (en, ru) = (percent_en(share), percent_ru(share));
    match why {
        Refusal::Required => LocalText::en_ru(
            format!("«{name}»: {en} of those who reach the goal pass it. Architecture, not behaviour."),
            format!(
                "«{name}»: через это проходят {ru} дошедших до цели. Так устроен путь, это не поведение."
            ),
        ),
        Refusal::PartOfTheGoal => LocalText::en_ru(
            format!("«{name}»: the goal follows at once in {en}; it is part of the goal."),
            format!("«{name}»: цель следует сразу в {ru} случаев; это часть цели."),
        ),
        Refusal::NoChoice => LocalText::en_ru(
            format!("«{name}»: {en} go there from where they stand; there is nobody to compare with."),
            format!("«{name}»: туда идут {ru} тех, кто был рядом; сравнивать не с кем."),
        ),
    }
}

pub fn design(tested: usize, fdr: f64, horizon_us: Option<i64>) -> LocalText {
    let (en, ru) = match horizon_us {
        Some(us) => (
            format!("; both sides are followed for {}", span_en(us as f64 / 1e6)),
            format!("; за обеими сторонами наблюдали {}", span_ru(us as f64 / 1e6)),
        ),
        None => Default::default(),
    };
    LocalText::en_ru(
        format!(
            "{tested} comparisons of journeys at the same touchpoint that then had another experience{en}. Controlled: everything recorded before it (steps, times, calendar, chosen columns), doubly robust. At most {} of what is told is chance. Associated, not proven to cause: what nobody recorded is not controlled.",
            percent_en(fdr)
        ),
        format!(
            "Сравнений: {tested}. Сравниваются пути в одной и той же точке, которые дальше пережили разное{ru}. Учтено всё записанное до этого (шаги, время, календарь, выбранные признаки), оценка дважды устойчива. Случайны не больше {} названных связей. Связано — не значит вызвано: то, чего никто не записал, не учтено.",
            percent_ru(fdr)
        ),
    )
}
