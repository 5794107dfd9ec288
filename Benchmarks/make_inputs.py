#!/usr/bin/env python3
"""Makes one large input of every family of formats: make_inputs.py FOLDER [MB] [NAME…]; make_inputs.py --names lists them.

The words are those of the fixtures' messages, the frames are each format's own. A few megabytes of records are drawn with a fixed seed and repeated until the
file has MB megabytes (200 by default); what stands once in a real export (titles, members, wrappers) stands once. With names only those inputs are made.
"""
import datetime, html, json, pathlib, random, sys
from xml.sax.saxutils import quoteattr

root = pathlib.Path(__file__).resolve().parent.parent / "fixtures"
out = pathlib.Path(sys.argv[1])
size = int(float(sys.argv[2]) * 1e6) if len(sys.argv) > 2 else 200_000_000
only = set(sys.argv[3:])
draw = random.Random(20240305)


def words():
    """The texts of the fixtures' messages, those of Chinese apps and those of the others."""
    chinese, others = [], []
    for golden in sorted(root.rglob("*.expected.jsonl")):
        for line in filter(None, golden.read_text(encoding="utf-8").split("\n")):
            message = json.loads(line)
            text = message.get("text", "")
            if message.get("kind") != "text" or len(text) < 2 or text.count("\n") > 4:
                continue
            (chinese if message.get("platform") in ("wechat", "qq", "wecom") else others).append(text)
    return sorted(set(chinese)), sorted(set(others))


chinese, others = words()
others += [
    "Hi, is the blue one still in stock? I would like two boxes for next week if possible, thank you!",
    "Ok sis, total 2 box = 180.000, please transfer to the usual account and send me the receipt",
    "Name: Rina Putri\nAddress: Jl. Mawar No. 5, Bandung 40111\nPhone: +62 812-0000-0001",
    "Received it today, everything is fine and my mother loves it. Will order again next month",
]
addresses = [
    "收件人：林小溪\n电话：13800001234\n地址：广东省深圳市南山区粤海街道科技园南路18号A栋1203",
    "麻烦发到浙江省杭州市余杭区五常街道文一西路969号3幢501 王丽 13912345678，谢谢老板",
    "上次那款茶叶喝完了，味道挺好的，想再要两盒，还有上次说的那个水蜜桃什么时候到货呀？",
]
customers = [f"{a}{b}{c}" for a in "林王李张陈周" for b in "小阿老晓" for c in ("溪", "华", "丽🌸", "妈妈")]
guests = ["Rina", "Mei Ling", "Ana Souza", "+62 812-0000-0001", "Мария П", "Nguyễn Thị Hoa", "José", "Toko Sinar", "Ahmed", "Fatima Z"]


def chat(pool, names, owner, count):
    """So many messages of one chat after another: time, name, whether the owner speaks, text."""
    at = datetime.datetime(2024, 3, 5, 9, 12, 1)
    for _ in range(count):
        at += datetime.timedelta(seconds=draw.choice((4, 11, 25, 40, 95, 300, 2400)))
        mine = draw.random() < 0.45
        text = draw.choice(addresses) if pool is chinese and draw.random() < 0.08 else draw.choice(pool)
        yield at, owner if mine else draw.choice(names), mine, text


def zh(count=24_000, names=customers, plain=False):
    for at, name, mine, text in chat(chinese, names, "小店老板", count):
        yield at, name, mine, text.replace("\n", " ") if plain else text


def en(count=24_000, names=guests):
    return chat(others, names, "Melati Shop", count)


def wxid(name):
    return "wxid_" + "".join("abcdefghijklmnop"[b & 15] for b in name.encode())[:14].ljust(14, "q")


inputs = {}


def family(name):
    def keep(make):
        inputs[name] = make
        return make

    return keep


# MARK: Text

@family("whatsapp-android.txt")
def _():
    yield "05/03/2024, 09:12 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n"
    yield "".join(f"{at:%d/%m/%Y, %H:%M} - {name}: {text}\n" for at, name, _, text in en())


@family("whatsapp-ios.txt")
def _():
    yield "[05/03/24, 09:12:00] Rina: \u200eMessages and calls are end-to-end encrypted.\r\n"
    yield "".join(f"[{at:%d/%m/%y, %H:%M:%S}] {name}: {text}\n" for at, name, _, text in en()).replace("\n", "\r\n")


