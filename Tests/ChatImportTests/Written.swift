import ChatBytes
import ChatModel
import Foundation
import PoolWriters

/// What a writer makes of a pool.
enum Written {
    static func text(_ writer: any PoolWriter, _ contents: PoolContents) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try writer.write(contents, to: folder.appending(path: "x.\(writer.format.fileExtension)").path)
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).map {
            // A workbook is looked at as the table readers see it, every sheet after the other.
            guard $0.pathExtension == "xlsx" else { return String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
            return try ExportSource.open($0.path).withBytes { bytes in String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self) }
        }
        .joined()
    }
}
