"""Labels of the act model: which columns a clause has and which tag a token, from the acts of a labelled chat."""
import re

NUMERALS = {"零": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "半": 0.5, "百": 100, "仨": 3}
TAGS = ["O", "B-P", "I-P", "Q", "U", "B-S", "I-S", "PR", "T", "C", "B-W", "I-W"]
TAG = {t: i for i, t in enumerate(TAGS)}
# What is told more closely of an act, each value a column of its own where it is frequent enough.
DETAILS = {"pay": ["part", "method"], "quote": ["part"], "confirm": ["what"], "inquire": ["about"], "complain": ["kind"], "wish": ["kind"],
           "withdraw": ["scope"], "change": ["what"], "decline": ["what"], "arrive": ["complete"], "request": ["like", "for"]}


def numeral(word):
    if len(word) == 1: return NUMERALS.get(word)
    if not all(c in NUMERALS and c != "半" for c in word): return None
    value = current = 0
    for c in word:
        x = NUMERALS[c]
        if x >= 10: value, current = value + (current or 1) * x, 0
        else: current = x
    return value + current


def spelled(words):
    """10斤装 as people write it: 十斤装."""
    digits = re.match(r"\d+", words)
    number = {1: "一", 2: "两", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十", 20: "二十"}.get(int(digits[0])) if digits else None
    return number + words[digits.end():] if number else words


def columns_of(act):
    """`pay`, `pay.part=deposit` ..."""
    yield act["act"]
    for field in DETAILS.get(act["act"], []):
        value = act.get(field)
        if value is None or value is True: continue
        if act["act"] == "request": value = "yes"
        yield f"{act['act']}.{field}={str(value).lower().replace(' ', '_')}"


def spans(text, acts):
    """Byte ranges of the acts' spans; the whole message where a span is missing."""
    b = text.encode()
    for act in acts:
        if "at" in act:
            yield act["at"]
            continue
        s = (act.get("span") or "").encode()
        i = b.find(s) if s else -1
        yield (i, i + len(s)) if i >= 0 else (0, len(b))


class Tagger:
    """Tags of a message's tokens. A token is [start, end, kind, value, is_long, ...], kind 0 a number, 1 a character."""

    def __init__(self, text, tokens):
        self.bytes, self.tokens = text.encode(), tokens
        self.tags, self.free = ["O"] * len(tokens), [True] * len(tokens)
        self.numbers = list(self._numbers())

    def _numbers(self):
        i = 0
        while i < len(self.tokens):
            start, end, kind, value, is_long = self.tokens[i][:5]
            j = i + 1
            if kind in (0, 2) and value >= 0 and not is_long: yield i, j, value
            elif kind == 1:
                j = i
                while j < len(self.tokens) and self.tokens[j][2] == 1 and self._word(j) in NUMERALS and (j == i or self.tokens[j][0] == self.tokens[j - 1][1]): j += 1
                value = numeral(self.bytes[start:self.tokens[j - 1][1]].decode()) if j > i else None
                if value is not None: yield i, j, value
                j = max(j, i + 1)
            i = j

    def _word(self, i): return self.bytes[self.tokens[i][0]:self.tokens[i][1]].decode("utf8", "ignore")

    def _find(self, words, low, high):
        words = words.encode()
        at = self.bytes.find(words, low, high) if words else -1
        while at >= 0:
            found = [i for i, t in enumerate(self.tokens) if t[0] < at + len(words) and t[1] > at]
            if found and all(self.free[i] for i in found): return found
            at = self.bytes.find(words, at + 1, high)
        return None

    def _put(self, found, begin, inside=None):
        for k, i in enumerate(found):
            self.tags[i], self.free[i] = (begin if k == 0 or inside is None else inside), False

    def _number(self, value, tag, low, high, near=None):
        fits = [(i, j) for i, j, v in self.numbers if abs(v - value) < 1e-6 and self.tokens[i][0] >= low and self.tokens[j - 1][1] <= high and all(self.free[i:j])]
        if not fits: return None
        # Digits before words, which mean other things in other languages.
        fits.sort(key=lambda r: (self.tokens[r[0]][2] == 2, 0 if near is None else r[0] - near if r[0] >= near else near - r[1] + 0.5))
        self._put(range(*fits[0]), tag)
        return fits[0]

    def line(self, line, low, high):
        near = None
        said = line.get("said") and self._find(line["said"], low, high)
        if said:
            self._put(said, "B-P", "I-P")
            near = said[-1] + 1
        code = line.get("code") and self._find(str(line["code"]), low, high)
        if code:
            self._put(code, "C")
            near = near or code[-1] + 1
        if line.get("quantity") is not None:
            found = self._number(line["quantity"], "Q", low, high, near)
            if found:
                near, unit = found[1], line.get("unit")
                end = self.tokens[found[1] - 1][1]
                if unit and near < len(self.tokens):
                    unit = self._find(unit, end, min(high, end + len(unit.encode()) + 1))
                    if unit:
                        self._put(unit, "U")
                        near = unit[-1] + 1
        if line.get("price") is not None: self._number(line["price"], "PR", low, high, near)
        spec = line.get("spec")
        spec = isinstance(spec, str) and (self._find(spec, low, high) or self._find(spelled(spec), low, high))
        if spec: self._put(spec, "B-S", "I-S")

    def who(self, name, low, high):
        found = isinstance(name, str) and self._find(name, low, high)
        if found: self._put(found, "B-W", "I-W")
        return found

    def act(self, act, low, high):
        for line in (act.get("lines") or []) + (act.get("head") or []): self.line(line, low, high)
        for entry in act.get("entries") or []:
            found = self.who(entry.get("who"), low, high)
            start = self.tokens[found[-1]][1] if found else low
            end = self.bytes.find(b"\n", start)
            end = high if end < 0 else min(high, end)
            for line in entry.get("lines") or []: self.line(line, start, end if end > start else high)
            if entry.get("total") is not None: self._number(entry["total"], "T", start, end)
        for field in ("total", "amount"):
            if act.get(field) is not None: self._number(act[field], "T", low, high)
        if act["act"] not in ("introduce", "collects"): self.who(act.get("who"), 0, len(self.bytes))


def token_tags(text, tokens, acts):
    tagger = Tagger(text, tokens)
    for act, (low, high) in zip(acts, spans(text, acts)): tagger.act(act, low, high)
    return [TAG[t] for t in tagger.tags]


def marked_tags(text, tokens, marks):
    """Tags of a message whose marks stand in its text: [start, end, tag] in bytes."""
    b, result = text.encode(), ["O"] * len(tokens)
    for start, end, what in marks:
        found = [i for i, t in enumerate(tokens) if t[0] < end and t[1] > start]
        for k, i in enumerate(found):
            word = b[tokens[i][0]:tokens[i][1]].decode("utf8", "ignore")
            # Of a sum the words of money are none of its tokens: 3千, but 3块.
            if what in ("Q", "PR", "T") and len(found) > 1 and tokens[i][2] != 0 and not all(c in NUMERALS for c in word): continue
            result[i] = f"{'I' if k else 'B'}-{what}" if what in "PSW" else what
    return [TAG[t] for t in result]
