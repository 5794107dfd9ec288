import ChatBytes
import ChatModel

/// The pool as one page: figures, charts, whom to look after, customers to search. It loads nothing, runs nothing but its own search, and prints.
struct HTMLReport: PoolWriter {
    let format = WriterFormat(id: "html", fileExtension: "html", summary: "report as one page: figures, charts, lists, search; loads nothing")
    /// Customers that the page shows; more would make it too heavy to open.
    static let mostCustomers = 3000
    /// Lines of a list that the page shows.
    static let mostEntries = 300

    func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        var report = WriteReport(path)
        let ranking = pool.ranking
        let questions = ReviewRow.all(pool)
        try TextFile.write(to: path) { (output) throws(ImportError) in
            func put(_ text: String) { output.append(Array(text.utf8)) }
            put(head)
            put(summary(pool, questions: questions.count))
            if let insights = pool.insights {
                put("<div class=\"charts\">\n" + BarChart.all(insights.statistics).map(\.svg).joined() + "</div>\n")
                for list in insights.lists where list.kind != .review { put(self.list(list, &report)) }
            }
            put(review(questions, &report))
            put("<h2 id=\"customers\">客户<small>\(pool.customers.count) 位</small></h2>\n" + search)
            put("<div class=\"card\">\n")
            try pool.walkRows(Array(ranking.prefix(Self.mostCustomers))) { (row) throws(ImportError) in
                put(ReportCustomer(row: row).html)
                try output.flushIfFull()
            }
            put("</div>\n")
            if ranking.count > Self.mostCustomers {
                report.add("report-shortened", "the page shows the first \(Self.mostCustomers) customers; the workbook holds all", severity: .note)
                put("<p>这里只列出前 \(Self.mostCustomers) 位客户，全部客户在 Excel 工作簿里。</p>\n")
            }
            put("<footer>由 chatpool 从聊天记录整理，内容由规则读出，请核对后再用。含客户个人信息，请妥善保管。</footer>\n</main>\n")
            put("<script>\(ReportStyle.script)</script>\n</body>\n</html>\n")
        }
        return report.diagnostics
    }

    private var head: String {
        """
        <!doctype html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(ReportStyle.scriptHash)'; base-uri 'none'; form-action 'none'">
        <meta name="referrer" content="no-referrer">
        <title>客户池</title>
        <style>\(ReportStyle.css)</style>
        </head>
        <body>
        <main>

        """
    }

    private func summary(_ pool: PoolContents, questions: Int) -> String {
        let day = pool.insights.map { "截至 \(Cell.day($0.asOf))" } ?? ""
        var html = "<header><h1>客户池</h1><p>\(day)</p></header>\n"
        if let insights = pool.insights {
            let figures = insights.statistics
            let again = figures.repeatBuyers
            let tiles: [(String, String)] = [
                ("客户", HTMLText.grouped(Double(figures.customers))), ("买家", HTMLText.grouped(Double(figures.buyers))),
                ("买过两次以上", HTMLText.grouped(Double(again))), ("订单", HTMLText.grouped(Double(figures.orders))),
                ("销售额", StatisticsSheet.sums(figures, \.sold)), ("未付款", StatisticsSheet.sums(figures, \.unpaid)),
            ]
            html += "<div class=\"tiles\">" + tiles.map { "<div class=\"tile\"><b>\($0.1)</b><span>\($0.0)</span></div>" }.joined() + "</div>\n"
            let counts = insights.lists.map { ($0.kind, $0.kind == .review ? questions : $0.entries.count) }
            let links = counts.map { kind, count in
                let text = "\(kind.title.chinese)<b>\(count)</b>"
                return count == 0 ? "<span>\(text)</span>" : "<a href=\"#\(kind.rawValue)\">\(text)</a>"
            }
            html += "<nav>" + links.joined() + "<a href=\"#customers\">全部客户</a></nav>\n"
        }
        return html
    }

    private func list(_ list: FollowUpList, _ report: inout WriteReport) -> String {
        let title =
            "<h2 id=\"\(list.kind.rawValue)\">\(list.kind.title.chinese)<small>\(list.entries.count)</small></h2>\n"
        guard !list.entries.isEmpty else { return "" }
        let rows = list.entries.prefix(Self.mostEntries).map { entry in
            let quote = entry.quote.map { HTMLText.element("div", "q", "“\(HTMLText.said($0))”") } ?? ""
            let date = entry.date.map { Cell.day($0) } ?? ""
            return """
                <tr><td class="who">\(HTMLText.said(entry.name ?? entry.customerID, atMost: 40))</td><td class="t">\(phone(entry.phone))</td><td class="d">\(date)</td>\
                <td>\(HTMLText.said(entry.product, atMost: 60))</td><td class="n">\(HTMLText.money(entry.amount, entry.currency))</td>\
                <td class="w">\(HTMLText.said(entry.reason.words.chinese))\(quote)</td><td class="w next">\(HTMLText.said(entry.nextStep.chinese))</td></tr>

                """
        }
        shortened(list.entries.count, &report)
        return title + table(["客户", "手机", "日期", "商品", "金额", "原因", "下一步"], rows)
    }

    private func review(_ rows: [ReviewRow], _ report: inout WriteReport) -> String {
        let title = "<h2 id=\"review\">待核对<small>\(rows.count)</small></h2>\n"
        guard !rows.isEmpty else { return "" }
        shortened(rows.count, &report)
        return title
            + table(
                ["客户", "手机", "另一位客户", "手机", "要核对什么"],
                rows.prefix(Self.mostEntries).map { row in
                    """
                    <tr><td class="who">\(HTMLText.said(row.name ?? row.customerID, atMost: 40))</td><td class="t">\(phone(row.phone))</td>\
                    <td>\(HTMLText.said(row.other.map { $0.name ?? $0.customerID } ?? row.entry?.otherCustomerID, atMost: 40))</td>\
                    <td class="t">\(phone(row.other?.phone))</td><td class="w">\(HTMLText.said(row.pair.map { "是不是同一个人？" + $0.words } ?? row.entry?.reason.words.chinese))</td></tr>

                    """
                })
    }

    private func shortened(_ count: Int, _ report: inout WriteReport) {
        if count > Self.mostEntries {
            report.add("report-shortened", "the page shows the first \(Self.mostEntries) lines of a list; the workbook holds all", severity: .note)
        }
    }

    private func phone(_ number: String?) -> String { number.map { HTMLText.escaped(CustomerRow.readable($0)) } ?? "" }

    private func table(_ heads: [String], _ rows: [String]) -> String {
        "<div class=\"card\"><table><thead><tr>" + heads.map { "<th>\($0)</th>" }.joined() + "</tr></thead><tbody>\n" + rows.joined()
            + "</tbody></table></div>\n"
    }

    private var search: String {
        let stages = CustomerStage.allCases.map { "<option value=\"\($0.rawValue)\">\($0.chinese)</option>" }.joined()
        return """
            <div class="find" id="find" hidden><input id="q" type="search" placeholder="姓名、昵称、手机、地址、商品" aria-label="查找客户">\
            <select id="s" aria-label="阶段"><option value="">全部阶段</option>\(stages)</select><span><b id="n"></b></span></div>

            """
    }
}

