//! `tropa map schema`: what a map file may say, for editors and other programs.

use crate::output::{self, Failure};

pub fn run() -> Result<(), Failure> {
    output::json(&tropa_map::schema())
}
