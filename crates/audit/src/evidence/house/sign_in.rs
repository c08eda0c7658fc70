//! How signing in defends itself against guessing.

use serde::{Deserialize, Serialize};

/// Passwords that guessers try first, of every length that a rule of composition or of length lets pass. The program is to
/// refuse each of them as a new password, even beside a second factor.
pub const WORST_PASSWORDS: [&str; 40] = [
    "12345678",
    "123456789",
    "1234567890",
    "11111111",
    "00000000",
    "87654321",
    "password",
    "password1",
    "Password1!",
    "P@ssw0rd",
    "p@ssword1",
    "passw0rd",
    "qwertyuiop",
    "qwerty123",
    "Qwerty123!",
    "1q2w3e4r",
    "1qaz2wsx",
    "1qaz2wsx3edc",
    "asdfghjkl",
    "zxcvbnm123",
    "iloveyou",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "superman",
    "trustno1",
    "letmein1",
    "welcome1",
    "Welcome123",
    "Summer2026!",
    "Winter2026!",
    "changeme",
    "administrator",
    "admin123",
    "abcdefgh",
    "aaaaaaaaaaaaaaa",
    "123456789012345",
    "passwordpassword",
    "qwertyuiopasdfg",
];

/// What is asked of those who sign in, and how those who guess are slowed down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignIn {
    /// Passwords that can be tried at one account within an hour, each as soon as it may.
    pub tries_at_account: u64,
    /// Passwords that one source can try within an hour, at ever new accounts.
    pub tries_of_source: u64,
    /// How many of the worst passwords were tried as new ones.
    pub worst_tried: u64,
    /// How many of them would have been taken.
    pub worst_taken: u64,
}
