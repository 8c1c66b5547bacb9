//! What can be typed after `attune`.

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::explore::cues::Cue;

/// Practise the working alliance with simulated clients.
#[derive(Debug, Parser)]
#[command(
    name = "attune",
    version,
    about = "Practise the working alliance with simulated clients",
    long_about = "Attune plays vignettes of simulated clients. You answer, the alliance strains or holds, you repair it, and the debrief shows what happened.\n\nWithout a subcommand the window opens; a file or folder given is opened there.",
    after_help = "Examples:\n  attune                              open the window\n  attune my-vignettes/                open the window with a folder of your own\n  attune play scenarios/the-worksheet.ron\n  attune check my-vignettes/ --format json\n\nExit codes: 0 all well, 1 something was found, 2 could not run.",
    args_conflicts_with_subcommands = true
)]
pub struct Arguments {
    /// What to do; without it, the window opens.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The window's options.
    #[command(flatten)]
    pub window: WindowArguments,
}

/// How the window opens.
#[derive(Debug, Args)]
pub struct WindowArguments {
    /// A vignette, or a folder of vignettes, to open.
    #[arg(value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    /// What draws the window: `gpu`, `cpu`, or whichever works.
    #[arg(long, value_enum, default_value_t, env = "ATTUNE_RENDERER")]
    pub renderer: Renderer,
}

/// What draws the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Renderer {
    /// The graphics card if that works, the processor if not.
    #[default]
    Auto,
    /// The graphics card, through OpenGL.
    Gpu,
    /// The processor: slower, works anywhere.
    Cpu,
}