/// A customer of the report: a line, and what is known when it is opened.
struct ReportCustomer {
    let row: CustomerRow

    var html: String {
        let customer = row.customer
        let name = customer.name ?? customer.nicknames.first ?? customer.id
        let nickname = customer.name == nil ? "" : HTMLText.element("span", "nick", HTMLText.said(customer.nicknames.first, atMost: 30))
        let home = CustomerRow.home(customer)?.address
        let place = home.map { ($0.province == $0.city ? "" : $0.province ?? "") + ($0.city ?? "") + ($0.district ?? "") } ?? ""
        let bought = CustomerRow.bought(customer)
        let spent = row.insights?.totals.spent.map { HTMLText.money($0, row.insights?.totals.currency) } ?? ""
        let last = bought.compactMap(\.placedAt).max().map { Cell.day($0) } ?? ""
        let stage = CustomerStage.allCases.firstIndex(of: customer.stage) ?? 0
        let products = customer.preferences.prefix(2).map(\.product).joined(separator: "、")
        return """
            <details class="c" data-s="\(customer.stage.rawValue)"><summary><span class="who">\(HTMLText.said(name, atMost: 40))\(nickname)</span>\
            <span><span class="s s\(stage)">\(customer.stage.chinese)</span></span><span>\(HTMLText.escaped(customer.phones.first.map { CustomerRow.readable($0.number) } ?? ""))</span>\
            <span class="more">\(HTMLText.said(place, atMost: 40))</span><span class="num">\(bought.isEmpty ? "" : "\(bought.count) 单 \(spent)")</span>\
            <span class="more">\(last)</span><span class="more">\(HTMLText.said(products, atMost: 40))</span></summary><div class="body"><div>\(left)</div><div>\(right)</div></div></details>

            """
    }

    private var left: String {
        let customer = row.customer
        var html = paragraphs(
            "判断", [row.insights?.stageReason.words.chinese ?? "", row.insights?.flags.map(\.flag.title.chinese).joined(separator: "、") ?? ""])
        html += paragraphs("待跟进", row.followUps.prefix(4).map { "\($0.kind.title.chinese)：\($0.reason.words.chinese)" })
        html += items(
            "订单",
            customer.orders.reversed().prefix(20).map { order in
                let parts = [
                    order.placedAt.map { Cell.day($0) } ?? "", CustomerRow.status(order.status), order.items.map(OrderRow.line).joined(separator: "；"),
                    order.trackings.map { ($0.courier.map { CustomerRow.courier($0) + " " } ?? "") + $0.number }.joined(separator: "、"),
                ]
                let amount = HTMLText.money(order.amount, order.currency)
                return HTMLText.said(parts.filter { !$0.isEmpty }.joined(separator: " ")) + (amount.isEmpty ? "" : " " + amount)
            })
        return html
    }

    private var right: String {
        let customer = row.customer
        let recipients = customer.recipients.prefix(10).map { recipient in
            [recipient.name, recipient.phone.map(CustomerRow.readable), recipient.address.map(CustomerRow.oneLine)].compactMap(\.self).joined(separator: " ")
        }
        var html = items("收件人", recipients.map { HTMLText.said($0) })
        html += paragraphs("备注", [customer.remark ?? "", customer.notes ?? "", customer.tags.joined(separator: "、")])
        html += items("说过", customer.feedback.filter { !$0.isSensitive }.suffix(3).map { "“\(HTMLText.said($0.quote))”" })
        let sources = customer.evidence.prefix(8).map { EvidenceRow(customer: customer, evidence: $0) }
        html += items("出处", sources.map { "<span class=\"src\">\(HTMLText.said("\($0.label) \($0.evidence.evidence.position)"))</span>" })
        return html + "<p class=\"src\">\(HTMLText.escaped(customer.id))</p>"
    }

    private func paragraphs(_ title: String, _ texts: [String]) -> String {
        let shown = texts.filter { !$0.isEmpty }.map { "<p>\(HTMLText.said($0))</p>" }.joined()
        return shown.isEmpty ? "" : "<h3>\(title)</h3>\(shown)"
    }

    private func items(_ title: String, _ items: [String]) -> String {
        items.isEmpty ? "" : "<h3>\(title)</h3><ul>" + items.map { "<li>\($0)</li>" }.joined() + "</ul>"
    }
}
