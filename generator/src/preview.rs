//! Serves a site from memory, on the loopback address alone.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode, Uri, header};
use vitrine_site::Output;
use walkdir::WalkDir;

use crate::task::Outcome;

/// What is shown: files by path, or the page that says what is wrong.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    files: BTreeMap<String, Vec<u8>>,
    problems: Option<String>,
}

impl Shown {
    /// A site.
    #[must_use]
    pub fn site(output: &Output) -> Self {
        let files = output
            .files()
            .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
            .collect();
        Self {
            files,
            problems: None,
        }
    }

    /// What keeps the site from being built, a line each.
    #[must_use]
    pub fn problems(lines: &[String]) -> Self {
        let mut page = "<!doctype html><html lang=en><meta charset=utf-8><title>Not built</title><h1>This site is not built yet</h1><ul>".to_owned();
        for line in lines {
            let line = line.replace('&', "&amp;").replace('<', "&lt;");
            page.push_str(&format!("<li>{line}"));
        }
        Self {
            files: BTreeMap::new(),
            problems: Some(page),
        }
    }
}

/// When the files of a folder last changed, and how many there are.
#[must_use]
pub fn stamp(folder: &Path) -> (usize, Option<SystemTime>) {
    let times = WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.metadata().ok()?.modified().ok());
    times.fold((0, None), |(count, last), time| {
        (count + 1, last.max(Some(time)))
    })
}

/// Why nothing is served.
#[derive(Debug)]
pub enum ServeError {
    /// The site cannot be read.
    Look(Outcome),
    /// The port cannot be had.
    Io(std::io::Error),
}

/// What a look at the site gives: what to show, when it changed, where it is.
type Look = Result<(Shown, (usize, Option<SystemTime>), PathBuf), (Outcome, String)>;

struct Preview {
    look: Box<dyn Fn() -> Look + Send + Sync>,
    current: Mutex<(Shown, (usize, Option<SystemTime>), PathBuf)>,
}

/// Serves until the process ends. `ready` is told the address.
///
/// # Errors
///
/// Why nothing is served.
pub fn serve(
    port: u16,
    look: impl Fn() -> Look + Send + Sync + 'static,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let first = look().map_err(|(outcome, _)| ServeError::Look(outcome))?;
    let preview = Arc::new(Preview {
        look: Box::new(look),
        current: Mutex::new(first),
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .map_err(ServeError::Io)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(ServeError::Io)?;
        ready(listener.local_addr().map_err(ServeError::Io)?);
        let router = Router::new().fallback(answer).with_state(preview);
        axum::serve(listener, router).await.map_err(ServeError::Io)
    })
}

async fn answer(
    State(preview): State<Arc<Preview>>,
    headers: HeaderMap,
    uri: Uri,
) -> Response<Body> {
    if !is_local(&headers) {
        let mut refusal = Response::new(Body::from("this preview answers to this machine alone"));
        *refusal.status_mut() = StatusCode::MISDIRECTED_REQUEST;
        return refusal;
    }
    let mut current = preview
        .current
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    if stamp(&current.2) != current.1 {
        match (preview.look)() {
            Ok(next) => *current = next,
            Err((_, message)) => current.0 = Shown::problems(&[message]),
        }
    }
    respond(&current.0, uri.path())
}

/// Says whether a browser asked for this machine by its own name. A page elsewhere whose name was made to point here
/// asks for that name, and must not read what is not published yet.
fn is_local(headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost")
}

fn respond(shown: &Shown, path: &str) -> Response<Body> {
    let (status, media, bytes) = match &shown.problems {
        Some(page) => (
            StatusCode::OK,
            "text/html; charset=utf-8",
            page.clone().into_bytes(),
        ),
        None => {
            let path = path.trim_start_matches('/');
            let path = if path.is_empty() || path.ends_with('/') {
                format!("{path}index.html")
            } else {
                path.to_owned()
            };
            match shown.files.get(&path) {
                Some(bytes) => (StatusCode::OK, media_type(&path), bytes.clone()),
                None => {
                    let page = shown.files.get("404.html").cloned().unwrap_or_default();
                    (StatusCode::NOT_FOUND, "text/html; charset=utf-8", page)
                }
            }
        }
    };
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, media)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::REFERRER_POLICY, "no-referrer")
        .body(Body::from(bytes))
        .unwrap_or_default()
}

/// The media type of a file of a site, by its ending.
fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("atom") => "application/atom+xml",
        Some("xml") => "application/xml",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("csv") => "text/csv; charset=utf-8",
        Some("gz") => "application/gzip",
        _ => "text/plain; charset=utf-8",
    }
}
