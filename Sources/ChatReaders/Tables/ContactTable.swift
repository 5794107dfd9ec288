import ChatBytes
import ChatModel

/// Reads a table with one person a row, whose columns a list of names describes.
struct ContactTable: ExportReader {
    /// What a column holds.
    enum Field {
        case id, alias, nickname, remark, name, familyName, givenName, displayName, phone, email, address, street, city, region, postalCode, country, tags,
            gender
        case birthday, company, note, kind
    }

    let format: FormatDescription
    /// The columns, each with its possible header names.
    let columns: [(field: Field, names: [String])]
    /// How many of the first columns the header must have.
    let required: Int
    /// Whether cells may stand in quotes.
    var isQuoted = true
    var confidence = 0.97
    /// Words of the `kind` column whose rows are no persons.
    var otherKinds: Set<String> = []

    func sniff(_ head: SourceHead) -> Double {
        HeadedTable.isPlausible(head, columns.map(\.names), required: required, isQuoted: isQuoted) ? confidence : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var table = HeadedTable(bytes, columns.map(\.names), required: required, isQuoted: isQuoted)
            table.beginsWithHeader = true
            while table.next(bytes, output) {
                let size = table.row.end - table.row.start
                if let contact = contact(table, bytes) {
                    output.account(messageBytes: size)
                    try output.contact(contact, line: table.row.record)
                } else {
                    output.account(decorationBytes: size)
                }
            }
        }
    }

    /// Hands on the people of a table that stands in a file with others, such as the members of a chat.
    func readBeside(_ bytes: Span<UInt8>, into output: MessageOutput) throws(ImportError) {
        var table = HeadedTable(bytes, columns.map(\.names), required: required)
        while table.next(bytes) { if let contact = contact(table, bytes) { try output.contact(contact, line: table.row.record) } }
    }

    private func contact(_ table: HeadedTable, _ bytes: Span<UInt8>) -> Contact? {
        var contact = Contact(platform: format.platform)
        var names = (family: "", given: "", shown: String?.none)
        var place: [Field: String] = [:]
        for (i, column) in columns.enumerated() where table.columns[i] >= 0 {
            // A table that just joins values with commas shifts where the last name has one: the rest of the row is that name.
            guard let text = isQuoted || table.columns[i] != table.header.count - 1 ? TableCell.value(table.text(i, bytes)) : rest(table, i, bytes) else {
                continue
            }
            switch column.field {
            case .id: contact.id = text
            case .alias: contact.alias = text
            case .nickname: contact.nickname = text
            case .remark: contact.remark = text
            case .name: contact.name = text
            case .familyName: names.family = text
            case .givenName: names.given = text
            case .displayName: names.shown = text
            case .phone: contact.phones += TableCell.phones(text).filter { !contact.phones.contains($0) }
            case .email: contact.emails += TableCell.list(text.split(separator: " ::: ").joined(separator: ";"))
            case .address: contact.addresses.append(text)
            case .street, .city, .region, .postalCode, .country: place[column.field] = text
            case .tags: contact.tags += TableCell.tags(text)
            case .gender: contact.gender = TableCell.gender(text)
            case .birthday: contact.birthDate = TableCell.birthDate(text)
            case .company: contact.company = text
            case .note: contact.note = contact.note.map { $0 + "\n" + text } ?? text
            case .kind: if otherKinds.contains(text) { return nil }
            }
        }
        if contact.name == nil, !names.family.isEmpty || !names.given.isEmpty {
            let isHan = (names.family + names.given).unicodeScalars.contains { $0.value >= 0x2E80 }
            let parts = isHan ? [names.family, names.given] : [names.given, names.family]
            contact.name = parts.filter { !$0.isEmpty }.joined(separator: isHan ? "" : " ")
        }
        if let shown = names.shown, contact.remark == nil, contact.nickname == nil { contact.nickname = shown }
        if contact.addresses.isEmpty, place[.street] != nil || place[.city] != nil {
            let parts = [Field.country, .region, .city, .street].compactMap { place[$0] } + (place[.postalCode].map { [$0] } ?? [])
            contact.addresses = [parts.joined(separator: " ")]
        }
        if let id = contact.id, !WeChatRows.isPerson(id) { return nil }
        if contact.phones.isEmpty, let name = contact.name, TableWords.shared.meaning("total", of: name) != nil { return nil }
        let isEmpty = contact.id == nil && contact.name == nil && contact.nickname == nil && contact.remark == nil && contact.phones.isEmpty
        return isEmpty ? nil : contact
    }

    private func rest(_ table: HeadedTable, _ column: Int, _ bytes: Span<UInt8>) -> String? {
        let first = table.row.range(table.columns[column])
        let last = table.row.range(table.row.count - 1)
        guard first.lowerBound <= last.upperBound else { return nil }
        return TableCell.value(ByteScanning.string(bytes, first.lowerBound..<last.upperBound))
    }
}
