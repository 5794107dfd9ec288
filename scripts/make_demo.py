#!/usr/bin/env python3
"""Writes fixtures/demo: the exports of a small invented shop, in the layouts of the exporters that sellers use.

    scripts/make_demo.py [fixtures]

Every person, phone and address is made up. Same program, same bytes.
"""
import csv, datetime as dt, html, io, json, pathlib, sys, zipfile

OUT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "fixtures")
DEMO = OUT / "demo"
SHOP = "山里人家·阿禾"
SHOP_ID = "wxid_ahe7shanli9home"
CN = dt.timezone(dt.timedelta(hours=8))


def at(text):
    return dt.datetime.strptime(text, "%Y-%m-%d %H:%M")


def talk(name, ident, *turns):
    """A chat: turns are (time, who, text), who `>` for the customer and `<` for the shop; a text `￥…` is a transfer."""
    return {"name": name, "id": ident, "turns": [(at(t), w == "<", x) for t, w, x in turns]}


CHATS = {
    "mail": [talk("小满", "", ("2024-03-02 10:11", ">", "老板娘，去年的高山红茶今年还有吗"), ("2024-03-02 10:14", "<", "有的，新茶 高山红茶 128元/罐"),
                  ("2024-03-02 10:15", ">", "要2罐"), ("2024-03-02 10:16", ">", "苏小满"), ("2024-03-02 10:16", ">", "13700009001"),
                  ("2024-03-02 10:17", ">", "浙江省杭州市余杭区良渚街道柳絮路9号云栖里3幢1单元502"), ("2024-03-02 10:20", "<", "一共256元"), ("2024-03-02 10:31", ">", "[转账]"),
                  ("2024-03-03 17:40", "<", "亲，发顺丰了 SF1390012345678"), ("2024-03-06 12:02", ">", "收到啦，茶很香，我爸特别喜欢👍"),
                  ("2024-06-10 09:00", ">", "红茶再来2罐，老地址"), ("2024-06-10 09:05", "<", "好的 一共256元"), ("2024-06-10 09:07", ">", "[转账]"),
                  ("2024-06-11 16:20", "<", "已寄出 圆通 YT8812345670001")),
             talk("老街照相馆", "", ("2024-05-20 19:02", ">", "你家笋干多少钱一斤"), ("2024-05-20 19:10", "<", "手剥笋干 45元/斤，两斤包邮"), ("2024-05-20 19:12", ">", "我考虑一下"))],
    "memotrace": [talk("木子💫", "wxid_muzi5star0001x", ("2024-04-08 20:01", ">", "土鸡蛋怎么卖"), ("2024-04-08 20:03", "<", "土鸡蛋 35元/盒（30枚）"), ("2024-04-08 20:04", ">", "来三盒"),
                       ("2024-04-08 20:06", ">", "收货人：李木子\n手机号码：13600009002\n所在地区：江苏省苏州市吴中区\n详细地址：木渎镇沿河新村18栋402室"), ("2024-04-08 20:08", "<", "合计105元"),
                       ("2024-04-08 20:09", ">", "￥105.00"), ("2024-04-10 11:00", "<", "鸡蛋发了 中通 78123456789012"), ("2024-04-12 18:30", ">", "碎了两个，你看看[图片]"),
                       ("2024-04-12 18:41", "<", "不好意思亲，给您退款8元"))],
    "csv": [talk("阿泽妈妈", "wxid_azemama000222", ("2024-02-18 08:30", ">", "要5斤手剥笋干"), ("2024-02-18 08:31", ">", "地址：湖南省长沙市岳麓区麓谷街道青禾路66号望江苑6栋1801，何晓岚收，电话13500009003"),
                 ("2024-02-18 08:40", "<", "5斤225元"), ("2024-02-18 08:42", ">", "￥225.00"), ("2024-02-19 15:00", "<", "韵达 4312345678901"), ("2024-02-22 19:00", ">", "收到了，谢谢"),
                 ("2024-07-01 09:00", ">", "再来3斤笋干 寄我妈那：湖南省娄底市双峰县永丰街道桂花村2组15号 何秀珍 13500009033"), ("2024-07-01 09:20", "<", "好的135元"), ("2024-07-01 09:21", ">", "￥135.00"))],
    "exporter": [talk("Kevin陈", "", ("2024-05-05 14:00", ">", "在吗，想买10罐高山红茶送客户"), ("2024-05-05 14:05", "<", "在的，10罐给您118一罐"), ("2024-05-05 14:06", ">", "好的，要10罐"),
                      ("2024-05-05 14:08", ">", "陈启航 13400009004 广东省深圳市南山区粤海街道海天二路19号晨星大厦B座2306"), ("2024-05-05 14:10", "<", "总共1180"), ("2024-05-05 14:12", ">", "￥1180.00"),
                      ("2024-05-06 10:00", "<", "顺丰 SF1390087654321"), ("2024-05-08 09:30", ">", "收到货了，包装不错"))],
    "chatlab": [talk("桃子", "wxid_taozi88peach", ("2024-06-01 21:00", ">", "蜂蜜还有货吗"), ("2024-06-01 21:02", "<", "百花蜂蜜 68元/瓶"), ("2024-06-01 21:05", ">", "拍2瓶，陶静怡，13300009005，四川省成都市武侯区簇桥街道锦绣巷27号2单元701"),
                     ("2024-06-01 21:08", "<", "136元亲"), ("2024-06-01 21:09", ">", "转了136"), ("2024-06-02 17:00", "<", "发货了 极兔 JT5123456789012"), ("2024-06-06 20:00", ">", "蜂蜜很好吃，推荐给同事了"))],
    "qq": [talk("追云", "2098700011", ("2024-03-15 13:00", ">", "老板还卖笋干吗"), ("2024-03-15 13:02", "<", "卖的 手剥笋干 45元/斤"), ("2024-03-15 13:05", ">", "两斤，云南省昆明市五华区护国街道青年巷5号 段云帆 13200009006"),
                ("2024-03-15 13:10", "<", "一共90元"), ("2024-03-15 13:12", ">", "付好了"), ("2024-03-16 09:00", "<", "申通 773123456789012"))],
    "whatsapp": [talk("Mei Ling", "+60 12-300 9007", ("2024-04-20 15:00", ">", "Hi, still have the red tea?"), ("2024-04-20 15:04", "<", "Yes dear, RM85 per tin"), ("2024-04-20 15:06", ">", "I want 2 tins"),
                      ("2024-04-20 15:08", ">", "Name: Tan Mei Ling\nPhone: +60123009007\nAddress: 12 Jalan Melur 3, Taman Cempaka, 81100 Johor Bahru, Johor"), ("2024-04-20 15:20", "<", "RM170 total"), ("2024-04-20 15:30", ">", "paid"))],
    "telegram": [talk("River", "user700009008", ("2024-08-02 11:00", ">", "蜂蜜多少钱"), ("2024-08-02 11:03", "<", "百花蜂蜜 68元/瓶"), ("2024-08-02 11:10", ">", "哦哦 下次吧"))],
    # The same person as 小满, on a second account with the same phone.
    "wecom": [talk("小满满", "wmXiaoMan7Demo0000000000000001", ("2024-09-01 10:00", ">", "你好，红茶来1罐"), ("2024-09-01 10:02", ">", "苏小满 13700009001 浙江省杭州市余杭区良渚街道柳絮路9号云栖里3幢1单元502"),
                   ("2024-09-01 10:05", "<", "128元"), ("2024-09-01 10:06", ">", "转了128"), ("2024-09-02 10:00", "<", "顺丰 SF1390055555555"))],
}
PRODUCTS = [("高山红茶", "红茶", "罐", 128), ("手剥笋干", "笋干", "斤", 45), ("土鸡蛋", "鸡蛋", "盒", 35), ("百花蜂蜜", "蜂蜜", "瓶", 68)]


