import ChatModel
import Glibc

/// An encoding in which exports are written.
public enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case gb18030 = "GB18030"
    case big5 = "Big5"
    case shiftJIS = "Shift_JIS"
    case cp949 = "CP949"
}

extension ExportSource {
    /// Finds the encoding of an input and shows it as valid UTF-8.
    static func decode(_ mapped: MappedBytes, path: String, diskPath: String?) throws(ImportError) -> ExportSource {
        let size = unsafe mapped.buffer.count
        func source(_ mapped: MappedBytes, start: Int, _ encoding: TextEncoding, _ diagnostics: [Diagnostic] = []) -> ExportSource {
            ExportSource(path: path, diskPath: diskPath, mapped: mapped, start: start, encoding: encoding, diagnostics: diagnostics, originalSize: size)
        }
        let bytes = unsafe mapped.buffer.bindMemory(to: UInt8.self)
        // A container has no text encoding: it is shown as it is, for whoever unpacks it.
        if unsafe ContainerKind.isContainer(Span(_unsafeElements: bytes)) { return source(mapped, start: 0, .utf8) }
        let mark = unsafe size >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
        guard let invalid = unsafe UTF8Validation.firstInvalid(bytes, from: mark, discarding: mapped) else {
            mapped.rewind()
            return source(mapped, start: mark, .utf8)
        }
        let (converted, encoding, diagnostics) = try Transcoding.convert(mapped, path: path, start: mark, firstInvalid: invalid)
        return source(converted, start: 0, encoding, diagnostics)
    }
}

/// Strict UTF-8 checking over large inputs.
enum UTF8Validation {
    /// The offset of the first byte that is not part of valid UTF-8, or nil; gives pages back as it goes.
    static func firstInvalid(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, discarding mapped: MappedBytes?) -> Int? {
        let step = 8 << 20
        var at = start
        while at < bytes.count {
            var end = min(at + step, bytes.count)
            while end < bytes.count, end > at, unsafe bytes[end] & 0xC0 == 0x80 { end -= 1 }
            if end == at { end = min(at + step, bytes.count) }
            if let bad = unsafe invalid(UnsafeBufferPointer(rebasing: bytes[at..<end])) { return at + bad }
            at = end
            mapped?.discard(upTo: at)
        }
        return nil
    }

    /// The offset of the first invalid byte in a piece that begins and ends at character borders.
    static func invalid(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        do throws(UTF8.ValidationError) {
            _ = try unsafe UTF8Span(validating: Span(_unsafeElements: bytes))
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }
}
