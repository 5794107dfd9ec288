#!/usr/bin/env python3
"""Invents pasted address blocks with their answers, over all divisions of the packed gazetteer, in many layouts.

    scripts/make_blocks.py [--seed N] [--each N] > blocks.jsonl

One JSON line a block: `cat`, `input`, and name, phones, province, city, district, town, detail; or `blocks` for several in one message; or `none` for talk.
People, roads, estates and numbers are put together by chance. The same seed writes the same bytes.
"""
import argparse, json, pathlib, random, struct, sys

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("--seed", type=int, default=1)
ap.add_argument("--each", type=int, default=30)
ap.add_argument("--only", default="")
a = ap.parse_args()
R = random.Random(a.seed)
ROOT = pathlib.Path(__file__).resolve().parent.parent
pick = R.choice


# ---------------------------------------------------------------- the divisions, out of the packed tables
class Gazetteer:
    NAMES = "divisions towns town_order characters simplified trie meaning_starts meanings formers area_codes surnames compound_surnames given_names given_name_sex latin strings".split()

    def __init__(self):
        raw = (ROOT / "Sources/CGazetteerData/gazetteer.bin").read_bytes()
        at = [struct.unpack_from("<I", raw, 12 + 8 * i)[0] for i in range(len(self.NAMES))] + [len(raw)]
        part = {n: raw[at[i]:at[i + 1]] for i, n in enumerate(self.NAMES)}
        count, towns = struct.unpack_from("<II", raw, 12 + 8 * len(self.NAMES))
        text = lambda o, n: part["strings"][o:o + n].decode()
        self.rows = []
        for i in range(count):
            off, n, level, parent, _, _, _, _, short, t0, tn, code, province, _ = struct.unpack_from("<IBBHHHHHIHHIHH", part["divisions"], 32 * i)
            self.rows.append(dict(name=text(off, n), level=level, parent=parent, short=text(short & 0xFFFFFF, short >> 24), towns=range(t0, t0 + tn),
                                  code=code & 0x7FFFFFFF, zone=code >> 31, province=province))
        self.towns = []
        for i in range(towns):
            packed, owner, _ = struct.unpack_from("<IHH", part["towns"], 8 * i)
            self.towns.append((text(packed & 0xFFFFFF, packed >> 24), owner))
        self.traditional = {}
        for cp in range(0x5200):
            s = struct.unpack_from("<H", part["simplified"], 2 * cp)[0]
            if s != cp + 0x4E00:
                self.traditional.setdefault(chr(s), chr(cp + 0x4E00))
        for kept in "家里面台采沈升布面余伙系云":
            self.traditional.pop(kept, None)
        self.latin = {}
        for i in range(len(part["latin"]) // 8):
            packed, owner, _ = struct.unpack_from("<IHH", part["latin"], 8 * i)
            self.latin.setdefault(owner, []).append(text(packed & 0xFFFFFF, packed >> 24))


G = Gazetteer()
MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")
HK, MO, TW = "香港特别行政区", "澳门特别行政区", "台湾省"


def place(i):
    """The answer's triple for a division, and the chain of names."""
    d = G.rows[i]
    p, up = G.rows[d["province"]]["name"], G.rows[d["parent"]] if d["parent"] else None
    if d["level"] == 3:
        city = p if p in MUNICIPALITIES else (up["name"] if up["level"] == 2 else "")
        return dict(i=i, province=p, city=city, district=d["name"], towns=[G.towns[t][0] for t in d["towns"]])
    return dict(i=i, province=p, city=d["name"], district="", towns=[G.towns[t][0] for t in d["towns"]])


COUNTIES = [place(i) for i, d in enumerate(G.rows) if d["level"] == 3 and not d["zone"]]
MAINLAND = [c for c in COUNTIES if c["province"] not in (HK, MO, TW)]
TAIWAN = [c for c in COUNTIES if c["province"] == TW]
HONGKONG = [c for c in COUNTIES if c["province"] == HK]
MACAU = [c for c in COUNTIES if c["province"] == MO]
OWN = [c for c in MAINLAND if not c["city"]]
BARE = [place(i) for i, d in enumerate(G.rows) if d["level"] == 2 and d["towns"] and d["code"] // 10000 < 70 and not any(x["parent"] == i for x in G.rows)]
ETHNIC = [c for c in MAINLAND if any(w in c["city"] + c["district"] for w in ("自治", "盟", "旗"))]
names = {}
for c in MAINLAND:
    names.setdefault(c["district"], []).append(c)
UNIQUE = [c for c in MAINLAND if len(names[c["district"]]) == 1 and len(c["district"]) > 2]
SHORT_TAILS = ("特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市", "地区", "盟")


def short(name):
    for i, d in enumerate(G.rows):
        if d["name"] == name and d["short"]:
            return d["short"]
    return name


# ---------------------------------------------------------------- people, numbers, houses
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
COMPOUND = "欧阳 上官 司马 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 东方 端木 南宫 独孤".split()
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉梅红鹏飞建华文辉力志慧嘉怡雨婷欣子轩梓涵浩宇思彤晨曦诗雅琪博文俊熙佳宁若曦钰莹宏毅晓燕春生国栋海波振东永康少峰雪琴凤英翠莲书瑶一诺沐辰可馨语桐"
LONE = SURNAMES[:150]


def given():
    return pick(GIVEN) + (pick(GIVEN) if R.random() < 0.62 else "")


def person():
    return (pick(COMPOUND) if R.random() < 0.03 else pick(SURNAMES)) + given()


def mobile():
    return pick(["13", "15", "18", "17", "19", "16"]) + "".join(R.choice("0123456789") for _ in range(9))


ROADW = "长兴 安顺里 学府 滨湖 迎宾 红旗 建业 幸福 光明 朝霞 金桂 银杏 梧桐 枫林 石榴 白鹭 青松 香樟 望江 听涛 凤凰 龙腾 虎踞 天目 云台 紫荆 丹桂 文昌 武胜 经纬 纬三 经七 科创 创智 民主 解放 团结 和睦 崇文 尚德 怀远 汇通 永盛 同德 新华 五一 八一 人民 环城 沿江 太湖 黄河 泰山 珠江 中心 站前 机场 水电 纺织 收获 电力 手工业 姓李屯 联系桥 邮电 地税".split()
ROADT = "路 路 路 街 大街 大道 巷 西路 东路 北街 南路 中路 二路 三街 支路".split()
ESTW = "锦绣 阳光 金色 碧水 龙湖 万象 中海 保利 绿地 书香 名门 御景 翡翠 盛世 江南 水岸 湖畔 山水 世纪 时代 新城 东方 紫金 玫瑰 香榭 橡树 丽景 汇景 尚品 凯旋 星河 天鹅 海棠 桃源".split()
ESTT = "花园 花苑 家园 小区 名都 华庭 豪庭 国际 公馆 雅苑 新村 山庄 广场 嘉园 名邸 一期 二期 三期 丽舍 府 里 湾 城".split()
FIRM = "机械厂 电子科技有限公司 服装批发市场 汽修店 便利店 菜鸟驿站 妈妈驿站 药房 美容院 理发店 幼儿园 第二中学 人民医院门诊楼 农商银行 建材城 物流园 五金店 水果店 家具厂 快递代收点 宠物店 奶茶店 烟酒行 超市 中心小学 镇政府 派出所 电信营业厅".split()
FIRMW = "宏达 联创 金源 恒泰 众邦 佳美 兴业 天成 万家 鑫隆 百合 老街口 小蜜蜂 蓝天 启明 顺发 华强 福源 邻里 美佳".split()
VILW = "大王 小李 张家 陈家 赵各 杨树 柳林 石桥 双河 三合 上坪 下湾 新民 前进 红星 东岗 西沟 南塘 北洼 刘家 高家 罗家 马家 王家 李家".split()
VILT = "村 村 村 庄村 屯 营村 沟村 湾村 店村 坪村".split()


def room():
    return pick([
        lambda: f"{R.randint(1,38)}栋{R.randint(1,3)}单元{R.randint(1,33)}0{R.randint(1,6)}室", lambda: f"{R.randint(1,30)}号楼{R.randint(1,4)}单元{R.randint(101,2806)}",
        lambda: f"{R.randint(1,20)}幢{R.randint(101,1804)}室", lambda: f"{pick('ABCD')}座{R.randint(201,2912)}", lambda: f"{R.randint(1,20)}-{R.randint(1,3)}-{R.randint(101,1802)}",
        lambda: f"{R.randint(2,28)}楼", lambda: f"{R.randint(1,12)}#{R.randint(101,905)}", lambda: f"{pick('ABCEF')}{R.randint(1,9)}栋{R.randint(1,20)}层", lambda: f"{R.randint(1,20)}号门面",
    ])()


def detail():
    road = lambda: pick(ROADW) + pick(ROADT) + f"{R.randint(1,1999)}号" + (f"附{R.randint(1,9)}号" if R.random() < 0.06 else "")
    estate = lambda: pick(ESTW) + pick(ESTW) * (R.random() < 0.3) + pick(ESTT)
    return pick([
        lambda: road() + estate() + room(), lambda: road() + estate() + room(), lambda: estate() + room(), lambda: road() + pick(FIRMW) + pick(FIRM),
        lambda: pick(VILW) + pick(VILT) + f"{R.randint(1,16)}组" + (f"{R.randint(1,220)}号" if R.random() < 0.6 else ""), lambda: road(),
        lambda: road() + pick(FIRMW) + pick(FIRM) + f"（{pick(ESTW)}{pick(ROADT[:1])}口）", lambda: pick(ROADW) + pick(ROADT) + "与" + pick(ROADW) + pick(ROADT) + "交叉口" + pick(FIRMW) + pick(FIRM),
        lambda: road() + estate() + f"{pick(['东门', '南门', '西区', '北区'])}" + pick(FIRM),
    ])()


def answer(c, name, phones, det, town="", **more):
    return dict(name=name, phones=phones if isinstance(phones, list) else [phones], province=c["province"], city=c["city"], district=c["district"], town=town, detail=det, **more)


def full(c):
    return c["province"] + (c["city"] if c["city"] != c["province"] else "") + c["district"]


def with_town(c, chance=0.45):
    return pick(c["towns"]) if c["towns"] and R.random() < chance else ""


def case(cat, text, ans):
    return dict(cat=cat, input=text, **ans)


CATS = {}


def cat(f):
    CATS[f.__name__] = f
    return f


SEPS = [" ", "  ", "，", ",", "\n", "\t", "、", "；", ";", "|", " / ", "。"]


@cat
def any_order():
    c, n, m, d = pick(MAINLAND), person(), mobile(), detail()
    t = with_town(c)
    parts = [n, m, full(c) + t + d]
    R.shuffle(parts)
    return case("any order", pick(SEPS).join(parts), answer(c, n, m, d, t))


@cat
def glued_front():
    c, n, m, d = pick(MAINLAND), person(), mobile(), detail()
    t = with_town(c)
    return case("glued: name phone address", n + m + full(c) + t + d, answer(c, n, m, d, t))


@cat
def glued_address_phone_name():
    c, n, m = pick(MAINLAND), person(), mobile()
    d = detail()
    while d[-1].isdigit():
        d = detail()
    t = with_town(c)
    return case("glued: address phone name", full(c) + t + d + m + n, answer(c, n, m, d, t))


@cat
def glued_name_address():
    c, n, m, d = pick(MAINLAND), person(), mobile(), detail()
    t = with_town(c)
    return case("glued: name against address", n + full(c) + t + d + pick(["", " ", "，"]) + (m if not d[-1].isdigit() else " " + m), answer(c, n, m, d, t))


@cat
def glued_detail_name():
    c, n, m = pick(MAINLAND), person(), mobile()
    d = detail()
    while not (d[-1] in "室号楼" or d[-1].isdigit()):
        d = detail()
    t = with_town(c)
    return case("glued: detail against name", full(c) + t + d + n + pick(["", " ", ","]) + m, answer(c, n, m, d, t))


@cat
def province_missing():
    c = pick([c for c in MAINLAND if c["city"] and c["province"] not in MUNICIPALITIES])
    n, m, d, t = person(), mobile(), detail(), with_town(c)
    return case("province missing", pick([f"{n} {m} {c['city']}{c['district']}{t}{d}", f"{c['city']}{c['district']}{t}{d}\n{n}\n{m}", f"{m}，{n}，{c['city']} {c['district']} {t}{d}"]), answer(c, n, m, d, t))


@cat
def city_missing():
    c = pick([c for c in MAINLAND if c["city"] and c["province"] not in MUNICIPALITIES and len([x for x in names[c["district"]] if x["province"] == c["province"]]) == 1])
    n, m, d, t = person(), mobile(), detail(), with_town(c)
    return case("city missing", f"{c['province']}{c['district']}{t}{d} {n} {m}", answer(c, n, m, d, t))


@cat
def district_only():
    c = pick(UNIQUE)
    n, m, d, t = person(), mobile(), detail(), with_town(c)
    return case("district only", pick([f"{n} {m} {c['district']}{t}{d}", f"{c['district']}{t}{d}，{n}，{m}"]), answer(c, n, m, d, t))


@cat
def town_decides():
    shared = [c for v in names.values() if len(v) > 1 for c in v if c["towns"]]
    c = pick(shared)
    others = {t for x in names[c["district"]] if x is not c for t in x["towns"]}
    own = [t for t in c["towns"] if t not in others and len(t) > 2]
    if not own:
        return None
    n, m, d, t = person(), mobile(), detail(), pick(own)
    return case("shared district, town decides", f"{n}，{m}，{c['district']}{t}{d}", answer(c, n, m, d, t))


@cat
def abbreviated():
    c = pick([c for c in MAINLAND if c["city"]])
    n, m, d = person(), mobile(), detail()
    p, q, r = short(c["province"]), short(c["city"]), c["district"]
    s = next((x["short"] for i, x in enumerate(G.rows) if i == c["i"]), r)
    if c["province"] in MUNICIPALITIES:
        head = pick([p, p + p]) + (s if len(s) > 1 else r)
    else:
        head = p + q + (s if len(s) > 1 else r)
    return abbreviated_case(c, n, m, head)


def abbreviated_case(c, n, m, head):
    d = pick(["锦绣", "学府", "滨湖", "文昌"]) + pick(["路", "大道"]) + f"{R.randint(2,300)}号" + pick(ESTW) + pick(ESTT) + room()
    return case("abbreviated 广东深圳南山", f"{n} {m} {head}{d}", answer(c, n, m, d))


@cat
def spaced():
    c = pick([c for c in MAINLAND if c["city"]])
    n, m, d, t = person(), mobile(), detail(), with_town(c, 0.6)
    s = pick([" ", "/", "-", "，", "·", " > ", "、", "|", "　", " / "])
    chain = [c["province"]] + ([c["city"]] if c["city"] != c["province"] or R.random() < 0.5 else []) + [c["district"]] + ([t] if t else [])
    return case("levels spaced", f"{n}\n{m}\n{s.join(chain)}{s}{d}", answer(c, n, m, d, t))


@cat
def municipality():
    c = pick([c for c in MAINLAND if c["province"] in MUNICIPALITIES])
    p = c["province"]
    s = p[:2]
    n, m, d, t = person(), mobile(), detail(), with_town(c)
    head = pick([p + p, s + p, s + s + "市", p + "市辖区", s, p + " " + p + " ", s + " " + s + " ", p + "/市辖区/", p + "，市辖区，"])
    return case("municipality spellings", f"{head}{c['district']}{t}{d} {n} {m}", answer(c, n, m, d, t))


@cat
def repeated():
    c = pick([c for c in MAINLAND if c["city"] and c["province"] not in MUNICIPALITIES])
    n, m, d, t = person(), mobile(), detail(), with_town(c)
    head = pick([f"{full(c)} {full(c)}", f"{full(c)}{full(c)}", f"{c['province']} {c['city']} {c['district']} {full(c)}", f"{c['province']}{c['city']} {full(c)}", f"{full(c)} {c['city']}{c['district']}", f"{full(c)}{c['district']}"])
    return case("region repeated", f"{n}，{m}，{head}{t}{d}", answer(c, n, m, d, t))


@cat
def ethnic():
    c = pick(ETHNIC)
    n, m, d, t = person(), mobile(), detail(), with_town(c)
    return case("自治州, 自治县, 旗, 盟", pick([f"{full(c)}{t}{d} {n} {m}", f"{n} {m} {short(c['province'])}{c['city']}{c['district']}{t}{d}", f"{n}，{m}，{c['city']}{c['district']}{t}{d}"]) if c["city"] else f"{full(c)}{t}{d} {n} {m}", answer(c, n, m, d, t))


@cat
def ethnic_short():
    c = pick([c for c in ETHNIC if c["city"]])
    q, d0 = G.rows[G.rows[c["i"]]["parent"]], G.rows[c["i"]]
    n, m, d = person(), mobile(), detail()
    qs = q["short"] + ("州" if q["name"].endswith("州") and not q["short"].endswith("州") else "盟" if q["name"].endswith("盟") and not q["short"].endswith("盟") else "市" if q["name"].endswith("市") else "")
    ds = d0["short"] + ("县" if d0["name"].endswith("自治县") and not d0["short"].endswith("县") else "旗" if d0["name"].endswith("旗") and not d0["short"].endswith("旗") else "区" if d0["name"].endswith("区") and not d0["short"].endswith("区") else "市" if d0["name"].endswith("市") and not d0["short"].endswith("市") else "县" if d0["name"].endswith("县") and not d0["short"].endswith("县") else "")
    return case("自治州 short", f"{n} {m} {short(c['province'])}{qs}{ds}{d}", answer(c, n, m, d))


@cat
def own_county():
    c = pick(OWN)
    n, m, d, t = person(), mobile(), detail(), with_town(c, 0.7)
    return case("province-run counties", pick([f"{full(c)}{t}{d} {n} {m}", f"{n} {m} {c['province']}省直辖县级行政区划{c['district']}{t}{d}", f"{c['district']}{t}{d} {n} {m}", f"{short(c['province'])}{c['district']}{t}{d}\n{n} {m}"]), answer(c, n, m, d, t))


@cat
def bare_city():
    c = pick(BARE)
    n, m, d, t = person(), mobile(), detail(), pick(c["towns"])
    return case("东莞, 中山, 儋州, 嘉峪关", pick([f"{n} {m} {c['province']}{c['city']}{t}{d}", f"{c['city']}{t}{d} {n} {m}", f"{short(c['province'])}{short(c['city'])}{t}{d}，{n}，{m}", f"{c['province']} {c['city']} {c['city']} {t}{d} {n} {m}"]), answer(c, n, m, d, t))


FORMERS = []
for line in (ROOT / "scripts/data/former_names.tsv").read_text(encoding="utf-8").splitlines()[1:]:
    f = line.split("\t")
    if f[0] == "county" and f[7] == "1" and f[6] and f[3] not in ("市区", "郊区", "矿区", "城区", "县", "市辖区") and f[1] == f[4]:
        FORMERS.append(f)
BYPATH = {(c["province"], c["city"], c["district"]): c for c in MAINLAND}


@cat
def former():
    f = pick(FORMERS)
    c = BYPATH.get((f[4], f[5], f[6])) or BYPATH.get((f[4], "", f[6]))
    if not c or (f[4], f[2], f[3]) in BYPATH or not f[2]:
        return None
    n, m, d = person(), mobile(), detail()
    return case("former names", f"{n} {m} {f[1]}{f[2] if f[2] != f[1] else ''}{f[3]}{d}", answer(c, n, m, d))


@cat
def typo():
    c = pick([c for c in MAINLAND if c["city"] and c["province"] not in MUNICIPALITIES])
    n, m, d = person(), mobile(), detail()
    kind = R.randrange(4)
    p, q, r = c["province"], c["city"], c["district"]
    if kind == 0 and len(q) == 3 and q.endswith("市"):
        q = q[0] + pick("训洲川青安阳林江") + "市"
        if q == c["city"] or any(x["name"] == q for x in G.rows):
            return None
    elif kind == 1 and p.endswith("自治区"):
        p = short(p) + "省"
    elif kind == 2 and r.endswith("区") and len(r) == 3:
        r = r[:2] + "曲" if R.random() < 0.3 else r[:2] + "县"
        if any(x["name"] == r for x in G.rows):
            return None
    elif kind == 3 and len(r) >= 4 and not r.endswith("旗"):
        r = r[0] + pick("洋样群洲川") + r[2:]
        if any(x["name"] == r for x in G.rows):
            return None
    else:
        return None
    return case("typos and wrong types", f"{n} {m} {p}{q}{r}{d}", answer(c, n, m, d))


@cat
def traditional():
    c = pick(MAINLAND)
    n, m, d, t = person(), mobile(), detail(), with_town(c)
    tr = lambda s: "".join(G.traditional.get(ch, ch) for ch in s)
    ans = answer(c, [tr(n), n], m, [tr(d), d, tr(t + d)], t)
    return case("traditional script", pick([f"{tr(n)} {m} {tr(full(c) + t + d)}", f"收件人：{tr(n)}\n電話：{m}\n地址：{tr(full(c) + t + d)}"]), ans)


LABELS = [("收货人", "手机号码", "所在地区", "详细地址"), ("收件人", "电话", None, "地址"), ("姓名", "手机", None, "收货地址"), ("联系人", "联系电话", None, "地址"), ("名字", "号码", "地区", "街道地址"),
          ("客户姓名", "联系方式", "省市区", "详细地址"), ("收货姓名", "手机号", None, "邮寄地址"), ("收件人姓名", "收件人电话", None, "收件人地址"), ("收货方", "电话号码", None, "送货地址"), ("接收人", "手机号", None, "寄送地址"),
          ("收货人姓名", "收货人手机", None, "收货人地址"), ("昵称/姓名", "电话", None, "快递地址"), ("寄件给", "TEL", None, "地址")]


@cat
def labelled():
    c, n, m, d = pick(MAINLAND), person(), mobile(), detail()
    t = with_town(c)
    ln, lp, lr, la = pick(LABELS)
    colon = pick(["：", ":", ": ", "： "])
    sep = pick(["\n", "\n", " ", "，", "；", "\n\n"])
    rows = [f"{ln}{colon}{n}", f"{lp}{colon}{m}"]
    if lr:
        s = pick(["", " ", "/", "-"])
        chain = [c["province"]] + [x for x in (c["city"], c["district"]) if x and x != c["province"]]
        rows += [f"{lr}{colon}{s.join(chain)}", f"{la}{colon}{t}{d}"]
    else:
        rows.append(f"{la}{colon}{full(c)}{t}{d}")
        if R.random() < 0.4:
            rows = rows[::-1]
    if R.random() < 0.25:
        rows.append(pick([f"邮编{colon}{R.randint(100000,859999)}", f"备注{colon}到付", f"数量{colon}2件", f"快递{colon}顺丰", f"身份证号{colon}不需要"]))
    return case("labelled", sep.join(rows), answer(c, n, m, d, t))


@cat
def labelled_brackets():
    c, n, m, d = pick(MAINLAND), person(), mobile(), detail()
    t = with_town(c)
    o, e = pick([("【", "】"), ("[", "]"), ("「", "」："), ("<", ">")])
    sep = pick(["\n", " ", ""])
    return case("labelled with brackets", f"{o}收货人{e}{n}{sep}{o}电话{e}{m}{sep}{o}地址{e}{full(c)}{t}{d}", answer(c, n, m, d, t))


@cat
def label_glued():
    c, n, m, d = pick(MAINLAND), person(), mobile(), detail()
    t = with_town(c)
    return case("labels without colons", pick([f"收货人{n}电话{m}地址{full(c)}{t}{d}", f"姓名{n}，手机{m}，地址{full(c)}{t}{d}", f"地址{full(c)}{t}{d}，收件人{n}，电话{m}", f"收件人 {n} 电话 {m} 地址 {full(c)}{t}{d}", f"地址是{full(c)}{t}{d}，电话是{m}，名字是{n}"]), answer(c, n, m, d, t))


def phone_forms(m):
    return pick([f"{m[:3]} {m[3:7]} {m[7:]}", f"{m[:3]}-{m[3:7]}-{m[7:]}", f"+86 {m}", f"+86-{m}", f"86-{m}", f"0086{m}", f"(+86){m}", f"{m[:3]}.{m[3:7]}.{m[7:]}", f"+86 {m[:3]} {m[3:7]} {m[7:]}", f"{m[:3]}—{m[3:7]}—{m[7:]}", f"☎{m}", f"手机：{m}",
                 "".join(chr(ord(ch) + 0xFEE0) for ch in m), f"Tel:{m}", f"{m[:4]} {m[4:7]} {m[7:]}", f"{m[:5]} {m[5:]}", f"电话 {m[:3]} {m[3:]}"])


@cat
def phone_notation():
    c, n, m, d = pick(MAINLAND), person(), mobile(), detail()
    return case("phone notations", pick([f"{n} {phone_forms(m)} {full(c)}{d}", f"{full(c)}{d}，{n}，{phone_forms(m)}", f"{n}\n{phone_forms(m)}\n{full(c)}{d}"]), answer(c, n, m, d))


@cat
def phone_spoken():
    c, n, m, d = pick(MAINLAND), person(), mobile(), detail()
    han = "".join("零一二三四五六七八九"[int(x)] for x in m) if R.random() < 0.5 else "".join("〇幺二三四五六七八九"[int(x)] for x in m)
    return case("phone in Chinese numerals", f"{n} 电话{han} {full(c)}{d}", answer(c, n, m, d))


@cat
def two_phones():
    c, n, m, k, d = pick(MAINLAND), person(), mobile(), mobile(), detail()
    return case("two phones", pick([f"{n} {m}/{k} {full(c)}{d}", f"{n} {m} {k} {full(c)}{d}", f"{n}，{m}，备用{k}，{full(c)}{d}", f"{full(c)}{d} {n} {m}或{k}", f"姓名：{n}\n电话1：{m}\n电话2：{k}\n地址：{full(c)}{d}"]), answer(c, n, [m, k], d))


@cat
def virtual():
    c, n, m, d = pick(MAINLAND), person(), mobile(), detail()
    x = f"{R.randint(1000,9999)}"
    t = pick([f"{n} {m}-{x} {full(c)}{d}", f"{n} {m}转{x} {full(c)}{d}", f"{n}[{x}] {m}-{x} {full(c)}{d}[{x}]", f"{n}，{m}转{x}，{full(c)}{d}", f"{n} {m}_{x} {full(c)}{d}", f"{m} 转 {x} {n} {full(c)}{d}", f"{n} {m}#{x} {full(c)}{d}", f"{n}\n{m}[{x}]\n{full(c)}{d}[{x}]", f"{m}分机{x}，{n}，{full(c)}{d}"])
    return case("virtual numbers", t, answer(c, n, f"{m}-{x}", d))


@cat
def landline():
    c = pick([c for c in MAINLAND])
    n, d = person(), detail()
    area, body = pick([("010", 8), ("021", 8), ("0755", 8), ("0571", 8), ("0991", 7), ("0898", 8), ("0431", 8), ("0873", 7), ("0951", 7)])
    num = pick("2345678") + "".join(R.choice("0123456789") for _ in range(body - 1))
    e = str(R.randint(100, 8999)) if R.random() < 0.3 else ""
    t = pick([f"{area}-{num}", f"({area}){num}", f"{area} {num}", f"{area}-{num[:4]}-{num[4:]}", f"（{area}）{num}"]) + (pick(["-", "转", " ext ", "分机"]) + e if e else "")
    return case("landlines", f"{n} {t} {full(c)}{d}", answer(c, n, f"{area}{num}{e}", d))


def id_number():
    body = f"{pick([110105, 320102, 440305, 510104, 370202])}{R.randint(1955,2005)}{R.randint(1,12):02}{R.randint(1,28):02}{R.randint(0,999):03}"
    w = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(x) * y for x, y in zip(body, w)) % 11]