def save(name, data):
    path = DEMO / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def mail(chat):
    out, day = [f"Dear:\n\n    {chat['name']} 和 {SHOP} 在微信上的聊天记录如下，请查收。\n"], None
    for when, shop, text in chat["turns"]:
        if when.date() != day:
            day = when.date()
            out.append(f"\n—————  {day}  —————\n\n")
        out.append(f"\n{SHOP if shop else chat['name']}  {when:%H:%M}\n\n{text}\n")
    return "".join(out)


def memotrace_txt(chat):
    return "".join(f"{w:%Y-%m-%d %H:%M:%S} {html.escape(SHOP if s else chat['name'])}\n{x}\n\n" for w, s, x in chat["turns"] if not x.startswith("￥"))


def memotrace_csv(chat):
    f = io.StringIO(newline="")
    rows = csv.writer(f)
    rows.writerow("localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender".split(","))
    for i, (w, s, x) in enumerate(chat["turns"], 1):
        kind, sub = (49, 2000) if x.startswith("￥") else (1, 0)
        if kind == 49:
            x = f"<msg><appmsg><title>微信转账</title><type>2000</type><wcpayinfo><paysubtype>1</paysubtype><feedesc>{x}</feedesc><transferid>demo{i:08}</transferid><pay_memo></pay_memo></wcpayinfo></appmsg></msg>"
        who = SHOP if s else chat["name"]
        rows.writerow([i, 1, kind, sub, int(s), int(w.replace(tzinfo=CN).timestamp()), 2, x, f"{w:%Y-%m-%d %H:%M:%S}", who, who, SHOP_ID if s else chat["id"]])
    return b"\xef\xbb\xbf" + f.getvalue().encode()


