import CDeskData

/// The files that the desk brings along, compiled into the program: templates, style, script, words.
enum DeskFiles {
    /// The bytes of every file by its name.
    static let all: [String: [UInt8]] = {
        var files: [String: [UInt8]] = [:]
        for i in 0..<desk_file_count() {
            var bytes: [UInt8] = []
            unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: desk_file_start(i), count: desk_file_size(i)))
            files[unsafe String(cString: desk_file_name(i))] = bytes
        }
        return files
    }()

    /// The text of a file; empty where there is none.
    static func text(_ name: String) -> String { String(decoding: all[name] ?? [], as: UTF8.self) }
}
