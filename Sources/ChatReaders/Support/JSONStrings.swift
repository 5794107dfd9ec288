import ChatBytes

/// Lists of strings.
enum JSONStrings {
    /// The strings of a list that are not empty; a string alone is a list of one.
    static func read(_ value: JSONValue, _ bytes: Span<UInt8>) -> [String] {
        guard value.isArray else { return value.isString ? [value.text(in: bytes)].compactMap { $0 } : [] }
        var result: [String] = []
        var scanner = JSONScanner(bytes, at: value)
        _ = scanner.enterArray(bytes)
        while scanner.nextElement(bytes) {
            if let text = scanner.value(bytes).text(in: bytes) { result.append(text) }
        }
        return result
    }
}
