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
            "下单,订货人,,收货,要啥,,钱,寄出\n,称呼,微信,电话,洋槐蜜(斤),蜂王浆(瓶),应收,\n9月14日,宋大姐,songjie_66,13800001234,2,1,276,顺丰 SF0227418365903\n9月16日,一朵云,yiduoyun_h,13800005678,,3,535,没寄\n",
            name: "exports/2024秋蜜.csv")
        #expect(orders.map { $0.items.map(\.product) } == [["洋槐蜜", "蜂王浆"], ["蜂王浆"]])
        #expect(orders.map { $0.items.map(\.unit) } == [["斤", "瓶"], ["瓶"]])
        #expect(orders.map(\.placedAt?.description) == ["2024-09-14", "2024-09-16"])
        #expect(orders.first?.trackings.map(\.number) == ["SF0227418365903"])
        #expect(orders.map(\.contact?.alias) == ["songjie_66", "yiduoyun_h"])
    }

    @Test(
        "Headers that nobody knows are told by what stands in their columns",
        arguments: ["Nama pelanggan,HP,Jenis gaun,Ada,Tarif,Semua", "客户,手机,布料种种,甲,乙,丙", "Khách,SĐT,Thứ này,A,B,C"])
    func unknownHeaders(header: String) throws {
        let orders = try orders(
            "\(header)\nLinh Tran,0912774035,Áo dài,2,180,360\nMai Chi,0356221807,Khăn lụa,3,95,285\nLinh Tran,0912774035,Áo dài,1,180,180\n")
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
}
