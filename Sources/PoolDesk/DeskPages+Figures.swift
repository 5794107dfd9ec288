import ChatModel

/// Figures: what stands in the report and on the workbook's sheet of figures, as bars.
extension DeskPages {
    /// Bars of a chart.
    private static let mostBars = 24

    func figures() -> DeskResponse {
        let index = work.seen
        let figures = index.figures
        if !index.areFiguresExact { work.lookAtAll() }
        let charts = [
            chart("chart_stages", figures.stages.map { StatisticsBar(label: stage($0.stage), customers: $0.customers) }, by: \.customers),
            chart("chart_months", Array(figures.months.suffix(Self.mostBars)), by: \.orders),
            chart("chart_products", figures.products, by: \.orders), chart("chart_provinces", figures.provinces, by: \.customers),
            chart(
                "chart_platforms",
                figures.platforms.map { bar in
                    var bar = bar
                    bar.label = platform(Platform(rawValue: bar.label))
                    return bar
                }, by: \.customers), chart("chart_groups", figures.groups, by: \.orders),
        ].compactMap(\.self)
        func number(_ value: Int) -> String { Self.grouped(Double(value)) }
        let fields: Fields = [
            "is_pool_empty": index.count == 0, "is_stale": !index.areFiguresExact, "charts": charts,
            "totals": [
                ["name": words["total_customers"], "value": number(figures.customers)], ["name": words["total_buyers"], "value": number(figures.buyers)],
                ["name": words["total_repeat"], "value": number(figures.repeatBuyers)], ["name": words["total_orders"], "value": number(figures.orders)],
                ["name": words["total_sold"], "value": sums(figures, \.sold)], ["name": words["total_unpaid"], "value": sums(figures, \.unpaid)],
            ] as [Fields],
        ]
        return page("figures", "figures", title: words["nav_figures"], fields)
    }

    /// The sums of all currencies, each with its sign.
    private func sums(_ figures: PoolStatistics, _ part: (MoneySum) -> Double) -> String {
        let sums = figures.sums.filter { part($0) > 0 }.map { money(part($0), $0.currency.isEmpty ? nil : $0.currency) }
        return sums.isEmpty ? "0" : sums.joined(separator: words["list_comma"])
    }

    private func chart(_ title: String, _ bars: [StatisticsBar], by measure: (StatisticsBar) -> Int) -> Fields? {
        let shown = bars.prefix(Self.mostBars)
        guard let most = shown.map(measure).max(), most > 0 else { return nil }
        let currency = work.seen.figures.currency
        let hasOrders = shown.contains { $0.orders > 0 }
        let hasMoney = shown.contains { $0.amount != 0 }
        return [
            "title": words[title], "has_orders": hasOrders, "has_money": hasMoney,
            "more": bars.count > shown.count ? words["and_n_more", bars.count - shown.count] : "",
            "bars": shown.map { bar in
                [
                    "label": bar.label, "value": "\(measure(bar))", "most": "\(most)", "customers": Self.grouped(Double(bar.customers)),
                    "has_orders": hasOrders,
                    "orders": Self.grouped(Double(bar.orders)), "has_money": hasMoney, "amount": bar.amount == 0 ? "" : money(bar.amount, currency),
                ] as Fields
            },
        ]
    }
}
