/// The XML of a sheet, looked through for its rows, so that rows can be put in and everything else stays as it is.
struct SheetXML {
    struct Cell {
        var column: Int
        /// The number of the cell's style, as written.
        var style: String?
        /// What stands in it; nil for a cell that has only a format.
        var text: String?
    }

    struct Row {
        var number: Int
        var range: Range<Int>
        var cells: [Cell]

        var isBlank: Bool { cells.allSatisfy { ($0.text ?? "").isEmpty } }
    }

    let bytes: [UInt8]
    let rows: [Row]
    /// Where rows behind the last one go; and whether `<sheetData/>` has to be opened for them.
    private let end: Int
    private let isClosed: Bool

    /// Nil when the XML has no `sheetData` of the usual form.
    init?(_ bytes: [UInt8], shared: [String]) {
        self.bytes = bytes
        if let open = SheetXML.find("<sheetData>", bytes, 0), let close = SheetXML.find("</sheetData>", bytes, open) {
            (end, isClosed) = (close, false)
            rows = SheetXML.rows(bytes, open..<close, shared)
        } else if let empty = SheetXML.find("<sheetData/>", bytes, 0) {
            (end, isClosed, rows) = (empty, true, [])
        } else {
            return nil
        }
    }

    /// The sheet with rows below a row; blank rows that stand where they go give way, all others stay.
    func inserting(_ xml: [(number: Int, xml: String)], after last: Int) -> [UInt8] {
        guard let newest = xml.last?.number else { return bytes }
        let blank = rows.filter { $0.number > last && $0.number <= newest }
        let at = blank.first?.range.lowerBound ?? rows.first { $0.number > newest }?.range.lowerBound ?? end
        let resume = blank.last?.range.upperBound ?? at
        var out = Array(bytes[..<at])
        let added = xml.map(\.xml).joined()
        if isClosed {
            out += Array("<sheetData>\(added)</sheetData>".utf8)
            out += bytes[(at + "<sheetData/>".utf8.count)...]
        } else {
            out += Array(added.utf8)
            out += bytes[resume...]
        }
        return SheetXML.withDimension(out, through: newest)
    }

    // MARK: Reading

    private static func rows(_ b: [UInt8], _ data: Range<Int>, _ shared: [String]) -> [Row] {
        var rows: [Row] = []
        var at = data.lowerBound
        while let start = find("<row", b, at, data.upperBound), let tagEnd = find(">", b, start, data.upperBound) {
            let isEmpty = b[tagEnd - 1] == 0x2F
            let stop = isEmpty ? tagEnd + 1 : (find("</row>", b, tagEnd, data.upperBound) ?? data.upperBound - 6) + 6
            let number = attribute("r", b, start..<tagEnd).flatMap { Int($0) } ?? (rows.last?.number ?? 0) + 1
            rows.append(Row(number: number, range: start..<stop, cells: isEmpty ? [] : cells(b, tagEnd..<stop, shared)))
            at = stop
        }
        return rows
    }

    private static func cells(_ b: [UInt8], _ row: Range<Int>, _ shared: [String]) -> [Cell] {
        var cells: [Cell] = []
        var at = row.lowerBound
        while let start = find("<c ", b, at, row.upperBound), let tagEnd = find(">", b, start, row.upperBound) {
            let isEmpty = b[tagEnd - 1] == 0x2F
            let stop = isEmpty ? tagEnd + 1 : (find("</c>", b, tagEnd, row.upperBound) ?? row.upperBound - 4) + 4
            let place = attribute("r", b, start..<tagEnd)
            let column = place.map(SheetXML.column) ?? (cells.last?.column ?? -1) + 1
            var text: String?
            if !isEmpty {
                let isInline = attribute("t", b, start..<tagEnd) == "inlineStr"
                let value = texts(b, tagEnd..<stop, isInline ? "t" : "v").joined()
                text = attribute("t", b, start..<tagEnd) == "s" ? Int(value).flatMap { shared.indices.contains($0) ? shared[$0] : nil } : value
                if find("<f", b, tagEnd, stop) != nil { text = text ?? "=" }
            }
            cells.append(Cell(column: column, style: attribute("s", b, start..<tagEnd), text: text))
            at = stop
        }
        return cells
    }

