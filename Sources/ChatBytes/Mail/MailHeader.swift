import ChatModel

/// The header of a mail or of one of its parts (RFC 5322, RFC 2045): field names in lower case, folded lines joined.
struct MailHeader {
    private(set) var fields: [String: String] = [:]
    /// Where the body begins.
    private(set) var bodyStart: Int
    /// No header is longer than this.
    private static let mostLines = 400

    /// Reads the header that begins at an offset; lines that are no fields end it.
    init(_ bytes: Span<UInt8>, at start: Int, end: Int) {
        bodyStart = start
        var last: String?
        for _ in 0..<Self.mostLines {
            guard bodyStart < end, let line = ByteScanning.line(in: bytes, at: bodyStart) else { return }
            let content = line.content.lowerBound..<min(line.content.upperBound, end)
            if content.isEmpty {
                bodyStart = min(line.next, end)
                return
            }
            let first = bytes[content.lowerBound]
            if first == 0x20 || first == 0x09 {
                if let last { fields[last, default: ""] += " " + Self.trimmed(bytes, content) }
            } else if let colon = Self.colon(bytes, content) {
                let name = ByteScanning.string(bytes, content.lowerBound..<colon).lowercased()
                if fields[name] == nil {
                    fields[name] = Self.trimmed(bytes, colon + 1..<content.upperBound)
                    last = name
                } else {
                    last = nil
                }
            } else if !(bodyStart == start && ByteScanning.has("From ", in: bytes, at: content.lowerBound)) {
                // A last line that breaks off belongs to the header still.
                if line.next >= end { bodyStart = end }
                return
            }
            bodyStart = min(line.next, end)
        }
    }

    /// The colon behind a field's name: letters, digits and hyphens.
    private static func colon(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Int? {
        for at in line {
            let byte = bytes[at]
            if byte == 0x3A { return at > line.lowerBound ? at : nil }
            guard byte == 0x2D || byte == 0x5F || 48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte, at - line.lowerBound < 60 else { return nil }
        }
        return nil
    }

    private static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return ByteScanning.string(bytes, start..<end)
    }

    /// The kind of the body, in lower case: `text/plain`.
    var mediaType: String { Self.beforeParameters(fields["content-type"] ?? "text/plain").lowercased() }

    /// How the body is written: `base64`, `quoted-printable`, or as it is.
    var transferEncoding: String { Self.beforeParameters(fields["content-transfer-encoding"] ?? "").lowercased() }

    /// A parameter of a field: `boundary` of `content-type`, `filename` of `content-disposition`; RFC 2231's forms are joined and decoded.
    func parameter(_ name: String, of field: String) -> String? {
        guard let value = fields[field] else { return nil }
        var plain: String?
        var pieces: [(order: Int, value: String, isEncoded: Bool)] = []
        for (key, text) in Self.parameters(value) {
            if key == name { plain = MailWords.decoded(text) }
            guard key.hasPrefix(name + "*") else { continue }
            let rest = key.dropFirst(name.utf8.count + 1)
            let isEncoded = rest.isEmpty || rest.hasSuffix("*")
            pieces.append((Int(rest.filter { 48...57 ~= ($0.asciiValue ?? 0) }) ?? 0, text, isEncoded))
        }
        guard !pieces.isEmpty else { return plain }
        pieces.sort { $0.order < $1.order }
        return MailWords.percentDecoded(pieces.map { ($0.value, $0.isEncoded) })
    }

    private static func beforeParameters(_ value: String) -> String {
        String(value.prefix { $0 != ";" }).split(separator: " ", omittingEmptySubsequences: true).joined()
    }

    /// `name=value` and `name="value"` behind the semicolons, names in lower case.
    private static func parameters(_ value: String) -> [(String, String)] {
        var result: [(String, String)] = []
        var name: [UInt8] = []
        var text: [UInt8] = []
        var state = 0  // 0 before the first semicolon, 1 name, 2 value, 3 quoted value
        var isEscaped = false
        func keep() {
            let key = String(decoding: name.filter { $0 > 0x20 }, as: UTF8.self).lowercased()
            while let end = text.last, end <= 0x20 { text.removeLast() }
            if !key.isEmpty { result.append((key, String(decoding: text, as: UTF8.self))) }
            name.removeAll()
            text.removeAll()
        }
        for byte in value.utf8 {
            switch state {
            case 3:
                if isEscaped || (byte != 0x22 && byte != 0x5C) {
                    text.append(byte)
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else {
                    state = 2
                }
            case _ where byte == 0x3B:
                if state > 0 { keep() }
                state = 1
            case 1 where byte == 0x3D: state = 2
            case 1: name.append(byte)
            case 2 where byte == 0x22: state = 3
            case 2: if byte > 0x20 || !text.isEmpty { text.append(byte) }
            default: break
            }
        }
        if state > 0 { keep() }
        return result
    }
}
