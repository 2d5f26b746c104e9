//! Signatures in minisign's format, over `SHA256SUMS`, which holds the sum of every file, and over the public source.
//!
//! A signature lies beside what it signs, under its name and `.minisig`. Its trusted comment, which is signed too, says
//! which file it is about, of which release, and of which day. Signing is left to one implementation and verifying to
//! another: what this command signs has been verified by the other before it is written.

use std::fmt;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use minisign::{KeyPair, SecretKey, SecretKeyBox};
use minisign_verify::{PublicKey, Signature};

/// What the name of a signature ends with.
pub const ENDING: &str = ".minisig";

/// The first line of a signature; nothing vouches for it, so it is always the same, and the same as minisign's.
const UNTRUSTED: &str = "signature from minisign secret key";

/// What a signature says of the file that it signs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Stamp {
    /// The name of the file.
    pub file: String,
    /// The number of the release; 0 for a site without releases.
    pub sequence: u64,
    /// The day that the site was built for.
    pub as_of: Date,
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "vitrine\tfile:{}\tsequence:{}\tas-of:{}",
            self.file, self.sequence, self.as_of
        )
    }
}

impl Stamp {
    /// Reads a trusted comment; nothing where another tool wrote it.
    #[must_use]
    pub fn read(comment: &str) -> Option<Self> {
        let mut parts = comment.strip_prefix("vitrine\t")?.split('\t');
        let mut part = |name: &str| parts.next()?.strip_prefix(name)?.strip_prefix(':');
        let stamp = Self {
            file: part("file")?.to_owned(),
            sequence: part("sequence")?.parse().ok()?,
            as_of: part("as-of")?.parse().ok()?,
        };
        (stamp.to_string() == comment).then_some(stamp)
    }
}

/// Why a key cannot be used, or a signature does not hold.
#[derive(Debug)]
#[non_exhaustive]
pub enum SignatureError {
    /// It is no secret key.
    NoSecretKey,
    /// It is no public key.
    NoPublicKey,
    /// The secret key has a password, and there is no terminal to ask for it at.
    Password,
    /// The password is another.
    WrongPassword,
    /// It is no signature, or has been cut off or added to.
    NoSignature,
    /// Another key signed it.
    OtherKey,
    /// The key did not sign these bytes, or not with this comment.
    Differs,
    /// The signature was made for another file.
    OtherFile(String),
    /// The library that signs could not.
    Sign,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSecretKey => f.write_str(
                "this is no secret key as `vitrine sign --new-key` or `minisign -G` makes them",
            ),
            Self::NoPublicKey => f.write_str(
                "this is neither the file of a public key nor the key itself (56 characters, such as RW…)",
            ),
            Self::Password => f.write_str(
                "this key has a password: run at a terminal, or name a file that holds it with --password-file",
            ),
            Self::WrongPassword => f.write_str("this is not the password of the key"),
            Self::NoSignature => f.write_str("this is no signature: four lines as minisign writes them"),
            Self::OtherKey => f.write_str("another key signed this"),
            Self::Differs => f.write_str("the key did not sign this: file, signature or comment was changed"),
            Self::OtherFile(file) => write!(f, "this signature was made for {file}"),
            Self::Sign => f.write_str("the system gives no random numbers: nothing can be signed"),
        }
    }
}

/// How the password of a secret key is had.
#[derive(Clone, Debug)]
pub enum Password {
    /// There is none.
    None,
    /// The terminal asks for it.
    Ask,
    /// It is this one.
    Given(String),
}

/// A secret key, ready to sign with. It is never shown.
pub struct Signer(SecretKey);

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer(…)")
    }
}

impl Signer {
    /// Reads a secret key from the text of its file.
    ///
    /// # Errors
    ///
    /// Why it cannot be used.
    pub fn read(text: &str, password: Password) -> Result<Self, SignatureError> {
        let key = SecretKeyBox::from_string(text).map_err(|_| SignatureError::NoSecretKey)?;
        if let Ok(open) = key.clone().into_unencrypted_secret_key() {
            return Ok(Self(open));
        }
        if !is_locked(text) {
            return without_checksum(text)
                .map(Self)
                .ok_or(SignatureError::NoSecretKey);
        }
        let password = match password {
            Password::None => return Err(SignatureError::Password),
            Password::Ask => None,
            Password::Given(password) => Some(password),
        };
        let asked = password.is_none();
        let unlocked = key
            .into_secret_key(password)
            .map_err(|error| match error.kind() {
                minisign::ErrorKind::Verify => SignatureError::WrongPassword,
                _ if asked => SignatureError::Password,
                _ => SignatureError::NoSecretKey,
            })?;
        Ok(Self(unlocked))
    }