@family("wechat-mail.txt")
def _():
    yield "Dear:\n\n    林小溪 和 小店老板 在微信上的聊天记录如下，请查收。\n"
    day, lines = None, []
    for at, name, _, text in zh():
        if at.date() != day:
            day = at.date()
            lines.append(f"\n—————  {day}  —————\n\n\n")
        lines.append(f"{name}  {at:%H:%M}\n\n{text}\n\n\n")
    yield "".join(lines)


@family("wechatexporter.txt")
def _():
    yield "样例团购群 - 微信聊天记录\n\n"
    yield "".join(f"{name} ({at}):{text}\n" for at, name, _, text in zh())


@family("memotrace.txt")
def _():
    yield ""
    yield "".join(f"{at} {name}\n{text}\n\n" for at, name, _, text in zh())


@family("chatlog.txt")
def _():
    yield ""
    yield "".join(f"{name if not mine else '我'}({wxid(name) if not mine else '我'}) {at}\n{text}\n\n".replace("我(我)", "我") for at, name, mine, text in zh())


@family("qq.txt")
def _():
    rule = "=" * 64
    yield f"消息记录（此消息记录为文本格式，不支持重新导入）\n\n{rule}\n消息分组:我的QQ群\n{rule}\n消息对象:样例团购群\n{rule}\n\n"
    yield "".join(f"{at:%Y-%m-%d} {at.hour}:{at:%M:%S} {name}({10001 + abs(hash_(name)) % 9999})\n{text}\n\n" for at, name, _, text in zh())


@family("line.txt")
def _():
    yield "[LINE] 與林小溪的聊天記錄\n儲存日期：2026/03/08 21:30\n"
    day, lines = None, []
    for at, name, _, text in zh():
        if at.date() != day:
            day = at.date()
            lines.append(f"\n{at:%Y/%m/%d}（{'一二三四五六日'[day.weekday()]}）\n")
        body = '"' + text.replace('"', '""') + '"' if "\n" in text else text
        lines.append(f"{at:%H:%M}\t{name}\t{body}\n")
    yield "".join(lines)


# MARK: Tables

def cell(text):
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n\r') else text


@family("memotrace.csv")
def _():
    yield "\ufefflocalId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\r\n"
    yield "".join(
        f"{i},7,1,0,{int(mine)},{int(at.timestamp())},2,{cell(text)},{at},{cell(name)},{cell(name)},{wxid(name)}\r\n" for i, (at, name, mine, text) in enumerate(zh()))


@family("memotrace-payload.csv")
def _():
    """Every third row carries WeChat's own XML: a transfer, a quote, a card, a place."""
    yield "\ufefflocalId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\r\n"
    rows = []
    for i, (at, name, mine, text) in enumerate(zh()):
        kind, sub, content = 1, 0, text
        shown = html.escape(text)
        match i % 12:
            case 0:
                kind, sub = 49, 2000
                content = (
                    f"<msg><appmsg appid=\"\" sdkver=\"\"><title><![CDATA[微信转账]]></title><des><![CDATA[收到转账{i % 400}.00元。]]></des><type>2000</type>"
                    f"<wcpayinfo><paysubtype>1</paysubtype><feedesc><![CDATA[￥{i % 400}.00]]></feedesc><transferid><![CDATA[10000500{i:020d}]]></transferid>"
                    "<pay_memo><![CDATA[货款]]></pay_memo></wcpayinfo></appmsg></msg>")
            case 3:
                kind, sub = 49, 57
                content = (
                    f"<msg><appmsg><title>{shown}</title><type>57</type><refermsg><type>1</type><svrid>{i}</svrid><fromusr>{wxid(name)}</fromusr>"
                    f"<displayname>{html.escape(name)}</displayname><content>{shown}</content></refermsg></appmsg></msg>")
            case 6:
                kind, content = 42, f"<msg username=\"{wxid(name)}\" nickname={quoteattr(name)} alias=\"abc{i}\" province=\"浙江\" city=\"杭州\" sex=\"2\" />"
            case 9:
                kind, content = 48, "<msg><location x=\"30.27\" y=\"120.15\" scale=\"16\" label=\"浙江省杭州市西湖区文三路90号\" poiname=\"样例大厦\" /></msg>"
        rows.append(f"{i},7,{kind},{sub},{int(mine)},{int(at.timestamp())},2,{cell(content)},{at},{cell(name)},{cell(name)},{wxid(name)}\r\n")
    yield "".join(rows)


