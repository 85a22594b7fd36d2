//! What people say, kept: imported twice, sent by programs, masked, erased, and a process killed meanwhile.
#![allow(clippy::unwrap_used)] // test code

mod common;

use common::{file, shared};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use tropa_intake::voice::{MaskKind, MaskRules};
use tropa_map::document::Quote;
use tropa_model::Scale;
use tropa_model::SourceName;
use tropa_model::feedback::{Feedback, FeedbackKind, Measure, Score, Speaker, TextPart};
use tropa_server::Workspace;
use tropa_server::app::{DiscoverOrder, VoiceImportOrder, VoiceImportSummary, unwatched};
use tropa_server::{MapId, Over, VoiceOptions};

fn open(dir: &Path) -> Workspace {
    Workspace::open(&dir.join("data")).unwrap()
}

fn order(files: Vec<tropa_server::app::InputFile>) -> VoiceImportOrder {
    VoiceImportOrder {
        files,
        source: Some(SourceName::new("reviews").unwrap()),
        ..VoiceImportOrder::default()
    }
}

fn import(workspace: &Workspace, files: Vec<tropa_server::app::InputFile>) -> VoiceImportSummary {
    workspace.import_voice(&order(files), &mut unwatched()).unwrap()
}

fn items(workspace: &Workspace) -> Vec<Feedback> {
    workspace
        .voice_items(None)
        .unwrap()
        .into_iter()
        .flat_map(|of| of.items)
        .collect()
}

const REVIEWS: &str = "review_id,user_id,date,stage,rating,review_text\n\
    r1,u1,2026-01-01,Delivery,5,It came a day early and whole\n\
    r2,u2,2026-01-02,Delivery,1,Call me at +7 916 123-45-67 at last please\n\
    r3,u2,2026-01-03,Support,2,Nobody answered my third letter either\n\
    r4,u3,2026-01-03,Support,4,They were quick and friendly with me\n";

#[test]
fn the_same_file_adds_nothing_and_a_longer_export_only_what_is_new() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = open(dir.path());
    let first = import(&workspace, vec![file(dir.path(), "a.csv", REVIEWS.as_bytes())]);
    assert_eq!(
        (first.kind, first.accepted, first.quarantined),
        (FeedbackKind::Review, 4, 0)
    );
    assert_eq!(first.scales["rating"], "stars 1..5");
    assert_eq!(first.masked[&MaskKind::Phone], 1);
    let again = import(&workspace, vec![file(dir.path(), "b.csv", REVIEWS.as_bytes())]);
    assert!(again.already_imported);
    let longer = format!("{REVIEWS}r5,u9,2026-01-09,Delivery,3,It was neither good nor bad\n");
    let more = import(&workspace, vec![file(dir.path(), "c.csv", longer.as_bytes())]);
    assert_eq!((more.accepted, more.duplicates), (1, 4));
    let kept = items(&workspace);
    assert_eq!(kept.len(), 5);
    assert_eq!(kept[1].text(TextPart::Body), "Call me at [phone] at last please");
    assert_eq!(kept[1].step.as_deref(), Some("Delivery"));
    assert!(workspace.check().unwrap().whole);
    workspace.compact(None).unwrap();
    assert_eq!(items(&workspace), kept);
}

