#!/usr/bin/env python3
"""Makes many small chats, a file each, with a fixed seed: `make_chats.py FOLDER CUSTOMERS [SEED]`.

Every other chat is a mail of WeChat, the others are exports of WhatsApp; each has four to nine invented messages: an order, an address, a sum. Of fewer customers the
files are the first ones of more.
"""
import pathlib
import random
import sys

SELLER = "阿禾"
FAMILY = "苏李陈温罗邵段陶何谭葛鲁江石方严万乔"
GIVEN = "满木启若依明云静晓梅远帆怡岚琪安宁朗清和雨辰"
FIRST = ["Mara", "Tobin", "Elsa", "Ravi", "Nadia", "Joris", "Lina", "Okan", "Petra", "Samir", "Ines", "Bruno"]
LAST = ["Aldert", "Brandvik", "Costova", "Dunmore", "Eskola", "Farran", "Gowda", "Holmsen", "Ishak", "Jurado"]
PLACES = ["浙江省杭州市余杭区", "广东省深圳市南山区", "四川省成都市武侯区", "江苏省苏州市吴中区", "湖北省武汉市洪山区"]
ROADS = ["柳絮路", "望江巷", "梧桐里", "南塘街", "听雨弄", "石桥路", "采莲街"]
PRODUCTS = [("高山红茶", "罐", 128), ("百花蜂蜜", "瓶", 68), ("手工米粉", "袋", 35), ("竹笋干", "包", 45), ("面膜", "盒", 89)]
REPLIES = ["好的", "收到，谢谢", "麻烦尽快发货", "什么时候能到？", "上次的很好吃"]


def talk(rng, i):
    """The messages of a chat: whether the seller speaks, and what is said."""
    product, unit, price = rng.choice(PRODUCTS)
    pieces = rng.randint(1, 4)
    name = rng.choice(FAMILY) + rng.choice(GIVEN) + rng.choice(GIVEN)
    phone = 13_000_000_000 + i * 7919 % 1_000_000_000
    address = f"{rng.choice(PLACES)}{rng.choice(ROADS)}{rng.randint(1, 200)}号{rng.randint(1, 20)}幢{rng.randint(101, 999)}室"
    lines = [(False, f"要{pieces}{unit}{product}"), (True, "好的，地址发我一下"), (False, f"{name} {phone} {address}"), (True, f"一共{price * pieces}元")]
    lines += [(rng.random() < 0.3, rng.choice(REPLIES)) for _ in range(rng.randint(0, 3))]
    if rng.random() < 0.6:
        lines += [(False, "已付款"), (True, f"已发货，顺丰 SF139{i:010}")]
    return lines


def mail(name, lines, day):
    """A chat as WeChat mails it."""
    out = ["Dear:", "", f"    {name} 和 {SELLER} 在微信上的聊天记录如下，请查收。", "", f"—————  2024-{day[0]:02}-{day[1]:02}  —————", "", ""]
    for minute, (is_seller, text) in enumerate(lines):
        out += [f"{SELLER if is_seller else name}  10:{10 + minute}", "", text, ""]
    return "\n".join(out) + "\n"


def whatsapp(name, lines, day):
    """A chat as WhatsApp exports it on Android."""
    said = [f"{day[1]:02}/{day[0]:02}/2024, 10:{10 + i} - {SELLER if s else name}: {text}" for i, (s, text) in enumerate(lines)]
    return "\n".join(said) + "\n"


def main():
    folder, customers = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    seed = sys.argv[3] if len(sys.argv) > 3 else "5"
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(customers):
        # A generator of its own for each chat: adding chats changes none.
        rng = random.Random(f"{seed} {i}")
        lines, day = talk(rng, i), (rng.randint(1, 12), rng.randint(13, 28))
        if i % 2:
            name = f"{rng.choice(FIRST)} {rng.choice(LAST)} {i}"
            (folder / f"WhatsApp Chat with {name}.txt").write_text(whatsapp(name, lines, day), encoding="utf-8")
        else:
            name = f"{rng.choice(GIVEN)}{rng.choice(GIVEN)}{i}"
            (folder / f"wechat-{i:06}.txt").write_text(mail(name, lines, day), encoding="utf-8")


if __name__ == "__main__":
    main()
