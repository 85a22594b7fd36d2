//! A workspace over time: imported twice, corrected, erased from, moved, damaged.
#![allow(clippy::unwrap_used)] // test code

mod common;

use common::{file, import, numbers, order, shop, shop_csv};
use std::path::Path;
use tropa_map::change::{Change, RecordKind};
use tropa_map::document::Quote;
use tropa_model::answer::Rows;
use tropa_model::question::{Ask, GraphAsk, JourneysAsk, Question, TouchpointsAsk};
use tropa_server::app::{Author, DemoOptions, DiscoverOrder, VersionName, Via, unwatched};
use tropa_server::{ErrorCode, MapId, Over, Workspace};

fn events(workspace: &Workspace) -> u64 {
    let answer = workspace
        .ask(&Question::of(Ask::Touchpoints(TouchpointsAsk::default())))
        .unwrap();
    let Rows::Touchpoints(rows) = answer.rows else {
        panic!("{}", answer.schema)
    };
    rows.iter().map(|row| row.events).sum()
}

#[test]
fn every_number_on_a_found_map_is_what_the_question_answers() {
    let (_dir, workspace) = shop();
    let found = workspace
        .discover(&DiscoverOrder::default(), &mut unwatched())
        .unwrap();
    assert_eq!(tropa_map::validate(&found.map), []);
    assert!(numbers::check(&workspace, &found.map) > 10);
}

/// Two hundred customers: 120 leave the cart with a mark `lost`, 20 silently, 60 pay and score it. Every third event has
/// no channel, every second customer is `vip`.
fn marked_csv() -> String {
    let mut csv = "customer,event,when,channel,score,segment\n".to_owned();
    for i in 0..200 {
        let segment = ["vip", "usual", "vip", "rare"][i % 4];
        let mut events = vec![("visit", ""), ("look", ""), ("cart", "")];
        match i % 10 {
            0..=5 => events.push(("lost", "")),
            6 => {}
            _ => events.extend([("pay", ["1", "2", "5"][i % 3]), ("deliver", "4")]),
        }
        if i % 20 == 13 {
            events.insert(2, ("look", ""));
            events.push(("pay", "3"));
        }
        for (minute, (event, score)) in events.into_iter().enumerate() {
            let channel = ["web", "", "store"][(i + minute) % 3];
            let (month, day) = (1 + i / 28 % 8, 1 + i % 28);
            csv += &format!(
                "c{i:03},{event},2024-{month:02}-{day:02}T10:{minute:02}:00Z,{channel},{score},{segment}\n"
            );
        }
    }
    csv
}

