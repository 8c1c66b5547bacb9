//! One vignette with a room: whose branch it is, the round that is open, its votes, and what is played. Pure: time comes in as
//! milliseconds, answers come in from a channel that others hold, and nothing is kept.
//!
//! A room that is one practitioner has one [`Branch`]; a room of teams has one each, of the same client and seed, and they take turns.

use std::sync::Arc;

use thiserror::Error;

use super::phone::{Answer, Choice, PhoneView};
use super::playing::{lettered, noticed, skip_to_response};
use super::round::{NOTICES, Plan, Question, Round, Step};
use super::tally::{Tally, letter};
use crate::library::vignette::Vignette;
use crate::scenario::graph::ActKind;
use crate::session::event::{Move, Phase, Started};
use crate::session::machine::Session;
use crate::session::options::{Mode, Options};
use crate::session::refused::Refused;
use crate::session::texts;

/// The names of the answers to "what do you notice?", by place.
pub const NOTICE_NAMES: [&str; NOTICES] = ["No strain", "Moving away", "Moving against"];

/// How long a discussion has at first, in milliseconds.
///
/// Two to four minutes are usual where rooms vote, talk and vote again (Crouch and Mazur, 2001, on peer instruction).
pub const DISCUSSION_MS: i64 = 180_000;

/// Most teams.
pub const MAX_TEAMS: usize = 6;

/// Most characters of a round's notes, and of a team's name.
pub const MAX_NOTES: usize = 4_000;
const MAX_NAME: usize = 40;

/// Why something can't be done now. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotNow {
    /// Several choices are level.
    #[error("{} are level: pick the one to play", .0.iter().map(char::to_string).collect::<Vec<_>>().join(" and "))]
    Level(Vec<char>),
    /// Nobody voted and nothing was picked.
    #[error("nobody has voted: pick the response to play")]
    NobodyVoted,
    /// The votes were revealed.
    #[error("what is revealed stays revealed: take the round up again to vote anew")]
    Revealed,
    /// There is nothing before this.
    #[error("the round begins here: go back to an earlier one from the list of rounds")]
    Beginning,
    /// There is no such choice, round or branch.
    #[error("there is nothing of that number here")]
    NoSuch,
    /// No vote is open.
    #[error("no vote is open: go to a vote first")]
    NoVote,
    /// Nobody has seen a strain, or as many one kind as the other.
    #[error("more must have seen the client move away, or against, than the other: ask what is noticed first")]
    NothingSeen,
    /// The hour has ended.
    #[error("this conversation has come to its end: take up a round again, or look back")]
    Over,
    /// The session refused.
    #[error(transparent)]
    Refused(#[from] Refused),
}

/// What a rewound round begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anew {
    /// The votes as they were: only another response is played.
    Play,
    /// The statement, and new votes.
    Vote,
}

/// What phones are shown besides letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhoneSettings {
    /// The responses' words.
    pub texts: bool,
    /// The client's words.
    pub statement: bool,
    /// A field for a name.
    pub nicknames: bool,
}

/// One way through the vignette, of the whole room or of a team.
#[derive(Clone, Debug)]
pub struct Branch {
    pub(super) name: String,
    pub(super) session: Session,
    pub(super) rounds: Vec<Round>,
    pub(super) left: Vec<Round>,
}

impl Branch {
    /// What the practitioner is called: the room, or a team.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The play behind it.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The rounds of the way that it is on. The last one is open unless the branch is over.
    pub fn rounds(&self) -> &[Round] {
        &self.rounds
    }

    /// Rounds as they were played before they were taken up again.
    pub fn left(&self) -> &[Round] {
        &self.left
    }

    /// Whether the conversation has come to its end.
    pub fn is_over(&self) -> bool {
        self.session.phase() == Phase::Over
    }
}