#[test]
fn rows_in_quarantine_become_items_by_a_better_mapping() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = open(dir.path());
    import(&workspace, vec![file(dir.path(), "a.csv", REVIEWS.as_bytes())]);
    let other = "review_id,user_id,date,stage,rating,review_text\n\
        r8,u8,25.12.2025,Delivery,2,Too late for the holidays\nr9,u9,,Delivery,,\n";
    let summary = import(&workspace, vec![file(dir.path(), "b.csv", other.as_bytes())]);
    assert_eq!((summary.accepted, summary.quarantined), (0, 2));
    let source = SourceName::new("reviews").unwrap();
    assert!(workspace.is_voice_source(Some("reviews")).unwrap());
    let same = workspace
        .replay_voice(Some("reviews"), None, None, &mut unwatched())
        .unwrap();
    assert_eq!(
        (same.released, same.remaining),
        (0, 2),
        "the same mapping refuses the same rows"
    );
    let mapping = workspace.saved_voice_mapping(&source).unwrap().unwrap();
    let better = mapping.to_json().replace("\"iso\"", "\"day_first\"");
    assert_ne!(better, mapping.to_json());
    let better = tropa_server::VoiceMapping::from_json(&better).unwrap();
    let read = workspace
        .replay_voice(None, Some(&better), None, &mut unwatched())
        .unwrap();
    assert_eq!((read.released, read.remaining), (1, 1));
    assert_eq!(read.voice.unwrap().accepted, 1);
    let kept = items(&workspace);
    let late = kept
        .iter()
        .find(|item| item.text(TextPart::Body).starts_with("Too late"))
        .unwrap();
    assert_eq!(
        (late.step.as_deref(), late.score.unwrap().value),
        (Some("Delivery"), 2.0)
    );
    assert_eq!(kept.len(), 5);
    let left = workspace.quarantine(Some("reviews"), None, 10).unwrap();
    assert_eq!(
        (left.total, left.items[0].row),
        (1, 3),
        "the empty one stays, at its own place"
    );
}

#[test]
fn answers_on_another_scale_are_counted_apart_and_the_import_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = open(dir.path());
    import(&workspace, vec![file(dir.path(), "a.csv", REVIEWS.as_bytes())]);
    let ten = REVIEWS
        .replace("r1,", "s1,")
        .replace("r2,", "s2,")
        .replace("r3,", "s3,")
        .replace("r4,", "s4,");
    let mut wish = order(vec![file(dir.path(), "b.csv", ten.as_bytes())]);
    let scale = tropa_model::Scale::new(0.0, 10.0).unwrap();
    wish.options.scales = vec![tropa_server::ScaleWish { column: None, scale }];
    let summary = workspace.import_voice(&wish, &mut unwatched()).unwrap();
    assert_eq!(summary.accepted, 4);
    let told = summary
        .notes
        .iter()
        .find(|note| note.get("en").contains("counted apart"))
        .unwrap();
    assert!(
        told.get("en").contains("1 to 5") && told.get("ru").contains("от 0 до 10"),
        "{told}"
    );
    let overview = workspace.voice_summary().unwrap();
    let scales: Vec<(f64, u64)> = overview.sources[0]
        .scores
        .iter()
        .map(|score| (score.scale.hi, score.n))
        .collect();
    assert_eq!(scales.len(), 2, "{scales:?}");
    assert!(
        scales.contains(&(5.0, 4)) && scales.contains(&(10.0, 4)),
        "{scales:?}"
    );
}

#[test]
fn a_row_in_quarantine_holds_no_personal_data_on_the_disk() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = open(dir.path());
    import(&workspace, vec![file(dir.path(), "a.csv", REVIEWS.as_bytes())]);
    // Read by the mapping of the first file.
    let bad = REVIEWS.replace("2026-01-02", "31.31.2026").replace("r2,", "r6,");
    let summary = import(&workspace, vec![file(dir.path(), "b.csv", bad.as_bytes())]);
    assert_eq!(
        (summary.accepted, summary.duplicates, summary.quarantined),
        (0, 3, 1)
    );
    assert_eq!(summary.reasons[0].code, "bad_time");
    assert_eq!(summary.masked[&MaskKind::Phone], 1);
}

fn sent(id: &str, actor: Option<&str>, text: &str) -> Feedback {
    let mut item = Feedback::new(id, FeedbackKind::Answer);
    item.actor = actor.map(str::to_owned);
    item.score = Some(Score {
        value: 9.0,
        scale: Scale::new(0.0, 10.0).unwrap(),
        measure: Measure::Nps,
    });
    item.texts = vec![(TextPart::Body, text.into())];
    item.attributes = BTreeMap::from([("Kind".to_owned(), "by hand".to_owned())]);
    item
}

