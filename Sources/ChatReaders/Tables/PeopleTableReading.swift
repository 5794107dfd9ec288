import ChatBytes
import ChatModel

/// One table of people being read: a customer list, an address book, a CRM's export.
struct PeopleTableReading {
    private var layout: TableLayout?
    private var platform = Platform.unknown
    private var cells = OrderCells()

    /// Goes over to another table.
    mutating func begin(_ layout: TableLayout, _ platform: Platform) {
        self.layout = layout
        self.platform = platform
        cells.find(layout)
    }

    mutating func row(_ row: CSVRow, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        let size = row.end - row.start
        cells.read(row, bytes)
        if layout?.hasDitto == true { cells.resolveDittos(bytes) }
        guard let contact = contact(row, bytes) else {
            output.report("nobody-row", .note, line: row.record, byteOffset: row.start, byteCount: size, "a row that names nobody: no contact")
            return
        }
        output.account(messageBytes: size)
        try output.contact(contact, line: row.record)
    }

    private func contact(_ row: CSVRow, _ bytes: Span<UInt8>) -> Contact? {
        guard let layout else { return nil }
        var contact = Contact(platform: platform)
        var notes: [String] = []
        for (i, meaning) in layout.meanings.enumerated() where i < row.count {
            guard let meaning, var text = TableCell.value(row.text(i, of: bytes)) else { continue }
            if layout.hasDitto, OrderWords.ditto(text) == "same" {
                guard let above = cells.string(meaning, bytes) else { continue }
                text = above
            }
            take(meaning, text, &contact, &notes)
        }
        if let name = joinedName(bytes), contact.name == nil { contact.name = name }
        if let address = OrderPeople.address(cells, bytes) { contact.addresses = [address] }
        for (column, header) in layout.notes where column < row.count {
            guard let value = TableCell.value(row.text(column, of: bytes)) else { continue }
            // An address of mail says what it is under any header.
            if contact.emails.isEmpty, CellShape(value).contains(.email), !value.contains(" ") {
                contact.emails = [value]
                continue
            }
            notes.append(header.isEmpty ? value : "\(header): \(value)")
        }
        if contact.alias == nil { contact.alias = notes.lazy.compactMap { AppName.account(in: $0) }.first }
        contact.note = notes.isEmpty ? nil : notes.joined(separator: "\n")
        // 供应商 in the column that says what somebody is: in the list, but no customer.
        contact.isCustomer = !isSupplier(contact.tags, notes)
        let isEmpty =
            contact.name == nil && contact.nickname == nil && contact.remark == nil && contact.phones.isEmpty && contact.emails.isEmpty && contact.alias == nil
        return isEmpty || isVoid(contact) ? nil : contact
    }

    private func isSupplier(_ tags: [String], _ notes: [String]) -> Bool {
        (tags + notes).contains { said in
            let value = said.split(separator: ":", maxSplits: 1).last.map { HeadedTable.clean(String($0)) } ?? said
            return value.utf8.count <= 24 && TableWords.shared.meaning("supplier", of: value) != nil
        }
    }

    /// 已注销, (void) where a name would stand, and no way to reach anybody: a card that is no longer somebody's.
    private func isVoid(_ contact: Contact) -> Bool {
        guard let name = contact.name ?? contact.nickname, contact.phones.isEmpty, contact.emails.isEmpty, contact.alias == nil, contact.addresses.isEmpty
        else {
            return false
        }
        let bare = name.filter { !"()（）[]【】 ".contains($0) }
        return TableWords.shared.meaning("status", of: bare) == OrderStatus.cancelled.rawValue
    }

    private func take(_ meaning: ColumnMeaning, _ text: String, _ contact: inout Contact, _ notes: inout [String]) {
        switch meaning {
        case .name, .recipientName: contact.name = contact.name ?? text
        case .buyerName: contact.name = contact.name ?? text
        case .buyer:
            if contact.emails.isEmpty, CellShape(text).contains(.email) {
                contact.emails = [text]
            } else if TableWords.shared.meaning("app", of: text) == nil {
                contact.nickname = AppName(text)?.name ?? text
            }
        case .remark: contact.remark = text
        case .phone, .phone2, .recipientPhone, .landline, .buyerPhone:
            let numbers = TableCell.phones(text)
            contact.phones += numbers.filter { !contact.phones.contains($0) }
            guard numbers.isEmpty else { return }
            if contact.emails.isEmpty, CellShape(text).contains(.email) {
                contact.emails = [text]
                return
            }
            // The account stands where the number would.
            if let account = AppName(text), contact.alias == nil, account.isWeChat {
                contact.alias = account.name
            } else {
                notes.append(text)
            }
        case .email: contact.emails += TableCell.list(text).filter { $0.contains("@") && !contact.emails.contains($0) }
        case .wechat: contact.alias = text
        case .gender: contact.gender = TableCell.gender(text) ?? genderWord(text)
        case .birthday:
            contact.birthDate = birthDate(text)
            // A day of the lunar calendar, or words: kept as they are.
            if contact.birthDate == nil { notes.append("\(ColumnMeaning.birthday.words.chinese): \(text)") }
        case .tags, .level: contact.tags += TableCell.tags(text).filter { !contact.tags.contains($0) }
        case .note, .buyerNote, .contactNote: notes.append(text)
        default: break
        }
    }

    private func genderWord(_ text: String) -> String? { TableWords.shared.meaning("gender", of: text) }

    /// A birthday in the column's own order of day and month.
    private func birthDate(_ text: String) -> String? {
        if let column = layout?.column(.birthday), let days = layout?.days[column], let pieces = DatePieces(text) {
            var plain = days
            (plain.year, plain.latest) = (2000, nil)
            guard let time = plain.timestamp(text) else { return TableCell.birthDate(text) }
            var (year, month, day) = CivilDay.date(time.dayNumber)
            // 79年5月3日: the year of a birthday is past.
            if year > days.latest.map({ CivilDay.date($0).year }) ?? 2030 { year -= 100 }
            func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
            let hasYear = pieces.year != nil || pieces.open.count == 3
            return hasYear ? "\(year)-\(two(month))-\(two(day))" : "--\(two(month))-\(two(day))"
        }
        return TableCell.birthDate(text)
    }

    private func joinedName(_ bytes: Span<UInt8>) -> String? {
        let (given, family) = (cells.string(.givenName, bytes), cells.string(.familyName, bytes))
        guard given != nil || family != nil else { return nil }
        let isHan = ((given ?? "") + (family ?? "")).unicodeScalars.contains { $0.value >= 0x2E80 && $0.value < 0xAC00 }
        return (isHan ? [family, given] : [given, family]).compactMap(\.self).joined(separator: isHan ? "" : " ")
    }
}
