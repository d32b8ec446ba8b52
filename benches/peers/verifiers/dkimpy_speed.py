"""Times dkimpy on the mails of a folder: prints [[file name, verifications a second]]."""
import json, pathlib, sys, time
import dkim

folder = pathlib.Path(sys.argv[1])
records = json.loads((folder / "records.json").read_text())
lookup = lambda name, timeout=5: records[name.decode().rstrip(".")].encode()
rates = []
for path in sorted(folder.glob("*.eml")):
    raw = path.read_bytes()
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < 1.0:
        assert dkim.verify(raw, dnsfunc=lookup), path.name
        count += 1
    rates.append([path.name, count / (time.perf_counter() - began)])
print(json.dumps(rates))
