import ChatBytes
import ChatImport
import ChatInterpret
import ChatModel
import ChatReaders
import CustomerPool

/// What the user is told about a run.
enum Reporting {
    /// What was odd about the inputs: first those that could have been a chat, then what was odd inside those that were read, then in one line all that never
    /// was one.
    static func problems(of reports: [FileReport]) {
        let isAlone = reports.count == 1
        for report in reports where report.failure != nil && (report.clutter == nil || isAlone) { problems(of: report) }
        for report in reports where report.failure == nil { problems(of: report) }
        guard !isAlone else { return }
        var counts: [FileClutter: Int] = [:]
        for report in reports { if let kind = report.clutter, report.failure != nil { counts[kind, default: 0] += 1 } }
        guard !counts.isEmpty else { return }
        let parts = counts.map { (name: name(of: $0.key, count: $0.value), count: $0.value) }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
        let list = parts.map { "\($0.count) \($0.name)" }
        Terminal.error(Words.say("chatpool: \(list.joined(separator: ", ")) not read", "chatpool：\(list.joined(separator: "、")) 未读"))
    }

    private static func name(of clutter: FileClutter, count: Int) -> String {
        let words: (one: String, many: String, chinese: String) =
            switch clutter {
            case .picture: ("picture", "pictures", "图片")
            case .film: ("video", "videos", "视频")
            case .sound: ("sound file", "sound files", "音频")
            case .font: ("font", "fonts", "字体")
            case .style: ("page file", "page files", "网页附件")
            case .program: ("program", "programs", "程序")
            case .named(let name): (name, name, name)
            }
        return Words.say(count == 1 ? words.one : words.many, words.chinese)
    }

    /// One line for each thing that was odd about an input.
    private static func problems(of report: FileReport) {
        if let failure = report.failure { Terminal.error(Words.error(failure)) }
        for diagnostic in report.diagnostics where diagnostic.severity >= .warning { Terminal.error(Words.diagnostic(diagnostic)) }
    }

    /// Names given for the seller's that no chat shows.
    static func refused(_ owners: [UnknownOwner]) {
        for owner in owners {
            Terminal.error(Words.say("chatpool: no chat shows a seller by the name “\(owner.name)”", "chatpool：没有聊天显示名为“\(owner.name)”的卖家"))
            guard !owner.nearest.isEmpty else { continue }
            // Names out of chats are for who watches, not for a log.
            guard Terminal.isInteractive else {
                Terminal.error(Words.say("  \(owner.nearest.count) names are near it; a terminal shows them", "  有 \(owner.nearest.count) 个相近的名字，在终端中运行即可看到"))
                continue
            }
            let names = owner.nearest.map { "“\($0)”" }
            Terminal.error(Words.say("  near it: \(names.joined(separator: ", "))", "  相近的名字：\(names.joined(separator: "、"))"))
        }
        Terminal.error(Words.say("  the customers stay as they were", "  客户保持不变"))
    }

