//! Numbers of surveys against vectors worked out by hand, against simulation and against published figures.
#![allow(clippy::unwrap_used)] // test code

mod curve;
mod drivers;
mod numbers;
mod questionnaire;
mod real;
