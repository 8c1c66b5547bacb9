//! Each format against a file, and what is in none of them unless it was ticked.

use attune::framework::load::bundled;
use attune::report::data::Choice;
use attune::report::document::Document;
use attune::report::format::Format;
use attune::report::moment::Zone;
use attune::report::paper::Paper;
use attune::report::several::{MOST_TO_READ, Manner, Several, SeveralError, Sink};
use attune::report::{csv, html};

use crate::played::{DRAFT, NAME, Played, STARTED_MS, account, guided, report, timed, unfinished};

/// The formats that are text.
const TEXTS: [Format; 4] = [Format::Html, Format::Csv, Format::Json, Format::Xapi];

/// Compares with a file; `ATTUNE_BLESS=1` rewrites it, to be reviewed as a diff.
#[track_caller]
pub fn check(name: &str, text: &str) {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("ATTUNE_BLESS").is_some() {
        std::fs::write(&file, text).unwrap();
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    // Git may turn line ends around; the table's own are looked at below.
    let plain = |text: &str| text.replace("\r\n", "\n");
    assert!(
        plain(text) == plain(&expected),
        "{name}: if this is meant, run the test with ATTUNE_BLESS=1 and read the diff"
    );
}

fn text(format: Format, plays: &[&Played], choice: &Choice) -> String {
    let report = report(plays, choice);
    String::from_utf8(format.write(&report, &account()).unwrap()).unwrap()
}

#[test]
fn each_format_is_as_it_was() {
    let (guided, unfinished) = (guided(), unfinished());
    let plain = Choice::default();
    check("report.html", &text(Format::Html, &[&guided], &plain));
    check("report-two.csv", &text(Format::Csv, &[&guided, &unfinished], &plain));
    check("report.json", &text(Format::Json, &[&guided], &plain));
    check("report.jsonl", &text(Format::Xapi, &[&guided, &unfinished], &plain));
}

#[test]
fn neither_name_nor_drafts_leave_unless_they_are_ticked() {
    let (guided, unfinished) = (guided(), unfinished());
    let plays = [&guided, &unfinished];
    let both = Choice {
        name: Some(NAME.to_owned()),
        drafts: true,
    };
    for format in TEXTS {
        let plain = text(format, &plays, &Choice::default());
        for word in ["What would help", NAME, "Robin", "Oakes", "mailto:", "mbox"] {
            assert!(!plain.contains(word), "{format:?}: `{word}` left unasked");
        }
        let ticked = text(format, &plays, &both);
        assert!(ticked.contains(DRAFT) && ticked.contains(NAME), "{format:?}");
        let only = |choice: &Choice| text(format, &plays, choice);
        let name_only = only(&Choice {
            drafts: false,
            ..both.clone()
        });
        assert!(name_only.contains(NAME) && !name_only.contains(DRAFT), "{format:?}");
        let drafts_only = only(&Choice {
            name: None,
            ..both.clone()
        });
        assert!(!drafts_only.contains(NAME) && drafts_only.contains(DRAFT), "{format:?}");
    }
}

#[test]
fn a_preview_shows_what_the_ticks_say() {
    let played = guided();
    let both = Choice {
        name: Some(NAME.to_owned()),
        drafts: true,
    };
    for format in Format::ALL {
        let lines = |choice: &Choice| {
            let report = report(&[&played], choice);
            format.first_lines(&report, &account(), 3_000, 6_000).join("\n")
        };
        assert!(!lines(&Choice::default()).contains(NAME), "{format:?}");
        assert!(
            lines(&both).contains(NAME) && lines(&both).contains(DRAFT),
            "{format:?}"
        );
        let report = report(&[&played], &both);
        let short = format.first_lines(&report, &account(), 5, 60);
        assert!(short.len() <= 5 && short.iter().all(|line| line.chars().count() <= 60));
    }
}

#[test]
fn people_read_what_their_clocks_showed_and_programs_utc() {
    let timed = timed();
    let mut report = report(&[&timed], &Choice::default());
    report.zone = Zone(|_| 600);
    let of = |format: Format| String::from_utf8(format.write(&report, &account()).unwrap()).unwrap();
    let table = of(Format::Csv);
    assert!(
        table.contains("2026-09-22T00:13:20.000+10:00") && table.contains("2026-09-22T00:14:50.250+10:00"),
        "{table}"
    );
    let page = of(Format::Html);
    assert!(page.contains("Played on 22 September 2026, 00:13 (UTC+10)"), "{page}");
    assert!(page.contains(" on 23 September 2026."), "the day on which it was made");
    for format in [Format::Json, Format::Xapi] {
        let text = of(format);
        assert!(!text.contains("+10:00") && text.contains("2026-09-21T14:1"), "{text}");
    }
}

#[test]
fn a_look_at_a_document_counts_what_it_leaves_out() {
    let (guided, unfinished) = (guided(), unfinished());
    let mut report = report(&[&guided, &unfinished], &Choice::default());
    report.more = 5;
    let lines = Format::Html.first_lines(&report, &account(), 3_000, 6_000);
    assert!(lines[1].starts_with("Seven sessions"), "{}", lines[1]);
    assert!(
        lines[2].starts_with("Played from ") && lines[2].ends_with(" on."),
        "{}",
        lines[2]
    );
    let twice = lines.windows(2).find(|pair| !pair[0].is_empty() && pair[0] == pair[1]);
    assert_eq!(twice, None);
}

#[test]
fn the_draft_that_advice_would_quote_stays_too() {
    // Nothing on offer would have been better, so the advice sets the draft beside the answer.
    let vignette = crate::played::vignette(crate::played::TWO_RUPTURES);
    let best = (0..3_u8).flat_map(|a| (0..3_u8).flat_map(move |b| (0..2_u8).map(move |c| [a, b, c])));
    let quoting = best.map(|picks| {
        let options = attune::session::options::Options::of(attune::session::options::Mode::Guided);
        let session = crate::played::session(&vignette, options, &picks, DRAFT);
        Played::of(std::sync::Arc::clone(&vignette), session.log().to_vec())
    });
    let with = Choice {
        name: None,
        drafts: true,
    };
    let mut quoted = 0;
    for played in quoting {
        let advice = |choice: &Choice| report(&[&played], choice).sessions[0].account.letter.advice.clone();
        quoted += usize::from(advice(&with).is_some_and(|(_, text)| text.contains("What would help")));
        assert!(!advice(&Choice::default()).unwrap().1.contains("What would help"));
    }
    assert!(quoted > 0, "no play tries what this test is about");
}

#[test]
fn the_table_is_as_the_standard_has_it() {
    let (guided, unfinished) = (guided(), unfinished());
    let table = csv::write(&report(&[&guided, &unfinished], &Choice::default()));
    let rows = rows(&table);
    assert!(
        rows.iter().all(|row| row.len() == rows[0].len()),
        "every row has as many cells"
    );
    assert_eq!(
        rows.len(),
        1 + 3 + 2,
        "a row a decision, and none for what was taken back"
    );
    let at = |name: &str| rows[0].iter().position(|head| head == name).unwrap();
    assert!(!rows[0].contains(&"draft".to_owned()) && !rows[0].contains(&"name".to_owned()));
    assert_eq!(rows[1][at("started")], "2026-09-21T14:13:20.000Z");
    assert_eq!(rows[2][at("held_seconds")], "12.34");
    assert_eq!(
        (rows[4][at("rewound")].as_str(), rows[4][at("ended")].as_str()),
        ("yes", "")
    );
    for row in &rows[1..] {
        for name in ["turn", "quality", "bond_after", "goals_before"] {
            row[at(name)].parse::<u8>().unwrap();
        }
    }
}

/// Reads RFC 4180: fields with commas between, quoted or not, lines that end in CR LF.
pub fn rows(table: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut letters = table.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        let row = rows.last_mut().unwrap();
        match (letter, quoted) {
            ('"', true) if letters.peek() == Some(&'"') => {
                letters.next();
                row.last_mut().unwrap().push('"');
            }
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(String::new()),
            ('\r', false) => {
                assert_eq!(letters.next(), Some('\n'), "a line ends in CR LF");
                rows.push(vec![String::new()]);
            }
            ('\n', false) => panic!("a bare line feed outside quotation marks"),
            (letter, _) => row.last_mut().unwrap().push(letter),
        }
    }
    assert!(!quoted);
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last line is ended too");
    rows
}

