//! Colours: read in the notations that mail uses, written as `#rrggbb`.

use cssparser::color::{parse_hash_color, parse_named_color};

/// A colour with its opacity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Colour {
    red: u8,
    green: u8,
    blue: u8,
    alpha: f32,
}

/// What a page is painted on when nothing is said.
pub(super) const WHITE: Colour = Colour { red: 255, green: 255, blue: 255, alpha: 1.0 };

/// What text is written in when nothing is said.
pub(super) const BLACK: Colour = Colour { red: 0, green: 0, blue: 0, alpha: 1.0 };

/// What links are written in when nothing is said.
pub(super) const LINK_BLUE: Colour = Colour { red: 0, green: 0, blue: 238, alpha: 1.0 };

impl Colour {
    /// Reads `#rgb`, `#rrggbb` and their forms with opacity, without the `#`.
    pub(super) fn from_hash(digits: &str) -> Option<Self> {
        let (red, green, blue, alpha) = parse_hash_color(digits.as_bytes()).ok()?;
        Some(Self { red, green, blue, alpha })
    }

    /// Reads a name: `navy`, `transparent`.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("transparent") {
            return Some(Self { alpha: 0.0, ..BLACK });
        }
        let (red, green, blue) = parse_named_color(name).ok()?;
        Some(Self { red, green, blue, alpha: 1.0 })
    }

    /// Reads the value of `bgcolor` and of `<font color>`: a name, or digits with or without `#`.
    pub(super) fn from_attribute(value: &str) -> Option<Self> {
        let value = value.trim();
        Self::from_name(value).or_else(|| Self::from_hash(value.strip_prefix('#').unwrap_or(value)))
    }

    /// Makes one of channels from 0 to 255 and an opacity from 0 to 1.
    pub(super) fn from_rgb(channels: [f32; 3], alpha: f32) -> Self {
        let [red, green, blue] = channels.map(|channel| channel.clamp(0.0, 255.0).round() as u8);
        Self { red, green, blue, alpha: rounded(alpha) }
    }

    /// Makes one of a hue in degrees, saturation and lightness from 0 to 1.
    pub(super) fn from_hsl(hue: f32, saturation: f32, lightness: f32, alpha: f32) -> Self {
        let (saturation, lightness) = (saturation.clamp(0.0, 1.0), lightness.clamp(0.0, 1.0));
        // CSS Color 4, section 7.1.
        let channel = |n: f32| {
            let k = (n + hue.rem_euclid(360.0) / 30.0) % 12.0;
            let a = saturation * lightness.min(1.0 - lightness);
            255.0 * (lightness - a * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0))
        };
        Self::from_rgb([channel(0.0), channel(8.0), channel(4.0)], alpha)
    }

    /// Says whether hardly anything of it can be seen.
    pub(super) fn is_transparent(self) -> bool {
        self.alpha < 0.1
    }

    /// Says whether text of this colour disappears on that ground.
    pub(super) fn disappears_on(self, ground: Colour) -> bool {
        let near = |one: u8, other: u8| one.abs_diff(other) <= 24;
        self.is_transparent()
            || (near(self.red, ground.red) && near(self.green, ground.green) && near(self.blue, ground.blue))
    }

    /// Writes it as CSS.
    pub(super) fn css(self) -> String {
        let Self { red, green, blue, alpha } = self;
        if alpha >= 1.0 {
            return format!("#{red:02x}{green:02x}{blue:02x}");
        }
        format!("rgba({red},{green},{blue},{alpha})")
    }

    /// Writes it for attributes, which know no opacity.
    pub(super) fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

fn rounded(alpha: f32) -> f32 {
    if alpha.is_finite() { (alpha.clamp(0.0, 1.0) * 100.0).round() / 100.0 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(colour: Option<Colour>, expected: &str) {
        assert_eq!(colour.map(Colour::css).as_deref(), Some(expected));
    }

    #[test]
    fn every_notation_gives_the_same_colour() {
        check(Colour::from_hash("f00"), "#ff0000");
        check(Colour::from_name("Red"), "#ff0000");
        check(Colour::from_attribute(" FF0000 "), "#ff0000");
        check(Some(Colour::from_rgb([255.0, 0.0, -4.0], 1.0)), "#ff0000");
        check(Some(Colour::from_hsl(360.0, 1.0, 0.5, 1.0)), "#ff0000");
        check(Some(Colour::from_hsl(120.0, 1.0, 0.25, 0.5)), "rgba(0,128,0,0.5)");
        assert_eq!(Colour::from_attribute("url(x)"), None);
    }

    #[test]
    fn near_white_disappears_on_white() {
        assert!(Colour::from_rgb([250.0, 251.0, 252.0], 1.0).disappears_on(WHITE));
        assert!(!Colour::from_rgb([160.0, 160.0, 160.0], 1.0).disappears_on(WHITE));
        assert!(Colour::from_rgb([0.0, 0.0, 0.0], 0.01).disappears_on(WHITE));
    }
}