@cat
def extra_numbers():
    c, n, m, d = pick(MAINLAND), person(), mobile(), detail()
    i = id_number()
    return case("other numbers beside", pick([f"{n} {i} {m} {full(c)}{d}", f"{n}，身份证{i}，{m}，{full(c)}{d}", f"订单号{R.randint(10**17,10**18)} {n} {m} {full(c)}{d}", f"{n}\n{m}\n{full(c)}{d}\n身份证号：{i}", f"{n} {m} {full(c)}{d} {R.randint(100000,859999)}",
                                             f"SF{R.randint(10**12,10**13-1)}\n{n} {m}\n{full(c)}{d}", f"{n} {m} {full(c)}{d} 邮编：{R.randint(100000,859999)}", f"{n} 微信号{pick(['lulu','hz'])}{R.randint(10000,99999)} {m} {full(c)}{d}"]), answer(c, n, m, d))


ODD = ["小雨", "糖糖妈", "阿May", "Vivian", "David Chen", "王女士", "李先生", "张小姐", "陈老师", "刘总", "小胖", "老周", "阿强", "赵姐", "钱阿姨", "大熊", "豆豆妈妈", "Mr.Lee", "孙经理", "胡医生", "林太太", "郭老板", "何律师", "前台", "门卫", "仓库", "收发室", "小可爱", "欧阳先生", "韩国强", "泰国良", "文莱", "东方红", "高兴", "黄河", "江山", "万里", "张三丰", "陆路", "楼兰", "谷村", "车站", "安全", "年华", "乐乐", "卓玛", "次仁央金", "阿卜杜拉·买买提", "古丽·阿依", "迪丽热巴", "巴特尔", "乌日娜", "扎西多吉", "金成焕", "马红旗", "司马南", "东门吹雪", "诸葛小明", "周公子", "Lucy", "Tom Wang", "涵涵", "一颗柠檬", "王 强", "李·Anna", "钟楼", "路遥", "海南", "吉林", "江宁", "周口"]


