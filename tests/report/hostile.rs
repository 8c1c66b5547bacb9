//! Texts that would like to be more than text.

use std::sync::Arc;

use attune::report::data::Choice;
use attune::report::format::Format;
use attune::session::options::{Mode, Options};

use crate::formats::rows;
use crate::played::{Played, TWO_RUPTURES, account, report, session, vignette};

const TEXTS: [&str; 6] = [
    "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "</style></title></svg><iframe srcdoc='&lt;script&gt;'>",
    "=HYPERLINK(\"http://evil.invalid\",\"press\")",
    "-2+3+cmd|' /C calc'!A0\",\"second cell\r\nnew,row",
    "\u{202E}desrever\u{2066}\u{0}\u{8}\u{1B}]0;x\u{7}\u{FEFF}",
    "＝1+1 `${7*7}` {{7*7}} %s \\u0000 ]]> --><!--",
];

/// A play of a vignette whose client says this, by a trainee who typed it and is called it.
fn hostile(text: &str) -> (Played, Choice) {
    let kept: String = text
        .chars()
        .filter(|letter| {
            !letter.is_control() && !matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
        })
        .collect();
    let escaped = kept.replace('\\', "\\\\").replace('"', "\\\"");
    let source = TWO_RUPTURES.replacen("It felt like homework.", &escaped, 1);
    assert_ne!(source, TWO_RUPTURES);
    let vignette = vignette(&source);
    let session = session(&vignette, Options::of(Mode::Guided), &[], text);
    let choice = Choice {
        name: Some(text.to_owned()),
        drafts: true,
    };
    (Played::of(Arc::clone(&vignette), session.log().to_vec()), choice)
}

#[test]
fn a_page_stays_a_page() {
    const ELEMENTS: [&str; 38] = [
        "!DOCTYPE",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "header",
        "section",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "blockquote",
        "ul",
        "li",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "span",
        "a",
        "svg",
        "polyline",
        "polygon",
        "circle",
        "text",
        "rect",
        "br",
        "b",
        "i",
    ];
    for text in TEXTS {
        let (played, choice) = hostile(text);
        let page = String::from_utf8(Format::Html.write(&report(&[&played], &choice), &account()).unwrap()).unwrap();
        let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">";
        assert_eq!(page.matches("http-equiv").count(), 1);
        assert!(
            page.find(policy).unwrap() < page.find("<title>").unwrap(),
            "the policy comes first"
        );
        assert!(!policy.contains("script"));
        for tag in page.split('<').skip(1) {
            let name = tag.trim_start_matches('/').split([' ', '>', '/', '\n']).next().unwrap();
            assert!(ELEMENTS.contains(&name), "{text:?} became <{name}>");
            // Attributes are the writer's own: no value of theirs ends early.
            let inside = tag.split('>').next().unwrap();
            let names = inside.split('"').step_by(2).flat_map(|part| part.split_whitespace());
            for attribute in names.filter_map(|part| part.strip_suffix('=')) {
                assert!(
                    !attribute.starts_with("on") && !["src", "srcdoc", "style", "action"].contains(&attribute),
                    "{attribute}"
                );
            }
        }
        for forbidden in ["<script", "javascript:", "url(", "@import", "src=\"", "href=\"http"] {
            assert!(!page.contains(forbidden), "{text:?}: {forbidden}");
        }
        assert!(
            page.chars().all(|letter| !attune::report::clean::is_unwanted(letter)),
            "{text:?}"
        );
    }
}

#[test]
fn a_table_keeps_its_cells_and_has_no_formula() {
    for text in TEXTS {
        let (played, choice) = hostile(text);
        let table = String::from_utf8(Format::Csv.write(&report(&[&played], &choice), &account()).unwrap()).unwrap();
        let rows = rows(&table);
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{text:?}");
        for cell in rows[1..].iter().flatten() {
            let number = cell.parse::<f64>().is_ok();
            assert!(
                number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']),
                "{cell:?}"
            );
        }
    }
}

#[test]
fn json_reads_back() {
    for text in TEXTS {
        let (played, choice) = hostile(text);
        let json = Format::Json.write(&report(&[&played], &choice), &account()).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&json).unwrap();
        let name = value["name"].as_str().unwrap();
        assert_eq!(name, attune::report::clean::clean(text).trim());
        assert_eq!(value["sessions"][0]["decisions"][0]["draft"], name);
        let lines = String::from_utf8(Format::Xapi.write(&report(&[&played], &choice), &account()).unwrap()).unwrap();
        assert_eq!(lines.lines().count(), 5);
        for line in lines.lines() {
            assert_eq!(crate::xapi_rules::violations(line), Vec::<String>::new(), "{text:?}");
        }
    }
}

#[test]
fn pages_are_made_of_anything() {
    let long = "Donaudampfschifffahrt".repeat(400);
    for text in TEXTS
        .into_iter()
        .chain(["漢字かな交じり文 🙂 ﷽ e\u{301}\u{302}", "", long.as_str()])
    {
        let text = if text.is_empty() { "\n\n\t " } else { text };
        let (played, choice) = hostile_draft(text);
        let bytes = Format::Pdf.write(&report(&[&played], &choice), &account()).unwrap();
        assert!(bytes.windows(7).any(|window| window == b"pdfuaid"), "{text:?}");
    }
}

fn hostile_draft(text: &str) -> (Played, Choice) {
    let vignette = vignette(TWO_RUPTURES);
    let typed: String = text.chars().take(8_000).collect();
    let session = session(&vignette, Options::of(Mode::Guided), &[], &typed);
    let choice = Choice {
        name: Some(text.to_owned()),
        drafts: true,
    };
    (Played::of(vignette, session.log().to_vec()), choice)
}
