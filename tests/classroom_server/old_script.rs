//! The pages' scripts as an engine of 2012 reads them: a reader of ECMAScript 5.1 (ECMA-262, 2011) that knows nothing newer, and the names that browsers of
//! that year have. One word that such an engine does not know, and the whole page stays silent.
//!
//! It recognises and does not judge meaning; regular expressions, labels and semicolons that are left out are refused too, because the pages have none.

use crate::client::{Phone, server};

/// Names after a point that Android 4, iOS 6 and Internet Explorer 10 know.
const KNOWN: &str = "abort activeElement addEventListener appendChild checked className clearTimeout cookieEnabled createElement createTextNode \
    documentElement error focus getElementById getElementsByTagName hash hidden id indexOf innerHeight lastChild length name offsetHeight onabort onchange \
    onerror onload onsubmit ontimeout open parse preventDefault random removeAttribute responseText scrollTo send setAttribute setRequestHeader slice \
    status stringify style textContent timeout type value width min";

/// Names of our own.
const OURS: &str = "best choice choices code letter mine nicknames percent phase question say statement text token version view wait_s";

const RESERVED: &str = "break case catch class const continue debugger default delete do else enum export extends false finally for function if implements \
    import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with \
    yield";

/// Longest first.
const PUNCTUATORS: [&str; 47] = [
    ">>>=", "===", "!==", ">>>", "<<=", ">>=", "==", "!=", "<=", ">=", "&&", "||", "++", "--", "<<", ">>", "+=", "-=",
    "*=", "/=", "%=", "&=", "|=", "^=", "{", "}", "(", ")", "[", "]", ".", ";", ",", "<", ">", "+", "-", "*", "/", "%",
    "&", "|", "^", "!", "~", "?", ":",
];

const ASSIGNING: [&str; 12] = [
    "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", ">>>=",
];

const BINARY: [&str; 23] = [
    "||",
    "&&",
    "|",
    "^",
    "&",
    "===",
    "!==",
    "==",
    "!=",
    "<",
    ">",
    "<=",
    ">=",
    "<<",
    ">>",
    ">>>",
    "+",
    "-",
    "*",
    "/",
    "%",
    "instanceof",
    "in",
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Word,
    Number,
    Text,
    Mark,
    End,
}

#[derive(Clone, Copy, Debug)]
struct Token<'t> {
    kind: Kind,
    text: &'t str,
    line: usize,
}

type Read<T = ()> = Result<T, String>;

fn tokens(script: &str) -> Read<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (script, 1);
    loop {
        let trimmed = rest.trim_start();
        line += rest[..rest.len() - trimmed.len()].matches('\n').count();
        rest = trimmed;
        let Some(first) = rest.chars().next() else {
            tokens.push(Token {
                kind: Kind::End,
                text: "",
                line,
            });
            return Ok(tokens);
        };
        if rest.starts_with("//") {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
            continue;
        }
        let inside = |holds: fn(char) -> bool| rest.find(|c| !holds(c)).unwrap_or(rest.len());
        let (kind, length) = if first.is_ascii_alphabetic() || first == '_' || first == '$' {
            (
                Kind::Word,
                inside(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$'),
            )
        } else if first.is_ascii_digit() {
            (Kind::Number, inside(|c| c.is_ascii_digit() || c == '.'))
        } else if first == '\'' || first == '"' {
            (
                Kind::Text,
                text(rest, first).ok_or(format!("line {line}: a text has no end"))?,
            )
        } else {
            let mark = PUNCTUATORS
                .iter()
                .chain(["="].iter())
                .find(|mark| rest.starts_with(**mark));
            (Kind::Mark, mark.ok_or(format!("line {line}: `{first}`"))?.len())
        };
        tokens.push(Token {
            kind,
            text: &rest[..length],
            line,
        });
        rest = &rest[length..];
        if kind == Kind::Number && rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Err(format!("line {line}: a number goes on as a word"));
        }
    }
}

/// How long a text is with its quotation marks.
fn text(rest: &str, quote: char) -> Option<usize> {
    let mut letters = rest.char_indices().skip(1);
    loop {
        match letters.next()? {
            (_, '\n') => return None,
            (at, letter) if letter == quote => return Some(at + 1),
            (_, '\\') => {
                let (_, escaped) = letters.next()?;
                "bfnrtvux'\"\\".contains(escaped).then_some(())?;
            }
            _ => {}
        }
    }
}