    /// What an import did.
    static func summary(of report: RunReport, pool: (path: String, isNew: Bool)?, outputs: [String]) {
        if report.ownerNames.isEmpty, report.ownerGround == .unknown, report.conversations > 0 {
            Terminal.error(
                Words.say(
                    "Nobody is known as the seller: both sides of a chat count as customers and no nickname joins anybody. Give --owner NAME as the chats show it.",
                    "无法判断谁是卖家：聊天双方都算作客户，昵称不用来合并任何人。请用 --owner 指定聊天里显示的店主名。"))
        }
        problems(of: report.files)
        for file in report.files { for table in file.tables { Terminal.error(columns(of: table, in: file)) } }
        if report.files.isEmpty { Terminal.error(Words.say("chatpool: there is no file in the inputs", "chatpool：没有找到任何文件")) }
        readBack(report.readBack)
        let read = report.files.filter(\.isRead)
        var formats: [String: (files: Int, messages: Int)] = [:]
        for file in read {
            let old = formats[file.format ?? ""] ?? (0, 0)
            formats[file.format ?? ""] = (old.files + 1, old.messages + file.messages + file.contacts + file.orders + file.bills + file.editedRows)
        }
        if let unchanged = formats.removeValue(forKey: FileReport.unchanged) {
            Terminal.error(Words.say("  unchanged: \(unchanged.files) files, not read again", "  未变：\(unchanged.files) 个文件，不再读取"))
        }
        for (format, total) in formats.sorted(by: { $0.key < $1.key }) {
            Terminal.error(
                Words.say("  \(format): \(total.files) files, \(total.messages) messages or rows", "  \(format)：\(total.files) 个文件，\(total.messages) 条"))
        }
        let owner =
            report.ownerNames.isEmpty ? Words.say("unknown (give --owner)", "未知（请用 --owner 指定）") : report.ownerNames.joined(separator: Words.say(", ", "、"))
        Terminal.error(Words.say("Seller: \(owner) (\(ground(report.ownerGround)))", "卖家：\(owner)（\(ground(report.ownerGround))）"))
        if let region = report.region, let currency = report.currency, report.conversations > 0 {
            Terminal.error(
                Words.say(
                    "Shop: \(region), \(currency) (\(ground(report.regionGrounds, true)))",
                    "店铺：\(region)，\(currency)（\(ground(report.regionGrounds, false))）"))
        }
        let more = report.customers - report.customersBefore
        let difference = more < 0 ? Words.say("\(-more) fewer", "减少 \(-more)") : Words.say("\(more) new", "新增 \(more)")
        Terminal.error(
            Words.say(
                "Pool: \(report.customers) customers (\(difference)), \(report.orders) orders, \(report.conversations) chats, \(report.newMessages) new messages",
                "客户池：\(report.customers) 位客户（\(difference)），\(report.orders) 笔订单，\(report.conversations) 个聊天，新消息 \(report.newMessages) 条"
            ))
        if report.repeatedMessages > 0 {
            Terminal.error(
                Words.say(
                    "  \(report.repeatedMessages) messages were in the pool already and were passed over",
                    "  \(report.repeatedMessages) 条消息客户池里已有，已跳过"))
        }
        if report.retired > 0, let day = report.retiredBefore {
            Terminal.error(
                Words.say(
                    "  \(report.retired) people of whom nothing was seen since \(day) left the pool with their chats (privacy.keep_months)",
                    "  \(report.retired) 人自 \(day) 起没有动静，已连同聊天移出客户池（privacy.keep_months）"))
        }
        let stages = CustomerStage.allCases.compactMap { stage in report.stages[stage].map { "\(name(stage)) \($0)" } }
        if !stages.isEmpty { Terminal.error("  " + stages.joined(separator: Words.say(", ", "，"))) }
        if let pool { Terminal.error(Words.say("Pool file: \(pool.path)\(pool.isNew ? " (new)" : "")", "客户池文件：\(pool.path)\(pool.isNew ? "（新建）" : "")")) }
        for diagnostic in report.outputs { Terminal.error(Words.diagnostic(diagnostic)) }
        for output in outputs { Terminal.error(Words.say("Wrote \(output)", "已写入 \(output)")) }
    }

    /// What the shop's country rests on.
    private static func ground(_ grounds: [String]?, _ inEnglish: Bool) -> String {
        guard let grounds else { return inEnglish ? "as given" : "已指定" }
        if grounds.isEmpty { return inEnglish ? "the chats do not tell; --region changes it" : "聊天里看不出来，可用 --region 指定" }
        return inEnglish ? "found by \(grounds.joined(separator: ", ")); --region changes it" : "依据：\(grounds.joined(separator: "、"))；可用 --region 指定"
    }

    /// What the columns of a table were read as: `客户→买家 品名→商品 肤质→备注（4 个值）`.
    private static func columns(of table: TableMapping, in file: FileReport) -> String {
        let place = (ShownPath.of(file.path).split(separator: "/").last.map(String.init) ?? file.path) + (table.sheet.map { " [\($0)]" } ?? "")
        let columns = table.columns.map { column in
            if column.isMasked { return column.header + Words.say("→\(column.english) (some masked)", "→\(column.chinese)（有打码的）") }
            if column.isNote { return column.header + Words.say("→note (\(column.values) values)", "→备注（\(column.values) 个值）") }
            return column.header + "→" + Words.say(column.english, column.chinese)
        }
        return Words.say("Columns of \(place): ", "\(place) 的列：") + columns.joined(separator: " ")
    }

