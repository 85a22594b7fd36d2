//! Advice, coverage by parts, the shared library and maps in one language.
#![allow(clippy::unwrap_used)] // test code

use expect_test::expect;
use tropa_map::{
    LibraryKind, LintCode, LintRules, Shared, apply_item, coverage_parts, library, lint, lint_with, only_in,
    parse, templates,
};
use tropa_model::proposal::LocalText;

const EVERYTHING: &str = include_str!("golden/versions/everything.v2.tropa.yaml");

const POOR: &str = r#"
format: tropa.map
version: 2
id: poor
title: {en: A sale, ru: Продажа}
kind: customer
state: as_is
review_date: 2026-01-31
stages:
  - {id: s1, name: {en: Marketing}, steps: [{id: a, name: {en: Sees an ad, ru: Видит рекламу}}, {id: b, name: {en: sees an  Ad}}]}
  - {id: s2, name: {en: Pays, ru: Платит}, steps: [{id: c, name: {en: Pays at the till, ru: Платит на кассе}, moment_of_truth: true}]}
  - {id: s3, name: {en: Uses, ru: Пользуется}, steps: [{id: d, name: {en: Uses it, ru: Пользуется вещью}}]}
lanes:
  - {id: think, role: thoughts}
  - {id: feel, role: feelings}
  - {id: pain, role: pains}
  - {id: kpi, role: kpis}
  - {id: chance, role: opportunities}
  - {id: do, role: action_items}
  - {id: void, role: ideas}
cards:
  - {id: k1, lane: think, at: a, text: {en: I am in the funnel, ru: Я в воронке}, state: assumption}
  - {id: k2, lane: feel, at: a, feeling: {value: 1}, state: measured, evidence: [{reason: {en: Scores, ru: Оценки}}]}
  - {id: k3, lane: pain, at: c, text: {en: Queues, ru: Очереди}, state: supported_by_text}
  - {id: k4, lane: kpi, at: s3, text: {en: Returns, ru: Возвраты}, state: assumption}
  - {id: k5, lane: chance, at: d, text: {en: A guide, ru: Памятка}, opportunity: {status: open}, state: assumption}
  - {id: k6, lane: do, at: d, text: {en: Write it, ru: Написать}, action: {status: open}, state: assumption}
  - {id: k7, lane: do, at: d, text: {en: Print it, ru: Напечатать}, action: {status: open, owner: I, due: 2026-02-01}, state: assumption}
items:
  - {id: t, kind: touchpoint, name: {en: Till, ru: Касса}}
"#;

