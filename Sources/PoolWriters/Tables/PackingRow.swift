import ChatModel

/// The packing list: what is to be sent, to whom, with two columns to fill in once it has left.
enum PackingRow {
    static let columns: [TableColumn<Parcel>] = [
        TableColumn("客户", widest: 16, link: .customer) { .text(orEmpty: $0.customer.name ?? $0.customer.nicknames.first ?? $0.customer.id) },
        TableColumn("收件人", widest: 16) { .text(orEmpty: $0.recipient?.name) },
        TableColumn("电话") { .code(orEmpty: $0.phone) },
        TableColumn("完整地址", widest: 44, wraps: true) { .text(orEmpty: $0.recipient?.address.map(CustomerRow.oneLine)) },
        TableColumn("商品", widest: 34, wraps: true) { .text(orEmpty: $0.items.map(OrderRow.line).joined(separator: "；")) },
        TableColumn("备注", widest: 24, wraps: true) { parcel in
            let notes = parcel.order.notes.map { OrderNote.words($0).chinese } + [parcel.customer.remark ?? ""]
            return .text(orEmpty: notes.filter { !$0.isEmpty }.joined(separator: "；"))
        },
        TableColumn(PackingList.courierHeader, isEditable: true) { _ in .empty },
        TableColumn(PackingList.numberHeader, isEditable: true, widest: 24) { _ in .empty },
        TableColumn("下单日期") { $0.order.placedAt.map(Cell.day) ?? .empty },
        TableColumn("请注意", widest: 26, wraps: true) { parcel in
            let said = [
                parcel.missing.isEmpty ? "" : "缺" + parcel.missing.joined(separator: "、"), parcel.handedOn.map { Cell.day($0) + " 已写入寄件表" } ?? "",
            ]
            return .text(orEmpty: said.filter { !$0.isEmpty }.joined(separator: "；"))
        },
        TableColumn("金额") { .money($0.order.amount, in: $0.order.currency) },
        TableColumn("币种") { .text(orEmpty: $0.order.currency) },
        TableColumn("出处", widest: 36) { .text(orEmpty: $0.entry?.reason.evidence.first?.position.description) },
        TableColumn(PackingList.shareHeader) { $0.order.consignments.count > 1 ? .number(Double($0.share + 1)) : .empty },
        TableColumn(EditableField.keyHeader) { .code($0.customer.id) },
        TableColumn(OrderKey.header) { .code($0.key) },
    ]

    /// The columns of a printed page: up to what is to be minded.
    static let printedColumns = 10
    /// The columns that nobody reads.
    static let foldedColumns = 4

    /// The rows: every share of every order of the list that waits, in the list's order.
    static func all(_ pool: PoolContents) throws(ImportError) -> [Parcel] {
        guard let list = pool.insights?.list(.unshipped), !list.entries.isEmpty else { return [] }
        let wanted = Set(list.entries.map(\.customerID))
        let places = pool.customers.outlines.indices.filter { wanted.contains(pool.customers.outlines[$0].id) }
        var customers: [String: Customer] = [:]
        try pool.customers.walkMembers(places) { customers[$0.customer.id] = $0.customer }
        var rows: [Parcel] = []
        for entry in list.entries {
            guard var customer = customers[entry.customerID], let place = entry.order, customer.orders.indices.contains(place) else { continue }
            customer.evidence = []
            let key = OrderKey.key(of: place, in: customer.orders)
            for share in customer.orders[place].waitingShares {
                var parcel = Parcel(customer: customer, place: place, share: share, key: key)
                parcel.entry = entry
                parcel.handedOn = Parcels.handed(key, share, in: pool)
                rows.append(parcel)
            }
        }
        return rows
    }
}
