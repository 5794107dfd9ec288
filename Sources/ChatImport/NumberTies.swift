import ChatIdentity
import ChatInterpret
import ChatModel

/// Ties by numbers that somebody writes in a chat and that are another record's own: as they are dialled at home, or by their last digits.
enum NumberTies {
    /// Numbers among which a few digits still say something.
    private static let mostOwners = 1000

    static func find(_ records: [CustomerRecord]) -> [IdentityTie] {
        let desks = desks(records) + called(records)
        guard records.contains(where: { $0.orderNumbers.contains(where: isSaid) }) else { return desks }
        var owners: [String: [(digits: String, record: Int)]] = [:]
        for (i, record) in records.enumerated() { for digits in numbers(of: record) { owners[String(digits.suffix(8)), default: []].append((digits, i)) } }
        var ties = desks
        var matcher = NameMatch()
        for (i, record) in records.enumerated() {
            let own = numbers(of: record)
            let said = record.orderNumbers.filter { $0.evidence.first?.rule == SaidNumber.whole && $0.value.utf8.count <= 14 }
            let matches = said.filter { number in !own.contains { fits($0, number.value) } }.map { number in
                let others = (owners[String(number.value.suffix(8))] ?? []).filter { fits($0.digits, number.value) && $0.record != i }.map(\.record)
                return (others: Set(others).sorted(), isOwn: (number.evidence.first?.confidence ?? 0) >= SaidNumber.own)
            }.filter { !$0.others.isEmpty }
            // Of several numbers nobody can tell which is the writer's.
            for match in matches {
                // Among several who bear a number the one of the writer's name is meant.
                let named = match.others.filter { areOneName(record, records[$0], &matcher) }
                for other in named.isEmpty ? match.others : named {
                    // A number that two accounts of one platform write is as likely a forwarder's or a friend's.
                    let areTwoAccounts =
                        record.platform == records[other].platform && !record.conversation.isEmpty && !records[other].conversation.isEmpty
                        && record.identityNotes.union(records[other].identityNotes).isDisjoint(with: [.changedNumber, .otherAccount])
                    let isClear =
                        matches.count == 1 && (match.isOwn && !areTwoAccounts && !isOtherwiseNamed(record, records[other]) || !named.isEmpty)
                    ties.append(IdentityTie(i, other, .number, mayLink: isClear))
                }
            }
            // Among many numbers a few digits are somebody's by chance.
            if owners.count <= mostOwners { ties += ends(of: record, i, own, owners) }
        }
        return Array(Set(ties)).sorted { ($0.left, $0.right, $0.mayLink ? 0 : 1) < ($1.left, $1.right, $1.mayLink ? 0 : 1) }
    }

    /// Who has somebody called at a desk's number, beside the row of a list that has their whole name and that number: the number is nobody's own, the two together are.
    private static func desks(_ records: [CustomerRecord]) -> [IdentityTie] {
        guard records.contains(where: { !$0.othersPhones.isEmpty && !$0.conversation.isEmpty }) else { return [] }
        let rows = rowsByNumber(records)
        var matcher = NameMatch()
        var ties: [IdentityTie] = []
        for (i, record) in records.enumerated() where !record.conversation.isEmpty {
            for phone in record.othersPhones {
                let named = (rows[phone] ?? []).filter { areOneName(record, records[$0], &matcher) }
                if named.count == 1 { ties.append(IdentityTie(i, named[0], .number)) }
            }
        }
        return ties
    }

    /// The rows of lists by each number of theirs.
    private static func rowsByNumber(_ records: [CustomerRecord]) -> [String: [Int]] {
        var rows: [String: [Int]] = [:]
        for (i, record) in records.enumerated() where record.conversation.isEmpty { for phone in record.theirNumbers { rows[phone, default: []].append(i) } }
        return rows
    }

