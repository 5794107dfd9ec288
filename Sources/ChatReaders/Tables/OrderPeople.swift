import ChatBytes
import ChatModel

/// Who ordered and who receives, of a row's cells.
enum OrderPeople {
    static func fill(_ order: inout TableOrder, _ cells: OrderCells, _ bytes: Span<UInt8>, isOfSeller: Bool) {
        order.buyer = known(cells.string(.buyer, bytes), isOfSeller)
        order.buyerPhone = cells.string(.buyerPhone, bytes)
        var name = known(joined(.givenName, .familyName, cells, bytes) ?? cells.string(.name, bytes), isOfSeller)
        let recipient = known(joined(.recipientGivenName, .recipientFamilyName, cells, bytes) ?? cells.string(.recipientName, bytes), isOfSeller)
        var phone = cells.string(.phone, bytes)
        // 何太 020-38670042 where no column has numbers.
        if isOfSeller, phone == nil, recipient == nil, !cells.hasColumn(.phone), !cells.hasColumn(.recipientPhone), !cells.hasColumn(.landline),
            let (own, number) = name.flatMap({ nameAndNumber($0) })
        {
            (name, phone) = (own, number)
        }
        if isOfSeller {
            if let account = name.flatMap({ AppName($0) }), order.buyer == nil { (order.buyer, name) = (account.name, nil) }
            order.buyer = order.buyer.map { AppName($0)?.name ?? $0 }
            // 小溪姐13800001234: the number stands behind the name.
            if phone == nil, order.buyerPhone == nil, let cell = order.buyer, let (name, number) = nameAndNumber(cell) {
                (order.buyer, order.buyerPhone) = (name, number)
            }
        }
        order.recipientName = recipient ?? name ?? cells.string(.buyerName, bytes)
        order.recipientPhone = cells.string(.recipientPhone, bytes) ?? (recipient == nil || order.buyerPhone != nil || name == nil ? phone : nil)
        order.recipientPhone = order.recipientPhone ?? cells.string(.landline, bytes) ?? (order.buyerPhone == nil || recipient == name ? phone : nil)
        if !isOfSeller { order.recipientPhone = order.recipientPhone ?? phone }
        // With a column for each side a number belongs to its side, but the buyer's own parcel.
        if isOfSeller, cells.hasColumn(.recipientPhone), order.recipientPhone == phone, recipient != nil, recipient != name,
            cells.string(.recipientPhone, bytes) == nil
        {
            order.recipientPhone = nil
        }
        if isOfSeller, let phone = order.recipientPhone { splitPerson(phone, &order) }
        // 王丽 13800005678 in the column of who receives: the number beside it is the buyer's.
        var ownPhone: String?
        if isOfSeller, let cell = recipient, CellShape(cell).contains(.holdsPhone) {
            (order.recipientName, ownPhone) = (nil, phone)
            splitPerson(cell, &order)
            order.recipientName = order.recipientName ?? cell
        }
        order.addressText = address(cells, bytes)
        // 林小溪 13800001234 地址照旧: her address is known.
        if isOfSeller, let text = order.addressText, text.utf8.count <= 80 {
            let pieces = text.split { " ，,;；\n".contains($0) }.map(String.init)
            let known = pieces.filter { OrderWords.ditto($0) != "before" }
            if known.count < pieces.count { order.addressText = known.isEmpty ? nil : known.joined(separator: " ") }
        }
        if isOfSeller, let place = order.addressText { takeWay(place, &order) }
        moveExtension(&order)
        if isOfSeller { addContact(&order, name ?? cells.string(.buyerName, bytes), recipient, phone, cells, bytes, ownPhone) }
    }

    /// 自提, `pickup Sat`: the goods go nowhere. 送 样例路1号: what stands in front is no address.
    private static func takeWay(_ place: String, _ order: inout TableOrder) {
        let words = TableWords.shared
        let first = place.prefix { !" :：".contains($0) }
        if place.utf8.count <= 40,
            words.meaning("nowhere", of: place) != nil
                || words.meaning("nowhere", of: first) != nil && CellShape(place).isDisjoint(with: [.address, .holdsPhone])
        {
            (order.addressText, order.note) = (nil, place)
        } else if first.utf8.count < place.utf8.count, words.meaning("deliver", of: first) != nil {
            order.addressText = HeadedTable.clean(String(place.dropFirst(first.count).drop { " :：".contains($0) }))
        }
    }

