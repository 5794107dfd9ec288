/// Tells files that are no text at all.
enum BinaryContents {
    /// First bytes of files that sellers have beside their exports: pictures, sound, archives, databases, office files.
    private static let signatures: [[UInt8]] = [
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],  // PNG
        [0xFF, 0xD8, 0xFF],  // JPEG
        Array("GIF87a".utf8), Array("GIF89a".utf8), Array("RIFF".utf8), Array("OggS".utf8), Array("ID3\u{3}".utf8), Array("#!AMR".utf8),
        Array("%PDF-".utf8), Array("SQLite format 3\0".utf8),
        [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06],  // zip and what is made of it
        [0x1F, 0x8B], [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x28, 0xB5, 0x2F, 0xFD],
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],  // Office before 2007
        [0x7F, 0x45, 0x4C, 0x46], [0x02, 0x23, 0x21, 0x53, 0x49, 0x4C, 0x4B],  // programs; SILK voice
    ]

    /// Whether the bytes begin like a document of Office before 2007 (`.xls`, `.doc`).
    static func isCompoundFile(_ bytes: Span<UInt8>) -> Bool {
        bytes.count >= 8 && bytes[0] == 0xD0 && bytes[1] == 0xCF && bytes[2] == 0x11 && bytes[3] == 0xE0
    }

    /// Whether the bytes begin like a known binary format.
    static func hasSignature(_ bytes: Span<UInt8>) -> Bool {
        signatures.contains { signature in
            signature.count <= bytes.count && signature.indices.allSatisfy { bytes[$0] == signature[$0] }
        } || isMedia(bytes)
    }

    /// `ftyp` behind a size: MP4, HEIC and their family.
    private static func isMedia(_ bytes: Span<UInt8>) -> Bool { ByteScanning.has("ftyp", in: bytes, at: 4) && bytes[0] == 0 }

    /// Whether more than one byte in fifty of the head is a control character that no text has.
    static func isMostlyControls(_ bytes: Span<UInt8>) -> Bool {
        let end = min(bytes.count, 65_536)
        var controls = 0
        for i in 0..<end {
            let byte = bytes[i]
            if byte < 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 && byte != 0x1B && byte != 0x0C && byte != 0x1D { controls += 1 }
        }
        return controls > 8 && controls * 50 > end
    }
}
