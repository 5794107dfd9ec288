#!/usr/bin/env python3
"""Makes labelled chats of fixtures/talk/generated/plain.txt: plain.py. The result lies beside it, in plain/p1."""
import datetime, json, pathlib, shutil

TALK = pathlib.Path(__file__).resolve().parents[2] / "fixtures/talk/generated"
SHOP = "百味小店"


def act(words, text):
    kind, *rest = words.split()
    result = {"act": kind, "span": text}
    if kind == "request":
        said = rest[0] if len(rest) == 3 else None
        result["lines"] = [{"product": said, "said": said, "quantity": float(rest[-2]), "unit": rest[-1]}]
    elif rest:
        result["total" if kind == "quote" else "amount"] = float(rest[0])
    return result


def main():
    lines = [x for x in (TALK / "plain.txt").read_text().splitlines() if not x.startswith("#")]
    chats = [c.splitlines() for c in "\n".join(lines).strip().split("\n\n")]
    folder = TALK / "plain/p1"
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("exports", "acts"): (folder / part).mkdir(parents=True)
    json.dump({"generated": True, "seller": {"names": [SHOP], "team": []}}, open(folder / "truth.json", "w"), ensure_ascii=False, indent=1)
    for number, chat in enumerate(chats):
        name, time = f"客人{number + 1}", datetime.datetime(2024, 3, 4, 9, 0) + datetime.timedelta(days=number)
        text, labels = "", []
        for i, line in enumerate(chat):
            said, _, acts = line[2:].partition(" | ")
            time += datetime.timedelta(minutes=7 + 600 * ("发" in said or "到" in said))
            text += f"[{time:%Y/%-m/%-d %H:%M:%S}] {SHOP if line[0] == 's' else name}: {said}\n"
            if acts: labels.append({"index": i, "sender": name, "text": said, "acts": [act(acts, said)]})
        (folder / "exports" / f"与{name}的 WhatsApp 聊天.txt").write_text(text)
        (folder / "acts" / f"与{name}的 WhatsApp 聊天.txt.jsonl").write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in labels))


if __name__ == "__main__":
    main()
