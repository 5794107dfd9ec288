"""An invented shop whose customers leave questions, with nicknames that try to be more than text."""
import csv
import pathlib

HEAD = "订单编号,买家会员名,收货人姓名,收货地址,联系手机,宝贝标题,宝贝总数量,买家实际支付金额,订单状态,订单创建时间,物流公司,物流单号".split(",")
ORDERS = [
    ("A1", "tb小满", "苏小满", "浙江省 杭州市 余杭区 良渚街道柳絮路9号云栖里3幢502", "13700009001", "高山红茶", 2, "256.00", "2026-09-01"),
    ("A2", "xm_tea", "苏小满", "浙江省 杭州市 余杭区 良渚街道柳絮路9号云栖里5幢101", "13700009021", "高山红茶", 1, "128.00", "2026-10-01"),
    ("A3", "tb桃子", "陶静怡", "江苏省 苏州市 吴中区 木渎镇花园路3号", "13300009005", "百花蜂蜜", 1, "68.00", "2026-09-05"),
    ("A4", "taotao", "陶静怡", "江苏省 苏州市 吴中区 木渎镇花园路5号", "13300009035", "百花蜂蜜", 2, "136.00", "2026-11-05"),
    ("A5", "lu88", "鲁思远", "广东省 深圳市 南山区 梧桐里20号", "13600009007", "手工米粉", 3, "105.00", "2026-11-20"),
    ("A6", "lu_sy", "鲁思源", "广东省 深圳市 南山区 梧桐里20号", "13600009077", "手工米粉", 1, "35.00", "2026-11-21"),
    ("A7", "<img src=x onerror=alert(1)>", '葛"\u0301 onmouseover=alert(1) x="', "四川省 成都市 武侯区 听雨弄8号", "13500009008", "<script>alert(2)</script>茶", 1, "20.00", "2026-11-22"),
]
CHATS = {
    "小满": [("小满", "要2罐高山红茶"), ("小满", "苏小满 13700009001 浙江省杭州市余杭区良渚街道柳絮路9号云栖里3幢502"), ("阿禾", "好的，共256元"), ("小满", "已付款")],
    "{{t}} {{{t}}}": [("{{t}} {{{t}}}", "蜂蜜多少钱一瓶"), ("阿禾", "68一瓶"), ("{{t}} {{{t}}}", 'javascript:alert(4) " onload="alert(5)')],
    "木子": [("木子", "茶叶收到了，很好喝"), ("阿禾", "谢谢支持"), ("木子", "再来3罐高山红茶，寄给我妈，邵明远 13100009010 山东省青岛市市南区石桥路18号2单元301"), ("阿禾", "好的一共384元")],
    "追云": [("追云", "收到的蜂蜜瓶子破了，漏了一半"), ("阿禾", "抱歉，给您补发"), ("追云", "好的")],
}


def write(folder):
    """Writes the shop's exports into a folder."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True)
    with open(folder / "订单.csv", "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(HEAD)
        for i, (number, buyer, name, address, phone, goods, count, amount, day) in enumerate(ORDERS):
            rows.writerow([number, buyer, name, address, phone, goods, count, amount, "交易成功", f"{day} 10:00:00", "圆通速递", f"YT99123456700{i:02}"])
    for i, (nickname, lines) in enumerate(CHATS.items()):
        text = ["Dear:", "", f"    {nickname} 和 阿禾 在微信上的聊天记录如下，请查收。", "", "—————  2026-11-18  —————", "", ""]
        for minute, (who, words) in enumerate(lines):
            text += [f"{who}  10:{10 + minute}", "", words, ""]
        (folder / f"chat{i}.txt").write_text("\n".join(text), encoding="utf-8")
