import ChatModel

/// Where a member's bytes go: memory while they are few, then a file without a name.
final class MemberStore {
    private var bytes: [UInt8] = []
    private var file: TemporaryFile?
    private let memoryBytes: Int

    init(memoryBytes: Int = 1 << 20) { self.memoryBytes = memoryBytes }

    func append(_ piece: UnsafeRawBufferPointer) throws(ImportError) {
        if file == nil, bytes.count &+ piece.count > memoryBytes {
            let file = try TemporaryFile()
            try file.write(bytes)
            bytes = []
            self.file = file
        }
        if let file { try unsafe file.write(piece) } else { unsafe bytes.append(contentsOf: piece) }
    }

    /// The bytes while they are few enough to be in memory.
    var inMemory: [UInt8]? { file == nil ? bytes : nil }

    func mapped(path: String) throws(ImportError) -> MappedBytes {
        guard let file else { return MappedBytes(bytes) }
        return try MappedBytes(descriptor: file.descriptor, path: path)
    }
}