#[test]
fn items_of_programs_are_kept_once_by_their_ids_and_masked() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = open(dir.path());
    let source = SourceName::new("surveys").unwrap();
    let batch = vec![sent("1", Some("u1"), "write to a@b.org"), sent("2", None, "fine")];
    let kept = workspace.keep_feedback(&source, batch.clone()).unwrap();
    assert_eq!((kept.accepted, kept.duplicates), (2, 0));
    let kept = workspace.keep_feedback(&source, batch).unwrap();
    assert_eq!((kept.accepted, kept.duplicates), (0, 2));
    let found = items(&workspace);
    assert_eq!(found[0].text(TextPart::Body), "write to [e-mail]");
    assert_eq!(
        (found[0].actor.as_deref(), found[1].actor.as_deref()),
        (Some("u1"), None)
    );
    assert_eq!(found[0].attributes["kind_value"], "by hand");
    assert_eq!(found[1].time_us, None);
    let mut off = sent("3", None, "x");
    off.score.as_mut().unwrap().value = 11.0;
    assert!(workspace.keep_feedback(&source, vec![off]).is_err());
}

#[test]
fn rules_of_masks_are_kept_with_their_version_and_bad_ones_refused() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = open(dir.path());
    assert_eq!(workspace.masks().unwrap().rules.version, 1);
    let rules = MaskRules {
        off: [MaskKind::Phone].into(),
        ..MaskRules::default()
    };
    assert_eq!(workspace.put_masks(rules).unwrap().rules.version, 2);
    let summary = import(&workspace, vec![file(dir.path(), "a.csv", REVIEWS.as_bytes())]);
    assert_eq!((summary.masks_version, summary.masked.len()), (2, 0));
    assert!(
        workspace
            .try_masks("+7 916 123-45-67", None)
            .unwrap()
            .found
            .is_empty()
    );
    let all = workspace
        .try_masks("+7 916 123-45-67", Some(MaskRules::default()))
        .unwrap();
    assert_eq!(all.text, "[phone]");
}

#[test]
fn erasing_a_person_takes_their_words_the_answers_to_them_and_quotes_on_maps() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = open(dir.path());
    let chats = "conversation_id,author_id,created_at,inbound,text\n\
        c1,u7,2026-01-05 10:00:00,True,Where is my parcel please\n\
        c1,HelpDesk,2026-01-05 10:01:00,False,Dear customer seven we are looking\n\
        c2,u8,2026-01-05 10:05:00,True,My own question is another one\n";
    import(&workspace, vec![file(dir.path(), "chats.csv", chats.as_bytes())]);
    let found = items(&workspace);
    assert_eq!(found.len(), 3);
    assert_eq!(
        found
            .iter()
            .filter(|item| item.speaker == Speaker::Company)
            .count(),
        1
    );
    let mut log = "customer,event,when\n".to_owned();
    for n in 0..20 {
        log += &format!("u{n},visit,2026-01-01T10:00:00Z\nu{n},pay,2026-01-02T10:00:00Z\n");
    }
    common::import(&workspace, vec![file(dir.path(), "log.csv", log.as_bytes())]);
    let found = workspace
        .discover(&DiscoverOrder::default(), &mut unwatched())
        .unwrap();
    let mut map = found.map;
    for (card, text) in [(0, "Where is my parcel"), (1, "another one")] {
        map.cards[card].evidence[0].quote = Some(Quote {
            text: text.into(),
            ..Quote::default()
        });
    }
    let id = MapId::new(&map.id).unwrap();
    workspace.put_map(&id, &map, Over::Nothing).unwrap();
    let report = workspace.erase("u7").unwrap();
    assert!(report.voice.is_some());
    assert_eq!(report.maps, [map.id.clone()]);
    let after = workspace.map(&id).unwrap().map;
    assert!(after.cards[0].evidence[0].quote.is_none() && after.cards[1].evidence[0].quote.is_some());
    let left = items(&workspace);
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].actor.as_deref(), Some("u8"));
    for entry in walk(&dir.path().join("data").join("voice")) {
        let bytes = std::fs::read(&entry).unwrap();
        let holds = bytes.windows(9).any(|window| window == b"my parcel");
        assert!(!holds, "{}", entry.display());
    }
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(walk(&path));
        } else {
            files.push(path);
        }
    }
    files
}