@cat
def odd_names():
    c, n, m, d = pick(MAINLAND), pick(ODD), mobile(), detail()
    return case("odd names", pick([f"{n} {m} {full(c)}{d}", f"{full(c)}{d} {n} {m}", f"{n}，{m}，{full(c)}{d}", f"{n}\n{m}\n{full(c)}{d}", f"收货人：{n}\n手机：{m}\n地址：{full(c)}{d}", f"{full(c)}{d}，{m}，{n}", f"{full(c)}{d} {n}（收） {m}", f"{full(c)}{d} {n}收 {m}"]), answer(c, n, m, d))


@cat
def place_in_detail():
    c, n, m = pick(MAINLAND), person(), mobile()
    other = pick(MAINLAND)
    s = short(other["city"]) if other["city"] else short(other["province"])
    d = pick([f"{s}路{R.randint(1,900)}号", f"{s}西路{R.randint(1,900)}号{pick(ESTW)}{pick(ESTT)}{room()}", f"{pick(ROADW)}路{R.randint(1,99)}号{s}银行", f"{pick(ROADW)}大道{R.randint(1,99)}号{s}大厦{room()}", f"{s}街{R.randint(1,99)}号", f"{pick(ROADW)}路{R.randint(2,99)}号{s}小吃店", f"{s}花园{R.randint(2,20)}栋{R.randint(101,999)}", f"{pick(ROADW)}路{R.randint(2,99)}号{s}商会{R.randint(2,20)}楼"])
    return case("another place in the detail", pick([f"{n} {m} {full(c)}{d}", f"{full(c)}{d}，{n}，{m}"]), answer(c, n, m, d))