#[test]
fn the_page_is_made_of_what_it_says_and_of_nothing_else() {
    let (guided, unfinished) = (guided(), unfinished());
    for plays in [vec![&guided], vec![&guided, &unfinished]] {
        let document = Document::of(&report(&plays, &Choice::default()));
        let page = html::write(&document);
        assert_eq!(page.matches("<h1>").count(), if plays.len() == 1 { 1 } else { 3 });
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"));
        for part in [
            "<caption>",
            "<th scope=\"col\">",
            "<th scope=\"row\">",
            "role=\"img\" aria-label=\"",
            "<main>",
        ] {
            assert!(page.contains(part), "{part}");
        }
        // Each reference leads somewhere, and no name is given twice.
        let ids: Vec<&str> = page
            .split(" id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len());
        for rest in page.split("href=\"").skip(1) {
            let to = rest.split('"').next().unwrap();
            assert!(ids.contains(&to.strip_prefix('#').unwrap()), "{to}");
        }
    }
}

#[test]
fn no_sessions_are_a_report_too() {
    for format in TEXTS {
        let text = text(format, &[], &Choice::default());
        match format {
            Format::Csv => assert_eq!(rows(&text).len(), 1),
            Format::Xapi => assert!(text.is_empty()),
            _ => assert!(text.contains("essions"), "{format:?}"),
        }
    }
}

#[derive(Default)]
struct Parts(Vec<u8>, usize);

impl Sink for Parts {
    fn take(&mut self, bytes: &[u8]) -> Result<(), SeveralError> {
        self.0.extend_from_slice(bytes);
        self.1 += 1;
        Ok(())
    }
}

fn manner(format: Format, choice: &Choice) -> Manner {
    Manner {
        format,
        choice: choice.clone(),
        paper: Paper::A4,
        zone: Zone::default(),
        account: account(),
        made_ms: Some(STARTED_MS + 86_400_000),
    }
}

#[test]
fn several_plays_written_one_by_one_are_the_whole_report() {
    let (guided, unfinished) = (guided(), unfinished());
    let both = Choice {
        name: Some(NAME.to_owned()),
        drafts: true,
    };
    for choice in [Choice::default(), both] {
        for plays in [vec![], vec![&guided], vec![&guided, &unfinished, &guided]] {
            for format in Format::ALL {
                let mut parts = Parts::default();
                let mut several = Several::begin(manner(format, &choice), bundled());
                for play in &plays {
                    several.add(&play.kept(), &mut parts).unwrap();
                }
                assert_eq!(several.finish(&mut parts).unwrap() as usize, plays.len());
                let whole = format.write(&report(&plays, &choice), &account()).unwrap();
                assert!(parts.0 == whole, "{format:?} with {} plays", plays.len());
                assert!(
                    format.is_document() || parts.1 >= plays.len(),
                    "{format:?} is written as it goes"
                );
            }
        }
    }
}

#[test]
fn a_document_to_read_has_an_end() {
    let unfinished = unfinished();
    let mut parts = Parts::default();
    let mut several = Several::begin(manner(Format::Html, &Choice::default()), bundled());
    for _ in 0..MOST_TO_READ {
        several.add(&unfinished.kept(), &mut parts).unwrap();
    }
    let refused = several.add(&unfinished.kept(), &mut parts);
    assert!(matches!(refused, Err(SeveralError::TooMany)));
}

#[test]
fn pages_are_set_for_the_paper_that_was_asked_for() {
    let played = guided();
    let mut report = report(&[&played], &Choice::default());
    let mut pages = |paper: Paper| {
        report.paper = paper;
        Format::Pdf.write(&report, &account()).unwrap()
    };
    let (a4, letter) = (pages(Paper::A4), pages(Paper::Letter));
    assert_eq!(
        (count(&a4, "595.28 841.89"), count(&letter, "612 792")),
        (number(&a4), number(&letter))
    );
    assert!(number(&letter) >= number(&a4), "Letter is shorter");
    for bytes in [&a4, &letter] {
        assert_eq!(count(bytes, "pdfuaid:part>1<"), 1, "no rule is broken on either");
    }
}

/// How many pages a file has.
fn number(bytes: &[u8]) -> usize {
    count(bytes, "/MediaBox")
}

fn count(bytes: &[u8], part: &str) -> usize {
    bytes
        .windows(part.len())
        .filter(|window| *window == part.as_bytes())
        .count()
}

#[test]
fn pages_are_tagged_and_made_to_be_kept() {
    let (guided, unfinished) = (guided(), unfinished());
    for plays in [vec![], vec![&guided], vec![&guided, &unfinished]] {
        let bytes = Format::Pdf
            .write(&report(&plays, &Choice::default()), &account())
            .unwrap();
        assert!(
            bytes.starts_with(b"%PDF-1.7") && bytes.ends_with(b"%%EOF"),
            "a whole file"
        );
        // The metadata stand in it as they are. They name the standards only if no rule was broken.
        for part in ["pdfaid:part>2<", "pdfaid:conformance>A<", "pdfuaid:part>1<", "en-GB"] {
            assert_eq!(count(&bytes, part).min(1), 1, "{part}");
        }
        assert!(count(&bytes, "/StructTreeRoot") > 0 && count(&bytes, "/Lang") > 0);
        assert_eq!(count(&bytes, NAME) + count(&bytes, "dc:creator"), 0);
    }
}

#[test]
fn the_same_report_gives_the_same_pages() {
    let played = guided();
    let pages = || {
        Format::Pdf
            .write(&report(&[&played], &Choice::default()), &account())
            .unwrap()
    };
    assert!(pages() == pages());
}

#[test]
fn the_columns_are_documented() {
    const BEGIN: &str = "<!-- columns: made by tests/report, ATTUNE_BLESS=1 -->\n";
    const END: &str = "<!-- end of columns -->";
    let rows = csv::COLUMNS
        .iter()
        .map(|column| format!("| `{}` | {} |\n", column.name, column.meaning));
    let table = format!(
        "\n| column | what stands in it |\n| --- | --- |\n{}\n",
        rows.collect::<String>()
    );
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exports.md");
    let page = std::fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (found, after) = rest.split_once(END).unwrap();
    if std::env::var_os("ATTUNE_BLESS").is_some() {
        std::fs::write(&file, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(found, table, "run the test with ATTUNE_BLESS=1");
}