/// Reads a script, and keeps the names that it asks things for.
struct Reader<'t> {
    tokens: Vec<Token<'t>>,
    at: usize,
    asked: Vec<&'t str>,
}

impl<'t> Reader<'t> {
    fn now(&self) -> Token<'t> {
        self.tokens[self.at]
    }

    fn is(&self, text: &str) -> bool {
        self.now().kind != Kind::Text && self.now().text == text
    }

    fn skip(&mut self, text: &str) -> bool {
        let found = self.is(text);
        self.at += usize::from(found);
        found
    }

    fn wrong<T>(&self, expected: &str) -> Read<T> {
        let Token { text, line, .. } = self.now();
        Err(format!("line {line}: found `{text}`, expected {expected}"))
    }

    fn expect(&mut self, text: &str) -> Read {
        if self.skip(text) {
            Ok(())
        } else {
            self.wrong(&format!("`{text}`"))
        }
    }

    fn name(&mut self) -> Read<&'t str> {
        let Token { kind, text, .. } = self.now();
        if kind != Kind::Word || RESERVED.split_whitespace().any(|word| word == text) {
            return self.wrong("a name");
        }
        self.at += 1;
        Ok(text)
    }

    fn block(&mut self) -> Read {
        self.expect("{")?;
        while !self.skip("}") {
            self.statement()?;
        }
        Ok(())
    }

    fn function(&mut self) -> Read {
        self.expect("(")?;
        while !self.skip(")") {
            self.name()?;
            if !self.is(")") {
                self.expect(",")?;
            }
        }
        self.block()
    }

    fn declarations(&mut self) -> Read {
        loop {
            self.name()?;
            if self.skip("=") {
                self.assignment()?;
            }
            if !self.skip(",") {
                return Ok(());
            }
        }
    }

    fn in_brackets(&mut self) -> Read {
        self.expect("(")?;
        self.expression()?;
        self.expect(")")
    }

    fn statement(&mut self) -> Read {
        if self.is("{") {
            return self.block();
        }
        let word = self.now();
        if word.kind == Kind::Word {
            self.at += 1;
            match word.text {
                "var" => {
                    self.declarations()?;
                    return self.expect(";");
                }
                "function" => {
                    self.name()?;
                    return self.function();
                }
                "if" => {
                    self.in_brackets()?;
                    self.statement()?;
                    return if self.skip("else") { self.statement() } else { Ok(()) };
                }
                "while" => {
                    self.in_brackets()?;
                    return self.statement();
                }
                "for" => return self.counting(),
                "return" if !self.is(";") => {
                    self.expression()?;
                    return self.expect(";");
                }
                "return" | "break" | "continue" => return self.expect(";"),
                "try" => return self.trying(),
                _ => self.at -= 1,
            }
        }
        self.expression()?;
        self.expect(";")
    }

    fn counting(&mut self) -> Read {
        self.expect("(")?;
        if self.skip("var") {
            self.declarations()?;
        } else if !self.is(";") {
            self.expression()?;
        }
        for end in [";", ")"] {
            self.expect(";")?;
            if !self.is(end) {
                self.expression()?;
            }
            if end == ")" {
                break;
            }
        }
        self.expect(")")?;
        self.statement()
    }

    fn trying(&mut self) -> Read {
        self.block()?;
        self.expect("catch")?;
        self.expect("(")?;
        self.name()?;
        self.expect(")")?;
        self.block()
    }

    fn expression(&mut self) -> Read {
        self.assignment()?;
        while self.skip(",") {
            self.assignment()?;
        }
        Ok(())
    }

    fn assignment(&mut self) -> Read {
        self.unary()?;
        while self.now().kind != Kind::Text && BINARY.contains(&self.now().text) {
            self.at += 1;
            self.unary()?;
        }
        if self.skip("?") {
            self.assignment()?;
            self.expect(":")?;
            return self.assignment();
        }
        if self.now().kind == Kind::Mark && ASSIGNING.contains(&self.now().text) {
            self.at += 1;
            return self.assignment();
        }
        Ok(())
    }

    fn unary(&mut self) -> Read {
        let before = ["!", "-", "+", "~", "++", "--", "typeof", "void", "delete", "new"];
        while self.now().kind != Kind::Text && before.contains(&self.now().text) {
            self.at += 1;
        }
        self.primary()?;
        loop {
            if self.skip(".") {
                let Token { kind, text, .. } = self.now();
                if kind != Kind::Word {
                    return self.wrong("a name after the point");
                }
                self.asked.push(text);
                self.at += 1;
            } else if self.skip("[") {
                self.expression()?;
                self.expect("]")?;
            } else if self.skip("(") {
                self.list(")")?;
            } else {
                break;
            }
        }
        if !self.skip("++") {
            self.skip("--");
        }
        Ok(())
    }

    fn list(&mut self, end: &str) -> Read {
        if self.skip(end) {
            return Ok(());
        }
        loop {
            self.assignment()?;
            if self.skip(end) {
                return Ok(());
            }
            self.expect(",")?;
        }
    }

    fn primary(&mut self) -> Read {
        let Token { kind, text, .. } = self.now();
        match (kind, text) {
            (Kind::Number | Kind::Text, _) | (Kind::Word, "this" | "null" | "true" | "false") => {
                self.at += 1;
                Ok(())
            }
            (Kind::Word, "function") => {
                self.at += 1;
                if !self.is("(") {
                    self.name()?;
                }
                self.function()
            }
            (Kind::Word, _) => self.name().map(drop),
            (_, "(") => self.in_brackets(),
            (_, "[") => {
                self.at += 1;
                self.list("]")
            }
            (_, "{") => self.object(),
            _ => self.wrong("an expression"),
        }
    }

    fn object(&mut self) -> Read {
        self.expect("{")?;
        while !self.skip("}") {
            if !matches!(self.now().kind, Kind::Word | Kind::Text | Kind::Number) {
                return self.wrong("a key");
            }
            self.at += 1;
            self.expect(":")?;
            self.assignment()?;
            if !self.is("}") {
                self.expect(",")?;
            }
        }
        Ok(())
    }
}