FRONT = ["老板在吗 ", "麻烦寄一下：", "亲，发这里 ", "在吗？我要两盒，", "你好，地址发你：", "好的，寄到", "换个地址，发到", "帮我寄给我妈\n", "这次发我公司 ", "上次那个再来一份，"]
BACK = ["，谢谢", " 谢谢老板", "，到了打电话", " 麻烦尽快发货", "，别放驿站", " 发顺丰", "，周末送", "\n要中号的，黑色", "，多谢啦", "  帮忙包好一点"]


@cat
def in_chat():
    c, n, m, d = pick(MAINLAND), person(), mobile(), detail()
    t = with_town(c)
    body = pick([f"{n} {m} {full(c)}{t}{d}", f"{full(c)}{t}{d} {n} {m}", f"{n}，{m}，{full(c)}{t}{d}"])
    return case("in running chat", (pick(FRONT) if R.random() < 0.7 else "") + body + (pick(BACK) if R.random() < 0.7 else ""), answer(c, n, m, d, t))


@cat
def multi():
    k = R.randint(2, 4)
    rows, answers = [], []
    style = R.randrange(8)
    for i in range(k):
        c, n, m, d = pick(MAINLAND), person(), mobile(), detail()
        t = with_town(c)
        answers.append(answer(c, n, m, d, t))
        rows.append([f"{n} {m} {full(c)}{t}{d}", f"{n}，{m}，{full(c)}{t}{d}", f"收货人：{n}\n电话：{m}\n地址：{full(c)}{t}{d}", f"{n}\n{m}\n{full(c)}{t}{d}", f"{full(c)}{t}{d} {n} {m}", f"{full(c)}{t}{d}，{n}，{m}", f"{n} {m}\n{full(c)}{t}{d}", f"{full(c)}{t}{d}\n{n} {m}"][style])
    glue = pick(["\n\n", "\n"] if "\n" not in rows[0] else ["\n\n"])
    if R.random() < 0.4:
        mark = pick([lambda i: f"{i+1}.", lambda i: f"{i+1}、", lambda i: "①②③④"[i], lambda i: f"（{i+1}）", lambda i: f"{i+1}) ", lambda i: f"地址{i+1}："])
        rows = [mark(i) + r for i, r in enumerate(rows)]
        glue = "\n"
    elif style in (0, 1) and R.random() < 0.3:
        glue = pick(["；", "；\n", "。"])
    return dict(cat="several blocks", input=glue.join(rows), blocks=answers)