    /// Whoever's own number is a list's, beside the one row that calls them so with that number: 芹姐 in a list of those whose parcels she takes, 客-老卓 in an address book.
    private static func called(_ records: [CustomerRecord]) -> [IdentityTie] {
        let rows = rowsByNumber(records)
        guard !rows.isEmpty else { return [] }
        var ties: [IdentityTie] = []
        for (i, record) in records.enumerated() where !record.conversation.isEmpty {
            let others = Set(record.othersPhones)
            let own = Set(record.phones.map(\.value) + record.recipients.filter { $0.isSelf == true }.flatMap(\.recipient.phones)).subtracting(others)
            for phone in own.sorted() {
                let named = (rows[phone] ?? []).filter { ClaimTies.areCalled(record, records[$0]) }
                if named.count == 1 { ties.append(IdentityTie(i, named[0], .number)) }
            }
        }
        return ties
    }

    /// Whether an account and a record bear one full name: as their own, as the account's, or as a part of it.
    private static func areOneName(_ a: CustomerRecord, _ b: CustomerRecord, _ matcher: inout NameMatch) -> Bool {
        let (x, y) = (a.theirNames + a.nicknames.map(\.value), b.theirNames + b.nicknames.map(\.value))
        return x.contains { name in IdentityTies.isFull(name) && y.contains { IdentityTies.isFull($0) && matcher.areSame(name, $0) } }
    }

    /// Whether both are named in Latin letters and no word of one begins as a word of the other: Mary Jones, Sarah Lee.
    private static func isOtherwiseNamed(_ a: CustomerRecord, _ b: CustomerRecord) -> Bool {
        func heads(_ record: CustomerRecord, _ names: [String]) -> Set<String> {
            Set(names.flatMap { $0.lowercased().split { !$0.isLetter } }.filter { $0.count >= 2 && $0.allSatisfy(\.isASCII) }.map { String($0.prefix(2)) })
        }
        let mine = heads(a, (a.nicknames + a.names).map(\.value))
        let theirs = heads(b, (b.nicknames + b.names).map(\.value) + b.recipients.filter { $0.isSelf != false }.compactMap(\.recipient.name))
        return !mine.isEmpty && !theirs.isEmpty && mine.isDisjoint(with: theirs)
    }

    /// Records whose number somebody calls by a few digits; more than a few bearers say nothing.
    private static func ends(
        of record: CustomerRecord, _ i: Int, _ own: Set<String>, _ owners: [String: [(digits: String, record: Int)]]
    ) -> [IdentityTie] {
        let ends = record.orderNumbers.filter { $0.evidence.first?.rule == SaidNumber.end }.map(\.value)
        guard !ends.isEmpty else { return [] }
        return ends.filter { end in !own.contains { $0.hasSuffix(end) } }.flatMap { end in
            let bearers = Set(owners.values.lazy.flatMap(\.self).filter { $0.record != i && isCalled($0.digits, end) }.map(\.record)).sorted()
            return bearers.count <= 4 ? bearers.map { IdentityTie(i, $0, .number, mayLink: false) } : []
        }
    }

    private static func isCalled(_ digits: String, _ end: String) -> Bool {
        let home = digits.count > 11 ? String(digits.suffix(11)) : digits
        return digits.hasSuffix(end) || home.prefix(6).contains(end)
    }

    private static func isSaid(_ number: Attested<String>) -> Bool {
        number.evidence.first.map { $0.rule == SaidNumber.whole || $0.rule == SaidNumber.end } ?? false
    }

    /// Whether a number as it is dialled is one with its country: 012-447 9083, +60124479083.
    private static func fits(_ digits: String, _ said: String) -> Bool {
        if digits == said { return true }
        let rest = said.drop { $0 == "0" }
        return rest.count >= 8 && digits.hasSuffix(rest) && digits.count - rest.count <= 3
    }

    /// The digits of a record's own numbers.
    private static func numbers(of record: CustomerRecord) -> Set<String> {
        let others = Set(record.othersPhones)
        let recipients = record.recipients.filter { $0.isSelf != false }.flatMap(\.recipient.phones)
        return Set(
            (record.phones.map(\.value) + recipients).filter { !$0.contains("*") && !$0.contains(";") && !others.contains($0) }.map { $0.filter(\.isNumber) }
                .filter { $0.count >= 8 })
    }
}
