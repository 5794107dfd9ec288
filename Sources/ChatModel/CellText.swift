/// What somebody typed into a cell of a workbook.
enum CellText {
    /// Without blanks at its ends.
    static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
    }

    /// A sum as people write it: `¥1,280.50`, `128元`; nil where it is none.
    static func money(_ text: String) -> Double? {
        var rest = text[...]
        for sign in ["¥", "￥"] where rest.hasPrefix(sign) { rest = rest.dropFirst() }
        if rest.hasSuffix("元") { rest = rest.dropLast() }
        let digits = rest.filter { $0 != "," && $0 != "，" && $0 != " " }
        guard digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2E }), let value = Double(digits), value < 1e10 else { return nil }
        return value
    }
}
