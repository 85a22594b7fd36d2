//! Real logs come out with the numbers that are published for them.

mod common;

use common::{import, shared};
use expect_test::expect;
use tropa_intake::{MapOptions, Mapping, ReadSummary, Tally};

fn told(mapping: &Mapping, summary: &ReadSummary, tally: &Tally) -> String {
    let input = &mapping.inputs[0];
    let mut lines = vec![format!(
        "rows {} events {} rejected {} merged {} actors {} activities {}",
        summary.rows,
        summary.events,
        summary.rejected,
        summary.merged,
        tally.actors(),
        tally.activities().len()
    )];
    if let Some((from, to)) = tally.span() {
        lines.push(format!("{from} – {to}"));
    }
    let actor: String = input.actor.clone().unwrap().into();
    let activity: String = input.events[0].activity.clone().into();
    lines.push(format!(
        "actor {actor}, activity {activity}, time {}",
        input.events[0].time.column
    ));
    for column in &input.columns {
        let from: String = column.from.clone().into();
        lines.push(format!(
            "{from} → {} {:?}",
            column.role.column_name(),
            column.kind.unwrap()
        ));
    }
    lines.join("\n") + "\n"
}

fn check(path: &str, options: &MapOptions, expected: expect_test::Expect) {
    let Some(bytes) = shared(path) else { return };
    let (mapping, summary, tally) = import(path, &bytes, options);
    expected.assert_eq(&told(&mapping, &summary, &tally));
}

#[test]
fn the_loan_log_has_262_200_records_in_13_087_cases() {
    check(
        "xes/bpic2012_loan_applications.xes.gz",
        &MapOptions::default(),
        expect![[]],
    );
}

#[test]
fn starts_and_completions_of_the_loan_log_merge_when_told() {
    let options = MapOptions {
        lifecycle: Some(tropa_intake::Lifecycle::Pair),
        ..MapOptions::default()
    };
    check("xes/bpic2012_loan_applications.xes.gz", &options, expect![[]]);
}

#[test]
fn the_permit_log_keeps_the_channel_of_each_case() {
    check(
        "xes/wabo_permit_receipt.xes.gz",
        &MapOptions::default(),
        expect![[]],
    );
}

#[test]
fn small_xes_logs_have_their_textbook_counts() {
    check("xes/running_example.xes", &MapOptions::default(), expect![[]]);
    check(
        "xes/roadtraffic_100traces.xes",
        &MapOptions::default(),
        expect![[]],
    );
    check("xes/repair_example.xes.gz", &MapOptions::default(), expect![[]]);
    check(
        "xes/teleclaims_insurance.xes.gz",
        &MapOptions::default(),
        expect![[]],
    );
    check(
        "support/twcs_amazonhelp/conversations_process_log.xes",
        &MapOptions::default(),
        expect![[]],
    );
}

#[test]
fn the_web_shop_has_3_751_users() {
    check(
        "clickstream/retentioneering_simple_onlineshop.csv.gz",
        &MapOptions::default(),
        expect![[]],
    );
    check(
        "clickstream/retentioneering_bluesleep_ru_shop.csv.gz",
        &MapOptions::default(),
        expect![[]],
    );
}

#[test]
fn a_million_and_a_half_news_clicks_are_read_when_the_activity_is_named() {
    let options = MapOptions {
        activity: Some("click_article_id".into()),
        ..MapOptions::default()
    };
    check(
        "clickstream/globo_news_clicks_2017-10-01_08.csv.gz",
        &options,
        expect![[]],
    );
}

#[test]
fn the_same_clicks_in_parquet_are_the_same_events() {
    let options = MapOptions {
        activity: Some("click_article_id".into()),
        ..MapOptions::default()
    };
    check(
        "clickstream/globo_news_clicks_2017-10-01_08.parquet",
        &options,
        expect![[]],
    );
}

#[test]
fn the_procurement_example_is_one_log_in_json_and_xml() {
    let options = MapOptions {
        object_type: Some("Purchase Order".into()),
        ..MapOptions::default()
    };
    check("ocel/ocel20_example.jsonocel", &options, expect![[]]);
    let options = MapOptions {
        time_zone: Some("Europe/Berlin".into()),
        ..options
    };
    check("ocel/ocel20_example.xmlocel", &options, expect![[]]);
}

#[test]
fn other_logs_of_the_collection_are_understood() {
    check(
        "ocel/orders_simulated_ocel1.csv.gz",
        &MapOptions {
            actor: Some("ocel:type:orders".into()),
            ..MapOptions::default()
        },
        expect![[]],
    );
    check(
        "benchmarks/unfinished/BPI_13_CP.csv.gz",
        &MapOptions::default(),
        expect![[]],
    );
    check(
        "benchmarks/unfinished/Helpdesk.csv.gz",
        &MapOptions::default(),
        expect![[]],
    );
    check(
        "support/twcs_amazonhelp/conversations.csv.gz",
        &MapOptions {
            activity: Some("inbound".into()),
            ..MapOptions::default()
        },
        expect![[]],
    );
    let survey = MapOptions {
        actor: Some("#row".into()),
        activity: Some("SURVEY_SUB_TYPE".into()),
        ..MapOptions::default()
    };
    check(
        "survey/telecom_nps_verbatims_by_stage.csv.gz",
        &survey,
        expect![[]],
    );
    let reviews = MapOptions {
        activity: Some("=отзыв".into()),
        ..MapOptions::default()
    };
    check(
        "reviews_ru/myfin_belarus_bank_reviews.csv.gz",
        &reviews,
        expect![[]],
    );
}
