//! What a practitioner does with words, as far as it shows in their form: how many things they ask, whether they turn to another matter, and
//! whether they are harsh in their own voice. For English. Each test is a few words long, so that an author can see why it found something;
//! what it can't tell, it leaves alone.

use crate::wording::lexicon::{Lexicon, List};
use crate::wording::text::Text;

/// Words that lead into a sentence and do not change what it does.
const LEADING: &[&str] = &[
    "and", "so", "but", "then", "now", "well", "oh", "okay", "ok", "right", "also", "because", "just", "please",
    "come", "on", "honestly", "really", "both",
];

/// Words with which a question begins.
const ASKING: &[&str] = &[
    "what",
    "what's",
    "what'll",
    "what're",
    "who",
    "who's",
    "whom",
    "whose",
    "which",
    "when",
    "where",
    "where's",
    "why",
    "why's",
    "how",
    "how's",
    "how're",
    "how'd",
    "do",
    "does",
    "did",
    "don't",
    "doesn't",
    "didn't",
    "have",
    "has",
    "had",
    "haven't",
    "hasn't",
    "hadn't",
    "is",
    "are",
    "was",
    "were",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "am",
    "can",
    "can't",
    "could",
    "couldn't",
    "would",
    "wouldn't",
    "will",
    "won't",
    "should",
    "shouldn't",
    "might",
];

/// Words that take up what was said before: a question with one of them goes on with the same matter.
const TAKING_UP: &[&str] = &[
    "it", "it's", "its", "that", "that's", "this", "there", "them", "they", "they're", "their", "he", "he's", "his",
    "him", "she", "she's", "her", "so", "then", "these", "those", "one", "ones", "else",
];

/// What is proposed or asked for in the form of a question asks nothing.
const PROPOSING: &[&str] = &[
    "shall we",
    "shall i",
    "can i",
    "could i",
    "may i",
    "might i",
    "can we",
    "could we",
    "can you",
    "could you",
    "would you",
    "will you",
    "won't you",
    "why don't we",
    "why don't you",
    "how about",
    "what about",
    "what if we",
];

/// How somebody begins who leaves what was said and turns to another matter.
const TURNING: &[&str] = &[
    "anyway",
    "moving on",
    "by the way",
    "while we're at it",
    "while i'm at it",
    "one more thing",
    "another thing",
    "one other thing",
    "on another note",
    "on a different note",
    "before i forget",
    "incidentally",
    "changing the subject",
    "to change the subject",
    "and another thing",
    "and while we're at it",
    "and by the way",
];

/// Harsh phrases that are orders. As a part of another sentence (“where did you grow up?”) they are none.
const ORDERS: &[&str] = &[
    "calm down",
    "pull yourself together",
    "get a grip",
    "snap out of it",
    "get over it",
    "grow up",
    "man up",
    "toughen up",
    "cheer up",
    "stop crying",
    "stop whining",
    "stop complaining",
    "stop being",
    "stop feeling sorry for yourself",
    "shut up",
    "deal with it",
];

/// Words before a harsh phrase by which it is somebody else's, or denied, or asked about.
const REPORTING: &[&str] = &[
    "told", "tell", "tells", "telling", "says", "said", "saying", "hear", "heard", "hearing", "called", "calls",
    "calling", "worried", "afraid", "fear", "whether", "if", "as", "not", "never", "nobody", "without", "when",
    "where", "how", "who", "people",
];

/// The sentences of a text, each with its mark.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '?', '!', '…', '\n']).filter(|sentence| {
        let letters = |c: char| c.is_alphanumeric();
        sentence.contains(letters)
    })
}

/// The words of a stretch, less those that only lead into it.
fn words_of(text: &Text) -> Vec<&str> {
    text.words().skip_while(|word| LEADING.contains(word)).collect()
}

fn starts_with(words: &[&str], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.starts_with(&phrase)
    })
}

/// How many questions of their own a text asks. What is proposed, a tag (“didn’t you?”), a few words, and a question that takes up the one
/// before (“Or was it how she said it?”) are none.
pub fn own_questions(said: &str) -> u32 {
    let mut own = 0;
    for sentence in sentences(said).filter(|sentence| sentence.ends_with('?')) {
        let whole = Text::of(sentence);
        let words = words_of(&whole);
        let goes_on = own > 0 && words.iter().any(|word| TAKING_UP.contains(word));
        if words.len() > 2 && words.first() != Some(&"or") && !goes_on && asks(sentence) {
            own += 1;
        }
    }
    own
}