/// A vignette with a room.
#[derive(Clone, Debug)]
pub struct Lesson {
    vignette: Arc<Vignette>,
    seed: u64,
    branches: Vec<Branch>,
    at: usize,
    /// The steps that are stopped at.
    pub plan: Plan,
    /// What phones are shown.
    pub phones: PhoneSettings,
    /// How long the next discussions have, in milliseconds.
    pub discussion_ms: i64,
    questions: u32,
    is_ended: bool,
}

impl Lesson {
    /// Begins with one branch a name, at most [`MAX_TEAMS`]; without names the room is one practitioner.
    pub fn new(vignette: Arc<Vignette>, seed: u64, teams: &[String]) -> Self {
        let mut lesson = Self {
            vignette,
            seed,
            branches: Vec::new(),
            at: 0,
            plan: Plan::default(),
            phones: PhoneSettings::default(),
            discussion_ms: DISCUSSION_MS,
            questions: 0,
            is_ended: false,
        };
        let room = [String::from("The room")];
        let names = if teams.is_empty() { &room } else { teams };
        for name in names.iter().take(MAX_TEAMS) {
            let session = lesson.fresh_session();
            let name = name.trim().chars().take(MAX_NAME).collect();
            lesson.branches.push(Branch {
                name,
                session,
                rounds: Vec::new(),
                left: Vec::new(),
            });
        }
        for at in 0..lesson.branches.len() {
            lesson.open_round(at);
        }
        lesson
    }

    /// The same vignette anew, with what the tutor has set up and another seed. Questions are numbered on: a phone's answer to one of this lesson is
    /// none to the next one's.
    #[must_use]
    pub fn anew(&self, seed: u64, teams: &[String]) -> Self {
        Self {
            plan: self.plan,
            phones: self.phones,
            discussion_ms: self.discussion_ms,
            questions: self.questions,
            ..Self::new(Arc::clone(&self.vignette), seed, teams)
        }
    }

    fn fresh_session(&self) -> Session {
        let id = self.vignette.scenario.id.clone();
        let options = Options::of(Mode::Classroom);
        let started = Started::new(id, self.vignette.hash, self.seed, options);
        Session::new(Arc::clone(&self.vignette.graph), started)
    }

    /// The vignette.
    pub fn vignette(&self) -> &Arc<Vignette> {
        &self.vignette
    }

    /// The seed of every shuffle and chance.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// All branches, in the order in which they take turns.
    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// The place of the branch whose turn it is.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The branch whose turn it is.
    pub fn branch(&self) -> Option<&Branch> {
        self.branches.get(self.at)
    }

    /// The open round of the branch whose turn it is; `None` once it is over.
    pub fn round(&self) -> Option<&Round> {
        let branch = self.branch()?;
        branch.rounds.last().filter(|_| !branch.is_over() && !self.is_ended)
    }

    fn round_mut(&mut self) -> Result<&mut Round, NotNow> {
        let is_ended = self.is_ended;
        let branch = self.branches.get_mut(self.at).ok_or(NotNow::NoSuch)?;
        let is_over = branch.is_over() || is_ended;
        branch.rounds.last_mut().filter(|_| !is_over).ok_or(NotNow::Over)
    }

    /// Whether all branches have come to their end, or the tutor has ended the hour.
    pub fn is_over(&self) -> bool {
        self.is_ended || self.branches.iter().all(Branch::is_over)
    }

    /// Whether anybody has voted on anything yet.
    pub fn has_votes(&self) -> bool {
        let mut rounds = self.branches.iter().flat_map(Branch::rounds);
        rounds.any(Round::has_votes)
    }

    /// Ends the hour here, or takes it up again.
    pub fn set_ended(&mut self, is_ended: bool) {
        self.is_ended = is_ended;
    }

