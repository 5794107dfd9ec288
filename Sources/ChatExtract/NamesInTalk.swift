internal import Gazetteer

/// People's names anywhere in a text, for views that must not show them: nobody labels these names, and none of them need be known.
///
/// It says yes too often rather than too seldom, and is no way to find out who somebody is.
public enum NamesInTalk {
    /// Points from which on a piece is taken for a name wherever it stands, and behind a word that calls somebody.
    private static let certain = 10.5
    private static let called = 6.5
    /// What stands before a name: people, and what is done with them.
    private static let callers = HanSet { scalar in callerSet.contains(scalar) }
    private static let callerSet = Set("姐哥弟妹妈爸婆公儿女友事叔姨嫂爷奶孙侄甥邻居学师叫给找和跟与替帮寄送是让请由托".unicodeScalars.map(\.value))

    /// The pieces that may be names, in UTF-8 offsets, in order and apart from each other.
    public static func ranges(in text: String) -> [Range<Int>] {
        let bytes = Array(text.utf8)
        return han(bytes) + latin(bytes)
    }

    private static func han(_ bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var at = 0
        var before: UInt32 = 0
        while at < bytes.count {
            let (value, length) = Han.scalar(bytes, at)
            guard Han.isHan(value), NameTables.surname(value) > 0 || isCompound(value, at + length, bytes), let end = name(at, before, bytes) else {
                before = value
                at += max(1, length)
                continue
            }
            found.append(at..<end)
            before = 0
            at = end
        }
        return found
    }

    private static func isCompound(_ first: UInt32, _ next: Int, _ bytes: [UInt8]) -> Bool {
        next < bytes.count && NameTables.surname(first, Han.scalar(bytes, next).value) > 0
    }

    /// The end of the name that begins here; the longer of two that are both likely.
    private static func name(_ start: Int, _ before: UInt32, _ bytes: [UInt8]) -> Int? {
        let bound = callers.contains(before) ? called : certain
        var ends: [Int] = []
        var at = start
        while ends.count < 3, at < bytes.count {
            let (value, length) = Han.scalar(bytes, at)
            guard Han.isHan(value) else { break }
            at += length
            ends.append(at)
        }
        var best: (end: Int, points: Double)?
        for end in ends.dropFirst() {
            let verdict = NameScore.of(start..<end, bytes)
            guard verdict.isPlain || verdict.rule == .nameHonorific, verdict.points >= bound, verdict.points >= best?.points ?? -99 else { continue }
            best = (end, verdict.points)
        }
        return best?.end
    }

    /// Two words and more that begin with capitals, one behind the other.
    private static func latin(_ bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var words: [Range<Int>] = []
        var at = 0
        func take() {
            if words.count >= 2, let first = words.first, let last = words.last { found.append(first.lowerBound..<last.upperBound) }
            words.removeAll()
        }
        while at < bytes.count {
            guard isLetter(bytes[at]) else {
                if bytes[at] != 0x20 { take() }
                at += 1
                continue
            }
            let start = at
            while at < bytes.count, isLetter(bytes[at]) || bytes[at] == 0x27 || bytes[at] == 0x2D { at += 1 }
            let isName = 0x41...0x5A ~= bytes[start] && at - start >= 2 && bytes[start + 1] >= 0x61
            if isName { words.append(start..<at) } else { take() }
        }
        take()
        return found
    }

    private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }
}
