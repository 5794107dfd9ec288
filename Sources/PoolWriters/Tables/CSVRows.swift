import ChatBytes
import ChatModel

/// Rows of CSV in one of three profiles, which differ in what they do with text that a spreadsheet would take for something else.
struct CSVRows {
    /// For whom the file is.
    enum Profile: Sendable {
        /// People who open it in Excel: byte order mark; an apostrophe before cells that begin like a formula (OWASP's advice); long numbers kept as text.
        case excel
        /// Other systems that import it: nothing put before a cell, since that would be stored; signs of a formula at the beginning are taken away instead.
        case upload
        /// Programs: every text as it is.
        case raw
    }

    let profile: Profile
    /// ASCII characters that the target refuses: they become blanks.
    var refused: Set<UInt8> = []

    /// What stands before the first row.
    func begin(_ output: inout OutputBuffer) {
        if profile == .excel { output.append([0xEF, 0xBB, 0xBF]) }
    }

    /// One row, CRLF included.
    func row(_ cells: [Cell], to output: inout OutputBuffer, _ report: inout WriteReport) { output.append(bytes(of: cells, &report)) }

    /// One row, CRLF included.
    func bytes(of cells: [Cell], _ report: inout WriteReport) -> [UInt8] {
        var out: [UInt8] = []
        for (i, cell) in cells.enumerated() {
            if i > 0 { out.append(0x2C) }
            switch cell {
            case .empty: break
            case .text(let text): append(self.text(text, &report), to: &out)
            case .code(let code): append(self.code(code, &report), to: &out)
            case .number, .money, .sum, .day, .share: out.append(contentsOf: cell.plain.utf8)
            }
        }
        out.append(0x0D)
        out.append(0x0A)
        return out
    }

    /// A phone or a number. `+8613…` is what importers want and no formula to them; a spreadsheet reckons with it.
    private func code(_ code: String, _ report: inout WriteReport) -> String {
        // Phones, several parted by a sign that is not ASCII; a birthday without its year, `--05-12`, as address books write it.
        let isNumbers = code.utf8.first == 0x2B && code.utf8.allSatisfy { 48...57 ~= $0 || $0 == 0x2B || $0 >= 0x80 }
        let isBirthday = code.utf8.count == 7 && code.hasPrefix("--") && code.utf8.allSatisfy { 48...57 ~= $0 || $0 == 0x2D }
        return profile == .upload && (isNumbers || isBirthday) ? code : text(code, &report)
    }

    private func text(_ text: String, _ report: inout WriteReport) -> String {
        if profile == .raw { return text }
        var text = PlainText.clean(text)
        if !refused.isEmpty, text.utf8.contains(where: { refused.contains($0) }) {
            report.add("character-replaced", "characters that the target refuses became blanks", severity: .note)
            text = String(decoding: text.utf8.map { refused.contains($0) ? 0x20 : $0 }, as: UTF8.self)
        }
        switch profile {
        case .raw: return text
        case .upload:
            guard let first = text.unicodeScalars.first, PlainText.isFormulaStart(first) || first == " " else { return text }
            let kept = text.unicodeScalars.drop { PlainText.isFormulaStart($0) || $0.properties.isWhitespace }
            if PlainText.isFormulaStart(first) {
                report.add("formula-start-removed", "signs that begin a formula were taken from the beginning of a text", severity: .note)
            }
            return String(kept)
        case .excel: return guarded(text)
        }
    }

    /// An apostrophe before whatever Excel, or an Excel that parts cells by another sign, would take for a formula; a tab behind more digits than it keeps.
    private func guarded(_ text: String) -> String {
        if text.utf8.count > 11, text.utf8.allSatisfy({ 48...57 ~= $0 }) { return text + "\t" }
        guard text.unicodeScalars.contains(where: { PlainText.isFormulaStart($0) }) else { return text }
        var kept = String.UnicodeScalarView()
        var isAtStart = true
        for scalar in text.unicodeScalars {
            if isAtStart, PlainText.isFormulaStart(scalar), scalar != "\n" || kept.isEmpty { kept.append("'") }
            isAtStart = scalar == ";" || scalar == "\t" || scalar == "\n"
            kept.append(scalar)
        }
        return String(kept)
    }

    private func append(_ text: String, to out: inout [UInt8]) {
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 || $0 == 0x20 || $0 == 0x3B }) else {
            out.append(contentsOf: text.utf8)
            return
        }
        out.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { out.append(0x22) }
            out.append(byte)
        }
        out.append(0x22)
    }
}
