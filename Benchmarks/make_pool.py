#!/usr/bin/env python3
"""Makes what a large pool is made of, with a fixed seed: `make_pool.py FOLDER [CUSTOMERS]`.

orders.csv holds the orders of so many invented buyers (50,000), about two each, as a shop system exports them; chat.txt is a mail of a chat with one more customer, for a
small import into the large pool.
"""
import csv
import pathlib
import random
import sys

FAMILY = "苏李陈温罗邵段陶何谭葛鲁江石"
GIVEN = "满木启若依明云静晓梅远帆怡岚琪安宁朗"
PRODUCTS = [("高山红茶", 128), ("百花蜂蜜", 68), ("手工米粉", 35), ("竹笋干", 45), ("面膜", 89)]
PLACES = ["浙江省 杭州市 余杭区", "广东省 深圳市 南山区", "四川省 成都市 武侯区", "江苏省 苏州市 吴中区", "湖北省 武汉市 洪山区"]
HEAD = "订单编号,买家会员名,买家实际支付金额,订单状态,收货人姓名,收货地址,联系手机,订单创建时间,订单付款时间,宝贝标题,物流单号,物流公司,宝贝总数量"
CHAT = """Dear:

    小雨点点 和 阿禾 在微信上的聊天记录如下，请查收。

—————  2024-12-20  —————


小雨点点  10:10

要2罐高山红茶

小雨点点  10:11

苏小满 13700009001 浙江省杭州市余杭区柳絮路9号3幢502室

阿禾  10:12

好的，共256元
"""


def main():
    folder = pathlib.Path(sys.argv[1])
    customers = int(sys.argv[2]) if len(sys.argv) > 2 else 50_000
    rng = random.Random(5)
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    with open(folder / "orders.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEAD.split(","))
        for i in range(customers):
            name = rng.choice(FAMILY) + rng.choice(GIVEN) + rng.choice(GIVEN)
            phone = 13_000_000_000 + i * 7919 % 1_000_000_000
            place = rng.choice(PLACES)
            for _ in range(rng.choice([1, 1, 1, 2, 2, 3, 5])):
                number += 1
                (product, price), pieces = rng.choice(PRODUCTS), rng.randint(1, 4)
                at = f"2024-{rng.randint(1, 12):02}-{rng.randint(1, 28):02} {rng.randint(8, 22):02}:{rng.randint(0, 59):02}:00"
                out.writerow([
                    f"2024{number:014}", f"buyer{i}", price * pieces, "交易成功", name, f"{place} 样例路{i % 900}号{i % 30}单元", phone, at, at, product,
                    f"SF139{number:010}", "顺丰速运", pieces,
                ])
    (folder / "chat.txt").write_text(CHAT, encoding="utf-8")


if __name__ == "__main__":
    main()
