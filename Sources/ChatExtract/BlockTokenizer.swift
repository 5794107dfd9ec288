internal import Gazetteer

/// Cuts a message into the pieces of pasted blocks.
struct BlockTokenizer: Sendable {
    /// The pieces of the last message.
    private(set) var pieces: [BlockPiece] = []
    private let labels = BlockLabelTable.shared
    private var gap = BlockPiece.Gap.none
    private var label = BlockLabel.none
    private var numbered = false
    /// Whether the words behind belong to whoever sends the parcel.
    private var isSender = false

    mutating func cut(_ message: borrowing MessageText) {
        let bytes = message.text.bytes
        let numbers = message.numbers
        pieces.removeAll(keepingCapacity: true)
        gap = .line
        label = .none
        numbered = false
        isSender = false
        var at = 0
        var textStart = -1
        var open = 0
        var n = 0
        // Inside running words only a label with its mark counts, or that of a phone before a number.
        let hasMarks = !message.text.classes.isDisjoint(with: [.colon, .labelEnd])
        while at < bytes.count {
            if textStart < 0, gap >= .line, let next = itemMark(at, bytes) {
                numbered = true
                at = next
            }
            guard at < bytes.count else { break }
            while n < numbers.count, numbers[n].range.upperBound <= at { n += 1 }
            // A number of its own.
            if n < numbers.count, numbers[n].range.lowerBound == at, Self.stands(numbers[n]) {
                close(&textStart, at)
                add(BlockPiece(kind: .number, range: numbers[n].range, gap: gap, number: n))
                at = numbers[n].range.upperBound
                // 收：王芳 138… 浙江省…: a number ends what a label says of a name.
                if label == .name || label == .phone { label = .none }
                open = 0
                continue
            }
            if n < numbers.count, numbers[n].range.contains(at) {
                // Any other number is part of the words around it; “1.” and “2、” at a line's start count items.
                let run = numbers[n].range
                if textStart < 0, gap >= .line, let next = itemEnd(run, bytes) {
                    numbered = true
                    at = next
                    continue
                }
                if textStart < 0 { textStart = at }
                at = max(run.upperBound, at + 1)
                continue
            }
            let byte = bytes[at]
            if byte | 0x20 == 0x68 || byte | 0x20 == 0x77, let end = linkEnd(at, bytes) {
                close(&textStart, at)
                widen(.comma, byte)
                at = end
                continue
            }
            // Han characters part nothing.
            if byte < 0xE4 || byte > 0xE9, let (width, kind) = separator(byte, bytes, at, open: open, starts: textStart < 0) {
                close(&textStart, at)
                open = 0
                widen(kind, byte)
                at += width
                continue
            }
            if textStart < 0 || canFollow(at, textStart, bytes), labels.mayBegin(at, bytes),
                let found = labels.at(at, bytes, end: bytes.count, phonesOnly: textStart >= 0 && !hasMarks)
            {
                // In a form without marks a long label ends the value before it.
                let isField = textStart >= 0 && (found.end - at >= 12 || bytes[at - 1] < 0x80 && byte >= 0x80) && pieces.contains { $0.kind == .label }
                let fits =
                    found.colon || (textStart < 0 || isField || found.label == .phone && beforeNumber(found.end, bytes)) && opensValue(found, bytes)
                if fits, found.colon || gap > .none || pieces.last?.kind != .text || found.label == .phone || isField {
                    close(&textStart, at)
                    add(BlockPiece(kind: .label, range: at..<found.end, gap: gap, label: found.label, colon: found.colon))
                    label = found.label
                    if found.label == .sender { isSender = byte < 0x80 || found.end - at > 7 || Self.namesReceiver(found.end, bytes) }
                    if found.label == .sender, !isSender { label = .address }
                    if found.label == .name { isSender = isSender && !Self.isReceiver(at, bytes) }
                    at = found.end
                    open = 0
                    continue
                }
            }
            if textStart < 0 { textStart = at }
            if byte == 0x28 { open += 1 } else if byte == 0x29 { open = max(0, open - 1) }
            at += byte < 0x80 ? 1 : max(1, Han.scalar(bytes, at).length)
            // Ideographs that begin no label go by together: neither separators nor numbers stand among them.
            while at &+ 2 < bytes.count, bytes[at] &- 0xE4 < 6, !labels.initials.contains(Han.scalar(bytes, at).value) { at &+= 3 }
        }
        close(&textStart, bytes.count)
        settleNames(bytes)
    }