/// Not a test of its own: what the killed process does.
#[test]
fn child_process() {
    let Ok(dir) = std::env::var("TROPA_VOICE_JOB") else {
        return;
    };
    let workspace = open(Path::new(&dir));
    println!("begins");
    for n in 0..40 {
        let batch = (0..50).map(|i| sent(&format!("{n}-{i}"), Some("u"), "good enough for me"));
        let source = SourceName::new("sent").unwrap();
        workspace.keep_feedback(&source, batch.collect()).unwrap();
        println!("kept {n}");
    }
}

#[test]
fn what_was_acknowledged_is_there_after_a_kill_and_nothing_by_halves() {
    for after_ms in [30, 90, 170, 260, 400] {
        let dir = tempfile::tempdir().unwrap();
        open(dir.path());
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_process", "--nocapture"])
            .env("TROPA_VOICE_JOB", dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        while !lines.next().unwrap().unwrap().contains("begins") {}
        std::thread::sleep(Duration::from_millis(after_ms));
        child.kill().unwrap();
        child.wait().unwrap();
        let acknowledged = lines
            .map_while(Result::ok)
            .filter(|line| line.contains("kept"))
            .count();
        let workspace = open(dir.path());
        let kept = items(&workspace).len();
        assert!(kept.is_multiple_of(50), "{kept} items: a batch by halves");
        assert!(
            kept >= acknowledged * 50,
            "{kept} items of {acknowledged} acknowledged batches"
        );
        assert!(workspace.check().unwrap().whole);
    }
}

/// Files of real life, in a workspace of their own; `None` where they are not here.
fn real(paths: &[&str], kind: Option<FeedbackKind>) -> Option<(VoiceImportSummary, Vec<Feedback>)> {
    let files: Option<Vec<_>> = paths.iter().map(|path| shared(path)).collect();
    let dir = tempfile::tempdir().unwrap();
    let workspace = open(dir.path());
    let order = VoiceImportOrder {
        options: VoiceOptions {
            kind,
            ..VoiceOptions::default()
        },
        ..order(files?.into_iter().map(Into::into).collect())
    };
    let summary = workspace.import_voice(&order, &mut unwatched()).unwrap();
    let items = items(&workspace);
    assert_eq!(items.len() as u64, summary.accepted);
    Some((summary, items))
}

fn count<'i>(words: impl Iterator<Item = &'i str>) -> BTreeMap<&'i str, u64> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

#[test]
fn the_telecom_survey_has_the_nps_of_each_stage_that_its_source_states() {
    let Some((summary, items)) = real(&["data/survey/telecom_nps_verbatims_by_stage.csv.gz"], None) else {
        return;
    };
    assert_eq!(
        (summary.kind, summary.rows, summary.accepted),
        (FeedbackKind::Answer, 2_385, 2_385)
    );
    assert_eq!(summary.scores, 2_353);
    let mut by_step: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for item in &items {
        let (Some(step), Some(score)) = (&item.step, item.score) else {
            continue;
        };
        assert_eq!(
            (score.measure, score.scale.lo, score.scale.hi),
            (Measure::Nps, 0.0, 10.0)
        );
        let (balance, n) = by_step.entry(step).or_default();
        *balance += f64::from(score.value >= 9.0) - f64::from(score.value <= 6.0);
        *n += 1.0;
    }
    let nps: Vec<String> = by_step
        .iter()
        .map(|(step, (balance, n))| format!("{step} {:.2} ({n})", 100.0 * balance / n))
        .collect();
    assert_eq!(
        nps,
        [
            "Equipment Received -56.71 (231)",
            "First Payment -29.29 (1130)",
            "Order -9.98 (962)",
            "Service in Use -76.67 (30)"
        ]
    );
}

#[test]
fn the_bank_reviews_are_all_there_with_stars_tags_and_replies() {
    let Some((summary, items)) = real(&["data/reviews_ru/myfin_belarus_bank_reviews.csv.gz"], None) else {
        return;
    };
    assert_eq!((summary.kind, summary.quarantined), (FeedbackKind::Review, 0));
    assert_eq!(summary.accepted + summary.duplicates, 7_937);
    assert!(summary.accepted >= 7_936, "{}", summary.accepted);
    assert_eq!(summary.scales["count_stars"], "stars 1..5");
    assert_eq!(items.iter().filter(|item| item.reply.is_some()).count(), 4_765);
    let steps = count(items.iter().filter_map(|item| item.step.as_deref()));
    assert_eq!(steps["Мобильное приложение"], 314);
}

