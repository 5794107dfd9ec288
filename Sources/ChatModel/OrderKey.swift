/// Names an order by what later imports leave as it is, so that what the seller said of it finds it again.
///
/// An order is known by the shop's number, by when and by whom it was placed, and by where it was said first; any one of them is enough, since a longer export or a table
/// of the shop may add another. The key holds them as numbers that tell nothing.
public enum OrderKey {
    /// The header of the column with the key.
    public static let header = "订单标记"
    private static let mark = "o_"
    private static let none = "0"

    /// The keys of a customer's orders, in their order.
    public static func keys(of orders: [Order]) -> [String] { parts(of: orders).map { mark + $0.joined(separator: "-") } }

    /// The key of one of a customer's orders.
    public static func key(of place: Int, in orders: [Order]) -> String { keys(of: orders)[place] }

    /// The place of the order that a key names among a customer's orders; nil where it is not there any more.
    public static func find(_ key: String, in orders: [Order]) -> Int? {
        let wanted = parts(of: key)
        guard wanted.count == 3 else { return nil }
        let known = parts(of: orders)
        for i in wanted.indices where wanted[i] != none { if let place = known.firstIndex(where: { $0[i] == wanted[i] }) { return place } }
        return nil
    }

    /// What of a key tells an order by itself.
    public static func parts(of key: String) -> [String] {
        key.hasPrefix(mark) ? key.dropFirst(mark.count).split(separator: "-", omittingEmptySubsequences: false).map(String.init) : []
    }

    /// The parts of a key that say something.
    public static func tellingParts(of key: String) -> [String] { parts(of: key).filter { $0 != none } }

    private static func parts(of orders: [Order]) -> [[String]] {
        var seen: [String: Int] = [:]
        func number(_ text: String?) -> String {
            guard let text else { return none }
            // Two orders of one minute are told by their order.
            let count = seen[text, default: 0]
            seen[text] = count + 1
            return hash(count > 0 ? text + "|\(count)" : text)
        }
        return orders.map { order in
            let account = order.account.map { "\($0.platform.rawValue)#\($0.id ?? "")" } ?? ""
            let place = order.evidence.first?.position
            return [
                number(order.orderNumber.map { "n|" + $0 }), number((order.placedAt ?? order.inquiredAt).map { "t|\($0)|\(account)" }),
                number(place.map { "e|\($0.file.split(separator: "/").last ?? "")|\($0.line ?? 0)|\($0.index ?? 0)" }),
            ]
        }
    }

    /// FNV-1a over 64 bits, in letters.
    private static func hash(_ text: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash, radix: 36)
    }
}