/// Whether a clause of a sentence asks something. A clause of two or three words at the end is a tag.
fn asks(sentence: &str) -> bool {
    let clauses: Vec<Text> = sentence.split([',', ';', ':', '–', '—']).map(Text::of).collect();
    let last = clauses.len().saturating_sub(1);
    clauses.iter().enumerate().any(|(at, clause)| {
        let words = words_of(clause);
        let tag = at > 0 && at == last && words.len() < 4;
        let first = words.first().copied().unwrap_or_default();
        ASKING.contains(&first) && !tag && !starts_with(&words, PROPOSING)
    })
}

/// The words with which a text turns to another matter, if it does so after its first sentence: they stand by themselves there, before a
/// comma or the like.
pub fn turn(said: &str, text: &Text) -> Option<&'static str> {
    let words: Vec<&str> = text.words().collect();
    let mut later = text.sentences().skip(1).filter_map(|sentence| words.get(sentence));
    if !later.any(|words| starts_with(words, TURNING)) {
        return None;
    }
    sentences(said).skip(1).find_map(|sentence| {
        let clause = Text::of(sentence.split([',', ';', ':', '–', '—']).next().unwrap_or_default());
        let words: Vec<&str> = clause.words().collect();
        TURNING
            .iter()
            .find(|phrase| phrase.split(' ').eq(words.iter().copied()))
            .copied()
    })
}

/// What a practitioner says that nobody would who means well, if they say it themselves: not in quotation marks, not as what others say, not
/// denied; and an order only where it is given.
pub fn harsh<'l>(said: &str, text: &Text, lexicon: &'l Lexicon) -> Option<&'l str> {
    let is_harsh = |text: &Text| lexicon.hits(text).iter().any(|hit| hit.entry.list == List::Harsh);
    if !is_harsh(text) {
        return None;
    }
    let own = without_quotations(said);
    sentences(&own).find_map(|sentence| harsh_sentence(sentence, lexicon))
}

fn harsh_sentence<'l>(sentence: &str, lexicon: &'l Lexicon) -> Option<&'l str> {
    let whole = Text::of(sentence);
    let words: Vec<&str> = whole.words().collect();
    let hits = lexicon.hits(&whole);
    let mut harsh = hits.iter().filter(|hit| hit.entry.list == List::Harsh);
    harsh.find_map(|hit| {
        let before = words.get(..hit.word).unwrap_or_default();
        let reported = before
            .iter()
            .any(|word| REPORTING.contains(word) || word.ends_with("n't"));
        let term = hit.entry.term.as_str();
        (!reported && (!ORDERS.contains(&term) || is_order(sentence, term))).then_some(term)
    })
}

/// Whether a clause of the sentence begins with the order, or says that one needs to follow it.
fn is_order(sentence: &str, term: &str) -> bool {
    let clauses = sentence.split([',', ';', ':', '–', '—']);
    let needs = [["need", "to"], ["have", "to"], ["got", "to"], ["ought", "to"]];
    clauses.map(Text::of).any(|clause| {
        let words = words_of(&clause);
        let needed = words.windows(2).position(|pair| needs.iter().any(|need| need == pair));
        let must = words.iter().position(|word| matches!(*word, "must" | "should"));
        let told = needed.map(|at| at + 2).or(must.map(|at| at + 1));
        let after = told
            .filter(|_| words.first() == Some(&"you"))
            .and_then(|at| words.get(at..));
        let mut orders = [Some(words.as_slice()), after].into_iter().flatten();
        orders.any(|words| {
            let led = words.iter().take_while(|word| LEADING.contains(word)).count();
            starts_with(words.get(led..).unwrap_or_default(), &[term])
        })
    })
}