#[test]
fn reviews_of_clothes_have_a_title_and_stars_and_nobody_s_name() {
    let Some((summary, items)) = real(&["data/reviews_en/womens_clothing_reviews.csv.gz"], None) else {
        return;
    };
    assert_eq!((summary.kind, summary.accepted), (FeedbackKind::Review, 23_486));
    let stars = count(items.iter().filter_map(|item| match item.score?.value {
        5.0 => Some("5"),
        1.0 => Some("1"),
        _ => None,
    }));
    assert_eq!((stars["5"], stars["1"]), (13_131, 842));
    // Some name what is good and what is bad in one text: it is split.
    let of_text = [TextPart::Pros, TextPart::Cons, TextPart::Body];
    let with_text = items
        .iter()
        .filter(|item| of_text.iter().any(|part| !item.text(*part).is_empty()));
    assert_eq!(with_text.count(), 22_641);
}

#[test]
fn chats_tickets_and_interviews_have_their_sides() {
    if let Some((summary, items)) = real(&["data/support/twcs_amazonhelp/conversations.csv.gz"], None) {
        assert_eq!((summary.kind, summary.accepted), (FeedbackKind::Chat, 183));
        let conversations = count(items.iter().filter_map(|item| item.conversation.as_deref()));
        assert_eq!(conversations.len(), 90);
        assert!(items.iter().any(|item| item.speaker == Speaker::Company));
    }
    if let Some((summary, _)) = real(&["data/support/multidogo/finance_train.tsv.gz"], None) {
        assert_eq!(
            (summary.kind, summary.accepted + summary.quarantined),
            (FeedbackKind::Chat, 15_213)
        );
    }
    if let Some((summary, items)) = real(&["data/support/abcd_sample.json"], None) {
        assert_eq!(summary.kind, FeedbackKind::Chat);
        let conversations = count(items.iter().filter_map(|item| item.conversation.as_deref()));
        assert_eq!(conversations.len(), 3);
    }
    let transcripts: Vec<String> = (1..=7)
        .map(|n| format!("data/interviews/pdpilot/P{n}.txt"))
        .collect();
    let transcripts: Vec<&str> = transcripts.iter().map(String::as_str).collect();
    if let Some((summary, items)) = real(&transcripts, None) {
        assert_eq!(summary.kind, FeedbackKind::Interview);
        let people = count(items.iter().filter_map(|item| item.actor.as_deref()));
        assert_eq!(people.len(), 7);
        assert!(items.iter().any(|item| item.speaker == Speaker::Researcher));
    }
    if let Some((summary, items)) = real(
        &["data/reviews_ru/sentirueval2015_restaurants_train.xml.gz"],
        None,
    ) {
        assert_eq!(summary.kind, FeedbackKind::Review);
        assert_eq!(items.iter().filter(|item| !item.texts.is_empty()).count(), 201);
    }
}

#[test]
fn orders_say_which_of_their_reviews_came_after_a_late_delivery() {
    let paths = [
        "data/orders/olist_sample/olist_order_reviews_dataset.csv.gz",
        "data/orders/olist_sample/olist_orders_dataset.csv.gz",
    ];
    let Some((_, items)) = real(&paths, Some(FeedbackKind::Review)) else {
        return;
    };
    let mean = |segment: &str| {
        let scores = items
            .iter()
            .filter(|item| item.segment.as_deref() == Some(segment));
        let scores: Vec<f64> = scores.filter_map(|item| Some(item.score?.value)).collect();
        (scores.iter().sum::<f64>() / scores.len() as f64, scores.len())
    };
    let ((late, n_late), (in_time, n_in_time)) = (mean("late"), mean("in_time"));
    assert!(
        late < 3.0 && in_time > 4.0,
        "late {late} ({n_late}), in time {in_time} ({n_in_time})"
    );
}
