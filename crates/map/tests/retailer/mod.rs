//! A proposal as discovery would make it of an invented furniture retailer: web shop, stores, call centre, delivery and
//! assembly; scores on some touchpoints only. All numbers are made up and add up.

#![allow(dead_code, reason = "each test file uses its part")]

use tropa_model::answer::{PathNode, Snapshot, TimeWindow, TimesS, wilson95};
use tropa_model::feeling::Scale;
use tropa_model::proposal::{
    Because, ChannelProposal, FeelingProposal, LocalText, PainKind, PainProposal, PathProposal, Proposal,
    StageProposal, StageRecords, TouchpointProposal,
};
use tropa_model::question::{Ask, Question, StagesAsk, Step, TouchpointsAsk};
use tropa_model::records::StagePart;

const N: u64 = 48_210;

/// (activity, en, ru, journeys, events, lost, open, wait in hours, channels, (mean score, half interval, n), main)
type Row = (
    &'static str,
    &'static str,
    &'static str,
    u64,
    u64,
    u64,
    u64,
    f64,
    &'static [(&'static str, f64)],
    Option<(f64, f64, u64)>,
    bool,
);

#[rustfmt::skip]
const STAGES: &[(&str, &str, f64, &[Row])] = &[
    ("Discover", "Узнавание", 0.81, &[
        ("ad_seen", "Sees an advertisement", "Видит рекламу", 39_120, 88_640, 3_204, 310, 0.0,
            &[("social", 0.61), ("web", 0.27), ("email", 0.12)], None, false),
        ("catalogue", "Browses the catalogue", "Смотрит каталог", 44_870, 171_300, 5_118, 602, 20.5,
            &[("web", 0.68), ("mobile", 0.32)], Some((3.9, 0.05, 2_871)), true),
    ]),
    ("Choose", "Выбор", 0.74, &[
        ("room_planner", "Plans the room", "Проектирует комнату в планировщике", 18_440, 40_020, 1_760, 205, 3.2,
            &[("web", 0.83), ("mobile", 0.17)], Some((4.4, 0.06, 1_210)), false),
        ("store_visit", "Visits a store", "Приходит в магазин", 21_030, 29_950, 2_430, 241, 52.0,
            &[("store", 1.0)], Some((4.2, 0.07, 980)), true),
        ("consultation", "Asks a consultant", "Спрашивает консультанта", 15_220, 19_010, 903, 88, 0.4,
            &[("store", 0.64), ("call_centre", 0.24), ("chat", 0.12)], None, true),
    ]),
    ("Buy", "Покупка", 0.88, &[
        ("cart", "Fills the cart", "Складывает в корзину", 24_310, 51_800, 4_890, 377, 6.1,
            &[("web", 0.58), ("mobile", 0.31), ("store", 0.11)], None, true),
        ("checkout", "Checks out and pays", "Оформляет заказ и платит", 18_020, 20_990, 1_802, 140, 0.2,
            &[("web", 0.55), ("mobile", 0.30), ("store", 0.15)], Some((3.6, 0.06, 2_340)), true),
    ]),
    ("Receive", "Получение", 0.93, &[
        ("delivery_slot", "Agrees the delivery slot", "Согласовывает время доставки", 15_890, 24_730, 214, 402, 31.0,
            &[("call_centre", 0.52), ("sms", 0.48)], Some((2.6, 0.08, 1_660)), true),
        ("delivery", "Gets the delivery", "Получает доставку", 15_240, 16_870, 190, 350, 142.0,
            &[("courier", 1.0)], Some((2.9, 0.07, 3_105)), true),
        ("assembly", "Has the furniture assembled", "Дожидается сборки мебели", 9_870, 11_400, 305, 288, 76.0,
            &[("assembly", 1.0)], Some((3.3, 0.11, 870)), true),
    ]),
    ("Live with it", "Использование и поддержка", 0.69, &[
        ("support_call", "Calls support about missing parts", "Звонит в поддержку: не хватает деталей", 4_120, 9_870, 512, 145, 70.0,
            &[("call_centre", 0.86), ("email", 0.14)], Some((1.9, 0.14, 412)), false),
        ("claim", "Files a claim", "Оформляет рекламацию", 1_830, 2_610, 240, 96, 26.0,
            &[("email", 0.55), ("web", 0.45)], None, false),
        ("review", "Leaves a review", "Оставляет отзыв", 5_930, 6_010, 0, 0, 210.0,
            &[("survey", 0.71), ("marketplace", 0.29)], Some((4.0, 0.05, 5_930)), true),
    ]),
    ("Come back", "Возвращение", 0.90, &[
        ("second_purchase", "Buys again", "Покупает снова", 4_480, 5_920, 0, 0, 1_850.0,
            &[("web", 0.62), ("store", 0.38)], Some((4.5, 0.09, 640)), true),
        ("recommendation", "Recommends to friends", "Рекомендует друзьям", 1_250, 1_390, 0, 0, 300.0,
            &[("social", 0.8), ("partner", 0.2)], None, false),
    ]),
];

