/// What the headers of other people's tables mean: the names by which the table readers know columns, for whoever fills such a table.
public enum TableVocabulary {
    /// What a column holds.
    public enum Meaning: String, Sendable, Hashable {
        case name, nickname, phone, landline, email, address, province, city, district, town, birthday, gender, tags, company, note
        case account, orderNumber, product, quantity, spec, unitPrice, amount, status, placedAt, paidAt, shippedAt, receivedAt, trackingNumber, courier
    }

    /// What a header says its column holds; nil for one that is not known, and for columns about who sends a parcel.
    public static func meaning(ofHeader header: String) -> Meaning? {
        let key = HeaderName.key(header)
        guard !key.isEmpty, !HeaderName.isSenders(key) else { return nil }
        return byKey[key]
    }

    private static let byKey: [String: Meaning] = {
        var known: [String: Meaning] = [:]
        func add(_ meaning: Meaning?, _ names: [String]) {
            guard let meaning else { return }
            for name in names where known[HeaderName.key(name)] == nil { known[HeaderName.key(name)] = meaning }
        }
        for column in OrderColumn.allCases { add(meaning(column), column.names) }
        for column in ContactTable.other.columns { add(meaning(column.field), column.names) }
        for column in ContactTable.youzan.columns { add(meaning(column.field), column.names) }
        return known
    }()

    private static func meaning(_ column: OrderColumn) -> Meaning? {
        switch column {
        case .orderNumber: .orderNumber
        case .product: .product
        case .quantity: .quantity
        case .recipientName: .name
        case .recipientPhone, .buyerPhone: .phone
        case .recipientLandline: .landline
        case .address: .address
        case .province: .province
        case .city: .city
        case .district: .district
        case .town: .town
        case .buyer: .nickname
        case .spec: .spec
        case .unitPrice: .unitPrice
        case .amount: .amount
        case .status: .status
        case .placedAt: .placedAt
        case .paidAt: .paidAt
        case .shippedAt: .shippedAt
        case .receivedAt: .receivedAt
        case .trackingNumber: .trackingNumber
        case .courier: .courier
        case .buyerNote, .sellerNote, .contactNote: .note
        case .refunded, .refundStatus, .trackingInfo: nil
        }
    }

    private static func meaning(_ field: ContactTable.Field) -> Meaning? {
        switch field {
        case .name: .name
        case .nickname, .remark, .displayName: .nickname
        case .alias, .id: .account
        case .phone: .phone
        case .email: .email
        case .address, .street: .address
        case .region: .province
        case .city: .city
        case .tags: .tags
        case .gender: .gender
        case .birthday: .birthday
        case .company: .company
        case .note: .note
        case .familyName, .givenName, .postalCode, .country, .kind: nil
        }
    }
}
