import CXLSXWriter
import ChatModel

/// The sheet 统计: the pool in figures, four charts of Excel's own, and the tables that they draw.
struct StatisticsSheet {
    let insights: Insights
    static let name = "统计"
    /// The tables begin below the charts.
    private static let tableRow = 43
    private static let mostMonths = 24
    private static let mostBars = 10

    private struct Chart {
        var title: String
        var heads: [String]
        var rows: [[Cell]]
        var drawn: Int
        var isStanding: Bool
        var pattern: String
    }

    func write(to book: Workbook) throws(ImportError) {
        let statistics = insights.statistics
        let sheet = try book.sheet(Self.name)
        unsafe worksheet_gridlines(sheet.pointer, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
        for column in 0..<16 { sheet.width(column, column % 4 == 0 ? 20 : column % 4 == 3 ? 3 : 11) }
        sheet.height(0, 32)
        sheet.put(.text("统计"), 0, 0, .title)
        sheet.put(.text("截至 \(Cell.day(insights.asOf))"), 0, 2, .label)
        let figures: [(String, Cell)] = [
            ("客户", .number(Double(statistics.customers))), ("买家", .number(Double(statistics.buyers))),
            ("买过两次以上", .number(Double(statistics.repeatBuyers))), ("订单", .number(Double(statistics.orders))),
            ("销售额", .text(Self.sums(statistics, \.sold))), ("未付款", .text(Self.sums(statistics, \.unpaid))),
        ]
        let places = [0, 1, 4, 5, 8, 9]
        for (i, figure) in figures.enumerated() { sheet.put(.text(figure.0), 1, places[i], .label) }
        sheet.height(2, 26)
        for (i, figure) in figures.enumerated() { sheet.put(figure.1, 2, places[i], .figure) }
        let charts = charts(statistics)
        tables(sheet, charts)
        draw(sheet, charts)
        let longest = charts.map(\.rows.count).max() ?? 0
        sheet.printed(lastRow: Self.tableRow + 1 + longest, lastColumn: 14, repeatsHeader: false)
    }

    /// The sums of all currencies, each with its sign; sums in several currencies are never added up.
    static func sums(_ statistics: PoolStatistics, _ part: (MoneySum) -> Double) -> String {
        let sums = statistics.sums.filter { part($0) > 0 }.map { HTMLText.money(part($0), $0.currency.isEmpty ? nil : $0.currency) }
        return sums.isEmpty ? "0" : sums.joined(separator: "、")
    }

    private func charts(_ statistics: PoolStatistics) -> [Chart] {
        func bars(_ bars: [StatisticsBar], _ keep: (StatisticsBar) -> [Cell]) -> [[Cell]] { bars.map { [.text($0.label)] + keep($0) } }
        let months = Array(statistics.months.suffix(Self.mostMonths))
        return [
            Chart(
                title: "客户阶段（人）", heads: ["阶段", "客户"], rows: statistics.stages.map { [.text($0.stage.chinese), .number(Double($0.customers))] }, drawn: 1,
                isStanding: false, pattern: "0"),
            Chart(
                title: "每月销售额" + (statistics.sums.count > 1 ? "（\(statistics.currency ?? "")）" : ""), heads: ["月份", "金额", "订单"],
                rows: bars(months) { [.number($0.amount), .number(Double($0.orders))] }, drawn: 1, isStanding: true,
                pattern: "#,##0"),
            Chart(
                title: "地区（客户）", heads: ["省", "客户", "金额"],
                rows: bars(Array(statistics.provinces.prefix(Self.mostBars))) {
                    [.number(Double($0.customers)), .number($0.amount)]
                }, drawn: 1, isStanding: false, pattern: "0"),
            Chart(
                title: "热销商品（订单）", heads: ["商品", "订单", "金额"],
                rows: bars(Array(statistics.products.prefix(Self.mostBars))) {
                    [.number(Double($0.orders)), .number($0.amount)]
                }, drawn: 1, isStanding: false, pattern: "0"),
        ]
    }

    /// The tables side by side, four columns each; rows must be written from the top.
    private func tables(_ sheet: Sheet, _ charts: [Chart]) {
        var sheet = sheet
        for (i, chart) in charts.enumerated() { sheet.put(.text(chart.title), Self.tableRow, i * 4, .subtitle) }
        for (i, chart) in charts.enumerated() {
            for (c, head) in chart.heads.enumerated() { sheet.head(head, Self.tableRow + 1, i * 4 + c, isRight: c > 0) }
        }
        for r in 0..<(charts.map(\.rows.count).max() ?? 0) {
            for (i, chart) in charts.enumerated() where r < chart.rows.count {
                for (c, cell) in chart.rows[r].enumerated() { sheet.write(cell, Self.tableRow + 2 + r, i * 4 + c) }
            }
        }
    }

    private func draw(_ sheet: Sheet, _ charts: [Chart]) {
        for (i, chart) in charts.enumerated() where !chart.rows.isEmpty {
            let first = UInt32(Self.tableRow + 2)
            let column = UInt16(i * 4)
            unsafe cxlsx_bars(
                sheet.workbook.book, sheet.pointer, Self.name, chart.isStanding, chart.title, chart.pattern, CellLook.Colour.bar, first,
                first + UInt32(chart.rows.count) - 1, column, column + UInt16(chart.drawn), i < 2 ? 4 : 23, i % 2 == 0 ? 0 : 8, 1.34, 1.24)
        }
    }
}