    /// The public key in one line.
    ///
    /// # Errors
    ///
    /// Where the secret key holds none.
    pub fn public(&self) -> Result<String, SignatureError> {
        minisign::PublicKey::from_secret_key(&self.0)
            .map(|key| key.to_base64())
            .map_err(|_| SignatureError::NoSecretKey)
    }

    /// Signs bytes: the text of the file that lies beside them.
    ///
    /// # Errors
    ///
    /// Where it cannot, or where what it signed does not verify.
    pub fn sign(&self, bytes: &[u8], stamp: &Stamp) -> Result<String, SignatureError> {
        let comment = stamp.to_string();
        let signed = minisign::sign(
            None,
            &self.0,
            Cursor::new(bytes),
            Some(&comment),
            Some(UNTRUSTED),
        )
        .map_err(|_| SignatureError::Sign)?;
        let text = signed.into_string();
        let public = PublicKey::from_base64(&self.public()?).map_err(|_| SignatureError::Sign)?;
        verify(bytes, &text, &public, &stamp.file)?;
        Ok(text)
    }
}

/// Says whether the text is a secret key with a password: its second two letters of six say how it is locked.
fn is_locked(text: &str) -> bool {
    text.lines()
        .nth(1)
        .is_some_and(|line| line.starts_with("RWRTY"))
}

/// A key without a password as `minisign -G -W` writes it: where others have a checksum it has zeros. Whether it is whole
/// shows when what it signs is verified.
fn without_checksum(text: &str) -> Option<SecretKey> {
    use base64::Engine as _;

    let bytes = base64::engine::general_purpose::STANDARD
        .decode(text.lines().nth(1)?)
        .ok()?;
    let (key, checksum) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
    let open = key.starts_with(b"Ed\0\0B2") && key.len() == 126 && checksum == [0; 32];
    open.then(|| SecretKey::from_bytes(&bytes).ok())?
}

/// A new pair of keys, as the texts of their files: the secret one and the public one.
///
/// # Errors
///
/// Where there is no password, or no random numbers.
pub fn new_pair(password: Password) -> Result<(String, String), SignatureError> {
    let pair = match password {
        Password::None => KeyPair::generate_unencrypted_keypair(),
        Password::Ask => KeyPair::generate_encrypted_keypair(None),
        Password::Given(password) => KeyPair::generate_encrypted_keypair(Some(password)),
    };
    let pair = pair.map_err(|_| SignatureError::Password)?;
    let secret = pair.sk.to_box(None).map_err(|_| SignatureError::Sign)?;
    let public = pair.pk.to_box().map_err(|_| SignatureError::Sign)?;
    Ok((secret.into_string(), public.into_string()))
}

/// Reads a public key: the text of its file, or the key itself.
///
/// # Errors
///
/// Where it is none.
pub fn public_key(text: &str) -> Result<PublicKey, SignatureError> {
    PublicKey::decode(text)
        .or_else(|_| PublicKey::from_base64(text.trim()))
        .map_err(|_| SignatureError::NoPublicKey)
}

/// Verifies the signature of a file, and gives its trusted comment.
///
/// # Errors
///
/// Why it does not hold.
pub fn verify(
    bytes: &[u8],
    signature: &str,
    key: &PublicKey,
    name: &str,
) -> Result<String, SignatureError> {
    use minisign_verify::Error;

    // Lines beyond the fourth would be words that nobody signed.
    if signature.trim_end_matches(['\r', '\n']).lines().count() != 4 {
        return Err(SignatureError::NoSignature);
    }
    let signature = Signature::decode(signature).map_err(|_| SignatureError::NoSignature)?;
    key.verify(bytes, &signature, false)
        .map_err(|error| match error {
            Error::UnexpectedKeyId => SignatureError::OtherKey,
            Error::InvalidSignature => SignatureError::Differs,
            _ => SignatureError::NoSignature,
        })?;
    let comment = signature.trusted_comment().to_owned();
    match Stamp::read(&comment) {
        Some(stamp) if stamp.file != name => Err(SignatureError::OtherFile(stamp.file)),
        _ => Ok(comment),
    }
}

/// The path of a file's signature.
#[must_use]
pub fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ENDING);
    PathBuf::from(name)
}
