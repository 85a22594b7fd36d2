//! Steps and evidence as links into event logs, out and back.
#![allow(clippy::unwrap_used)] // test code

mod random;
mod small;

use serde_json::Value;
use std::collections::BTreeSet;
use tropa_map::document::{Evidence, LogFormat, LogLink, Map, Origin};
use tropa_map::{Lang, activity_links, links_summary, links_to_csv, links_to_ocel, read_links, validate};

/// Steps a b | c d with an activity each but the last; evidence of the card at `b` names another.
fn shop() -> Map {
    let mut map = small::map(vec![small::card("c1", "a"), small::card("c2", "b")]);
    map.stages[1].steps[1].activities.clear();
    map.stages[0].steps[1].moment_of_truth = true;
    map.origin = Some(Origin {
        snapshot: "shop@7".into(),
        ..Origin::default()
    });
    map.cards[1].evidence.push(Evidence {
        log: Some(LogLink {
            source: "warehouse.jsonocel".into(),
            format: LogFormat::Ocel,
            activities: vec!["pack".into()],
            object_types: vec!["orders".into(), "items".into()],
            ..LogLink::default()
        }),
        ..Evidence::default()
    });
    map
}

#[test]
fn steps_and_evidence_are_a_table_that_a_log_is_joined_with() {
    let table = links_to_csv(&activity_links(&shop(), "en"));
    expect_test::expect![[r#"
        activity,source,stage_id,stage,step_id,step,step_order,main,optional,moment_of_truth,card_id,object_types
        act a,shop,one,one,a,A,1,,,,,
        act b,shop,one,one,b,B,2,,,yes,,
        pack,warehouse.jsonocel,one,one,b,B,2,,,yes,c2,orders|items
        act c,shop,two,two,c,C,3,,,,,
        ,shop,two,two,d,D,4,,,,,
    "#]]
    .assert_eq(&table.replace('\r', ""));
    assert_eq!(
        links_summary(&shop(), Lang::En),
        "3 of 4 steps have activities of a log"
    );
}

#[test]
fn a_table_nobody_changed_changes_nothing() {
    for seed in 0..100 {
        let map = random::map(seed);
        let table = links_to_csv(&activity_links(&map, "en"));
        let linked = read_links(&map, table.as_bytes(), LogFormat::Ocel).unwrap();
        assert_eq!(linked.map, map, "seed {seed}");
        assert_eq!(linked.notes, [], "seed {seed}");
    }
}

#[test]
fn what_an_analyst_fills_in_comes_onto_the_map() {
    let map = shop();
    let table = "step_id;activity;card_id;source\nd;deliver;;\nd;hand over;;\na;;;\n;call;c1;calls.xes\nzzz;x;;\n;y;c9;\n";
    let linked = read_links(&map, table.as_bytes(), LogFormat::Xes).unwrap();
    let activities: Vec<Vec<String>> = linked
        .map
        .stages
        .iter()
        .flat_map(|stage| &stage.steps)
        .map(|step| step.activities.clone())
        .collect();
    assert_eq!(
        activities,
        [
            vec![],
            vec!["act b".to_owned()],
            vec!["act c".into()],
            vec!["deliver".into(), "hand over".into()]
        ]
    );
    let log = linked.map.cards[0].evidence[0].log.as_ref().unwrap();
    assert_eq!((log.source.as_str(), log.format), ("calls.xes", LogFormat::Xes));
    assert_eq!(log.activities, ["call"]);
    let notes: Vec<(&str, &str)> = linked
        .notes
        .iter()
        .map(|note| (note.place.get("ru"), note.text.get("ru")))
        .collect();
    assert_eq!(
        notes,
        [
            ("строка 6", "на карте нет шага «zzz»; строка пропущена"),
            ("строка 7", "на карте нет карточки «c9»; строка пропущена")
        ]
    );
    assert_eq!(validate(&linked.map), []);
    let again = read_links(&linked.map, table.as_bytes(), LogFormat::Xes).unwrap();
    assert_eq!(again.map, linked.map, "read twice, there once");
    assert!(read_links(&map, b"a,b\n1,2\n", LogFormat::Xes).is_err());
    assert!(read_links(&map, b"", LogFormat::Xes).is_err());
}

#[test]
fn as_ocel_every_relationship_leads_to_an_object_and_every_type_is_declared() {
    let document: Value = serde_json::from_str(&links_to_ocel(&shop(), "en")).unwrap();
    let names = |list: &str, field: &str| -> BTreeSet<String> {
        let list = document[list].as_array().unwrap().iter();
        list.map(|one| one[field].as_str().unwrap().to_owned()).collect()
    };
    let (types, ids) = (names("objectTypes", "name"), names("objects", "id"));
    let objects = document["objects"].as_array().unwrap();
    assert_eq!(ids.len(), objects.len(), "ids are unique");
    // 1 map, 2 stages, 4 steps, 3 event types.
    assert_eq!(objects.len(), 10);
    for object in objects {
        assert!(types.contains(object["type"].as_str().unwrap()), "{object}");
        for to in object["relationships"].as_array().unwrap() {
            assert!(ids.contains(to["objectId"].as_str().unwrap()), "{to}");
        }
        let declared = document["objectTypes"]
            .as_array()
            .unwrap()
            .iter()
            .find(|t| t["name"] == object["type"])
            .unwrap();
        let declared: BTreeSet<&str> = declared["attributes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|a| a["name"].as_str().unwrap())
            .collect();
        for attribute in object["attributes"].as_array().unwrap() {
            assert!(
                declared.contains(attribute["name"].as_str().unwrap()),
                "{attribute}"
            );
            assert!(attribute["time"].is_string() && attribute["value"].is_string());
        }
    }
    assert_eq!(
        names("eventTypes", "name"),
        BTreeSet::from(["act a".into(), "act b".into(), "act c".into()])
    );
    let event_type = objects
        .iter()
        .find(|o| o["id"] == "tropa:small:event_type:act b")
        .unwrap();
    assert_eq!(event_type["relationships"][0]["objectId"], "tropa:small:step:b");
    assert_eq!(event_type["relationships"][0]["qualifier"], "is step");
}
