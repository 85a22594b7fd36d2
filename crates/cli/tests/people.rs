//! Accounts, as whoever starts and keeps a server meets them.
#![allow(clippy::unwrap_used)] // test code

mod folder;

use folder::server::Server;
use folder::{Folder, texts};
use std::process::Command;

#[test]
fn the_command_line_works_through_a_server_that_asks_everybody_else_to_sign_in() {
    let folder = Folder::new();
    folder.write("sofa.tropa.yaml", folder::SOUND);
    folder.write("password", "трава у дома 17\n");
    let password = folder.path("password");
    let server = Server::start(
        &folder,
        &[],
        &[
            ("TROPA_ADMIN_EMAIL", "ann@example.org"),
            ("TROPA_ADMIN_PASSWORD_FILE", password.to_str().unwrap()),
        ],
    );
    assert_eq!(server.status("/api/v1/maps"), "401");
    assert_eq!(server.status("/api/v1/health"), "200");
    folder.ok(&["map", "push", "sofa.tropa.yaml"]);
    assert_eq!(folder.json(&["map", "list", "--json"])["items"][0]["id"], "sofa");
    assert_eq!(server.status("/api/v1/maps/sofa"), "401");
    // What opens the server is for its owner's eyes.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = folder
            .path("tropa-data/server.lock")
            .metadata()
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let people = folder.json(&["admin", "people", "--json"]);
    assert_eq!(people["items"][0]["email"], "ann@example.org");
    assert_eq!(people["items"][0]["workspaces"][0], "Tropa: owner");
    let (link, _) = folder.ok(&[
        "admin",
        "reset-link",
        "ann@example.org",
        "--url",
        "https://tropa.example.org/",
    ]);
    assert!(link.starts_with("https://tropa.example.org/reset/"), "{link}");
    folder.ok(&["admin", "make-owner", "ann@example.org"]);
    assert!(
        folder
            .fails(&["admin", "make-owner", "eve@example.org"])
            .1
            .contains("nobody has the e-mail")
    );
}

#[test]
fn a_server_without_accounts_stays_on_this_machine() {
    let folder = Folder::new();
    let (_, message) = folder.fails(&["serve", "--open-to-this-machine", "--listen", "0.0.0.0:0"]);
    assert!(message.contains("this machine only"), "{message}");
}

#[test]
fn half_a_setting_of_mail_or_sign_on_stops_the_server_with_the_missing_name() {
    let folder = Folder::new();
    for (set, missing) in [
        ("TROPA_SMTP_URL", "TROPA_MAIL_FROM"),
        ("TROPA_OIDC_ISSUER", "TROPA_OIDC_CLIENT_ID"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_tropa"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .env(set, "https://id.example.org")
            .current_dir(folder.0.path())
            .output()
            .unwrap();
        assert!(!output.status.success());
        assert!(texts(&output).1.contains(missing), "{}", texts(&output).1);
    }
}
