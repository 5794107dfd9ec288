import ChatExtract
import ChatModel

/// Phones and addresses out of the cells of a table, read as a pasted block is.
struct TableText {
    private var parser = RecipientParser()

    /// The numbers of a cell, E.164; masked ones as written.
    mutating func phones(_ cell: String) -> [String] {
        guard !cell.isEmpty else { return [] }
        if cell.contains("*") { return [cell] }
        // A cell of a phone column needs no label, a bare number in a text does.
        return parser.recipients(in: "收货人：王先生\n电话：\(cell)\n").first?.recipient.phones ?? []
    }

    /// Who receives goods, of the cells for name, phone and address.
    mutating func recipient(name: String?, phone: String?, address: String?) -> Recipient? {
        let name = name.flatMap { $0.isEmpty ? nil : $0 }
        let numbers = phone.map { phones($0) } ?? []
        var place: PostalAddress?
        if let address, !address.isEmpty {
            place = parser.recipients(in: "收货地址：\(address)").first?.recipient.address ?? PostalAddress(detail: address)
        }
        guard name != nil || !numbers.isEmpty || place != nil else { return nil }
        return Recipient(name: name, phones: numbers, address: place)
    }
}
