/// The strings that a workbook's cells share, one behind the other.
struct SharedStrings {
    private(set) var bytes: [UInt8] = []
    private var ends: [Int] = []

    /// Where the string of an index stands; empty for one that there is not.
    func range(_ index: Int) -> Range<Int> {
        guard index >= 0, index < ends.count else { return 0..<0 }
        return (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }

    /// Reads the part `sharedStrings.xml`: the texts of a string's runs, without their phonetic guides.
    mutating func read(_ source: ExportSource) {
        var text = self
        source.withBytes { span in
            var scanner = MarkupScanner(span, language: .xml)
            var isText = false
            var phonetic = 0
            while true {
                switch scanner.next(span) {
                case .atEnd: return
                case .start:
                    let tag = WorkbookFormats.local(span, scanner.name)
                    if MarkupName.equals(span, tag, "t") {
                        isText = phonetic == 0 && !scanner.isEmptyElement
                    } else if MarkupName.equals(span, tag, "rPh"), !scanner.isEmptyElement {
                        phonetic += 1
                    } else if MarkupName.equals(span, tag, "si"), scanner.isEmptyElement {
                        text.ends.append(text.bytes.count)
                    }
                case .text:
                    if isText {
                        if scanner.isRaw {
                            ByteScanning.append(scanner.name, of: span, to: &text.bytes)
                        } else {
                            MarkupText.append(scanner.name, of: span, to: &text.bytes)
                        }
                    }
                case .end:
                    let tag = WorkbookFormats.local(span, scanner.name)
                    if MarkupName.equals(span, tag, "t") {
                        isText = false
                    } else if MarkupName.equals(span, tag, "rPh") {
                        phonetic = max(0, phonetic - 1)
                    } else if MarkupName.equals(span, tag, "si") {
                        text.ends.append(text.bytes.count)
                        source.discard(upTo: scanner.offset)
                    }
                case .comment, .other: break
                }
            }
        }
        self = text
    }
}

/// Writing cells as CSV.
enum CSVWriting {
    /// Appends a cell, in quotes where its bytes would be read as anything else.
    static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to line: inout [UInt8]) {
        var needsQuotes = !range.isEmpty && (bytes[range.lowerBound] == 0x3D || bytes[range.lowerBound] == SheetMark.byte)
        for at in range where bytes[at] == 0x2C || bytes[at] == 0x22 || bytes[at] == 0x0A || bytes[at] == 0x0D {
            needsQuotes = true
            break
        }
        guard needsQuotes else {
            ByteScanning.append(range, of: bytes, to: &line)
            return
        }
        line.append(0x22)
        for at in range {
            if bytes[at] == 0x22 { line.append(0x22) }
            line.append(bytes[at])
        }
        line.append(0x22)
    }
}
