"""Puts the fixtures into a folder for each target of the fuzzer, cut to a size at which it is quick."""
import gzip, io, json, pathlib, shutil, sqlite3, sys, zipfile

root = pathlib.Path(__file__).resolve().parents[2]
out = pathlib.Path(sys.argv[1])
shutil.rmtree(out, ignore_errors=True)
LIMIT = 6000


def put(target, name, data):
    folder = out / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


TEXT = {".txt", ".csv", ".json", ".jsonl", ".html", ".htm", ".md", ".vcf", ".mht", ".eml", ".xml", ".tsv"}
for path in sorted((root / "fixtures").rglob("*")):
    if not path.is_file() or "talk" in path.parts or path.name.endswith(".expected.jsonl") or path.name in ("cmd", "expected"):
        continue
    name = "-".join(path.relative_to(root / "fixtures").parts)
    data = path.read_bytes()
    if path.suffix in TEXT:
        put("readers", name, data[:LIMIT])
        if path.suffix in (".eml", ".mht"):
            put("archive", name, data[:LIMIT])
    elif data[:2] in (b"PK", b"\x1f\x8b"):
        if len(data) < 60000:
            put("archive", name, data)
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                names = book.namelist()
                sheet = next(n for n in names if n.startswith("xl/worksheets/"))
                shared = book.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in names else b""
                put("workbook", name, book.read(sheet)[:LIMIT] + b"\0" + shared[:LIMIT])
        except Exception:
            pass
for i, path in enumerate(sorted((root / "fixtures" / "extract").rglob("*.txt"))[:60]):
    put("extract", f"{i}", path.read_bytes()[:2000])
for i, path in enumerate(sorted((root / "fixtures" / "blocks").rglob("*"))):
    if path.is_file():
        for k, line in enumerate(path.read_bytes().split(b"\n")[:40]):
            if line:
                put("parse", f"{i}-{k}", line[:600])
                put("extract", f"b{i}-{k}", line[:600])
for k in range(20):
    record = {"record_id": f"r{k}", "name": "王丽", "nickname": "小雨", "phones": ["13812345678"], "emails": ["a@b.c"], "platform": "wechat", "account_id": f"wxid_{k}", "address_text": "广东省深圳市南山区科技园1号", "birth_date": "1990-01-01"}
    put("resolve", f"{k}", "\n".join(json.dumps({**record, "record_id": f"r{k}{i}"}, ensure_ascii=False) for i in range(k % 5 + 1)).encode())
put("resolve", "table", "record_id,name,phones\nr1,王丽,13812345678\nr2,李雷,13912345678\n".encode())
for path in sorted((root / "fixtures" / "pools").glob("*.db.gz")):
    put("pool", path.stem, gzip.decompress(path.read_bytes()))
for path in sorted((root / "fixtures" / "databases").glob("*.sql")):
    connection = sqlite3.connect(":memory:")
    connection.executescript(path.read_text(encoding="utf-8"))
    put("archive", path.stem, connection.serialize())
for target in ("readers", "archive", "workbook", "extract", "parse", "resolve", "pool"):
    (out / target).mkdir(parents=True, exist_ok=True)
print({p.name: len(list(p.iterdir())) for p in sorted(out.iterdir())})