    /// What the next step is, if there is one to go to.
    pub fn following(&self) -> Option<Step> {
        let round = self.round()?;
        Some(match round.step {
            Step::Reveal => match round.to_play().and_then(|place| round.rated().get(usize::from(place))) {
                Some(rated) if rated.act != ActKind::Say => Step::Act,
                _ => Step::Played,
            },
            Step::Act => Step::Played,
            Step::Played => Step::Statement,
            step => match self.plan.after(step) {
                // There is nothing to ask for if nobody has seen a strain.
                Step::Marker if round.seen().is_none() => self.plan.after(Step::Marker),
                next => next,
            },
        })
    }

    /// Goes on to the next step that the plan has. After the reveal that is the response itself, and after it the client speaks again.
    ///
    /// # Errors
    /// Says what is needed first.
    pub fn go_on(&mut self, now_ms: i64) -> Result<(), NotNow> {
        let following = self.following().ok_or(NotNow::Over)?;
        let round = self.round().ok_or(NotNow::Over)?;
        match (round.step, following) {
            (Step::Reveal, Step::Act) => {
                let round = self.round_mut()?;
                round.since_ms = Some(now_ms);
                round.step = Step::Act;
                Ok(())
            }
            (Step::Reveal, _) => self.play(0),
            (Step::Act, _) => {
                let since = round.since_ms.unwrap_or(now_ms);
                let held_ms = now_ms.saturating_sub(since).clamp(0, 60_000);
                self.play(u32::try_from(held_ms).unwrap_or_default())
            }
            (Step::Played, _) => self.leave_round(),
            (_, step) => self.go_to(step, now_ms),
        }
    }

    /// Goes straight to a step up to the reveal, whatever is left out on the way.
    ///
    /// # Errors
    /// After the reveal there is no way back to a vote; a response is played with [`Lesson::go_on`].
    pub fn go_to(&mut self, step: Step, now_ms: i64) -> Result<(), NotNow> {
        if step > Step::Reveal {
            return Err(NotNow::NoSuch);
        }
        let round = self.round_mut()?;
        if round.is_revealed && step < Step::Reveal {
            return Err(NotNow::Revealed);
        }
        if round.step == Step::Played {
            return Err(NotNow::NoSuch);
        }
        if step == Step::Marker {
            let kind = round.seen().ok_or(NotNow::NothingSeen)?;
            round.ask_for_markers(kind);
        }
        if round.step == Step::Discuss && step != Step::Discuss {
            round.clock.stop(now_ms);
        }
        round.step = step;
        match step {
            Step::Discuss => round.clock.start(now_ms),
            Step::Reveal => round.is_revealed = true,
            _ => {}
        }
        if let Some(question) = step.question() {
            self.ask(question)?;
        }
        Ok(())
    }

    /// Gives a question its number, the first time that it is asked.
    fn ask(&mut self, question: Question) -> Result<(), NotNow> {
        let next = self.questions + 1;
        if self.round_mut()?.give_number(question, next) {
            self.questions = next;
        }
        Ok(())
    }

    /// Goes back a step. A response that was just played is taken back; a silence that is being held is let go.
    ///
    /// # Errors
    /// There is no way back from the reveal, and none before the statement.
    pub fn go_back(&mut self, now_ms: i64) -> Result<(), NotNow> {
        let plan = self.plan;
        let round = self.round_mut()?;
        match round.step {
            Step::Played => {
                let at = self.branch().map_or(0, |branch| branch.rounds.len().saturating_sub(1));
                self.rewind(at, Anew::Play)
            }
            Step::Act => {
                round.step = Step::Reveal;
                round.since_ms = None;
                Ok(())
            }
            Step::Reveal => Err(NotNow::Revealed),
            step => {
                let before = match plan.before(step) {
                    Some(Step::Marker) if round.seen().is_none() => plan.before(Step::Marker),
                    before => before,
                };
                self.go_to(before.ok_or(NotNow::Beginning)?, now_ms)
            }
        }
    }