fn times(p50_s: f64, n: u64) -> TimesS {
    TimesS {
        n,
        mean_s: p50_s * 1.4,
        p50_s,
        p90_s: p50_s * 3.2,
    }
}

fn because(rule: &str, en: &str, ru: &str, question: Option<Question>, records: Option<String>) -> Because {
    Because {
        rule: rule.into(),
        reason: LocalText::en_ru(en, ru),
        question,
        records,
    }
}

fn stage_records(ask: &StagesAsk, stage: usize) -> StageRecords {
    let records = |part| ask.records(stage, part).map(|expr| expr.to_string());
    StageRecords {
        reached: records(StagePart::Reached),
        continued: records(StagePart::Continued),
        completed: records(StagePart::Completed),
        open: records(StagePart::Open),
        lost: records(StagePart::Lost),
    }
}

/// With `scores`, without any.
pub fn proposal(scores: bool) -> Proposal {
    let touchpoints_question = Question::of(Ask::Touchpoints(TouchpointsAsk::default()));
    let ask = StagesAsk {
        stages: STAGES
            .iter()
            .map(|(en, _, _, rows)| Step {
                name: Some((*en).into()),
                activities: rows.iter().map(|r| r.0.into()).collect(),
            })
            .collect(),
        completed: vec!["second_purchase".into(), "recommendation".into(), "review".into()],
        failed: Vec::new(),
        marks: Vec::new(),
        idle_s: Some(30 * 86_400),
    };
    let stages_question = Question::of(Ask::Stages(ask.clone()));
    let scale = Scale::new(1.0, 5.0).expect("1 < 5");
    let stages = STAGES
        .iter()
        .enumerate()
        .map(|(i, (en, ru, purity, rows))| {
            let reached = rows.iter().map(|r| r.3).max().unwrap_or(0) + [2_100, 1_400, 0, 0, 620, 0][i];
            let lost: u64 = rows.iter().map(|r| r.5).sum();
            let open: u64 = rows.iter().map(|r| r.6).sum();
            let completed = if i >= 4 {
                (reached - lost - open) * [0, 0, 0, 0, 6, 10][i] / 10
            } else {
                0
            };
            let (loss_lo, loss_hi) = wilson95(lost, reached);
            StageProposal {
                name: LocalText::en_ru(*en, *ru),
                touchpoints: rows
                    .iter()
                    .map(|r| TouchpointProposal {
                        activity: r.0.into(),
                        name: LocalText::en_ru(r.1, r.2),
                        journeys: r.3,
                        reach: r.3 as f64 / N as f64,
                        events: r.4,
                        open: r.6,
                        lost: r.5,
                        wait_records: (r.7 > 0.0).then(|| {
                            format!(r#"has("{0}") and not (starts("{0}") and count("{0}") = 1)"#, r.0)
                        }),
                        wait: (r.7 > 0.0).then(|| times(r.7 * 3_600.0, r.4 - r.5)),
                        channels: r
                            .8
                            .iter()
                            .map(|(name, part)| ChannelProposal {
                                channel: (*name).to_owned(),
                                events: (part * r.4 as f64).round() as u64,
                                share: *part,
                                records: format!(r#"event(activity = "{}" and channel = "{name}")"#, r.0),
                            })
                            .collect(),
                        feeling: r.9.filter(|_| scores).map(|(mean, half, n)| FeelingProposal {
                            value: scale.feeling(mean),
                            lo: Some(scale.feeling(mean - half)),
                            hi: Some(scale.feeling(mean + half)),
                            n,
                            raw_mean: mean,
                            raw_scale: scale,
                        }),
                        feeling_records: r
                            .9
                            .filter(|_| scores)
                            .map(|_| format!(r#"event(activity = "{}" and score is not missing)"#, r.0)),
                        main: r.10,
                        because: because(
                            "touchpoint.activity",
                            &format!("The log has {} events «{}» in {} journeys.", r.4, r.0, r.3),
                            &format!("В журнале {} событий «{}» в {} путях.", r.4, r.0, r.3),
                            Some(touchpoints_question.clone()),
                            Some(format!("activity = \"{}\"", r.0)),
                        ),
                    })
                    .collect(),
                reached,
                reach: reached as f64 / N as f64,
                continued: reached - lost - open - completed,
                completed,
                open,
                lost,
                loss: lost as f64 / reached as f64,
                loss_lo,
                loss_hi,
                duration: Some(times(
                    [210_000.0, 340_000.0, 9_400.0, 700_000.0, 1_400_000.0, 86_000.0][i],
                    reached,
                )),
                purity: *purity,
                records: stage_records(&ask, i),
                because: because(
                    "stage.contiguous_flow",
                    &format!(
                        "{:.0} % of the transitions that start in this stage stay in it.",
                        purity * 100.0
                    ),
                    &format!(
                        "{:.0} % переходов, начатых на этом этапе, на нём и остаются.",
                        purity * 100.0
                    ),
                    Some(stages_question.clone()),
                    None,
                ),
            }
        })
        .collect();
    let path = |activities: &[&str], journeys: u64| PathProposal {
        activities: activities.iter().map(|a| (*a).to_owned()).collect(),
        journeys,
        share: journeys as f64 / N as f64,
        because: because(
            "path.representative",
            &format!("{journeys} journeys are nearest to this sequence."),
            &format!("К этой последовательности ближе всего {journeys} путей."),
            None,
            None,
        ),
    };
    Proposal {
        snapshot: Snapshot {
            source: "furniture_shop".into(),
            version: 42,
        },
        window: TimeWindow {
            from: "2026-01-05T06:12:00Z".into(),
            to: "2026-06-30T21:48:10Z".into(),
        },
        n: N,
        base: "journeys of furniture_shop".into(),
        filter: None,
        idle_s: Some(30 * 86_400),
        stages,
        main_path: path(
            &[
                "catalogue",
                "store_visit",
                "consultation",
                "cart",
                "checkout",
                "delivery_slot",
                "delivery",
                "assembly",
                "review",
                "second_purchase",
            ],
            11_840,
        ),
        alternatives: vec![
            path(
                &[
                    "ad_seen",
                    "catalogue",
                    "cart",
                    "checkout",
                    "delivery_slot",
                    "delivery",
                    "review",
                ],
                7_902,
            ),
            path(
                &[
                    "catalogue",
                    "room_planner",
                    "catalogue",
                    "cart",
                    "checkout",
                    "delivery_slot",
                    "delivery",
                    "assembly",
                    "review",
                ],
                4_377,
            ),
            path(
                &[
                    "catalogue",
                    "cart",
                    "checkout",
                    "delivery_slot",
                    "delivery",
                    "support_call",
                    "claim",
                    "support_call",
                ],
                1_266,
            ),
        ],
        pains: pains(),
        answers: Vec::new(),
        notes: vec![LocalText::en_ru(
            "Two activities seen in fewer than ten journeys are not drawn.",
            "Две активности, которые есть менее чем в десяти путях, не показаны.",
        )],
    }
}

fn pains() -> Vec<PainProposal> {
    let from = |activity: &str| Some(PathNode::Activity(activity.to_owned()));
    let pain =
        |kind, activity: &str, from, en: &str, ru: &str, journeys, of, severity, unit: &str| PainProposal {
            kind,
            activity: activity.into(),
            from,
            title: LocalText::en_ru(en, ru),
            journeys,
            of,
            severity,
            severity_unit: unit.into(),
            because: because(
                match kind {
                    PainKind::Loss => "pain.loss",
                    PainKind::Waiting => "pain.waiting",
                    PainKind::Loop => "pain.loop",
                    PainKind::Repeat => "pain.repeat",
                    PainKind::LowScore => "pain.low_score",
                },
                "The number lies above three quarters of its kind on this map.",
                "Это больше, чем у трёх четвертей таких же мест на карте.",
                Some(Question::of(Ask::Touchpoints(TouchpointsAsk::default()))),
                Some(format!("activity = \"{activity}\"")),
            ),
        };
    vec![
        pain(
            PainKind::Loss,
            "cart",
            None,
            "One in five carts is abandoned",
            "Каждая пятая корзина брошена",
            4_890,
            24_310,
            0.201,
            "share",
        ),
        pain(
            PainKind::Waiting,
            "delivery",
            from("delivery_slot"),
            "Six days from agreed slot to the door",
            "Шесть дней от согласования до двери",
            7_610,
            15_240,
            511_200.0,
            "seconds",
        ),
        pain(
            PainKind::LowScore,
            "delivery_slot",
            None,
            "Agreeing the slot is scored 2.6 of 5",
            "Согласование времени оценено на 2,6 из 5",
            1_660,
            15_890,
            -0.4,
            "feeling",
        ),
        pain(
            PainKind::Repeat,
            "support_call",
            None,
            "People call 2.4 times about one missing part",
            "Из-за одной детали звонят 2,4 раза",
            2_210,
            4_120,
            2.4,
            "times",
        ),
        pain(
            PainKind::Loop,
            "catalogue",
            from("room_planner"),
            "Back to the catalogue from the planner",
            "Из планировщика снова в каталог",
            3_120,
            18_440,
            0.17,
            "share",
        ),
    ]
}