    /// 收货：海南万宁市…: what stands behind the label of a name and is plainly an address is one.
    private mutating func settleNames(_ bytes: [UInt8]) {
        for i in pieces.indices where pieces[i].kind == .text && pieces[i].label == .name && pieces[i].range.count >= 24 {
            if AddressScore.of(pieces[i].range, bytes) >= 3 { pieces[i].label = .address }
        }
    }

    /// Whether 收： or 收件人 follows somewhere: 寄：… alone may say where to.
    private static func namesReceiver(_ from: Int, _ bytes: [UInt8]) -> Bool {
        var at = from
        while at + 6 < bytes.count {
            if Han.has(receive, bytes, at: at), bytes[at + 3] == 0x3A || Han.has(person, bytes, at: at + 6) { return namesPlace(at + 3, bytes) }
            at += 1
        }
        return false
    }

    private static let person = Array("人".utf8)

    /// Whether a label of a name is that of the one who receives: 收件人, recipient.
    private static func isReceiver(_ at: Int, _ bytes: [UInt8]) -> Bool {
        if Han.has(receive, bytes, at: at) { return true }
        // recipient, consignee, penerima, to, ship to, deliver to, destinatario
        switch bytes[at] | 0x20 {
        case 0x72, 0x63, 0x70, 0x74, 0x73, 0x64: return bytes[at] < 0x80
        default: return false
        }
    }

    /// Whether an address may stand behind an offset. 寄：… 收：王芳 gives one before it only, and that is where it goes to.
    private static func namesPlace(_ from: Int, _ bytes: [UInt8]) -> Bool {
        let table = CharacterTraits.table
        var places = 0
        var at = from
        while at < bytes.count {
            let (value, length) = Han.scalar(bytes, at)
            if !CharacterTraits.of(value, table).isDisjoint(with: [.division, .road, .house]) { places += 1 }
            at += length
        }
        return places >= 2
    }

    /// Whether a number is a piece by itself and not part of the words around it.
    private static func stands(_ number: NumberRun) -> Bool {
        switch number.kind {
        case .mobile, .landline, .service, .foreign, .taiwan, .maskedPhone, .idCard, .bankCard, .postcode, .local: true
        case .serial: number.range.count >= 9
        default: false
        }
    }

    private mutating func add(_ piece: BlockPiece) {
        var piece = piece
        if piece.kind != .label { piece.label = isSender ? .sender : label }
        piece.numbered = numbered
        numbered = false
        pieces.append(piece)
        if piece.kind == .number, label == .phone || label == .identity || label == .postcode { label = .none }
        gap = .none
    }

    private mutating func close(_ start: inout Int, _ end: Int) {
        guard start >= 0, end > start else { return }
        add(BlockPiece(kind: .text, range: start..<end, gap: gap))
        start = -1
    }

    private mutating func widen(_ kind: BlockPiece.Gap, _ byte: UInt8) {
        if byte == 0x0A {
            gap = gap >= .line && gap != .none && pieces.count > 0 ? .blankLine : .line
            // What a label says holds for its line; an address may go on below.
            if label != .address && label != .area { label = .none }
            return
        }
        if kind == .space, gap == .space { gap = .comma } else { gap = max(gap, kind) }
        if kind >= .comma, label != .address, label != .area { label = .none }
    }

