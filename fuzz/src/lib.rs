//! What the fuzz targets share: an alphabet to spell hostile mail in, and
//! edits that damage a well-formed file.
//!
//! Random bytes are seldom a multipart or a zip, and what is behind the door is
//! then never reached. Spelling makes each byte a fragment of a format; edits
//! begin with a good file and break it in a few places.

/// The longest alphabet; what is beyond it stands for itself.
const MOST_WORDS: usize = 250;

/// Fragments of mail: what its structure is made of, well and badly written.
pub const MAIL: &[&[u8]] = &[
    b"\r\n",
    b"\n",
    b"\r\n\r\n",
    b"\r",
    b" ",
    b"\t",
    b"\0",
    b"a",
    b"=",
    b"\"",
    b";",
    b":",
    b",",
    b"<",
    b">",
    b"(",
    b")",
    b"\\",
    b"From: ",
    b"From a@b.example Sat Mar 12 09:04:05 2016\n",
    b"\n\nFrom a@b.example Sat Mar 12 09:04:05 2016\n",
    b">From ",
    b"To: ",
    b"Cc: undisclosed:;",
    b"Subject: ",
    b"Date: Sat, 12 Mar 2016 09:04:05 +0100",
    b"Date: 31 Feb 99999 25:61 XYZ",
    b"Received: by a.example; Sat, 12 Mar 2016 09:04:05 +0100",
    b"Message-ID: <a@b.example>",
    b"References: <a@b.example> <c@d.example>",
    b"In-Reply-To: ",
    b"List-Id: <a.b.example>",
    b"Anne =?utf-8?q?A=C3=AFt?= <anne@b.example>",
    b"=?utf-8?B?w6k",
    b"=?iso-8859-1?Q?=E9",
    b"=?utf-16?B?2D0=",
    b"?=",
    b"=C3=\r\n=A9",
    b"=E9",
    b"\xC3",
    b"\xE9",
    b"\xEF\xBB\xBF",
    b"MIME-Version: 1.0",
    b"Content-Type: multipart/mixed; boundary=b",
    b"Content-Type: multipart/alternative; boundary=\"bb\"",
    b"Content-Type: multipart/digest; boundary=",
    b"Content-Type: message/rfc822",
    b"Content-Type: message/external-body",
    b"Content-Type: text/plain; charset=utf-16; format=flowed; delsp=yes",
    b"Content-Type: text/html; charset=iso-2022-jp",
    b"Content-Type: application/pdf; name*0*=utf-8''%C3; name*1*=%A9.pdf",
    b"Content-Disposition: attachment; filename=\"../\xE2\x80\xAEfdp.exe\"",
    b"Content-Transfer-Encoding: base64",
    b"Content-Transfer-Encoding: quoted-printable",
    b"Content-Transfer-Encoding: x-uuencode",
    b"Content-Length: 5",
    b"\r\n--b\r\n",
    b"\r\n--bb\r\n",
    b"\r\n--b--\r\n",
    b"--",
    b"w6k=\r\n",
    b"begin 644 a.txt\n#86)C\n`\nend\n",
    b"-- \n",
    b"> ",
    b"<p style=x>",
    b"<script>",
    b"<!--",
    b"&eacute;",
];

/// Spells each byte as a fragment of `alphabet`; a byte beyond it stands for itself.
pub fn spell(data: &[u8], alphabet: &[&[u8]]) -> Vec<u8> {
    let mut spelled = Vec::new();
    for byte in data {
        match alphabet.get(usize::from(*byte)) {
            Some(fragment) => spelled.extend_from_slice(fragment),
            None => spelled.push(*byte),
        }
    }
    spelled
}

/// Returns the different words of a file, and what stands between them, as an alphabet.
pub fn words_of(file: &[u8]) -> Vec<&[u8]> {
    let is_word = |octet: &u8| octet.is_ascii_alphanumeric() || b"@._-\\/".contains(octet) || *octet >= 0x80;
    let mut words: Vec<&[u8]> = Vec::new();
    for word in file.chunk_by(|one, next| is_word(one) && is_word(next)) {
        if words.len() < MOST_WORDS && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Damages `file`: each five bytes of `edits` are a kind, a place and a value.
/// Returns the file and the place where the first damage begins.
pub fn damage(mut file: Vec<u8>, edits: &[u8]) -> (Vec<u8>, usize) {
    let mut first = file.len();
    for edit in edits.chunks_exact(5) {
        let [kind, p1, p2, p3, value] = *edit else { continue };
        let at = u32::from_le_bytes([p1, p2, p3, 0]) as usize % (file.len() + 1);
        first = first.min(at);
        match kind % 4 {
            0 => file.truncate(at),
            1 => file.insert(at, value),
            2 => drop(file.drain(at..(at + usize::from(value)).min(file.len()))),
            _ => {
                if let Some(byte) = file.get_mut(at) {
                    *byte ^= value;
                }
            }
        }
    }
    (file, first)
}
