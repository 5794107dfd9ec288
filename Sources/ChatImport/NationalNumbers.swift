import ChatModel

/// Completes numbers that are written as they are dialled at home (07400 654321) by the one number of the pool that they can be (+44 7400 654321).
enum NationalNumbers {
    /// Completes the numbers of all records.
    static func complete(_ records: inout [CustomerRecord]) {
        guard records.contains(where: { numbers(of: $0).contains { isNational($0) || withoutMobileMark($0) != nil } }) else { return }
        // By the last seven digits; two numbers that both fit leave the writing as it is.
        var international: [Substring: Set<String>] = [:]
        for record in records { for number in numbers(of: record) where number.hasPrefix("+") { international[number.suffix(7), default: []].insert(number) } }
        let marked = international.values.joined().reduce(into: [String: Set<String>]()) { found, number in
            if let short = withoutMobileMark(number) { found[short, default: []].insert(number) }
        }
        func completed(_ number: String) -> String {
            if let whole = asMarked(number, marked) { return whole }
            guard isNational(number) else { return number }
            let rest = number.drop { $0 == "0" }
            let fitting = (international[number.suffix(7)] ?? []).filter { $0.hasSuffix(rest) && 1...3 ~= $0.utf8.count - 1 - rest.utf8.count }
            return fitting.count == 1 ? fitting.first ?? number : number
        }
        for i in records.indices {
            for j in records[i].phones.indices { records[i].phones[j].value = completed(records[i].phones[j].value) }
            for j in records[i].recipients.indices { records[i].recipients[j].recipient.phones = records[i].recipients[j].recipient.phones.map(completed) }
        }
    }

    /// A number as it was before mobiles of its country got a digit more: Brazil's 9 behind the area code, Argentina's 9 and Mexico's 1 behind the country's code; nil where
    /// there is none.
    ///
    /// Anatel, resolution 553 of 2010: mobiles have nine digits. Both forms are in use in lists and address books.
    private static func withoutMobileMark(_ number: String) -> String? {
        let digits = Array(number.utf8)
        let cuts: [(head: String, length: Int, at: Int, mark: UInt8)] = [("+55", 14, 5, 0x39), ("+549", 14, 3, 0x39), ("+521", 14, 3, 0x31)]
        guard let cut = cuts.first(where: { number.hasPrefix($0.head) && digits.count == $0.length && digits[$0.at] == $0.mark }) else { return nil }
        return String(decoding: digits[..<cut.at] + digits[(cut.at + 1)...], as: UTF8.self)
    }

    /// The one marked number of the pool that a number without the mark is, with or without the country's code.
    private static func asMarked(_ number: String, _ marked: [String: Set<String>]) -> String? {
        guard !marked.isEmpty, number.utf8.count >= 10 else { return nil }
        let forms = number.hasPrefix("+") ? [number] : ["+55", "+54", "+52"].map { $0 + number.drop { $0 == "0" } }
        let found = forms.reduce(into: Set<String>()) { $0.formUnion(marked[$1] ?? []) }
        return found.count == 1 ? found.first : nil
    }

    private static func numbers(of record: CustomerRecord) -> [String] { record.phones.map(\.value) + record.recipients.flatMap(\.recipient.phones) }

    private static func isNational(_ number: String) -> Bool { number.utf8.count >= 8 && number.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
}