@cat
def taiwan():
    c = pick(TAIWAN)
    tr = lambda s: "".join(G.traditional.get(ch, ch) for ch in s).replace("臺", "台")
    n, d = person(), pick(["忠孝", "中山", "民生", "建國", "光復", "文化", "和平", "復興", "成功", "自由"]) + pick(["路", "街", "東路", "北路"]) + pick(["", "一段", "二段", "三段"]) + pick(["", f"{R.randint(2,90)}巷", f"{R.randint(2,90)}巷{R.randint(1,20)}弄"]) + f"{R.randint(1,300)}號" + pick(["", f"{R.randint(2,14)}樓", f"{R.randint(2,14)}樓之{R.randint(1,6)}"])
    m = "09" + "".join(R.choice("0123456789") for _ in range(8))
    ph = pick([m, f"{m[:4]}-{m[4:7]}-{m[7:]}", f"{m[:4]} {m[4:]}"])
    city = tr(c["city"]) if R.random() < 0.5 else tr(c["city"]).replace("台", "臺")
    zip_ = pick(["", f"{R.randint(100,983)} ", f"{R.randint(100,983)}"])
    ans = answer(c, [tr(n), n], m, d)
    ans["detail"] = [d, "".join({v: k for k, v in G.traditional.items()}.get(x, x) for x in d)]
    return case("Taiwan", pick([f"{tr(n)} {ph} {zip_}{city}{tr(c['district'])}{d}", f"收件人：{tr(n)}\n電話：{ph}\n地址：{zip_}{city}{tr(c['district'])}{d}", f"{tr(n)}\n{ph}\n台灣{city}{tr(c['district'])}{d}", f"{zip_}{city}{tr(c['district'])}{d} {tr(n)} {ph}"]), ans)


