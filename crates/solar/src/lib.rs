//! What the sun gives a roof: sun, irradiance, module, climate.
