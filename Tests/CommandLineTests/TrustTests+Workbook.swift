import Foundation
import TestSupport
import Testing

/// What a seller writes into the workbook comes into the pool, or is said and kept beside.
extension TrustTests {
    /// Python that changes texts of a workbook: the file, then for each change a part, what stands in it and what is to stand there.
    private static let book = """
        cat > book.py <<'END'
        import re, sys, zipfile
        name, changes = sys.argv[1], sys.argv[2:]
        parts = {}
        with zipfile.ZipFile(name) as book:
            for part in book.namelist(): parts[part] = book.read(part).decode('utf-8', 'surrogateescape')
        for part, old, new in zip(changes[::3], changes[1::3], changes[2::3]):
            if old[0] == '@':  # a cell
                cell = '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (old[1:], new)
                parts[part], count = re.subn('<c r="%s"([^>]*?)(/>|>.*?</c>)' % old[1:], cell, parts[part], count=1, flags=re.S)
                if count == 0: sys.exit(part + ' has no cell ' + old[1:])
                continue
            if old not in parts[part]: sys.exit(part + ' has no ' + old)
            parts[part] = parts[part].replace(old, new, 1)
        with zipfile.ZipFile(name, 'w') as book:
            for part, text in parts.items(): book.writestr(part, text.encode('utf-8', 'surrogateescape'))
        END
        chatpool import $fixtures/demo --pool p.db -o c.xlsx 2>/dev/null

        """

    @Test func `a workbook that nobody changed is written over without a word`() throws {
        let outcome = try run(
            Self.book + """
                python3 book.py c.xlsx; chatpool export --pool p.db -o c.xlsx; ls
                """)
        #expect(outcome.output == "book.py\nc.xlsx\np.db\n", "\(outcome.output)")
        #expect(outcome.errors.contains("0 cells of 0 customers") && outcome.errors.count(where: \.isNewline) <= 2, "\(outcome.errors)")
    }

    @Test func `a sheet of customers under another name is read, and a sheet of one's own is kept beside`() throws {
        let outcome = try run(
            Self.book + """
                python3 book.py c.xlsx xl/workbook.xml 'name="客户总表"' 'name="我的客户"' xl/worksheets/sheet2.xml '>小满满<' '>满满姐<'
                chatpool export --pool p.db -o c.xlsx; ls | grep -c kept; chatpool show 满满姐 --pool p.db | grep -c 满满姐
                python3 book.py c.xlsx xl/workbook.xml 'name="证据"' 'name="王丽的账"'
                chatpool export --pool p.db -o c.xlsx; ls | grep -c kept
                """)
        #expect(outcome.output.hasPrefix("0\n") && outcome.output.hasSuffix("\n1\n"), "\(outcome.output)")
        #expect(outcome.errors.contains("1 cells of 1 customers") && outcome.errors.contains("sheets of your own"), "\(outcome.errors)")
        #expect(!outcome.errors.contains("王丽"))
    }

    @Test func `cells that come out of the chats are named one by one when they are changed, in both tables`() throws {
        let outcome = try run(
            Self.book + """
                python3 book.py c.xlsx xl/worksheets/sheet11.xml '>顺丰<' '>中通<' xl/worksheets/sheet11.xml '>SF1390055555555<' '>SF1390055555556<' xl/worksheets/sheet2.xml '>企业微信、微信<' '>电话<'
                chatpool export --pool p.db -o c.xlsx; ls | grep -c kept
                """)
        #expect(outcome.output == "1\n", "\(outcome.output)")
        for place in ["订单明细!J2: 快递 of an order", "订单明细!K2: 快递单号 of an order", "平台 comes from the chats"] {
            #expect(outcome.errors.contains(place), "\(outcome.errors)")
        }
    }