@cat
def hongkong():
    c = pick(HONGKONG)
    tr = lambda s: "".join(G.traditional.get(ch, ch) for ch in s)
    n = person()
    m = pick("569") + "".join(R.choice("0123456789") for _ in range(7))
    d = pick(["彌敦道", "英皇道", "皇后大道中", "廣東道", "青山公路", "軒尼詩道", "大埔道"]) + f"{R.randint(1,800)}號" + pick(["金輝大廈", "富豪中心", "嘉湖山莊", "美孚新邨", "德福花園"]) + f"{R.randint(1,30)}樓{pick('ABCDEFG')}室"
    simp = "".join({v: k for k, v in G.traditional.items()}.get(x, x) for x in d)
    return case("Hong Kong", pick([f"{tr(n)} {m} 香港{tr(c['district'])}{d}", f"收貨人：{tr(n)}\n電話：{m[:4]} {m[4:]}\n地址：香港{tr(c['district'])}{d}", f"香港{pick(['', '特別行政區'])}{tr(c['district'])}{d} {tr(n)} +852 {m}", f"{tr(n)}，+852-{m}，香港{tr(c['district'])}{d}"]), answer(c, [tr(n), n], m, [d, simp]))


@cat
def latin_mainland():
    c = pick([c for c in MAINLAND if c["city"] and G.latin.get(c["i"]) and c["province"] not in MUNICIPALITIES and len(c["district"]) == 3])
    q = next(i for i, x in enumerate(G.rows) if x["name"] == c["city"] and x["level"] == 2)
    p = next(i for i, x in enumerate(G.rows) if x["name"] == c["province"] and x["level"] == 1)
    cap = lambda i: min(G.latin[i], key=len).capitalize()
    n = pick(["Wang Lei", "Li Na", "Zhang Wei", "Chen Jing", "Liu Yang", "Zhao Min", "Emma Sun", "Zhou Kai"])
    m = mobile()
    d = pick([f"No. {R.randint(1,900)} Renmin Road", f"Room {R.randint(101,2805)}, Building {R.randint(1,20)}, {R.randint(1,300)} Zhongshan Road", f"{R.randint(2,30)}/F, {R.randint(1,300)} Jianshe Street"])
    kind = {"区": " District", "县": " County", "市": " City"}.get(c["district"][-1])
    if not kind:
        return None
    ans = answer(c, n, m, d)
    return case("mainland in English", pick([f"{n}\n{d}, {cap(c['i'])}{kind}, {cap(q)}, {cap(p)}, China\n+86 {m}", f"Name: {n}\nTel: +86 {m}\nAddress: {d}, {cap(c['i'])}{kind}, {cap(q)} City, {cap(p)} Province, China"]), ans)


