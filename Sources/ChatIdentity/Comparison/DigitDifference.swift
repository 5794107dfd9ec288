/// How two numbers differ, digit by digit from the last.
struct DigitDifference {
    /// Digits that differ.
    private(set) var count = 0
    /// Whether they differ by two digits that have changed places.
    private(set) var isSwap = false

    init(_ a: UInt32, _ b: UInt32) {
        var (x, y) = (a, b)
        var first: (UInt32, UInt32) = (0, 0)
        while x > 0 || y > 0 {
            let (left, right) = (x % 10, y % 10)
            if left != right {
                count += 1
                if count == 1 { first = (left, right) }
                isSwap = count == 2 && first == (right, left)
            }
            x /= 10
            y /= 10
        }
    }
}
