//! The demo: a furniture retailer's customers, simulated with known truth, imported and mapped like any log, and what
//! they say.

mod voice;

use crate::app::progress::{Progress, ProgressStage, Watch};
use crate::app::receive::Receiver;
use crate::app::{AppError, Author, DiscoverOrder, Via, Workspace};
use tropa_catalog::{CatalogError, MapId};
use tropa_lake::{FileReceipt, ImportOptions, LakeError};
use tropa_map::Map;
use tropa_mine::StagesWish;
use tropa_model::SourceName;
use tropa_model::proposal::LocalText;
use tropa_sim::{Activity, Language, Retailer, RetailerOptions, SCORE_SCALE, retailer};

/// Enough that every segment's numbers are steady, few enough to be made in seconds.
pub const DEMO_ACTORS: u64 = 200_000;
const SOURCE: &str = "furniture_retailer";
const MAP: &str = "furniture-retailer";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoOptions {
    pub actors: u64,
    pub seed: u64,
}

impl Default for DemoOptions {
    fn default() -> Self {
        Self {
            actors: DEMO_ACTORS,
            seed: 1,
        }
    }
}

impl Workspace {
    /// Makes the demo's facts, voice and map where they are missing, and returns the map's id. What is there is left as it
    /// is, with all changes people made to it.
    pub fn demo(&self, options: DemoOptions, watch: &mut Watch<'_>) -> Result<MapId, AppError> {
        let id = MapId::new(MAP).expect("an allowed id");
        let source = SourceName::new(SOURCE).expect("an allowed name");
        let has_facts = match self.lake.snapshot(&source, None) {
            Ok(_) => true,
            Err(LakeError::NoSuchSource { .. }) => false,
            Err(other) => return Err(other.into()),
        };
        let retailer = retailer(&RetailerOptions {
            actors: options.actors,
            seed: options.seed,
            ..RetailerOptions::default()
        });
        if !has_facts {
            self.simulate(&retailer, &source, watch)?;
        }
        let has_map = match self.map(&id) {
            Ok(_) => true,
            Err(AppError::Catalog(CatalogError::NoSuchMap { .. })) => false,
            Err(other) => return Err(other),
        };
        self.listen_to_demo(retailer.voice(), !has_map)?;
        if has_map {
            return Ok(id);
        }
        let order = DiscoverOrder {
            source: Some(SOURCE.into()),
            stages: StagesWish::Auto,
            ..DiscoverOrder::default()
        };
        let mut map = self.discover(&order, watch)?.map;
        map.id = MAP.into();
        map.title = LocalText::en_ru("A furniture retailer's customers", "Покупатели мебельной сети");
        map.scenario = LocalText::en_ru(
            "From the first look at the catalogue to delivery, assembly and the next purchase.",
            "От первого взгляда на каталог до доставки, сборки и следующей покупки.",
        );
        map.scope = LocalText::en_ru(
            "Web shop, stores, call centre, delivery and assembly. Simulated customers: no real person is behind them.",
            "Интернет-магазин, салоны, колл-центр, доставка и сборка. Покупатели смоделированы: реальных людей за ними нет.",
        );
        name_steps_in_both_languages(&mut map);
        self.keep_new(map, &Author::local(Via::CommandLine))
    }

    fn simulate(
        &self,
        retailer: &Retailer,
        source: &SourceName,
        watch: &mut Watch<'_>,
    ) -> Result<(), AppError> {
        let options = retailer.options();
        // There is no file; the receipt names what made the events, so that making them again adds nothing.
        let recipe = format!(
            "tropa-sim retailer actors={} seed={}",
            options.actors, options.seed
        );
        let file = FileReceipt {
            name: "simulated customers".into(),
            bytes: 0,
            blake3: blake3::hash(recipe.as_bytes()).to_hex().to_string(),
        };
        let import = ImportOptions {
            files: vec![file],
            mapping: format!("\"{recipe}\""),
            score_scale: Some(SCORE_SCALE),
            ..ImportOptions::default()
        };
        let mut receiver = Receiver::new(self.begin_import(source, import.clone())?, watch);
        let mut events = 0;
        for batch in retailer.batches() {
            events += batch.len() as u64;
            let actors = batch.actor.iter().last().and_then(actor_number).unwrap_or(0) + 1;
            receiver.push(batch)?;
            let (stage, unit) = (ProgressStage::Simulating, "actors");
            receiver.tell(Progress {
                stage,
                done: actors,
                total: Some(options.actors),
                unit,
                rows: Some(events),
            });
        }
        let begun = receiver.end(Ok(()))?;
        self.commit_import(source, begun, &import, watch)?;
        Ok(())
    }
}

/// The log is in English; the simulator knows what its activities are called in Russian. Texts that quote a step's name
/// quote it in their own language too: `Уходят после «Зашёл в магазин»`.
fn name_steps_in_both_languages(map: &mut Map) {
    for step in map.stages.iter_mut().flat_map(|stage| &mut stage.steps) {
        let called = |activity: &&Activity| step.activities == [activity.name(Language::English)];
        if let Some(activity) = Activity::ALL.iter().find(called) {
            step.name = LocalText::en_ru(activity.name(Language::English), activity.name(Language::Russian));
        }
    }
    let said = map
        .cards
        .iter_mut()
        .map(|card| (&mut card.text, &mut card.evidence));
    let ways = map
        .paths
        .iter_mut()
        .map(|path| (&mut path.name, &mut path.evidence));
    let mut texts: Vec<&mut LocalText> = Vec::new();
    for (text, evidence) in said.chain(ways) {
        texts.push(text);
        texts.extend(evidence.iter_mut().map(|evidence| &mut evidence.reason));
    }
    texts.extend(map.origin.iter_mut().flat_map(|origin| &mut origin.notes));
    for russian in texts.into_iter().filter_map(|text| text.0.get_mut("ru")) {
        for activity in Activity::ALL {
            let quoted = |language| format!("«{}»", activity.name(language));
            *russian = russian.replace(&quoted(Language::English), &quoted(Language::Russian));
        }
    }
}

/// `c0000042` → 42.
fn actor_number(key: &str) -> Option<u64> {
    key.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok()
}
