"""Asks dkimpy about each signature: [records, files] in, per file [{domain, selector, said}] out."""
import json, sys
import dkim

records, files = json.load(sys.stdin)
def lookup(name, timeout=5):
    record = records.get(name.decode().rstrip(".").lower())
    return record.encode() if record else None

answers = []
for file in files:
    raw = open(file, "rb").read()
    said = []
    count = sum(1 for name, _ in dkim.rfc822_parse(raw)[0] if name.lower() == b"dkim-signature")
    for n in range(count):
        verifier, tags = dkim.DKIM(raw, minkey=512), {}
        try:
            word = "pass" if verifier.verify(idx=n, dnsfunc=lookup) else "fail"
        except Exception as error:
            # Without the value that differs from mail to mail.
            word = f"{type(error).__name__}: {error}".split(" (b'")[0]
        fields = verifier.signature_fields or {}
        said.append({"domain": fields.get(b"d", b"").decode("ascii", "replace").lower(),
                     "selector": fields.get(b"s", b"").decode("ascii", "replace").lower(), "said": word})
    answers.append(said)
json.dump(answers, sys.stdout)
