//! Questions to a workspace.

use crate::app::{AppError, Workspace};
use tropa_journey::AskError;
use tropa_model::{Answer, Question};

impl Workspace {
    /// Answers from the newest facts of the source. The answer's question names the source also where the question
    /// left it out, so that it can be asked again in a workspace that has several by then.
    pub fn ask(&self, question: &Question) -> Result<Answer, AppError> {
        let source = self.resolve(question.source.as_deref())?;
        let question = Question {
            source: Some(source.to_string()),
            ..question.clone()
        };
        let cut = question.cut.as_ref();
        match self.index_cut(&source, cut)?.ask(&question) {
            Err(AskError::Damaged(cause)) => {
                // Derived files can be built again from the facts at any time.
                tracing::warn!("the index of {source} is built again: {cause}");
                self.forget(&source);
                tropa_journey::retire(&self.derived_dir(), source.as_str(), &[])?;
                Ok(self.index_cut(&source, cut)?.ask(&question)?)
            }
            answer => Ok(answer?),
        }
    }
}
