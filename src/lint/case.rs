//! Small vignettes for the rules' cases: what matters to a rule is written, the rest is filled in.

/// A small vignette.
#[derive(Clone, Copy, Debug)]
pub enum Case {
    /// Some fields of a vignette. Fields that are left out, of the vignette and of its parts, are filled in by [`Case::text`].
    Fields(&'static str),
    /// A statement so many times, in a row: `{n}` in it is its number, `{next}` the id of the next one or of the ending.
    Row {
        /// How many statements.
        times: u32,
        /// The statement, less its id.
        statement: &'static str,
    },
}

/// The fields that a part must have, and what they are where a case leaves them out.
const DEFAULTS: &[(&str, &[(&str, &str)])] = &[
    (
        "Scenario",
        &[
            ("format", "1"),
            ("id", "\"case\""),
            ("title", "\"A case\""),
            ("framework", "\"working-alliance\""),
            ("language", "\"en-GB\""),
            ("authors", "[]"),
            ("version", "\"1\""),
            (
                "contract",
                "Contract(objectives: [], level: Foundation, rupture_from: Client, drift: \"d\")",
            ),
            (
                "setting",
                "Setting(service: \"s\", approach: \"a\", session: 1, medium: InPerson, brief: \"b\")",
            ),
            (
                "client",
                "Client(name: \"n\", age: 40, pronouns: \"p\", about: \"a\", goal: \"g\", beliefs: { \"known\": Belief(text: \"t\", held: true, from: \"f\") }, portrait: Portrait(skin: Tan, face: Oval, hair: Short, hair_color: Brown, clothes: Shirt, clothes_color: Navy))",
            ),
            ("alliance", "Alliance(bond: 50, tasks: 50, goals: 50)"),
            ("start", "\"a\""),
            (
                "statements",
                "{ \"a\": Statement(cue: \"c\", affect: Affect(Settled, 1), says: \"s\", responses: { \"x\": Response(act: Say(\"s\"), quality: 2, reaction: \"r\", feedback: \"f\", next: To(\"end\")) }) }",
            ),
            (
                "endings",
                "{ \"end\": Ending(outcome: Repaired, title: \"t\", says: \"s\", debrief: \"d\") }",
            ),
        ],
    ),
    (
        "Contract",
        &[
            ("objectives", "[]"),
            ("level", "Foundation"),
            ("rupture_from", "Client"),
            ("drift", "\"d\""),
        ],
    ),
    (
        "Statement",
        &[("cue", "\"c\""), ("affect", "Affect(Settled, 1)"), ("says", "\"s\"")],
    ),
    (
        "Response",
        &[
            ("act", "Say(\"s\")"),
            ("quality", "2"),
            ("reaction", "\"r\""),
            ("feedback", "\"f\""),
            ("next", "To(\"end\")"),
        ],
    ),
    (
        "Ending",
        &[
            ("outcome", "Repaired"),
            ("title", "\"t\""),
            ("says", "\"s\""),
            ("debrief", "\"d\""),
        ],
    ),
];

impl Case {
    /// What is written of it, as it stands in the documentation.
    pub fn snippet(self) -> String {
        match self {
            Self::Fields(fields) => fields.trim().to_owned(),
            Self::Row { times, statement } => {
                let statement = statement.trim();
                format!(
                    "// {times} statements like this, one after the other:\nstatements: {{ \"s{{n}}\": {statement} }}"
                )
            }
        }
    }

    /// The whole vignette.
    pub fn text(self) -> String {
        let fields = match self {
            Self::Fields(fields) => fields.to_owned(),
            Self::Row { times, statement } => {
                let one = |n: u32| {
                    let next = if n == times {
                        "end".to_owned()
                    } else {
                        format!("s{}", n + 1)
                    };
                    let statement = statement.replace("{n}", &n.to_string()).replace("{next}", &next);
                    format!("\"s{n}\": {statement},")
                };
                let all: String = (1..=times).map(one).collect();
                format!("start: \"s1\", statements: {{ {all} }}")
            }
        };
        filled(&format!("Scenario({fields})"))
    }
}

/// A bracket that is open: the defaults of the part that it belongs to, and the fields seen in it.
struct Open<'t> {
    defaults: &'static [(&'static str, &'static str)],
    seen: Vec<&'t str>,
    empty: bool,
}

/// The text with every field that is left out in the parts that it names.
fn filled(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    let mut open: Vec<Open<'_>> = Vec::new();
    let (mut word, mut quoted, mut escaped, mut last) = (0..0, false, false, ' ');
    for (at, c) in text.char_indices() {
        if quoted {
            (quoted, escaped) = (c != '"' || escaped, c == '\\' && !escaped);
        } else if c.is_alphanumeric() || c == '_' {
            let start = if word.end == at { word.start } else { at };
            word = start..at + c.len_utf8();
        } else {
            let name = text.get(word.clone()).unwrap_or_default();
            match c {
                '"' => quoted = true,
                ':' => open
                    .iter_mut()
                    .next_back()
                    .into_iter()
                    .for_each(|part| part.seen.push(name)),
                '(' | '[' | '{' => {
                    let of_part = DEFAULTS.iter().find(|(part, _)| c == '(' && *part == name);
                    open.push(Open {
                        defaults: of_part.map_or(&[], |(_, defaults)| defaults),
                        seen: Vec::new(),
                        empty: true,
                    });
                }
                ')' | ']' | '}' => {
                    if let Some(part) = open.pop() {
                        part.complete(last, &mut out);
                    }
                }
                _ => {}
            }
        }
        if !c.is_whitespace() {
            last = c;
            if !matches!(c, '(' | '[' | '{')
                && let Some(part) = open.last_mut()
            {
                part.empty = false;
            }
        }
        out.push(c);
    }
    out
}

impl Open<'_> {
    fn complete(&self, last: char, out: &mut String) {
        let mut comma = !self.empty && last != ',';
        for (name, value) in self.defaults.iter().filter(|(name, _)| !self.seen.contains(name)) {
            if std::mem::replace(&mut comma, true) {
                out.push_str(", ");
            }
            out.push_str(name);
            out.push_str(": ");
            out.push_str(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::read::read;

    #[test]
    fn what_is_left_out_is_filled_in() {
        assert_eq!(
            filled("Ending(title: \"a: (b)\")"),
            "Ending(title: \"a: (b)\", outcome: Repaired, says: \"s\", debrief: \"d\")"
        );
        assert_eq!(
            filled("{ \"x\": Contract(objectives: [\"y\"], drift: \"\\\")\",) }"),
            "{ \"x\": Contract(objectives: [\"y\"], drift: \"\\\")\",level: Foundation, rupture_from: Client) }"
        );
        assert_eq!(filled("Change(Bond, 3)"), "Change(Bond, 3)");
    }

    #[test]
    fn a_case_reads_as_a_vignette() {
        let row = Case::Row {
            times: 3,
            statement: "Statement(says: \"{n}\", responses: { \"x\": Response(next: To(\"{next}\")) })",
        };
        for case in [Case::Fields(""), Case::Fields("title: \"x\""), row] {
            let reading = read(&case.text());
            assert_eq!(reading.diagnostics, [], "{}", case.text());
        }
        assert_eq!(
            read(&row.text()).scenario.map(|scenario| scenario.statements.len()),
            Some(3)
        );
    }
}
