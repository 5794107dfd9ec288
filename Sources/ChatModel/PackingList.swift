/// The columns of the packing list that the seller fills in.
public enum PackingList {
    /// The sheet.
    public static let sheet = FollowUpKind.unshipped.title.chinese
    /// The header of the column for the courier.
    public static let courierHeader = "快递"
    /// The header of the column for the parcel's number.
    public static let numberHeader = "快递单号"
    /// The header of the column that says which share of an order it is.
    public static let shareHeader = "份"

    /// The parcels that the two cells of a row say; nil where a number can be none.
    public static func parcels(courier: String, number: String) -> [Tracking]? {
        let courier = CellText.trimmed(courier)
        let numbers = number.split(whereSeparator: { "、，,；; \n\t".contains($0) }).map { $0.uppercased() }
        guard numbers.allSatisfy(isNumber) else { return nil }
        let code = courier.isEmpty ? nil : CourierName.code(of: courier)
        return numbers.map { Tracking(courier: code, number: $0) }
    }

    /// Letters, digits and dashes, at least six of them digits: what couriers' numbers look like.
    private static func isNumber(_ text: String) -> Bool {
        let bytes = text.utf8
        return (6...40).contains(bytes.count) && bytes.count(where: { 0x30...0x39 ~= $0 }) >= 6
            && bytes.allSatisfy { 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || $0 == 0x2D }
    }
}

extension Order {
    /// The shares of an order that are paid and have not left as far as is known: `[0]` for an order that goes to one, empty where nothing waits.
    ///
    /// The one rule of what is to be sent, for lists, the packing list and couriers' sheets.
    public var waitingShares: [Int] {
        guard status == .paid, shippedAt == nil else { return [] }
        guard consignments.count > 1 else { return trackings.isEmpty ? [0] : [] }
        // A parcel that belongs to no share may be anybody's.
        let assigned = Set(consignments.flatMap { $0.trackings.map(\.number) })
        guard trackings.allSatisfy({ assigned.contains($0.number) }) else { return [] }
        return consignments.indices.filter { consignments[$0].trackings.isEmpty }
    }
}
