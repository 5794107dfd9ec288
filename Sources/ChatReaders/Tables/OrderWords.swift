import ChatBytes
import ChatModel

/// Words in the cells of order tables.
enum OrderWords {
    /// Whether the words of a column about refunds say that the money went back.
    static func isRefunded(_ cell: String) -> Bool { status(cell) == .refunded }

    /// How far an order has come, by the words of shop systems and sellers; nil for words that do not tell.
    static func status(_ cell: String) -> OrderStatus? {
        let words = TableWords.shared
        let said = words.found("status", in: words.fold(cell, keepingBlanks: true))
        // What speaks of goods on their way stands before what will come of it: 已发货，待签收.
        for status in [OrderStatus.refunded, .cancelled, .received, .shipped] where said.contains(status.rawValue) { return status }
        // 未付款 beside anything that is not sent: the money is open.
        for status in [OrderStatus.placed, .paid] where said.contains(status.rawValue) { return status }
        return nil
    }

    /// Whether a cell says that an order is still to be sent.
    static func isUnsent(_ cell: String) -> Bool {
        let words = TableWords.shared
        return words.isWithin("unsent", words.fold(cell, keepingBlanks: true))
    }

    /// Whether a cell repeats the one above (`same`: 同上) or what is known of the person (`before`: 老地方, 地址同她上回).
    static func ditto(_ cell: some StringProtocol) -> String? {
        let words = TableWords.shared
        if cell.utf8.count <= 24, let said = words.meaning("ditto", of: cell) { return said }
        guard cell.utf8.count <= 36, !cell.utf8.contains(where: { 48...57 ~= $0 }) else { return nil }
        return words.found("ditto", in: words.fold(cell, keepingBlanks: true)).contains("before") ? "before" : nil
    }

    /// Whether a cell is nothing but a word for the cell above.
    static func repeatsAbove(_ cell: String) -> Bool { cell.utf8.count <= 24 && TableWords.shared.meaning("ditto", of: cell) == "same" }

    /// Whether a cell says yes or no, as a whole.
    static func answer(_ cell: String) -> Bool? {
        if let known = TableWords.shared.meaning("answer", of: cell) { return known == "yes" }
        // Y - by transfer, N（说周五）: the answer, and more about it; words of a state say more than that.
        let first = cell.prefix { !" -–—(（,，;；:：".contains($0) }
        let rest = cell.dropFirst(first.count).drop { $0 == " " }
        if let mark = rest.first, "-–—(（,，;；:：".contains(mark), first.unicodeScalars.count <= 4, let known = TableWords.shared.meaning("answer", of: first),
            status(cell) == nil
        {
            return known == "yes"
        }
        // 已…, 未…: a step in two or three characters.
        guard 2...3 ~= cell.unicodeScalars.count, let first = cell.unicodeScalars.first else { return nil }
        if "已".unicodeScalars.contains(first) { return [.cancelled, .refunded].contains(status(cell)) ? nil : true }
        return "未没沒".unicodeScalars.contains(first) ? false : nil
    }

    /// Whether a cell has the name of a courier that brings things: 自提 is none.
    static func isCourier(_ cell: String) -> Bool {
        let words = TableWords.shared
        let folded = words.fold(cell, keepingBlanks: true)
        return !words.found("courier", in: folded).isEmpty && !["自提", "自取", "到店", "面交", "pickup"].contains { folded.contains($0) }
    }

    /// Whether means of payment stand among a cell's words: 微信转的.
    static func saysMeansOfPayment(_ cell: String) -> Bool {
        let words = TableWords.shared
        return words.meaning("means", of: cell) != nil
            || cell.unicodeScalars.count <= 8 && !words.found("means", in: words.fold(cell, keepingBlanks: true)).isEmpty
    }

    /// Whether a cell of a column for states says something that is no state, no answer, no means of payment: it is kept as it stands.
    static func saysMore(_ cell: String) -> Bool {
        guard !cell.utf8.allSatisfy({ !(97...122 ~= $0 | 0x20) && $0 < 0x80 }), answer(cell) == nil, !saysMeansOfPayment(cell) else { return false }
        return status(cell) == nil && trackings(cell, courier: nil).isEmpty
    }

    /// Whether a cell names how somebody paid: 微信, cash.
    static func isMeansOfPayment(_ cell: String) -> Bool { TableWords.shared.meaning("means", of: cell) != nil }

    /// The courier's code by its name; the name itself for one without a code.
    static func courier(_ name: String?) -> String? {
        guard let name = name.flatMap({ TableCell.value($0) }) else { return nil }
        let words = TableWords.shared
        let code = words.found("courier", in: words.fold(name, keepingBlanks: true)).filter { $0 != "-" }.min()
        return code ?? name
    }

    /// Parcels of a cell with numbers, or with numbers and couriers' names: `YT123…-圆通速递;…`.
    static func trackings(_ cell: String, courier: String?) -> [Tracking] {
        let bytes = cell.utf8Span.span
        if let run = longestRun(bytes, 0..<bytes.count), run.count == bytes.count {
            return bytes.count >= 8 && run.contains(where: { 48...57 ~= bytes[$0] }) ? [Tracking(courier: courier, number: cell)] : []
        }
        return CellSeparators.parcels.pieces(of: bytes).compactMap { piece in
            // The number is the longest run of letters and digits; what stands beside it is a name.
            let piece = TableCell.trim(bytes, piece)
            guard let number = longestRun(bytes, piece), number.count >= 8, number.contains(where: { 48...57 ~= bytes[$0] }) else { return nil }
            if number.count < piece.count, TableCell.lostDigits(bytes, piece) { return nil }
            // S10000001.XY02: letters on both sides of a dot belong to one number.
            if number.count < piece.count, isDotted(bytes, piece) { return Tracking(courier: courier, number: ByteScanning.string(bytes, piece)) }
            var name: String?
            if courier == nil, piece.contains(where: { bytes[$0] >= 0x80 }) {
                name = String(String.UnicodeScalarView(ByteScanning.string(bytes, piece).unicodeScalars.filter { !$0.isASCII }))
            }
            return Tracking(courier: courier ?? self.courier(name), number: ByteScanning.string(bytes, number))
        }
    }

    private static func isDotted(_ bytes: Span<UInt8>, _ piece: Range<Int>) -> Bool {
        var (dots, letters, run) = (0, 0, 0)
        for at in piece {
            switch bytes[at] {
            case 48...57, 65...90, 97...122:
                run += 1
                if bytes[at] > 57, run == 1 { letters += 1 }
            case 0x2E where run > 1: (dots, run) = (dots + 1, 0)
            default: return false
            }
        }
        return dots > 0 && run > 1 && letters == dots + 1
    }

    /// Gives each of several parcels its own courier where a cell names as many as there are parcels.
    static func pair(_ trackings: inout [Tracking], withCouriers cell: String?) {
        guard let names = cell.map({ TableCell.list($0) }), names.count == trackings.count else { return }
        for (i, name) in names.enumerated() { trackings[i].courier = courier(name) }
    }

    /// The first of the longest runs of ASCII letters and digits.
    private static func longestRun(_ bytes: Span<UInt8>, _ piece: Range<Int>) -> Range<Int>? {
        var best = piece.lowerBound..<piece.lowerBound
        var start = piece.lowerBound
        for at in piece.lowerBound...piece.upperBound {
            let isPart = at < piece.upperBound && (48...57 ~= bytes[at] || 65...90 ~= bytes[at] || 97...122 ~= bytes[at])
            if isPart { continue }
            if at - start > best.count { best = start..<at }
            start = at + 1
        }
        return best.isEmpty ? nil : best
    }
}