#[test]
fn the_journeys_behind_each_number_are_as_many_as_it_says_also_in_a_part_of_the_log() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    import(
        &workspace,
        vec![file(dir.path(), "marked.csv", marked_csv().as_bytes())],
    );
    let filters = [
        None,
        Some("  "),
        Some(r#"segment = "vip""#),
        Some(r#"segment = "vip" or segment = "usual""#),
        Some(r#"lost and channel = "store""#),
        Some(r#"not event(activity = "cart" and channel = "web")"#),
    ];
    for filter in filters {
        let order = DiscoverOrder {
            filter: filter.map(str::to_owned),
            ..DiscoverOrder::default()
        };
        let found = workspace.discover(&order, &mut unwatched()).unwrap();
        assert_eq!(tropa_map::validate(&found.map), []);
        assert!(numbers::check(&workspace, &found.map) > 20, "{filter:?}");

        // The base is that of the same filter asked by hand.
        let answer = workspace
            .ask(&Question {
                filter: filter.map(str::to_owned),
                ..Question::of(Ask::Touchpoints(TouchpointsAsk::default()))
            })
            .unwrap();
        assert_eq!(found.proposal.n, answer.n, "{filter:?}");
        let Rows::Touchpoints(rows) = answer.rows else {
            panic!("{}", answer.schema)
        };
        for touchpoint in found.proposal.stages.iter().flat_map(|stage| &stage.touchpoints) {
            let row = rows
                .iter()
                .find(|row| row.activity == touchpoint.activity)
                .unwrap();
            assert_eq!((touchpoint.journeys, touchpoint.lost), (row.journeys, row.lost));
        }
        // In a part of the log another rule may speak first: how often a mark is the end differs there.
        if filter.is_some_and(|filter| !filter.trim().is_empty()) {
            continue;
        }
        let by_mark = found
            .proposal
            .pains
            .iter()
            .find(|pain| pain.because.rule == "pain.loss")
            .unwrap_or_else(|| panic!("{filter:?}: the cart loses"));
        assert_eq!(by_mark.activity, "cart", "{filter:?}");
        // The mark that follows the cart is what loses people: the records name both.
        let records = by_mark.because.records.as_deref().unwrap();
        assert!(
            records.contains(r#""cart""#) && records.contains(r#""lost""#),
            "{filter:?}: {records}"
        );
    }
}

#[test]
fn a_channel_has_its_share_of_the_events_whose_channel_is_known() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    let mut csv = "customer,event,when,channel\n".to_owned();
    for i in 0..20 {
        let channel = ["web", "web", "store", "", ""][i % 5];
        csv += &format!("c{i},visit,2024-01-01T10:{i:02}:00Z,{channel}\n");
    }
    import(&workspace, vec![file(dir.path(), "some.csv", csv.as_bytes())]);
    let map = workspace
        .discover(&DiscoverOrder::default(), &mut unwatched())
        .unwrap()
        .map;
    let shares: Vec<(u64, u64, &str)> = map
        .cards
        .iter()
        .filter(|card| card.channel.is_some())
        .map(|card| {
            let metric = card.metric.as_ref().unwrap();
            (metric.count.unwrap(), metric.n, metric.base.get("en"))
        })
        .collect();
    let base = "events of the step with a known channel";
    assert_eq!(shares, [(8, 12, base), (4, 12, base)]);
}

#[test]
fn a_second_file_is_added_to_the_first_and_the_kept_mapping_reads_it() {
    let (dir, workspace) = shop();
    let more = "customer,event,when,channel,score,segment\nc00,return,2024-03-01T10:00:00Z,store,2,vip\n";
    let mut order = order(vec![file(dir.path(), "march.csv", more.as_bytes())]);
    order.source = Some(tropa_model::SourceName::new("shop").unwrap());
    assert!(workspace.examine(&order, 5).unwrap().reused);
    let summary = workspace.import(&order, &mut unwatched()).unwrap();
    assert_eq!((summary.accepted, summary.snapshot.as_str()), (1, "shop@1"));
    assert_eq!(events(&workspace), 101);
    // c00 has its older events before the new one: the index was built from both files.
    let ask = Ask::Journeys(JourneysAsk {
        actor: Some("c00".into()),
        limit: 1,
        after: None,
    });
    let Rows::Journeys(rows) = workspace.ask(&Question::of(ask)).unwrap().rows else {
        panic!()
    };
    let names: Vec<&str> = rows[0]
        .events
        .iter()
        .map(|event| event.activity.as_str())
        .collect();
    assert_eq!(names, ["visit", "cart", "pay", "rate", "return"]);
}

#[test]
fn several_files_at_once_are_one_version() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    let csv = shop_csv();
    let (header, rows) = csv.split_once('\n').unwrap();
    let (first, second) = rows.split_at(rows.match_indices('\n').nth(49).unwrap().0 + 1);
    let part = |name: &str, rows: &str| file(dir.path(), name, format!("{header}\n{rows}").as_bytes());
    let summary = import(&workspace, vec![part("a.csv", first), part("b.csv", second)]);
    assert_eq!(
        (summary.accepted, summary.snapshot.as_str(), summary.files.len()),
        (100, "a@0", 2)
    );
}

#[test]
fn an_import_that_fails_changes_nothing() {
    let (dir, workspace) = shop();
    let bad = shop_csv() + "\"never closed";
    let mut order = order(vec![file(dir.path(), "bad.xes", bad.as_bytes())]);
    order.source = Some(tropa_model::SourceName::new("shop").unwrap());
    order.options.actor = Some("nobody".into());
    assert!(workspace.import(&order, &mut unwatched()).is_err());
    assert_eq!(events(&workspace), 100);
    assert_eq!(workspace.sources().unwrap()[0].version, 0);
}

#[test]
fn rows_in_quarantine_come_back_when_corrected() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    let csv = shop_csv() + "c50,visit,soon,web,,usual\nc51,visit,later,web,,usual\n";
    assert_eq!(
        import(&workspace, vec![file(dir.path(), "shop.csv", csv.as_bytes())]).quarantined,
        2
    );

    let unchanged = workspace.replay(None, None, None, &mut unwatched()).unwrap();
    assert_eq!(
        (unchanged.released, unchanged.remaining),
        (0, 2),
        "nothing was corrected"
    );
    assert_eq!(
        workspace.quarantine(None, None, 10).unwrap().items[1].row,
        103,
        "a row keeps its first place"
    );

    let exported = workspace.export_quarantine(None).unwrap();
    assert_eq!(exported.lines().count(), 2);
    let corrected = exported.replace("\"soon\"", "\"2024-02-20T10:00:00Z\"");
    let replayed = workspace
        .replay(None, None, Some(&corrected), &mut unwatched())
        .unwrap();
    assert_eq!((replayed.released, replayed.remaining), (1, 1));
    assert_eq!(events(&workspace), 101);
    let left = workspace.quarantine(None, None, 10).unwrap();
    assert_eq!(
        (left.total, left.items[0].row, left.items[0].value.as_deref()),
        (1, 103, Some("later"))
    );
}

#[test]
fn rows_of_joined_files_come_back_without_the_other_files() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    let mapping = r#"{"schema": "tropa.mapping/1", "inputs": [
        {"name": "orders", "files": "orders.csv", "joins": [{"input": "people", "on": "person", "key": "id"}],
         "actor": "people.name", "columns": [{"from": "people.city", "role": {"actor_attribute": "city"}}],
         "events": [{"activity": "=order", "time": {"column": "at"}}]},
        {"name": "people", "files": "people.csv", "events": []}]}"#;
    let mut import = common::order(vec![
        file(
            dir.path(),
            "orders.csv",
            b"id,person,at\n1,7,2024-01-01\n2,8,soon\n3,9,2024-01-03\n",
        ),
        file(
            dir.path(),
            "people.csv",
            "id,name,city\n7,anna,Омск\n8,boris,Пермь\n".as_bytes(),
        ),
    ]);
    import.mapping = Some(tropa_server::Mapping::from_json(mapping).unwrap());
    import.source = Some(tropa_model::SourceName::new("orders").unwrap());
    let summary = workspace.import(&import, &mut unwatched()).unwrap();
    assert_eq!((summary.accepted, summary.quarantined), (1, 2));

    let exported = workspace.export_quarantine(None).unwrap();
    assert!(
        exported.contains("\"people.name\":\"boris\"") && exported.contains("\"people.name\":\"\""),
        "what was looked up is kept, what was not found has a place: {exported}"
    );
    let corrected = exported
        .replace("\"at\":\"soon\"", "\"at\":\"2024-01-02\"")
        .replace("\"people.name\":\"\"", "\"people.name\":\"vera\"");
    let replayed = workspace
        .replay(None, None, Some(&corrected), &mut unwatched())
        .unwrap();
    assert_eq!((replayed.released, replayed.remaining), (2, 0));
    let mut question: tropa_model::Question = serde_json::from_str(r#"{"ask": {"graph": {}}}"#).unwrap();
    question.filter = Some("actor_city = \"Пермь\" and actor = \"boris\"".into());
    assert_eq!(workspace.ask(&question).unwrap().n, 1);
}

