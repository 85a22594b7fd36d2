use super::random;
use tropa_map::document::MapState;
use tropa_map::formats::{ExportOptions, Format, ImportOptions, Imported, Part, export, import};
use tropa_map::validate;

fn read(text: &str) -> Imported {
    import(text.as_bytes(), Format::Cjml, &ImportOptions::default()).unwrap()
}

fn error(text: &str) -> String {
    import(text.as_bytes(), Format::Cjml, &ImportOptions::default())
        .unwrap_err()
        .to_string()
}

const ACTUAL: &str = r#"<CJML version="2.0"><actualJourney><journeyID>AJ1</journeyID>
 <journeyPhases><journeyPhase phaseID =" P1"><phaseName>Join</phaseName></journeyPhase></journeyPhases>
 <actors><endUser actorID="Anna"><actorName>Anna</actorName></endUser>
         <serviceProvider actorID="Company A"><companyName>Books</companyName></serviceProvider></actors>
 <touchpoints>
  <actualCommunicationPoint><touchpointID>T1</touchpointID><belongsTo phaseIDref="P1"/>
   <receiver><receiverLabel>Account registered</receiverLabel><refersTo actorIDref="Books"/></receiver>
   <initiator><refersTo actorIDref="Anna"/><initiatorLabel>Creates an account</initiatorLabel></initiator>
   <channel><channelName>Web</channelName></channel>
   <touchpointExperience><experienceDescription>Easy &amp; quick</experienceDescription><experienceRating>1</experienceRating></touchpointExperience>
  </actualCommunicationPoint>
  <actualAction><touchpointID>D1</touchpointID><initiator><refersTo actorIDref="Anna"/><initiatorLabel>Asks a friend</initiatorLabel></initiator></actualAction>
 </touchpoints></actualJourney></CJML>"#;

#[test]
fn an_actual_journey_is_an_as_is_map_and_actors_are_found_by_id_and_by_name() {
    let Imported { map, notes } = read(ACTUAL);
    assert_eq!((map.state, notes), (MapState::AsIs, vec![]));
    assert_eq!(validate(&map), vec![]);
    let said: Vec<String> = map
        .cards
        .iter()
        .map(|c| {
            let channel = c.channel.clone().unwrap_or_default();
            let feeling = c
                .feeling
                .as_ref()
                .map(|f| f.value.to_string())
                .unwrap_or_default();
            format!("{} {} {channel}{feeling}{}", c.lane, c.at, c.text.get("en"))
        })
        .collect();
    assert_eq!(
        said,
        [
            "lane-front-stage T1 Account registered",
            "lane-channels T1 channel-web",
            "lane-feelings T1 1Easy & quick",
            "lane-text D1 Not in the plan",
        ]
    );
    assert_eq!(map.stages[0].name.get("en"), "Join");
    assert_eq!(map.stages[0].steps[0].name.get("en"), "Creates an account");
    assert_eq!(map.items[0].name.get("en"), "Books");
}

#[test]
fn a_planned_journey_is_a_to_be_map() {
    let map = read(&ACTUAL.replace("actual", "planned")).map;
    assert_eq!(map.state, MapState::ToBe);
}

#[test]
fn mistakes_are_named_with_their_line() {
    assert_eq!(
        error("<cjml>\n<actor id=\"1\"/></cjml>"),
        "CJML, line 1: <cjml>, the dialect of remake-cjml-tool; expected <CJML version=\"2.0\"> with plannedJourney or \
         actualJourney; export it from the tool as CJML 2.0"
    );
    assert!(
        error("<CJML>\n<actualJourney>\n<journeyTitle>Fish & chips</journeyTitle>")
            .starts_with("CJML, line 3: ")
    );
    assert!(
        error("<CJML>\n<actualJourney>").starts_with("CJML, line 2: the file ends inside <actualJourney>")
    );
}

#[test]
fn entities_of_the_file_and_endless_nesting_are_refused() {
    let bomb = "<!DOCTYPE CJML [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<CJML><actualJourney><journeyTitle>&b;</journeyTitle></actualJourney></CJML>";
    assert!(error(bomb).contains("document type"));
    assert!(error("<CJML>&lol;</CJML>").contains("the entity &lol;"));
    assert!(error(&format!("<CJML>{}", "<a>".repeat(100_000))).contains("fewer levels"));
}

#[test]
fn several_journeys_are_told_and_one_is_chosen() {
    let two = ACTUAL.replace(
        "</CJML>",
        "<plannedJourney><journeyID>PJ1</journeyID></plannedJourney></CJML>",
    );
    assert_eq!(
        read(&two).notes[0].text.get("en"),
        "the file holds 2 journeys (AJ1, PJ1); AJ1 was read"
    );
    let options = ImportOptions {
        journey: Some("PJ1".into()),
        ..ImportOptions::default()
    };
    let map = import(two.as_bytes(), Format::Cjml, &options).unwrap().map;
    assert_eq!((map.title.get("en"), map.state), ("PJ1", MapState::ToBe));
}

#[test]
fn random_maps_keep_stages_steps_and_their_ids() {
    for seed in 1..=200 {
        let map = random::map(seed, true);
        let exported = export(&map, Format::Cjml, &ExportOptions::default()).unwrap();
        let kept = [Part::Title, Part::Stages, Part::Steps, Part::Personas];
        let broken: Vec<_> = exported.lost.iter().filter(|l| kept.contains(&l.what)).collect();
        assert!(
            broken.is_empty(),
            "seed {seed}: {broken:?}\n{}",
            String::from_utf8_lossy(&exported.bytes)
        );
        let back = read(&String::from_utf8(exported.bytes).unwrap()).map;
        assert_eq!(validate(&back), vec![], "seed {seed}");
        let ids = |map: &tropa_map::Map| -> Vec<String> {
            map.stages
                .iter()
                .flat_map(|s| &s.steps)
                .map(|s| s.id.clone())
                .collect()
        };
        assert_eq!(ids(&back), ids(&map), "seed {seed}");
    }
}
