//! The lake equals a sorted list of events, whatever is done to it.

mod common;

use common::*;
use tropa_lake::ImportOptions;

#[test]
fn an_import_is_read_back_sorted_with_all_its_columns() {
    let dir = tempfile::tempdir().unwrap();
    let (lake, shop) = (lake(dir.path()), source("shop"));
    let mut random = Random::new(1);
    let mut model = Model::default();
    for round in 0..3 {
        let events = random_events(&mut random, 500);
        let receipt = import(&lake, &shop, &events, ImportOptions::default()).unwrap();
        assert_eq!((receipt.version, receipt.accepted), (round, 500));
        model.import(&events);
        assert_eq!(read_all(&lake, &shop, None).unwrap(), model.sorted(), "round {round}");
    }
    let info = lake.source(&shop).unwrap();
    let actors: std::collections::BTreeSet<_> = model.arrived.iter().map(|e| &e.actor).collect();
    assert_eq!((info.version, info.events, info.actors as usize), (2, 1_500, actors.len()));
    assert_eq!(info.imports.len(), 3);
    for actor in actors {
        let found = events_of(&lake.snapshot(&shop, None).unwrap().actor(actor).unwrap());
        let expected: Vec<Event> = model.sorted().into_iter().filter(|e| e.actor == *actor).collect();
        assert_eq!(found, expected);
    }
}