    /// What was taken over of a workbook that came back, and cell by cell what was not.
    static func readBack(_ result: ReadBack) {
        guard result.isAnything else { return }
        Terminal.error(
            Words.say(
                "Read back: \(result.cells) cells of \(result.customers) customers were changed (\(result.rows) rows)",
                "读回表格：\(result.customers) 位客户的 \(result.cells) 个单元格有修改（共 \(result.rows) 行）"))
        if result.answers > 0 {
            Terminal.error(
                Words.say(
                    "  \(result.answers) questions were answered ('chatpool undo' takes one back)",
                    "  回答了 \(result.answers) 对“\(ReviewAnswer.header)”（撤销请用 chatpool undo）"))
        }
        if result.parcels > 0 {
            Terminal.error(
                Words.say(
                    "  \(result.parcels) orders have left with the parcels of \(PackingList.sheet)",
                    "  按“\(PackingList.sheet)”里填的快递单号，\(result.parcels) 笔订单已发货"))
        }
        if result.checkedOrders > 0 {
            Terminal.error(
                Words.say(
                    "  \(result.checkedOrders) questions about orders were answered ('chatpool undo' takes them back)",
                    "  回答了 \(result.checkedOrders) 笔订单的核对（撤销请用 chatpool undo）"))
        }
        if result.added > 0 { Terminal.error(Words.say("  \(result.added) new rows came in as customers", "  新增的 \(result.added) 行已作为客户加入")) }
        if result.hasNoKey {
            Terminal.error(
                Words.say(
                    "  the column \(EditableField.keyHeader) is gone: no row can be told, nothing was taken over",
                    "  “\(EditableField.keyHeader)”一列已被删除：无法对应客户，未采用任何修改"))
        }
        if !result.missing.isEmpty {
            let headers = result.missing.joined(separator: Words.say(", ", "、"))
            Terminal.error(Words.say("  these columns are gone and stay as they were: \(headers)", "  以下各列已被删除，内容保持不变：\(headers)"))
        }
        if result.hasUnknownEdition {
            Terminal.error(Words.say("  it is a writing that this pool does not know", "  这份表格不是由本客户池写出的（或已无记录）"))
        }
        if result.unknownRows > 0 {
            Terminal.error(Words.say("  \(result.unknownRows) rows name no customer of this pool", "  \(result.unknownRows) 行的客户编号不在客户池中"))
        }
        if result.removedRows > 0 {
            Terminal.error(
                Words.say(
                    "  \(result.removedRows) rows are gone; their customers stay ('chatpool forget' takes one out)",
                    "  少了 \(result.removedRows) 行；客户仍保留（彻底删除请用 chatpool forget）"))
        }
        if result.removedOrders > 0 {
            Terminal.error(
                Words.say(
                    "  \(result.removedOrders) rows of \(OrderSheet.sheet) are gone; the orders stay, since they come from the chats",
                    "  “\(OrderSheet.sheet)”少了 \(result.removedOrders) 行；订单来自聊天，仍保留"))
        }
        if !result.ownSheets.isEmpty {
            // A log holds no names that people gave.
            let names = result.ownSheets.map { Terminal.isInteractive ? $0.name ?? "\($0.number)" : "\($0.number)" }.joined(separator: Words.say(", ", "、"))
            Terminal.error(
                Words.say(
                    "  sheets of your own are not in the pool, nor in what it writes: \(names)", "  您自己的工作表不会进入客户池，新写出的表格里也没有：\(names)"))
        }
        if !result.ownColumns.isEmpty {
            let places = result.ownColumns.prefix(shownCells).joined(separator: Words.say(", ", "、"))
            Terminal.error(
                Words.say(
                    "  columns or cells of your own are not in the pool, nor in what it writes: \(places)", "  您自己添加的列或单元格不会进入客户池，新写出的表格里也没有：\(places)"))
        }
        for cell in result.refused.prefix(shownCells) { Terminal.error("  \(cell.sheet)!\(cell.cell)" + Words.say(": ", "：") + reason(cell.reason)) }
        if result.refused.count > shownCells {
            Terminal.error(Words.say("  … and \(result.refused.count - shownCells) cells more", "  ……另有 \(result.refused.count - shownCells) 个单元格"))
        }
    }

