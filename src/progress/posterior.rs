//! What is known of a rate after so much credit out of so many opportunities: a Beta distribution, its mean and an interval.
//!
//! The conjugate model for a rate (Gelman et al., Bayesian Data Analysis, third edition, 2013, chapter 2), from a uniform prior. Credit
//! between 0 and 1 counts as a part of a success, as in the Beta reputation system (Jøsang and Ismail, 2002), from which the forgetting
//! of older evidence is taken as well: see [`super::curve`].

/// The middle part of the distribution that an interval covers.
pub const COVERED: f64 = 0.9;

/// A Beta distribution of a rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Posterior {
    /// Evidence for, and the prior's 1.
    alpha: f64,
    /// Evidence against, and the prior's 1.
    beta: f64,
}

impl Posterior {
    /// After so much for and so much against. Less than nothing counts as nothing.
    pub fn after(gained: f64, missed: f64) -> Self {
        Self {
            alpha: 1.0 + gained.max(0.0),
            beta: 1.0 + missed.max(0.0),
        }
    }

    /// Its mean.
    pub fn mean(self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    /// The rates between which its middle [`COVERED`] lies.
    pub fn interval(self) -> (f64, f64) {
        let outside = (1.0 - COVERED) / 2.0;
        let log_beta = self.log_beta();
        (self.find(outside, log_beta), self.find(1.0 - outside, log_beta))
    }

    /// The rate below which this share of it lies, within a ten-thousandth of the share. `share` between 0 and 1.
    pub fn quantile(self, share: f64) -> f64 {
        self.find(share, self.log_beta())
    }

    fn log_beta(self) -> f64 {
        ln_gamma(self.alpha) + ln_gamma(self.beta) - ln_gamma(self.alpha + self.beta)
    }

    /// The quantile, by Halley's method from a good guess, within a bracket. Two or three looks at the distribution are enough almost
    /// always: the progress screen asks for some thousand quantiles at once.
    fn find(self, share: f64, log_beta: f64) -> f64 {
        let (mut low, mut high) = (0.0_f64, 1.0_f64);
        let mut at = self.guess(share);
        let tail = share.min(1.0 - share);
        for _ in 0..60 {
            let (below, density) = self.look(at, log_beta);
            let over = below - share;
            if over > 0.0 {
                high = at;
            } else {
                low = at;
            }
            if over.abs() < 1e-7 {
                break;
            }
            let newton = over / density;
            let bend = (self.alpha - 1.0) / at - (self.beta - 1.0) / (1.0 - at);
            let step = newton / (1.0 - (0.5 * newton * bend).clamp(-0.5, 0.5));
            let next = at - step;
            if !(next > low && next < high) {
                at = f64::midpoint(low, high);
                continue;
            }
            at = next;
            // What is left goes with the cube of what was.
            if over.abs() < 0.05 * tail || step.abs() < 1e-9 {
                break;
            }
        }
        at
    }

    /// Nearly the quantile.
    ///
    /// Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5.22, with 26.2.22 for the normal distribution.
    fn guess(self, share: f64) -> f64 {
        let tail = share.min(1.0 - share).clamp(1e-9, 0.5);
        let t = (-2.0 * tail.ln()).sqrt();
        let size = t - (2.307_53 + 0.270_61 * t) / (1.0 + t * (0.992_29 + 0.044_81 * t));
        let y = if share < 0.5 { size } else { -size };
        let (a, b) = (1.0 / (2.0 * self.alpha - 1.0), 1.0 / (2.0 * self.beta - 1.0));
        let lambda = (y * y - 3.0) / 6.0;
        let h = 2.0 / (a + b);
        let w = y * (h + lambda).max(0.0).sqrt() / h - (b - a) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
        let guess = self.alpha / (self.alpha + self.beta * (2.0 * w).exp());
        guess.clamp(1e-9, 1.0 - 1e-9)
    }

    /// The share of it below a rate, the regularised incomplete beta function, and its density there.
    fn look(self, at: f64, log_beta: f64) -> (f64, f64) {
        let (a, b) = (self.alpha, self.beta);
        let front = (a * at.ln() + b * (1.0 - at).ln() - log_beta).exp();
        let below = if at < (a + 1.0) / (a + b + 2.0) {
            front * fraction(a, b, at) / a
        } else {
            1.0 - front * fraction(b, a, 1.0 - at) / b
        };
        (below, front / (at * (1.0 - at)))
    }
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
///
/// Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5.8; Lentz, Applied Optics 15 (1976), 668–671.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-30;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut result = d;
    for step in 1..200_u32 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away(1.0 + even * d);
        c = away(1.0 + even / c);
        result *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away(1.0 + odd * d);
        c = away(1.0 + odd / c);
        result *= d * c;
        if (d * c - 1.0).abs() < 1e-9 {
            break;
        }
    }
    result
}