def memotrace_html(chat):
    rows = []
    for w, s, x in chat["turns"]:
        row = {"is_send": s, "timestamp": int(w.replace(tzinfo=CN).timestamp()), "server_id": f"{w:%Y%m%d%H%M}", "display_name": SHOP if s else chat["name"], "avatar_src": "", "xml_dict": {}}
        rows.append(row | ({"type": "8589934592049", "fee_desc": x, "pay_memo": "", "pay_subtype": 1} if x.startswith("￥") else {"type": "1", "text": x}))
    data = json.dumps(rows, ensure_ascii=False).replace("</", "<\\/")
    return f'<!DOCTYPE html><html lang="zh"><head><meta charset="UTF-8"><title>{chat["name"]}</title></head><body><p id="title">{chat["name"]}</p><script>\nconst wxid="{chat["id"]}"; const chatMessages = {data};\n</script></body></html>'


def exporter_txt(chat):
    out = [f"{chat['name']} - 微信聊天记录\r\n\r\n"]
    out += [f"{SHOP if s else chat['name']} ({w:%Y-%m-%d %H:%M:%S}):{'微信转账 ' + x + ' - 转账' if x.startswith('￥') else x}\r\n" for w, s, x in chat["turns"]]
    return "".join(out)


def exporter_html(chat):
    out = [f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{chat["name"]} - 微信聊天记录</title></head><body><div class="container">']
    for i, (w, s, x) in enumerate(chat["turns"]):
        body = f'<div class="transfer"><div class="transfer-title">{x}</div><div class="transfer-desc">转账</div></div>' if x.startswith("￥") else f'<div class="msg-text"><pre>{html.escape(x)}</pre></div>'
        out.append(f'<div class="msg chat {"right" if s else "left"}" msgid="{i}" msgtype="{49 if x.startswith("￥") else 1}"><div class="nt-box"><span class="dspname" wxid="">{SHOP if s else chat["name"]}</span>{w:%Y-%m-%d %H:%M:%S}</div><div class="content-box">{body}</div></div>')
    return "\n".join(out + ["</div></body></html>"])


def chatlab_lines(chat):
    line = lambda x: json.dumps(x, ensure_ascii=False)
    out = [line({"_type": "header", "chatlab": {"version": "0.0.2", "exportedAt": 1735689600}, "meta": {"name": chat["name"], "platform": "wechat", "type": "private", "ownerId": SHOP_ID}}),
           line({"_type": "member", "platformId": SHOP_ID, "accountName": SHOP}), line({"_type": "member", "platformId": chat["id"], "accountName": chat["name"]})]
    out += [line({"_type": "message", "sender": SHOP_ID if s else chat["id"], "accountName": SHOP if s else chat["name"], "timestamp": int(w.replace(tzinfo=CN).timestamp()), "type": 0, "content": x}) for w, s, x in chat["turns"]]
    return "\n".join(out) + "\n"


def chatlab_json(chat):
    return json.dumps({"chatlab": {"version": "0.0.2", "exportedAt": 1735689600}, "meta": {"name": chat["name"], "platform": "wechat", "type": "private", "ownerId": SHOP_ID},
                       "members": [{"platformId": SHOP_ID, "accountName": SHOP}, {"platformId": chat["id"], "accountName": chat["name"]}],
                       "messages": [{"sender": SHOP_ID if s else chat["id"], "accountName": SHOP if s else chat["name"], "timestamp": int(w.replace(tzinfo=CN).timestamp()), "type": 0, "content": x} for w, s, x in chat["turns"]]},
                      ensure_ascii=False, indent=1)


def qq_txt(chats):
    bar = "=" * 64
    out = ["消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n"]
    for chat in chats:
        out.append(f"{bar}\r\n消息分组:我的好友\r\n{bar}\r\n消息对象:{chat['name']}\r\n{bar}\r\n\r\n")
        out += [f"{w:%Y-%m-%d} {w.hour}:{w:%M:%S} {SHOP if s else chat['name']}\r\n{x}\r\n\r\n" for w, s, x in chat["turns"]]
    return "".join(out).encode("gb18030")


def whatsapp_txt(chat):
    head = f"{chat['turns'][0][0]:%d/%m/%Y, %H:%M} - Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them. Learn more.\n"
    return head + "".join(f"{w:%d/%m/%Y, %H:%M} - {SHOP if s else chat['name']}: {x}\n" for w, s, x in chat["turns"])


def telegram_json(chats):
    rows = [{"name": c["name"], "type": "personal_chat", "id": int(c["id"][4:]), "messages": [
        {"id": i, "type": "message", "date": w.isoformat(), "date_unixtime": str(int(w.replace(tzinfo=CN).timestamp())), "from": SHOP if s else c["name"], "from_id": "user1" if s else c["id"],
         "text": x, "text_entities": [{"type": "plain", "text": x}]} for i, (w, s, x) in enumerate(c["turns"])]} for c in chats]
    return json.dumps({"about": "Here is the data you requested.", "personal_information": {"user_id": 1, "first_name": SHOP, "last_name": "", "phone_number": "", "username": "", "bio": ""},
                       "chats": {"about": "This page lists all chats from this export.", "list": rows}}, ensure_ascii=False, indent=1)


def wecom_lines(chats):
    out = []
    for c in chats:
        for i, (w, s, x) in enumerate(c["turns"]):
            a, b = ("AHe", c["id"]) if s else (c["id"], "AHe")
            out.append(json.dumps({"msgid": f"{c['id'][-4:]}{i}_external", "action": "send", "from": a, "tolist": [b], "roomid": "", "msgtime": int(w.replace(tzinfo=CN).timestamp()) * 1000, "msgtype": "text", "text": {"content": x}}, ensure_ascii=False))
    return "\n".join(out) + "\n"


BLOCKS = """1. 邵明远 13100009010 山东省青岛市市南区湛山街道观海四路8号3单元201
2. 罗依依，13100009011，福建厦门思明区鼓浪屿街道晃岩路102号

收货人：伊力夏提·买买提
电话：13100009012
地址：新疆维吾尔自治区喀什地区喀什市乃则尔巴格镇幸福街道12号
"""
ORDERS = [["订单编号", "买家会员名", "收货人姓名", "收货地址", "联系手机", "宝贝标题", "宝贝总数量", "买家实际支付金额", "订单状态", "订单创建时间", "物流公司", "物流单号"],
          ['="202405010000000001"', "tb小桃子", "陶静怡", "四川省 成都市 武侯区 簇桥街道锦绣巷27号2单元701", "'13300009005", "百花蜂蜜", "1", "68.00", "交易成功", "2024-05-01 12:00:00", "圆通速递", "YT9912345670002"],
          ['="202405070000000002"', "南山读书人", "温若谷", "湖北省 武汉市 洪山区 珞南街道书城路40号", "'13000009013", "高山红茶", "1", "128.00", "卖家已发货，等待买家确认", "2024-05-07 09:30:00", "顺丰速运", "SF1390099999999"]]
CHAIN = [("山里人家·阿禾", "#接龙\n土鸡蛋 35元/盒 周五截单"), ("木子💫", "#接龙\n土鸡蛋 35元/盒 周五截单\n\n1. 木子💫 2盒"), ("桃子", "#接龙\n土鸡蛋 35元/盒 周五截单\n\n1. 木子💫 2盒\n2. 桃子 1盒"),
         ("北山", "#接龙\n土鸡蛋 35元/盒 周五截单\n\n1. 木子💫 2盒\n2. 桃子 1盒\n3. 北山 3盒")]


def group_mail():
    out = ["Dear:\n\n    阿禾的土货群 微信群上的聊天记录如下，请查收。\n\n—————  2024-06-19  —————\n\n"]
    out += [f"\n{who}  {9 + i}:30\n\n{text}\n" for i, (who, text) in enumerate(CHAIN)]
    return "".join(out)


def main():
    for chat in CHATS["mail"]:
        save(f"微信邮件/{chat['name']}.txt", mail(chat))
    save("微信邮件/阿禾的土货群.txt", group_mail())
    muzi, aze = CHATS["memotrace"][0], CHATS["csv"][0]
    save("留痕/木子💫.txt", memotrace_txt(muzi))
    save("留痕/阿泽妈妈_utf8.csv", memotrace_csv(aze))
    save(f"留痕/木子💫({muzi['id']})/木子💫.html", memotrace_html(muzi))
    kevin = CHATS["exporter"][0]
    save("苹果备份/Kevin陈.txt", exporter_txt(kevin))
    save("苹果备份/Kevin陈.html", exporter_html(kevin))
    save("chatlab/桃子.jsonl", chatlab_lines(CHATS["chatlab"][0]))
    save("chatlab/桃子.json", chatlab_json(CHATS["chatlab"][0]))
    save("QQ/旧电脑导出.txt", qq_txt(CHATS["qq"]))
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo("WhatsApp Chat with Mei Ling.txt", (2024, 5, 1, 0, 0, 0)), whatsapp_txt(CHATS["whatsapp"][0]))
    save("海外/WhatsApp Chat with Mei Ling.zip", inner.getvalue())
    save("海外/result.json", telegram_json(CHATS["telegram"]))
    save("企业微信/chatdata.jsonl", wecom_lines(CHATS["wecom"]))
    save("企业微信/external_contacts.json", json.dumps([{"external_userid": c["id"], "name": c["name"], "type": 1} for c in CHATS["wecom"]], ensure_ascii=False, indent=1))
    save("地址.txt", BLOCKS)
    f = io.StringIO(newline="")
    csv.writer(f).writerows(ORDERS)
    save("ExportOrderList.csv", f.getvalue().encode("gb18030"))
    with (OUT / "demo-catalog.csv").open("w", encoding="utf-8", newline="") as g:
        csv.writer(g).writerows([("product", "aliases", "unit", "price"), *PRODUCTS])


main()
