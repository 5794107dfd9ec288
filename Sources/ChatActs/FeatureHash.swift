/// Hashes of features: the same on every machine and in every run, since the weights are stored by them.
enum FeatureHash {
    static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Folds a value into a hash.
    @inline(__always)
    static func mix(_ hash: UInt64, _ value: UInt64) -> UInt64 {
        var h = (hash ^ value) &* 0x9E37_79B9_7F4A_7C15
        h ^= h >> 29
        return h &* 0xBF58_476D_1CE4_E5B9
    }

    @inline(__always)
    static func of(_ value: UInt32) -> UInt64 { mix(seed, UInt64(value)) }
}