/// The text without what stands in quotation marks. A closing single mark that is followed by a letter is an apostrophe.
fn without_quotations(said: &str) -> String {
    let mut own = String::with_capacity(said.len());
    let mut closing = None;
    let mut chars = said.chars().peekable();
    while let Some(c) = chars.next() {
        match (closing, c) {
            (None, '“') => closing = Some('”'),
            (None, '‘') => closing = Some('’'),
            (None, '"') => closing = Some('"'),
            (None, c) => own.push(c),
            (Some(mark), c) if c == mark && !chars.peek().is_some_and(|next| next.is_alphanumeric()) => closing = None,
            (Some(_), _) => {}
        }
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::lexicon::english;

    #[track_caller]
    fn check_questions(said: &str, expected: u32) {
        assert_eq!(own_questions(said), expected, "{said}");
    }

    #[test]
    fn several_questions_of_their_own_are_several_acts() {
        for said in [
            "Was it the letter? And have you slept?",
            "How was the week? What would you like from today?",
            "What did the doctor say about the tablets? And how are the children?",
            "Have you done the diary? Who was at the wedding in the end?",
            "Where were you on Tuesday? Why did nobody ring the office?",
            "So what made you angry? Have you thought about the group on Thursdays?",
            "When did the pain start? Does your mother know about the job?",
            "Did you sleep last night? What is worst in the mornings?",
            "Who have you told about the baby? How is work at the moment?",
            "What does your sister think? Were you drinking at Christmas?",
        ] {
            check_questions(said, 2);
        }
        check_questions(
            "Was it the letter? Or how she said it? And have you slept? Did you eat?",
            3,
        );
    }

    #[test]
    fn what_goes_on_with_one_matter_is_one_act() {
        for said in [
            "Was it the letter, or how she said it?",
            "Was it the letter? Or was it how she said it?",
            "What would you tell him? And what would he say?",
            "You came in the rain, didn’t you? What made you come?",
            "With the sponge? And what did the housing say to you then?",
            "Could you say more about Tuesday? What was that like?",
            "Shall we stay with the letter? What did you feel when you opened the envelope?",
            "Is it me? Is it something that I said last week?",
            "What happened on Thursday, when you went out? And before that?",
            "Who puts it to Mr Heald: you, me, or the two of us? And what does he need to be told, for it to work?",
        ] {
            check_questions(said, 1);
        }
        check_questions("I’m glad you rang. Take your time.", 0);
        check_questions("Shall I open the window?", 0);
    }

    #[track_caller]
    fn check_turn(said: &str, expected: Option<&str>) {
        assert_eq!(turn(said, &Text::of(said)), expected, "{said}");
    }

    #[test]
    fn who_turns_to_another_matter_says_so_at_the_start_of_a_sentence() {
        check_turn("That sounds hard. Anyway, how did the diary go?", Some("anyway"));
        check_turn(
            "I’m sorry I was late. By the way, did the form come?",
            Some("by the way"),
        );
        check_turn(
            "Of course. Before I forget, the room is changed next week.",
            Some("before i forget"),
        );
        check_turn("Thank you. And another thing: the invoice.", Some("and another thing"));
        // Said in passing, or at the start, it turns from nothing that the practitioner has said.
        check_turn("It’s mostly for the auditors anyway.", None);
        check_turn("Anyway, you were saying that the lock stuck.", None);
        check_turn("Yes. Another thing that you said stayed with me.", None);
        check_turn("He’s gone, then. Moving on was never going to be quick.", None);
        check_turn("You know what went by the way in all this.", None);
    }

    #[track_caller]
    fn check_harsh(said: &str, expected: Option<&str>) {
        assert_eq!(harsh(said, &Text::of(said), english()), expected, "{said}");
    }

    #[test]
    fn harsh_is_what_the_practitioner_says_in_their_own_voice() {
        check_harsh("Calm down, you’re overreacting.", Some("calm down"));
        check_harsh("Tom, pull yourself together.", Some("pull yourself together"));
        check_harsh("You need to calm down before we can go on.", Some("calm down"));
        check_harsh("You should just get over it.", Some("get over it"));
        check_harsh("I think you’re overreacting a little.", Some("you're overreacting"));
        check_harsh("Please stop crying. It’s only a form.", Some("stop crying"));
        check_harsh("Other people have it worse, you know.", Some("people have it worse"));
        check_harsh("That’s just an excuse, and we both know it.", Some("just an excuse"));
        check_harsh("Don’t be so dramatic. It’s one week.", Some("don't be so dramatic"));
        check_harsh(
            "I haven’t got time for this today.",
            Some("i haven't got time for this"),
        );
    }

    #[test]
    fn what_others_say_and_what_only_sounds_alike_is_not_harsh() {
        for said in [
            "Where did you grow up, if I may ask?",
            "How would you deal with it if it came back?",
            "When did it stop being fun?",
            "You cheer up when you talk about her.",
            "So people keep telling you to calm down.",
            "I’m not going to tell you to pull yourself together.",
            "‘Get over it.’ Is that how your brother puts it?",
            "They said you’re overreacting, and you’re wondering.",
            "Shall we find a way to calm down together, you and I?",
            "Nobody’s asking you to snap out of it by Friday.",
            "You don’t need to cheer up for me.",
            "Were you afraid that you’re too sensitive for this job?",
        ] {
            check_harsh(said, None);
        }
    }

    #[test]
    fn every_order_is_a_harsh_phrase() {
        for order in ORDERS {
            let hits = english().hits(&Text::of(order));
            let known = hits
                .iter()
                .any(|hit| hit.entry.list == List::Harsh && hit.entry.term == *order);
            assert!(known, "{order}");
        }
    }
}
