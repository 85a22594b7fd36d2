//! What is different between two maps, and how it is told.

mod random;

use expect_test::{Expect, expect};
use random::Random;
use serde_json::json;
use std::collections::BTreeSet;
use tropa_map::change::{Change, Part, Place, Record, RecordKind, apply};
use tropa_map::diff::{Difference, MatchReason, What, diff, markdown, report};
use tropa_map::document::*;
use tropa_map::{Lang, Map, to_json};
use tropa_model::proposal::LocalText;

fn brief(differences: &[Difference]) -> String {
    let one = |d: &Difference| {
        let fields: Vec<&str> = d.fields.iter().map(|field| field.field.as_str()).collect();
        let now = d.now.join("+");
        let matched = d
            .matched
            .as_ref()
            .map_or(String::new(), |m| format!(" was {} by {:?}", m.was, m.by));
        format!(
            "{:?} {} {}{}{matched}",
            d.what,
            d.of,
            d.id,
            match (fields.is_empty(), now.is_empty()) {
                (false, _) => format!(" [{}]", fields.join(" ")),
                (_, false) => format!(" > {now}"),
                _ => String::new(),
            }
        )
    };
    differences.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// A delivery with pains, an opportunity and a curve.
fn delivery() -> Map {
    let step = |id: &str, en: &str, ru: &str, activities: &[&str]| Step {
        id: id.into(),
        name: LocalText::en_ru(en, ru),
        activities: activities.iter().map(|a| (*a).into()).collect(),
        ..Step::default()
    };
    let card = |id: &str, lane: &str, at: &str, en: &str, ru: &str| Card {
        id: id.into(),
        lane: lane.into(),
        at: at.into(),
        text: if en.is_empty() {
            LocalText::default()
        } else {
            LocalText::en_ru(en, ru)
        },
        ..Card::default()
    };
    let mut map = Map {
        format: tropa_map::FORMAT.into(),
        version: tropa_map::VERSION,
        id: "delivery".into(),
        title: LocalText::en_ru("Delivery of a sofa", "Доставка дивана"),
        stages: vec![
            Stage {
                id: "buy".into(),
                name: LocalText::en_ru("Buy", "Покупка"),
                steps: vec![
                    step("cart", "Fills the cart", "Складывает в корзину", &["cart"]),
                    step("pay", "Pays", "Платит", &["pay", "pay_retry"]),
                ],
                ..Stage::default()
            },
            Stage {
                id: "get".into(),
                name: LocalText::en_ru("Receive", "Получение"),
                steps: vec![
                    step("slot", "Agrees the slot", "Согласовывает время", &["slot"]),
                    step("wait", "Waits for the courier", "Ждёт курьера", &["delivery"]),
                ],
                ..Stage::default()
            },
        ],
        lanes: vec![
            Lane {
                id: "feel".into(),
                role: LaneRole::Feelings,
                ..Lane::default()
            },
            Lane {
                id: "pain".into(),
                role: LaneRole::Pains,
                ..Lane::default()
            },
            Lane {
                id: "idea".into(),
                role: LaneRole::Opportunities,
                ..Lane::default()
            },
        ],
        cards: vec![
            card("f1", "feel", "wait", "", ""),
            card("p1", "pain", "pay", "The card is declined", "Карту не принимают"),
            card("p2", "pain", "wait", "The courier is late", "Курьер опаздывает"),
            card(
                "o1",
                "idea",
                "wait",
                "Show the courier on a map",
                "Показывать курьера на карте",
            ),
        ],
        ..Map::default()
    };
    map.cards[0].feeling = Some(FeelingPoint {
        value: -1.2,
        n: Some(412),
        ..FeelingPoint::default()
    });
    map.cards[3].opportunity = Some(Opportunity {
        answers: vec!["p2".into()],
        ..Opportunity::default()
    });
    map
}

fn after(map: &Map, changes: &[Change]) -> Map {
    let mut map = map.clone();
    changes.iter().for_each(|change| {
        apply(&mut map, change).unwrap_or_else(|e| panic!("{change:?}: {e}"));
    });
    map
}

fn check(changes: &[Change], expected: Expect) {
    let a = delivery();
    expected.assert_eq(&brief(&diff(&a, &after(&a, changes))));
}

fn set(of: RecordKind, id: &str, field: &[&str], value: serde_json::Value) -> Change {
    Change::Set {
        of,
        id: id.into(),
        field: field.iter().map(|f| (*f).into()).collect(),
        value: Some(value),
    }
}

fn moved(of: RecordKind, id: &str, parent: Option<&str>, place: Place) -> Change {
    Change::Move {
        of,
        id: id.into(),
        parent: parent.map(Into::into),
        place,
    }
}

#[test]
fn a_difference_names_exactly_what_was_done() {
    use RecordKind::*;
    check(&[], expect![""]);
    check(
        &[Change::rename(Stage, "buy", "ru", "Заказ")],
        expect!["Renamed stage buy [name.ru]"],
    );
    check(
        &[set(Card, "p2", &["text", "en"], json!("Late"))],
        expect!["Changed card p2 [text.en]"],
    );
    check(
        &[set(Card, "o1", &["opportunity", "effort"], json!("low"))],
        expect!["Changed card o1 [opportunity.effort]"],
    );
    check(
        &[set(Card, "f1", &["feeling"], json!({"value": 0.5, "n": 90}))],
        expect!["Changed card f1 [feeling]"],
    );
    check(
        &[set(Map, "delivery", &["owner"], json!("Anna"))],
        expect!["Changed map delivery [owner]"],
    );
    check(
        &[set(Map, "delivery", &["x_new"], json!(7))],
        expect!["Changed map delivery [x_new]"],
    );
    check(&[Change::remove(Card, "p1")], expect!["Removed card p1"]);
    check(
        &[Change::remove(Step, "pay")],
        expect!["Removed step pay; Removed card p1"],
    );
    check(
        &[moved(Lane, "idea", None, Place::First)],
        expect!["Moved lane idea"],
    );
    check(
        &[moved(Step, "wait", Some("buy"), Place::First)],
        expect!["Moved step wait"],
    );
    check(
        &[Change::PlaceCard {
            id: "p1".into(),
            lane: "idea".into(),
            at: "wait".into(),
            until: None,
            place: None,
        }],
        expect!["Moved card p1"],
    );
    // Nobody sees where a card stands in the file.
    check(&[moved(Card, "o1", None, Place::First)], expect![""]);
}

#[test]
fn merging_and_splitting_is_told_as_such_and_not_as_removing_and_moving() {
    use RecordKind::*;
    check(
        &[Change::Merge {
            of: Step,
            ids: vec!["slot".into(), "wait".into()],
        }],
        expect!["Changed step slot [activities]; Merged step wait > slot"],
    );
    check(
        &[Change::Merge {
            of: Stage,
            ids: vec!["buy".into(), "get".into()],
        }],
        expect!["Merged stage get > buy"],
    );
    let part = |id: &str, activity: &str, takes: &[&str]| Part {
        record: Record::Step(Box::new(tropa_map::document::Step {
            id: id.into(),
            name: LocalText::plain(id),
            activities: vec![activity.into()],
            ..Default::default()
        })),
        takes: takes.iter().map(|id| (*id).into()).collect(),
    };
    check(
        &[Change::Split {
            of: Step,
            id: "wait".into(),
            into: vec![part("home", "delivery", &["p2"]), part("outside", "x", &["o1"])],
        }],
        expect!["Split step wait > home+outside"],
    );
}

#[test]
fn as_it_is_and_as_it_should_be_are_matched_with_the_reason_told() {
    let a = delivery();
    let mut b = delivery();
    b.id = "delivery-to-be".into();
    b.state = MapState::ToBe;
    b.stages[1].id = "receive".into();
    b.stages[1].steps[0].id = "s1".into();
    b.stages[1].steps[0].name = LocalText::en_ru("Picks a slot", "Выбирает время");
    b.stages[1].steps[1].id = "s2".into();
    b.stages[1].steps[1].activities = vec![];
    b.stages[1].steps[1].name = LocalText::en_ru("Follows the courier", "Следит за курьером");
    b.links = vec![MapLink {
        id: "l".into(),
        kind: MapLinkKind::AsIs,
        map: "delivery".into(),
        at: Some("s2".into()),
        there: Some("wait".into()),
        ..MapLink::default()
    }];
    b.lanes[1].id = "pains".into();
    for card in &mut b.cards {
        card.id = format!("new-{}", card.id);
        card.at = card.at.replace("wait", "s2").replace("slot", "s1");
        card.lane = card.lane.replace("pain", "pains");
        card.opportunity
            .iter_mut()
            .for_each(|o| o.answers = vec!["new-p2".into()]);
    }
    b.cards[0].feeling = Some(FeelingPoint {
        value: 1.0,
        ..FeelingPoint::default()
    });
    let found = diff(&a, &b);
    expect![[r#"Changed map delivery-to-be [id state]; Renamed step s1 [name.en name.ru] was slot by Activities; Renamed step s2 [name.en name.ru] was wait by Link; Changed step s2 [activities] was wait by Link; Changed card new-f1 [feeling] was f1 by Place; Added link l"#]].assert_eq(&brief(&found));
    assert!(
        found
            .iter()
            .all(|d| d.matched.as_ref().is_none_or(|m| m.by <= MatchReason::Place))
    );
}

fn edited() -> (Map, Map) {
    use RecordKind::*;
    let a = delivery();
    let card = tropa_map::document::Card {
        id: "p3".into(),
        lane: "pain".into(),
        at: "slot".into(),
        text: LocalText::en_ru("Nobody picks up <the phone>", "Никто не берёт <трубку>"),
        ..Default::default()
    };
    let b = after(
        &a,
        &[
            Change::rename(Stage, "get", "ru", "Доставка"),
            Change::add(Record::Card(Box::new(card)), None),
            Change::remove(Card, "p1"),
            set(Card, "f1", &["feeling"], json!({"value": 0.5, "n": 1090})),
            set(Card, "o1", &["opportunity", "answers"], json!(["p2", "p3"])),
            set(Card, "o1", &["opportunity", "effort"], json!("low")),
            set(Card, "p2", &["state"], json!("measured")),
            set(Step, "pay", &["optional"], json!(true)),
            moved(Step, "slot", Some("buy"), Place::Last),
            Change::Merge {
                of: Step,
                ids: vec!["cart".into(), "pay".into()],
            },
        ],
    );
    (a, b)
}

#[test]
fn differences_are_told_in_english() {
    let (a, b) = edited();
    expect![[r#"
        Delivery of a sofa
        9 differences: 1 added, 1 removed, 1 renamed, 4 changed, 1 moved, 1 merged.

        Stage “Buy”
          ≠ Changed step “Fills the cart”
              activities of the log: + “pay”; + “pay_retry”
          → Moved step “Agrees the slot”: stage “Receive” → “Buy”
          − Removed card “The card is declined” (Pain points, step “Fills the cart”)
          + Added card “Nobody picks up <the phone>” (Pain points, step “Agrees the slot”)
          ∪ Merged step “Pays” into “Fills the cart”

        Stage “Receive”
          ≠ Renamed stage: “Получение” → “Доставка” (ru)
          ≠ Changed card (Emotion curve, step “Waits for the courier”)
              feeling: −1.2 (n = 412) → +0.5 (n = 1,090)
          ≠ Changed card “The courier is late” (Pain points, step “Waits for the courier”)
              rests on: assumption → measured
          ≠ Changed card “Show the courier on a map” (Opportunities, step “Waits for the courier”)
              opportunity · answers: + “Nobody picks up <the phone>”
              opportunity · effort: + low"#]]
    .assert_eq(&report(&a, &b, &diff(&a, &b), Lang::En).to_string());
}

#[test]
fn differences_are_told_in_russian() {
    let (a, b) = edited();
    expect![[r#"
        Доставка дивана
        Отличий: 9, из них добавлено 1, удалено 1, переименовано 1, изменено 4, перенесено 1, объединено 1.

        Этап «Покупка»
          ≠ Изменён шаг «Складывает в корзину»
              действия журнала: + «pay»; + «pay_retry»
          → Перенесён шаг «Согласовывает время»: этап «Доставка» → «Покупка»
          − Удалена карточка «Карту не принимают» (Болевые точки, шаг «Складывает в корзину»)
          + Добавлена карточка «Никто не берёт <трубку>» (Болевые точки, шаг «Согласовывает время»)
          ∪ Влит шаг «Платит» в «Складывает в корзину»

        Этап «Доставка»
          ≠ Переименован этап: «Получение» → «Доставка»
          ≠ Изменена карточка (Кривая эмоций, шаг «Ждёт курьера»)
              чувство: −1,2 (n = 412) → +0,5 (n = 1 090)
          ≠ Изменена карточка «Курьер опаздывает» (Болевые точки, шаг «Ждёт курьера»)
              на чём держится: предположение → измерено
          ≠ Изменена карточка «Показывать курьера на карте» (Возможности, шаг «Ждёт курьера»)
              возможность · отвечает на: + «Никто не берёт <трубку>»
              возможность · трудоёмкость: + низкая"#]]
    .assert_eq(&report(&a, &b, &diff(&a, &b), Lang::Ru).to_string());
}

#[test]
fn markdown_shows_what_the_map_says_and_obeys_none_of_it() {
    let (a, b) = edited();
    let text = markdown(&report(&a, &b, &diff(&a, &b), Lang::En));
    assert!(
        text.contains(
            "- `+` Added card “Nobody picks up \\<the phone\\>” (Pain points, step “Agrees the slot”)"
        ),
        "{text}"
    );
    assert!(!text.contains(" <the"), "{text}");
}

#[test]
fn equal_maps_have_no_difference_and_maps_without_one_say_the_same() {
    for seed in 0..150 {
        let r = &mut Random(seed);
        let a = random::map(seed);
        assert_eq!(diff(&a, &a), [], "seed {seed}");
        let mut b = a.clone();
        let mut changes = Vec::new();
        for _ in 0..3 {
            let change = random::change(&b, r);
            if apply(&mut b, &change).is_ok() {
                changes.push(change);
            }
        }
        let found = diff(&a, &b);
        if found.is_empty() {
            // All that may differ is an order nobody sees.
            let lines = |map: &Map| {
                to_json(map)
                    .lines()
                    .map(|l| l.trim_end_matches(',').to_owned())
                    .collect::<Vec<_>>()
            };
            let (mut one, mut other) = (lines(&a), lines(&b));
            one.sort();
            other.sort();
            assert_eq!(one, other, "seed {seed}: {changes:?}");
        }
        // Every side tells, in both languages.
        for lang in [Lang::En, Lang::Ru] {
            let told: usize = report(&a, &b, &found, lang)
                .sections
                .iter()
                .map(|s| s.lines.len())
                .sum();
            assert_eq!(told, found.len(), "seed {seed}");
        }
    }
}

#[test]
fn what_is_added_one_way_is_removed_the_other() {
    for seed in 0..100 {
        let r = &mut Random(seed);
        let a = random::map(seed);
        let mut b = a.clone();
        for _ in 0..3 {
            let change = random::change(&b, r);
            if !matches!(change, Change::Split { .. } | Change::Merge { .. }) {
                let _ = apply(&mut b, &change);
            }
        }
        let of = |found: &[Difference], what: What| -> BTreeSet<(RecordKind, String)> {
            found
                .iter()
                .filter(|d| d.what == what)
                .map(|d| (d.of, d.id.clone()))
                .collect()
        };
        let (there, back) = (diff(&a, &b), diff(&b, &a));
        assert_eq!(of(&there, What::Added), of(&back, What::Removed), "seed {seed}");
        assert_eq!(of(&there, What::Removed), of(&back, What::Added), "seed {seed}");
        assert_eq!(of(&there, What::Changed), of(&back, What::Changed), "seed {seed}");
    }
}
