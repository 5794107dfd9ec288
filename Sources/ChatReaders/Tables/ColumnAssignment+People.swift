/// Columns of people: which names are whose, and which is what somebody is called.
extension ColumnAssignment {
    /// Beside a number the column of short words that nobody knows says whose it is.
    mutating func guessName(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        let names: [ColumnMeaning] = [.recipientName, .name, .buyerName, .buyer, .familyName, .givenName, .remark]
        guard !meanings.contains(where: { $0.map(names.contains) ?? false }) else { return }
        let together = meanings.firstIndex(of: .address).flatMap { columns[$0].isTogether ? $0 : nil }
        guard let phone = meanings.firstIndex(where: { $0 == .phone || $0 == .recipientPhone }) ?? together else { return }
        let place = ([phone - 1, phone + 1] + (together == nil ? [] : Array(columns.indices))).first { i in
            guard columns.indices.contains(i), isOpen(i, headers[i], columns[i]), headers[i].candidates.isEmpty else { return false }
            let column = columns[i]
            // Away from the number words are names only where they look it.
            if abs(i - phone) > 1, column.share([.fullName, .called, .handle]) < 0.4 { return false }
            return column.filled * 10 >= column.rows * 6 && column.share(.text) >= 0.9 && column.length <= 20 && column.distinct.count * 2 > column.filled
                && column.share([.address, .status, .courier, .answer, .counted, .date, .number]) < 0.3
        }
        if let place { meanings[place] = .name }
    }

    /// Names with numbers beside them twice in each row: whoever orders, and whoever receives.
    mutating func settlePairs(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        guard meanings.contains(where: { $0.map { [.product, .amount, .quantity].contains($0) } ?? false }) else { return }
        let names: [ColumnMeaning] = [.name, .recipientName, .buyerName, .buyer]
        let numbers: [ColumnMeaning] = [.phone, .recipientPhone, .buyerPhone, .phone2]
        func may(_ i: Int, _ wanted: [ColumnMeaning]) -> Bool { meanings[i].map(wanted.contains) ?? isOpen(i, headers[i], columns[i]) }
        let pairs = columns.indices.dropLast().filter { i in
            let (name, phone) = (columns[i], columns[i + 1])
            return may(i, names) && may(i + 1, numbers) && phone.share([.phone, .weakPhone]) >= 0.5 && name.filled * 2 > name.rows
                && name.share(.text) >= 0.7 && name.length <= 20 && name.share([.address, .status, .courier, .counted, .date]) < 0.3
        }
        guard pairs.count == 2, meanings[pairs[0]] == nil || meanings[pairs[1]] == nil || meanings[pairs[0] + 1] == nil || meanings[pairs[1] + 1] == nil else {
            return
        }
        func receives(_ i: Int) -> Bool {
            headers[i].candidates.contains { $0.meaning == .recipientName && $0.score >= 0.4 }
                || headers[i + 1].candidates.contains { $0.meaning == .recipientPhone && $0.score >= 0.4 }
        }
        let isTurned = receives(pairs[0]) && !receives(pairs[1])
        let (buyer, recipient) = isTurned ? (pairs[1], pairs[0]) : (pairs[0], pairs[1])
        for i in meanings.indices where meanings[i].map({ [.name, .phone, .recipientName, .recipientPhone].contains($0) }) ?? false { meanings[i] = nil }
        (meanings[buyer], meanings[buyer + 1], meanings[recipient], meanings[recipient + 1]) = (.name, .phone, .recipientName, .recipientPhone)
    }

