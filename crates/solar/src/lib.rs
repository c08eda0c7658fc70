//! What the sun gives a roof: sun, irradiance, module, climate; and how many panels the roof carries.
//!
//! Pure numbers: no I/O, no clock, no chance. [`production()`] goes from a place and planes to a typical year;
//! [`weather::read()`] and [`Site::of`] from a file of measured or modelled weather:
//!
//! [`climate`] → [`synthetic`] hours, or [`weather`] hours → [`site`] ([`sun`], Perez' sky: what planes share) →
//! planes ([`transposition`], [`module`]) → [`inverter`] → [`production`], with an honest [`band`].
//!
//! [`roof`] and [`layout`] go from a roof section to panels; [`load`] and [`economics`] from energy to money.
//!
//! One model: PVWatts version 8 as NREL's engine runs it, with its default module, losses and inverter, on a roof. What it
//! leaves out: snow and soil by season, the shade that one row throws on the next, electrical mismatch between planes
//! behind one inverter; panels on racks are taken as warm as those on a slope. Shade is a [`horizon`] and a factor.

pub mod band;
pub mod climate;
pub mod economics;
pub mod horizon;
pub mod inverter;
pub mod layout;
pub mod load;
pub mod module;
pub mod plane;
pub mod production;
pub mod roof;
pub mod site;
pub mod sun;
pub mod synthetic;
pub mod transposition;
pub mod weather;

mod engine;

pub use band::Band;
pub use climate::{Climate, MonthlyClimate, NoClimate};
pub use horizon::Horizon;
pub use plane::PlaneSystem;
pub use production::{HourlyProduction, PlaneHours, Production, production};
pub use site::Site;
pub use weather::Weather;