    /// The separator at an offset: its width and strength.
    ///
    /// - Parameter starts: whether no words stand before it, so that a dash behind a phone parts it from them: 138…-王芳.
    private func separator(_ byte: UInt8, _ bytes: [UInt8], _ at: Int, open: Int, starts: Bool) -> (Int, BlockPiece.Gap)? {
        switch byte {
        case 0x20: return joinsWords(at, bytes) || staysInBracket(at, bytes) ? nil : (1, .space)
        case 0x0A: return (1, .line)
        case 0x09, 0x2C, 0x3B, 0x7C, 0x21, 0x3F, 0x7E, 0x5B, 0x5D, 0x22, 0x3D, 0x3C, 0x3E, 0x5E, 0x60, 0x7B, 0x7D: return (1, .comma)
        case 0x2F, 0x5C:
            // 3/F, A/B: a slash between letters or digits belongs to the words.
            let joins = at > 0 && at + 1 < bytes.count && bytes[at - 1] < 0x80 && bytes[at + 1] < 0x80 && bytes[at - 1] > 0x2F && bytes[at + 1] > 0x2F
            return joins ? nil : (1, .comma)
        case 0x2E:
            return at + 1 >= bytes.count || bytes[at + 1] <= 0x20 && !endsTitle(at, bytes) ? (1, .comma) : nil
        case 0x3A: return (1, .comma)
        case 0x28: return opensPiece(at + 1, bytes) ? (1, .comma) : nil
        case 0x29: return open == 0 ? (1, .comma) : nil
        case 0x2D, 0x5F, 0x2B, 0x2A:
            // Dashes and signs between pieces, not inside words.
            let edge = at == 0 || bytes[at - 1] <= 0x20 || at + 1 >= bytes.count || bytes[at + 1] <= 0x20
            if edge || at > 0 && bytes[at - 1] &- 0x30 < 10 && starts && at + 1 < bytes.count && bytes[at + 1] >= 0xE4 { return (1, .comma) }
            return byte == 0x2D && betweenHan(at, bytes) ? (1, .comma) : nil
        case 0xE3:
            guard at + 2 < bytes.count, bytes[at + 1] == 0x80 else { return nil }
            switch bytes[at + 2] {
            case 0x81, 0x82, 0x88...0x91, 0x94...0x9B: return (3, .comma)
            default: return nil
            }
        case 0xD8: return at + 1 < bytes.count && bytes[at + 1] == 0x8C ? (2, .comma) : nil
        case 0xF0...0xF4:
            let (value, length) = Han.scalar(bytes, at)
            return 0x1F000...0x1FAFF ~= value || 0xE0000...0xE0FFF ~= value ? (length, .comma) : nil
        case 0xE2:
            let (value, length) = Han.scalar(bytes, at)
            // Arrows, symbols, dingbats, quotation marks, ellipses; not circled numbers.
            return 0x2190...0x23FF ~= value || 0x2500...0x2BFF ~= value || 0x201C...0x201D ~= value || value == 0x2026 || value == 0x20E3
                ? (length, .comma) : nil
        default: return nil
        }
    }

    /// Whether a dot ends the title before a name: Mr., Ms., Mrs., Dr.
    private func endsTitle(_ at: Int, _ bytes: [UInt8]) -> Bool {
        var start = at
        while start > 0, at - start < 4, 0x61...0x7A ~= bytes[start - 1] | 0x20 { start -= 1 }
        return Self.titles.contains(bytes, start..<at)
    }

    private static let titles = WordSet("mr ms mrs dr")

    /// Whether a space stands between two words of an alphabet, which stay together.
    private func joinsWords(_ at: Int, _ bytes: [UInt8]) -> Bool {
        guard at > 0, at + 1 < bytes.count else { return false }
        let before = bytes[at - 1]
        let after = bytes[at + 1]
        if before < 0x80, after < 0x80 { return (0x61...0x7A ~= before | 0x20 || before == 0x2E) && 0x61...0x7A ~= after | 0x20 }
        return isAlphabetic(Han.last(before: at, bytes, floor: 0)) && isAlphabetic(Han.scalar(bytes, at + 1).value)
    }