/// The names that a script asks things for, if it is one that an old engine reads.
fn read(script: &str) -> Read<Vec<&str>> {
    let mut reader = Reader {
        tokens: tokens(script)?,
        at: 0,
        asked: Vec::new(),
    };
    while reader.now().kind != Kind::End {
        reader.statement()?;
    }
    Ok(reader.asked)
}

#[test]
fn an_old_engine_reads_the_pages() {
    let server = server();
    let phone = Phone::new(&server);
    for path in ["/", "/self-test"] {
        let page = phone.get(path).body;
        let script = page.rsplit_once("<script").unwrap().1;
        let script = script.split_once('>').unwrap().1.split_once("</script>").unwrap().0;
        let asked = read(script).unwrap_or_else(|error| panic!("{path}: {error}\n{script}"));
        assert!(asked.len() > 5, "{path}: {asked:?}");
        for name in asked {
            let is_known = KNOWN
                .split_whitespace()
                .chain(OURS.split_whitespace())
                .any(|known| known == name);
            assert!(is_known, "{path}: did browsers of 2012 know `.{name}`?");
        }
    }
}

#[test]
fn what_an_old_engine_stumbles_over_is_found() {
    for good in [
        "var a = 1, b;",
        "function f(a, b) { return a ? -b : { 'x': [1, 2], y: !a }; }",
        "for (i = 0; i < n; i += 1) { if (a[i].b) { c(); } else { d.e = function () { return; }; } }",
        "try { a = b(c); } catch (e) { a = null; }",
        "a = 'it\\'s' + \"x\" in y; // said",
        "for (;;) { break; }",
    ] {
        assert_eq!(read(good).err(), None, "{good}");
    }
    for new in [
        "let a = 1;",
        "const a = 1;",
        "a = () => 1;",
        "a = b => b;",
        "a = `x`;",
        "a = b ?? c;",
        "a = b?.c;",
        "a = b ** c;",
        "f(...a);",
        "f(a, );",
        "var { a } = b;",
        "a = { b };",
        "a = { b() { } };",
        "a = { [b]: 1 };",
        "function f(a = 1) { }",
        "for (var a of b) { }",
        "class A { }",
        "async function f() { }",
        "try { a(); } catch { b(); }",
        "a ||= b;",
        "a = 1_000;",
        "a = 10n;",
        "a = 'one\ntwo';",
        "a = b",
    ] {
        assert!(read(new).is_err(), "{new}");
    }
}
