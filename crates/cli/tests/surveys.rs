//! Voice on the command line: a survey is made, opened and counted; a shop's tables are taken in.
#![allow(clippy::unwrap_used)] // test code

mod folder;

use folder::Folder;

#[test]
fn a_survey_of_a_template_is_a_draft_until_it_is_opened_and_counts_nobody_yet() {
    let folder = Folder::new();
    // A workspace, so that there is one to keep surveys in.
    folder.write("sofa.tropa.yaml", folder::SOUND);
    folder.ok(&["map", "push", "sofa.tropa.yaml"]);
    let made = folder.json(&["voice", "survey", "new", "--template", "recommend", "--json"]);
    let id = made["id"].as_str().unwrap();
    assert_eq!(made["state"], "draft");
    let (listed, _) = folder.ok(&["voice", "survey", "list"]);
    assert!(
        listed.contains(id) && listed.contains("Would you recommend us?"),
        "{listed}"
    );
    let (opened, _) = folder.ok(&["voice", "survey", "open", id]);
    assert!(opened.contains("is open; answered under /s/"), "{opened}");
    let (counted, _) = folder.ok(&["voice", "survey", "results", id]);
    assert!(counted.starts_with("0 people answered"), "{counted}");
    let (closed, _) = folder.ok(&["voice", "survey", "close", id]);
    assert!(closed.contains("is closed"), "{closed}");
}

#[test]
fn what_is_wrong_with_a_survey_is_told_with_its_place_and_without_a_workspace() {
    let folder = Folder::new();
    folder.write(
        "empty.json",
        r#"{"title": {"en": "Nothing asked"}, "languages": ["en"], "questions": []}"#,
    );
    let (_, told) = folder.fails(&["voice", "survey", "check", "empty.json"]);
    assert!(told.contains("questions"), "{told}");
    let (_, told) = folder.fails(&["voice", "survey", "check", "absent.json"]);
    assert!(told.contains("absent.json"), "{told}");
}

/// Thirty orders that came late and were rated 1 or 2, forty in time rated 4 or 5; products that neither say nor do.
#[test]
fn a_folder_of_a_shops_tables_becomes_voice_and_events() {
    let folder = Folder::new();
    let mut reviews =
        "review_id,order_id,review_score,review_comment_message,review_creation_date\n".to_owned();
    let mut orders =
        "order_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_customer_date,\
        order_estimated_delivery_date\n"
            .to_owned();
    for at in 0..70 {
        let late = at < 30;
        let (day, score) = if late { (25, 1 + at % 2) } else { (9, 4 + at % 2) };
        let said = if late {
            "It came far too late and nobody told me"
        } else {
            "It came in time and in one piece"
        };
        reviews.push_str(&format!("r{at},o{at},{score},{said} number {at},2024-02-27\n"));
        orders.push_str(&format!(
            "o{at},delivered,2024-02-01 10:{:02}:00,2024-02-02 10:00:00,2024-02-{day:02} 12:00:00,2024-02-15 00:00:00\n",
            at % 60
        ));
    }
    std::fs::create_dir(folder.path("shop")).unwrap();
    folder.write("shop/reviews.csv", &reviews);
    folder.write("shop/orders.csv", &orders);
    folder.write("shop/products.csv", "product_id,weight\np1,100\np2,200\n");
    let both = folder.json(&["import", "shop", "--json"]);
    assert_eq!(both["voice"]["accepted"], 70, "{both}");
    assert_eq!(both["events"]["accepted"], 210, "{both}");
    assert!(both["left_out"].to_string().contains("products"), "{both}");
    let graph = folder.json(&["ask", "touchpoints", "--json"]);
    assert!(graph.to_string().contains("delivered"), "{graph}");
    let late = folder.json(&["voice", "items", "--segment", "late", "--limit", "200", "--json"]);
    assert_eq!(late["n"], 30, "{late}");
}