    private func isAlphabetic(_ scalar: UInt32) -> Bool {
        0x61...0x7A ~= scalar | 0x20 || 0xC0...0x1FFF ~= scalar && scalar != 0x60C || 0xAC00...0xD7A3 ~= scalar
    }

    /// Whether a dash stands between Han characters on both sides: a separator of divisions.
    private func betweenHan(_ at: Int, _ bytes: [UInt8]) -> Bool {
        at + 1 < bytes.count && at > 0 && bytes[at - 1] >= 0x80 && bytes[at + 1] >= 0xE3 && bytes[at + 1] <= 0xE9
    }

    /// Whether a bracket opens a piece of its own: a label, a telephone, or 收.
    private func opensPiece(_ at: Int, _ bytes: [UInt8]) -> Bool {
        guard at < bytes.count else { return true }
        if bytes[at] == 0x2B || bytes[at] <= 0x20 { return true }
        if Han.has(Self.receive, bytes, at: at) || Han.has(Self.deliver, bytes, at: at) { return true }
        // （过冬的东北老头）: talk in brackets parts what stands before it from what follows.
        // （放快递柜也行） is for whoever brings the parcel and stays.
        if let close = bytes[at..<min(bytes.count, at + 60)].firstIndex(of: 0x29), AddressScore.isTalk(at..<close, bytes),
            !AddressScore.isPickUp(at..<close, bytes)
        {
            return true
        }
        // （李玉华 收）
        if let close = bytes[at..<min(bytes.count, at + 36)].firstIndex(of: 0x29), close - at >= 6, Han.has(Self.receive, bytes, at: close - 3) { return true }
        // Eleven digits and more, or digits with a sign, are no part of an address.
        var digits = 0
        var end = at
        while end < bytes.count, bytes[end] &- 0x30 < 10 || bytes[end] == 0x2D || bytes[end] == 0x20 {
            if bytes[end] &- 0x30 < 10 { digits += 1 }
            end += 1
        }
        if digits >= 7 { return true }
        return labels.at(at, bytes, end: bytes.count).map { $0.colon || $0.label == .postcode || $0.label == .phone } ?? false
    }

    private static let receive = Array("收".utf8)
    private static let deliver = Array("代收".utf8)

    /// Whether a label may stand inside running words at an offset: never, but behind the end of a sentence's part that is no word.
    private func canFollow(_ at: Int, _ textStart: Int, _ bytes: [UInt8]) -> Bool {
        guard at > textStart, bytes[at] >= 0x80 else { return false }
        let first = bytes[at]
        return first >= 0xE4 && first <= 0xE9
    }

    /// Whether seven digits and more follow: 姓名赵建平电话138….
    private func beforeNumber(_ at: Int, _ bytes: [UInt8]) -> Bool {
        var digits = 0
        var at = at
        while at < bytes.count, digits < 7, bytes[at] &- 0x30 < 10 || bytes[at] == 0x2D || bytes[at] == 0x20 || bytes[at] == 0x2B {
            if bytes[at] &- 0x30 < 10 { digits += 1 }
            at += 1
        }
        return digits >= 7
    }

    /// Whether a label without a colon is followed by a value of its kind.
    private func opensValue(_ found: BlockLabelTable.Match, _ bytes: [UInt8]) -> Bool {
        var at = found.end
        var spaces = 0
        while at < bytes.count, bytes[at] == 0x20 {
            at += 1
            spaces += 1
        }
        guard at < bytes.count else { return true }
        if bytes[at] == 0x0A { return true }
        let digit = bytes[at] &- 0x30 < 10 || bytes[at] == 0x2B || bytes[at] == 0x28
        switch found.label {
        case .phone, .identity, .postcode: return digit || Han.has(Array("是".utf8), bytes, at: at)
        case .name where found.called: return !digit
        case .name: return !digit && (spaces > 0 || !CharacterTraits.of(Han.scalar(bytes, at).value).contains(.talk))
        default: return true
        }
    }
}
