//! A document as one self-contained HTML file: no script, nothing from outside, and it prints well.
//!
//! Every text goes through [`escape`]. A policy in the file forbids scripts and anything external, whatever a text might hold.

use super::clean::is_unwanted;
use super::document::{Block, Cell, Document, Link, Style, Table};
use super::picture::{Anchor, Picture, Shape, WORDS};

/// What a browser may load for the file: its own styles, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE: &str = include_str!("../../assets/report/report.css");

/// The file.
pub fn write(document: &Document) -> String {
    let mut out = String::with_capacity(64 * 1024);
    let language = escape(&document.language);
    let title = escape(&document.title);
    out.push_str("<!DOCTYPE html>\n");
    out.push_str(&format!(
        "<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n"
    ));
    out.push_str(&format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n"
    ));
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n");
    out.push_str(&format!("<title>{title}</title>\n"));
    if let Some(author) = &document.author {
        out.push_str(&format!("<meta name=\"author\" content=\"{}\">\n", escape(author)));
    }
    out.push_str(&format!("<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"));
    document.blocks.iter().for_each(|block| self::block(&mut out, block));
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// A text as HTML, in an element and in an attribute alike. What is no text is left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars().filter(|&letter| !is_unwanted(letter)) {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// An element with escaped text in it.
fn element(out: &mut String, name: &str, class: &str, text: &str) {
    let class = if class.is_empty() {
        String::new()
    } else {
        format!(" class=\"{class}\"")
    };
    out.push_str(&format!("<{name}{class}>{}</{name}>\n", escape(text)));
}

const fn class(style: Style) -> &'static str {
    match style {
        Style::Lead => "lead",
        Style::Body => "",
        Style::Soft => "soft",
        Style::Small => "small",
        Style::Label => "label",
        Style::Speech => "speech",
        Style::Last => "speech last",
        Style::Stage => "stage",
        Style::Inner => "speech inner",
    }
}

fn block(out: &mut String, block: &Block) {
    match block {
        Block::Title { over, text, under } => {
            out.push_str("<header>\n");
            element(out, "p", "over", over);
            element(out, "h1", "", text);
            under.iter().for_each(|line| element(out, "p", "under", line));
            out.push_str("</header>\n");
        }
        Block::Heading { level, text, anchor } => {
            let id = anchor.as_ref().map(|anchor| format!(" id=\"{}\"", escape(anchor)));
            let level = if *level == 2 { 2 } else { 3 };
            out.push_str(&format!(
                "<h{level}{}>{}</h{level}>\n",
                id.unwrap_or_default(),
                escape(text)
            ));
        }
        Block::Text(style, text) => match style {
            Style::Speech | Style::Last | Style::Inner => {
                out.push_str(&format!("<blockquote class=\"{}\">\n", class(*style)));
                element(out, "p", "", text);
                out.push_str("</blockquote>\n");
            }
            other => element(out, "p", class(*other), text),
        },
        Block::Labelled(label, text) => {
            let (label, text) = (escape(label), escape(text));
            out.push_str(&format!(
                "<p class=\"labelled\"><span class=\"label\">{label}</span> {text}</p>\n"
            ));
        }
        Block::Links(label, links) => self::links(out, label, links),
        Block::Check(text) => {
            let text = escape(text);
            out.push_str(&format!(
                "<p class=\"check\"><span class=\"box\" aria-hidden=\"true\"></span>{text}</p>\n"
            ));
        }
        Block::Table(table) => self::table(out, table),
        Block::Picture(picture) => self::picture(out, picture),
        Block::Aside(blocks) => within(out, "div", "aside", blocks),
        Block::Inset(blocks) => within(out, "div", "inset", blocks),
        Block::Together(blocks) => within(out, "div", "together", blocks),
        Block::Section(blocks) => within(out, "section", "", blocks),
        Block::List(entries) => {
            out.push_str("<ul>\n");
            entries.iter().for_each(|entry| within(out, "li", "", entry));
            out.push_str("</ul>\n");
        }
        Block::Break => out.push_str("<div class=\"break\"></div>\n"),
    }
}

fn links(out: &mut String, label: &str, links: &[Link]) {
    let link = |link: &Link| match &link.anchor {
        Some(anchor) => format!("<a href=\"#{}\">{}</a>", escape(anchor), escape(&link.text)),
        None => escape(&link.text),
    };
    let links: Vec<String> = links.iter().map(link).collect();
    out.push_str(&format!(
        "<p class=\"labelled\"><span class=\"label\">{}</span> {}</p>\n",
        escape(label),
        links.join(", ")
    ));
}

