//! The same customers as a file, to come in through the door people use.

use crate::{CAMPAIGNS, CONTENTS, Retailer, actor_key};
use std::io::{self, Write};
use tropa_model::time::rfc3339;

/// The header of [`Retailer::write_csv`].
pub const CSV_COLUMNS: &str =
    "customer_id,event,time,channel,content,campaign,score,comment,amount,currency,segment,region";

impl Retailer {
    /// Comma-separated UTF-8 with a header, customer by customer, times in UTC.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn write_csv(&self, out: &mut impl Write) -> io::Result<()> {
        let language = self.options.language;
        writeln!(out, "{CSV_COLUMNS}")?;
        for (actor, walk) in self.walks().enumerate() {
            let key = actor_key(actor as u64);
            for event in &walk.events {
                let score = if event.score == 0 {
                    String::new()
                } else {
                    event.score.to_string()
                };
                let (amount, currency) = if event.amount == 0 {
                    (String::new(), "")
                } else {
                    (event.amount.to_string(), "RUB")
                };
                let comment = walk
                    .comment_on(event)
                    .map(|text| format!("\"{}\"", text.replace('"', "\"\"")))
                    .unwrap_or_default();
                writeln!(
                    out,
                    "{key},{},{},{},{},{},{score},{comment},{amount},{currency},{},{}",
                    event.activity.name(language),
                    rfc3339(event.time_us),
                    event.channel.name(language),
                    event.content.map_or("", |c| CONTENTS[usize::from(c)]),
                    event.campaign.map_or("", |c| CAMPAIGNS[usize::from(c)]),
                    walk.segment.name(language),
                    walk.region.name(language),
                )?;
            }
        }
        Ok(())
    }
}