@family("chatlog.csv")
def _():
    yield "Time,SenderName,Sender,TalkerName,Talker,Content\n"
    yield "".join(f"{at},{cell(name)},{wxid(name)},样例团购群,45678@chatroom,{cell(text)}\n" for at, name, _, text in zh())


@family("pywxdump.csv")
def _():
    yield "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\r\n"
    yield "".join(f"{i},{7000000000 + i},文本,{int(mine)},{wxid(name)},45678@chatroom,{cell(text)},,{at}\r\n" for i, (at, name, mine, text) in enumerate(zh()))


@family("taobao-orders.csv")
def _():
    yield "订单编号,买家会员名,买家支付宝账号,总金额,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址,运送方式,联系电话,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝种类,物流单号,物流公司,订单备注,宝贝总数量,店铺名称\r\n"
    yield "".join(
        f"\"=\"\"{123456789012345000 + i}\"\"\",tb_{i % 997},,{i % 300}.00,{i % 300}.00,交易成功,{cell(text)},{name},浙江省 杭州市 余杭区 五常街道 样例路{i % 90}号2幢301,快递,,'138{i:08d},"
        f"{at},{at},样例补水面膜 10片装,1,No:YT{i:013d},圆通速递,,{i % 3 + 1},样例小店\r\n"
        for i, (at, name, _, text) in enumerate(zh(plain=True)))


@family("orders.csv")
def _():
    yield "订单号,下单时间,收件人,手机,收货地址,商品名称,数量,金额,快递单号,快递公司,备注\r\n"
    yield "".join(
        f"{20240305000000 + i},{at},{name},138{i:08d},广东省深圳市南山区粤海街道样例路{i % 90}号,样例面膜,{i % 3 + 1},{i % 300}.00,SF{i:013d},顺丰速运,{cell(text)}\r\n"
        for i, (at, name, _, text) in enumerate(zh(plain=True)))


# MARK: JSON

def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@family("chatlog.json")
def _():
    yield "["
    yield ",".join(
        compact(
            {
                "seq": 1709601121000 + i, "time": f"{at:%Y-%m-%dT%H:%M:%S}+08:00", "talker": "45678@chatroom", "talkerName": "样例团购群", "isChatRoom": True,
                "sender": wxid(name), "senderName": "" if mine else name, "isSelf": mine, "type": 1, "subType": 0, "content": text})
        for i, (at, name, mine, text) in enumerate(zh()))
    yield "]"


@family("telegram.json")
def _():
    yield '{\n "name": "Мария П",\n "type": "private_group",\n "id": 7000000001,\n "messages": [\n'
    yield ",\n".join(
        "  " + json.dumps(
            {
                "id": 15, "type": "message", "date": f"{at:%Y-%m-%dT%H:%M:%S}", "date_unixtime": str(int(at.timestamp())), "from": name,
                "from_id": "user" + str(7000000000 + len(name)), "text": text, "text_entities": [{"type": "plain", "text": text}]},
            ensure_ascii=False, indent=1).replace("\n", "\n  ") for at, name, _, text in en())
    yield "\n ]\n}\n"


def chatlab_members():
    return [{"platformId": wxid(name), "accountName": name} for name in customers + ["小店老板"]]


def chatlab_message(at, name, text):
    return {"sender": wxid(name), "accountName": name, "timestamp": int(at.timestamp()), "type": 0, "content": text}


CHATLAB = {"version": "0.0.2", "exportedAt": 1709700000, "generator": "bench"}
META = {"name": "样例团购群", "platform": "wechat", "type": "group", "ownerId": wxid("小店老板")}


@family("chatlab.json")
def _():
    yield json.dumps({"chatlab": CHATLAB, "meta": META, "members": chatlab_members()}, ensure_ascii=False)[:-1] + ', "messages": ['
    yield ", ".join(json.dumps(chatlab_message(at, name, text), ensure_ascii=False) for at, name, _, text in zh())
    yield "]}"


@family("chatlab.jsonl")
def _():
    yield "".join(compact(line) + "\n" for line in [{"_type": "header", "chatlab": CHATLAB, "meta": META}] + [{"_type": "member"} | m for m in chatlab_members()])
    yield "".join(compact({"_type": "message"} | chatlab_message(at, name, text)) + "\n" for at, name, _, text in zh())


