//! One rule a file, and the list of them.

use super::reading;
use super::rule::Rule;

pub mod allow_of_nothing;
pub mod allow_of_unknown_rule;
pub mod allow_without_reason;
pub mod best_is_longest;
pub mod best_without_ability;
pub mod beyond_repair;
pub mod branch_never_taken;
pub mod condition_always_holds;
pub mod condition_never_holds;
pub mod dead_end;
pub mod echo_gives_it_away;
pub mod echoing_best;
pub mod endings_alike;
pub mod every_response_hidden;
pub mod false_choice;
pub mod feedback_missing;
pub mod feedback_repeated;
pub mod feedback_short;
pub mod feedback_verdict;
pub mod few_foils;
pub mod form_cue;
pub mod form_gives_it_away;
pub mod framework_words;
pub mod hard_to_read;
pub mod id_used_twice;
pub mod library_longest_gives_it_away;
pub mod library_played_without_reading;
pub mod likeness_gives_it_away;
pub mod long_response;
pub mod long_sentence;
pub mod longest_gives_it_away;
pub mod loop_without_exit;
pub mod marker_named;
pub mod near_duplicate;
pub mod never_met;
pub mod never_reached;
pub mod no_foil;
pub mod no_silence;
pub mod no_spread;
pub mod not_proven;
pub mod nothing_apt;
pub mod objective_not_exercised;
pub mod one_sided_words;
pub mod order_of_quality;
pub mod played_without_reading;
pub mod real_identifier;
pub mod same_words_again;
pub mod short_response;
pub mod stigmatising_words;
pub mod straw_man;
pub mod two_acts;
pub mod unreachable_ending;
pub mod unreachable_statement;
pub mod variable_never_read;
pub mod variable_never_set;
pub mod weak_without_instead;
pub mod weak_without_reason;
pub mod words_give_it_away;

/// Every rule, in the order in which findings are made; at the end those that the reader and the compiler find.
pub const RULES: &[&Rule] = &[
    &dead_end::RULE,
    &unreachable_statement::RULE,
    &unreachable_ending::RULE,
    &loop_without_exit::RULE,
    &every_response_hidden::RULE,
    &false_choice::RULE,
    &variable_never_read::RULE,
    &variable_never_set::RULE,
    &condition_never_holds::RULE,
    &condition_always_holds::RULE,
    &best_is_longest::RULE,
    &longest_gives_it_away::RULE,
    &form_cue::RULE,
    &form_gives_it_away::RULE,
    &one_sided_words::RULE,
    &words_give_it_away::RULE,
    &echoing_best::RULE,
    &echo_gives_it_away::RULE,
    &likeness_gives_it_away::RULE,
    &near_duplicate::RULE,
    &same_words_again::RULE,
    &framework_words::RULE,
    &two_acts::RULE,
    &no_spread::RULE,
    &nothing_apt::RULE,
    &straw_man::RULE,
    &long_response::RULE,
    &short_response::RULE,
    &order_of_quality::RULE,
    &feedback_missing::RULE,
    &feedback_short::RULE,
    &feedback_repeated::RULE,
    &feedback_verdict::RULE,
    &weak_without_instead::RULE,
    &best_without_ability::RULE,
    &weak_without_reason::RULE,
    &no_foil::RULE,
    &few_foils::RULE,
    &marker_named::RULE,
    &no_silence::RULE,
    &objective_not_exercised::RULE,
    &endings_alike::RULE,
    &hard_to_read::RULE,
    &long_sentence::RULE,
    &stigmatising_words::RULE,
    &real_identifier::RULE,
    &never_reached::RULE,
    &never_met::RULE,
    &branch_never_taken::RULE,
    &beyond_repair::RULE,
    &played_without_reading::RULE,
    &not_proven::RULE,
    &library_longest_gives_it_away::RULE,
    &library_played_without_reading::RULE,
    &id_used_twice::RULE,
    &allow_without_reason::RULE,
    &allow_of_unknown_rule::RULE,
    &allow_of_nothing::RULE,
    // Found while reading and compiling.
    &reading::UNKNOWN_TARGET,
    &reading::UNKNOWN_PIN,
    &reading::MISSING_START,
    &reading::DUPLICATE_ID,
    &reading::UNKNOWN_VARIABLE,
    &reading::UNKNOWN_ABILITY,
    &reading::MISPLACED_ROW,
    &reading::UNKNOWN_BELIEF,
    &reading::UNKNOWN_MARKER,
    &reading::MARKER_OF_OTHER_KIND,
    &reading::UNKNOWN_STRATEGY,
    &reading::UNKNOWN_PULL,
    &reading::UNKNOWN_FRAMEWORK,
    &reading::CHANCE_WITHOUT_WAYS,
    &reading::TOO_MANY_VISITED,
    &reading::NESTED_TOO_DEEP,
    &reading::TOO_DEEP,
    &reading::OUT_OF_RANGE,
    &reading::TOO_MANY,
    &reading::BAD_ID,
    &reading::SILENCE_WITHOUT_BANDS,
    &reading::BANDS_OUT_OF_ORDER,
    &reading::NEWER_FORMAT,
    &reading::MISSING_FIELD,
    &reading::UNKNOWN_FIELD,
    &reading::DUPLICATE_FIELD,
    &reading::DUPLICATE_KEY,
    &reading::UNKNOWN_CHOICE,
    &reading::WRONG_KIND,
    &reading::WRONG_NAME,
    &reading::WRONG_COUNT,
    &reading::UNREADABLE_VALUE,
    &reading::UNKNOWN_HEADER,
    &reading::MISSING_COMMA,
    &reading::MISSING_COLON,
    &reading::MISSING_VALUE,
    &reading::STRAY_CHARACTER,
    &reading::QUOTED_NAME,
    &reading::UNQUOTED_TEXT,
    &reading::CURLY_QUOTES,
    &reading::QUOTE_INSIDE_TEXT,
    &reading::UNCLOSED_TEXT,
    &reading::UNCLOSED_BRACKET,
    &reading::UNCLOSED_COMMENT,
    &reading::WRONG_BRACKET,
    &reading::TEXT_AFTER_END,
    &reading::EMPTY_FILE,
    &reading::BAD_ESCAPE,
    &reading::CONTROL_CHARACTER,
    &reading::TEXT_DIRECTION,
    &reading::TEXT_TOO_LONG,
    &reading::FILE_TOO_LARGE,
    &reading::READER_FAILED,
    &reading::UNKNOWN_RULE,
    &reading::UNKNOWN_THRESHOLD,
    &reading::REQUIRED_RULE,
    &reading::UNREADABLE_SETTINGS,
];
