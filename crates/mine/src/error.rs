use thiserror::Error;
use tropa_model::LocalText;

/// Why no map can be proposed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MineError {
    #[error("not enough data for a map: {missing}")]
    NotEnoughData { missing: LocalText },
    /// A caller's mistake: the answers were passed in another order.
    #[error("expected an answer to `{expected}`, got one with schema `{found}`")]
    UnexpectedAnswer { expected: &'static str, found: String },
    #[error(
        "the answers come from different snapshots or filters: {first} and {second}; ask all of them again"
    )]
    MixedAnswers { first: String, second: String },
    #[error(
        "{wanted} stages asked for, but the log has {touchpoints} touchpoints to put in them: ask for 1 to {touchpoints}"
    )]
    StagesOutOfRange { wanted: u32, touchpoints: usize },
    /// A touchpoint cannot stand in the stage a person wants it in.
    #[error("«{activity}» cannot stand in stage {stage}: {because}")]
    PinImpossible {
        activity: String,
        stage: u32,
        because: LocalText,
    },
    #[error("«{given}» is neither a number of stages nor a template; templates are {known}")]
    UnknownStages { given: String, known: String },
    #[error(
        "the answer about stages has {found} rows for {planned} planned stages: ask with the plan's own question"
    )]
    StagesDoNotFit { planned: usize, found: usize },
}