#[test]
fn a_poor_map_is_told_what_it_lacks() {
    let notes = lint(&parse(POOR).unwrap(), "2026-06-01");
    let told: Vec<String> = notes
        .iter()
        .map(|n| {
            format!(
                "{:?} {:?} {} | {}",
                n.severity,
                n.code,
                n.place,
                n.message.get("en")
            )
        })
        .collect();
    expect![[r#"
        Warning NoOwner owner | Nobody owns the map: name the person who keeps it true
        Warning NoPurpose purpose | It is not said why the map is made: write what will be decided with it
        Warning NoScenario scenario | There is no scenario: write the situation and the task of the person
        Warning NoPersona personas | It is not said whose journey it is: add a persona
        Warning ReviewOverdue review_date | The map was to be looked at again by 2026-01-31
        Warning SilentStage stages[2] | Stage «Uses» says nothing about the person: what do they do, think and feel here?
        Warning DuplicateName stages[0].steps[1] | «sees an  Ad» has the same name as stages[0].steps[0]: two different things need two names
        Warning DepartmentStage stages[0].name | Stage «Marketing» is named after a department: name what the person goes through
        Warning FeelingWithoutN cards[1].feeling | A measured feeling without n: say how many answers it is the mean of
        Warning ClaimWithoutEvidence cards[2] | The card says it is more than an assumption and shows nothing to check: add its evidence
        Warning MomentWithoutEvidence stages[1].steps[0] | «Pays at the till» is called a moment of truth, and nothing shows it: what does it decide, and for how many?
        Warning MomentWithoutFeeling stages[1].steps[0] | The emotion curve has a gap at the moment of truth «Pays at the till»
        Warning KpiWithoutTarget cards[3] | A KPI without a target: say what it should become and by when
        Warning OpportunityWithoutOwner cards[4].opportunity.owner | Nobody owns this opportunity
        Warning ActionWithoutOwner cards[5].action.owner | Nobody does this task: name a person or a department
        Warning ActionWithoutDue cards[5].action.due | The task has no date
        Warning ActionOverdue cards[6].action.due | The task was due on 2026-02-01 and is not done
        Warning Jargon cards[0].text.en | «funnel» is a company's word: say it as the person would
        Warning Jargon cards[0].text.ru | «воронке» is a company's word: say it as the person would
        Note SilentStep stages[0].steps[1] | Step «sees an  Ad» has no card
        Note EmptyLane lanes[6] | This row is empty on the whole map: fill it or take it out
        Note UnusedItem items[0] | «Till» is used by no card and no step
        Note AssumptionOnlyStage stages[2] | Everything on stage «Uses» is assumed: ask people or count
        Note PainWithoutOpportunity cards[2] | No opportunity answers this pain
        Note MissingTranslation stages[0].name | There is no text in «ru», a language most of the map has
        Note MissingTranslation stages[0].steps[1].name | There is no text in «ru», a language most of the map has"#]].assert_eq(&told.join("\n"));
    for note in notes {
        let (en, ru) = (note.message.get("en"), note.message.get("ru"));
        assert!(en != ru && ru.chars().any(|c| ('а'..='я').contains(&c)), "{ru}");
    }
}

#[test]
fn advice_can_be_switched_off_and_words_allowed() {
    let map = parse(POOR).unwrap();
    let rules = LintRules {
        off: [LintCode::NoOwner].into(),
        allowed: vec!["funnel".into(), "воронке".into()],
        ..LintRules::default()
    };
    let notes = lint_with(&map, "2026-06-01", &rules);
    assert!(
        !notes
            .iter()
            .any(|n| matches!(n.code, LintCode::NoOwner | LintCode::Jargon))
    );
}

#[test]
fn templates_have_no_jargon_no_doubles_and_no_stage_named_after_a_department() {
    for template in templates::MAPS {
        let notes = lint(&parse(template.text).unwrap(), "2026-06-01");
        let bad: Vec<_> = notes
            .iter()
            .filter(|n| {
                matches!(
                    n.code,
                    LintCode::Jargon
                        | LintCode::DuplicateName
                        | LintCode::DepartmentStage
                        | LintCode::MissingTranslation
                        | LintCode::UnknownWord
                )
            })
            .collect();
        assert!(bad.is_empty(), "{}: {bad:#?}", template.name);
    }
}

#[test]
fn coverage_of_the_stages_adds_up_to_that_of_the_map() {
    let parts = coverage_parts(&parse(EVERYTHING).unwrap());
    assert_eq!((parts.map.backed, parts.map.total), (4, 8));
    assert_eq!(parts.stages.iter().map(|p| p.coverage.total).sum::<u64>(), 8);
    assert_eq!(parts.lanes.iter().map(|p| p.coverage.backed).sum::<u64>(), 4);
    assert_eq!(parts.personas[0].coverage.total, 8);
}

#[test]
fn the_library_says_where_things_are_used_and_a_change_reaches_every_map() {
    let first = parse(EVERYTHING).unwrap();
    let mut second = first.clone();
    second.id = "second".into();
    second.channels[0].id = "tel".into();
    second.cards[0].channel = Some("tel".into());
    second.items[0].channel = Some("tel".into());
    let agree = library([&first, &second]);
    assert_eq!(
        agree.iter().map(|e| e.kind).collect::<Vec<_>>(),
        [
            LibraryKind::Persona,
            LibraryKind::Channel,
            LibraryKind::Touchpoint
        ]
    );
    assert!(agree.iter().all(|e| !e.differs && e.used.len() == 2));
    assert_eq!(
        (agree[1].used[1].id.as_str(), agree[1].used[1].places),
        ("tel", 2)
    );

    let mut new = first.channels[0].clone();
    new.name = LocalText::en_ru("A call", "Звонок");
    let new = Shared::Channel(new);
    assert_eq!(apply_item(&mut second, &new), 1);
    assert!(library([&first, &second])[1].differs);
    assert_eq!(
        (second.channels[0].id.as_str(), second.channels[0].name.get("ru")),
        ("tel", "Звонок")
    );
    let mut first = first;
    apply_item(&mut first, &new);
    assert!(!library([&first, &second])[1].differs);
}

#[test]
fn a_map_in_one_language_keeps_texts_that_exist_in_no_other() {
    let map = only_in(&parse(EVERYTHING).unwrap(), "ru");
    assert_eq!(
        map.title,
        LocalText([("ru".to_owned(), "Заказ дивана".to_owned())].into())
    );
    assert_eq!(map.purpose.get("en"), "Decide what to mend first");
}
