//! Draws strains seen, and strains seen where there are none, by kind.

use egui::Ui;

use super::data::ProgressData;
use super::moments_ui::moments_ui;
use super::plot::{Mark, PlotLine, plot_ui};
use super::progress_ui::Shown;
use super::words::{percent, so_many};
use crate::framework::id::RuptureKind;
use crate::progress::curve::{Curve, ENOUGH};
use crate::progress::recognition::KindRates;
use crate::ui::command::Command;
use crate::ui::theme::{palette, prose, space};

const fn name(kind: RuptureKind) -> &'static str {
    match kind {
        RuptureKind::Withdrawal => "Withdrawal",
        RuptureKind::Confrontation => "Confrontation",
    }
}

/// Shows the curves and what they say.
pub fn recognition_ui(ui: &mut Ui, data: &ProgressData, shown: Option<&Shown<'_>>, commands: &mut Vec<Command>) {
    let p = palette(ui);
    let recognition = &data.overview.recognition;
    if recognition.is_empty() {
        let text = "Where you are asked what you notice, in guided sessions, drills and probes, this shows how many strains you see, and how \
                    often you see one where there is none.";
        ui.label(prose(ui, text).color(p.ink_soft));
        return;
    }
    let mut lines = Vec::new();
    for (rates, color, mark) in recognition
        .kinds
        .iter()
        .zip([(p.accent, Mark::Disc), (p.strain, Mark::Square)])
        .map(|(rates, (color, mark))| (rates, color, mark))
    {
        let line = |label: String, mark, dashed, band, curve| PlotLine {
            label,
            color,
            mark,
            dashed,
            band,
            curve,
        };
        lines.push(line(
            format!("{} seen", name(rates.kind)),
            mark,
            false,
            true,
            &rates.hits,
        ));
        let label = format!("Taken for {}", name(rates.kind).to_lowercase());
        lines.push(line(label, Mark::Ring, true, false, &rates.alarms));
    }
    let told: Vec<String> = recognition.kinds.iter().map(told).collect();
    plot_ui(ui, 260.0, data.overview.days, data.today, &lines, &told.join(" "));
    ui.add_space(space::S);
    for told in &told {
        ui.label(prose(ui, told.as_str()));
    }
    if recognition.foils > 0 {
        let text = format!(
            "Of {} that look like a strain and are none, {} took you in.",
            so_many(recognition.foils, "statement", "statements"),
            recognition.fooled
        );
        ui.label(prose(ui, text));
    }
    for rates in &recognition.kinds {
        if rates.hits.chances > 0 {
            let label = format!("Show the {} you passed over", name(rates.kind).to_lowercase());
            ui.push_id(name(rates.kind), |ui| {
                moments_ui(ui, &label, data.missed(rates.kind), shown, commands);
            });
        }
    }
}

fn told(rates: &KindRates) -> String {
    let name = name(rates.kind);
    let Some(hits) = rates.hits.last() else {
        return format!("{name} has not come up where you were asked.");
    };
    let looks = so_many(rates.hits.chances, "look", "looks");
    if !rates.hits.is_telling() {
        return format!("{name}: {looks} so far. From {ENOUGH} on, this says how often you see it.");
    }
    let telling = |curve: &Curve| curve.last().copied().filter(|_| curve.is_telling());
    let alarms = telling(&rates.alarms).map_or_else(String::new, |alarms| {
        format!(
            " Where there was no strain, you saw one of this kind in {}.",
            percent(alarms.mean)
        )
    });
    let probes = telling(&rates.probe_hits).map_or_else(String::new, |probe| {
        let taken = telling(&rates.probe_alarms).map_or_else(String::new, |alarms| {
            format!("; where there was no strain, one seen in {}", percent(alarms.mean))
        });
        format!(
            " In probes: {} seen, of {}{taken}.",
            percent(probe.mean),
            so_many(rates.probe_hits.chances, "look", "looks")
        )
    });
    format!(
        "{name}: you saw about {}, of {looks}.{alarms}{probes}",
        percent(hits.mean)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::progress::words::tests::curve;

    #[test]
    fn one_look_is_no_rate() {
        let rates = |looks: u64, alarms: u64| KindRates {
            kind: RuptureKind::Withdrawal,
            hits: curve(looks, 1.0),
            alarms: curve(alarms, 0.0),
            probe_hits: curve(2, 1.0),
            probe_alarms: Curve::default(),
        };
        assert_eq!(
            told(&rates(1, 9)),
            "Withdrawal: 1 look so far. From 5 on, this says how often you see it."
        );
        let some = told(&rates(6, 2));
        assert!(
            some.starts_with("Withdrawal: you saw about ") && some.ends_with(", of 6 looks."),
            "{some}"
        );
        assert!(told(&rates(6, 9)).contains("Where there was no strain"));
    }
}