/// What can be done without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Plays a vignette in the terminal.
    #[command(
        after_help = "Examples:\n  attune play the-worksheet            a bundled vignette, by its id\n  attune play mine.ron --seed 7 --mode probe\n  attune play the-worksheet --mode drill --at rhian\n\nWith `--mode` the steps of a turn change: guided has all of them, practice only the response and its feedback, probe gives feedback at the end, drill is one statement with what came before it."
    )]
    Play(PlayArguments),
    /// Says what is due for practice.
    #[command(
        after_help = "Examples:\n  attune today\n  attune today --profile Sifa            where several people practise\n\nReads the history that the window keeps.\n\nExits with 0 if nothing is due, 1 if something is, 2 if the history could not be read."
    )]
    Today {
        /// Who practises, by name; not needed where only one person does.
        #[arg(long, value_name = "NAME")]
        profile: Option<String>,
    },
    /// Checks vignettes and says where and how to mend them.
    #[command(
        after_help = "Examples:\n  attune check scenarios/\n  attune check mine.ron --notes\n  attune check scenarios/ --format sarif > findings.sarif\n\nErrors and warnings are findings. Notes are worth a look and are none: `--notes` shows them, JSON and SARIF always have them.\nA file `attune-check.ron` beside the vignettes or above them sets levels and thresholds; `attune explain` lists the rules.\n\nExits with 0 if nothing was found, 1 if something was, 2 if a file could not be read."
    )]
    Check(CheckArguments),
    /// Writes a report on kept attempts, to read or for other programs.
    #[command(
        after_help = "Examples:\n  attune export --list                 the attempts that are kept\n  attune export --output hour.html     the latest, to read and to print\n  attune export 12 15 16 --format pdf --output three.pdf\n  attune export --since 2026-09-01 --until 2026-09-30 --output september.html\n  attune export --all --format csv --output decisions.csv\n  attune export --log play.jsonl --vignette the-worksheet --output play.html\n\nNeither a name nor what you typed goes into a report unless you ask for it. An existing file is replaced only with --force."
    )]
    Export(ExportArguments),
    /// Works out everything that can happen in a vignette, exactly.
    #[command(
        after_help = "Examples:\n  attune explore the-worksheet        a bundled vignette, by its id\n  attune explore mine.ron --at opening --format json\n  attune explore mine.ron --policy aptest --policy random\n  attune explore --library my-vignettes/\n\nEvery state that a play can come to is found, or the answer says how far it came: `not proven beyond N states`. Exits with 0 if all was proven, 1 if some was not, 2 if it could not run."
    )]
    Explore(ExploreArguments),
    /// Shows what vignettes exercise: rows of the framework, markers, components, settings.
    #[command(
        after_help = "Examples:\n  attune coverage                     the bundled vignettes\n  attune coverage my-vignettes/ --format markdown"
    )]
    Coverage(CoverageArguments),
    /// Lists what is trained: rows, markers, strategies and pulls.
    #[command(after_help = "Examples:\n  attune framework\n  attune framework fears")]
    Framework {
        /// Only what has these words.
        words: Vec<String>,
    },
    /// Writes a small vignette to begin with.
    #[command(
        after_help = "Examples:\n  attune new my-vignettes/the-late-train.ron\n  attune new my-vignettes/mine.ron --template withdrawal"
    )]
    New {
        /// The file to write. It must not exist.
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// What it begins with.
        #[arg(long, value_enum, default_value_t)]
        template: TemplateArgument,
    },
    /// Compares two versions of a vignette by what they mean.
    #[command(
        after_help = "Examples:\n  attune diff old.ron new.ron\n  attune diff the-worksheet mine.ron --json\n\nTexts are compared word by word: [-gone-]{+new+}. Layout, comments and the order of statements don't count. That something was renamed is a guess from its words.\n\nExits with 0 if the two say the same, 1 if they differ, 2 if one could not be read."
    )]
    Diff {
        /// The version before: a file, or the id of a bundled vignette.
        #[arg(value_hint = ValueHint::FilePath)]
        before: String,
        /// The version after: a file, or the id of a bundled vignette.
        #[arg(value_hint = ValueHint::FilePath)]
        after: String,
        /// Prints one JSON object, for programs.
        #[arg(long)]
        json: bool,
    },
    /// Writes a vignette as a page for colleagues to review on paper.
    #[command(
        after_help = "Examples:\n  attune print mine.ron --output mine.html\n  attune print the-worksheet > the-worksheet.html\n\nThe page has every statement with its responses, where they lead, and a checklist to sign off. An existing file is replaced only with --force."
    )]
    Print {
        /// A vignette's file, or the id of a bundled one.
        #[arg(value_hint = ValueHint::FilePath)]
        vignette: String,
        /// The file to write; without it, the page is printed.
        #[arg(long, short, value_hint = ValueHint::FilePath)]
        output: Option<PathBuf>,
        /// Replaces the file if there is one.
        #[arg(long)]
        force: bool,
    },
    /// Rewrites vignettes in the canonical form. Comments are kept.
    #[command(after_help = "Examples:\n  attune fmt mine.ron\n  attune fmt --check scenarios/")]
    Fmt {
        /// Files, or folders of them.
        #[arg(required = true, value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
        /// Writes nothing; exits with 1 if a file would change.
        #[arg(long)]
        check: bool,
    },
    /// Explains a rule of the checker.
    #[command(after_help = "Examples:\n  attune explain\n  attune explain unreachable-statement")]
    Explain {
        /// The rule's name; without it, all rules are listed.
        rule: Option<String>,
    },
    /// Prints a completion script for a shell.
    #[command(after_help = "Examples:\n  attune completions bash > ~/.local/share/bash-completion/completions/attune")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// For those who work on Attune itself.
    #[command(hide = true, subcommand)]
    Dev(DevCommand),
}

/// What a new vignette begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TemplateArgument {
    /// A small vignette that is written out, to learn from.
    #[default]
    Example,
    /// The least that can be played, with everything still to be written.
    Blank,
    /// Missing a withdrawal, noticing it, and repairing it.
    Withdrawal,
    /// Meeting a confrontation: anger, hurt, and the need behind it.
    Confrontation,
    /// Single statements of one kind to practise on, foils among them.
    Drill,
}

/// What `attune play` takes.
#[derive(Debug, Args)]
pub struct PlayArguments {
    /// A vignette's file, or the id of a bundled one.
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: String,
    /// Fixes all chance: the order of responses, and whatever the vignette leaves to chance.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Which steps a turn has.
    #[arg(long, value_enum, default_value_t)]
    pub mode: ModeArgument,
    /// With `--mode drill`, the id of the statement to practise on.
    #[arg(long, value_name = "STATEMENT")]
    pub at: Option<String>,
    /// Writes the event log here when the play ends.
    #[arg(long, value_hint = ValueHint::FilePath)]
    pub log: Option<PathBuf>,
}

/// Which steps a turn has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ModeArgument {
    /// All steps, with the gauges shown.
    #[default]
    Guided,
    /// The response and its feedback.
    Practice,
    /// All steps; feedback only at the end.
    Probe,
    /// One statement on its own, given with `--at`.
    Drill,
}