ABROAD = [
    ("MY", "Nurul Aisyah", "+60 12-345 {0}", "No. {1}, Jalan Mawar {2}, Taman Melati, 53100 Kuala Lumpur, Malaysia", "nama|no telefon|alamat"),
    ("MY", "Tan Wei Ming", "+60 16-7{2}4 {0}", "{1}-{2}, Lorong Damai 3, 11900 Bayan Lepas, Penang, Malaysia", "Name|Phone|Address"),
    ("SG", "Lim Hui Min", "+65 9123 {0}", "Blk {1} Bedok North Street 3 #{2}-128, Singapore 460{2}1", "Name|Contact|Address"),
    ("TH", "สมชาย ใจดี", "+66 81 234 {0}", "{1}/{2} ถนนสุขุมวิท แขวงคลองเตย เขตคลองเตย กรุงเทพมหานคร 10110", "ชื่อ|เบอร์โทร|ที่อยู่"),
    ("VN", "Nguyễn Thị Lan", "+84 912 345 {2}70", "{1} Đường Lê Lợi, Phường Bến Nghé, Quận 1, TP. Hồ Chí Minh, Việt Nam", "Họ tên|SĐT|Địa chỉ"),
    ("ID", "Budi Santoso", "+62 812-3456-{0}", "Jl. Melati No. {1}, RT 0{2}/RW 02, Kel. Menteng, Jakarta Pusat 10310, Indonesia", "Nama|No HP|Alamat"),
    ("US", "Sarah Johnson", "+1 415 555 2671", "{1} Maple Street, Apt {2}B, San Francisco, CA 94110, USA", "Name|Phone|Address"),
    ("JP", "佐藤健太", "+81 90-1234-{0}", "〒150-0002 東京都渋谷区渋谷{2}-12-{2} メゾン青山{1}号室", "氏名|電話番号|住所"),
    ("BR", "João da Silva", "+55 11 91234-{0}", "Rua das Flores, {1}, Apto {2}2, São Paulo - SP, 01310-100, Brasil", "Nome|Telefone|Endereço"),
    ("MX", "María González", "+52 55 1234 {0}", "Calle Reforma {1}, Colonia Centro, Ciudad de México, 06000, México", "Nombre|Teléfono|Dirección"),
    ("AE", "أحمد علي", "+971 50 123 {0}", "شارع الشيخ زايد، برج {1}، شقة {2}، دبي، الإمارات", "الاسم|الهاتف|العنوان"),
    ("SA", "فاطمة حسن", "+966 50 123 {0}", "حي العليا، شارع التحلية، مبنى {1}، الرياض، السعودية", "الاسم|رقم الجوال|العنوان"),
]


