//! The few places that a phone can ask for. Nothing that is asked for is ever looked up in a folder.

use std::net::IpAddr;
use std::time::Instant;

use http_body_util::{BodyExt as _, Limited};
use hyper::body::{Body as _, Incoming};
use hyper::header::COOKIE;
use hyper::{Method, Request, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::gate;
use super::page;
use super::reply::{self, Reply};
use super::secret::{Code, Secret};
use super::state::{No, Proof, Shared};
use super::status::Refusal;

/// Cookies that are looked at in one request. Ours is one; other programs at this address may have left a few.
const MAX_COOKIES: usize = 8;

/// A place, and the kind of request that it takes.
#[derive(Clone, Copy)]
enum Route {
    Page,
    SelfTest,
    Icon,
    State,
    Join,
    Answer,
    Name,
}

impl Route {
    fn of(method: &Method, path: &str) -> Result<Self, Refusal> {
        let (takes, route) = match path {
            "/" => (Method::GET, Self::Page),
            "/self-test" => (Method::GET, Self::SelfTest),
            "/favicon.ico" => (Method::GET, Self::Icon),
            "/state" => (Method::GET, Self::State),
            "/join" => (Method::POST, Self::Join),
            "/answer" => (Method::POST, Self::Answer),
            "/name" => (Method::POST, Self::Name),
            _ => return Err(Refusal::NoSuchPlace),
        };
        if *method == takes {
            Ok(route)
        } else {
            Err(Refusal::WrongMethod)
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Joining {
    token: Option<String>,
    code: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answering {
    question: u32,
    choice: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Naming {
    name: String,
}

/// Answers one request, whatever it is.
pub(super) async fn respond(shared: &Shared, from: IpAddr, request: Request<Incoming>) -> Reply {
    shared.heard_from(from);
    match done(shared, from, request).await {
        Ok(reply) => reply,
        Err(no) => {
            shared.refused(no.why);
            reply::refusal(no)
        }
    }
}

async fn done(shared: &Shared, from: IpAddr, request: Request<Incoming>) -> Result<Reply, No> {
    gate::check(shared.place, &request)?;
    let route = Route::of(request.method(), request.uri().path())?;
    match route {
        Route::Page => return reply::page(page::vote()),
        Route::SelfTest => return reply::page(page::self_test()),
        // Every browser asks for one by itself, so that it is no refusal worth counting.
        Route::Icon => return Ok(reply::refusal(Refusal::NoSuchPlace.into())),
        _ => gate::check_script(&request)?,
    }
    let secrets = secrets(&request);
    match route {
        Route::Page | Route::SelfTest | Route::Icon => Err(Refusal::NoSuchPlace.into()),
        Route::State => {
            let has = request.uri().query().unwrap_or("0");
            let has = has.parse().map_err(|_| Refusal::Malformed)?;
            Ok(match shared.shown_to(&secrets, has, Instant::now()) {
                Ok(json) => reply::json(StatusCode::OK, json),
                // It is how a page finds out that it has to join first, and no refusal worth counting either.
                Err(why) => reply::refusal(why.into()),
            })
        }
        Route::Join => {
            let joining: Joining = body(request, shared.limits.body).await?;
            let proof = match (joining.token, joining.code) {
                (Some(token), None) => Proof::Token(Secret::parse(&token)),
                (None, Some(code)) => Proof::Code(Code::parse(&code)),
                _ => return Err(Refusal::Malformed.into()),
            };
            reply::joined(shared.join(from, proof, &secrets, Instant::now())?)
        }
        Route::Answer => {
            let answer: Answering = body(request, shared.limits.body).await?;
            shared.answer(&secrets, answer.question, answer.choice, Instant::now())?;
            Ok(reply::json(StatusCode::OK, format!("{{\"mine\":{}}}", answer.choice)))
        }
        Route::Name => {
            let naming: Naming = body(request, shared.limits.body).await?;
            let name = shared.name(&secrets, &naming.name, Instant::now())?;
            let name = serde_json::to_string(&name).unwrap_or_default();
            Ok(reply::json(StatusCode::OK, format!("{{\"name\":{name}}}")))
        }
    }
}

/// The secrets that a request shows. A cookie of an earlier session may stand beside the right one.
fn secrets<B>(request: &Request<B>) -> Vec<Secret> {
    let cookies = request.headers().get_all(COOKIE).iter();
    cookies
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .filter(|(name, _)| *name == reply::COOKIE)
        .take(MAX_COOKIES)
        .filter_map(|(_, value)| Secret::parse(value))
        .collect()
}

/// The body of a request, read to its end or to the limit.
async fn body<T: DeserializeOwned>(request: Request<Incoming>, limit: usize) -> Result<T, Refusal> {
    let body = request.into_body();
    let said = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if said > limit {
        return Err(Refusal::TooLarge);
    }
    // With the length known to be small, all that is left to go wrong is that the phone walks away.
    let whole = Limited::new(body, limit)
        .collect()
        .await
        .map_err(|_| Refusal::Malformed)?;
    serde_json::from_slice(&whole.to_bytes()).map_err(|_| Refusal::Malformed)
}
