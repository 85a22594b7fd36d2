//! Seeded journeys with known truth.
