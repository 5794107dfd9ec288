import ArgumentParser
import ChatImport
import ChatModel
import PoolWriters

/// `chatpool followup`
struct FollowUpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "followup", abstract: Words.of("Lists whom to look after today, and why."),
        discussion: Words.of(
            """
            The lists: inquired (咨询未下单), unpaid (待付款), unshipped (待发货), repurchase (该回购), lapsing (流失预警), birthday (生日), feedback (投诉与反馈),
            review (待核对). Looks from today unless --as-of names another day.

            Examples:
              chatpool followup
              chatpool followup --list unshipped --json
            """))

    @OptionGroup var pool: PoolOption
    @OptionGroup var options: ViewOptions

    @Option(
        help: ArgumentHelp(Words.of("One list only, by either name; may be given several times."), valueName: "name"),
        completion: .list(FollowUpKind.allCases.map(\.rawValue)))
    var list: [String] = []

    @Flag(help: ArgumentHelp(Words.of("JSON lines instead of tables.")))
    var json = false

    func validate() throws {
        for name in list where Self.kind(name) == nil {
            throw ValidationError("there is no list '\(name)'" + NearestWord.advice(name, in: FollowUpKind.allCases.map(\.rawValue)))
        }
    }

    private static func kind(_ name: String) -> FollowUpKind? { FollowUpKind.allCases.first { $0.rawValue == name || $0.title.chinese == name } }

    func run() throws {
        try Exit.reporting { () throws(ImportError) in try show() }
    }

    private func show() throws(ImportError) {
        let contents = try LookedAt.contents(of: pool, options)
        let wanted = Set(list.compactMap(Self.kind))
        let lists = contents.followUps.filter { wanted.isEmpty || wanted.contains($0.kind) }
        if json {
            var output = LineOutput()
            for entry in lists.flatMap(\.entries) {
                output.append(FollowUpLines.line(entry))
                try output.flushIfFull()
            }
            try output.flush()
            return
        }
        let filled = lists.filter { !$0.entries.isEmpty }
        guard !filled.isEmpty else { return Terminal.error(Words.say("Nobody waits for anything.", "没有需要跟进的客户。")) }
        for (i, list) in filled.enumerated() {
            let title = "\(LookedAt.words(list.kind.title)) (\(list.entries.count))"
            try LookedAt.print((i > 0 ? "\n" : "") + TextTable.styled(title, .bold, Terminal.hasColour) + "\n")
            try LookedAt.print(table(list).text(width: Terminal.width, colour: Terminal.hasColour))
        }
    }

    private func table(_ list: FollowUpList) -> TextTable {
        var table = TextTable(
            head: Words.say("date,customer,phone,product,amount,why → next", "日期,客户,电话,商品,金额,原因 → 下一步").split(separator: ",").map(String.init))
        for entry in list.entries {
            var why = LookedAt.words(entry.reason.words)
            if let quote = entry.quote, !quote.isEmpty { why += Words.say(": “\(quote)”", "：“\(quote)”") }
            table.rows.append([
                .init(entry.date?.description), .init(entry.name, .bold), .init(LookedAt.phone(entry.phone)), .init(entry.product),
                .init(entry.amount.map { Self.money($0, entry.currency) }), .init(why + " → " + LookedAt.words(entry.nextStep), .faint),
            ])
        }
        return table
    }

    private static func money(_ amount: Double, _ currency: String?) -> String {
        let cents = Int((min(abs(amount), 1e13) * 100).rounded())
        let number = cents % 100 == 0 ? "\(cents / 100)" : "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
        return currency == "CNY" ? "¥\(number)" : [number, currency].compactMap(\.self).joined(separator: " ")
    }
}
