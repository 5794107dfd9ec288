#!/usr/bin/env python3
"""Writes romanisations.txt of CIdentityData: pip install pypinyin pycantonese, then run this.

A line for each character that stands in names: the simplified character, then how it is written in Latin letters, parted by blanks: Mandarin by pypinyin (MIT), the commonest reading first; Cantonese
by pycantonese's Jyutping (MIT; rime-cantonese, CC BY 4.0), spelled as in Hong Kong's passports by the rules below; and the surnames of Hokkien, Teochew and Hakka as written in Southeast Asia.
"""
import pathlib, re, unicodedata
from opencc import OpenCC
from pypinyin.pinyin_dict import pinyin_dict
import pycantonese

here = pathlib.Path(__file__).resolve().parent
common = [bytes([a, b]).decode("gb2312", "ignore") for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF)]
extra = "琪琦瑶瑜璇璐珺瑾瑛玮琛琰琬珏玥玟婷婧婕媛嫣妍妤娴嫒姝姣晖晗晟昕昀昱晔暄旻炜煜烨熠焱煊琨珩珂瑄瑷璟钰铭锐铮鑫锴镇霖霏雯骁骏骥睿翊翀翎羿芃芊芮苒茜荞菡萱蓓蕊蕾薇淇淼湉澜潇涵沁泓洺浚涟祎祺禧宸寰岚嵘峻崴彧忻恺怡恬悦悠懿赟昊晏闫邵邱邬邹郝郜郗郦鄢阎阚隗靳鞠颉滕漆濮焦燕璩甄畲盛瞿禹稽竺笪粱糜綦缪翁翟聂胥臧舒芦苌荀荆莘莫萧葛蒋蒯蔚蔺薄薛虞蚁褚解詹诸谌谭谯贲贺赖路连逄逯邓邢邰郁郎郏郑"
characters = sorted({c for c in common + list(extra) if len(c) == 1} | {c for l in (here / "surnames.txt").open(encoding="utf-8") if not l.startswith("#") for c in l if "\u4e00" <= c <= "\u9fff"})
surname_readings = {"曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "朴": "piao", "盖": "gai", "纪": "ji", "缪": "miao", "翟": "zhai", "冼": "xian", "燕": "yan", "尉": "yu", "万": "wan"}
to_trad = OpenCC("s2t")

HOKKIEN = """陈 tan chin|林 lim|黄 ng ooi wee oei|王 ong heng|李 lee li|吴 goh go gouw|张 teo teoh tio chong|蔡 chua chuah tjoa|许 koh kho khor|杨 yeo yeoh njoo|刘 low lau lauw liew|郑 tay teh the|谢 chia cheah sia tjia|洪 ang
何 ho hor|周 chew chiu tjiu|叶 yap yeap iap|曾 chan tan chen chin|郭 quek kuek kwek kwee|苏 soh saw souw|罗 loh low|沈 sim|徐 chee cher swee|梁 neo nio leong|邱 khoo khu|庄 chng ching tjung|江 kang kung|潘 phua pua
颜 gan|余 ee oo yee|高 ko kau|方 png hng pui|傅 poh|卢 loh loo|游 yew yu|孙 sng soon|施 see sie|胡 oh aw|朱 choo chu|唐 tng|韩 hang|温 oon boon|戴 tay tai te|魏 gui ngui|钟 cheng cheong chong|简 kan|纪 kee|柯 qua kua
白 peh pek|丁 teng|赵 teo chio teow|彭 phee peh|黎 lay loi|蓝 nah lam|萧 siow siau seow|汪 ong|范 huan fam|姚 yeo yau yow|严 giam ngiam|符 foo|冯 pang fung foong|欧 au aw|卓 toh|连 lian|涂 thor doo|伍 ngoh|关 kuan|甘 kam""".replace("\n", "|")
southern = {}
for item in HOKKIEN.split("|"):
    c, *spellings = item.split()
    southern[c] = spellings


def toneless(reading):
    base = unicodedata.normalize("NFD", reading.replace("ü", "v")).replace("u\u0308", "v")
    return re.sub("[^a-zv]", "", base)


def mandarin(c):
    found = []
    if c in surname_readings:
        found.append(surname_readings[c])
    for r in pinyin_dict.get(ord(c), "").split(",")[:2]:
        r = toneless(r)
        if r and r not in found:
            found.append(r)
    out = []
    for r in found:
        out.append(r)
        if "v" in r:
            out += [r.replace("v", "u"), r.replace("v", "yu")]
    return out


INITIALS = {"z": ["ch", "ts", "j"], "c": ["ch", "ts"], "j": ["y"], "gw": ["kw", "gw"], "kw": ["kw"], "g": ["k", "g"], "k": ["k", "h"], "b": ["p", "b"], "d": ["t", "d"], "ng": ["ng", ""], "s": ["s", "sh"], "w": ["w"], "m": ["m"], "n": ["n", "l"], "l": ["l"], "f": ["f"], "h": ["h"], "p": ["p"], "t": ["t"], "": [""]}
FINALS = {"aa": ["a", "ah"], "aai": ["ai"], "aau": ["au"], "aam": ["am"], "aan": ["an"], "aang": ["ang"], "aap": ["ap"], "aat": ["at"], "aak": ["ak"], "ai": ["ai"], "au": ["au"], "am": ["am", "um"], "an": ["an", "un"], "ang": ["ang"], "ap": ["ap", "up"],
          "at": ["at", "ut"], "ak": ["ak"], "e": ["e", "eh"], "ei": ["ei", "ee", "i"], "eng": ["eng", "ing"], "ek": ["ek", "ik"], "i": ["i", "ee", "e"], "iu": ["iu"], "im": ["im"], "in": ["in"], "ing": ["ing"], "ip": ["ip"], "it": ["it"],
          "ik": ["ik"], "o": ["o"], "oi": ["oi", "oy"], "ou": ["o", "ou", "oo"], "on": ["on"], "ong": ["ong"], "ok": ["ok"], "ot": ["ot"], "oe": ["eu"], "oeng": ["eung", "eong"], "oek": ["euk", "eok"], "eoi": ["ui", "oi"], "eon": ["un"], "eot": ["ut"],
          "u": ["u", "oo"], "ui": ["ui"], "un": ["un", "oon"], "ung": ["ung"], "ut": ["ut"], "uk": ["uk"], "yu": ["u", "yu", "ue"], "yun": ["uen", "un"], "yut": ["uet", "ut"], "m": ["m"], "ng": ["ng"]}
SPECIAL = {"si": ["sze", "sy", "see", "si"], "zi": ["tsz", "tze", "chi", "gee", "chee"], "ci": ["tsz", "chi"], "ng": ["ng", "eng"], "jyun": ["yuen", "yun"], "ji": ["yi", "yee", "i"], "jyu": ["yu", "yue"], "jing": ["ying"], "seoi": ["shui", "sui", "soy"], "faai": ["fai"], "fai": ["fai"], "coi": ["choi", "choy", "tsoi"]}


def cantonese(c):
    jyut = pycantonese.characters_to_jyutping(to_trad.convert(c))
    reading = re.sub(r"\d", "", jyut[0][1]) if jyut and jyut[0][1] else ""
    if not reading or not re.fullmatch("[a-z]+", reading):
        return []
    if reading in SPECIAL:
        return SPECIAL[reading]
    for initial in sorted(INITIALS, key=len, reverse=True):
        if reading.startswith(initial) and reading[len(initial):] in FINALS:
            tails = FINALS[reading[len(initial):]]
            # j before a front vowel is left out beside u: 余 yu, 远 yuen.
            return [h + t for h in INITIALS[initial] for t in tails]
    return []


lines = ["# How characters of names are written in Latin letters, by scripts/identity/romanise.py: Mandarin, Cantonese, surnames of the south."]
for c in characters:
    spellings = list(dict.fromkeys(mandarin(c) + cantonese(c) + southern.get(c, [])))
    if spellings:
        lines.append(" ".join([c] + spellings))
target = here.parent.parent / "Sources" / "CIdentityData" / "romanisations.txt"
target.write_text("\n".join(lines) + "\n", encoding="utf-8")
print(len(lines), "characters", target.stat().st_size, "bytes")
