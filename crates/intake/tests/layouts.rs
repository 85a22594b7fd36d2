//! The same events in every encoding, delimiter, convention of dates and format.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Kept, proposed};
use expect_test::expect;
use std::io::Write;
use tropa_intake::{Encoding, Format, Input, Layout, MapOptions, ReadOptions, detect, propose, read};
use tropa_model::{ColumnValues, time::rfc3339};

/// Detects, proposes and reads, and tells layout and events.
#[track_caller]
fn check(name: &str, bytes: &[u8], options: &MapOptions, expected: expect_test::Expect) {
    let detected = detect(&Input { name, bytes }, &ReadOptions::default()).unwrap();
    let layout = format!(
        "{}{} {} {:?}",
        detected.format.shown(),
        if detected.gzip { " gz" } else { "" },
        detected.encoding.map_or("-", Encoding::name),
        detected.delimiter.unwrap_or('-')
    );
    let proposed = propose(&[detected], options);
    let Some(mapping) = proposed.mapping else {
        let missing = proposed
            .missing
            .iter()
            .map(|m| format!("{}: {} → {}", m.what.shown(), m.saw, m.pass));
        return expected.assert_eq(&format!("{layout}\n{}\n", missing.collect::<Vec<_>>().join("\n")));
    };
    let mut kept = Kept::default();
    read(&[Input { name, bytes }], &mapping, &mut kept).unwrap();
    let mut lines = vec![layout];
    for batch in &kept.batches {
        for row in 0..batch.len() {
            let columns = batch.columns.iter().map(|c| match &c.values {
                ColumnValues::Coded(v) => {
                    format!("{}={}", c.role.column_name(), v.get(row).unwrap_or_default())
                }
                ColumnValues::Text(v) => format!("{}={}", c.role.column_name(), v.get(row)),
                ColumnValues::Number(v) => format!("{}={}", c.role.column_name(), v[row]),
            });
            let columns: Vec<String> = columns.collect();
            let time = rfc3339(batch.time_us[row]);
            lines.push(format!(
                "{} {time} {} {}",
                batch.actor.get(row),
                batch.activity.get(row).unwrap(),
                columns.join(" ")
            ));
        }
    }
    lines.extend(
        kept.rejected
            .iter()
            .map(|r| format!("row {}: {} «{}»", r.row, r.code.name(), r.value)),
    );
    expected.assert_eq(&format!("{}\n", lines.join("\n").replace(" \n", "\n").trim_end()));
}

const RUSSIAN: &str = "Клиент;Событие;Дата;Канал;Сумма\nИванов;Заявка;01.02.2026 10:00;звонок;1 299,50\nПетров;Отказ;28.02.2026 11:30;сайт;\n";