    /// Picks a choice to be played in place of the room's; the same once more lets go of it.
    ///
    /// # Errors
    /// There is no such choice, or it was played already.
    pub fn pick(&mut self, place: u8) -> Result<(), NotNow> {
        let round = self.round_mut()?;
        if round.response(place).is_none() || round.step == Step::Played {
            return Err(NotNow::NoSuch);
        }
        round.pick = if round.pick == Some(place) { None } else { Some(place) };
        if round.step == Step::Act {
            round.step = Step::Reveal;
            round.since_ms = None;
        }
        Ok(())
    }

    /// Puts a belief into the summary, or takes it out, by its place in the file.
    ///
    /// # Errors
    /// The hour has ended.
    pub fn toggle_belief(&mut self, belief: u8) -> Result<(), NotNow> {
        let known = self.vignette.graph.beliefs();
        let round = self.round_mut()?;
        round.beliefs = (round.beliefs ^ 1_u32.checked_shl(u32::from(belief)).unwrap_or_default()) & known;
        Ok(())
    }

    /// Plays the choice that stands with a silence of this length, whatever a clock says.
    ///
    /// # Errors
    /// Nothing is chosen, or the room is level.
    pub fn play(&mut self, held_ms: u32) -> Result<(), NotNow> {
        let round = self.round().ok_or(NotNow::Over)?;
        if !matches!(round.step, Step::Reveal | Step::Act) {
            return Err(NotNow::NoSuch);
        }
        let Some(place) = round.to_play() else {
            let level: Vec<char> = match round.chosen() {
                super::round::Chosen::Level(places) => places.into_iter().map(letter).collect(),
                _ => return Err(NotNow::NobodyVoted),
            };
            return Err(NotNow::Level(level));
        };
        let response = round.response(place).ok_or(NotNow::NoSuch)?;
        let seen = round.tally(Question::Notice).counts().leader();
        let beliefs = round.beliefs;
        let branch = self.branches.get_mut(self.at).ok_or(NotNow::NoSuch)?;
        let mut session = branch.session.clone();
        if let (Phase::Notice, Some(seen)) = (session.phase(), seen) {
            session.act(Move::Notice(noticed(seen)))?;
        }
        skip_to_response(&mut session);
        session.act(Move::Answer {
            response,
            held_ms,
            beliefs,
        })?;
        let played = session.answered().copied();
        branch.session = session;
        let round = self.round_mut()?;
        round.played = played;
        round.step = Step::Played;
        Ok(())
    }

    /// Lets the client speak again, and gives the turn to the next team.
    fn leave_round(&mut self) -> Result<(), NotNow> {
        let at = self.at;
        let branch = self.branches.get_mut(at).ok_or(NotNow::NoSuch)?;
        branch.session.act(Move::Continue)?;
        self.open_round(at);
        let teams = self.branches.len();
        let others = (1..=teams).map(|step| (at + step) % teams.max(1));
        let mut waiting = others.filter(|at| self.branches.get(*at).is_some_and(|branch| !branch.is_over()));
        if let Some(next) = waiting.next() {
            self.at = next;
        }
        Ok(())
    }

    /// Opens a round for the statement that a branch stands at.
    fn open_round(&mut self, at: usize) {
        let (seed, discussion_ms) = (self.seed, self.discussion_ms);
        let Some(branch) = self.branches.get_mut(at) else {
            return;
        };
        if branch.is_over() {
            return;
        }
        let Some(faced) = branch.session.faced().copied() else {
            return;
        };
        let choices = lettered(branch.session.graph(), seed, &faced, branch.session.state());
        branch.rounds.push(Round::new(faced, choices, discussion_ms));
    }

    /// Gives the turn to another branch.
    ///
    /// # Errors
    /// There is no such branch.
    pub fn turn_to(&mut self, branch: usize) -> Result<(), NotNow> {
        if branch >= self.branches.len() {
            return Err(NotNow::NoSuch);
        }
        self.at = branch;
        Ok(())
    }

