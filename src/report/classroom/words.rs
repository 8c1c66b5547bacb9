//! What is said to a room about its own hour: once, for the screen in front and for the page.

use crate::classroom::debrief::Reason;
use crate::classroom::shift::{Flow, Shift};
use crate::classroom::tally::letter;
use crate::report::account::words::list;

/// A list of letters: "A and C".
pub fn letters(letters: &[char]) -> String {
    list(&letters.iter().map(char::to_string).collect::<Vec<_>>())
}

/// Why a moment is worth talking about, and a question to begin with. Without `numbers`, no count is in it.
pub fn reason(reason: &Reason, numbers: bool) -> String {
    match reason {
        Reason::Divided {
            percent,
            between: (one, other),
        } => {
            let how = if numbers {
                format!("Of a hundred pairs of neighbours, {percent} would find that they chose differently.")
            } else {
                "Many neighbours chose differently.".to_owned()
            };
            format!(
                "You were divided, most of all between {one} and {other}. {how} What did each side hear in the client’s words?"
            )
        }
        Reason::Changed { count, of, towards } => {
            let who = if numbers {
                format!("At least {count} of {of}")
            } else {
                "Several of you".to_owned()
            };
            format!("{who} changed their mind, most towards {towards}. Which argument did it?")
        }
        Reason::Missed => {
            "There was a strain here that most did not name. Where in the cue or the words could it be seen?".to_owned()
        }
        Reason::Imagined => {
            "Most saw a strain, and the client was working with you. What made it look like one?".to_owned()
        }
        Reason::Apart { chosen, best } => format!(
            "You chose {chosen}; the author stands by {}. What does {chosen} do for whoever says it, and what for the client?",
            letters(best)
        ),
        Reason::TutorsOwn { room, played } => {
            format!("You would have said {room}; {played} was played. What might have followed {room}?")
        }
    }
}

/// What changed between the votes, in one or two sentences.
pub fn shift(shift: &Shift) -> String {
    let flows = shift.flows();
    if shift.with_hands && flows.is_empty() {
        return net(shift);
    }
    match flows.as_slice() {
        [] if shift.both() == 0 => net(shift),
        [] => "Nobody changed their mind.".to_owned(),
        [first, ..] => format!(
            "{} of {} changed their mind. {}",
            shift.changed(),
            shift.both(),
            flow(first, flows.len() > 1)
        ),
    }
}

fn flow(first: &Flow, is_one_of_many: bool) -> String {
    let (from, to) = (letter(first.from), letter(first.to));
    let most = if is_one_of_many {
        "Most of them went"
    } else {
        "They went"
    };
    format!("{most} from {from} to {to}.")
}

/// Of hands, only the sums are known.
fn net(shift: &Shift) -> String {
    let changed = shift.net().iter().zip(0_u8..).filter(|(net, _)| **net != 0);
    let parts: Vec<String> = changed
        .map(|(net, place)| {
            let sign = if *net > 0 { "+" } else { "−" };
            format!("{} {sign}{}", letter(place), net.unsigned_abs())
        })
        .collect();
    if parts.is_empty() {
        "The sums are the same as before.".to_owned()
    } else {
        format!("Between the votes: {}.", parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classroom::phone::Device;
    use crate::classroom::tally::Tally;

    fn tally(answers: &[u8], hands: [u32; 3]) -> Tally {
        let mut tally = Tally::new(3);
        for (device, choice) in (0_u64..).zip(answers) {
            tally.answer(Device(device), *choice);
        }
        let [a, b, c] = hands;
        tally.set_hands([a, b, c, 0, 0, 0, 0, 0]);
        tally
    }

    #[test]
    fn a_shift_is_told_as_far_as_it_is_known() {
        let check =
            |first: &Tally, second: &Tally, expected: &str| assert_eq!(shift(&Shift::between(first, second)), expected);
        let none = [0; 3];
        let first = tally(&[0, 0, 0, 1], none);
        check(&first, &first, "Nobody changed their mind.");
        check(
            &first,
            &tally(&[1, 1, 0, 1], none),
            "2 of 4 changed their mind. They went from A to B.",
        );
        check(
            &first,
            &tally(&[1, 1, 2, 1], none),
            "3 of 4 changed their mind. Most of them went from A to B.",
        );
        check(
            &tally(&[], [9, 3, 0]),
            &tally(&[], [4, 8, 0]),
            "Between the votes: A −5, B +5.",
        );
        check(
            &tally(&[], [9, 3, 0]),
            &tally(&[], [9, 3, 0]),
            "The sums are the same as before.",
        );
    }

    #[test]
    fn a_reason_has_no_number_where_none_may_leave() {
        let reasons = [
            Reason::Divided {
                percent: 62,
                between: ('A', 'C'),
            },
            Reason::Changed {
                count: 3,
                of: 9,
                towards: 'B',
            },
            Reason::Missed,
            Reason::Apart {
                chosen: 'A',
                best: vec!['B', 'D'],
            },
        ];
        for one in reasons {
            assert!(
                !reason(&one, false).contains(|letter: char| letter.is_ascii_digit()),
                "{one:?}"
            );
            assert!(reason(&one, true).ends_with(['?', '.']));
        }
    }
}
