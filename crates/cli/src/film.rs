//! `tropa render -o walk.mp4`: the walk through a map as a video, encoded by FFmpeg.

use crate::output::Failure;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{BufWriter, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tropa_server::{Film, Map, RenderError, RenderOptions};

/// What a video file is made of, by its ending.
#[derive(Clone, Copy)]
pub enum Video {
    Webm,
    Mp4,
}

impl Video {
    pub fn of(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "webm" => Some(Self::Webm),
            "mp4" => Some(Self::Mp4),
            _ => None,
        }
    }

    /// Chosen for still pictures that turn: small files, sharp letters, and a picture browsers and phones can show.
    fn encoding(self) -> &'static [&'static str] {
        match self {
            Self::Webm => &[
                "-c:v",
                "libvpx-vp9",
                "-b:v",
                "0",
                "-crf",
                "30",
                "-deadline",
                "good",
                "-cpu-used",
                "5",
                "-row-mt",
                "1",
                "-f",
                "webm",
            ],
            Self::Mp4 => &[
                "-c:v",
                "libx264",
                "-preset",
                "medium",
                "-crf",
                "20",
                "-tune",
                "animation",
                "-movflags",
                "+faststart",
                "-f",
                "mp4",
            ],
        }
    }
}

/// Why a video did not come about.
enum Stop {
    Render(RenderError),
    /// FFmpeg closed its ear; what it said stands on its standard error.
    Pipe(std::io::Error),
}

impl From<RenderError> for Stop {
    fn from(error: RenderError) -> Self {
        Self::Render(error)
    }
}

pub fn write(map: &Map, options: &RenderOptions, video: Video, output: &Path) -> Result<(), Failure> {
    let options = RenderOptions {
        // 1280 × 720.
        scale: 1.0,
        ..options.clone()
    };
    let film = Film::new(map, &options).map_err(failed)?;
    // Beside the file, so that it replaces it in one step and half a video is never taken for a whole one.
    let part = output.with_extension("part");
    let written = encode(&film, video, &part).and_then(|()| {
        std::fs::rename(&part, output).map_err(|e| Failure::new(format!("{}: {e}", output.display())))
    });
    if written.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    written?;
    let bytes = std::fs::metadata(output).map_or(0, |about| about.len());
    let seconds = film.len() as f64 / f64::from(film.rate());
    eprintln!(
        "{}: {seconds:.0} s, {} bytes",
        output.display(),
        crate::table::count(bytes)
    );
    Ok(())
}

fn encode(film: &Film, video: Video, output: &Path) -> Result<(), Failure> {
    let mut ffmpeg = start(film, video, output)?;
    let mut into = BufWriter::with_capacity(1 << 20, ffmpeg.stdin.take().expect("its input is a pipe"));
    let mut says = ffmpeg.stderr.take().expect("its messages are a pipe");
    let listener = std::thread::spawn(move || {
        let mut said = String::new();
        // What is not text is not worth showing.
        let _ = says.read_to_string(&mut said);
        said
    });
    let bar = ProgressBar::new(film.len() as u64).with_style(
        ProgressStyle::with_template("{bar:32} {percent}%, {eta} left").expect("the template is sound"),
    );
    let fed = film.pictures(|picture| {
        bar.set_position(picture.number as u64);
        into.write_all(picture.rgba).map_err(Stop::Pipe)
    });
    let fed = fed.and_then(|()| into.flush().map_err(Stop::Pipe));
    bar.finish_and_clear();
    drop(into);
    let ended = ffmpeg.wait().map_err(|e| Failure::new(format!("ffmpeg: {e}")))?;
    let said = listener.join().unwrap_or_default();
    match fed {
        Err(Stop::Render(error)) => Err(failed(error)),
        _ if !ended.success() => Err(Failure::new(format!(
            "ffmpeg could not write the video: {}",
            said.trim()
        ))),
        Err(Stop::Pipe(error)) => Err(Failure::new(format!("ffmpeg: {error}"))),
        Ok(()) => Ok(()),
    }
}

fn start(film: &Film, video: Video, output: &Path) -> Result<Child, Failure> {
    let (width, height) = film.size();
    // «file:» keeps a name such as `a:b` from being read as an address.
    let mut target = std::ffi::OsString::from("file:");
    target.push(output);
    Command::new("ffmpeg")
        .args(["-hide_banner", "-nostdin", "-loglevel", "error", "-y"])
        .args(["-f", "rawvideo", "-pix_fmt", "rgba"])
        .args(["-s", &format!("{width}x{height}"), "-r", &film.rate().to_string()])
        .args([
            "-i",
            "pipe:0",
            "-an",
            "-pix_fmt",
            "yuv420p",
            "-map_metadata",
            "-1",
        ])
        .args(["-fflags", "+bitexact", "-flags:v", "+bitexact"])
        .args(video.encoding())
        .arg(target)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Failure::new(
                "videos are encoded by FFmpeg, and there is none here. Debian: apt-get install ffmpeg. \
                 Without it the walk plays in a browser: -o walk.html --layout walk"
                    .to_owned(),
            ),
            _ => Failure::new(format!("ffmpeg: {error}")),
        })
}

fn failed(error: RenderError) -> Failure {
    Failure::new(error.to_string())
}
