import ChatBytes

/// One content line of a vCard: unfolded, decoded, parted into name and value.
struct VCardLine {
    /// The property's name in upper case, without its group.
    var name: String
    /// The value with its escapes.
    var value: String
    /// 1-based number of its first line.
    var number: Int
    /// Where it begins.
    var start: Int
    /// The offset behind its last line end.
    var end: Int

    /// Whether a line is `BEGIN:VCARD`.
    static func isBegin(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        var text = ByteScanning.string(bytes, line.lowerBound..<min(line.upperBound, line.lowerBound + 40)).uppercased()
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text == "BEGIN:VCARD"
    }

    /// The parts of a structured value, unescaped.
    func parts(_ separator: Character) -> [String] {
        var parts = [""]
        var isEscaped = false
        for character in value {
            if isEscaped {
                parts[parts.count - 1].append(character)
                isEscaped = false
            } else if character == "\\" {
                parts[parts.count - 1].append(character)
                isEscaped = true
            } else if character == separator {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts.map { VCardLine.unescape($0) }
    }

    /// A value without its escapes.
    static func unescape(_ value: String) -> String {
        guard value.utf8.contains(0x5C) else { return value }
        var result = ""
        var isEscaped = false
        for character in value {
            if isEscaped {
                result.append(character == "n" || character == "N" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        return result
    }

    /// Walks over the lines of a file.
    struct Cursor {
        private var at = 0
        private var number = 0

        /// The next content line, or nil at the end.
        mutating func next(_ bytes: Span<UInt8>) -> VCardLine? {
            while let first = ByteScanning.line(in: bytes, at: at) {
                let (start, firstNumber) = (at, number + 1)
                var content: [UInt8] = []
                ByteScanning.append(first.content, of: bytes, to: &content)
                advance(first)
                var isQuoted = false
                var colon: Int?
                for (at, byte) in content.enumerated() {
                    if byte == 0x22 { isQuoted.toggle() }
                    if byte == 0x3A, !isQuoted {
                        colon = at
                        break
                    }
                }
                let head = String(decoding: content[..<(colon ?? content.count)], as: UTF8.self).uppercased()
                let isQuotedPrintable = head.contains("QUOTED-PRINTABLE")
                let isBase64 = colon != nil && (head.contains("BASE64") || head.contains("ENCODING=B"))
                while let line = ByteScanning.line(in: bytes, at: at) {
                    if isQuotedPrintable, content.last == 0x3D {
                        content.removeLast()
                        let blanks = !line.content.isEmpty && (bytes[line.content.lowerBound] == 0x20 || bytes[line.content.lowerBound] == 0x09) ? 1 : 0
                        ByteScanning.append(line.content.lowerBound + blanks..<line.content.upperBound, of: bytes, to: &content)
                    } else if !line.content.isEmpty, bytes[line.content.lowerBound] == 0x20 || bytes[line.content.lowerBound] == 0x09 {
                        ByteScanning.append(line.content.lowerBound + 1..<line.content.upperBound, of: bytes, to: &content)
                    } else if isBase64, line.content.count > 1, ByteScanning.first(0x3A, in: bytes, line.content) == nil {
                        // Pictures of vCard 2.1 go on without a blank, up to an empty line.
                    } else {
                        break
                    }
                    advance(line)
                }
                guard let colon else {
                    let text = HeadedTable.clean(String(decoding: content, as: UTF8.self))
                    return VCardLine(name: "", value: text, number: firstNumber, start: start, end: at)
                }
                var value = Array(content[(colon + 1)...])
                if isQuotedPrintable { value = Self.quotedPrintable(value).filter { $0 != 0x0D } }
                var name = head.prefix { $0 != ";" }
                if let dot = name.lastIndex(of: ".") { name = name[name.index(after: dot)...] }
                return VCardLine(
                    name: HeadedTable.clean(String(name)), value: String(decoding: value, as: UTF8.self), number: firstNumber, start: start, end: at)
            }
            return nil
        }

        private mutating func advance(_ line: ByteLine) {
            at = line.next
            number += 1
        }

        private static func quotedPrintable(_ value: [UInt8]) -> [UInt8] {
            func digit(_ byte: UInt8) -> UInt8? {
                switch byte {
                case 48...57: byte - 48
                case 65...70: byte - 55
                case 97...102: byte - 87
                default: nil
                }
            }
            var result: [UInt8] = []
            var i = 0
            while i < value.count {
                if value[i] == 0x3D, i + 2 < value.count, let high = digit(value[i + 1]), let low = digit(value[i + 2]) {
                    result.append(high << 4 | low)
                    i += 3
                } else {
                    result.append(value[i])
                    i += 1
                }
            }
            return result
        }
    }
}
