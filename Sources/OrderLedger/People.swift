import ChatModel

/// Whom a name in the talk means, among the customers of a conversation.
///
/// A seller writes 李姐 for “7-1101李姐”, Sunny for “Sunny🌞”, 3-502 for who lives there. Names are compared by letters and digits alone, in order of first appearance, so that the same
/// talk always means the same people.
struct People {
    /// A name by which somebody is known.
    private struct Alias {
        var key: String
        var numbers: [Substring]
        var customer: Int
        /// Shown by the platform rather than said in the talk.
        var isShown: Bool
    }

    private var aliases: [Alias] = []

    /// Adds a name of a customer.
    mutating func add(_ name: String, of customer: Int, isShown: Bool) {
        let key = GoodsName.key(name)
        guard !key.isEmpty, !aliases.contains(where: { $0.key == key && $0.customer == customer }) else { return }
        aliases.append(Alias(key: key, numbers: Self.numbers(name), customer: customer, isShown: isShown))
    }

    /// The customer whom a name means; nil where none or several fit alike.
    func customer(named name: String) -> Int? {
        let key = GoodsName.key(name)
        guard !key.isEmpty else { return nil }
        let numbers = Self.numbers(name)
        var best: (points: Int, customer: Int)?
        var isDoubtful = false
        for alias in aliases {
            let points = Self.points(alias, key, numbers)
            guard points > 0 else { continue }
            if let known = best, known.customer != alias.customer, known.points == points { isDoubtful = true }
            if best.map({ points > $0.points }) ?? true {
                best = (points, alias.customer)
                isDoubtful = false
            }
        }
        return isDoubtful ? nil : best?.customer
    }

    /// The customers whose names stand in a text, in the order of the text.
    func customers(in text: String) -> [Int] {
        let key = GoodsName.key(text)
        var found: [(at: String.Index, length: Int, customer: Int)] = []
        for alias in aliases where alias.key.unicodeScalars.count >= 2 {
            for piece in Self.pieces(of: alias) {
                guard let range = key.ranges(of: piece).first else { continue }
                found.append((range.lowerBound, piece.utf8.count, alias.customer))
                break
            }
        }
        found.sort { ($0.at, -$0.length, $0.customer) < ($1.at, -$1.length, $1.customer) }
        var order: [Int] = []
        var end = key.startIndex
        for hit in found where hit.at >= end || order.isEmpty {
            if !order.contains(hit.customer) { order.append(hit.customer) }
            end = key.utf8.index(hit.at, offsetBy: hit.length)
        }
        return order
    }

    /// A name whole, and without the digits or letters of another script that people put around it.
    private static func pieces(of alias: Alias) -> [String] {
        [alias.key] + GoodsName.runs(alias.key).filter { $0.unicodeScalars.count >= 2 && $0 != alias.key && !$0.allSatisfy(\.isNumber) }
    }

    private static func points(_ alias: Alias, _ key: String, _ numbers: [Substring]) -> Int {
        if alias.key == key { return alias.isShown ? 1001 : 1000 }
        if numbers.count > 1, alias.numbers == numbers { return 900 }
        if alias.key.contains(key) {
            // One letter or digit names nobody, unless it is the whole of the name's head.
            guard key.unicodeScalars.count > 1 else { return 0 }
            return 500 + key.utf8.count * 100 / alias.key.utf8.count + (alias.key.hasPrefix(key) ? 20 : 0)
        }
        if key.contains(alias.key), alias.key.unicodeScalars.count > 1 {
            return 400 + alias.key.utf8.count * 100 / key.utf8.count + (key.hasPrefix(alias.key) ? 20 : 0)
        }
        if numbers.count > 1, !alias.numbers.isEmpty, alias.numbers.count < numbers.count, numbers.suffix(alias.numbers.count).elementsEqual(alias.numbers),
            alias.numbers.count > 1
        {
            return 300
        }
        return pieces(of: alias).dropFirst().contains { key.contains($0) && $0.unicodeScalars.count > 1 } ? 200 : 0
    }

    private static func numbers(_ name: String) -> [Substring] {
        name.split { !($0.isASCII && $0.isNumber) }
    }
}
