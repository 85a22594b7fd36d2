use super::random;
use tropa_map::formats::{ExportOptions, Format, ImportOptions, Imported, Part, Shape, export, import};
use tropa_map::{Map, validate};

fn read(text: &str) -> Imported {
    import(text.as_bytes(), Format::Csv, &ImportOptions::default()).unwrap()
}

fn outline(map: &Map) -> String {
    let lane_of = |id: &str| {
        map.lanes
            .iter()
            .find(|l| l.id == id)
            .map(|l| format!("{:?}", l.role))
            .unwrap()
    };
    let mut lines = Vec::new();
    for stage in &map.stages {
        lines.push(format!("{} [{}]", stage.name.get("en"), stage.id));
        let places = std::iter::once((&stage.id, None)).chain(stage.steps.iter().map(|s| (&s.id, Some(s))));
        for (id, step) in places {
            if let Some(step) = step {
                lines.push(format!("  {} [{}]", step.name.get("en"), step.id));
            }
            for card in map.cards.iter().filter(|c| c.at == *id) {
                let feeling = card
                    .feeling
                    .as_ref()
                    .map(|f| format!(" {:+}", f.value))
                    .unwrap_or_default();
                let channel = card
                    .channel
                    .as_ref()
                    .map(|c| format!(" via {c}"))
                    .unwrap_or_default();
                let text = card.text.get("en").replace('\n', " / ");
                lines.push(format!("    {}:{feeling}{channel} {text}", lane_of(&card.lane)));
            }
        }
    }
    lines.join("\n")
}