fn within(out: &mut String, name: &str, class: &str, blocks: &[Block]) {
    let class = if class.is_empty() {
        String::new()
    } else {
        format!(" class=\"{class}\"")
    };
    out.push_str(&format!("<{name}{class}>\n"));
    blocks.iter().for_each(|block| self::block(out, block));
    out.push_str(&format!("</{name}>\n"));
}

fn table(out: &mut String, table: &Table) {
    out.push_str(if table.is_headed {
        "<table class=\"headed\">\n"
    } else {
        "<table>\n"
    });
    element(out, "caption", "", &table.caption);
    out.push_str("<colgroup>");
    table
        .widths
        .iter()
        .for_each(|width| out.push_str(&format!("<col class=\"w{width}\">")));
    out.push_str("</colgroup>\n<thead>\n<tr>");
    for head in &table.heads {
        out.push_str(&format!("<th scope=\"col\">{}</th>", escape(head)));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let (open, close) = if at == 0 {
                ("<th scope=\"row\">", "</th>")
            } else {
                ("<td>", "</td>")
            };
            out.push_str(open);
            self::cell(out, cell);
            out.push_str(close);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

fn cell(out: &mut String, cell: &Cell) {
    for (style, line) in &cell.lines {
        let class = class(*style);
        out.push_str(&format!("<span class=\"line {class}\">{}</span>", escape(line)));
    }
    if let Some(bar) = cell.bar {
        let filled = (bar.clamp(0.0, 1.0) * 100.0).round();
        out.push_str(&format!(
            "<svg class=\"bar\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
             <rect class=\"track\" width=\"100\" height=\"6\"/><rect class=\"full\" width=\"{filled}\" height=\"6\"/></svg>"
        ));
    }
    for turn in &cell.turns {
        let (anchor, text) = (escape(&turn.anchor), escape(&turn.text));
        let class = if turn.full { "turn full" } else { "turn" };
        out.push_str(&format!(
            "<a class=\"{class}\" href=\"#{anchor}\" title=\"{text}\" aria-label=\"{text}\">{}</a> ",
            turn.turn
        ));
    }
}

/// A drawing as SVG in the text. The words in it are words, and the whole has a description.
fn picture(out: &mut String, picture: &Picture) {
    let described = escape(&picture.described);
    out.push_str(&format!(
        "<svg class=\"picture\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{described}\">\n",
        short(picture.width),
        short(picture.height)
    ));
    picture.shapes.iter().for_each(|shape| self::shape(out, shape));
    out.push_str("</svg>\n");
}

fn shape(out: &mut String, shape: &Shape) {
    let line = match shape {
        Shape::Line { points, width, ink } => format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>",
            path(points),
            ink.hex(),
            short(*width)
        ),
        Shape::Area { points, ink } => format!("<polygon points=\"{}\" fill=\"{}\"/>", path(points), ink.hex()),
        Shape::Disc {
            at: [x, y],
            radius,
            ink,
        } => format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>",
            short(*x),
            short(*y),
            short(*radius),
            ink.hex()
        ),
        Shape::Ring {
            at: [x, y],
            radius,
            width,
            ink,
        } => format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>",
            short(*x),
            short(*y),
            short(*radius),
            ink.hex(),
            short(*width)
        ),
        Shape::Words {
            at: [x, y],
            anchor,
            text,
            ink,
        } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            format!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{WORDS}\" text-anchor=\"{anchor}\" fill=\"{}\">{}</text>",
                short(*x),
                short(*y),
                ink.hex(),
                escape(text)
            )
        }
    };
    out.push_str(&line);
    out.push('\n');
}

fn path(points: &[[f32; 2]]) -> String {
    let points: Vec<String> = points
        .iter()
        .map(|[x, y]| format!("{},{}", short(*x), short(*y)))
        .collect();
    points.join(" ")
}

/// A number with at most one decimal.
fn short(value: f32) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ink::Ink;

    #[test]
    fn every_ink_has_another_on_a_dark_screen() {
        let dark = STYLE
            .split_once("prefers-color-scheme: dark")
            .map_or("", |(_, dark)| dark);
        for ink in Ink::ALL {
            let hex = ink.hex();
            for part in ["fill", "stroke"] {
                assert!(
                    dark.contains(&format!("[{part}=\"{hex}\"] {{ {part}: #")),
                    "{ink:?} {part}"
                );
            }
        }
    }

    #[test]
    fn no_text_becomes_markup() {
        let check = |text: &str, expected: &str| assert_eq!(escape(text), expected);
        check("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;");
        check("\" onmouseover='x' &amp;", "&quot; onmouseover=&#39;x&#39; &amp;amp;");
        check("a\u{0}\u{202E}b\u{FEFF}", "ab");
        check("one\ntwo 🙂", "one\ntwo 🙂");
    }
}