    /// The strings of `sharedStrings.xml`, without the readings of ideographs.
    static func shared(_ b: [UInt8]) -> [String] {
        var strings: [String] = []
        var at = 0
        while let start = find("<si>", b, at), let stop = find("</si>", b, start) {
            let cut = find("<rPh", b, start, stop) ?? stop
            strings.append(texts(b, start..<cut, "t").joined())
            at = stop
        }
        return strings
    }

    /// The contents of all elements of a name, entities resolved.
    private static func texts(_ b: [UInt8], _ range: Range<Int>, _ name: String) -> [String] {
        var found: [String] = []
        var at = range.lowerBound
        while let start = find("<" + name, b, at, range.upperBound), let open = find(">", b, start, range.upperBound) {
            at = open + 1
            let next = b[start + 1 + name.utf8.count]
            guard next == 0x3E || next == 0x20, b[open - 1] != 0x2F, let close = find("</\(name)>", b, open, range.upperBound) else { continue }
            found.append(XMLText.unescaped(String(decoding: b[(open + 1)..<close], as: UTF8.self)))
            at = close
        }
        return found
    }

    /// The styles of whole columns, by column.
    func columnStyles() -> [Int: String] {
        var styles: [Int: String] = [:]
        var at = 0
        while let start = SheetXML.find("<col ", bytes, at, rows.first?.range.lowerBound ?? end), let stop = SheetXML.find(">", bytes, start) {
            if let style = SheetXML.attribute("style", bytes, start..<stop), let low = SheetXML.attribute("min", bytes, start..<stop).flatMap({ Int($0) }),
                let high = SheetXML.attribute("max", bytes, start..<stop).flatMap({ Int($0) }), low > 0, high >= low
            {
                for column in low...min(high, low + 300) { styles[column - 1] = style }
            }
            at = stop
        }
        return styles
    }

    /// The value of an attribute of the tag in a range.
    static func attribute(_ name: String, _ b: [UInt8], _ tag: Range<Int>) -> String? {
        guard let start = find(" \(name)=\"", b, tag.lowerBound, tag.upperBound) else { return nil }
        let from = start + name.utf8.count + 3
        guard let stop = find("\"", b, from, tag.upperBound) else { return nil }
        return XMLText.unescaped(String(decoding: b[from..<stop], as: UTF8.self))
    }

    static func find(_ text: String, _ b: [UInt8], _ from: Int, _ to: Int? = nil) -> Int? {
        let wanted = Array(text.utf8)
        let last = (to ?? b.count) - wanted.count
        guard let first = wanted.first, from <= last else { return nil }
        var at = from
        while at <= last {
            if b[at] == first, b[at..<(at + wanted.count)].elementsEqual(wanted) { return at }
            at += 1
        }
        return nil
    }

    /// 0 for `A1`, 27 for `AB7`.
    private static func column(_ place: String) -> Int {
        place.utf8.prefix { 65...90 ~= $0 }.prefix(3).reduce(0) { $0 * 26 + Int($1 - 64) } - 1
    }

    /// The sheet with its `dimension` reaching down to a row.
    private static func withDimension(_ b: [UInt8], through row: Int) -> [UInt8] {
        guard let start = find("<dimension ", b, 0), let stop = find(">", b, start), let text = attribute("ref", b, start..<stop),
            let at = find("\"" + text + "\"", b, start, stop)
        else { return b }
        let parts = text.split(separator: ":")
        guard let first = parts.first, let last = parts.last, Int(last.drop { !$0.isNumber }) ?? 0 < row else { return b }
        let ref = "\"\(first):\(last.prefix { !$0.isNumber })\(row)\""
        return Array(b[..<at]) + Array(ref.utf8) + Array(b[(at + text.utf8.count + 2)...])
    }
}