    /// How many rounds with votes or notes would be put away by taking up a round of the current branch again.
    pub fn put_away_by(&self, round: usize, anew: Anew) -> usize {
        let from = match anew {
            Anew::Vote => round,
            Anew::Play => round + 1,
        };
        let rounds = self.branch().map_or(&[][..], Branch::rounds).get(from..);
        let lost = rounds.unwrap_or_default().iter();
        lost.filter(|round| round.has_votes() || !round.notes.trim().is_empty())
            .count()
    }

    /// Takes up a round of the current branch again. What came after it is put aside with it; a seed that is the same meets the same client.
    ///
    /// # Errors
    /// There is no such round, or the session was rewound too often.
    pub fn rewind(&mut self, round: usize, anew: Anew) -> Result<(), NotNow> {
        let (seed, discussion_ms) = (self.seed, self.discussion_ms);
        let branch = self.branches.get_mut(self.at).ok_or(NotNow::NoSuch)?;
        let taken_up = branch.rounds.get(round).ok_or(NotNow::NoSuch)?;
        let turn = taken_up.turn();
        if taken_up.played.is_some() || branch.is_over() {
            branch.session.act(Move::Rewind { turn })?;
        }
        let behind = branch.rounds.split_off(round);
        let mut again = behind.first().cloned();
        branch
            .left
            .extend(behind.into_iter().filter(|round| round.played.is_some()));
        let Some(faced) = branch.session.faced().copied() else {
            return Err(NotNow::NoSuch);
        };
        match (anew, &mut again) {
            (Anew::Play, Some(round)) => {
                round.played = None;
                round.pick = None;
                round.since_ms = None;
                round.step = Step::Reveal;
                round.is_revealed = true;
            }
            _ => {
                let choices = lettered(branch.session.graph(), seed, &faced, branch.session.state());
                again = Some(Round::new(faced, choices, discussion_ms));
            }
        }
        branch.rounds.extend(again);
        self.is_ended = false;
        Ok(())
    }

    /// The number of the question that phones may answer now.
    pub fn open_question(&self) -> Option<u32> {
        let round = self.round()?;
        round.number(round.step.question()?)
    }

    /// Takes an answer that a phone gave. `false` if it is not to the open question, or names no choice.
    pub fn take(&mut self, answer: &Answer) -> bool {
        let Ok(round) = self.round_mut() else { return false };
        let Some(question) = round.step.question() else {
            return false;
        };
        let is_open = round.number(question) == Some(answer.question);
        is_open && round.tally_mut(question).answer(answer.device, answer.choice)
    }

    /// Takes an answer that came before its question was closed, wherever its round is by now. `false` if it is gone, or names no choice.
    pub fn take_late(&mut self, answer: &Answer) -> bool {
        let mut rounds = self.branches.iter_mut().filter_map(|branch| branch.rounds.last_mut());
        rounds.any(|round| {
            let mut all = Question::ALL.into_iter();
            let question = all.find(|question| round.number(*question) == Some(answer.question));
            question.is_some_and(|question| round.tally_mut(question).answer(answer.device, answer.choice))
        })
    }

    /// Forgets what phones have answered to the open question, for they are about to be asked again. Hands stay.
    pub fn forget_phones(&mut self) {
        if let Ok(tally) = self.open_tally() {
            tally.forget_devices();
        }
    }

    /// The answers to the open question, to set or add hands.
    fn open_tally(&mut self) -> Result<&mut Tally, NotNow> {
        let round = self.round_mut()?;
        let question = round.step.question().ok_or(NotNow::NoVote)?;
        Ok(round.tally_mut(question))
    }

    /// Sets the hands counted for the open question.
    ///
    /// # Errors
    /// No vote is open.
    pub fn set_hands(&mut self, hands: [u32; super::phone::MAX_CHOICES]) -> Result<(), NotNow> {
        self.open_tally()?.set_hands(hands);
        Ok(())
    }