#[test]
fn a_person_is_gone_everywhere_after_an_erasure() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    let mut csv = "customer,event,when,comment\n".to_owned();
    for i in 0..20 {
        csv += &format!("person{i:02},visit,2024-01-01T10:00:00Z,\n");
        csv += &format!(
            "person{i:02},review,2024-01-02T10:00:00Z,the words of number {i:02} are unmistakable\n"
        );
    }
    import(&workspace, vec![file(dir.path(), "log.csv", csv.as_bytes())]);
    let mut map = workspace
        .discover(&DiscoverOrder::default(), &mut unwatched())
        .unwrap()
        .map;
    let quote = |i: u32| {
        Some(Quote {
            text: format!("the words of number {i:02} are unmistakable"),
            ..Quote::default()
        })
    };
    map.cards[0].evidence[0].quote = quote(7);
    map.cards[1].evidence[0].quote = quote(8);
    let ask = Ask::Journeys(JourneysAsk {
        actor: Some("person07".into()),
        limit: 1,
        after: None,
    });
    map.cards[1].evidence[0].question = Some(Question::of(ask));
    let id = MapId::new(&map.id).unwrap();
    workspace.put_map(&id, &map, Over::Nothing).unwrap();
    let by = Author::local(Via::Open);
    let named = VersionName {
        name: Some("Then".into()),
        note: None,
    };
    workspace.name_version(&id, &named, &by).unwrap();
    let title = Change::rename(RecordKind::Map, id.as_str(), "en", "Moved on");
    workspace.change_map(&id, &by, "api", &[title], None).unwrap();

    let report = workspace.erase("person07").unwrap();
    assert!(workspace.history(&id, None, 10).unwrap().is_empty());
    assert!(workspace.versions(&id).unwrap().is_empty());
    assert_eq!(report.receipt.sources[0].events, 2);
    assert_eq!(report.maps, [id.to_string()]);
    assert_eq!(events(&workspace), 38);
    let map = workspace.map(&id).unwrap().map;
    assert_eq!(map.cards[0].evidence[0].quote, None);
    assert_eq!(
        map.cards[1].evidence[0].quote,
        quote(8),
        "others keep their words"
    );
    assert_eq!(map.cards[1].evidence[0].question, None);
    drop(workspace);
    assert_no_file_holds(dir.path().join("data").as_path(), &["person07", "number 07"]);
}

