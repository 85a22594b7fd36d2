//! Progress bars on standard error.

use indicatif::{ProgressBar, ProgressStyle};
use std::time::Instant;
use tropa_server::app::{Progress, ProgressStage};

/// One bar per stage of work; nothing at all where standard error is not a terminal.
pub struct Bar {
    bar: Option<(ProgressStage, ProgressBar, Instant)>,
}

impl Bar {
    pub fn new() -> Self {
        Self { bar: None }
    }

    pub fn show(&mut self, progress: Progress) {
        if self
            .bar
            .as_ref()
            .is_none_or(|(stage, ..)| *stage != progress.stage)
        {
            self.clear();
            self.bar = Some((progress.stage, bar_of(&progress), Instant::now()));
        }
        let Some((_, bar, began)) = &self.bar else { return };
        if let Some(total) = progress.total {
            bar.set_length(total);
        }
        bar.set_position(progress.done);
        if let Some(rows) = progress.rows {
            let elapsed_s = began.elapsed().as_secs_f64().max(0.001);
            bar.set_message(format!(
                "{} rows, {} rows/s",
                crate::table::count(rows),
                crate::table::count((rows as f64 / elapsed_s) as u64)
            ));
        }
    }

    /// Removes the bar, so that what is printed next stands alone.
    pub fn clear(&mut self) {
        if let Some((_, bar, _)) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.clear();
    }
}

fn bar_of(progress: &Progress) -> ProgressBar {
    let amount = match progress.unit {
        "bytes" => "{bytes}/{total_bytes}",
        _ => "{human_pos}/{human_len}",
    };
    let template = if progress.total.is_some() {
        format!("{{prefix:>12}} {{bar:32}} {amount}  {{msg}}  {{eta}} left")
    } else {
        "{prefix:>12} {spinner} {human_pos}  {msg}".to_owned()
    };
    let bar = match progress.total {
        Some(total) => ProgressBar::new(total),
        None => ProgressBar::new_spinner(),
    };
    let style = ProgressStyle::with_template(&template).expect("the template is well formed");
    bar.set_style(style.progress_chars("━╸ "));
    bar.set_prefix(progress.stage.title());
    bar
}
