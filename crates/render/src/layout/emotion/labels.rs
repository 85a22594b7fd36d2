//! Finds free places for the words of a chart: no word on another, none on a marker.

use crate::scene::Area;

/// Places that are taken.
#[derive(Default)]
pub(in crate::layout) struct Taken(Vec<Area>);

impl Taken {
    pub fn take(&mut self, area: Area) {
        self.0.push(area);
    }

    /// The first of the places that is free and within the bounds; it is taken then.
    pub fn first_free(&mut self, places: &[Area], bounds: Area) -> Option<Area> {
        let found = places
            .iter()
            .copied()
            .find(|place| inside(*place, bounds) && !self.0.iter().any(|other| meet(*place, *other)))?;
        self.take(found);
        Some(found)
    }
}

fn inside(a: Area, bounds: Area) -> bool {
    a.x >= bounds.x && a.y >= bounds.y && a.right() <= bounds.right() && a.bottom() <= bounds.bottom()
}

fn meet(a: Area, b: Area) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_given_once_and_never_outside() {
        let bounds = Area::new(0.0, 0.0, 100.0, 100.0);
        let (first, second) = (
            Area::new(10.0, 10.0, 20.0, 10.0),
            Area::new(15.0, 15.0, 20.0, 10.0),
        );
        let outside = Area::new(90.0, 10.0, 20.0, 10.0);
        let mut taken = Taken::default();
        assert_eq!(taken.first_free(&[outside, first], bounds), Some(first));
        assert_eq!(taken.first_free(&[first, second, outside], bounds), None);
        assert_eq!(
            taken.first_free(&[Area::new(30.0, 10.0, 20.0, 10.0)], bounds),
            Some(Area::new(30.0, 10.0, 20.0, 10.0))
        );
    }
}
