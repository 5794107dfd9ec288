/// Reads the packed table of weights front to back; little-endian.
struct TableFile {
    /// The table is cut off or none of ours.
    struct Damaged: Error {}

    private let contents: [UInt8]
    private var at = 0

    init(_ contents: [UInt8]) { self.contents = contents }

    mutating func bytes(_ count: Int) throws(Damaged) -> ArraySlice<UInt8> {
        guard count >= 0, count <= contents.count - at else { throw Damaged() }
        defer { at += count }
        return contents[at..<at + count]
    }

    mutating func word() throws(Damaged) -> UInt32 {
        try bytes(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func doubleWord() throws(Damaged) -> UInt64 {
        let eight = try bytes(8)
        return unsafe eight.withUnsafeBytes { unsafe $0.loadUnaligned(as: UInt64.self) }.littleEndian
    }

    mutating func number() throws(Damaged) -> Float { Float(bitPattern: try word()) }

    mutating func numbers(_ count: Int) throws(Damaged) -> [Float] {
        var result: [Float] = []
        for _ in 0..<count { result.append(try number()) }
        return result
    }

    /// A line of words.
    mutating func words() throws(Damaged) -> [String] {
        let length = Int(try word())
        return String(decoding: try bytes(length), as: UTF8.self).split(separator: " ").map(String.init)
    }
}
