import CXLSXWriter
import ChatModel

/// The first sheet, 说明: what the workbook holds, what may be changed, how the words are meant.
struct GuideSheet {
    let pool: PoolContents
    let layout: WorkbookLayout
    let day: Timestamp?
    static let name = "说明"

    func write(to book: Workbook) throws(ImportError) {
        var sheet = try book.sheet(Self.name)
        unsafe worksheet_gridlines(sheet.pointer, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
        sheet.width(0, 18)
        sheet.width(1, 12)
        sheet.width(2, 76)
        var row = 0
        func next() -> Int {
            row += 1
            return row - 1
        }
        sheet.height(0, 34)
        sheet.put(.text("客户池"), next(), 0, .title)
        for (label, value) in facts {
            sheet.put(.text(label), row, 0, .label)
            sheet.put(value, next(), 1, .text)
        }
        row += 1
        sheet.put(.text("各表"), next(), 0, .subtitle)
        for (name, count, meaning) in contents {
            if Sheet.width(of: meaning) > 74 { sheet.height(row, 33) }
            sheet.write(.text(name), row, 0, link: .place("'\(name)'!A1"))
            if let count { sheet.put(.number(Double(count)), row, 1, .number) } else { sheet.put(.text(""), row, 1, .text) }
            sheet.put(.text(meaning), next(), 2, .wrapped)
        }
        row += 1
        for (title, lines) in explanations {
            sheet.put(.text(title), next(), 0, .subtitle)
            for (term, meaning) in lines {
                sheet.put(.text(term), row, 0, .text)
                sheet.put(.text(""), row, 1, .text)
                if Sheet.width(of: meaning) > 74 { sheet.height(row, 33) }
                sheet.put(.text(meaning), next(), 2, .wrapped)
            }
            row += 1
        }
        sheet.printed(lastRow: row, lastColumn: 2, repeatsHeader: false, isLandscape: false)
    }

    private var facts: [(String, Cell)] {
        var facts: [(String, Cell)] = []
        if let edition = pool.edition { facts.append((EditableField.editionLabel, .text("\(edition)"))) }
        if let day { facts.append(("截至", .text(Cell.day(day)))) }
        facts.append(("客户", .text("\(layout.ranking.count)")))
        if let statistics = pool.insights?.statistics {
            facts.append(("买家", .text("\(statistics.buyers)")))
            facts.append(("订单", .text("\(statistics.orders)")))
            facts.append(("销售额", .text(StatisticsSheet.sums(statistics, \.sold) + "（已付款，退款已减去）")))
            if statistics.sums.contains(where: { $0.unpaid > 0 }) { facts.append(("未付款", .text(StatisticsSheet.sums(statistics, \.unpaid)))) }
        }
        return facts
    }

    private var contents: [(name: String, count: Int?, meaning: String)] {
        var contents: [(String, Int?, String)] = [(layout.customers.name, layout.ranking.count, "每位客户一行：买过的在前，最近联系的在前。点“下单次数”看订单，点“出处条数”看出处。")]
        for list in pool.insights?.lists ?? [] where list.kind != .review {
            contents.append((list.kind.title.chinese, list.entries.count, Self.meaning(list.kind)))
        }
        if pool.insights != nil || !pool.review.isEmpty { contents.append((layout.review.name, layout.reviewRows.count, Self.meaning(.review))) }
        contents.append((layout.orders.name, layout.orderCount, "每笔订单一行，咨询和已取消的也在内（不算订单），同一客户的排在一起，最新的在前。"))
        if pool.insights != nil { contents.append(("统计", nil, "阶段、每月销售额、地区、热销商品。")) }
        contents.append((layout.evidence.name, layout.evidenceShown, "每个姓名、电话、地址、订单出自哪个文件的哪一行。"))
        return contents
    }

    static func meaning(_ kind: FollowUpKind) -> String {
        switch kind {
        case .inquired: "问过价格或有没有货，之后没有下单。"
        case .unpaid: "说了要买，还没有看到付款。"
        case .unshipped: "已付款，还没有看到快递单号。配货单：发出后填“\(PackingList.courierHeader)”和“\(PackingList.numberHeader)”，下次导入就是已发货。"
        case .repurchase: "按各自的购买间隔，快用完或已用完。"
        case .lapsing: "比平时的间隔久得多没有下单。"
        case .birthday: "最近要过生日的客户。"
        case .feedback: "最近的投诉和好评。"
        case .review: "可能是同一个人的两位客户，和前后对不上的订单：在橙色表头的列里回答。"
        }
    }

    private var explanations: [(String, [(String, String)])] {
        let options = pool.insights?.options ?? InsightsOptions()
        let stages: [(String, String)] = [
            (CustomerStage.prospect.chinese, "聊过，还没有订单。"),
            (CustomerStage.new.chinese, "一笔订单。"),
            (CustomerStage.repeat.chinese, "两笔以上订单。"),
            (CustomerStage.loyal.chinese, "\(options.loyalOrders) 笔以上订单，或消费最多的那部分客户里 \(options.loyalOrdersOfTopSpenders) 笔以上。"),
            (CustomerStage.fan.chinese, "\(options.fanOrders) 笔以上订单，并且夸过或介绍过别人。"),
            (CustomerStage.reseller.chinese, "拿货、代理，或替很多人下单。"),
            (CustomerStage.lapsed.chinese, "超过平时间隔的 \(Cell.decimal(options.lapsedIntervals)) 倍没有下单；不知道间隔时为 \(Cell.decimal(options.lapsedDays)) 天。"),
        ]
        let recency = options.recencyDays.map(String.init).joined(separator: " / ")
        let frequency = options.frequencyOrders.map(String.init).joined(separator: " / ")
        return [
            (
                "可以修改的列",
                [
                    ("橙色表头", "客户总表里橙色表头的列可以修改：\(EditableField.allCases.map(\.header).joined(separator: "、"))。"),
                    (PackingList.sheet, "发出后填“\(PackingList.courierHeader)”和“\(PackingList.numberHeader)”，几个单号用、隔开。"),
                    (ReviewAnswer.sheet, "“\(ReviewAnswer.header)”选是、不是、不知道；“\(OrderAnswer.header)”选对、不对，或填正确的数量、金额。答过的不再出现。"),
                    ("改完之后", "保存，再用 chatpool import 读入这个文件：改动按“\(EditableField.keyHeader)”记入客户池，以后重新导出不会被覆盖。请不要改“\(EditableField.keyHeader)”。"),
                ]
            ),
            ("阶段", stages),
            (
                "R、F、M",
                [
                    ("R 最近一次", "距最近一笔付款或发货的订单 ≤ \(recency) 天为 5 / 4 / 3 / 2 分，更久为 1 分。"),
                    ("F 次数", "\(frequency) 笔起为 1 / 2 / 3 / 4 / 5 分。"),
                    ("M 金额", options.moneyAmounts.isEmpty ? "买家满 \(options.moneyBuyers) 位时按五等分计分，退款已减去。" : "按设定的金额计分，退款已减去。"),
                ]
            ),
            (
                "请注意",
                [
                    ("核对", "内容由规则从聊天记录中读出，不保证全对；发货前请核对地址。可信度低的请看“证据”。"),
                    ("个人信息", "这里有客户的姓名、电话和地址，请妥善保管，不要随意转发。"),
                ]
            ),
        ]
    }
}
