//! Customers as batches of columns, the form in which events enter the lake.

use crate::{Activity, CAMPAIGNS, CONTENTS, Channel, Language, Region, Retailer, Segment, Walk, actor_key};
use tropa_model::batch::{CodedColumn, Column, ColumnValues, EventBatch, Role, TextColumn};

/// Rows of a batch, give or take one customer's.
const ROWS: usize = 128 * 1024;

impl Retailer {
    /// All events, customer by customer, in time order within each. About 128 Ki rows a batch.
    pub fn batches(&self) -> impl Iterator<Item = EventBatch> + '_ {
        let mut walks = self.walks().enumerate().peekable();
        let language = self.options.language;
        std::iter::from_fn(move || {
            walks.peek()?;
            let mut batch = Builder::new(language);
            while batch.time_us.len() < ROWS {
                let Some((actor, walk)) = walks.next() else { break };
                batch.push(actor as u64, &walk);
            }
            Some(batch.finish())
        })
    }
}

struct Builder {
    language: Language,
    actor: TextColumn,
    time_us: Vec<i64>,
    activity: Vec<u32>,
    channel: Vec<u32>,
    content: Vec<u32>,
    campaign: Vec<u32>,
    score: Vec<f64>,
    text: TextColumn,
    amount: Vec<f64>,
    currency: Vec<u32>,
    segment: Vec<u32>,
    region: Vec<u32>,
}

impl Builder {
    fn new(language: Language) -> Self {
        Self {
            language,
            actor: TextColumn::default(),
            time_us: Vec::with_capacity(ROWS + 64),
            activity: Vec::with_capacity(ROWS + 64),
            channel: Vec::with_capacity(ROWS + 64),
            content: Vec::with_capacity(ROWS + 64),
            campaign: Vec::with_capacity(ROWS + 64),
            score: Vec::with_capacity(ROWS + 64),
            text: TextColumn::default(),
            amount: Vec::with_capacity(ROWS + 64),
            currency: Vec::with_capacity(ROWS + 64),
            segment: Vec::with_capacity(ROWS + 64),
            region: Vec::with_capacity(ROWS + 64),
        }
    }

    fn push(&mut self, actor: u64, walk: &Walk) {
        let key = actor_key(actor);
        for event in &walk.events {
            self.actor.push(&key);
            self.time_us.push(event.time_us);
            self.activity.push(event.activity as u32);
            self.channel.push(event.channel as u32);
            self.content
                .push(event.content.map_or(CodedColumn::MISSING, u32::from));
            self.campaign
                .push(event.campaign.map_or(CodedColumn::MISSING, u32::from));
            self.score.push(if event.score == 0 {
                f64::NAN
            } else {
                f64::from(event.score)
            });
            self.text.push(&walk.comment_on(event).unwrap_or_default());
            self.amount.push(if event.amount == 0 {
                f64::NAN
            } else {
                f64::from(event.amount)
            });
            self.currency.push(if event.amount == 0 {
                CodedColumn::MISSING
            } else {
                0
            });
            self.segment.push(walk.segment as u32);
            self.region.push(walk.region as u32);
        }
    }

    fn finish(self) -> EventBatch {
        let language = self.language;
        let names = |all: &mut dyn Iterator<Item = &'static str>| all.map(str::to_owned).collect::<Vec<_>>();
        let coded = |role, codes, names| Column {
            role,
            values: ColumnValues::Coded(CodedColumn { codes, names }),
        };
        EventBatch {
            actor: self.actor,
            activity: CodedColumn {
                codes: self.activity,
                names: names(&mut Activity::ALL.iter().map(|a| a.name(language))),
            },
            time_us: self.time_us,
            columns: vec![
                coded(
                    Role::Channel,
                    self.channel,
                    names(&mut Channel::ALL.iter().map(|c| c.name(language))),
                ),
                coded(Role::Content, self.content, names(&mut CONTENTS.iter().copied())),
                coded(
                    Role::Campaign,
                    self.campaign,
                    names(&mut CAMPAIGNS.iter().copied()),
                ),
                Column {
                    role: Role::Score,
                    values: ColumnValues::Number(self.score),
                },
                Column {
                    role: Role::Text,
                    values: ColumnValues::Text(self.text),
                },
                Column {
                    role: Role::Amount,
                    values: ColumnValues::Number(self.amount),
                },
                coded(Role::Currency, self.currency, vec!["RUB".to_owned()]),
                coded(
                    Role::ActorAttribute("segment".into()),
                    self.segment,
                    names(&mut Segment::ALL.iter().map(|s| s.name(language))),
                ),
                coded(
                    Role::ActorAttribute("region".into()),
                    self.region,
                    names(&mut Region::ALL.iter().map(|r| r.name(language))),
                ),
            ],
        }
    }
}