    /// A name with a number right behind it, in brackets or not: a mobile, or one with its area code.
    private static func nameAndNumber(_ cell: String) -> (name: String, number: String)? {
        let cell = cell.last.map { ")）".contains($0) } ?? false ? String(cell.dropLast()) : cell
        let length = cell.unicodeScalars.reversed().prefix { 48...57 ~= $0.value || $0 == "-" }.count
        let digits = cell.unicodeScalars.suffix(length).count { $0 != "-" }
        guard 11...12 ~= digits, cell.unicodeScalars.count > length else { return nil }
        let number = String(String.UnicodeScalarView(cell.unicodeScalars.suffix(length)))
        let before = String(String.UnicodeScalarView(cell.unicodeScalars.dropLast(length)))
        let name = HeadedTable.clean(String(before.reversed().drop { " /|、，,：:(（".contains($0) }.reversed()))
        return CellShape(number).contains(.phone) && !name.isEmpty ? (name, number) : nil
    }

    /// A name, without words that stand for nobody: 散客, 自己.
    private static func known(_ name: String?, _ isOfSeller: Bool) -> String? {
        guard isOfSeller, let name else { return name }
        return name.utf8.count <= 24 && TableWords.shared.meaning("nobody", of: name) != nil ? nil : name
    }

    private static func joined(_ given: ColumnMeaning, _ family: ColumnMeaning, _ cells: OrderCells, _ bytes: Span<UInt8>) -> String? {
        let parts = [cells.string(given, bytes), cells.string(family, bytes)].compactMap(\.self)
        guard !parts.isEmpty else { return nil }
        let isHan = parts.joined().unicodeScalars.contains { $0.value >= 0x2E80 && $0.value < 0xAC00 }
        return isHan ? parts.reversed().joined() : parts.joined(separator: " ")
    }

