import ChatBytes
import ChatModel
import ChatReaders
import TestSupport
import Testing

/// Tables as sellers keep them: what their columns are, and what comes of their cells.
@Suite("Tables of sellers")
struct SellerTableTests {
    private func read(_ text: String, name: String = "exports/table.csv") throws -> (format: String?, reading: Reading?) {
        let source = try ExportSource.bytes(Array(text.utf8), path: name)
        guard let reader = ReaderRegistry().reader(for: source) else { return (nil, nil) }
        return (reader.format.id, Reading(reader, source))
    }

    private func orders(_ text: String, name: String = "exports/table.csv") throws -> [TableOrder] {
        let (format, reading) = try read(text, name: name)
        #expect(format == "order-table")
        return reading?.sink.orders.map(\.0) ?? []
    }

    @Test("The order of the columns changes nothing", arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func columnsMayStandAnywhere(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let columns = [
            ["下单日期", "2024-03-05", "2024-03-06", "2024-03-09"], ["客户", "林小溪", "王丽", "张样例"], ["联系方式", "13800001234", "13800005678", "13800009012"],
            ["寄哪", "浙江省杭州市西湖区样例路1号", "浙江省宁波市海曙区样例路2号", "浙江省温州市鹿城区样例路3号"], ["买了啥", "春茶", "花茶", "红茶"], ["几份", "2", "1", "3"],
            ["一共", "336", "88", "384"], ["给钱没", "给了", "没", "微信"], ["肤质", "干性", "油性", ""],
        ].shuffled(using: &random)
        let text = (0..<4).map { row in columns.map { $0[row] }.joined(separator: ",") }.joined(separator: "\n")
        let orders = try orders(text)
        #expect(orders.map(\.recipientName) == ["林小溪", "王丽", "张样例"], "seed \(seed)")
        #expect(orders.map(\.recipientPhone) == ["13800001234", "13800005678", "13800009012"], "seed \(seed)")
        #expect(orders.map { $0.items.first?.product } == ["春茶", "花茶", "红茶"], "seed \(seed)")
        #expect(orders.map { $0.items.first?.quantity } == [2, 1, 3], "seed \(seed)")
        #expect(orders.map(\.amount) == [336, 88, 384], "seed \(seed)")
        #expect(orders.map(\.status) == [.paid, .placed, .paid], "seed \(seed)")
        #expect(orders.first?.note == "肤质: 干性", "seed \(seed)")
    }

    @Test(
        "Several products of one cell, as people write them",
        arguments: [
            "红茶2罐+白茶1饼", "红茶x2 白茶x1", "2罐红茶 1盒白茶", "红茶 2罐 白茶 1饼", "红茶*2；白茶*1", "红茶2罐、白茶1饼", "红茶2罐白茶1饼", "红茶（2）,白茶（1）", "红茶两罐，白茶一饼",
        ])
    func productsOfACell(cell: String) throws {
        let orders = try orders("姓名,电话,商品,金额\n林小溪,13800001234,\"\(cell)\",336\n王丽,13800005678,红茶1罐,128\n")
        #expect(orders.first?.items.map(\.product) == ["红茶", "白茶"])
        #expect(orders.first?.items.map(\.quantity) == [2, 1])
    }

    @Test(
        "The column decides which number is the day",
        arguments: [
            (["5/3/2024", "13/3/2024"], "2024-03-05"), (["3/5/2024", "3/13/2024"], "2024-03-05"), (["24/3/5", "24/3/13"], "2024-03-05"),
            (["3月5日", "3月13日"], "2024-03-05"),
            (["3.5", "3.13"], "2024-03-05"), (["113/3/5", "113/3/13"], "2024-03-05"), (["5 มี.ค. 2567", "13 มี.ค. 2567"], "2024-03-05"),
            (["05-Mar-24", "13-Mar-24"], "2024-03-05"),
            (["45356", "45364"], "2024-03-05"), (["20240305", "20240313"], "2024-03-05"),
        ])
    func days(cells: [String], first: String) throws {
        let orders = try orders(
            "日期,姓名,电话,商品,数量\n\(cells[0]),林小溪,13800001234,春茶,1\n\(cells[1]),王丽,13800005678,花茶,2\n", name: "exports/2024年流水.csv")
        #expect(orders.first?.placedAt?.description == first)
    }

    @Test(
        "Money as countries write it",
        arguments: [
            (["RM25.50", "RM1,250.00"], [25.5, 1250], "MYR"), (["Rp75.000", "Rp1.250.000"], [75_000, 1_250_000], "IDR"),
            (["12,50 €", "1.256,00 €"], [12.5, 1256], "EUR"),
            (["฿75", "฿1,200"], [75, 1200], "THB"), (["336元", "1,299元"], [336, 1299], "CNY"),
        ])
    func money(cells: [String], amounts: [Double], currency: String) throws {
        let orders = try orders("Name;Phone;Product;Total\nMei Lin;+60123450001;Tea;\(cells[0])\nAli Omar;+60123450002;Tea;\(cells[1])\n")
        #expect(orders.map(\.amount) == amounts)
        #expect(orders.map(\.currency) == [currency, currency])
    }

    @Test("Evenly parted rows never reach the readers of loose text, a last column with a time makes no chat")
    func gate() throws {
        let text = "收件人,手机,地址,物品,发货时间\n林小溪,13800001234,浙江省杭州市西湖区样例路1号,春茶,2024-03-05 09:12:01\n王丽,13800005678,浙江省宁波市海曙区样例路2号,花茶,2024-03-06 10:00:00\n"
        #expect(try orders(text).map(\.shippedAt?.description) == ["2024-03-05T09:12:01", "2024-03-06T10:00:00"])
        #expect(try orders(text.split(separator: ",").joined(separator: "\t")).count == 2)
    }

    @Test(
        "Tables that hold neither customers nor orders are refused in words",
        arguments: [
            ("品名,规格,零售价\n春茶,100g,168\n花茶,50g,88\n", "prices"), ("工号,姓名,基本工资,实发工资\nA1,林小溪,3000,3500\nA2,王丽,3000,3000\n", "payroll"),
            ("学号,姓名,语文,数学\n1,林小溪,90,95\n2,王丽,88,92\n", "marks"),
        ])
    func notOurs(text: String, word: String) throws {
        let (format, reading) = try read(text)
        #expect(format == "other-table")
        #expect(reading?.sink.orders.isEmpty == true && reading?.sink.contacts.isEmpty == true)
        #expect(reading?.failure?.code == .unknownFormat)
        #expect(reading?.failure?.message.contains(word) == true)
    }

    @Test("A table of two header rows, a title, sums and a second table below is read to its end")
    func furniture() throws {
        let text = """
            四月出货单,,,,,
            客户信息,,收货信息,,货物,
            姓名,电话,收货人,地址,商品,数量
            林小溪,13800001234,林小溪,浙江省杭州市西湖区样例路1号,春茶,2
            合计,,,,,2
            姓名,电话,收货人,地址,商品,数量
            王丽,13800005678,王丽,浙江省宁波市海曙区样例路2号,花茶,1

            """
        let orders = try orders(text)
        #expect(orders.map(\.recipientName) == ["林小溪", "王丽"])
        #expect(orders.map { $0.items.first?.quantity } == [2, 1])
    }

    @Test("A column for each product, with the price in its head")
    func productColumns() throws {
        let orders = try orders("接龙名,电话,春茶168元/罐,花茶(88元/盒),合计\n小溪,13800001234,1,2,344\n阿华,13800005678,,1,88\n合计,,1,3,432\n")
        #expect(orders.map { $0.items.map(\.product) } == [["春茶", "花茶"], ["花茶"]])
        #expect(orders.first?.items.map(\.unitPrice) == [168, 88])
        #expect(orders.map(\.amount) == [344, 88])
    }

    @Test("同上 beside a name means that person's last row, else the row above")
    func dittos() throws {
        let orders = try orders(
            "客户,电话,地址,商品,数量\n林小溪,13800001234,浙江省杭州市西湖区样例路1号,春茶,1\n王丽,13800005678,浙江省宁波市海曙区样例路2号,花茶,2\n林小溪,同上,老地方,红茶,3\n张样例,同上,同上,红茶,1\n")
        #expect(orders.map(\.recipientPhone) == ["13800001234", "13800005678", "13800001234", "13800001234"])
        #expect(orders.map(\.addressText).suffix(2) == [nil, "浙江省杭州市西湖区样例路1号"])
    }

    @Test(
        "A legend above the header, else the ticks beside it, say what signs mean",
        arguments: [
            ("/ = dah bayar   X = belum", ["/", "X", ""], [OrderStatus.paid, .placed, nil]), ("ORDER MAC", ["/", "x", "/"], [.paid, .placed, .paid]),
            ("ORDER MAC", ["x", "x", ""], [.paid, .paid, nil]),
        ])
    func ticks(title: String, cells: [String], states: [OrderStatus?]) throws {
        let rows = zip(["Mei Lin", "Ali Omar", "Siti Nur"], cells).enumerated().map { i, row in "\(row.0),+6012345000\(i),Teh,1,RM12,\(row.1)" }
        let orders = try orders("\(title),,,,,\nNama,No HP,Item,Qty,Total,Bayar\n" + rows.joined(separator: "\n") + "\n")
        #expect(orders.map(\.status) == states)
    }

    @Test("A row in which nobody stands and whose amount is the sum of those above is no order, whatever it is called")
    func sums() throws {
        let orders = try orders(
            "日期,姓名,电话,商品,数量,金额\n2024-03-05,林小溪,13800001234,春茶,2,336\n2024-03-06,王丽,13800005678,花茶,1,88\n,,,上半月,3,424\n2024-03-20,张样例,13800009012,红茶,1,128\n,,,下半月,1,128\n,,,TOTAL MARZO,,552\n"
        )
        #expect(orders.map(\.amount) == [336, 88, 128])
        #expect(orders.map { $0.items.map(\.product) } == [["春茶"], ["花茶"], ["红茶"]])
    }

    @Test("Freight and discounts go into the amount where another column shows what comes of them")
    func freight() throws {
        let text = "日期,客户,电话,商品,货款,运费,减免,到账\n2024-03-05,林小溪,13800001234,春茶,268,0,18,250\n2024-03-06,王丽,13800005678,花茶,330,12,,342\n"
        #expect(try orders(text).map(\.amount) == [250, 342])
        let plain = text.replacing("250\n", with: "268\n").replacing("342\n", with: "330\n")
        #expect(try orders(plain).map(\.amount) == [268, 330])
    }

    @Test("Columns of counts below one group are products; names that stand alone above keep their columns")
    func groups() throws {
        let orders = try orders(
            "下单,订货人,,收货,要啥,,钱,寄出\n,称呼,微信,电话,红豆(斤),豆浆(瓶),应收,\n9月14日,林大姐,linjie_01,13800001234,2,1,276,顺丰 SF0000000000123\n9月16日,一片叶,yipianye_h,13800005678,,3,535,没寄\n",
            name: "exports/2024秋收.csv")
        #expect(orders.map { $0.items.map(\.product) } == [["红豆", "豆浆"], ["豆浆"]])
        #expect(orders.map { $0.items.map(\.unit) } == [["斤", "瓶"], ["瓶"]])
        #expect(orders.map(\.placedAt?.description) == ["2024-09-14", "2024-09-16"])
        #expect(orders.first?.trackings.map(\.number) == ["SF0000000000123"])
        #expect(orders.map(\.contact?.alias) == ["linjie_01", "yipianye_h"])
    }

    @Test(
        "Headers that nobody knows are told by what stands in their columns",
        arguments: ["Nama pelanggan,HP,Jenis gaun,Ada,Tarif,Semua", "客户,手机,布料种种,甲,乙,丙", "Khách,SĐT,Thứ này,A,B,C"])
    func unknownHeaders(header: String) throws {
        let orders = try orders(
            "\(header)\nLinh Tran,0912000456,Áo dài,2,180,360\nMai Chi,0356000123,Khăn lụa,3,95,285\nLinh Tran,0912000456,Áo dài,1,180,180\n")
        #expect(orders.map { $0.items.first?.product } == ["Áo dài", "Khăn lụa", "Áo dài"])
        #expect(orders.map { $0.items.first?.quantity } == [2, 3, 1])
        #expect(orders.map(\.amount) == [360, 285, 180])
    }

    @Test("An identity number under a header that nobody knows makes no parcel of a member")
    func membersHaveNoParcels() throws {
        let (format, reading) = try read(
            "Nama,No. Ahli Sulit,No. Tel,Alamat\nAzman Yusof,800101145555,0192223334,Lot 7 Kg Baru Pekan\nLim Siew Ling,920509105555,0125556667,12 Jln SS2/24 Petaling Jaya\n"
        )
        #expect(format == "contact-table")
        #expect(reading?.sink.orders.isEmpty == true)
    }

    @Test("Header names may be printed, cell values never")
    func mappingNamesHeadersOnly() throws {
        let source = try ExportSource.bytes(
            Array("林小溪,13800001234,浙江省杭州市西湖区样例路1号\n王丽,13800005678,浙江省宁波市海曙区样例路2号\n张样,13800009012,浙江省温州市鹿城区样例路3号\n".utf8), path: "a.csv")
        let reader = try #require(ReaderRegistry().reader(for: source))
        let output = MessageOutput(source: source, sink: CollectingSink())
        try reader.read(source, into: output)
        for column in output.tables.flatMap(\.columns) { #expect(column.header.hasPrefix("#"), "\(column.header)") }
    }

    @Test("What goods, freight and what was taken off come to is the amount, whatever the columns are called", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func arithmeticFindsTheAmount(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let columns = [
            ["日期", "2024-03-05", "2024-03-06", "2024-03-09", "2024-03-11"], ["客户", "林小溪", "王丽", "张样例", "陈试"],
            ["电话", "13800001234", "13800005678", "13800009012", "13800003456"], ["品名", "春茶", "花茶", "红茶", "白茶"],
            ["甲", "2", "1", "3", "5"], ["乙", "168", "88", "96", "20"], ["货款", "336", "88", "288", "100"], ["运费", "0", "12", "10", "0"],
            ["丙", "6", "0", "0", "5"], ["丁", "330", "100", "298", "95"],
        ].shuffled(using: &random)
        let orders = try orders((0..<5).map { row in columns.map { $0[row] }.joined(separator: ",") }.joined(separator: "\n"))
        #expect(orders.map(\.amount) == [330, 100, 298, 95], "seed \(seed)")
        #expect(orders.map { $0.items.first?.quantity } == [2, 1, 3, 5], "seed \(seed)")
        #expect(orders.map { $0.items.first?.unitPrice } == [168, 88, 96, 20], "seed \(seed)")
    }

    @Test("A deposit and the rest of it are not what the order costs")
    func depositsAreNoAmounts() throws {
        let orders = try orders(
            "日期,姓名,电话,商品,数量,总价,先给,还差\n2024-03-05,林小溪,13800001234,春茶,2,336,100,236\n2024-03-06,王丽,13800005678,花茶,1,88,88,0\n2024-03-09,张样例,13800009012,红茶,3,288,50,238\n"
        )
        #expect(orders.map(\.amount) == [336, 88, 288])
    }

    @Test("One cell for name, number and address leaves the column beside it to what the buyer is called")
    func everythingInOneCell() throws {
        let orders = try orders(
            """
            日子,茶友,寄给谁,要的,收了
            2024-03-05,云上样例,林小溪 13800001234 浙江省杭州市西湖区样例路1号,春茶2罐,336
            2024-03-06,老王,"王丽，13800005678，浙江省宁波市海曙区样例路2号",花茶1罐,88
            2024-03-09,样城小妹,浙江省温州市鹿城区样例路3号 张小样 13800009012,红茶3罐,288
            """)
        #expect(orders.map(\.buyer) == ["云上样例", "老王", "样城小妹"])
        #expect(orders.allSatisfy { $0.addressText?.contains("浙江省") == true })
    }

    @Test("Words of states in the column of money say whether it came")
    func statesUnderMoney() throws {
        let orders = try orders(
            "日期,客户,电话,品名,数量,总数￥,钱\n2024-03-05,林小溪,13800001234,春茶,2,336,清\n2024-03-06,王丽,13800005678,花茶,1,88,欠\n2024-03-09,张样例,13800009012,红茶,3,288,清\n")
        #expect(orders.map(\.amount) == [336, 88, 288])
        #expect(orders.map(\.status) == [.paid, .placed, .paid])
    }

    @Test("A day keeps its words behind it", arguments: [["2025年3月5日 11点", "2025年3月6日 下午都行"], ["3月5日下午3点半", "三月六日 全天"], ["2025/3/5（周三）", "2025/3/6（周四）晚上"]])
    func daysWithWords(cells: [String]) throws {
        let orders = try orders(
            "取/送,姓名,电话,商品,金额\n\(cells[0]),林小溪,13800001234,春茶,336\n\(cells[1]),王丽,13800005678,花茶,88\n", name: "exports/2025年预定.csv")
        #expect(orders.map { $0.placedAt?.description.prefix(10) } == ["2025-03-05", "2025-03-06"])
    }

    @Test("What a cell reckons is its sum", arguments: [("39*2+6=84", 84.0), ("120+8", 128), ("98-5", 93), ("39x2", 78)])
    func sumsInCells(cell: String, amount: Double) throws {
        let orders = try orders(
            "日期,姓名,电话,商品,金额\n2024-03-05,林小溪,13800001234,春茶,\(cell)\n2024-03-06,王丽,13800005678,花茶,88\n2024-03-07,王样,13800005679,花茶,90\n")
        #expect(orders.first?.amount == amount)
    }

    @Test(
        "A table is read however it is laid out",
        arguments: [
            "姓名,电话,商品,数量,金额,,姓名,电话,商品,数量,金额\n林小溪,13800001234,春茶,2,336,,张样例,13800009012,红茶,3,288\n王丽,13800005678,花茶,1,88,,,,,,\n",
            "第几单,①,②,③\n姓名,林小溪,王丽,张样例\n电话,13800001234,13800005678,13800009012\n商品,春茶,花茶,红茶\n数量,2,1,3\n金额,336,88,288\n",
            "行,姓名/商品,电话/规格,数量,金额\n单,林小溪,13800001234,,336\n货,春茶,罐,2,336\n单,王丽,13800005678,,88\n货,花茶,袋,1,88\n单,张样例,13800009012,,288\n货,红茶,罐,3,288\n",
            "姓名,电话,商品,数量×单价,金额\n林小溪,13800001234,春茶,2×168,336\n王丽,13800005678,花茶,1×88,88\n张样例,13800009012,红茶,3×96,288\n",
        ])
    func layouts(text: String) throws {
        let orders = try orders(text).sorted { ($0.amount ?? 0) > ($1.amount ?? 0) }
        #expect(orders.map(\.recipientName) == ["林小溪", "张样例", "王丽"])
        #expect(orders.map(\.recipientPhone) == ["13800001234", "13800009012", "13800005678"])
        #expect(orders.map { $0.items.map(\.product) } == [["春茶"], ["红茶"], ["花茶"]])
        #expect(orders.map { $0.items.first?.quantity } == [2, 3, 1])
    }

    @Test("Cards of labels and values are people")
    func cards() throws {
        let card = { (name: String, phone: String, day: String) in [("姓名：", name), ("电话：", phone), ("生日：", day)] }
        let (left, right) = (card("林小溪", "13800001234", "1987-02-14"), card("王丽", "13800005678", ""))
        let more = (card("张样例", "13800009012", "6月18日"), card("陈试", "13800003456", "1990/1/2"))
        let rows = zip(left, right).map { "\($0.0),\($0.1),,\($1.0),\($1.1)" } + [",,,,"] + zip(more.0, more.1).map { "\($0.0),\($0.1),,\($1.0),\($1.1)" }
        let (format, reading) = try read("★ 客户卡片 ★,,,,\n" + rows.joined(separator: "\n") + "\n")
        #expect(format == "contact-table")
        let people = reading?.sink.contacts.map(\.0) ?? []
        #expect(Set(people.compactMap(\.name)) == ["林小溪", "王丽", "张样例", "陈试"])
        #expect(people.first { $0.name == "林小溪" }?.phones == ["13800001234"])
        #expect(people.first { $0.name == "张样例" }?.birthDate == "--06-18")
    }

    @Test("How much and whether it came stand in one cell")
    func sumsWithWords() throws {
        let orders = try orders(
            "谁,要啥,钱,电话\n林小溪,春茶2罐,336 收,13800001234\n王丽,花茶1罐,收88,13800005678\n张样例,红茶3罐,288 欠,13800009012\n")
        #expect(orders.map(\.amount) == [336, 88, 288])
        #expect(orders.map(\.status) == [.paid, .paid, .placed])
    }

    @Test("Counts of a list are what they were changed to, and a heading is nobody")
    func changedCounts() throws {
        let orders = try orders(
            "住户,芒果(3斤),鸡蛋(30颗),应付,付了,取货,备注\n【A栋】,,,,,,\n3F 阿芬,+1,,250,✓,✓,\n7F 林太太,,+2,360,✓,,晚上\n【B栋】,,,,,,\n8F 小玲,+1→取消,＋1,180,✓,,改单\n2F 伯伯,+1,,250,✓,✓,\n")
        #expect(orders.map { $0.recipientName ?? $0.buyer } == ["3F 阿芬", "7F 林太太", "8F 小玲", "2F 伯伯"])
        #expect(orders.map { $0.items.map(\.quantity) } == [[1], [2], [1], [1]])
    }

    @Test("Goods with the names of their columns in one cell")
    func labelledGoods() throws {
        let cell = "[1] 商品名稱:樣品乳液; 商品選項名稱:200ml; 價格: $ 420; 數量: 2; \n[2] 商品名稱:防曬; 商品選項名稱:小; 價格: $ 180; 數量: 1; "
        let header = "\"訂單編號\",\"收件者姓名\",\"收件者電話\",\"訂單成立日期\",\"商品資訊\",\"金額\""
        let rows = ["A1", "A2", "A3"].map { "\"\($0)\",\"林小溪\",\"0912345678\",\"2025-04-02 13:22\",\"\(cell)\",\"$1,020\"" }
        let orders = try orders(([header] + rows).joined(separator: "\n") + "\n")
        #expect(orders.first?.items.map(\.product) == ["樣品乳液", "防曬"])
        #expect(orders.first?.items.map(\.quantity) == [2, 1])
        #expect(orders.first?.items.map(\.unitPrice) == [420, 180])
    }
}
