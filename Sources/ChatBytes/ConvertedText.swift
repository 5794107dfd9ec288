import ChatModel

/// UTF-8 being written to an unlinked temporary file, with the places where something could not be decoded.
struct ConvertedText: ~Copyable {
    private let file: TemporaryFile
    private let path: String
    private let code: String
    private let what: String
    private var buffer: [UInt8] = []
    private var written = 0
    private var pendingHigh: UInt16?
    private var diagnostics: [Diagnostic] = []
    private var reported = 0
    private static let bufferSize = 256 << 10
    /// How many damaged places are told one by one; the last one told counts the rest.
    private static let reportedPlaces = 20

    init(path: String, code: String, what: String) throws(ImportError) {
        file = try TemporaryFile()
        self.path = path
        self.code = code
        self.what = what
        buffer.reserveCapacity(Self.bufferSize + 64)
    }

    /// Tells the user which encoding was found.
    mutating func note(_ encoding: TextEncoding) {
        diagnostics.append(Diagnostic("encoding", .note, at: SourcePosition(file: path), "converted from \(encoding.rawValue)"))
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(ImportError) {
        guard bytes.count < Self.bufferSize else {
            try flush()
            try unsafe file.write(UnsafeRawBufferPointer(bytes))
            written += bytes.count
            return
        }
        unsafe buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    mutating func append(_ bytes: [UInt8]) throws(ImportError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Adds a UTF-16 unit; surrogates are joined, lone ones replaced.
    mutating func append(unit: UInt16) throws(ImportError) {
        if unit < 0x80, pendingHigh == nil {
            buffer.append(UInt8(truncatingIfNeeded: unit))
        } else if let high = pendingHigh {
            pendingHigh = nil
            guard 0xDC00...0xDFFF ~= unit else {
                try appendReplacement(for: 2)
                try append(unit: unit)
                return
            }
            let scalar = 0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(unit & 0x3FF))
            buffer.append(UInt8(0xF0 | scalar >> 18))
            buffer.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            buffer.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            buffer.append(UInt8(0x80 | scalar & 0x3F))
        } else if 0xD800...0xDBFF ~= unit {
            pendingHigh = unit
        } else if 0xDC00...0xDFFF ~= unit {
            try appendReplacement(for: 2)
        } else if unit < 0x800 {
            buffer.append(UInt8(0xC0 | unit >> 6))
            buffer.append(UInt8(0x80 | unit & 0x3F))
        } else {
            buffer.append(UInt8(0xE0 | unit >> 12))
            buffer.append(UInt8(0x80 | unit >> 6 & 0x3F))
            buffer.append(UInt8(0x80 | unit & 0x3F))
        }
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Puts U+FFFD where so many bytes could not be decoded.
    mutating func appendReplacement(for byteCount: Int) throws(ImportError) {
        reported += 1
        if reported <= Self.reportedPlaces {
            let position = SourcePosition(file: path, byteOffset: written + buffer.count)
            diagnostics.append(Diagnostic(code, .warning, at: position, what, byteCount: byteCount))
        } else {
            diagnostics[diagnostics.count - 1].count += 1
            diagnostics[diagnostics.count - 1].byteCount += byteCount
        }
        buffer.append(contentsOf: [0xEF, 0xBF, 0xBD])
        if buffer.count >= Self.bufferSize { try flush() }
    }

    private mutating func flush() throws(ImportError) {
        try file.write(buffer)
        written += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    /// The text as mapped bytes, and what was met on the way.
    consuming func finish() throws(ImportError) -> (MappedBytes, [Diagnostic]) {
        if pendingHigh != nil {
            pendingHigh = nil
            try appendReplacement(for: 2)
        }
        try flush()
        return (try MappedBytes(descriptor: file.descriptor, path: path), diagnostics)
    }
}
