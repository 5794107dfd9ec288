import ChatBytes
import ChatModel

/// The participants of a text by their names' bytes, so that a header line needs neither a string nor the output.
struct SenderNames {
    private var names = NameTable()

    /// The participant of a bare name.
    mutating func participant(_ name: Range<Int>, of bytes: Span<UInt8>, _ output: MessageOutput) -> Int32 {
        if let index = names.index(of: name, in: bytes, tag: 0) { return index }
        let index = output.participant(named: name, of: bytes)
        names.insert(name, of: bytes, tag: 0, index: index)
        return index
    }

    /// The participant of a name that is escaped for HTML and JavaScript.
    mutating func participant(escaped name: Range<Int>, of bytes: Span<UInt8>, _ output: MessageOutput) -> Int32 {
        if let index = names.index(of: name, in: bytes, tag: 0) { return index }
        let index = output.participant(escapedName: name, of: bytes)
        names.insert(name, of: bytes, tag: 0, index: index)
        return index
    }

    /// The participant of a name with an account's id, which stand side by side.
    mutating func participant(_ name: Range<Int>, id: Range<Int>, of bytes: Span<UInt8>, _ output: MessageOutput) -> Int32 {
        let key = min(name.lowerBound, id.lowerBound)..<max(name.upperBound, id.upperBound)
        if let index = names.index(of: key, in: bytes, tag: 3) { return index }
        let index = output.participant(named: name, id: id, of: bytes)
        names.insert(key, of: bytes, tag: 3, index: index)
        return index
    }
}
