//! How easily a text is read, by the length of its sentences and words.

use super::text::Text;

/// Reading ease after Flesch ("A new readability yardstick", Journal of Applied Psychology 32, 1948): about 100 for what a child of ten
/// reads with ease, 60 to 70 for plain English, under 30 for academic prose. For English only; none for a text without words. Says
/// little about texts of less than about 100 words.
pub fn reading_ease(texts: &[&Text]) -> Option<f64> {
    let sum = |of: fn(&Text) -> usize| texts.iter().map(|text| of(text)).sum::<usize>();
    let words = sum(Text::len);
    let sentences = sum(|text| text.sentences().count());
    let syllables = sum(|text| text.words().map(syllables).sum());
    let ratio = |part: usize, whole: usize| f64::from(small(part)) / f64::from(small(whole));
    (words > 0).then(|| 206.835 - 1.015 * ratio(words, sentences) - 84.6 * ratio(syllables, words))
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The syllables of an English word in lower case, by its groups of vowels: right for about nine words in ten.
pub fn syllables(word: &str) -> usize {
    let word = word.strip_suffix("'s").unwrap_or(word);
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'é' | 'è' | 'ê' | 'ï');
    let (mut groups, mut inside) = (0, false);
    for c in word.chars() {
        let is_vowel = vowel(c);
        groups += usize::from(is_vowel && !inside);
        inside = is_vowel;
    }
    let silent_e = word.ends_with('e') && !word.ends_with("le") && !word.ends_with("ee");
    let silent_ending = (word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded"))
        || (word.ends_with("es")
            && !["ses", "zes", "xes", "ches", "shes", "ges", "ces"]
                .iter()
                .any(|end| word.ends_with(end)));
    let spoken_ending =
        word.ends_with("n't") && !matches!(word, "don't" | "can't" | "won't" | "aren't" | "weren't" | "shan't");
    groups -= usize::from(groups > 1 && (silent_e || silent_ending));
    (groups + usize::from(spoken_ending)).max(1)
}

/// The words of the longest sentence, and the number of its first word.
pub fn longest_sentence(text: &Text) -> (usize, usize) {
    let longest = text.sentences().map(|words| (words.len(), words.start));
    longest
        .max_by_key(|&(length, start)| (length, std::cmp::Reverse(start)))
        .unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted() {
        let words = [
            ("cat", 1),
            ("table", 2),
            ("walked", 1),
            ("wanted", 2),
            ("boxes", 2),
            ("notes", 1),
            ("didn't", 2),
            ("don't", 1),
            ("understanding", 4),
            ("the", 1),
            ("see", 1),
            ("mm", 1),
            ("somebody's", 4),
        ];
        for (word, expected) in words {
            assert_eq!(syllables(word), expected, "{word}");
        }
    }

    #[test]
    fn short_words_in_short_sentences_are_easy() {
        let ease = |text: &str| reading_ease(&[&Text::of(text)]);
        assert!(ease("The cat sat on the mat. It was warm.").unwrap() > 100.0);
        let hard = "Psychotherapeutic collaboration necessitates continuous metacommunicative negotiation regarding methodological expectations.";
        assert!(ease(hard).unwrap() < 0.0);
        assert_eq!(ease(""), None);
        assert_eq!(longest_sentence(&Text::of("One. One two three. One two.")), (3, 1));
        assert_eq!(longest_sentence(&Text::of("")), (0, 0));
    }
}
