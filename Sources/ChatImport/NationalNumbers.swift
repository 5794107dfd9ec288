import ChatModel

/// Completes numbers that are written as they are dialled at home (07400 654321) by the one number of the pool that they can be (+44 7400 654321).
enum NationalNumbers {
    /// Completes the numbers of all records.
    static func complete(_ records: inout [CustomerRecord]) {
        guard records.contains(where: { numbers(of: $0).contains(where: isNational) }) else { return }
        // By the last seven digits; two numbers that both fit leave the writing as it is.
        var international: [Substring: Set<String>] = [:]
        for record in records { for number in numbers(of: record) where number.hasPrefix("+") { international[number.suffix(7), default: []].insert(number) } }
        func completed(_ number: String) -> String {
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

    private static func numbers(of record: CustomerRecord) -> [String] { record.phones.map(\.value) + record.recipients.flatMap(\.recipient.phones) }

    private static func isNational(_ number: String) -> Bool { number.utf8.count >= 8 && number.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
}
