public import ChatModel

/// A part of a mail that may be an export: its text, or a file that came with it.
public struct MailPart: Sendable {
    /// The part as an input of its own; its path is `mail.eml/name`.
    public let source: ExportSource
    /// Parts that say the same in several forms share a number; a part that stands alone has a number of its own.
    public let group: Int
}

/// Takes mails (`.eml`, RFC 5322 and RFC 2045) apart: their text in all its forms, and the files sent with them.
public enum MailParts {
    /// Parts larger than this are left out: they would have to be held in memory.
    private static let mostBytes = 192 << 20
    private static let mostParts = 500
    private static let mostDepth = 8

    /// Whether a source is a mail whose body is in parts or encoded, so that it cannot be read as it stands.
    public static func areNeeded(for source: ExportSource) -> Bool {
        source.withBytes { whole in
            // Only the head is looked at: a file of one endless line must not be read through for this.
            let bytes = whole.extracting(0..<min(whole.count, 256 << 10))
            guard bytes.count > 40, let first = ByteScanning.line(in: bytes, at: 0), first.content.count > 3, first.content.count < 2000 else { return false }
            let header = MailHeader(bytes, at: 0, end: bytes.count)
            let isMail = ["from", "to", "subject", "date", "received", "return-path", "mime-version"].filter { header.fields[$0] != nil }.count >= 2
            guard isMail, header.fields["content-type"] != nil || header.fields["content-transfer-encoding"] != nil else { return false }
            return header.mediaType.hasPrefix("multipart/") || ["base64", "quoted-printable"].contains(header.transferEncoding)
        }
    }

    /// The parts of a mail, in their order.
    ///
    /// - Throws: `.unreadable` when a part cannot be stored.
    public static func read(_ source: ExportSource) throws(ImportError) -> [MailPart] {
        var walk = Walk(path: source.path)
        try source.withBytes { (bytes) throws(ImportError) in try walk.entity(bytes, 0..<bytes.count, group: nil, depth: 0) }
        return walk.parts
    }

    /// One mail being taken apart.
    private struct Walk {
        let path: String
        var parts: [MailPart] = []
        private var groups = 0

        init(path: String) { self.path = path }

        mutating func entity(_ bytes: Span<UInt8>, _ range: Range<Int>, group: Int?, depth: Int) throws(ImportError) {
            guard depth < MailParts.mostDepth, parts.count < MailParts.mostParts else { return }
            let header = MailHeader(bytes, at: range.lowerBound, end: range.upperBound)
            let body = min(header.bodyStart, range.upperBound)..<range.upperBound
            let type = header.mediaType
            if type.hasPrefix("multipart/"), let boundary = header.parameter("boundary", of: "content-type"), !boundary.isEmpty {
                var inner = group
                if type == "multipart/alternative", group == nil {
                    groups += 1
                    inner = groups
                }
                for piece in MailParts.pieces(bytes, body, boundary) { try entity(bytes, piece, group: inner, depth: depth + 1) }
            } else if type == "message/rfc822" {
                try entity(bytes, body, group: group, depth: depth + 1)
            } else {
                try leaf(bytes, body, header, type, group)
            }
        }

        private mutating func leaf(_ bytes: Span<UInt8>, _ body: Range<Int>, _ header: MailHeader, _ type: String, _ group: Int?) throws(ImportError) {
            guard !["image/", "audio/", "video/", "font/"].contains(where: { type.hasPrefix($0) }), body.count <= MailParts.mostBytes, !body.isEmpty else {
                return
            }
            let content: [UInt8]
            switch header.transferEncoding {
            case "base64": content = MailDecoding.base64(bytes, body)
            case "quoted-printable": content = MailDecoding.quotedPrintable(bytes, body)
            default:
                var copy: [UInt8] = []
                ByteScanning.append(body, of: bytes, to: &copy)
                content = copy
            }
            let given = header.parameter("filename", of: "content-disposition") ?? header.parameter("name", of: "content-type")
            let name =
                given.map { $0.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? "part" }
                ?? (type == "text/html" ? "text.html" : "text.txt")
            let hint = header.parameter("charset", of: "content-type").flatMap { TextEncoding(charset: $0) }
            let source = try ExportSource.decode(MappedBytes(content), path: "\(path)/\(name)", diskPath: nil, hint: hint)
            groups += group == nil ? 1 : 0
            parts.append(MailPart(source: source, group: group ?? groups))
        }
    }

    /// The pieces between the lines of a boundary.
    private static func pieces(_ bytes: Span<UInt8>, _ body: Range<Int>, _ boundary: String) -> [Range<Int>] {
        let mark = Array("--\(boundary)".utf8)
        var pieces: [Range<Int>] = []
        var start: Int?
        var at = body.lowerBound
        while at < body.upperBound, let line = ByteScanning.line(in: bytes, at: at) {
            let content = line.content
            if content.count >= mark.count, bytes[content.lowerBound] == 0x2D,
                ByteScanning.equal(content.lowerBound..<content.lowerBound + mark.count, of: bytes, mark)
            {
                if let start, content.lowerBound > start { pieces.append(start..<content.lowerBound) }
                let rest = content.lowerBound + mark.count
                if rest + 1 < content.upperBound, bytes[rest] == 0x2D, bytes[rest + 1] == 0x2D { return pieces }
                start = min(line.next, body.upperBound)
            }
            at = line.next
        }
        // A mail that was cut off: its last piece is what there is.
        if let start, start < body.upperBound { pieces.append(start..<body.upperBound) }
        return pieces
    }
}