    @Test func `columns and cells of one's own are kept beside and said`() throws {
        let outcome = try run(
            Self.csv + """
                chatpool import $fixtures/demo --pool p.db -o c.csv 2>/dev/null
                python3 edit.py c.csv "for k, row in enumerate(rows): row.insert(1, '星级' if k == 0 else '五星')"
                chatpool export --pool p.db -o c.csv; ls | grep -c kept
                python3 edit.py c.csv "rows[2].append('打过电话')"
                chatpool export --pool p.db -o c.csv; ls | grep -c kept
                python3 edit.py c.csv "rows[1][column('邮箱')] = 'su@shop.example'"
                chatpool export --pool p.db -o c.csv; ls | grep -c kept
                """)
        #expect(outcome.output == "1\n2\n3\n", "\(outcome.output) \(outcome.errors)")
        #expect(outcome.errors.contains("客户总表!B1") && outcome.errors.contains("客户总表!AY3"), "\(outcome.errors)")
        #expect(outcome.errors.contains("邮箱 comes from the chats"), "\(outcome.errors)")
    }

    @Test func `what a new row cannot have is said with its cell`() throws {
        let outcome = try run(
            Self.csv + """
                chatpool import $fixtures/demo --pool p.db -o c.csv 2>/dev/null
                python3 edit.py c.csv "
                new = [''] * len(h); new[column('姓名')] = '何新来'; new[column('手机')] = '12345'; new[column('详细地址')] = '浙江省杭州市西湖区样例路1号'; new[column('勿扰')] = '是'; rows.append(new)"
                chatpool import $fixtures/demo --pool p.db -o c.csv; ls | grep -c kept
                """)
        #expect(outcome.output == "1\n", "\(outcome.output) \(outcome.errors)")
        #expect(outcome.errors.contains("16: 手机 takes a phone number") && outcome.errors.contains("16: 勿扰 of a new row"), "\(outcome.errors)")
    }

    @Test func `status, goods and amount of an order are the seller's own once they are changed, and stay so`() throws {
        let outcome = try run(
            Self.book + """
                cat > orders.py <<'END'
                import json, sys
                for line in open(sys.argv[1], encoding='utf-8'):
                    for order in json.loads(line)['orders']:
                        if any(t['number'] == 'SF1390055555555' for t in order.get('trackings', [])):
                            print(order['status'], order.get('amount'), order['items'][0]['quantity'])
                END
                orders=xl/worksheets/sheet11.xml
                python3 book.py c.xlsx $orders @C2 已退款 $orders @D2 '样品 ×7盒' $orders @E2 '1,234.5元'
                cp c.xlsx edited.xlsx
                chatpool export --pool p.db -o c.xlsx; chatpool export --pool p.db -o a.jsonl 2>/dev/null; python3 orders.py a.jsonl; ls | grep -c kept
                chatpool import $fixtures/demo --pool p.db -o b.jsonl 2>/dev/null; cmp a.jsonl b.jsonl && echo same
                chatpool edit --from edited.xlsx --pool p.db 2>&1 | head -n 1
                chatpool undo --pool p.db >/dev/null 2>&1; chatpool export --pool p.db -o d.jsonl 2>/dev/null; python3 orders.py d.jsonl | grep -c refunded
                """)
        #expect(outcome.output.hasPrefix("refunded 1234.5 7\n0\nsame\n"), "\(outcome.output) \(outcome.errors)")
        #expect(outcome.output.contains("0 cells of 0 customers") && outcome.output.hasSuffix("\n0\n"), "\(outcome.output)")
        #expect(outcome.errors.contains("3 cells of 1 customers"), "\(outcome.errors)")
    }

    @Test func `a cell of an order that makes no sense is said with what may stand there, and figures are said`() throws {
        let outcome = try run(
            Self.book + """
                orders=xl/worksheets/sheet11.xml
                python3 book.py c.xlsx $orders @C2 在路上 $orders @E2 很多 xl/worksheets/sheet2.xml @K2 999999
                chatpool export --pool p.db -o c.xlsx; ls | grep -c kept
                """)
        #expect(outcome.output == "1\n", "\(outcome.output)")
        for place in ["订单明细!C2: 状态 takes one of 咨询", "订单明细!E2: 金额 takes a sum", "客户总表!K2: 消费金额"] {
            #expect(outcome.errors.contains(place), "\(outcome.errors)")
        }
    }
}
