//! Published figures of the telecom survey. Without the data the test says so and passes.

use std::path::PathBuf;
use tropa_voice::survey::{Rules, nps};

#[test]
fn nps_of_each_stage_of_the_telecom_survey_is_the_published_one() {
    let shared = std::env::var_os("TROPA_SHARED").map(PathBuf::from);
    let file = shared.map(|dir| dir.join("data/survey/telecom_nps_verbatims_by_stage.csv.gz"));
    let Some(file) = file.filter(|file| file.is_file()) else {
        eprintln!("skipped: TROPA_SHARED names no folder with the telecom survey");
        return;
    };
    let bytes = flate2::read::GzDecoder::new(std::fs::File::open(file).unwrap());
    let mut reader = csv::Reader::from_reader(bytes);
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (stage, score) = (at("SURVEY_SUB_TYPE"), at("NPS_SCORE"));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    for (name, published, n) in [
        ("Order", -9.98, 962),
        ("First Payment", -29.29, 1_130),
        ("Equipment Received", -56.71, 231),
        ("Service in Use", -76.67, 30),
    ] {
        let of_stage = rows.iter().filter(|row| &row[stage] == name);
        let scores: Vec<f64> = of_stage.filter_map(|row| row[score].parse().ok()).collect();
        let found = nps(&scores, &Rules::default());
        assert_eq!(found.n, n, "{name}");
        assert!(
            (found.value.unwrap() - published).abs() < 0.005,
            "{name}: {found:?}"
        );
        assert!(found.lo.unwrap() < published && published < found.hi.unwrap());
    }
}
