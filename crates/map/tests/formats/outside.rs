//! Workbooks in the hands of other programs: openpyxl edits them, LibreOffice saves them, both come back with their ids.

use std::path::{Path, PathBuf};
use std::process::Command;
use tropa_map::diff::diff;
use tropa_map::document::{Comment, Evidence, Map};
use tropa_map::formats::{
    ExportOptions, Format, ImportOptions, Imported, Shape, export, import, import_over,
};
use tropa_map::validate;
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::LocalText;

/// A small map with two personas, a moment of truth and several cards in a cell.
fn sofa() -> Map {
    let outline = "# Sofa\n\n**Personas**\n\n- Anna\n- Oleg\n\n## Choose\n\n### Search\n\n#### Pain points\n\n- Too many sofas\n- [Anna] =1+1\n\n#### Emotion curve\n\n- 0.5\n\n### Compare\n\n#### Channels\n\n- Web\n\n## Receive\n\n### Wait \u{2605}\n\n#### Emotion curve\n\n- -1.5 | two weeks\n";
    import(outline.as_bytes(), Format::Markdown, &ImportOptions::default())
        .unwrap()
        .map
}

fn workbook(shape: Shape, folder: &Path) -> PathBuf {
    let options = ExportOptions {
        shape: Some(shape),
        ..ExportOptions::default()
    };
    let file = folder.join(format!("{shape:?}.xlsx").to_lowercase());
    std::fs::write(&file, export(&sofa(), Format::Xlsx, &options).unwrap().bytes).unwrap();
    file
}

fn read(file: &Path) -> Map {
    let Imported { map, .. } = import(
        &std::fs::read(file).unwrap(),
        Format::Xlsx,
        &ImportOptions::default(),
    )
    .unwrap();
    assert_eq!(validate(&map), vec![]);
    map
}

/// `id: text` of every card, by id.
fn cards(map: &Map) -> Vec<String> {
    let mut cards: Vec<String> = map
        .cards
        .iter()
        .map(|c| {
            let feeling = c
                .feeling
                .as_ref()
                .map_or(String::new(), |f| format!(" {}", f.value));
            format!("{} @ {}:{feeling} {}", c.id, c.at, c.text.get("en"))
        })
        .collect();
    cards.sort();
    cards
}