    /// One hand more, or less, for a choice of the open question.
    ///
    /// # Errors
    /// No vote is open, or there is no such choice.
    pub fn add_hand(&mut self, choice: u8, more: bool) -> Result<(), NotNow> {
        let tally = self.open_tally()?;
        if choice >= tally.choices() {
            return Err(NotNow::NoSuch);
        }
        tally.add_hand(choice, more);
        Ok(())
    }

    /// Shows or hides the distribution before the reveal.
    pub fn show_counts(&mut self, shown: bool) {
        if let Ok(round) = self.round_mut() {
            round.shows_counts = shown;
        }
    }

    /// The discussion's clock, to stop, start or lengthen.
    pub fn clock_mut(&mut self) -> Option<&mut super::clock::Clock> {
        self.round_mut().ok().map(|round| &mut round.clock)
    }

    /// Writes down what was said in the open round, or in another of the current branch. Cut at [`MAX_NOTES`] characters.
    pub fn note(&mut self, round: usize, notes: &str) {
        let branch = self.branches.get_mut(self.at);
        if let Some(round) = branch.and_then(|branch| branch.rounds.get_mut(round)) {
            round.notes = notes.chars().take(MAX_NOTES).collect();
        }
    }

    /// What every phone is shown now.
    pub fn phone_view(&self) -> PhoneView {
        let Some((branch, round)) = self.branch().zip(self.round()) else {
            return PhoneView {
                phase: super::phone::Phase::Over,
                question: self.questions,
                ..PhoneView::waiting()
            };
        };
        let phase = round.step.phase();
        let asked = round.asked();
        let says = texts::facing(&self.vignette.scenario, round.faced()).map(|facing| facing.says.to_owned());
        let is_shown = phase != super::phone::Phase::Waiting && self.phones.statement;
        PhoneView {
            question: asked.and_then(|asked| round.number(asked)).unwrap_or(self.questions),
            phase,
            statement: says.filter(|_| is_shown),
            choices: self.phone_choices(branch, round),
            best: if round.step == Step::Reveal {
                round.best()
            } else {
                Vec::new()
            },
            nicknames: self.phones.nicknames,
        }
    }

    fn phone_choices(&self, branch: &Branch, round: &Round) -> Vec<Choice> {
        match round.step {
            Step::Statement | Step::Act | Step::Played => return Vec::new(),
            Step::Notice => {
                let names = (0_u8..).zip(NOTICE_NAMES);
                let choices = names.map(|(place, name)| Choice {
                    letter: letter(place),
                    text: Some(name.to_owned()),
                    percent: None,
                });
                return choices.collect();
            }
            Step::Marker => {
                let markers = (0_u8..).zip(round.markers());
                let choices = markers.map(|(place, marker)| Choice {
                    letter: letter(place),
                    text: Some(marker.label.clone()),
                    percent: None,
                });
                return choices.collect();
            }
            Step::First | Step::Discuss | Step::Second | Step::Reveal => {}
        }
        let tally = round.asked().map(|asked| round.tally(asked).counts());
        let is_closed = !round.step.phase().is_open();
        let percents = tally.filter(|counts| is_closed && round.shows_counts() && counts.total() > 0);
        let percents = percents.map(|counts| counts.percents());
        let scenario = &self.vignette.scenario;
        let choices = (0_u8..).zip(round.rated()).map(|(place, rated)| {
            let response = texts::response(scenario, round.faced().statement, rated.response);
            let text = response.map(|(_, response)| {
                let said = texts::said(response, wording(branch, round, rated.response));
                said.text().to_owned()
            });
            Choice {
                letter: letter(place),
                text: text.filter(|_| self.phones.texts),
                percent: percents
                    .as_ref()
                    .and_then(|percents| percents.get(usize::from(place)).copied()),
            }
        });
        choices.collect()
    }
}

/// Which wording of a response applies in a round: what was said, where something was said.
pub fn wording(branch: &Branch, round: &Round, response: u8) -> usize {
    match round.played() {
        Some(played) if played.response == response => usize::from(played.wording),
        _ => branch.session.wording(response),
    }
}
