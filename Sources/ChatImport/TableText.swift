import ChatExtract
import ChatModel

/// Phones and addresses out of the cells of a table, read as a pasted block is.
struct TableText {
    private var parser: RecipientParser
    private let region: String

    /// - Parameter region: ISO 3166 alpha-2 of the shop: how its numbers are dialled, and where addresses without a country lie.
    init(region: String = "CN") {
        self.region = region
        parser = RecipientParser(region: region)
    }

    /// The numbers of a cell, E.164; masked ones as written.
    ///
    /// - Parameter home: the country that the row itself speaks of, by its currency; nil for the shop's.
    mutating func phones(_ cell: String, home: String? = nil) -> [String] {
        guard !cell.isEmpty else { return [] }
        if cell.contains("*") { return [cell] }
        let region = home ?? self.region
        if region != "CN", !Self.isMainland(cell) {
            let found = cell.split { "/;；、,，\n|".contains($0) }.compactMap { DialledNumber.e164(String($0), region: region) }
            if !found.isEmpty { return found }
        }
        // A cell of a phone column needs no label, a bare number in a text does.
        let found = parser.recipients(in: "收货人：王先生\n电话：\(cell)\n").first?.recipient.phones ?? []
        if !found.isEmpty { return found }
        // As it is dialled in a country that the cell does not name; see `NationalNumbers`.
        let digits = String(decoding: cell.utf8.filter { 0x30...0x39 ~= $0 }, as: UTF8.self)
        let isNumber = cell.unicodeScalars.allSatisfy { "0123456789 +-().".unicodeScalars.contains($0) }
        return isNumber && 8...15 ~= digits.utf8.count && Set(digits).count > 2 ? [(cell.contains("+") ? "+" : "") + digits] : []
    }

    /// Whether a cell holds a mobile of the mainland, whatever the shop's country.
    private static func isMainland(_ cell: String) -> Bool {
        let digits = cell.utf8.filter { 48...57 ~= $0 }
        if cell.contains("+86") { return true }
        return digits.count == 11 && digits[0] == 0x31 && 0x33...0x39 ~= digits[1]
    }

    /// Who receives, where one cell holds name, number and address together (王丽 13800001234 浙江省…) and no other has a number; nil for any other order.
    mutating func together(_ table: TableOrder) -> TableOrder? {
        guard table.recipientPhone == nil, let text = table.addressText, text.utf8.count(where: { 48...57 ~= $0 }) >= 7 else { return nil }
        var read: Recipient?
        for form in [text, "收货信息：\(text)"] where read?.phones.isEmpty ?? true { read = parser.recipients(in: form).first?.recipient }
        guard let read, let phone = read.phones.first else { return nil }
        var table = table
        table.recipientPhone = phone
        if let name = read.name {
            // The name in a column of its own is who ordered; 试琴（前台） beside 试琴 is one of them.
            if let other = table.recipientName, !other.contains(name), !name.contains(other), table.buyer == nil {
                var contact = table.contact ?? Contact(platform: table.platform)
                contact.name = contact.name ?? other
                table.contact = contact
            }
            table.recipientName = name
        }
        // 样例茶馆小林 13800001234 …: what stands in front of the number is how whoever receives is called.
        if read.name == nil, table.recipientName == nil {
            let head = text.prefix { !("0"..."9" ~= $0) && $0 != "+" }.split { " ，,、;；:：|/\n\t".contains($0) }
            if head.count == 1, let called = head.first, 2...12 ~= called.unicodeScalars.count, called.unicodeScalars.allSatisfy(\.properties.isAlphabetic) {
                table.recipientName = String(called)
            }
        }
        // A number with words beside it goes nowhere.
        if read.address == nil {
            table.note = table.note.map { text + "\n" + $0 } ?? text
            table.addressText = nil
        }
        return table
    }

    /// Who receives goods, of the cells for name, phone and address.
    mutating func recipient(name: String?, phone: String?, address: String?, home: String? = nil) -> Recipient? {
        var name = name.flatMap { $0.isEmpty ? nil : $0 }
        var numbers = phone.map { phones($0, home: home) } ?? []
        var place: PostalAddress?
        if let address, !address.isEmpty {
            let read = parser.recipients(in: "收货地址：\(address)").first?.recipient
            place = read?.address ?? PostalAddress(detail: address)
            // One cell for everything: 王丽 13800001234 浙江省….
            if name == nil, phone == nil { (name, numbers) = (read?.name, read?.phones ?? []) }
        }
        guard name != nil || !numbers.isEmpty || place != nil else { return nil }
        return Recipient(name: name, phones: numbers, address: place)
    }
}
