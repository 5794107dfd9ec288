import CSystem
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
    case windows1252 = "Windows-1252"

    /// The encoding that a mail names; nil for names that are not known here.
    init?(charset: String) {
        switch charset.lowercased() {
        case "utf-8", "utf8", "us-ascii", "ascii": self = .utf8
        case "gb18030", "gbk", "gb2312", "x-gbk", "cp936", "hz-gb-2312": self = .gb18030
        case "big5", "big5-hkscs", "cp950": self = .big5
        case "shift_jis", "shift-jis", "sjis", "cp932", "windows-31j": self = .shiftJIS
        case "euc-kr", "ks_c_5601-1987", "cp949", "uhc": self = .cp949
        case "iso-8859-1", "iso-8859-15", "windows-1252", "latin1": self = .windows1252
        default: return nil
        }
    }

    /// A short text in UTF-8, its encoding known or guessed; the bytes as they are where they cannot be put aside.
    static func utf8(of raw: [UInt8], hint: TextEncoding?) -> [UInt8] {
        guard let source = try? ExportSource.decode(MappedBytes(raw), path: "", diskPath: nil, hint: hint) else { return raw }
        return source.head(1 << 16)
    }

    /// A short text of this encoding in UTF-8.
    func utf8(of raw: [UInt8]) -> [UInt8] { raw.allSatisfy { $0 < 0x80 } ? raw : Self.utf8(of: raw, hint: self) }

    /// The name under which ICU knows it; nil for the Unicode forms, which are converted here.
    var converterName: StaticString? {
        switch self {
        case .utf8, .utf16LittleEndian, .utf16BigEndian: nil
        case .gb18030: "gb18030"
        case .big5: "windows-950-2000"
        case .shiftJIS: "ibm-943_P15A-2003"
        case .cp949: "windows-949-2000"
        case .windows1252: "windows-1252"
        }
    }
}

extension ExportSource {
    /// Finds the encoding of an input and shows it as valid UTF-8.
    ///
    /// A binary file (a picture, an archive) is shown as it is, with `looksBinary` set; a workbook is shown as the text of its tables, a Word
    /// document as the part that holds its text.
    static func decode(
        _ mapped: MappedBytes, path: String, diskPath: String?, archive: ArchiveSiblings? = nil, opensWorkbooks: Bool = true,
        hint: TextEncoding? = nil
    ) throws(ImportError) -> ExportSource {
        let size = unsafe mapped.buffer.count
        func source(_ mapped: MappedBytes, start: Int, _ encoding: TextEncoding, _ diagnostics: [Diagnostic] = [], isBinary: Bool = false) -> ExportSource {
            ExportSource(
                path: path, diskPath: diskPath, mapped: mapped, start: start, encoding: encoding, diagnostics: diagnostics, originalSize: size,
                looksBinary: isBinary, archive: archive)
        }
        /// What a mail says of its part, unless it says UTF-8, which the bytes are not.
        func named(_ hint: TextEncoding?) -> TextEncoding? { hint == .utf8 ? nil : hint }
        let bytes = unsafe mapped.buffer.bindMemory(to: UInt8.self)
        let span = unsafe Span(_unsafeElements: bytes)
        if BinaryContents.hasSignature(span) {
            let raw = source(mapped, start: 0, .utf8, isBinary: true)
            guard opensWorkbooks else { return raw }
            do throws(ImportError) {
                if BinaryContents.isCompoundFile(span) {
                    if let (tables, diagnostics) = try BinaryWorkbook.convert(span, path: path) { return source(tables, start: 0, .utf8, diagnostics) }
                    // What else it is ``FileHint`` says.
                    return raw
                }
                let kind = Archive.kind(of: raw)
                guard kind == .workbook || kind == .document else { return raw }
                if kind == .document {
                    if let tables = try MarkupTables.convert(raw) { return source(tables, start: 0, .utf8) }
                    return try PackagedDocument(raw).wordText().map { source($0.mapped, start: 0, .utf8, $0.diagnostics) } ?? raw
                }
                let (tables, diagnostics) = try WorkbookText.convert(raw)
                return source(tables, start: 0, .utf8, diagnostics)
            } catch  where error.code == .damaged || error.code == .encrypted {
                // One bad workbook must not end the archive that it stands in.
                let said = Diagnostic("workbook-\(error.code.name)", .error, at: SourcePosition(file: path), error.message)
                return source(mapped, start: 0, .utf8, [said], isBinary: true)
            }
        }
        if let (encoding, start) = EncodingEvidence.wideEncoding(span) {
            let (converted, diagnostics) = try Transcoding.fromUTF16(mapped, path: path, start: start, encoding)
            return source(converted, start: 0, encoding, diagnostics)
        }
        let mark = ByteScanning.has("\u{FEFF}", in: span, at: 0) ? 3 : 0
        guard let invalid = unsafe UTF8Validation.firstInvalid(bytes, from: mark, discarding: mapped) else {
            mapped.rewind()
            return source(mapped, start: mark, .utf8, isBinary: BinaryContents.isMostlyControls(span))
        }
        mapped.rewind()
        let encoding = mark > 0 ? .utf8 : named(hint) ?? EncodingEvidence.encoding(span, firstInvalid: invalid)
        if encoding == .utf8, BinaryContents.isMostlyControls(span) { return source(mapped, start: 0, .utf8, isBinary: true) }
        let (converted, diagnostics) =
            encoding == .utf8
            ? try Transcoding.repairUTF8(mapped, path: path, start: mark) : try Transcoding.fromLegacy(mapped, path: path, encoding)
        return source(converted, start: 0, encoding, diagnostics)
    }
}

/// Strict UTF-8 checking over large inputs.
enum UTF8Validation {
    /// The offset of the first byte that is not part of valid UTF-8, or nil; gives pages back as it goes.
    static func firstInvalid(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, discarding mapped: MappedBytes?) -> Int? {
        unsafe invalidRange(bytes, from: start, discarding: mapped)?.lowerBound
    }

    /// The first sequence of bytes that is not valid UTF-8 (a cut character is one sequence), or nil; gives pages back as it goes.
    static func invalidRange(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, discarding mapped: MappedBytes?) -> Range<Int>? {
        let step = 8 << 20
        var at = start
        while at < bytes.count {
            var end = min(at + step, bytes.count)
            var back = 0
            while end < bytes.count, end > at, back < 4, unsafe bytes[end] & 0xC0 == 0x80 {
                end -= 1
                back += 1
            }
            if end == at || back == 4 { end = min(at + step, bytes.count) }
            if let bad = unsafe invalid(UnsafeBufferPointer(rebasing: bytes[at..<end])) {
                return at + bad.lowerBound..<at + max(bad.upperBound, bad.lowerBound + 1)
            }
            at = end
            mapped?.discard(upTo: at)
        }
        return nil
    }

    /// The first invalid sequence in a piece that begins and ends at character borders.
    private static func invalid(_ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        if let base = bytes.baseAddress, unsafe csystem_is_utf8(base, bytes.count) == 1 { return nil }
        do throws(UTF8.ValidationError) {
            _ = try unsafe UTF8Span(validating: Span(_unsafeElements: bytes))
            return nil
        } catch {
            return error.byteOffsets
        }
    }
}
