//! The assistant: a language model that may name topics, write a persona's story and code interviews, where somebody
//! switched it on.
//!
//! Nothing happens by itself. A *plan* shows what would be sent, masked, and what it may cost; a *run* needs the plan's
//! token, which fits these very requests and no others; what comes back are *suggestions*, each with words that stand in
//! the texts; and only a person's acceptance changes anything, by the same ways as work done by hand.

mod decide;
mod endpoint;
mod gather;
mod plan;
mod run;
mod settings;
mod suggestions;

pub use decide::AcceptProposal;
pub use endpoint::Endpoint;
pub use plan::{AssistantPlan, AssistantStatus, AssistantTask, AssistantWish, Prepared};
pub use run::AssistantRun;
pub use settings::AssistantSettings;
pub use suggestions::{Cite, Proposed, ProposedList, ProposedView, ProposedWish, StorySentence};

use crate::app::{ErrorCode, Fault};

/// Why there is no model to ask, and how there comes to be one.
pub fn assistant_is_off() -> Fault {
    let how = plan::turn_on();
    Fault::new(ErrorCode::AssistantOff, how.get("en"), how.get("ru"))
}
