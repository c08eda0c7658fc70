//! What the sun gives a roof: sun, irradiance, module, climate; and how many panels the roof carries.
//!
//! Pure numbers: no I/O, no clock, no chance. [`production()`] goes from a place and planes to a typical year:
//! [`climate`] → [`synthetic`] hours → [`transposition`] → [`module`] → [`inverter`], with an honest [`band`].
//! [`roof`] and [`layout`] go from a roof section to panels.
//!
//! This is the simple, correct core. Simplified, and to become exact behind the same shapes:
//!
//! - the sun after Spencer, not SPA; sunrise without refraction, no terrain on the horizon;
//! - hours made from monthly means of a 1° table, not measured: no morning fog, no valley, no snow on the panels;
//! - Perez with the coefficients as published (three digits);
//! - power linear in irradiance with a temperature coefficient, plain glass, no spectrum: PVWatts 5, not the single diode
//!   of version 8, which gives some 2.6 % more;
//! - one inverter for all planes; panels on racks are taken as warm as those on a slope, and the shade that one row throws
//!   on the next is left out;
//! - shade is a share of the energy, whatever the hour.

pub mod band;
pub mod climate;
pub mod economics;
pub mod inverter;
pub mod layout;
pub mod load;
pub mod module;
pub mod production;
pub mod roof;
pub mod sun;
pub mod synthetic;
pub mod transposition;

pub use band::Band;
pub use climate::{Climate, MonthlyClimate, NoClimate};
pub use production::{PlaneSystem, Production, Site, production};
