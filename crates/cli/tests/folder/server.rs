//! A server of a folder's data.

use super::Folder;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// Ends with the test, without being asked.
pub struct Server {
    process: Child,
    address: String,
}

impl Server {
    /// `tropa serve` on a port that is free, with further words and settings of the environment.
    pub fn start(folder: &Folder, words: &[&str], settings: &[(&str, &str)]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_tropa"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(words)
            .envs(settings.iter().copied())
            .current_dir(folder.0.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(process.stdout.as_mut().unwrap())
            .read_line(&mut url)
            .unwrap();
        let address = url
            .trim()
            .trim_start_matches("http://")
            .trim_end_matches('/')
            .to_owned();
        Self { process, address }
    }

    /// Status of a request without any proof of who asks.
    pub fn status(&self, path: &str) -> String {
        self.request("GET", path, "").0
    }

    /// What the server says to a document that is sent to it.
    #[track_caller]
    pub fn post(&self, path: &str, body: &Value) -> Value {
        let (status, answer) = self.request("POST", path, &body.to_string());
        assert!(status.starts_with('2'), "{path}: {status} {answer}");
        serde_json::from_str(&answer).unwrap()
    }

    fn request(&self, method: &str, path: &str, body: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().to_owned(), body.to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
