//! The web app inside the binary: files built from `web/`, found by path.

use std::borrow::Cow;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// A file of the web app, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    pub bytes: Cow<'static, [u8]>,
    pub content_type: &'static str,
    /// With its quotes, as it stands in the header: changes exactly when the bytes do.
    pub etag: &'static str,
    /// Its name holds a hash of its content, so it may be kept for ever.
    pub immutable: bool,
}

/// The file at `path`, with or without a leading slash; `None` where there is none.
///
/// Only what was built is found, so no path leads out of the app. Addresses of pages are not files: for those the
/// server answers with [`index`].
pub fn get(path: &str) -> Option<Asset> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let place = FILES.binary_search_by_key(&path, |(name, _, _)| name).ok()?;
    let (name, bytes, etag) = FILES[place];
    Some(Asset {
        bytes: Cow::Borrowed(bytes),
        content_type: content_type(name),
        etag,
        immutable: name.starts_with("assets/"),
    })
}

/// The page that starts the app, whatever the address.
pub fn index() -> Asset {
    get("index.html").expect("the build script refuses to go on without index.html")
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" | "webmanifest" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_page_is_there_and_may_not_be_kept_for_ever() {
        let page = index();
        assert!(page.bytes.starts_with(b"<!doctype html>"));
        assert_eq!(page.content_type, "text/html; charset=utf-8");
        assert!(!page.immutable);
        assert_eq!(get("/index.html"), Some(page));
    }

    #[test]
    fn every_file_that_the_start_page_names_is_there() {
        let page = String::from_utf8(index().bytes.into_owned()).unwrap();
        for part in page
            .split(['"', '\''])
            .filter(|part| part.starts_with("/assets/"))
        {
            let asset = get(part).unwrap_or_else(|| panic!("{part} is missing"));
            assert!(asset.immutable);
            assert_ne!(asset.content_type, "application/octet-stream", "{part}");
        }
    }

    #[test]
    fn nothing_outside_is_found() {
        for path in ["../Cargo.toml", "/../src/lib.rs", "assets", "", "/", ".stamp"] {
            assert_eq!(get(path), None, "{path}");
        }
    }
}
