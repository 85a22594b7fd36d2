//! Real logs come out with the numbers that are published for them.
#![allow(clippy::unwrap_used)]

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
        expect![[r#"
            rows 262200 events 262200 rejected 0 merged 0 actors 13087 activities 24
            2011-09-30T22:38:44.546Z – 2012-03-14T15:04:54.681Z
            actor case:concept:name, activity concept:name, time time:timestamp
            case:REG_DATE → actor_reg_date Text
            case:AMOUNT_REQ → actor_amount_req Number
            org:resource → event_resource Coded
            lifecycle:transition → event_lifecycle Coded
        "#]],
    );
}

#[test]
fn starts_and_completions_of_the_loan_log_merge_when_told() {
    let options = MapOptions {
        lifecycle: Some(tropa_intake::Lifecycle::Pair),
        ..MapOptions::default()
    };
    check(
        "xes/bpic2012_loan_applications.xes.gz",
        &options,
        expect![[r#"
        rows 262200 events 190827 rejected 0 merged 71373 actors 13087 activities 24
        2011-09-30T22:38:44.546Z – 2012-03-14T15:04:46.192Z
        actor case:concept:name, activity concept:name, time time:timestamp
        case:REG_DATE → actor_reg_date Text
        case:AMOUNT_REQ → actor_amount_req Number
        org:resource → event_resource Coded
        lifecycle:transition → event_lifecycle Coded
    "#]],
    );
}

#[test]
fn the_permit_log_keeps_the_channel_of_each_case() {
    check(
        "xes/wabo_permit_receipt.xes.gz",
        &MapOptions::default(),
        expect![[r#"
            rows 8577 events 8577 rejected 0 merged 0 actors 1434 activities 27
            2010-10-02T07:20:39.266Z – 2012-01-23T14:42:54.644Z
            actor case:concept:name, activity concept:name, time time:timestamp
            case:startdate → actor_startdate Text
            case:responsible → actor_responsible Coded
            case:enddate_planned → actor_enddate_planned Text
            case:department → actor_department Coded
            case:group → actor_group Coded
            case:deadline → actor_deadline Text
            case:channel → actor_channel Coded
            org:group → event_group Coded
            concept:instance → event_instance Text
            org:resource → event_resource Coded
            lifecycle:transition → event_lifecycle Coded
            case:enddate → actor_enddate Text
        "#]],
    );
}

#[test]
fn small_xes_logs_have_their_textbook_counts() {
    check(
        "xes/running_example.xes",
        &MapOptions::default(),
        expect![[r#"
        rows 42 events 42 rejected 0 merged 0 actors 6 activities 8
        2010-12-30T10:02:00Z – 2011-01-24T13:56:00Z
        actor case:concept:name, activity concept:name, time time:timestamp
        case:creator → actor_creator Coded
        org:resource → event_resource Coded
        Activity → event_activity Coded
        Resource → event_resource_2 Coded
        Costs → event_costs Number
    "#]],
    );
    check(
        "xes/roadtraffic_100traces.xes",
        &MapOptions::default(),
        expect![[r#"
            rows 390 events 390 rejected 0 merged 0 actors 100 activities 10
            2000-03-14T23:00:00Z – 2013-04-23T22:00:00Z
            actor case:concept:name, activity concept:name, time time:timestamp
            amount → amount Number
            org:resource → event_resource Coded
            dismissal → event_dismissal Coded
            vehicleClass → event_vehicleclass Coded
            totalPaymentAmount → event_totalpaymentamount Number
            lifecycle:transition → event_lifecycle Coded
            article → event_article Number
            points → event_points Number
            expense → event_expense Number
            paymentAmount → event_paymentamount Number
            notificationType → event_notificationtype Coded
            lastSent → event_lastsent Coded
        "#]],
    );
    check(
        "xes/repair_example.xes.gz",
        &MapOptions::default(),
        expect![[r#"
        rows 11855 events 11855 rejected 0 merged 0 actors 1104 activities 8
        1970-01-01T05:36:00Z – 1970-01-24T08:16:00Z
        actor case:concept:name, activity concept:name, time time:timestamp
        case:description → actor_description Coded
        org:resource → event_resource Coded
        lifecycle:transition → event_lifecycle Coded
        defectType → event_defecttype Coded
        phoneType → event_phonetype Coded
        numberRepairs → event_numberrepairs Number
        defectFixed → event_defectfixed Coded
    "#]],
    );
    check(
        "xes/teleclaims_insurance.xes.gz",
        &MapOptions::default(),
        expect![[r#"
            rows 46138 events 46138 rejected 0 merged 0 actors 3512 activities 11
            1970-01-01T00:00:00Z – 1970-01-01T12:09:18Z
            actor case:concept:name, activity concept:name, time time:timestamp
            outcome → outcome Coded
            case:description → actor_description Coded
            call centre → event_call_centre Coded
            org:resource → event_resource Coded
            lifecycle:transition → event_lifecycle Coded
            location → event_location Coded
            duration → event_duration Number
        "#]],
    );
    check(
        "support/twcs_amazonhelp/conversations_process_log.xes",
        &MapOptions::default(),
        expect![[r#"
            rows 159 events 159 rejected 0 merged 0 actors 75 activities 12
            2017-10-04T12:43:05Z – 2017-12-03T19:13:30Z
            actor case:concept:name, activity concept:name, time time:timestamp
            text → text Text
            tweet_id → event_tweet_id Text
            org:resource → event_resource Coded
            company → event_company Coded
        "#]],
    );
}

#[test]
fn the_web_shop_has_3_751_users() {
    check(
        "clickstream/retentioneering_simple_onlineshop.csv.gz",
        &MapOptions::default(),
        expect![[r#"
            rows 35381 events 35381 rejected 0 merged 0 actors 3751 activities 13
            2019-11-01T17:59:13.273932Z – 2020-04-29T12:48:07.59539Z
            actor user_id, activity event, time timestamp
        "#]],
    );
    check(
        "clickstream/retentioneering_bluesleep_ru_shop.csv.gz",
        &MapOptions::default(),
        expect![[r#"
            rows 15792 events 15792 rejected 0 merged 0 actors 3797 activities 12
            2019-09-01T07:14:47.96769Z – 2019-11-02T17:15:07.664378Z
            actor user_id, activity event_name, time event_timestamp
        "#]],
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
        expect![[r#"
            rows 1522091 events 1522091 rejected 0 merged 0 actors 235880 activities 26130
            2017-10-01T03:00:00.026Z – 2017-10-27T19:34:26.381Z
            actor user_id, activity click_article_id, time click_timestamp
            session_id → session Text
            session_start → event_session_start Number
            session_size → event_session_size Number
            click_environment → event_click_environment Coded
            click_deviceGroup → event_click_devicegroup Coded
            click_os → event_click_os Coded
            click_country → event_click_country Coded
            click_region → event_click_region Coded
            click_referrer_type → event_click_referrer_type Coded
        "#]],
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
        expect![[r#"
            rows 1522091 events 1522091 rejected 0 merged 0 actors 235880 activities 26130
            2017-10-01T03:00:00.026Z – 2017-10-27T19:34:26.381Z
            actor user_id, activity click_article_id, time click_timestamp
            session_id → session Text
            session_start → event_session_start Number
            session_size → event_session_size Number
            click_environment → event_click_environment Coded
            click_deviceGroup → event_click_devicegroup Coded
            click_os → event_click_os Coded
            click_country → event_click_country Coded
            click_region → event_click_region Coded
            click_referrer_type → event_click_referrer_type Coded
        "#]],
    );
}

#[test]
fn the_procurement_example_is_one_log_in_json_and_xml() {
    let options = MapOptions {
        object_type: Some("Purchase Order".into()),
        ..MapOptions::default()
    };
    check(
        "ocel/ocel20_example.jsonocel",
        &options,
        expect![[r#"
        rows 5 events 5 rejected 0 merged 0 actors 2 activities 3
        2022-01-10T08:15:00Z – 2022-02-02T16:00:00Z
        actor ocel:oid, activity ocel:activity, time ocel:timestamp
        ocel:eid → event_id Text
        pr_creator → event_pr_creator Coded
        pr_approver → event_pr_approver Coded
        po_creator → event_po_creator Coded
        po_editor → event_po_editor Coded
        invoice_inserter → event_invoice_inserter Coded
        payment_inserter → event_payment_inserter Coded
        invoice_blocker → event_invoice_blocker Coded
        invoice_block_rem → event_invoice_block_rem Coded
        case:po_product → actor_po_product Coded
        case:po_quantity → actor_po_quantity Number
    "#]],
    );
    let options = MapOptions {
        time_zone: Some("Europe/Berlin".into()),
        ..options
    };
    check(
        "ocel/ocel20_example.xmlocel",
        &options,
        expect![[r#"
        rows 5 events 5 rejected 0 merged 0 actors 2 activities 3
        2022-01-10T08:15:00Z – 2022-02-02T16:00:00Z
        actor ocel:oid, activity ocel:activity, time ocel:timestamp
        ocel:eid → event_id Text
        pr_creator → event_pr_creator Coded
        pr_approver → event_pr_approver Coded
        po_creator → event_po_creator Coded
        po_editor → event_po_editor Coded
        invoice_inserter → event_invoice_inserter Coded
        payment_inserter → event_payment_inserter Coded
        invoice_blocker → event_invoice_blocker Coded
        invoice_block_rem → event_invoice_block_rem Coded
        case:po_product → actor_po_product Coded
        case:po_quantity → actor_po_quantity Number
    "#]],
    );
}

#[test]
fn other_logs_of_the_collection_are_understood() {
    check(
        "ocel/orders_simulated_ocel1.csv.gz",
        &MapOptions {
            actor: Some("ocel:type:orders".into()),
            ..MapOptions::default()
        },
        expect![[r#"
            rows 22367 events 6514 rejected 15853 merged 0 actors 2000 activities 4
            2019-05-20T07:07:47Z – 2020-07-09T09:49:29Z
            actor ocel:type:orders, activity ocel:activity, time ocel:timestamp
            ocel:eid → event_id Text
            price → amount Number
            ocel:type:items → event_type_items Text
            ocel:type:packages → event_type_packages Coded
            weight → event_weight Number
        "#]],
    );
    check(
        "benchmarks/unfinished/BPI_13_CP.csv.gz",
        &MapOptions::default(),
        expect![[r#"
            rows 6660 events 6660 rejected 0 merged 0 actors 1487 activities 7
            2006-01-11T15:49:42Z – 2012-05-31T23:49:06Z
            actor Case ID, activity Activity, time Complete Timestamp
        "#]],
    );
    check(
        "benchmarks/unfinished/Helpdesk.csv.gz",
        &MapOptions::default(),
        expect![[r#"
            rows 13710 events 13710 rejected 0 merged 0 actors 3804 activities 9
            2010-01-13T17:40:25Z – 2012-11-06T01:41:28Z
            actor Case ID, activity Activity, time Complete Timestamp
        "#]],
    );
    check(
        "support/twcs_amazonhelp/conversations.csv.gz",
        &MapOptions {
            activity: Some("inbound".into()),
            ..MapOptions::default()
        },
        expect![[r#"
            rows 183 events 183 rejected 0 merged 0 actors 90 activities 2
            2017-10-04T12:28:48Z – 2017-12-03T19:22:27Z
            actor main_tweet_id, activity inbound, time created_at
            text → text Text
            tweet_id → event_tweet_id Text
            in_response_to_tweet_id → event_in_response_to_tweet_id Text
            response_tweet_id → event_response_tweet_id Text
            author_id → event_author_id Coded
            company → event_company Coded
        "#]],
    );
    let survey = MapOptions {
        actor: Some("#row".into()),
        activity: Some("SURVEY_SUB_TYPE".into()),
        ..MapOptions::default()
    };
    check(
        "survey/telecom_nps_verbatims_by_stage.csv.gz",
        &survey,
        expect![[r#"
            rows 2385 events 2385 rejected 0 merged 0 actors 2385 activities 4
            2017-12-11T19:36:00Z – 2018-06-20T19:51:00Z
            actor #row, activity SURVEY_SUB_TYPE, time CUSTOMER_RESPONSE_DATE
            NPS_SCORE → score Number
            text → text Text
            NPS_RATING → event_nps_rating Coded
            Qtr → event_qtr Coded
        "#]],
    );
    let reviews = MapOptions {
        activity: Some("=отзыв".into()),
        ..MapOptions::default()
    };
    check(
        "reviews_ru/myfin_belarus_bank_reviews.csv.gz",
        &reviews,
        expect![[r#"
            rows 7937 events 7937 rejected 0 merged 0 actors 6709 activities 1
            2012-07-12T20:00:00Z – 2024-12-10T14:55:24Z
            actor user_id, activity =отзыв, time review_date
            count_stars → score Number
            review_text → text Text
            id → event_id_value Text
            review_id → event_review_id Text
            bank_name → event_bank_name Coded
            review_answer_text → event_review_answer_text Text
            review_tag → event_review_tag Coded
        "#]],
    );
}
