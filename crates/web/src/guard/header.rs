//! The headers of every answer.

use axum::http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS},
};

use super::value;
use crate::{route::Area, site::Site, violation, visit::Visit};

/// Nothing from anywhere but here, nothing inline, no string becomes code. The one Trusted Types policy, `sw`, names the
/// service worker.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types sw; report-uri /csp-report; report-to csp";

/// The position of the roof and of the crew, and passkeys; nothing else of the device.
const PERMISSIONS: &str = "geolocation=(self), publickey-credentials-create=(self), publickey-credentials-get=(self), \
    accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), gyroscope=(), \
    hid=(), identity-credentials-get=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), \
    picture-in-picture=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

/// Two years, as browsers ask before they list a site.
const TLS_ONLY: &str = "max-age=63072000; includeSubDomains";

pub(super) fn put(site: &Site, visit: &Visit, headers: &mut HeaderMap) {
    for (name, text) in [
        (CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Not `no-referrer`: under it a browser sends `Origin: null` with our own forms (Fetch, "append a request Origin
        // header"), and the check of older browsers' forms rests on `Origin`. Other sites learn as little from this one.
        (REFERRER_POLICY, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(text));
    }
    headers.insert(HeaderName::from_static("reporting-endpoints"), HeaderValue::from_static(violation::ENDPOINT));
    headers.insert(HeaderName::from_static("x-request-id"), value(&visit.request.to_string()));
    if site.origin().is_secure() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TLS_ONLY));
    }
    // Only what is the same for everybody may be kept, and only if its handler said how.
    if visit.area() != Some(Area::Asset) || !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
