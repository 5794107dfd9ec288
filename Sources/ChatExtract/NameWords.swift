internal import Gazetteer

/// Words that tell names from other short pieces.
enum NameWords {
    private static let titles = WordTable(AddressWordList.shared.joined("name.honorific"), backwards: true)
    private static let callers: Set<[UInt8]> = Set(AddressWordList.shared.words(of: "name.caller").map { Array($0) })

    /// Number of characters of the honorific at the end of a piece (0 for none), and whether it follows a child's or a nickname (小宇妈妈) and needs no surname.
    static func honorific(_ bytes: [UInt8], _ range: Range<Int>) -> (Int, Bool) {
        var length = titles.match(bytes, range.upperBound)
        // A single character needs a short name: 王姐, 蒋总; 李思妈 is rare enough.
        if length >= range.count || length == 3 && range.count > 9 { length = 0 }
        if length > 0 { return (length / 3, callers.contains(Array(bytes[range.upperBound - length..<range.upperBound]))) }
        return (0, false)
    }

    /// Whole pieces that are no name.
    private static let noNames = WordSet(AddressWordList.shared.words(of: "name.none"))

    /// How talk begins.
    private static let openings = WordTable(AddressWordList.shared.joined("name.opening"))

    static func isNoName(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let opening = openings.match(bytes, range.lowerBound)
        if opening > 0, opening < range.count { return true }
        guard range.count <= 18 else { return false }
        return noNames.contains(bytes, range)
    }

    private static let receivers: [[UInt8]] =
        AddressWordList.shared.words(of: "name.receiver").map { Array($0) }
        + AddressWordList.shared.words(of: "name.receive").map { AddressWordList.spaced($0) }.sorted { $0.count > $1.count }
    private static let callings: [[UInt8]] =
        AddressWordList.shared.words(of: "name.calling").map { Array($0) } + AddressWordList.shared.words(of: "name.call").map { AddressWordList.spaced($0) }

    /// 嘛, 哈, 吧, 啊, 呀, 哦 and 哟 behind a name that was asked for.
    private static let particles = Set(AddressWordList.shared.joined("name.particle-end").unicodeScalars.map(\.value))

    /// With which characters receivers end and callings begin; hardly any piece has them there.
    private static let edges: (lasts: HanSet, firsts: HanSet) = {
        let lasts = Set(receivers.map { Han.last(before: $0.count, $0, floor: 0) })
        let firsts = Set(callings.map { Han.scalar($0, 0).value })
        return (HanSet { lasts.contains($0) }, HanSet { firsts.contains($0) })
    }()

    private static let roles = WordSet(AddressWordList.shared.words(of: "name.role"))

    /// Whether a piece names who takes parcels in, and no person: 收发室, 门卫.
    static func isRole(_ bytes: [UInt8], _ range: Range<Int>) -> Bool { roles.contains(bytes, range) }

    /// Whether a piece is 收, 代收 and the like and nothing else.
    static func isReceiver(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        receivers.contains { $0.count == range.count && Han.has($0, bytes, at: range.lowerBound) }
    }

    /// Whether a byte stands around a name and not in it.
    @inline(__always)
    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x2D, 0x5F, 0x2B, 0x2F, 0x2A, 0x3D, 0x3A, 0x7E, 0x23: true
        default: false
        }
    }

    /// Whether a character that is no surname stands before a name.
    private static func isNamed(_ range: Range<Int>, _ bytes: [UInt8], _ lead: Int, least: Double) -> Bool {
        guard NameTables.surname(Han.scalar(bytes, lead).value) == 0, 6...15 ~= range.count else { return false }
        return honorific(bytes, range).0 > 0 || NameScore.of(range, bytes).points >= least
    }

    /// A name's range without 收, 代收 behind and 联系, 还是, 我叫 before it, and whether one of them was there.
    static func trimmed(_ range: Range<Int>, _ bytes: [UInt8]) -> (range: Range<Int>, received: Bool, called: Bool) {
        var start = range.lowerBound
        var end = range.upperBound
        var received = false
        var called = false
        if end - start >= 5, edges.lasts.contains(Han.last(before: end, bytes, floor: start)) {
            for word in receivers where end - start >= word.count + (bytes[start] < 0x80 ? 2 : 6) && Han.has(word, bytes, at: end - word.count) {
                end -= word.count
                received = true
                break
            }
        }
        if end - start >= 9, edges.firsts.contains(Han.scalar(bytes, start).value) {
            for word in callings where end - start >= word.count + 6 && Han.has(word, bytes, at: start) {
                // One character may be a surname; it takes a name behind it to be a word: 找乔经理, 写小曾.
                if word.count == 3, !received || end - start < 9 + 3, !isNamed(start + 3..<end, bytes, start, least: received ? 2 : 6) { continue }
                start += word.count
                called = true
                break
            }
        }
        // 帮我寄给张桂芬嘛
        if called, end - start >= 9, particles.contains(Han.last(before: end, bytes, floor: start)) { end -= 3 }
        while end > start, isMark(bytes[end - 1]) { end -= 1 }
        while start < end, isMark(bytes[start]) || bytes[start] == 0x2E { start += 1 }
        // 王芳（女士）: what stands in brackets is no part of the name.
        if end > start, bytes[end - 1] == 0x29, let open = bytes[start..<end].lastIndex(of: 0x28), open - start >= 3, end - open <= 20 { end = open }
        // 李梓涵(妈妈电话…: a bracket that the phone's label broke off.
        if let open = bytes[start..<end].lastIndex(of: 0x28), open - start >= 3, end - open <= 13, !bytes[open..<end].contains(0x29) { end = open }
        return (start..<end, received, called)
    }
}
