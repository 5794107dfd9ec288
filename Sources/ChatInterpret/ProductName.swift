/// How names of products are compared.
enum ProductName {
    /// Whether one name is the other or a piece of it: 面膜 and 补水面膜.
    static func isSame(_ a: String, _ b: String) -> Bool {
        let (long, short) = a.utf8.count >= b.utf8.count ? (a, b) : (b, a)
        return holds(long, short)
    }

    /// Whether a text holds a piece, byte for byte.
    static func holds(_ text: String, _ piece: String) -> Bool {
        let count = piece.utf8.count
        guard count > 0 else { return true }
        let (a, b) = (text.utf8.span, piece.utf8.span)
        guard a.count >= count else { return false }
        for at in 0...a.count - count where a[at] == b[0] {
            var i = 1
            while i < count, a[at &+ i] == b[i] { i &+= 1 }
            if i == count { return true }
        }
        return false
    }
}
