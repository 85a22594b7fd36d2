use super::*;
use crate::Random;
use tropa_model::Journeys;

fn variants(rows: &[Vec<String>]) -> Variants {
    let names: BTreeSet<&String> = rows.iter().flatten().collect();
    let names: Vec<String> = names.into_iter().cloned().collect();
    let mut journeys = Journeys {
        starts: vec![0],
        ..Journeys::default()
    };
    for row in rows {
        let codes = row.iter().map(|name| names.binary_search(name).unwrap() as u32);
        journeys.codes.extend(codes);
        journeys.starts.push(journeys.codes.len());
    }
    journeys.times_us = vec![0; journeys.codes.len()];
    journeys.activities = names;
    journeys.variants().0
}

fn keys(names: &[&str], rules: &AbstractionRules) -> Vec<String> {
    let log = variants(&[names.iter().map(|name| (*name).to_owned()).collect()]);
    let found = abstraction(&log, rules);
    names
        .iter()
        .map(|name| {
            let code = log.activities.iter().position(|a| a == name).unwrap();
            found.touchpoints[found.of[code] as usize].key.clone()
        })
        .collect()
}

#[test]
fn changing_parts_of_addresses_and_titles_are_taken_out() {
    assert_eq!(
        keys(
            &[
                "https://shop.example/Product/123?x=1#top",
                "/product/77/",
                "/order/3f2504e0-4f89-11d3-9a0c-0305e82c3301",
                "/news/2024-05-17/rain",
                "/cart",
                "/",
                "Заказ №48213 оплачен",
                "Ticket 5512 opened",
                "Step 2 of 3",
            ],
            &AbstractionRules::default()
        ),
        [
            "/product/{id}",
            "/product/{id}",
            "/order/{uuid}",
            "/news/{date}/rain",
            "/cart",
            "/",
            "Заказ №{id} оплачен",
            "Ticket {id} opened",
            "Step 2 of 3",
        ]
    );
}

/// A shop as people click it: goods by name under one address, pages under another.
fn clicks(n: usize) -> Vec<Vec<String>> {
    let mut random = Random::new(4, 4);
    let goods: Vec<String> = (0..60)
        .map(|at| {
            let word = |x: usize| char::from(b'a' + (x % 26) as u8);
            format!("/catalog/{}{}ka", word(at), word(at / 3 + 7))
        })
        .collect();
    (0..n)
        .map(|_| {
            let mut row = vec!["/".to_owned()];
            for _ in 0..1 + random.below(4) {
                row.push(goods[random.below(goods.len())].clone());
            }
            row.push(format!("/help/{}", ["pay", "return", "size"][random.below(3)]));
            if random.chance(0.5) {
                row.push("/cart".to_owned());
                row.push(format!("/order/{}", random.below(100_000)));
            }
            row
        })
        .collect()
}

#[test]
fn names_of_goods_are_one_touchpoint_and_few_pages_stay_pages() {
    let log = variants(&clicks(400));
    let found = abstraction(&log, &AbstractionRules::default());
    let mut keys: Vec<&str> = found.touchpoints.iter().map(|t| t.key.as_str()).collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        [
            "/",
            "/cart",
            "/catalog/{name}",
            "/help/pay",
            "/help/return",
            "/help/size",
            "/order/{id}"
        ]
    );
    let goods = found
        .touchpoints
        .iter()
        .find(|t| t.key == "/catalog/{name}")
        .unwrap();
    assert_eq!(
        (goods.name.get("en"), goods.name.get("ru")),
        ("Catalogue section", "Раздел каталога")
    );
    assert_eq!(goods.examples.len(), EXAMPLES_MAX);
    let told = found.applied(&log);
    assert_eq!(told.total(), log.total());
    assert!(told.len() < log.len() / 4, "{} of {}", told.len(), log.len());
}

#[test]
fn pages_of_one_section_with_the_same_neighbours_are_put_together_when_there_are_too_many() {
    let log = variants(&clicks(400));
    let rules = AbstractionRules {
        touchpoints_max: Some(5),
        ..AbstractionRules::default()
    };
    let found = abstraction(&log, &rules);
    let help = found.touchpoints.iter().find(|t| t.key == "/help/…").unwrap();
    assert_eq!(
        (help.activities, help.rule.as_str(), help.name.get("ru")),
        (3, "abstraction.neighbours", "Справка")
    );
    assert_eq!(found.touchpoints.len(), 5);
}

#[test]
fn what_people_decided_comes_first() {
    let rules: AbstractionRules = serde_json::from_str(
        r#"{"merges": [{"activities": ["/help/*", "/faq"], "into": "Помощь"}], "splits": ["/catalog/{name}"]}"#,
    )
    .unwrap();
    assert_eq!(
        keys(&["/help/pay", "/faq", "/help/12345", "/cart"], &rules),
        ["Помощь", "Помощь", "Помощь", "/cart"]
    );
    let log = variants(&clicks(400));
    let rules = AbstractionRules {
        touchpoints_max: Some(400),
        ..rules
    };
    let found = abstraction(&log, &rules);
    assert!(found.touchpoints.iter().all(|t| t.key != "/catalog/{name}"));
    assert_eq!(abstraction(&log, &rules), found);
}
