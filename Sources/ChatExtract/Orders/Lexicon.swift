import Gazetteer

/// Words with their classes, found by longest match at a character.
///
/// A trie over folded scalar values whose edges live in one open-addressing table: one probe per character of a match, one table look-up for a character that
/// begins no word.
struct Lexicon: Sendable {
    struct Entry: Sendable {
        var classes: WordClass
        /// Index into `values`, or -1.
        var value: Int32
    }

    private(set) var entries: [Entry] = []
    /// What classes with a value say: a counter's singular, a currency, a courier, a complaint's kind, a number.
    private(set) var values: [String] = []
    private var keys: [UInt64] = []
    private var targets: [Int32] = []
    private var used = 0
    /// Per node, the entry that ends there, or -1.
    private var ends: [Int32] = [-1]
    /// For every scalar below U+10000 the node behind it, or 0 where no word begins with it.
    private var roots = [Int32](repeating: 0, count: 0x10000)
    /// Per node one bit for each low six bits of a scalar that goes on from there.
    private var goesOn: [UInt64] = [0]

    init(capacity: Int = 1 << 10) {
        keys = [UInt64](repeating: 0, count: capacity)
        targets = [Int32](repeating: 0, count: capacity)
    }

    /// The words of `order_words.tsv`.
    static let orders: Lexicon = {
        var lexicon = Lexicon(capacity: 1 << 17)
        let table = OrderWords.bytes()
        for line in table.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
            let parts = line.split(separator: UInt8(ascii: "\t"), maxSplits: 1)
            guard parts.count == 2 else { continue }
            let head = parts[0].split(separator: UInt8(ascii: "="), maxSplits: 1)
            var classes: WordClass = []
            for name in head[0].split(separator: UInt8(ascii: " ")) { classes.formUnion(WordClass.named(String(decoding: name, as: UTF8.self)) ?? []) }
            let place = head.count == 2 ? lexicon.place(of: String(decoding: head[1], as: UTF8.self)) : -1
            lexicon.add(patterns: parts[1].startIndex..<parts[1].endIndex, of: table, classes, place)
        }
        return lexicon
    }()

    /// Adds a word, or classes to a word; the first value of a word stays.
    mutating func add(_ word: [UInt8], _ classes: WordClass, value: String?) {
        mark(advance(0, word, word.startIndex, word.endIndex), classes, value.map { place(of: $0) } ?? -1)
    }

    /// Adds words written together, cut at the `|` outside braces: `{收到|拿到}{货|}了` stands for 收到货了, 收到了, 拿到货了 and 拿到了.
    private mutating func add(patterns range: Range<Int>, of table: [UInt8], _ classes: WordClass, _ place: Int32) {
        var nodes: [Int32] = [0]
        var at = range.lowerBound
        var start = at
        while at <= range.upperBound {
            let byte = at < range.upperBound ? table[at] : UInt8(ascii: "|")
            if byte == UInt8(ascii: "{") {
                for i in nodes.indices { nodes[i] = advance(nodes[i], table, start, at) }
                let before = nodes
                nodes.removeAll(keepingCapacity: true)
                while at < range.upperBound, table[at] != UInt8(ascii: "}") {
                    at += 1
                    start = at
                    while at < range.upperBound, table[at] != UInt8(ascii: "|"), table[at] != UInt8(ascii: "}") { at += 1 }
                    for node in before { nodes.append(advance(node, table, start, at)) }
                }
                start = at + 1
            } else if byte == UInt8(ascii: "|") {
                for node in nodes { mark(advance(node, table, start, at), classes, place) }
                nodes = [0]
                start = at + 1
            }
            at += 1
        }
    }

    /// The node behind some characters, made where there is none yet.
    private mutating func advance(_ from: Int32, _ bytes: [UInt8], _ start: Int, _ end: Int) -> Int32 {
        var node = from
        var at = start
        while at < end {
            let (scalar, length) = Scalars.decode(bytes, at)
            // Texts are read in the simplified view: words must be written as the view writes them.
            let folded = Scalars.spoken(Scalars.folded(Gazetteer.shared.simplified(scalar)))
            let next = child(of: node, folded) ?? addChild(of: node, folded)
            if node == 0, folded < 0x10000 { roots[Int(folded)] = next }
            node = next
            at += max(1, length)
        }
        return node
    }

    private mutating func place(of value: String) -> Int32 {
        if let known = values.firstIndex(of: value) { return Int32(known) }
        values.append(value)
        return Int32(values.count - 1)
    }

    private mutating func mark(_ node: Int32, _ classes: WordClass, _ place: Int32) {
        guard node != 0 else { return }
        if ends[Int(node)] < 0 {
            ends[Int(node)] = Int32(entries.count)
            entries.append(Entry(classes: classes, value: place))
        } else {
            let e = Int(ends[Int(node)])
            entries[e].classes.formUnion(classes)
            if entries[e].value < 0 { entries[e].value = place }
        }
    }

    /// Adds a name whose value is a number of the caller's.
    mutating func add(_ word: [UInt8], _ classes: WordClass, index: Int32) {
        let before = entries.count
        add(word, classes, value: nil)
        if entries.count > before { entries[before].value = index }
    }

    /// The longest word at an offset: its entry and its end; nil when none begins there. Latin words match whole words only.
    @inline(__always)
    func match(_ bytes: [UInt8], _ at: Int, scalar first: UInt32, length: Int) -> (entry: Int, end: Int)? {
        guard first < 0x10000 else { return nil }
        let node = roots[Int(Scalars.spoken(first))]
        return node == 0 ? nil : walk(bytes, at, node, first, length)
    }

    /// The classes of a whole word; nil when it is none.
    func classes(of word: ArraySlice<UInt8>) -> WordClass? {
        let bytes = Array(word)
        let (scalar, length) = Scalars.decode(bytes, 0)
        guard let found = match(bytes, 0, scalar: Scalars.folded(scalar), length: length), found.end == bytes.count else { return nil }
        return entries[found.entry].classes
    }

    private func walk(_ bytes: [UInt8], _ at: Int, _ root: Int32, _ first: UInt32, _ length: Int) -> (entry: Int, end: Int)? {
        var node = root
        var scalar = first
        var next = at &+ length
        var best: (Int, Int)?
        while true {
            let (following, followingLength) = Scalars.decode(bytes, next)
            let folded = Scalars.spoken(Scalars.folded(following))
            if ends[Int(node)] >= 0, !(Scalars.isLatin(scalar) && followingLength > 0 && Scalars.isLatin(folded)) { best = (Int(ends[Int(node)]), next) }
            guard followingLength > 0, goesOn[Int(node)] & (1 &<< UInt64(folded & 63)) != 0, let target = child(of: node, folded) else { break }
            node = target
            scalar = folded
            next &+= followingLength
        }
        return best
    }

    private func child(of node: Int32, _ scalar: UInt32) -> Int32? {
        let key = UInt64(node) << 21 | UInt64(scalar) | 1 << 63
        let mask = keys.count &- 1
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & mask
        while keys[slot] != 0 {
            if keys[slot] == key { return targets[slot] }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    private mutating func addChild(of node: Int32, _ scalar: UInt32) -> Int32 {
        if used * 2 >= keys.count { grow() }
        let target = Int32(ends.count)
        ends.append(-1)
        goesOn.append(0)
        goesOn[Int(node)] |= 1 &<< UInt64(scalar & 63)
        insert(UInt64(node) << 21 | UInt64(scalar) | 1 << 63, target)
        return target
    }

    private mutating func insert(_ key: UInt64, _ target: Int32) {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & mask
        while keys[slot] != 0 { slot = (slot + 1) & mask }
        keys[slot] = key
        targets[slot] = target
        used += 1
    }

    private mutating func grow() {
        let (oldKeys, oldTargets) = (keys, targets)
        keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
        targets = [Int32](repeating: 0, count: oldKeys.count * 2)
        used = 0
        for i in oldKeys.indices where oldKeys[i] != 0 { insert(oldKeys[i], oldTargets[i]) }
    }
}

/// Scalar values in UTF-8 bytes.
enum Scalars {
    /// The scalar value at an offset and its length in bytes; a byte that is no UTF-8 counts as U+FFFD of length 1, the end as length 0.
    @inline(__always)
    static func decode(_ b: [UInt8], _ at: Int) -> (UInt32, Int) {
        guard at < b.count else { return (0, 0) }
        let lead = UInt32(b[at])
        if lead < 0x80 { return (lead, 1) }
        if lead >= 0xE0, lead < 0xF0, at &+ 2 < b.count {
            return ((lead & 0x0F) << 12 | UInt32(b[at &+ 1] & 0x3F) << 6 | UInt32(b[at &+ 2] & 0x3F), 3)
        }
        if lead >= 0xC2, lead < 0xE0, at &+ 1 < b.count { return ((lead & 0x1F) << 6 | UInt32(b[at &+ 1] & 0x3F), 2) }
        if lead >= 0xF0, lead < 0xF5, at &+ 3 < b.count {
            return ((lead & 0x07) << 18 | UInt32(b[at &+ 1] & 0x3F) << 12 | UInt32(b[at &+ 2] & 0x3F) << 6 | UInt32(b[at &+ 3] & 0x3F), 4)
        }
        return (0xFFFD, 1)
    }

    /// The lower-case form of Latin letters; other characters stay.
    @inline(__always)
    static func folded(_ c: UInt32) -> UInt32 {
        if c < 0x80 { return c &- 0x41 < 26 ? c | 0x20 : c }
        if c > 0x1EFF { return c }
        if c >= 0xC0, c <= 0xDE { return c == 0xD7 ? c : c | 0x20 }
        if (0x100...0x137).contains(c) || (0x14A...0x177).contains(c) || (0x1A0...0x1A5).contains(c) || c >= 0x1EA0 { return c | 1 }
        if c == 0x1AF { return 0x1B0 }
        return c
    }

    /// One particle for those that people use alike: 啦, 咯 and 喽 for 了, 哒 for 的, 嘛 for 吗; and 你 for 您.
    @inline(__always)
    static func spoken(_ c: UInt32) -> UInt32 {
        guard c >= 0x4E48, c <= 0x6EF4 else { return c }
        switch c {
        case 0x5566, 0x54AF, 0x55BD, 0x561E, 0x54A7, 0x5570, 0x5587: return 0x4E86
        case 0x54D2, 0x6EF4: return 0x7684
        case 0x561B, 0x4E48, 0x5E7A: return 0x5417
        case 0x60A8: return 0x4F60
        default: return c
        }
    }

    /// Whether words of this letter's script are set apart by spaces.
    @inline(__always)
    static func isLatin(_ c: UInt32) -> Bool {
        c < 0x80 ? (c | 0x20) &- 0x61 < 26 : c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7 || c >= 0x1E00 && c < 0x1F00
    }
}
