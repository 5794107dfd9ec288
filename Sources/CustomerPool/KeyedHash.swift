import CKeyedHash
import ChatModel
import GRDB

/// A keyed hash as hexadecimal digits: 128 bits of HMAC-SHA256 under the pool's own key.
typealias PoolHash = String

extension PoolStore {
    /// The hash of a text under the pool's key, which is made at random when it is first wanted.
    func keyedHash(_ db: Database, _ text: String) throws -> PoolHash { KeyedHash(key: try hashKey(db)).of(text) }

    func hashKey(_ db: Database) throws -> [UInt8] {
        if let known = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'hash key'") { return Array(known.utf8) }
        var random = SystemRandomNumberGenerator()
        let key = KeyedHash.hexadecimal((0..<32).map { _ in UInt8.random(in: 0...255, using: &random) })
        try db.execute(sql: "INSERT OR IGNORE INTO setting (name, value) VALUES ('hash key', ?)", arguments: [key])
        return Array(key.utf8)
    }
}

/// Hashes texts under one key.
struct KeyedHash: Sendable {
    let key: [UInt8]

    /// The hash of a text's UTF-8 bytes.
    func of(_ text: String) -> PoolHash {
        let bytes = Array(text.utf8)
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe key.withUnsafeBufferPointer { key in
            unsafe bytes.withUnsafeBufferPointer { bytes in
                unsafe digest.withUnsafeMutableBufferPointer { out in
                    guard let target = out.baseAddress, let keyStart = key.baseAddress else { return }
                    // An empty array has no address; the length of 0 keeps the library from reading there.
                    unsafe ckeyedhash_sha256(keyStart, key.count, bytes.baseAddress ?? keyStart, bytes.count, target)
                }
            }
        }
        return Self.hexadecimal(Array(digest.prefix(16)))
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
