/// A pair of rows that is more likely than not one person.
struct Edge: Sendable {
    var a: Int32
    var b: Int32
    var weight: Float
    /// Whether the pair may be joined on its own.
    var isStrong: Bool
}
