import ArgumentParser
import ChatImport
import ChatModel
import CustomerPool
import PoolWriters

/// `chatpool due`
struct DueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: Words.of("Lists who will need what again, and when."),
        discussion: Words.of(
            """
            One line for each customer and product whose time to buy again has come or is near, with the rhythm it rests on. Looks from today unless
            --as-of names another day.

            Examples:
              chatpool due
              chatpool due --as-of 2024-06-01 --json | jq -r '[.due_date, .name, .product] | @tsv'
            """))

    @OptionGroup var pool: PoolOption
    @OptionGroup var options: ViewOptions

    @Flag(help: ArgumentHelp(Words.of("Every forecast, also of goods still in use and of customers who left.")))
    var all = false

    @Flag(help: ArgumentHelp(Words.of("JSON lines instead of a table.")))
    var json = false

    func run() throws {
        try Exit.reporting { () throws(ImportError) in try list() }
    }

    private func list() throws(ImportError) {
        let contents = try LookedAt.contents(of: pool, options)
        let lines = try forecasts(contents)
        if json {
            var output = LineOutput()
            for (customer, forecast) in lines {
                output.append(FollowUpLines.line(forecast, of: customer))
                try output.flushIfFull()
            }
            try output.flush()
            return
        }
        guard !lines.isEmpty else { return Terminal.error(Words.say("Nobody is due.", "没有到期的客户。")) }
        var table = TextTable(
            head: Words.say("due,customer,phone,product,window,why", "到期日,客户,电话,商品,阶段,依据").split(separator: ",").map(String.init))
        for (customer, forecast) in lines {
            let style: TextTable.Style =
                switch forecast.window {
                case .repurchase: .yellow
                case .lapsed: .red
                case .ending: .green
                default: .plain
                }
            table.rows.append([
                .init(forecast.dueDate.description), .init(customer.name ?? customer.nicknames.first, .bold),
                .init(LookedAt.phone(customer.phones.first?.number)),
                .init(forecast.product), .init(LookedAt.words(forecast.window.title), style), .init(LookedAt.words(forecast.reason.words), .faint),
            ])
        }
        try LookedAt.print(table.text(width: Terminal.width, colour: Terminal.hasColour))
    }

    /// Those due, the earliest first; with `--all` everything.
    private func forecasts(_ contents: PoolContents) throws(ImportError) -> [(Customer, RepurchaseForecast)] {
        guard let insights = contents.insights else { return [] }
        let due = insights.list(.repurchase).entries.reduce(into: Set<[String]>()) { $0.insert([$1.customerID, $1.product ?? ""]) }
        var lines: [(Customer, RepurchaseForecast)] = []
        try contents.customers.walkMembers { (member) throws(ImportError) in
            guard let insight = member.insights, insight.exclusion == nil else { return }
            // Who it is, is all that a line says of the customer.
            var customer = Customer(id: member.customer.id)
            (customer.name, customer.nicknames, customer.phones) = (member.customer.name, member.customer.nicknames, member.customer.phones)
            for forecast in insight.forecasts where all || due.contains([customer.id, forecast.product]) { lines.append((customer, forecast)) }
        }
        return lines.sorted { ($0.1.dueDate.wallSeconds, $0.0.id, $0.1.product) < ($1.1.dueDate.wallSeconds, $1.0.id, $1.1.product) }
    }
}

/// What the commands share that look at a pool.
enum LookedAt {
    /// The pool from a day: today unless another one was asked for.
    static func contents(of pool: PoolOption, _ options: ViewOptions) throws(ImportError) -> PoolContents {
        let settings = try options.settings(besides: pool.path)
        let store = try pool.reading()
        var view = options.view(settings)
        view.asOf = options.day ?? ViewOptions.today
        let newest = try StoredCustomers(store).lastDay()
        if options.asOf == nil, let day = view.asOf, newest > 0, day - newest > 30 {
            let last = Timestamp(dayNumber: newest)
            Terminal.error(
                Words.say(
                    "chatpool: the newest message is of \(last); read newer exports, or look from that day by --as-of \(last)",
                    "chatpool：最新的消息是 \(last) 的；请导入新的聊天，或用 --as-of \(last) 从那天看"))
        }
        return try view.contents(of: store)
    }

    /// A sentence in the user's language.
    static func words(_ wording: Wording) -> String { Words.say(wording.english, wording.chinese) }

    /// A number as people at home write it.
    static func phone(_ number: String?) -> String? { number.map { $0.hasPrefix("+861") ? String($0.dropFirst(3)) : $0 } }

    /// Writes to standard output.
    static func print(_ text: String) throws(ImportError) {
        var output = LineOutput()
        output.append(Array(text.utf8))
        try output.flush()
    }
}
