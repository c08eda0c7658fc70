//! The receipt as a file that a customer keeps and anybody can check.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::canonical::{self, Json, Key, NotCanonical};
use super::receipt::{Mismatch, Receipt};

/// The largest file that is read, bytes.
pub const MAX_BYTES: usize = 256 * 1_024;

/// A receipt and its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SealedReceipt {
    /// The receipt.
    pub receipt: Receipt,
    /// SHA-256 of its canonical text, 64 hexadecimal digits.
    pub hash: String,
}

/// The bytes are not a receipt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Larger than [`MAX_BYTES`].
    #[error("larger than {MAX_BYTES} bytes")]
    TooLarge,
    /// Not JSON of integers, or with a key that appears twice.
    #[error(transparent)]
    NotCanonical(#[from] NotCanonical),
    /// JSON, but not of a receipt.
    #[error("not a receipt: {0}")]
    Malformed(String),
}

/// Why a file is not a receipt to rely on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// It is not a receipt.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    /// It was changed after the hash was made.
    #[error("the hash states {stated}, computed is {computed}")]
    Hash {
        /// The hash in the file.
        stated: String,
        /// The hash of what is in the file.
        computed: String,
    },
    /// It states something that does not follow from its inputs.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
}

impl Receipt {
    /// Seals it with its hash.
    ///
    /// # Errors
    /// Those of [`Receipt::hash`].
    pub fn seal(self) -> Result<SealedReceipt, NotCanonical> {
        let hash = self.hash()?;
        Ok(SealedReceipt { receipt: self, hash })
    }
}

impl SealedReceipt {
    /// The file: canonical JSON.
    ///
    /// # Errors
    /// When an integer is beyond ±(2⁵³ − 1).
    pub fn to_file(&self) -> Result<Vec<u8>, NotCanonical> {
        canonical::bytes(self)
    }
}

/// Reads a receipt of at most [`MAX_BYTES`] bytes. Space between tokens and the order of keys are free; unknown
/// keys, keys that appear twice, fractions, and any other spelling of a value than the canonical one are refused.
///
/// # Errors
/// Says what is wrong. Nothing in the receipt is recomputed: see [`Receipt::verify`].
pub fn parse(bytes: &[u8]) -> Result<Receipt, ReceiptError> {
    typed(&tree(bytes)?)
}

/// Reads a sealed receipt, checks its hash, and recomputes everything that follows from its inputs.
///
/// # Errors
/// Says what is wrong first.
pub fn verify_file(bytes: &[u8]) -> Result<Receipt, FileError> {
    let Json::Object(mut parts) = tree(bytes)? else {
        return Err(malformed("not an object").into());
    };
    let (Some(inner), Some(Json::Text(stated)), true) =
        (parts.remove(&Key("receipt".into())), parts.remove(&Key("hash".into())), parts.is_empty())
    else {
        return Err(malformed("expected a receipt and its hash, nothing else").into());
    };
    let computed = canonical::hex(inner.to_text().as_bytes());
    if stated != computed {
        return Err(FileError::Hash { stated, computed });
    }
    let receipt: Receipt = typed(&inner)?;
    receipt.verify()?;
    Ok(receipt)
}

fn tree(bytes: &[u8]) -> Result<Json, ReceiptError> {
    if bytes.len() > MAX_BYTES { Err(ReceiptError::TooLarge) } else { Ok(canonical::read(bytes)?) }
}

fn typed(tree: &Json) -> Result<Receipt, ReceiptError> {
    let receipt: Receipt = serde_json::from_str(&tree.to_text()).map_err(|error| malformed(&error.to_string()))?;
    // Two spellings of one value would be two hashes of one receipt.
    if canonical::tree(&receipt)? == *tree { Ok(receipt) } else { Err(malformed("a value that is not spelt canonically")) }
}

fn malformed(why: &str) -> ReceiptError {
    ReceiptError::Malformed(why.to_owned())
}