    /// `王丽|13800005678`: one cell for the name and the number.
    private static func splitPerson(_ cell: String, _ order: inout TableOrder) {
        guard let start = cell.firstIndex(where: { $0.isASCII && $0.isNumber || $0 == "+" }), start > cell.startIndex else { return }
        let name = HeadedTable.clean(String(cell[..<start].filter { !"|/:：,，、;；(（".contains($0) }))
        // A Chinese name is short, one in letters is a few words.
        let isShort = 1...8 ~= name.unicodeScalars.count || name.utf8.count <= 32 && name.split(separator: " ").count <= 4 && name.utf8.allSatisfy { $0 < 0x80 }
        guard isShort, !name.isEmpty, name.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || $0 == " " }),
            TableWords.shared.meaning("reach", of: name) == nil
        else { return }
        order.recipientName = order.recipientName ?? name
        order.recipientPhone = String(cell[start...])
    }

    /// What the row says of the buyer beside the order.
    private static func addContact(
        _ order: inout TableOrder, _ name: String?, _ recipient: String?, _ phone: String?, _ cells: OrderCells, _ bytes: Span<UInt8>,
        _ ownPhone: String?
    ) {
        var contact = Contact(platform: order.platform)
        // Two names in a row are two people, unless they are one name.
        if let name, let recipient, name != recipient {
            contact.name = name
            if cells.hasColumn(.recipientPhone) || ownPhone != nil, let phone { contact.phones = [phone] }
        }
        if let more = cells.string(.phone2, bytes) { contact.phones += TableCell.phones(more) }
        contact.remark = cells.string(.remark, bytes)
        contact.alias = cells.string(.wechat, bytes)
        // The account stands where the number would.
        if contact.alias == nil, let phone, let account = AppName(phone), account.isWeChat { contact.alias = account.name }
        contact.emails = cells.string(.email, bytes).map { TableCell.list($0).filter { !$0.contains("*") } } ?? []
        if let phone, contact.emails.isEmpty, CellShape(phone).contains(.email) { contact.emails = [phone] }
        contact.gender = cells.string(.gender, bytes).flatMap { TableCell.gender($0) }
        contact.birthDate = cells.string(.birthday, bytes).flatMap { TableCell.birthDate($0) }
        contact.tags = [ColumnMeaning.tags, .level].flatMap { cells.string($0, bytes).map { TableCell.tags($0) } ?? [] }
        if contact != Contact(platform: order.platform) { order.contact = contact }
    }

    /// `张三[1234]` with a protected number: the four digits are the number's extension, no part of the name.
    private static func moveExtension(_ order: inout TableOrder) {
        guard let name = order.recipientName, let end = name.utf8.last, end == 0x5D || end == 0x91,
            let open = name.lastIndex(where: { $0 == "[" || $0 == "【" }), let last = name.last, last == "]" || last == "】"
        else {
            return
        }
        let digits = name[name.index(after: open)...].dropLast()
        guard 3...6 ~= digits.utf8.count, digits.utf8.allSatisfy({ 48...57 ~= $0 }), open != name.startIndex else { return }
        order.recipientName = HeadedTable.clean(String(name[..<open]))
        if let phone = order.recipientPhone, !phone.hasSuffix(digits) || !phone.contains(where: { $0 == "-" || $0 == "转" || $0 == "[" }) {
            order.recipientPhone = phone + "-" + digits
        }
        if let address = order.addressText, let mark = ["[\(digits)]", "【\(digits)】"].first(where: { address.hasSuffix($0) }) {
            order.addressText = HeadedTable.clean(String(address.dropLast(mark.count)))
        }
    }

    /// The divisions' columns and the address, without what the address repeats.
    static func address(_ cells: OrderCells, _ bytes: Span<UInt8>) -> String? {
        var detail = cells.string(.address, bytes)
        if let more = cells.string(.address2, bytes), detail?.contains(more) != true { detail = detail.map { joined($0, more) } ?? more }
        let parts = [detail] + [ColumnMeaning.province, .city, .district].map { cells.string($0, bytes) }
        let isLatin = !parts.contains { $0?.unicodeScalars.contains { $0.value >= 0x2E80 } == true }
        if isLatin { return latinAddress(detail, cells, bytes) }
        var known: String.Index?
        var whole: String?
        var last: String?
        for column in [ColumnMeaning.province, .city, .district, .town] where cells.has(column) {
            guard let part = cells.string(column, bytes), last != part else { continue }
            if let written = detail, Self.contains(written.utf8Span.span, part.utf8Span.span) {
                if let behind = Self.end(of: part, in: written, from: known) { known = behind }
                continue
            }
            // The divisions that the address begins with stand before those that it leaves out.
            if let written = detail, let place = known {
                detail = written[..<place] + part + written[place...]
                known = detail.map { $0.utf8.index($0.startIndex, offsetBy: written[..<place].utf8.count + part.utf8.count) }
                continue
            }
            whole = whole.map { $0 + " " + part } ?? part
            last = part
        }
        guard let detail else { return whole }
        return whole.map { $0 + " " + detail } ?? detail
    }

    private static func joined(_ street: String, _ more: String) -> String {
        let isHan = street.unicodeScalars.contains { $0.value >= 0x2E80 }
        return isHan ? street + more : street + ", " + more
    }

    /// An address in Latin letters goes from the street to the country.
    private static func latinAddress(_ detail: String?, _ cells: OrderCells, _ bytes: Span<UInt8>) -> String? {
        var parts = [detail].compactMap(\.self)
        for column in [ColumnMeaning.town, .district, .city, .province, .postcode, .country] {
            guard let part = cells.string(column, bytes), !parts.contains(where: { $0.lowercased().contains(part.lowercased()) && part.utf8.count > 2 }) else {
                continue
            }
            parts.append(part)
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// The end of a division that an address begins with, or that follows the divisions up to `start` in it; nil where it stands elsewhere.
    private static func end(of part: String, in address: String, from start: String.Index?) -> String.Index? {
        let rest = address[(start ?? address.startIndex)...].drop { $0 == " " }
        return rest.hasPrefix(part) ? rest.index(rest.startIndex, offsetBy: part.count) : nil
    }

    private static func contains(_ text: Span<UInt8>, _ word: Span<UInt8>) -> Bool {
        guard word.count <= text.count else { return false }
        for start in 0...text.count - word.count where word.isEmpty || text[start] == word[0] {
            var length = 0
            while length < word.count, text[start + length] == word[length] { length += 1 }
            if length == word.count { return true }
        }
        return false
    }
}
