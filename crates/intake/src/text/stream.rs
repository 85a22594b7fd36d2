//! Bytes of a file as a bounded stream: unpacked when gzipped, decoded to UTF-8 when in another encoding.

use crate::{Encoding, Input, IntakeError, limits};
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tropa_model::LocalText;

/// Judged by the first bytes, never by the name.
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1F, 0x8B])
}

/// How many bytes of the file itself have been used, readable from other threads.
#[derive(Clone, Debug, Default)]
pub struct Consumed(Arc<AtomicU64>);

impl Consumed {
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    pub fn set(&self, bytes: u64) {
        self.0.store(bytes, Ordering::Relaxed);
    }
}

struct Counting<'a> {
    bytes: &'a [u8],
    consumed: Consumed,
}

impl Read for Counting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.bytes.read(buffer)?;
        self.consumed.0.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// The file's bytes, unpacked if it is gzipped.
///
/// A stream that unpacks to more than [`limits::GZIP_RATIO_MAX`] times its size ends in an error of kind `FileTooLarge`.
pub fn unpacked<'a>(bytes: &'a [u8], consumed: &Consumed) -> Box<dyn Read + Send + 'a> {
    let counting = Counting {
        bytes,
        consumed: consumed.clone(),
    };
    if is_gzip(bytes) {
        let inner = MultiGzDecoder::new(counting);
        Box::new(RatioLimited {
            inner,
            consumed: consumed.clone(),
            produced: 0,
        })
    } else {
        Box::new(counting)
    }
}

struct RatioLimited<R> {
    inner: R,
    consumed: Consumed,
    produced: u64,
}

impl<R: Read> Read for RatioLimited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.produced += n as u64;
        let too_much = self.produced > limits::GZIP_RATIO_FROM_BYTES
            && self.produced > self.consumed.get().saturating_mul(limits::GZIP_RATIO_MAX);
        if too_much {
            return Err(io::Error::new(
                io::ErrorKind::FileTooLarge,
                "unpacks suspiciously large",
            ));
        }
        Ok(n)
    }
}

/// What an error while reading a stream means for the file.
pub fn io_trouble(file: &str, error: &io::Error) -> IntakeError {
    let file = file.to_owned();
    match error.kind() {
        io::ErrorKind::FileTooLarge => IntakeError::Bomb {
            file,
            bytes: limits::GZIP_RATIO_FROM_BYTES,
            reason: LocalText::en_ru(
                format!("over {} times its packed size", limits::GZIP_RATIO_MAX),
                format!("больше чем в {} раз против сжатого", limits::GZIP_RATIO_MAX),
            ),
        },
        io::ErrorKind::UnexpectedEof => IntakeError::Truncated {
            file,
            cause: LocalText::en_ru("the gzip stream is cut off", "сжатый поток gzip не закончен"),
        },
        _ => IntakeError::Truncated {
            file,
            cause: LocalText::en_ru(
                format!("the gzip stream is damaged: {error}"),
                format!("сжатый поток gzip повреждён: {error}"),
            ),
        },
    }
}

/// All bytes unpacked, for formats that need the file as a whole; borrowed when it is not packed.
pub fn whole<'a>(input: &Input<'a>) -> Result<Cow<'a, [u8]>, IntakeError> {
    if !is_gzip(input.bytes) {
        return Ok(Cow::Borrowed(input.bytes));
    }
    let mut bytes = Vec::new();
    let stream = unpacked(input.bytes, &Consumed::default());
    stream
        .take(limits::WHOLE_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| io_trouble(input.name, &e))?;
    if bytes.len() as u64 > limits::WHOLE_BYTES_MAX {
        let reason = LocalText::en_ru(
            "this format must lie in memory as a whole",
            "этот формат читается в память целиком",
        );
        return Err(IntakeError::Bomb {
            file: input.name.into(),
            bytes: limits::WHOLE_BYTES_MAX,
            reason,
        });
    }
    Ok(Cow::Owned(bytes))
}

/// The first `max` bytes unpacked. A gzip stream that breaks later still gives its beginning.
pub fn head(input: &Input, max: usize) -> Result<Vec<u8>, IntakeError> {
    let mut bytes = Vec::with_capacity(
        max.min(input.bytes.len().saturating_mul(8))
            .min(limits::SAMPLE_BYTES),
    );
    let mut stream = unpacked(input.bytes, &Consumed::default()).take(max as u64);
    let mut buffer = vec![0; 64 << 10];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(n) => bytes.extend_from_slice(&buffer[..n]),
            Err(e) if bytes.is_empty() => return Err(io_trouble(input.name, &e)),
            Err(_) => return Ok(bytes),
        }
    }
}

/// A stream of UTF-8 from a stream in another encoding. Bytes that mean nothing in it become U+FFFD.
pub struct Decoded<R> {
    inner: R,
    decoder: encoding_rs::Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    pub fn new(inner: R, encoding: Encoding) -> Self {
        Self::with(inner, encoding.rs())
    }

    pub fn with(inner: R, encoding: &'static encoding_rs::Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self {
            inner,
            decoder,
            raw: vec![0; 64 << 10],
            text: Vec::new(),
            taken: 0,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let n = self.inner.read(&mut self.raw)?;
        self.ended = n == 0;
        let room = self.decoder.max_utf8_buffer_length(n).unwrap_or(4 * n + 16);
        self.text.resize(room, 0);
        let (_, _, written, _) = self
            .decoder
            .decode_to_utf8(&self.raw[..n], &mut self.text, self.ended);
        self.text.truncate(written);
        self.taken = 0;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.text.len() {
            if self.ended {
                return Ok(0);
            }
            self.refill()?;
        }
        let n = buffer.len().min(self.text.len() - self.taken);
        buffer[..n].copy_from_slice(&self.text[self.taken..self.taken + n]);
        self.taken += n;
        Ok(n)
    }
}
