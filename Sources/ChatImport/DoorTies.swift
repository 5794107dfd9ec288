import ChatIdentity
import ChatInterpret
import ChatModel

/// Members of a neighbourhood's group who write their door before their name (5-0802阿珂), beside people who give that door.
///
/// A door is a household's, and every estate has one of its number: it links where the group is named after the place and the names have something in common, and is a
/// question where one of the two holds.
enum DoorTies {
    private static let mostBearers = 4

    static func find(_ records: [CustomerRecord], groups: Set<String>) -> [IdentityTie] {
        let members = records.indices.filter { groups.contains(records[$0].recordID) }.flatMap { i in
            records[i].nicknames.compactMap { Door(nickname: $0.value) }.map { (door: $0, record: i) }
        }
        guard !members.isEmpty else { return [] }
        let doors = members.reduce(into: [Door.Number: Set<Int>]()) { $0[$1.door.number, default: []].insert($1.record) }
        var homes: [Door.Number: Set<Int>] = [:]
        for (i, record) in records.enumerated() where !groups.contains(record.recordID) {
            for use in record.recipients where use.isSelf != false {
                if let number = use.recipient.address?.detail.flatMap(Door.number) { homes[number, default: []].insert(i) }
            }
        }
        var ties: [IdentityTie] = []
        for member in members {
            let found = homes[member.door.number] ?? []
            guard found.count <= mostBearers else { continue }
            for other in found.sorted() {
                let (named, placed) = (isNamed(member.door.name, records[other]), isThere(records[other], records[member.record].conversation))
                if named || placed { ties.append(IdentityTie(member.record, other, .door, mayLink: named && placed)) }
            }
        }
        for (i, record) in records.enumerated() where !groups.contains(record.recordID) {
            for claim in record.knownAs {
                // Who says that they are in the group and behind a door, is its only member there.
                if let number = Door.number(claim.value), let behind = doors[number], behind.count <= mostBearers {
                    let isClear = behind.count == 1 && record.identityNotes.contains(.returning)
                    ties += behind.sorted().map { IdentityTie($0, i, .door, mayLink: isClear) }
                } else if let (building, floor) = Door.floor(claim.value) {
                    let behind = doors.filter { $0.key.building == building && $0.key.room / 100 == floor }.flatMap(\.value).sorted()
                    if behind.count <= mostBearers { ties += behind.map { IdentityTie($0, i, .door, mayLink: false) } }
                }
            }
        }
        // Of two ties of a pair the surer counts.
        let sure = Set(ties.filter(\.mayLink))
        return Set(ties).filter { $0.mayLink || !sure.contains(IdentityTie($0.left, $0.right, .door)) }.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
    }

    /// Whether a group's title and an address have the name of an estate in common.
    private static func isThere(_ record: CustomerRecord, _ title: String) -> Bool {
        let letters = Array(title)
        guard letters.count >= 3 else { return false }
        let details = record.recipients.compactMap(\.recipient.address?.detail)
        return (0...letters.count - 3).contains { at in details.contains { $0.contains(String(letters[at..<at + 3])) } }
    }

    /// Whether a member's name and a person's have a word or two characters in common.
    private static func isNamed(_ name: String, _ record: CustomerRecord) -> Bool {
        let mine = Array(NameKey.loose(name))
        guard mine.count >= 2 else { return false }
        let theirs = (record.nicknames + record.names).map { NameKey.loose($0.value) }
        let width = mine.allSatisfy(\.isASCII) ? 3 : 2
        guard mine.count >= width else { return false }
        return (0...mine.count - width).contains { at in theirs.contains { $0.contains(String(mine[at..<at + width])) } }
    }

    /// A door with the name behind it.
    private struct Door {
        struct Number: Hashable {
            var building: Int
            var room: Int
        }
        var number: Number
        var name: String

        init?(nickname: String) {
            let digits = Self.groups(nickname)
            guard digits.count >= 2, digits[0].at <= 1, digits[1].value >= 100, digits.count == 2 || digits[2].value >= 100 else { return nil }
            let last = digits.count > 2 && digits[1].value < 10 ? digits[2] : digits[1]
            number = Number(building: digits[0].value, room: last.value)
            name = String(nickname.dropFirst(last.end))
        }

        /// The building and the room of an address: 鑫苑4栋1单元702, 11-2406.
        static func number(_ detail: String) -> Number? {
            let digits = groups(detail)
            guard digits.count >= 2, let room = digits.last, room.value >= 100, room.value < 10_000 else { return nil }
            let before = digits[digits.count - 2]
            // A unit stands between building and room.
            let building = digits.count >= 3 && before.value < 10 && digits[digits.count - 3].end + 4 >= before.at ? digits[digits.count - 3] : before
            return building.value < 200 ? Number(building: building.value, room: room.value) : nil
        }

        /// The building and the floor of 3栋17楼.
        static func floor(_ words: String) -> (building: Int, floor: Int)? {
            let digits = groups(words)
            guard digits.count == 2, digits[0].value < 200, 1...99 ~= digits[1].value else { return nil }
            return (digits[0].value, digits[1].value)
        }

        private static func groups(_ text: String) -> [(value: Int, at: Int, end: Int)] {
            var found: [(value: Int, at: Int, end: Int)] = []
            for (at, c) in text.enumerated() {
                guard c.isASCII, let digit = c.wholeNumberValue else { continue }
                if let last = found.last, last.end == at, last.value < 100_000 {
                    found[found.count - 1] = (last.value * 10 + digit, last.at, at + 1)
                } else {
                    found.append((digit, at, at + 1))
                }
            }
            return found
        }
    }
}
