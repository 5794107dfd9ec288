import CICU
import ChatModel
import Glibc

/// Turns an input that is not valid UTF-8 into one that is, in an unlinked temporary file, a piece at a time.
///
/// What cannot be decoded becomes U+FFFD and is reported with its place.
enum Transcoding {
    /// Repairs UTF-8 with damaged places.
    static func repairUTF8(_ mapped: MappedBytes, path: String, start: Int) throws(ImportError) -> (MappedBytes, [Diagnostic]) {
        var output = try ConvertedText(path: path, code: "invalid-utf8", what: "bytes that are not UTF-8 were replaced by U+FFFD")
        let bytes = unsafe mapped.buffer.bindMemory(to: UInt8.self)
        var at = start
        while at < bytes.count {
            // A window at a time, so that its pages can go before the next one comes in.
            var limit = min(at + (8 << 20), bytes.count)
            while limit < bytes.count, limit > at + 1, unsafe bytes[limit] & 0xC0 == 0x80 { limit -= 1 }
            let window = unsafe UnsafeBufferPointer(rebasing: bytes[0..<limit])
            while at < limit {
                let bad = unsafe UTF8Validation.invalidRange(window, from: at, discarding: nil) ?? limit..<limit
                try unsafe output.append(UnsafeBufferPointer(rebasing: bytes[at..<bad.lowerBound]))
                if !bad.isEmpty { try output.appendReplacement(for: bad.count) }
                at = bad.upperBound
            }
            mapped.discard(upTo: at)
        }
        return try output.finish()
    }

    /// Converts a legacy encoding through ICU.
    static func fromLegacy(_ mapped: MappedBytes, path: String, _ encoding: TextEncoding) throws(ImportError) -> (MappedBytes, [Diagnostic]) {
        guard let name = encoding.converterName, let converter = unsafe cicu_open_strict(name.utf8Start) else {
            throw ImportError(.unreadable, "the converter for \(encoding.rawValue) is missing", at: SourcePosition(file: path))
        }
        defer { unsafe cicu_close(converter) }
        var output = try ConvertedText(path: path, code: "undecodable-bytes", what: "bytes that are not \(encoding.rawValue) were replaced by U+FFFD")
        output.note(encoding)
        let bytes = unsafe mapped.buffer.bindMemory(to: UInt8.self)
        guard let base = bytes.baseAddress else { return try output.finish() }
        var units = [UInt16](repeating: 0, count: 32_768)
        var at = 0
        while true {
            let end = min(at + 65_536, bytes.count)
            var input: UnsafePointer<UInt8>? = unsafe base + at
            var bad: Int32 = 0
            let capacity = Int32(units.count)
            let isLast = end == bytes.count
            let count = unsafe units.withUnsafeMutableBufferPointer { buffer in
                unsafe Int(cicu_decode(converter, buffer.baseAddress, capacity, &input, base + end, isLast ? 1 : 0, &bad))
            }
            for i in 0..<count { try output.append(unit: units[i]) }
            let reached = unsafe (input.map { unsafe UnsafeRawPointer(base).distance(to: UnsafeRawPointer($0)) }) ?? end
            if bad > 0 { try output.appendReplacement(for: Int(bad)) }
            let stands = reached == at && count == 0 && bad == 0
            at = reached
            mapped.discard(upTo: at)
            if stands || (isLast && at >= bytes.count && bad == 0 && count < units.count) { break }
        }
        return try output.finish()
    }

    /// Converts UTF-16.
    static func fromUTF16(_ mapped: MappedBytes, path: String, start: Int, _ encoding: TextEncoding) throws(ImportError) -> (MappedBytes, [Diagnostic]) {
        var output = try ConvertedText(path: path, code: "undecodable-bytes", what: "bytes that are not \(encoding.rawValue) were replaced by U+FFFD")
        output.note(encoding)
        let bytes = unsafe mapped.buffer.bindMemory(to: UInt8.self)
        let (high, low) = encoding == .utf16BigEndian ? (0, 1) : (1, 0)
        var at = start
        while at + 1 < bytes.count {
            try output.append(unit: unsafe UInt16(bytes[at + high]) << 8 | UInt16(bytes[at + low]))
            at += 2
            if at & 0xFFFF == 0 { mapped.discard(upTo: at) }
        }
        if at < bytes.count { try output.appendReplacement(for: 1) }
        return try output.finish()
    }
}
