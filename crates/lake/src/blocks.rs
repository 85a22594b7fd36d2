//! Columns that only grow, in blocks: growing never copies what is there, and memory is asked for as it fills.

/// Rows of a block, a power of two: half a megabyte of the widest numbers.
pub(crate) const BLOCK_ROWS: usize = 1 << 16;

/// Values one after another in blocks of [`BLOCK_ROWS`], all full but the last.
#[derive(Debug)]
pub(crate) struct Blocks<T> {
    blocks: Vec<Vec<T>>,
    rows: usize,
}

impl<T> Default for Blocks<T> {
    fn default() -> Self {
        Self {
            blocks: Vec::new(),
            rows: 0,
        }
    }
}

impl<T: Copy> Blocks<T> {
    pub fn len(&self) -> usize {
        self.rows
    }

    /// The last block, where it has room; a new one otherwise. A first block grows as it fills: most buckets of a
    /// small import never fill it.
    fn open(&mut self) -> &mut Vec<T> {
        if self.rows == self.blocks.len() * BLOCK_ROWS {
            let room = if self.blocks.is_empty() { 0 } else { BLOCK_ROWS };
            self.blocks.push(Vec::with_capacity(room));
        }
        let last = self.blocks.len() - 1;
        &mut self.blocks[last]
    }

    /// Appends a value for each of these.
    pub fn extend<S>(&mut self, mut sources: &[S], value: impl Fn(&S) -> T) {
        while !sources.is_empty() {
            let block = self.open();
            let (now, later) = sources.split_at(sources.len().min(BLOCK_ROWS - block.len()));
            block.extend(now.iter().map(&value));
            self.rows += now.len();
            sources = later;
        }
    }

    /// Fills up to `rows` with one value.
    pub fn pad(&mut self, rows: usize, value: T) {
        while self.rows < rows {
            let missing = rows - self.rows;
            let block = self.open();
            let now = missing.min(BLOCK_ROWS - block.len());
            block.resize(block.len() + now, value);
            self.rows += now;
        }
    }

    pub fn set(&mut self, row: usize, value: T) {
        self.blocks[row / BLOCK_ROWS][row % BLOCK_ROWS] = value;
    }

    /// The blocks in order; in all such columns row `r` lies in block `r / BLOCK_ROWS`.
    pub fn blocks(&self) -> impl Iterator<Item = &[T]> {
        self.blocks.iter().map(Vec::as_slice)
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.blocks.iter().flatten()
    }

    pub fn map<U: Copy>(&self, value: impl Fn(T) -> U) -> Blocks<U> {
        let mut mapped = Blocks::default();
        for block in self.blocks() {
            mapped.extend(block, |&old| value(old));
        }
        mapped
    }

    /// Memory held.
    pub fn bytes(&self) -> usize {
        self.blocks
            .iter()
            .map(|block| block.capacity() * size_of::<T>())
            .sum()
    }
}

/// Texts whose total may pass 4 GiB.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    blocks: Vec<TextBlock>,
    rows: usize,
}

#[derive(Debug, Default)]
struct TextBlock {
    ends: Vec<u64>,
    bytes: Vec<u8>,
}

impl Texts {
    pub fn get(&self, row: usize) -> &[u8] {
        let (block, place) = (&self.blocks[row / BLOCK_ROWS], row % BLOCK_ROWS);
        let start = if place == 0 { 0 } else { block.ends[place - 1] };
        &block.bytes[start as usize..block.ends[place] as usize]
    }

    pub fn push(&mut self, text: &[u8]) {
        if self.rows == self.blocks.len() * BLOCK_ROWS {
            self.blocks.push(TextBlock::default());
        }
        let last = self.blocks.len() - 1;
        let block = &mut self.blocks[last];
        block.bytes.extend_from_slice(text);
        block.ends.push(block.bytes.len() as u64);
        self.rows += 1;
    }

    /// Fills up to `rows` with missing values.
    pub fn pad(&mut self, rows: usize) {
        while self.rows < rows {
            self.push(&[]);
        }
    }

    pub fn text_bytes(&self) -> usize {
        self.blocks.iter().map(|block| block.bytes.len()).sum()
    }

    /// Memory held.
    pub fn bytes(&self) -> usize {
        self.blocks
            .iter()
            .map(|block| block.bytes.capacity() + 8 * block.ends.capacity())
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_places_across_blocks() {
        let (mut numbers, mut texts) = (Blocks::default(), Texts::default());
        let mut expected: Vec<u32> = Vec::new();
        for step in [1, BLOCK_ROWS - 2, 3, 2 * BLOCK_ROWS, 5] {
            let more: Vec<u32> = (0..step as u32).collect();
            numbers.extend(&more, |n| n * 7);
            expected.extend(more.iter().map(|n| n * 7));
            more.iter().for_each(|n| texts.push(n.to_string().as_bytes()));
            numbers.pad(expected.len() + 2, 9);
            expected.extend([9, 9]);
            texts.pad(expected.len());
        }
        numbers.set(BLOCK_ROWS, 11);
        expected[BLOCK_ROWS] = 11;
        assert_eq!(numbers.len(), expected.len());
        assert!(numbers.iter().eq(&expected));
        assert!(
            numbers
                .map(u64::from)
                .iter()
                .eq(&expected.iter().map(|&n| u64::from(n)).collect::<Vec<_>>())
        );
        assert_eq!(texts.get(0), b"0");
        assert_eq!(texts.get(1), b"");
        // After one row and two missing ones come 0, 1, 2 …
        assert_eq!(
            texts.get(3 + BLOCK_ROWS - 3),
            (BLOCK_ROWS - 3).to_string().as_bytes()
        );
        assert_eq!(texts.get(expected.len() - 3), b"4");
    }
}
