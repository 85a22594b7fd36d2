//! Speaking to the server that runs on the workspace: a few plain requests on this machine.

use crate::args::DataArg;
use crate::output::Failure;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;
use tropa_server::app::RunningServer;
use tropa_server::http::ApiError;

/// Writing a large map takes a second at most.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A running server, and the workspace that is meant.
pub struct Through {
    server: RunningServer,
    workspace: Option<String>,
}

impl Through {
    pub fn of(server: RunningServer, data: &DataArg) -> Result<Self, Failure> {
        let workspace = data.workspace.clone();
        match &workspace {
            Some(name) if !name.bytes().all(|byte| byte.is_ascii_graphic()) => Err(Failure::new(format!(
                "while a server runs, name the workspace «{name}» by its id"
            ))),
            _ => Ok(Self { server, workspace }),
        }
    }
}

/// A request's answer when it succeeded; the server's own words when it did not.
pub fn request(
    Through { server, workspace }: &Through,
    method: &str,
    path: &str,
    body: Option<&str>,
) -> Result<String, Failure> {
    let mut address = server.address;
    if address.ip().is_unspecified() {
        address = SocketAddr::from((Ipv4Addr::LOCALHOST, address.port()));
    }
    let failed = |e: std::io::Error| {
        Failure::new(format!(
            "a server (process {}) runs on this workspace, but http://{address} does not answer: {e}",
            server.pid
        ))
    };
    let mut stream = TcpStream::connect_timeout(&address, TIMEOUT).map_err(failed)?;
    stream
        .set_read_timeout(Some(TIMEOUT))
        .and_then(|()| stream.set_write_timeout(Some(TIMEOUT)))
        .map_err(failed)?;
    let body = body.unwrap_or_default();
    let authorization = server.local_token.as_ref().map_or_else(String::new, |token| {
        format!("Authorization: Bearer {}\r\n", token.reveal())
    });
    let workspace = workspace
        .as_ref()
        .map_or_else(String::new, |id| format!("tropa-workspace: {id}\r\n"));
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         {authorization}{workspace}Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(body.as_bytes()))
        .map_err(failed)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(failed)?;
    let (status, text) = parse(&answer).ok_or_else(|| {
        Failure::new(format!(
            "http://{address} does not answer like a Tropa server; is it one?"
        ))
    })?;
    if (200..300).contains(&status) {
        return Ok(text);
    }
    match serde_json::from_str::<ApiError>(&text) {
        Ok(error) => Err(Failure::new(error.message)),
        Err(_) => Err(Failure::new(format!("the server answered with status {status}"))),
    }
}

/// Status and body. The connection closes after the answer, so the body is all that follows the head.
fn parse(answer: &[u8]) -> Option<(u16, String)> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    let status = head.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
    if head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
        return None;
    }
    Some((status, String::from_utf8(answer[end + 4..].to_vec()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_its_status_and_what_follows_the_head() {
        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
        assert_eq!(parse(answer), Some((200, "{}".to_owned())));
        assert_eq!(parse(b"SSH-2.0-OpenSSH"), None);
    }
}