/// Looks for the words in all files; packed columns would hide them, so their absence is also asserted by asking.
fn assert_no_file_holds(dir: &Path, words: &[&str]) {
    for entry in std::fs::read_dir(dir).unwrap().flatten() {
        if entry.path().is_dir() {
            assert_no_file_holds(&entry.path(), words);
            continue;
        }
        // Pages of SQLite keep deleted rows until they are used again; maps are written whole, so none is left there.
        let bytes = std::fs::read(entry.path()).unwrap();
        for word in words {
            let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!found, "{} holds {word}", entry.path().display());
        }
    }
}

#[test]
fn a_folder_may_be_moved_and_its_derived_files_removed() {
    let (dir, workspace) = shop();
    let before = workspace
        .ask(&Question::of(Ask::Graph(GraphAsk::default())))
        .unwrap();
    drop(workspace);
    let moved = dir.path().join("elsewhere");
    std::fs::rename(dir.path().join("data"), &moved).unwrap();
    std::fs::remove_dir_all(moved.join("derived")).unwrap();
    let workspace = Workspace::open_existing(&moved).unwrap();
    assert_eq!(
        workspace
            .ask(&Question::of(Ask::Graph(GraphAsk::default())))
            .unwrap(),
        before
    );
}

#[test]
fn a_damaged_index_is_built_again() {
    let (dir, workspace) = shop();
    let graph = Question::of(Ask::Graph(GraphAsk::default()));
    let before = workspace.ask(&graph).unwrap();
    drop(workspace);
    let derived = dir.path().join("data/derived/journeys/shop");
    for entry in std::fs::read_dir(derived).unwrap().flatten() {
        let size = entry.metadata().unwrap().len();
        std::fs::OpenOptions::new()
            .write(true)
            .open(entry.path())
            .unwrap()
            .set_len(size / 2)
            .unwrap();
    }
    let workspace = Workspace::open_existing(&dir.path().join("data")).unwrap();
    assert_eq!(workspace.ask(&graph).unwrap(), before);
}

#[test]
fn compaction_changes_no_answer_and_check_finds_nothing_wrong() {
    let (dir, workspace) = shop();
    for month in ["03", "04"] {
        let more = format!(
            "customer,event,when,channel,score,segment\nc00,return,2024-{month}-01T10:00:00Z,store,2,vip\n"
        );
        let mut order = order(vec![file(dir.path(), &format!("{month}.csv"), more.as_bytes())]);
        order.source = Some(tropa_model::SourceName::new("shop").unwrap());
        workspace.import(&order, &mut unwatched()).unwrap();
    }
    let ask = || {
        let answer = workspace
            .ask(&Question::of(Ask::Graph(GraphAsk::default())))
            .unwrap();
        (answer.rows, answer.n)
    };
    let before = ask();
    let report = workspace.compact(None).unwrap();
    assert!(report.sources[0].files_after < report.sources[0].files_before);
    assert_eq!(ask(), before);
    let check = workspace.check().unwrap();
    assert!(check.whole, "{:?}", check.problems);
}