@family("weflow.json")
def _():
    head = {
        "weflow": {"version": "1.0.3", "exportedAt": 1709700000, "generator": "WeFlow"},
        "session": {"wxid": "45678@chatroom", "nickname": "样例团购群", "remark": "", "displayName": "样例团购群", "type": "群聊", "messageCount": 1}}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "messages": ['
    yield ",".join(
        compact(
            {
                "localId": i, "createTime": int(at.timestamp()), "formattedTime": str(at), "type": "文本消息", "localType": 1, "content": text, "isSend": int(mine),
                "senderUsername": wxid(name), "senderDisplayName": name, "source": ""}) for i, (at, name, mine, text) in enumerate(zh()))
    yield "]}"


@family("qce.json")
def _():
    head = {
        "metadata": {"name": "QQChatExporter V5 / https://github.com/shuakami/qq-chat-exporter", "version": "5.0.0"},
        "chatInfo": {"name": "样例团购群", "type": "group", "selfUid": "u_self", "selfUin": "10001", "selfName": "小店老板"},
        "statistics": {"totalMessages": 9}}
    yield json.dumps(head, ensure_ascii=False, indent=2)[:-2] + ',\n  "messages": [\n'
    yield ",\n".join(
        json.dumps(
            {
                "id": str(7000000000 + i), "seq": str(i), "timestamp": int(at.timestamp()) * 1000, "time": str(at),
                "sender": {"uid": "u_self" if mine else "u_" + wxid(name), "uin": "10002", "name": name}, "type": "type_1",
                "content": {"text": text, "html": "", "elements": [{"type": "text", "data": {"text": text}}], "resources": [], "mentions": []},
                "recalled": False, "system": False},
            ensure_ascii=False, indent=2) for i, (at, name, mine, text) in enumerate(zh()))
    yield "\n]}\n"


@family("meta.json")
def _():
    def bytewise(text):
        return "".join(c if ord(c) < 128 else "".join(f"\\u00{b:02x}" for b in c.encode()) for c in json.dumps(text, ensure_ascii=False))

    yield '{"participants": [{"name": "Rina"}, {"name": "Melati Shop"}], "messages": ['
    yield ",".join(
        f'{{"sender_name": {bytewise(name)}, "timestamp_ms": {int(at.timestamp()) * 1000}, "content": {bytewise(text)}, "is_geoblocked_for_viewer": false}}'
        for at, name, _, text in en())
    yield '], "title": "Rina", "is_still_participant": true, "thread_path": "inbox/rina_1000000001", "magic_words": []}'


# MARK: HTML, MHT, XML

def shown(text):
    return html.escape(text, quote=False).replace("\n", "<br>")


@family("wechatexporter.html")
def _():
    yield '<html><head><meta charset="utf-8"><title>样例团购群 - 微信聊天记录</title></head><body><div class="container">\n'
    yield "".join(
        f'<div class="msg chat {"right" if mine else "left"} " msgid="{i}" msgtype="1"><div class="avatar-box"><img src="Portrait/{i % 9}.jpg" class="avatar"></div>'
        f'<div class="nt-box"><span class="dspname" wxId="{wxid(name)}">{html.escape(name)}</span> {at}</div>'
        f'<div class="content-box"><div class="triangle"></div><span class="dont-break-out msg-text"><pre>{html.escape(text)}</pre></span></div></div>\n'
        for i, (at, name, mine, text) in enumerate(zh()))
    yield "</div></body></html>"


@family("qq.mht")
def _():
    yield (root / "qq-mht/two-chats.mht").read_text(encoding="utf-8").replace("\r\n", "\n").split("<tr><td style=border")[0]
    rows, day = [], None
    for at, name, mine, text in zh():
        if at.date() != day:
            day = at.date()
            rows.append(f"<tr><td style=border-bottom-width:1px;border-bottom-color:#8EC3EB;>日期: {day}</td></tr>\n")
        rows.append(
            f"<tr><td><div style=color:{'#42B475' if mine else '#006EFE'};padding-left:10px;><div style=float:left;margin-right:6px;>{name}({10001 + len(name)})</div>"
            f"{at.hour}:{at:%M:%S}</div><div style=padding-left:20px;><font style=\"font-size:10pt;font-family:'宋体',sans-serif\" color='000000'>{shown(text)}</font></div></td></tr>\n")
    yield "".join(rows)
    yield "</table></body></html>\n------=_NextPart_20240305_091201--\n"


@family("qce.html")
def _():
    head = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><title>样例团购群 - 聊天记录</title>\n<!-- QCE_METADATA: {"messageCount":4,"chatName":"样例团购群","chatType":"group"} -->'
    yield head + '</head><body><h1 class="chat-title">样例团购群</h1><div class="chat-info">群聊</div>\n'
    yield "".join(
        f'<div class="message{" self" if mine else ""}" data-sender-uid="u_{wxid(name)}" data-date="{at:%Y-%m-%d}" id="msg-{i}"><div class="message-wrapper"><span class="sender">'
        f'{html.escape(name)}</span><span class="time">{at}</span><div class="content"><span class="text-content">{shown(text)}</span></div></div></div>\n'
        for i, (at, name, mine, text) in enumerate(zh()))
    yield "</body></html>"


@family("telegram.html")
def _():
    yield (root / "telegram-html/messages.html").read_text(encoding="utf-8").split('     <div class="message default')[0]
    yield "".join(
        f'     <div class="message default clearfix" id="message{i + 101}">\n\n      <div class="pull_left userpic_wrap">\n\n       <div class="userpic userpic3" style="width: 42px; height: 42px">\n\n'
        f'        <div class="initials" style="line-height: 42px">\n{html.escape(name[0])}\n        </div>\n\n       </div>\n\n      </div>\n\n      <div class="body">\n\n'
        f'       <div class="pull_right date details" title="{at:%d.%m.%Y %H:%M:%S} UTC+03:00">\n{at:%H:%M}\n       </div>\n\n       <div class="from_name">\n{html.escape(name)} \n'
        f'       </div>\n\n       <div class="text">\n{shown(text)}\n       </div>\n\n      </div>\n\n     </div>\n\n' for i, (at, name, _, text) in enumerate(en()))
    yield "    </div>\n   </div>\n  </div>\n </body>\n</html>\n"


@family("meta.html")
def _():
    yield '<html><head><base href="../../../"/><title>Rina</title></head><body class="_5vb_ _2yq _a7o5"><div class="clearfix _ikh"><div class="_a706" role="main">'
    yield "".join(
        f'<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><div class="_3-95 _2pim _a6-h _a6-i">{html.escape(name)}</div><div class="_3-95 _a6-p"><div><div></div><div>{shown(text)}</div>'
        f'<div></div><div></div></div></div><div class="_3-94 _a6-o">{at:%b} {at.day}, {at.year} {at.hour % 12 or 12}:{at:%M} {"pm" if at.hour > 11 else "am"}</div></div>'
        for at, name, _, text in en())
    yield "</div></div></body></html>"


@family("sms.xml")
def _():
    yield "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"3\" backup_set=\"0\" backup_date=\"1720164600000\" type=\"full\">\n"
    yield "".join(
        f'  <sms protocol="0" address="+62812{len(name):08d}" date="{int(at.timestamp()) * 1000}" type="{2 if mine else 1}" subject="null" body={quoteattr(text, {chr(10): "&#10;"})} toa="null" '
        f'sc_toa="null" service_center="null" read="1" status="-1" locked="0" date_sent="0" sub_id="1" readable_date="5 Jul 2024 10:15:30" contact_name={quoteattr(name)} />\n'
        for at, name, mine, text in en())
    yield "</smses>\n"


def hash_(text):
    return int.from_bytes(text.encode()[-4:], "big")


def write(name, pieces):
    """Writes head, body as often as it fits, tail; parts of JSON arrays get a comma between them."""
    head, body, tail = (p.encode() for p in (list(pieces) + [""])[:3])
    between = b"," if tail.lstrip().startswith(b"]") else b""
    times = max(1, round((size - len(head) - len(tail)) / (len(body) + len(between))))
    with (out / name).open("wb") as f:
        f.write(head)
        for i in range(times):
            f.write(body if i == 0 else between + body)
        f.write(tail)


if sys.argv[1] == "--names":
    print("\n".join(inputs))
    sys.exit()
unknown = only - set(inputs)
if unknown:
    sys.exit(f"no such input: {', '.join(sorted(unknown))}")
out.mkdir(parents=True, exist_ok=True)
for name, make in inputs.items():
    if not only or name in only:
        write(name, make())
