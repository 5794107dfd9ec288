import ChatModel

/// A chart of bars as inline SVG, without anything to load: lying bars with their names at the left, or standing ones over time.
struct BarChart {
    struct Bar {
        var label: String
        var value: Double
        /// What stands at the bar.
        var shown: String
    }

    let title: String
    let bars: [Bar]
    var isStanding = false

    var svg: String {
        let largest = max(bars.map(\.value).max() ?? 0, 1)
        let height = isStanding ? 240 : max(bars.count * 28 + 8, 60)
        let drawn = isStanding ? standing(largest) : lying(largest)
        return """
            <figure><figcaption>\(HTMLText.escaped(title))</figcaption>\
            <svg viewBox="0 0 480 \(height)" role="img" aria-label="\(HTMLText.escaped(title))">\(drawn)</svg></figure>

            """
    }

    private func lying(_ largest: Double) -> String {
        bars.enumerated().map { i, bar in
            let y = i * 28 + 6
            let width = max(bar.value / largest * 270, bar.value > 0 ? 2 : 0)
            return """
                <text class="l" x="134" y="\(y + 14)" text-anchor="end">\(HTMLText.escaped(BarChart.short(bar.label)))</text>\
                <rect x="142" y="\(y)" width="\(Cell.decimal(width))" height="20" rx="3"/>\
                <text class="v" x="\(Cell.decimal(148 + width))" y="\(y + 14)">\(HTMLText.escaped(bar.shown))</text>
                """
        }.joined()
    }

    private func standing(_ largest: Double) -> String {
        let step = 464.0 / Double(max(bars.count, 1))
        let width = min(step * 0.7, 44)
        // As many labels as find room beside each other.
        let every = max(1, Int((58 / step).rounded(.up)))
        return bars.enumerated().map { i, bar in
            let middle = 8 + step * (Double(i) + 0.5)
            let tall = max(bar.value / largest * 180, bar.value > 0 ? 2 : 0)
            // The last label ends where the chart does, as the first begins where it begins.
            let isLast = i == bars.count - 1 && step < 58
            let label =
                (bars.count - 1 - i) % every == 0
                ? "<text class=\"l\" x=\"\(Cell.decimal(isLast ? 472 : middle))\" y=\"230\" text-anchor=\"\(isLast ? "end" : "middle")\">\(HTMLText.escaped(bar.label))</text>"
                : ""
            let shown =
                step >= 34 || bar.value == largest
                ? "<text class=\"v\" x=\"\(Cell.decimal(middle))\" y=\"\(Cell.decimal(204 - tall))\" text-anchor=\"middle\">\(HTMLText.escaped(bar.shown))</text>"
                : ""
            return
                "<rect x=\"\(Cell.decimal(middle - width / 2))\" y=\"\(Cell.decimal(210 - tall))\" width=\"\(Cell.decimal(width))\" height=\"\(Cell.decimal(tall))\" rx=\"3\"/>"
                + label + shown
        }.joined() + "<line x1=\"8\" x2=\"472\" y1=\"210.5\" y2=\"210.5\"/>"
    }

    /// A label that finds room at the left of a bar.
    private static func short(_ label: String) -> String {
        var width = 0
        var kept = ""
        for character in PlainText.oneLine(label) {
            width += Sheet.width(of: String(character))
            guard width <= 18 else { return kept + "…" }
            kept.append(character)
        }
        return kept
    }

    /// The four charts of a pool's figures, the same as the workbook's.
    static func all(_ statistics: PoolStatistics) -> [BarChart] {
        func count(_ n: Int) -> String { HTMLText.grouped(Double(n)) }
        let charts = [
            BarChart(title: "客户阶段（人）", bars: statistics.stages.map { Bar(label: $0.stage.chinese, value: Double($0.customers), shown: count($0.customers)) }),
            BarChart(
                title: "每月销售额",
                bars: statistics.months.suffix(24).map { Bar(label: $0.label, value: max($0.amount, 0), shown: HTMLText.grouped($0.amount.rounded())) },
                isStanding: true),
            BarChart(
                title: "地区（客户）", bars: statistics.provinces.prefix(10).map { Bar(label: $0.label, value: Double($0.customers), shown: count($0.customers)) }),
            BarChart(title: "热销商品（订单）", bars: statistics.products.prefix(10).map { Bar(label: $0.label, value: Double($0.orders), shown: count($0.orders)) }),
        ]
        return charts.filter { !$0.bars.isEmpty }
    }
}
