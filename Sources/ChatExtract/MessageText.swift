/// One message as all extractors see it: the normalised text and its number runs, worked out once and shared.
///
/// Meant to be used again for message after message: `load` keeps the memory.
public struct MessageText: Sendable {
    /// The text, its view, and what kinds of characters it has.
    public private(set) var text = NormalizedText()
    /// Every number of the text, in order, each classified once; no two overlap.
    public private(set) var numbers: [NumberRun] = []
    private var scanner = NumberScanner()

    /// ISO 3166 alpha-2 of the country in which numbers without a country's code are dialled.
    public var home: String {
        get { scanner.home }
        set { scanner.home = newValue }
    }

    /// An empty message.
    public init() {}

    /// A message's text.
    public init(_ text: String) {
        load(Array(text.utf8).span)
    }

    /// Takes another message's text.
    public mutating func load(_ bytes: Span<UInt8>) {
        text.load(bytes)
        numbers.removeAll(keepingCapacity: true)
        if text.classes.contains(.digit) { scanner.scan(text, into: &numbers) }
    }

    /// The number that a byte of the view belongs to.
    public func number(at offset: Int) -> NumberRun? {
        var low = 0
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low < numbers.count && numbers[low].range.contains(offset) ? numbers[low] : nil
    }
}