    /// Who is who where several columns name people.
    mutating func settleNames(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        settlePairs(headers, columns)
        // 收件人电话 beside 手机 of somebody else who orders: any number of who receives.
        if !meanings.contains(.recipientPhone), meanings.contains(.phone), meanings.contains(.recipientName),
            meanings.contains(where: { $0.map { [.name, .buyerName, .buyer].contains($0) } ?? false }), let place = meanings.firstIndex(of: .landline),
            headers[place].candidates.contains(where: { $0.meaning == .recipientPhone })
        {
            meanings[place] = .recipientPhone
        }
        // Shops that buy on credit are who buys, where nobody else is named.
        let people: [ColumnMeaning] = [.name, .recipientName, .buyer, .buyerName, .phone, .recipientPhone, .address, .remark, .email]
        if let shop = meanings.firstIndex(of: .company), !meanings.contains(where: { $0.map(people.contains) ?? false }), columns[shop].distinct.count > 1,
            meanings.contains(.product), meanings.contains(.owed)
        {
            meanings[shop] = .name
        }
        // Names in full stand in the cells of all about who receives: the column beside it says what the buyer is called.
        if !meanings.contains(.buyer), let name = meanings.firstIndex(of: .name), let all = meanings.firstIndex(of: .address), columns[all].isTogether,
            columns[all].share(.holdsName) >= 0.5, columns[name].share(.fullName) < 0.6
        {
            meanings[name] = .buyer
        }
        // A second column of names that is like the first one in some rows: who receives.
        guard let name = meanings.firstIndex(where: { $0 == .name || $0 == .buyerName }), !meanings.contains(.recipientName),
            meanings.contains(where: { $0.map { [.product, .amount, .quantity].contains($0) } ?? false })
        else { return }
        let byRow = Dictionary(zip(columns[name].places, columns[name].cells)) { first, _ in first }
        let place = columns.indices.first { i in
            let column = columns[i]
            guard isOpen(i, headers[i], column), !headers[i].isKnown, column.length <= 24, column.share([.name, .called, .holdsName]) >= 0.5 else {
                return false
            }
            let same = zip(column.places, column.cells).count { row, cell in byRow[row].map { cell.contains($0) } ?? false }
            return same > 0 && same < column.filled
        }
        if let place { meanings[place] = .recipientName }
    }

    /// What people are called beside their names shares letters with them: 溪姐 beside 林小溪, `Vale` beside `Valeria Muestra`.
    mutating func guessNickname(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        guard !meanings.contains(.buyer), let names = meanings.firstIndex(where: { $0 == .name || $0 == .recipientName }) else { return }
        let byRow = Dictionary(zip(columns[names].places, columns[names].cells)) { first, _ in first }
        let place = columns.indices.first { i in
            let column = columns[i]
            guard isOpen(i, headers[i], column), column.filled > 1, column.length <= 14, column.distinct.count * 10 >= column.filled * 9,
                column.share([.number, .date]) < 0.2, meanings.contains(.product) || !isBefore(i, .quantity, .unitPrice)
            else {
                return false
            }
            let shared = zip(column.places, column.cells).count { row, cell in byRow[row].map { Self.sharesLetters(cell, $0) } ?? false }
            return shared > 1 && shared * 2 >= column.filled
        }
        if let place { meanings[place] = .buyer }
    }

    /// Whether a column stands right before one of some meanings: where none is known, goods stand before their count and price.
    private func isBefore(_ i: Int, _ wanted: ColumnMeaning...) -> Bool { i + 1 < meanings.count && (meanings[i + 1].map(wanted.contains) ?? false) }

    private static func sharesLetters(_ nick: String, _ name: String) -> Bool {
        let words = TableWords.shared
        let (short, long) = (words.fold(nick), words.fold(name))
        guard short != long else { return false }
        if short.unicodeScalars.contains(where: { $0.value >= 0x2E80 }) {
            // A family name in front of both is what relatives share.
            let shared = short.unicodeScalars.filter { long.unicodeScalars.contains($0) }
            return shared.count > 1 || shared.count == 1 && short.unicodeScalars.first != long.unicodeScalars.first
        }
        let head = short.prefix(3)
        return head.count >= 2 && (long.hasPrefix(head) || long.contains(short.suffix(4)) && short.count > 3)
    }
}
