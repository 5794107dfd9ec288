import ChatModel

/// Customers.
extension DeskPages {
    private static let perPage = 50

    func customers() -> DeskResponse {
        let query = query
        let index = work.seen
        var wanted = DeskIndex.Wanted()
        wanted.words = query["q"] ?? ""
        wanted.stage = query["stage"].flatMap(CustomerStage.init(rawValue:))
        wanted.tag = query["tag"].flatMap { $0.isEmpty ? nil : $0 }
        wanted.sort = query["sort"].flatMap(DeskIndex.Sort.init(rawValue:)) ?? .seen
        let found = index.find(wanted)
        let pages = max(1, (found.count + Self.perPage - 1) / Self.perPage)
        let page = min(max(1, query["page"].flatMap(Int.init) ?? 1), pages)
        let shown = found.dropFirst((page - 1) * Self.perPage).prefix(Self.perPage)
        func link(_ page: Int) -> String {
            "/customers?q=\(FormText.encoded(wanted.words))&stage=\(wanted.stage?.rawValue ?? "")&tag=\(FormText.encoded(wanted.tag ?? ""))"
                + "&sort=\(wanted.sort.rawValue)&page=\(page)"
        }
        var fields: Fields = [
            "q": wanted.words, "count": words["customers_found", Self.grouped(Double(found.count))], "is_empty": found.isEmpty,
            "is_pool_empty": index.count == 0,
            "rows": shown.map { row(index.rows[Int($0)]) }, "page": words["page_of", page, pages], "has_pages": pages > 1,
            "stages": CustomerStage.allCases.map { stage in
                [
                    "value": stage.rawValue, "name": "\(self.stage(stage)) (\(Self.grouped(Double(index.stages[stage] ?? 0))))",
                    "is_chosen": stage == wanted.stage,
                ] as Fields
            },
            "tags": index.tags.prefix(200).map { ["value": $0.name, "name": "\($0.name) (\($0.count))", "is_chosen": $0.name == wanted.tag] as Fields },
            "has_tags": !index.tags.isEmpty,
            "sorts": DeskIndex.Sort.allCases.map { ["value": $0.rawValue, "name": words["sort_" + $0.rawValue], "is_chosen": $0 == wanted.sort] as Fields },
        ]
        if page > 1 { fields["previous"] = link(page - 1) }
        if page < pages { fields["next"] = link(page + 1) }
        return self.page("customers", "customers", title: words["nav_customers"], fields)
    }

    private func row(_ row: DeskIndex.Row) -> Fields {
        var fields: Fields = [
            "href": "/customers/" + FormText.encoded(row.id), "name": row.name ?? row.nickname ?? row.id, "phone": row.phone ?? "", "area": row.area,
            "stage": stage(row.stage), "stage_class": row.stage.rawValue, "orders": row.orders == 0 ? "" : "\(row.orders)",
            "spent": money(row.spent, row.currency),
            "last_order": day(row.lastOrder), "seen": day(row.lastSeen), "tags": row.tags.prefix(3).map { ["name": $0] as Fields }, "quiet": row.doNotContact,
            "more_tags": row.tags.count > 3 ? "+\(row.tags.count - 3)" : "",
        ]
        if row.name != nil, let nickname = row.nickname, nickname != row.name { fields["nickname"] = nickname }
        return fields
    }
}
