//! The YAML form: the same map, easy to read and write by hand.

mod retailer;

use expect_test::{expect, expect_file};
use tropa_map::{Form, adopt, parse, read, templates, to_json, to_yaml};
use tropa_model::proposal::LocalText;

#[test]
fn every_template_says_the_same_in_both_forms() {
    for template in templates::MAPS {
        let map = parse(template.text).unwrap_or_else(|e| panic!("{}: {e}", template.name));
        let yaml = to_yaml(&map);
        assert_eq!(
            parse(&yaml).unwrap_or_else(|e| panic!("{}: {e}\n{yaml}", template.name)),
            map,
            "{}",
            template.name
        );
        assert_eq!(parse(&to_json(&map)).unwrap(), map, "{}", template.name);
        assert_eq!(to_yaml(&parse(&yaml).unwrap()), yaml, "{}", template.name);
    }
}

#[test]
fn a_discovered_map_says_the_same_in_both_forms() {
    let map = adopt(
        &retailer::proposal(true),
        LocalText::en_ru("Buying furniture", "Покупка мебели"),
        "map-1".into(),
    );
    let yaml = to_yaml(&map);
    expect_file!["golden/retailer.tropa.yaml"].assert_eq(&yaml);
    assert_eq!(parse(&yaml).unwrap(), map);
}

const BY_HAND: &str = "\
# The map of a hand-written file.
format: tropa.map
version: 2
id: sofa
title: {en: Ordering a sofa, no: Bestille en sofa}
kind: customer
state: as_is
edition: 1.2          # a text, although it looks like a number
review_date: 2026-12-31
owner: ~
stages:
  - id: get
    name: {ru: Получение}
    steps:
      - {id: wait, name: {en: 'Waits: nothing happens'}, main: true}
lanes:
  - id: l
    role: thoughts
cards:
  - id: c1
    lane: l
    at: wait
    text:
      en: |
        Where is it?
        Nobody calls.
    feeling: {value: -1}
    state: assumption
    votes: 3
";

#[test]
fn a_file_written_by_hand_is_read_as_it_is_meant() {
    let map = parse(BY_HAND).unwrap();
    assert_eq!(map.edition.as_deref(), Some("1.2"));
    assert_eq!(map.review_date.as_deref(), Some("2026-12-31"));
    assert_eq!(
        (map.owner.as_deref(), map.title.get("no")),
        (None, "Bestille en sofa")
    );
    assert_eq!(map.cards[0].text.get("en"), "Where is it?\nNobody calls.\n");
    assert_eq!(map.cards[0].unknown["votes"], 3);
    expect![[r#"
        format: tropa.map
        version: 2
        id: sofa
        title: {en: Ordering a sofa, "no": Bestille en sofa}
        kind: customer
        state: as_is
        review_date: "2026-12-31"
        edition: "1.2"

        stages:
          - id: get
            name: {ru: Получение}
            steps:
              - id: wait
                name: {en: "Waits: nothing happens"}
                main: true

        lanes:
          - id: l
            role: thoughts

        cards:
          - id: c1
            lane: l
            at: wait
            text:
              en: |
                Where is it?
                Nobody calls.
            feeling: {value: -1.0}
            state: assumption
            votes: 3
    "#]]
    .assert_eq(&to_yaml(&map));
}

/// One line per text: why it is no map.
fn errors(texts: &[&str]) -> String {
    let error = |text: &&str| {
        read(text, Some(Form::Yaml))
            .expect_err("the text is wrong")
            .to_string()
    };
    texts.iter().map(error).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_error_names_line_column_and_field() {
    expect![[r#"
        line 21, column 11, at `cards[0].lane`: invalid type: sequence, expected a string
        line 27, column 22, at `cards[0].feeling.value`: invalid type: string "bad", expected f64
        line 20, column 5, at `cards[0]`: missing field `lane`
        line 30, column 5: this is not YAML as maps use it: the field «votes» stands here for the second time
        the map is written in version 9 of the format; this program reads up to 2: use a newer one
        this is not a Tropa map: `format` is missing, expected "tropa.map"
        line 1, column 1: this is not YAML as maps use it: the file is empty
        line 2, column 2: this is not YAML as maps use it: illegal placement of ':' indicator"#]]
    .assert_eq(&errors(&[
        &BY_HAND.replace("lane: l\n", "lane: [l]\n"),
        &BY_HAND.replace("value: -1", "value: bad"),
        &BY_HAND.replace("    lane: l\n", ""),
        &BY_HAND.replace("votes: 3", "votes: 3\n    votes: 4"),
        &BY_HAND.replace("version: 2", "version: 9"),
        "- a\n- b\n",
        "",
        "a: [1, 2\nb: 3\n",
    ]));
}

#[test]
fn what_could_grow_while_it_is_read_is_refused() {
    expect![[r#"
        line 1, column 7: this is not YAML as maps use it: anchors (&name) are not used in maps: write the value out
        line 1, column 4: this is not YAML as maps use it: while parsing node, found unknown anchor
        line 1, column 30: this is not YAML as maps use it: tags (!name) are not used in maps: leave them out
        line 1, column 38: objects and lists are nested deeper than 32 levels
        line 3, column 1: this is not YAML as maps use it: a second document begins here; a map is one document"#]].assert_eq(&errors(&[
        "a: &a [x, x]\nb: [*a, *a]\n",
        "a: *nowhere\n",
        "a: !!python/object:os.system x\n",
        &format!("a: {}1{}", "[".repeat(5_000), "]".repeat(5_000)),
        "a: 1\n---\nb: 2\n",
    ]));
}
