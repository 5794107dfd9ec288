/// Doors by which neighbours call themselves in talk: 我7栋1104的, 我家2号楼903, 7栋9楼的.
enum DoorWords {
    private static let leads = SaidWords.list("door.lead")
    private static let buildings = SaidWords.list("door.building")
    private static let floors = SaidWords.list("door.floor")
    /// Longer messages give addresses.
    private static let longest = 90

    /// The doors, or floors, of a message as they are written.
    static func said(in text: String) -> [String] {
        guard text.utf8.count <= longest, text.utf8.contains(where: { 0x30...0x39 ~= $0 }) else { return [] }
        return text.split { " ，。！？,!?;；\n…".contains($0) }.compactMap(door)
    }

    private static func door(_ words: Substring) -> String? {
        let lead = leads.first { words.hasPrefix($0) }
        let rest = words.dropFirst(lead?.count ?? 0)
        guard let (_, afterBuilding) = number(rest, 1...3), let building = buildings.first(where: { afterBuilding.hasPrefix($0) }),
            let (room, afterRoom) = number(afterBuilding.dropFirst(building.count), 1...4)
        else { return nil }
        let isFloor = floors.contains { afterRoom.hasPrefix($0) }
        guard room.count >= 3 || isFloor && room.count <= 2 else { return nil }
        let tail = isFloor ? afterRoom.dropFirst() : afterRoom
        // Without a word for the speaker it takes 的: goods are sent to a door as well.
        guard tail.first == "的" || lead != nil && (tail.isEmpty || tail.first == "室") else { return nil }
        return String(rest[..<afterRoom.startIndex]) + (isFloor ? String(afterRoom.prefix(1)) : "")
    }

    private static func number(_ text: Substring, _ length: ClosedRange<Int>) -> (digits: Substring, rest: Substring)? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        return length.contains(digits.count) ? (digits, text[digits.endIndex...]) : nil
    }
}