/// The logarithm of the gamma function, for arguments from 1: Lanczos' approximation with g = 5 and six terms.
///
/// Source: Lanczos, SIAM Journal on Numerical Analysis B 1 (1964), 86–96.
fn ln_gamma(x: f64) -> f64 {
    const TERMS: [f64; 6] = [
        76.180_091_729_471_46,
        -86.505_320_329_416_77,
        24.014_098_240_830_91,
        -1.231_739_572_450_155,
        0.001_208_650_973_866_179,
        -0.000_005_395_239_384_953,
    ];
    let mut sum = 1.000_000_000_190_015;
    for (term, at) in TERMS.into_iter().zip(1_u32..) {
        sum += term / (x + f64::from(at));
    }
    let base = x + 5.5;
    (x + 0.5) * base.ln() - base + (2.506_628_274_631_000_5 * sum / x).ln()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(gained: f64, missed: f64, share: f64, expected: f64) {
        let found = Posterior::after(gained, missed).quantile(share);
        assert!((found - expected).abs() < 2e-4, "{found} for {expected}");
    }

    #[test]
    fn quantiles_are_those_of_closed_forms() {
        // Beta(1, 1) is uniform; Beta(2, 1) has x² below x; Beta(1, 5) has 1 − (1 − x)⁵; Beta(2, 2) is even around a half.
        check(0.0, 0.0, 0.05, 0.05);
        check(1.0, 0.0, 0.25, 0.5);
        check(0.0, 4.0, 0.95, 1.0 - 0.05_f64.powf(0.2));
        check(1.0, 1.0, 0.5, 0.5);
        check(2.0, 0.0, 0.125, 0.5);
        check(0.0, 99.0, 0.975, 1.0 - 0.025_f64.powf(0.01));
        check(999.0, 0.0, 0.05, 0.05_f64.powf(0.001));
    }

    #[test]
    fn a_quantile_has_its_share_below_it() {
        for gained in [0.0, 0.3, 1.0, 4.5, 27.0, 300.0, 9_000.0] {
            for missed in [0.0, 0.3, 2.0, 13.0, 60.0, 2_000.0] {
                let posterior = Posterior::after(gained, missed);
                for share in [0.005, 0.025, 0.05, 0.5, 0.95, 0.975, 0.995] {
                    let at = posterior.quantile(share);
                    let (below, _) = posterior.look(at, posterior.log_beta());
                    let tail = share.min(1.0 - share);
                    assert!(
                        (below - share).abs() < 1e-4 * tail,
                        "{gained} {missed} {share}: {at} has {below} below it"
                    );
                }
            }
        }
    }

    #[test]
    fn more_of_the_same_narrows_the_interval() {
        let width = |times: f64| {
            let (low, high) = Posterior::after(0.7 * times, 0.3 * times).interval();
            high - low
        };
        let widths = [0.0, 5.0, 20.0, 80.0, 320.0].map(width);
        assert!(widths.is_sorted_by(|a, b| a > b), "{widths:?}");
        assert!((widths.first().copied().unwrap_or_default() - COVERED).abs() < 1e-4);
    }

    proptest! {
        #[test]
        fn an_interval_lies_around_the_middle(gained in 0.0..400.0_f64, missed in 0.0..400.0_f64) {
            let posterior = Posterior::after(gained, missed);
            let (low, high) = posterior.interval();
            let middle = posterior.quantile(0.5);
            prop_assert!(0.0 <= low && low < middle && middle < high && high <= 1.0, "{low} {middle} {high}");
        }

        #[test]
        fn the_two_sides_mirror_each_other(gained in 0.0..200.0_f64, missed in 0.0..200.0_f64, share in 0.02..0.98_f64) {
            let one = Posterior::after(gained, missed).quantile(share);
            let other = Posterior::after(missed, gained).quantile(1.0 - share);
            prop_assert!((one - (1.0 - other)).abs() < 1e-3, "{one} {other}");
        }
    }
}
