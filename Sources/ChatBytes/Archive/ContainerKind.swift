/// What kind of container some bytes are, by their signature and, for a zip, its members.
public enum ContainerKind: Sendable, Hashable {
    /// An archive whose members are inputs of their own: zip, tar, gzip, 7z, rar, bzip2, xz, zstd.
    case archive
    /// An Excel workbook, which is a zip.
    case workbook
    /// Another document that is a zip: a text or slide document, an application.
    case document

    /// Whether bytes begin like a container.
    public static func isContainer(_ head: Span<UInt8>) -> Bool { Signature(head) != nil }

    /// Whether bytes begin like a container.
    public static func isContainer(_ head: [UInt8]) -> Bool { isContainer(head.span) }

    enum Signature {
        case zip, tar, sevenZip, rar
        /// One compressed stream: a tar inside, or a bare file.
        case stream

        init?(_ head: Span<UInt8>) {
            func begins(_ magic: [UInt8], at offset: Int = 0) -> Bool {
                guard head.count >= offset + magic.count else { return false }
                for i in magic.indices where head[offset + i] != magic[i] { return false }
                return true
            }
            if begins([0x50, 0x4B, 3, 4]) || begins([0x50, 0x4B, 5, 6]) || begins([0x50, 0x4B, 7, 8]) {
                self = .zip
            } else if begins([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) {
                self = .sevenZip
            } else if begins([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07]) {
                self = .rar
            } else if begins(Array("ustar".utf8), at: 257) {
                self = .tar
            } else if begins([0x1F, 0x8B, 8]) || begins([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) || begins([0x28, 0xB5, 0x2F, 0xFD])
                || (begins([0x42, 0x5A, 0x68]) && begins([0x31, 0x41, 0x59, 0x26, 0x53, 0x59], at: 4))
            {
                self = .stream
            } else {
                return nil
            }
        }
    }
}