/// What `attune export` takes.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Attempts by their numbers; without one, the latest.
    #[arg(value_name = "ATTEMPT", conflicts_with_all = ["all", "since", "until", "list", "log"])]
    pub attempts: Vec<i64>,
    /// Every attempt that is kept.
    #[arg(long, conflicts_with_all = ["since", "until", "list", "log"])]
    pub all: bool,
    /// Every attempt begun on this day or later, such as 2026-09-21. Days are those of the clocks here.
    #[arg(long, value_name = "DAY", conflicts_with_all = ["list", "log"])]
    pub since: Option<String>,
    /// Every attempt begun on this day or earlier; with `--since`, those between the two.
    #[arg(long, value_name = "DAY", conflicts_with_all = ["list", "log"])]
    pub until: Option<String>,
    /// Lists the attempts with their numbers, and writes nothing.
    #[arg(long, conflicts_with = "log")]
    pub list: bool,
    /// Reports on a log that `attune play --log` wrote.
    #[arg(long, value_hint = ValueHint::FilePath, requires = "vignette")]
    pub log: Option<PathBuf>,
    /// The vignette that the log belongs to: a file, or the id of a bundled one.
    #[arg(long, value_hint = ValueHint::FilePath, requires = "log")]
    pub vignette: Option<String>,
    /// How it is written.
    #[arg(long, value_enum, default_value_t)]
    pub format: FormatArgument,
    /// The paper that PDF is set for; without it, as in the settings, or else as is usual where the system's language is spoken.
    #[arg(long, value_enum)]
    pub paper: Option<PaperArgument>,
    /// The file to write; without it, the report is printed.
    #[arg(long, short, value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Puts this name into the report.
    #[arg(long, value_name = "NAME")]
    pub with_name: Option<String>,
    /// Puts the answers that were typed into the report.
    #[arg(long)]
    pub with_drafts: bool,
    /// Whose attempts; needed where several people practise.
    #[arg(long, value_name = "NAME", conflicts_with = "log")]
    pub profile: Option<String>,
    /// Replaces the file if there is one.
    #[arg(long)]
    pub force: bool,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FormatArgument {
    /// A page to read and to print.
    #[default]
    Html,
    /// The same as pages.
    Pdf,
    /// A table with one row a decision.
    Csv,
    /// Everything, for other programs.
    Json,
    /// xAPI 1.0.3 statements, one line of JSON each.
    Xapi,
}

/// A size of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PaperArgument {
    /// 210 by 297 mm.
    A4,
    /// 8½ by 11 inches.
    Letter,
}

/// What `attune check` takes.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Files, or folders of them.
    #[arg(required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Shows notes as well.
    #[arg(long)]
    pub notes: bool,
    /// Looks only at what is written, and visits no states.
    #[arg(long)]
    pub no_explore: bool,
    /// Largest file that is read, in MiB.
    #[arg(long, default_value_t = 4, value_name = "MIB")]
    pub limit: u64,
}

/// What `attune explore` takes.
#[derive(Debug, Args)]
pub struct ExploreArguments {
    /// A vignette's file, or the id of a bundled one; with `--library`, any number of files and folders.
    #[arg(value_hint = ValueHint::AnyPath, required_unless_present = "library")]
    pub files: Vec<String>,
    /// Compares vignettes: how far one comes in each who reads nothing of the client. Without files, the bundled ones.
    #[arg(long, conflicts_with_all = ["at", "policy"])]
    pub library: bool,
    /// The statement whose choices are valued, on a shortest way there; without it, the opening.
    #[arg(long, value_name = "STATEMENT")]
    pub at: Option<String>,
    /// How answers are chosen; can be given several times.
    #[arg(long, value_enum, value_name = "NAME", default_values_t = [PolicyArgument::Best, PolicyArgument::Aptest, PolicyArgument::Random, PolicyArgument::Worst])]
    pub policy: Vec<PolicyArgument>,
    /// Most states, after which it gives up.
    #[arg(long, default_value_t = 4_000_000)]
    pub states: usize,
    /// Most memory for the states, in MiB, after which it gives up.
    #[arg(long, default_value_t = 512, value_name = "MIB")]
    pub bytes: usize,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: ExploreFormat,
}