#[test]
fn with_several_sources_a_question_must_name_one() {
    let (dir, workspace) = shop();
    import(
        &workspace,
        vec![file(
            dir.path(),
            "other.csv",
            shop_csv().replace("c0", "d0").as_bytes(),
        )],
    );
    let question = Question::of(Ask::Graph(GraphAsk::default()));
    let refused = workspace.ask(&question).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::WhichSource);
    assert!(refused.to_string().contains("other, shop"), "{refused}");
    assert_eq!(
        workspace
            .ask(&Question {
                source: Some("shop".into()),
                ..question
            })
            .unwrap()
            .n,
        40
    );
}

#[test]
fn a_folder_of_other_files_is_not_made_a_workspace() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("thesis.txt"), "x").unwrap();
    assert!(Workspace::open(dir.path()).is_err());
    assert_eq!(
        std::fs::read_dir(dir.path()).unwrap().count(),
        1,
        "and nothing was put there"
    );
}

#[test]
fn the_demo_is_made_once_and_shows_what_was_planted() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    let options = DemoOptions {
        actors: 3_000,
        seed: 1,
    };
    let id = workspace.demo(options, &mut unwatched()).unwrap();
    let stored = workspace.map(&id).unwrap();
    assert_eq!(tropa_map::validate(&stored.map), []);
    assert_eq!(stored.map.origin.as_ref().unwrap().n, 3_000);
    assert!(numbers::check(&workspace, &stored.map) > 20);
    assert_ne!(stored.map.title.get("en"), stored.map.title.get("ru"));
    for step in stored.map.stages.iter().flat_map(|stage| &stage.steps) {
        assert_ne!(step.name.get("en"), step.name.get("ru"), "{:?}", step.activities);
        let english = format!("«{}»", step.name.get("en"));
        for card in &stored.map.cards {
            let said = card.text.get("ru");
            assert!(
                !said.contains(&english),
                "a Russian text quotes a Russian name: {said}"
            );
        }
    }
    // The voice says where it hurts, too: the planted trouble stands low on the curve, with the words behind it.
    let felt = |name: &str| {
        let mut steps = stored.map.stages.iter().flat_map(|stage| &stage.steps);
        let step = steps.find(|step| step.activities == [name]).unwrap();
        let mut cards = stored.map.cards.iter().filter(|card| card.at == step.id);
        let point = cards.find_map(|card| card.feeling.as_ref());
        point.unwrap_or_else(|| panic!("{name} is felt")).value
    };
    for trouble in ["Saw delivery cost", "Called support"] {
        assert!(felt(trouble) < -0.5, "{trouble}: {}", felt(trouble));
    }
    assert!(felt("Assembled") > 0.5, "{}", felt("Assembled"));
    let quoted = stored.map.cards.iter().flat_map(|card| &card.evidence);
    assert!(quoted.filter(|evidence| evidence.quote.is_some()).count() > 10);
    let overview = workspace.voice_summary().unwrap();
    assert!(
        overview.n > 1_500 && overview.sources.len() == 5,
        "{}",
        overview.n
    );
    let surveys = workspace.surveys("", 10).unwrap();
    assert_eq!(surveys.len(), 1);
    let results = workspace
        .survey_results(&surveys[0].id, (None, None), None)
        .unwrap();
    assert!(
        results.sittings >= 100 && surveys[0].answers == results.sittings,
        "{}",
        results.sittings
    );
    let study = &workspace.studies("", 10).unwrap()[0];
    assert!(study.open > 0 && study.open < study.states.len() as u32);
    // Again: the same facts and the same map, also after people changed it.
    assert_eq!(workspace.demo(options, &mut unwatched()).unwrap(), id);
    assert_eq!(workspace.maps().unwrap().len(), 1);
    assert_eq!(workspace.sources().unwrap()[0].imports, 1);
    assert_eq!(workspace.voice_summary().unwrap().n, overview.n);
    assert_eq!(workspace.surveys("", 10).unwrap().len(), 1);
}
