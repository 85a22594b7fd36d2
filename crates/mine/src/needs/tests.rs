use super::*;
use tropa_model::JourneyColumn;

/// `30:form help`, one line per kind of journey: activities by words, `name@app` in that channel.
fn log(text: &str) -> Journeys {
    let mut log = Journeys {
        starts: vec![0],
        ..Journeys::default()
    };
    let (mut names, mut channels): (Vec<String>, Vec<u32>) = (Vec::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let (times, steps) = line.split_once(':').unwrap();
        for _ in 0..times.parse::<u32>().unwrap() {
            for (minute, step) in steps.split_whitespace().enumerate() {
                let (name, channel) = step
                    .split_once('@')
                    .map_or((step, 1), |(n, c)| (n, if c == "app" { 2 } else { 3 }));
                let code = names.iter().position(|n| n == name).unwrap_or_else(|| {
                    names.push(name.to_owned());
                    names.len() - 1
                });
                log.codes.push(code as u32);
                log.times_us.push(minute as i64 * 60_000_000);
                channels.push(channel);
            }
            log.starts.push(log.codes.len());
        }
    }
    log.activities = names;
    log.columns = vec![JourneyColumn {
        name: "channel".into(),
        of: ColumnOf::Event,
        values: JourneyValues::Coded {
            codes: channels,
            names: vec!["web".into(), "app".into(), "phone".into()],
        },
    }];
    log
}

fn told(text: &str) -> Vec<String> {
    needs(&log(text), &NeedOptions::default())
        .iter()
        .map(|n| {
            format!(
                "{:?} {} {}/{} {}",
                n.kind, n.activity, n.journeys, n.share.n, n.records
            )
        })
        .collect()
}

#[test]
fn what_follows_one_touchpoint_more_than_others_is_a_hypothesis() {
    let found = told("60:open tariff faq pay\n 40:open tariff pay\n 100:open look pay\n 3:open faq look pay");
    assert_eq!(found, [r#"Help tariff 60/100 follows("tariff", "faq")"#]);
}

#[test]
fn a_search_that_ends_in_nothing_failed() {
    let found = told("30:open search search\n 20:open search item pay\n 15:open search nothing_found look");
    assert_eq!(
        found,
        [
            r#"FailedSearch search 45/65 has("search")"#,
            r#"FailedSearch nothing_found 15/15 has("nothing_found")"#
        ]
    );
}

#[test]
fn the_same_through_another_channel_is_a_workaround_and_twice_at_once_a_repeat() {
    let found = told(
        "40:open booking@app status@app booking@phone end\n 100:open booking@app status@app end\n 50:open code code end",
    );
    assert_eq!(
        found,
        [
            r#"Repeat code 50/50 follows("code", "code")"#,
            r#"Workaround booking 40/140 has("booking")"#
        ]
    );
    let all = needs(
        &log("50:open code code end\n 50:open look end"),
        &NeedOptions::default(),
    );
    assert!(
        all[0].hypothesis.get("ru").starts_with("Гипотеза") && all[0].title.get("en").contains("50 journeys")
    );
}