/// What `attune coverage` takes.
#[derive(Debug, Args)]
pub struct CoverageArguments {
    /// Files, folders of them, or ids of bundled vignettes; without any, all that are bundled.
    #[arg(value_hint = ValueHint::AnyPath)]
    pub paths: Vec<String>,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: CoverageFormat,
}

/// How coverage is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CoverageFormat {
    /// For people.
    #[default]
    Text,
    /// For a document.
    Markdown,
    /// For programs: one JSON object.
    Json,
}

/// How answers are chosen in an exploration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyArgument {
    /// The greatest expected sum of bond, tasks and goals at the end.
    Best,
    /// One of the responses that the author rates highest.
    Aptest,
    /// Every response on offer as likely.
    Random,
    /// One of the responses that the author rates lowest.
    Weakest,
    /// The least expected sum of bond, tasks and goals at the end.
    Worst,
    /// Something about the words on offer, and nothing of the client.
    Cue(Cue),
}

impl PolicyArgument {
    /// Its name, as it is typed and as it heads a column.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Aptest => "aptest",
            Self::Random => "random",
            Self::Weakest => "weakest",
            Self::Worst => "worst",
            Self::Cue(cue) => cue.name(),
        }
    }

    /// What it chooses.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Best => "the greatest expected sum of bond, tasks and goals at the end",
            Self::Aptest => "one of the responses that the author rates highest",
            Self::Random => "every response on offer as likely",
            Self::Weakest => "one of the responses that the author rates lowest",
            Self::Worst => "the least expected sum of bond, tasks and goals at the end",
            Self::Cue(cue) => cue.chosen(),
        }
    }
}

impl ValueEnum for PolicyArgument {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<Vec<PolicyArgument>> = LazyLock::new(|| {
            use PolicyArgument as Policy;
            let by_number = [
                Policy::Best,
                Policy::Aptest,
                Policy::Random,
                Policy::Weakest,
                Policy::Worst,
            ];
            by_number.into_iter().chain(Cue::ALL.map(Policy::Cue)).collect()
        });
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.meaning()))
    }
}

/// How an exploration is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExploreFormat {
    /// For people.
    #[default]
    Text,
    /// For programs: one JSON object.
    Json,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with the lines that are meant.
    #[default]
    Text,
    /// For programs: one JSON object.
    Json,
    /// For code scanning: a SARIF 2.1.0 log.
    Sarif,
    /// For GitHub Actions: an annotation a finding.
    Github,
}

/// Tools for those who work on Attune itself.
#[derive(Debug, Subcommand)]
pub enum DevCommand {
    /// Writes a large vignette made from a seed to standard output.
    Generate {
        /// How many statements.
        #[arg(long, default_value_t = 1_000)]
        statements: u32,
        /// Which one.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Measures loading and playing a file; prints one line of JSON.
    BenchFile {
        /// The file.
        file: PathBuf,
    },
    /// Plays session plans against a vignette, and says where a play leaves its plan.
    Plan {
        /// The vignette's file.
        vignette: PathBuf,
        /// The plans, as in `tests/plans`.
        #[arg(required = true)]
        plans: Vec<PathBuf>,
    },
    /// Plays seeded moves into a data folder and prints a line once each is on the disk.
    PlayKept {
        /// The data folder.
        folder: PathBuf,
        /// Which moves.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many attempts.
        #[arg(long, default_value_t = u32::MAX)]
        attempts: u32,
    },
    /// Edits a vignette in a folder, saves now and then, and prints what was said to be kept.
    EditKept {
        /// The folder, for the file as well as for drafts and backups.
        folder: PathBuf,
        /// Which edits.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many.
        #[arg(long, default_value_t = u32::MAX)]
        edits: u32,
        /// How many times as fast as the real one its clock runs.
        #[arg(long, default_value_t = 1)]
        pace: u32,
    },
    /// Opens the window, prints when the first frame was ready and what memory it took, and closes it.
    Start {
        /// What draws the window.
        #[arg(long, value_enum, default_value_t)]
        renderer: Renderer,
    },
    /// Makes the README's pictures from the real program.
    Pictures {
        /// Where to put them.
        folder: PathBuf,
        /// Only those of the studio.
        #[arg(long)]
        studio: bool,
        /// Only those of the classroom.
        #[arg(long, conflicts_with = "studio")]
        classroom: bool,
        /// Those of what is kept and what leaves, in every look.
        #[arg(long, conflicts_with_all = ["studio", "classroom"])]
        kept: bool,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_well_formed() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }
}
