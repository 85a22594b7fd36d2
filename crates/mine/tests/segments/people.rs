//! Personas and buying centres.

use super::buyers_and_lookers;
use tropa_mine::Random;
use tropa_mine::personas::{
    BuyingRoleName, DraftTraitKind, ItemRef, PersonaOptions, Said, SaidBy, TraitBasis, buying_centre, draft,
};
use tropa_mine::segments::{by_attribute, describe};
use tropa_model::proposal::LocalText;
use tropa_model::{ColumnOf, JourneyColumn, JourneyValues, Journeys};

fn options() -> PersonaOptions {
    PersonaOptions {
        goals: vec!["pay".into()],
        channels: vec!["channel".into()],
        actor: Some("actor".into()),
        utc_offset_min: 0,
    }
}

#[test]
fn every_trait_is_measured_or_quoted_and_the_rest_is_missing() {
    let journeys = buyers_and_lookers(400);
    let division = by_attribute(&journeys, "channel").unwrap();
    let said = |text: &str, people| Said {
        text: LocalText::plain(text),
        people,
        items: vec![ItemRef("r1".into())],
    };
    let heard = SaidBy {
        people: 10,
        pains: vec![said("delivery is late", 4), said("said by two only", 2)],
        ..SaidBy::default()
    };
    let drafts = draft(
        &journeys,
        &division,
        &describe(&journeys, &division),
        &[heard],
        &options(),
    );
    assert_eq!(drafts.len(), 2);
    for known in drafts.iter().flat_map(|d| &d.traits) {
        match known.basis {
            TraitBasis::Measured => assert!(known.estimate.is_some(), "{known:?}"),
            TraitBasis::Quoted => assert!(!known.quotes.is_empty(), "{known:?}"),
        }
        assert!(!known.text.get("ru").is_empty() && !known.text.get("en").is_empty());
    }
    let web = &drafts[0];
    let of = |kind| -> Vec<&str> {
        web.traits
            .iter()
            .filter(|t| t.kind == kind)
            .map(|t| t.text.get("en"))
            .collect()
    };
    assert_eq!(
        of(DraftTraitKind::Goal),
        ["Reaches «pay»: 100% of journeys, others 0%"]
    );
    assert_eq!(
        of(DraftTraitKind::PreferredChannel),
        ["web: in 100% of journeys, others 0%"]
    );
    assert_eq!(of(DraftTraitKind::Problem), ["delivery is late"]);
    assert!(of(DraftTraitKind::Habit).contains(&"Begins in the morning, 6–12: 100% of journeys against 0%"));
    assert!(web.missing.contains(&DraftTraitKind::Fear) && web.missing.contains(&DraftTraitKind::Age));
    assert!(drafts[1].missing.contains(&DraftTraitKind::Problem));
}

/// Accounts in which an engineer asks and tests, a director approves and a buyer orders and pays.
fn accounts(n: usize) -> Journeys {
    let names = [
        "request a call",
        "test a sample",
        "read the specification",
        "approve the budget",
        "sign off",
        "place an order",
        "pay the invoice",
    ];
    let mut journeys = Journeys {
        activities: names.map(str::to_owned).to_vec(),
        starts: vec![0],
        ..Journeys::default()
    };
    let (mut people, mut next) = (Vec::new(), 0);
    for account in 0..n {
        let mut random = Random::new(5, account as u64);
        let mut at = account as i64 * 86_400_000_000;
        for (person, does) in [(1, &[0, 1, 2][..]), (2, &[3, 4][..]), (3, &[5, 6][..])] {
            for _ in 0..2 + random.below(3) {
                journeys.codes.push(does[random.below(does.len())]);
                at += 3_600_000_000;
                journeys.times_us.push(at);
                people.push(next + person);
            }
        }
        next += 3;
        journeys.starts.push(journeys.codes.len());
    }
    journeys.columns = vec![JourneyColumn {
        name: "person".into(),
        of: ColumnOf::Event,
        values: JourneyValues::Coded {
            codes: people,
            names: (0..next).map(|p| format!("person {p}")).collect(),
        },
    }];
    journeys
}

#[test]
fn parts_of_a_buying_centre_are_named_by_what_they_do() {
    let centre = buying_centre(&accounts(120), "person").unwrap();
    assert_eq!((centre.accounts, centre.people), (120, 360));
    let roles: Vec<Option<BuyingRoleName>> = centre.parts.iter().map(|part| part.role).collect();
    assert_eq!(
        roles,
        [
            Some(BuyingRoleName::Influencer),
            Some(BuyingRoleName::Decider),
            Some(BuyingRoleName::Buyer)
        ]
    );
    assert_eq!(centre.parts[0].opens.value, 1.0);
    assert_eq!((centre.hand_overs[0].from, centre.hand_overs[0].to), (0, 1));
}

#[test]
fn a_part_without_evidence_for_a_name_is_a_letter() {
    let mut journeys = accounts(120);
    journeys.activities = (0..7).map(|a| format!("step {a}")).collect();
    let centre = buying_centre(&journeys, "person").unwrap();
    let named: Vec<&str> = centre.parts.iter().map(|part| part.name.get("en")).collect();
    assert_eq!(named[1..], ["Role B", "Role C"]);
    assert!(buying_centre(&journeys, "nobody").is_none());
}
