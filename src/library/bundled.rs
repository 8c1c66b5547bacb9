//! The vignettes that are compiled into the program, so that one file runs anywhere.

/// File names and texts, in the order of the shelf.
pub const BUNDLED: &[(&str, &str)] = &[
    ("cant-grumble.ron", include_str!("../../scenarios/cant-grumble.ron")),
    ("double-six.ron", include_str!("../../scenarios/double-six.ron")),
    ("in-theory.ron", include_str!("../../scenarios/in-theory.ron")),
    ("no-complaints.ron", include_str!("../../scenarios/no-complaints.ron")),
    ("number-three.ron", include_str!("../../scenarios/number-three.ron")),
    ("recovery-time.ron", include_str!("../../scenarios/recovery-time.ron")),
    ("six-weeks.ron", include_str!("../../scenarios/six-weeks.ron")),
    ("slack-water.ron", include_str!("../../scenarios/slack-water.ron")),
    ("stonewalling.ron", include_str!("../../scenarios/stonewalling.ron")),
    ("taken-in.ron", include_str!("../../scenarios/taken-in.ron")),
    (
        "the-cry-cupboard.ron",
        include_str!("../../scenarios/the-cry-cupboard.ron"),
    ),
    ("the-worksheet.ron", include_str!("../../scenarios/the-worksheet.ron")),
    ("twos-mostly.ron", include_str!("../../scenarios/twos-mostly.ron")),
    (
        "whatever-you-think.ron",
        include_str!("../../scenarios/whatever-you-think.ron"),
    ),
];

/// Turns in a shortest and in a longest play of each of them, as the explorer finds them and a test holds them.
pub const TURNS: (u32, u32) = (8, 14);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::BUNDLED;

    #[test]
    fn every_file_of_the_folder_is_compiled_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".ron"))
            .collect();
        files.sort();
        let mut names: Vec<&str> = BUNDLED.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        assert_eq!(files, names);
    }
}