#[test]
fn a_list_of_somebody_else_is_read_by_its_headings() {
    let imported = read(
        "Этап;Шаг;Дорожка;Текст;Оценка\nВыбор;Ищет;Действия клиента;Читает отзывы;\nВыбор;Ищет;Эмоции;;4\nВыбор;Ищет;Боли;\"Долго;\nмного рекламы\";\nПокупка;Платит;Эмоции;;1\n",
    );
    expect_test::expect![[r#"
        Выбор [stage-vybor]
          Ищет [step-ischet]
            Actions: Читает отзывы
            Feelings: +1 
            Pains: Долго; / много рекламы
        Покупка [stage-pokupka]
          Платит [step-platit]
            Feelings: -2 "#]]
    .assert_eq(&outline(&imported.map).replace("shch", "sch"));
    assert_eq!(validate(&imported.map), vec![]);
    assert_eq!(
        imported.notes[0].text.get("en"),
        "scores were read as a scale of 1..5"
    );
}

#[test]
fn a_grid_of_somebody_else_is_read_by_its_place() {
    let imported = read(
        "Ordering a sofa,,,\n,Choose,,Receive\n,Search,Compare,Wait\nActions,Reads reviews,\"• Asks friends\n• Visits a shop\",\nFeelings,+1,-0.5,-2 | two weeks\nChannels,Web,,Phone\nWeather,,rain,\n",
    );
    expect_test::expect![[r#"
        Choose [stage-choose]
          Search [step-search]
            Actions: Reads reviews
            Feelings: +1 
            Channels: via channel-web 
          Compare [step-compare]
            Actions: Asks friends
            Actions: Visits a shop
            Feelings: -0.5 
            Text: rain
        Receive [stage-receive]
          Wait [step-wait]
            Feelings: -2 two weeks
            Channels: via channel-phone "#]]
    .assert_eq(&outline(&imported.map));
    assert_eq!(imported.map.title.get("en"), "Ordering a sofa");
    assert_eq!(imported.map.lanes[3].name.get("en"), "Weather");
    assert_eq!(validate(&imported.map), vec![]);
}

/// What each shape must keep of any map, whatever else it may lose.
const KEPT_BY_LISTS: [Part; 15] = [
    Part::Title,
    Part::Stages,
    Part::Steps,
    Part::MomentsOfTruth,
    Part::Lanes,
    Part::Texts,
    Part::Feelings,
    Part::Emotions,
    Part::Channels,
    Part::Metrics,
    Part::Opportunities,
    Part::Actions,
    Part::CardPersonas,
    Part::Personas,
    Part::Ids,
];
const KEPT_BY_GRIDS: [Part; 10] = [
    Part::Title,
    Part::Stages,
    Part::Steps,
    Part::MomentsOfTruth,
    Part::Lanes,
    Part::Texts,
    Part::Feelings,
    Part::Channels,
    Part::Personas,
    Part::CardPersonas,
];

#[test]
fn random_maps_keep_in_a_list_all_that_a_list_promises() {
    for (delimiter, lang, bom) in [(',', "en", false), (';', "ru", true)] {
        for seed in 1..=400 {
            let map = random::map(seed, true);
            let options = ExportOptions {
                shape: Some(Shape::List),
                delimiter,
                lang: lang.into(),
                bom,
                ..ExportOptions::default()
            };
            let exported = export(&map, Format::Csv, &options).unwrap();
            let broken: Vec<_> = exported
                .lost
                .iter()
                .filter(|loss| KEPT_BY_LISTS.contains(&loss.what))
                .collect();
            assert!(
                broken.is_empty(),
                "seed {seed}: {broken:?}\n{}",
                String::from_utf8_lossy(&exported.bytes)
            );
            let back = import(&exported.bytes, Format::Csv, &ImportOptions::default()).unwrap();
            assert_eq!(validate(&back.map), vec![], "seed {seed}");
        }
    }
}

#[test]
fn random_maps_keep_in_a_grid_all_that_a_grid_promises() {
    for (delimiter, lang) in [(',', "en"), (';', "ru")] {
        for seed in 1..=400 {
            let map = random::map(seed, true);
            let options = ExportOptions {
                shape: Some(Shape::Grid),
                delimiter,
                lang: lang.into(),
                ..ExportOptions::default()
            };
            let exported = export(&map, Format::Csv, &options).unwrap();
            let broken: Vec<_> = exported
                .lost
                .iter()
                .filter(|loss| KEPT_BY_GRIDS.contains(&loss.what))
                .collect();
            assert!(
                broken.is_empty(),
                "seed {seed}: {broken:?}\n{}",
                String::from_utf8_lossy(&exported.bytes)
            );
        }
    }
}

#[test]
fn what_a_table_cannot_carry_is_told() {
    let map = random::map(3, true);
    let lost = export(&map, Format::Csv, &ExportOptions::default()).unwrap().lost;
    let told: Vec<String> = lost
        .iter()
        .map(|l| format!("{} at {}", l.text.get("en"), l.place))
        .collect();
    assert!(
        told.iter().any(|t| t.contains("evidence of cards at cards[")),
        "{told:?}"
    );
}

#[test]
fn formulas_come_out_as_texts() {
    let mut map = read("stage,step,lane,text\nA,B,Actions,x\n").map;
    map.cards[0]
        .text
        .0
        .insert("und".into(), "=HYPERLINK(\"http://x\")".into());
    let bytes = export(&map, Format::Csv, &ExportOptions::default())
        .unwrap()
        .bytes;
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "{text}");
    assert_eq!(read(&text).map.cards[0].text, map.cards[0].text);
}

#[test]
fn random_maps_keep_in_a_workbook_all_that_it_promises_ids_too() {
    for shape in [Shape::Grid, Shape::List] {
        for seed in 1..=150 {
            let map = random::map(seed, true);
            let options = ExportOptions {
                shape: Some(shape),
                ..ExportOptions::default()
            };
            let exported = export(&map, Format::Xlsx, &options).unwrap();
            assert_eq!(Format::detect("x", &exported.bytes), Some(Format::Xlsx));
            let kept = |what: &Part| match shape {
                Shape::Grid => KEPT_BY_GRIDS.contains(what) || *what == Part::Ids,
                Shape::List => KEPT_BY_LISTS.contains(what),
            };
            let broken: Vec<_> = exported.lost.iter().filter(|loss| kept(&loss.what)).collect();
            assert!(broken.is_empty(), "{shape:?}, seed {seed}: {broken:?}");
            assert_eq!(
                export(&map, Format::Xlsx, &options).unwrap().bytes,
                exported.bytes,
                "seed {seed}"
            );
        }
    }
}
