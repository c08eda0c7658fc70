//! Day or night colours.

/// The colours that a person chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Those of the device.
    #[default]
    Device,
    /// Day.
    Light,
    /// Night.
    Dark,
}

impl Theme {
    /// The name in cookie, form and `data-theme`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
    /// The theme of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Device, Self::Light, Self::Dark].into_iter().find(|theme| theme.name() == name)
    }
}