/// Python with openpyxl: `TROPA_PYTHON`, as `cargo xtask test` sets it, or the one on the path.
fn python(script: &str, arguments: &[&Path]) -> Option<String> {
    let python = std::env::var_os("TROPA_PYTHON").unwrap_or_else(|| "python3".into());
    let has = Command::new(&python).args(["-c", "import openpyxl"]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no openpyxl for {}", python.to_string_lossy());
        return None;
    }
    let output = Command::new(python)
        .arg("-c")
        .arg(script)
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_grid_edited_by_openpyxl_comes_back_with_its_ids() {
    let folder = tempfile::tempdir().unwrap();
    let file = workbook(Shape::Grid, folder.path());
    let script = r#"
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book["Map"]
print(sorted(str(r) for r in sheet.merged_cells.ranges), sheet.freeze_panes, book["_tropa"].sheet_state, sheet.data_validations.count)
def row(name): return next(r for r in sheet.iter_rows() if r[0].value == name)
steps, pains, feelings = row("Step"), row("Pain points"), row("Emotion curve")
column = {c.value: i for i, c in enumerate(steps)}
steps[column["Search"]].value = "Looks around"
print(repr(pains[column["Search"]].value), feelings[column["Search"]].data_type)
pains[column["Search"]].value = pains[column["Search"]].value.replace("Too many", "Far too many")
feelings[column["Search"]].value = -0.25
pains[column["Compare"]].value = "A new pain"
sheet.append(["Weather", None, None, "rain"])
book.save(sys.argv[1])
"#;
    let Some(printed) = python(script, &[&file]) else {
        return;
    };
    assert_eq!(
        printed,
        "['D3:E3'] D6 hidden 1\n'\u{2022} Too many sofas\\n\u{2022} [Anna] =1+1' n\n"
    );
    let (before, after) = (sofa(), read(&file));
    assert_eq!(after.stages[0].steps[0].id, before.stages[0].steps[0].id);
    assert_eq!(after.stages[0].steps[0].name.get("en"), "Looks around");
    let mut expected: Vec<String> = cards(&before)
        .iter()
        .map(|c| c.replace("Too many", "Far too many").replace(" 0.5 ", " -0.25 "))
        .chain([
            "pain-points-compare @ step-compare: A new pain".into(),
            "weather-search @ step-search: rain".into(),
        ])
        .collect();
    expected.sort();
    let plain = |cards: Vec<String>| {
        cards
            .into_iter()
            .map(|c| c.split(" @ ").nth(1).unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let ids = |map: &Map| map.cards.iter().map(|c| c.id.clone()).collect::<Vec<_>>();
    let mut found = plain(cards(&after));
    let mut wanted = plain(expected);
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted);
    assert!(
        ids(&before).iter().all(|id| ids(&after).contains(id)),
        "{:?} {:?}",
        ids(&before),
        ids(&after)
    );
}

#[test]
fn a_list_sorted_and_edited_by_openpyxl_comes_back_with_its_ids() {
    let folder = tempfile::tempdir().unwrap();
    let file = workbook(Shape::List, folder.path());
    let script = r#"
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book["Cards"]
head = {c.value: c.column for c in sheet[1]}
for r in range(2, sheet.max_row + 1):
    if sheet.cell(r, head["text"]).value == "Too many sofas":
        sheet.cell(r, head["text"]).value = "Fewer sofas, please"
print(sheet.freeze_panes, any(d.hidden and d.min <= head["card_id"] <= d.max for d in sheet.column_dimensions.values()))
book.save(sys.argv[1])
"#;
    let Some(printed) = python(script, &[&file]) else {
        return;
    };
    assert_eq!(printed, "C2 True\n");
    let expected: Vec<String> = cards(&sofa())
        .iter()
        .map(|c| c.replace("Too many sofas", "Fewer sofas, please"))
        .collect();
    assert_eq!(cards(&read(&file)), expected);
}

#[test]
fn a_workbook_saved_by_libreoffice_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let Ok(profile) = tempfile::tempdir() else {
        return;
    };
    for shape in [Shape::Grid, Shape::List] {
        let file = workbook(shape, folder.path());
        for ending in ["xlsx", "csv"] {
            let out = folder.path().join("out");
            let saved = Command::new("soffice")
                .arg(format!(
                    "-env:UserInstallation=file://{}",
                    profile.path().display()
                ))
                .args(["--headless", "--convert-to", ending, "--outdir"])
                .args([&out, &file])
                .output();
            let result = out.join(file.file_name().unwrap()).with_extension(ending);
            if saved.is_err() || !result.exists() {
                eprintln!("skipped: LibreOffice Calc is not here");
                return;
            }
            let format = if ending == "csv" {
                Format::Csv
            } else {
                Format::Xlsx
            };
            let map = import(
                &std::fs::read(&result).unwrap(),
                format,
                &ImportOptions::default(),
            )
            .unwrap()
            .map;
            assert_eq!(validate(&map), vec![]);
            let says = |map: &Map| {
                cards(map)
                    .iter()
                    .map(|c| c.split(": ").nth(1).unwrap_or_default().to_owned())
                    .collect::<std::collections::BTreeSet<_>>()
            };
            if ending == "xlsx" || shape == Shape::List {
                assert_eq!(cards(&map), cards(&sofa()), "{shape:?} as {ending}");
            } else {
                assert_eq!(says(&map), says(&sofa()), "{shape:?} as {ending}");
            }
        }
    }
}

/// The map with evidence, a second language and a comment: what no workbook holds.
fn known() -> Map {
    let mut map = sofa();
    for card in &mut map.cards {
        let text = card.text.get("und").to_owned();
        if !text.is_empty() {
            card.text = LocalText::en_ru(&text, format!("по-русски: {text}"));
        }
        card.state = EvidenceState::Measured;
        card.evidence.push(Evidence {
            reason: LocalText::en_ru("counted", "посчитано"),
            snapshot: Some("shop@4".into()),
            ..Evidence::default()
        });
    }
    map.comments.push(Comment {
        id: "k1".into(),
        at: map.stages[0].steps[0].id.clone(),
        when: "2026-03-01T09:00:00Z".into(),
        by: "Ann".into(),
        text: "Why?".into(),
        ..Comment::default()
    });
    assert_eq!(validate(&map), vec![]);
    map
}

fn write_known(shape: Shape, folder: &Path) -> PathBuf {
    let options = ExportOptions {
        shape: Some(shape),
        ..ExportOptions::default()
    };
    let file = folder.join(format!("known-{shape:?}.xlsx").to_lowercase());
    std::fs::write(&file, export(&known(), Format::Xlsx, &options).unwrap().bytes).unwrap();
    file
}

fn over(file: &Path) -> Map {
    let bytes = std::fs::read(file).unwrap();
    let Imported { map, .. } =
        import_over(&bytes, Format::Xlsx, &ImportOptions::default(), &known()).unwrap();
    assert_eq!(validate(&map), vec![]);
    map
}

fn told(map: &Map) -> Vec<String> {
    let differences = diff(&known(), map);
    differences
        .iter()
        .map(|d| format!("{:?} {} {}", d.what, d.of, d.name.get("en")))
        .collect()
}

#[test]
fn a_grid_edited_by_openpyxl_comes_back_over_its_map() {
    let folder = tempfile::tempdir().unwrap();
    let file = write_known(Shape::Grid, folder.path());
    let script = r#"
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book["Map"]
def row(name): return next(r for r in sheet.iter_rows() if r[0].value == name)
steps, pains = row("Step"), row("Pain points")
column = {c.value: i for i, c in enumerate(steps)}
steps[column["Search"]].value = "Looks around"
pains[column["Search"]].value = pains[column["Search"]].value.replace("Too many", "Far too many")
pains[column["Compare"]].value = "A new pain"
row("Channels")[column["Compare"]].value = None
book.save(sys.argv[1])
"#;
    if python(script, &[&file]).is_none() {
        return;
    }
    let map = over(&file);
    let mut lines = told(&map);
    lines.sort();
    assert_eq!(
        lines,
        [
            "Added card A new pain",
            "Changed card Far too many sofas",
            // The card of the channel has no words of its own.
            "Removed card ",
            "Renamed step Looks around",
        ]
    );
    let before = known();
    let card = |map: &Map, words: &str| {
        map.cards
            .iter()
            .find(|c| c.text.get("en").contains(words))
            .unwrap()
            .clone()
    };
    let (was, now) = (card(&before, "Too many sofas"), card(&map, "Far too many sofas"));
    assert_eq!(
        (&now.id, &now.evidence, now.state),
        (&was.id, &was.evidence, was.state)
    );
    assert_eq!(now.text.get("ru"), was.text.get("ru"));
    assert_eq!(map.comments, before.comments);
}

#[test]
fn a_list_edited_by_openpyxl_comes_back_over_its_map() {
    let folder = tempfile::tempdir().unwrap();
    let file = write_known(Shape::List, folder.path());
    let script = r#"
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book["Cards"]
head = {c.value: c.column for c in sheet[1]}
for r in range(sheet.max_row, 1, -1):
    text = sheet.cell(r, head["text"])
    if text.value == "Too many sofas":
        text.value = "Fewer sofas, please"
    if text.value == "=1+1" or text.value == "'=1+1":
        sheet.delete_rows(r)
sheet.append(["Receive", "Wait", "Pain points", None, "Nobody calls"])
book.save(sys.argv[1])
"#;
    if python(script, &[&file]).is_none() {
        return;
    }
    let map = over(&file);
    let mut lines = told(&map);
    lines.sort();
    assert_eq!(
        lines,
        [
            "Added card Nobody calls",
            "Changed card Fewer sofas, please",
            "Removed card =1+1"
        ]
    );
    let added = map
        .cards
        .iter()
        .find(|card| card.text.get("en") == "Nobody calls")
        .unwrap();
    assert_eq!(added.at, map.stages[1].steps[0].id);
}

#[test]
fn a_workbook_saved_by_libreoffice_changes_nothing_on_its_map() {
    let folder = tempfile::tempdir().unwrap();
    let profile = tempfile::tempdir().unwrap();
    for shape in [Shape::Grid, Shape::List] {
        let file = write_known(shape, folder.path());
        let out = folder.path().join("out");
        let saved = Command::new("soffice")
            .arg(format!(
                "-env:UserInstallation=file://{}",
                profile.path().display()
            ))
            .args(["--headless", "--convert-to", "xlsx", "--outdir"])
            .args([&out, &file])
            .output();
        let result = out.join(file.file_name().unwrap());
        if saved.is_err() || !result.exists() {
            eprintln!("skipped: LibreOffice Calc is not here");
            return;
        }
        assert_eq!(told(&over(&result)), [""; 0], "{shape:?}");
    }
}
