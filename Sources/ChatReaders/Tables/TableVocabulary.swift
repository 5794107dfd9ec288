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
        return HeaderText(header).candidates.lazy.filter { $0.score > 0.6 && !$0.meaning.isOfMessages }.compactMap { meaning($0.meaning) }.first
    }

    private static func meaning(_ column: ColumnMeaning) -> Meaning? {
        switch column {
        case .orderNumber: .orderNumber
        case .product: .product
        case .quantity: .quantity
        case .recipientName, .name, .buyerName: .name
        case .recipientPhone, .phone, .phone2, .buyerPhone: .phone
        case .landline: .landline
        case .email: .email
        case .address: .address
        case .province: .province
        case .city: .city
        case .district: .district
        case .town: .town
        case .buyer, .remark: .nickname
        case .wechat: .account
        case .spec: .spec
        case .unitPrice: .unitPrice
        case .amount: .amount
        case .status, .payStatus, .shipStatus, .receiveStatus: .status
        case .placedAt: .placedAt
        case .paidAt: .paidAt
        case .shippedAt: .shippedAt
        case .receivedAt: .receivedAt
        case .trackingNumber: .trackingNumber
        case .courier: .courier
        case .buyerNote, .note, .contactNote: .note
        case .gender: .gender
        case .birthday: .birthday
        case .tags, .level: .tags
        case .company: .company
        default: nil
        }
    }
}
