/// The name in a header cell as tables compare it.
enum HeaderName {
    /// Without blanks, stars, quotes, guards and “required” marks; full-width signs as ASCII; letters in lower case.
    static func key(_ cell: String) -> String {
        var key = ""
        for scalar in cell.unicodeScalars {
            switch scalar.value {
            case 0xFEFF, 0x27, 0x22, 0x60, 0x2A, 0xFF0A, 0x201C, 0x201D, 0x2018, 0x2019: continue
            case 0xFF01...0xFF5E: if let narrow = Unicode.Scalar(scalar.value - 0xFEE0) { key.unicodeScalars.append(narrow) }
            case 0x3010: key.append("(")
            case 0x3011: key.append(")")
            default: if !scalar.properties.isWhitespace { key.unicodeScalars.append(scalar) }
            }
        }
        key = key.lowercased()
        for mark in ["(必填)", "(选填)", "(必填项)", "(非必填)"] where key.hasSuffix(mark) { key.removeLast(mark.count) }
        return key
    }

    /// Whether a column is about who sends the parcel: the seller, never a customer.
    static func isSenders(_ key: String) -> Bool {
        ["寄件", "发件", "寄方", "发货人", "寄货", "sender", "pickup"].contains { key.hasPrefix($0) }
    }
}