    /// Cells that are listed one by one.
    private static let shownCells = 50

    /// Why a cell was not taken over, and what may stand there.
    private static func reason(_ reason: RefusedCell.Reason) -> String {
        switch reason {
        case .notAllowed(let field):
            Words.say("\(field.header) takes \(field.allowed.english)", "“\(field.header)”\(field.allowed.chinese)")
        case .orderCell(let cell): Words.say("\(cell.header) takes \(cell.allowed.english)", "“\(cell.header)”\(cell.allowed.chinese)")
        case .order(let header):
            Words.say(
                "\(header) of an order comes from the chats and was not taken over; write it into \(EditableField.remark.header) of \(EditableField.sheet)",
                "订单的“\(header)”来自聊天，未采用；请写在“\(EditableField.sheet)”的“\(EditableField.remark.header)”里")
        case .person(let header):
            Words.say(
                "\(header) comes from the chats and was not taken over; write it into \(EditableField.remark.header)",
                "“\(header)”来自聊天，未采用；请写在“\(EditableField.remark.header)”里")
        case .newOrder:
            Words.say(
                "an order that is none of the chats' was not taken over; import it as a table of orders of its own", "聊天里没有的订单，未采用；请另存为订单表后导入")
        case .newRow(let header):
            Words.say(
                "\(header) of a new row was not taken over; fill it in once the row has its \(EditableField.keyHeader)",
                "新增行的“\(header)”未采用；写出客户编号后再填")
        case .answer:
            Words.say(
                "\(ReviewAnswer.header) takes \(ReviewAnswer.allCases.map(\.rawValue).joined(separator: ", ")) or nothing",
                "“\(ReviewAnswer.header)”只能填：\(ReviewAnswer.allCases.map(\.rawValue).joined(separator: "、"))，或留空")
        case .parcelNumber:
            Words.say(
                "\(PackingList.numberHeader) takes numbers of parcels: letters and digits, several with 、 between",
                "“\(PackingList.numberHeader)”只能填快递单号（字母和数字，多个用、隔开）")
        case .orderGone: Words.say("the order of this row is not in the pool any more", "这一行的订单已不在客户池中")
        case .orderAnswer(.answer):
            Words.say(
                "\(OrderAnswer.header) takes \(OrderAnswer.allCases.map(\.rawValue).joined(separator: ", ")) or nothing",
                "“\(OrderAnswer.header)”只能填：\(OrderAnswer.allCases.map(\.rawValue).joined(separator: "、"))，或留空")
        case .orderAnswer(.quantity(let goods)):
            Words.say(
                "\(OrderAnswer.quantityHeader) takes \(goods) numbers, one for each of the goods in their order, with 、 between",
                "“\(OrderAnswer.quantityHeader)”要填 \(goods) 个数字，按商品顺序，用、隔开")
        case .orderAnswer(.amount):
            Words.say("\(OrderAnswer.amountHeader) takes an amount of money", "“\(OrderAnswer.amountHeader)”只能填金额")
        case .nobody: Words.say("a row without 客户编号, a number or an address is nobody", "没有客户编号，也没有电话或地址，未采用")
        }
    }

    /// What was kept beside before its place was written over.
    static func kept(_ places: OutputPlaces) {
        for (path, name) in places.kept {
            Terminal.error(Words.say("Kept \(path) as \(name)", "原来的 \(path) 已保留为 \(name)"))
        }
    }

    private static func ground(_ ground: OwnerInference.Ground) -> String {
        switch ground {
        case .given: Words.say("given", "指定")
        case .flagged: Words.say("flagged by the exports", "由导出文件标明")
        case .recurring: Words.say("inferred: writes with most people", "推断：出现在大多数聊天中")
        case .counterpart: Words.say("inferred: the chat is named after the other side", "推断：聊天以对方命名")
        case .unknown: Words.say("not inferred", "无法推断")
        }
    }

    private static func name(_ stage: CustomerStage) -> String {
        Terminal.isChinese ? stage.chinese : stage.rawValue
    }
}