#[test]
fn russian_exports_are_read_in_every_encoding() {
    let moscow = MapOptions {
        time_zone: Some("Europe/Moscow".into()),
        ..MapOptions::default()
    };
    check(
        "a.csv",
        RUSSIAN.as_bytes(),
        &moscow,
        expect![[r#"
        delimited text utf-8 ';'
        Иванов 2026-02-01T07:00:00Z Заявка channel=звонок amount=1299.5
        Петров 2026-02-28T08:30:00Z Отказ channel=сайт amount=NaN
    "#]],
    );
    let marked = [b"\xEF\xBB\xBF", RUSSIAN.as_bytes()].concat();
    check(
        "a.csv",
        &marked,
        &moscow,
        expect![[r#"
        delimited text utf-8 ';'
        Иванов 2026-02-01T07:00:00Z Заявка channel=звонок amount=1299.5
        Петров 2026-02-28T08:30:00Z Отказ channel=сайт amount=NaN
    "#]],
    );
    let cyrillic: Vec<u8> = RUSSIAN
        .chars()
        .map(|c| match c {
            'А'..='я' => (c as u32 - 0x410 + 0xC0) as u8,
            _ => c as u8,
        })
        .collect();
    check(
        "a.csv",
        &cyrillic,
        &moscow,
        expect![[r#"
        delimited text windows-1251 ';'
        Иванов 2026-02-01T07:00:00Z Заявка channel=звонок amount=1299.5
        Петров 2026-02-28T08:30:00Z Отказ channel=сайт amount=NaN
    "#]],
    );
    let wide: Vec<u8> = [0xFE, 0xFF]
        .into_iter()
        .chain(RUSSIAN.encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    check(
        "a.csv",
        &wide,
        &moscow,
        expect![[r#"
        delimited text utf-16be ';'
        Иванов 2026-02-01T07:00:00Z Заявка channel=звонок amount=1299.5
        Петров 2026-02-28T08:30:00Z Отказ channel=сайт amount=NaN
    "#]],
    );
}

#[test]
fn a_date_that_could_be_either_way_round_is_asked_for_unless_a_value_decides() {
    let text = "user,event,date\n1,a,03/04/2026\n1,b,05/06/2026\n";
    check(
        "a.csv",
        text.as_bytes(),
        &MapOptions::default(),
        expect![[r#"
        delimited text utf-8 ','
        time_format: «date» fits dd.mm.yyyy and m/d/yyyy: no value decides, such as 03/04/2026, 05/06/2026 → --time-format day_first or --time-format month_first
    "#]],
    );
    // The deciding value lies far behind the rows that are looked at first.
    let late = format!(
        "user,event,date\n{}1,b,25/06/2026\n",
        "1,a,03/04/2026\n".repeat(30_000)
    );
    let proposed = proposed("a.csv", late.as_bytes(), &MapOptions::default());
    assert_eq!(
        proposed.mapping.unwrap().inputs[0].events[0].time.format,
        tropa_intake::TimeFormat::DayFirst
    );
    let options = MapOptions {
        time_format: Some(tropa_intake::TimeFormat::MonthFirst),
        ..MapOptions::default()
    };
    check(
        "a.csv",
        text.as_bytes(),
        &options,
        expect![[r#"
        delimited text utf-8 ','
        1 2026-03-04T00:00:00Z a
        1 2026-05-06T00:00:00Z b
    "#]],
    );
}

#[test]
fn json_lines_and_arrays_give_nested_columns() {
    let lines = "{\"user\":{\"id\":7},\"event\":\"open\",\"timestamp\":1767225600000,\"price\":1.5,\"tags\":[\"a\"]}\n\nnonsense\n{\"user\":{\"id\":8},\"event\":\"close\",\"timestamp\":1767225601000,\"price\":null}\n";
    check(
        "a.jsonl",
        lines.as_bytes(),
        &MapOptions {
            actor: Some("user.id".into()),
            ..MapOptions::default()
        },
        expect![[r#"
        JSONL - '-'
        7 2026-01-01T00:00:00Z open amount=1.5 event_tags=["a"]
        8 2026-01-01T00:00:01Z close amount=NaN event_tags=
        row 3: bad_json «nonsense»
    "#]],
    );
    let array = "[{\"user_id\":\"u\",\"event\":\"open\",\"ts\":\"2026-01-01T00:00:00Z\"},{\"user_id\":\"v\",\"event\":\"shut\",\"ts\":\"2026-01-02T00:00:00+03:00\"}]";
    check(
        "a.json",
        array.as_bytes(),
        &MapOptions::default(),
        expect![[r#"
        JSONL - '-'
        u 2026-01-01T00:00:00Z open
        v 2026-01-01T21:00:00Z shut
    "#]],
    );
}

/// The parts of a workbook that readers need, by hand.
fn workbook(rows: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let parts = [
        ("[Content_Types].xml", r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#.to_owned()),
        ("_rels/.rels", r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_owned()),
        ("xl/workbook.xml", r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Пусто" sheetId="1" r:id="rId1"/><sheet name="Log" sheetId="2" r:id="rId2"/></sheets></workbook>"#.to_owned()),
        ("xl/_rels/workbook.xml.rels", r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#.to_owned()),
        ("xl/styles.xml", r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>"#.to_owned()),
        ("xl/worksheets/sheet1.xml", r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>"#.to_owned()),
        ("xl/worksheets/sheet2.xml", format!(r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#)),
    ];
    for (name, text) in parts {
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_is_read_from_its_first_sheet_with_cells() {
    let cell = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let rows = format!(
        r#"<row r="2">{}{}{}{}</row><row r="3">{}{}<c r="C3" s="1"><v>46054.4375</v></c><c r="D3"><v>4</v></c></row><row r="5"><c r="A5"><v>12</v></c>{}<c r="C5" s="1"><v>46055</v></c></row>"#,
        cell("A2", "Клиент"),
        cell("B2", "Событие"),
        cell("C2", "Дата"),
        cell("D2", "Оценка"),
        cell("A3", "Ада"),
        cell("B3", "звонок"),
        cell("B5", "визит"),
    );
    check(
        "книга.xlsx",
        &workbook(&rows),
        &MapOptions::default(),
        expect![[r#"
        XLSX - '-'
        Ада 2026-02-01T10:30:00Z звонок score=4
        12 2026-02-02T00:00:00Z визит score=NaN
    "#]],
    );
    // One cell in the last corner must not become seventeen billion.
    let corner = format!("{rows}<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
    let error = detect(
        &Input {
            name: "a.xlsx",
            bytes: &workbook(&corner),
        },
        &ReadOptions::default(),
    )
    .unwrap_err();
    assert_eq!(error.code(), "too_many_columns");
}

#[test]
fn what_is_stated_overrides_what_is_found() {
    let text = "1|a|2026-01-01\n2|b|2026-01-02\n";
    let stated = Layout {
        delimiter: Some(','),
        header: Some(true),
        format: Some(Format::Csv),
        ..Layout::default()
    };
    let detected = detect(
        &Input {
            name: "a",
            bytes: text.as_bytes(),
        },
        &stated,
    )
    .unwrap();
    assert_eq!(detected.columns.len(), 1);
    assert_eq!(detected.columns[0].name, "1|a|2026-01-01");
    let found = detect(
        &Input {
            name: "a",
            bytes: text.as_bytes(),
        },
        &Layout::default(),
    )
    .unwrap();
    assert_eq!(
        (found.delimiter, found.header, found.columns.len()),
        (Some('|'), Some(false), 3)
    );
}

#[test]
fn what_cannot_be_told_is_asked_for_with_what_was_seen() {
    check(
        "a.csv",
        b"x,y\n1,2\n3,4\n",
        &MapOptions::default(),
        expect![[r#"
        delimited text utf-8 ','
        time: no column of times among «x», «y» → --time COLUMN, or --mapping FILE where each date column is an event
        actor: no column called like it; columns are «x», «y» → --actor COLUMN or --actor #row (every row on its own)
        activity: no column called like it; columns are «x», «y» → --activity COLUMN or --activity =text (one name for all)
    "#]],
    );
    let two = "order_id,shipped,paid\n1,2026-01-01,2026-01-02\n";
    check(
        "a.csv",
        two.as_bytes(),
        &MapOptions::default(),
        expect![[r#"
        delimited text utf-8 ','
        time: several columns of times: «shipped», «paid» → --time COLUMN, or --mapping FILE where each date column is an event
        activity: no column called like it; columns are «order_id», «shipped», «paid» → --activity COLUMN or --activity =text (one name for all)
    "#]],
    );
    check(
        "a.csv",
        two.as_bytes(),
        &MapOptions {
            time: Some("when".into()),
            ..MapOptions::default()
        },
        expect![[r#"
        delimited text utf-8 ','
        time: no column «when» among «order_id», «shipped», «paid» → --time with one of them
        activity: no column called like it; columns are «order_id», «shipped», «paid» → --activity COLUMN or --activity =text (one name for all)
    "#]],
    );
}

#[test]
fn artificial_ends_become_the_outcome_of_their_actor() {
    let text = "user_id,event,timestamp\n1,see,2026-01-01\n2,see,2026-01-01\n1,lost,2026-01-02\n";
    check(
        "a.csv",
        text.as_bytes(),
        &MapOptions {
            ends: vec!["lost".into()],
            ..MapOptions::default()
        },
        expect![[r#"
        delimited text utf-8 ','
        1 2026-01-01T00:00:00Z see outcome=lost
        2 2026-01-01T00:00:00Z see outcome=
    "#]],
    );
}

#[test]
fn starts_and_completions_pair_in_a_table_too() {
    let text = "case_id,activity,lifecycle,timestamp,resource\n1,check,start,2026-01-01 10:00:00,ann\n1,file,complete,2026-01-01 10:01:00,\n2,check,start,2026-01-01 10:02:00,bob\n1,check,complete,2026-01-01 10:05:00,\n";
    let pair = MapOptions {
        lifecycle: Some(tropa_intake::Lifecycle::Pair),
        ..MapOptions::default()
    };
    check(
        "a.csv",
        text.as_bytes(),
        &pair,
        expect![[r#"
        delimited text utf-8 ','
        1 2026-01-01T10:01:00Z file event_lifecycle=complete event_resource= duration_s=NaN
        1 2026-01-01T10:00:00Z check event_lifecycle=complete event_resource=ann duration_s=300
        2 2026-01-01T10:02:00Z check event_lifecycle=start event_resource=bob duration_s=NaN
    "#]],
    );
}