@cat
def abroad():
    land, n, ph, d, labels = pick(ABROAD)
    a0 = f"{R.randint(1000,9999)}", R.randint(10, 300), R.randint(2, 9)
    ph, d = ph.format(*a0), d.format(*a0)
    ln, lp, la = labels.split("|")
    text = pick([f"{n}\n{ph}\n{d}", f"{ln}: {n}\n{lp}: {ph}\n{la}: {d}", f"{n}\n{d}\n{ph}", f"{la}: {d}\n{ln}: {n}\n{lp}: {ph}"])
    return dict(cat=f"abroad {land}", input=text, name=n, phones=[ph], country=land, detail_has=d)


@cat
def bare():
    """An address by itself: a full or short chain, or the district alone where its name is the only one."""
    c = pick([c for c in MAINLAND if c["city"]])
    d, t = detail(), with_town(c, 0.35)
    p, q, n = short(c["province"]), short(c["city"]), c["district"]
    forms = [full(c), c["city"] + n, p + q + n, q + n, c["province"] + n] + [n] * (c in UNIQUE)
    return case("bare", pick(forms) + pick(["", "", "", " "]) + t + d, answer(c, "", [], d, t))


PLACES = [short(c["city"]) for c in MAINLAND if c["city"]]
NONE = ["我下周去{p}出差", "{p}今天下雪了", "国庆准备去{p}玩", "{p}的特产有哪些", "你家是{p}的吗", "{p}这边降温了", "老家{p}，现在在{q}上班", "刚从{p}回来，累死了", "{p}大学录取通知书到了", "有没有{p}的姐妹", "取件码8-2-3045，放在菜鸟驿站了", "{p}路那家店还开着吗",
        "这款{p}牛肉干多少钱", "我在{p}高铁站等你", "快递到{p}了", "您的快递已到{p}转运中心", "{p}人民医院怎么走", "https://item.taobao.com/item.htm?id={k}", "{p}到{q}的高铁几点", "{p}银行的卡可以吗", "上次寄{p}的那个什么时候到", "{n}说她明天到{p}", "{p}市区堵车", "会议改到{p}厅3楼", "{p}西路那边修路", "我叫{n}，加个好友",
        "{n}，在吗", "{p}话听不懂", "{p}一中考了多少分", "密码是{k}", "群里有{p}的吗", "房号1203，wifi密码{k}", "今天{p}天气真好啊，适合出门", "你是{p}哪个区的", "{p}{q}都可以发货", "满199包邮，新疆西藏除外", "江浙沪包邮", "她在{p}市政府上班", "{p}有仓库吗", "到{p}几天能到"]


@cat
def none():
    return dict(cat="none", input=pick(NONE).format(p=pick(PLACES), q=pick(PLACES), n=person(), k=R.randint(10**8, 10**12)), none=True)


for name, make in CATS.items():
    if a.only and a.only not in name:
        continue
    left = a.each
    while left:
        row = make()
        if row is None:
            continue
        left -= 1
        print(json.dumps(row, ensure_ascii=False))
