/// Sets of things that are joined pairwise.
struct Components: Sendable {
    private var parent: [Int32]

    init(_ count: Int) { parent = (0..<Int32(count)).map { $0 } }

    mutating func root(_ i: Int) -> Int {
        var i = Int32(truncatingIfNeeded: i)
        while parent[Int(i)] != i {
            parent[Int(i)] = parent[Int(parent[Int(i)])]
            i = parent[Int(i)]
        }
        return Int(i)
    }

    mutating func join(_ a: Int, _ b: Int) {
        let (x, y) = (root(a), root(b))
        if x < y { parent[y] = Int32(truncatingIfNeeded: x) } else { parent[x] = Int32(truncatingIfNeeded: y) }
    }
}
