import ChatModel

/// What must occur in a text before an extractor is asked about it.
public struct ExtractorTrigger: Sendable {
    /// At least one of these kinds of characters; empty asks for none.
    public var anyOf: ByteClasses
    /// And, where given, at least one character that shares a bit with this fingerprint.
    public var characters: CharacterSignature?

    /// Asks for one of some kinds of characters and, where given, one of some characters beyond ASCII.
    public init(anyOf: ByteClasses = [], characters: String? = nil) {
        self.anyOf = anyOf
        self.characters = characters.map { CharacterSignature($0) }
    }

    /// Whether a text may hold what the extractor looks for.
    @inline(__always)
    public func fires(on text: NormalizedText) -> Bool {
        guard anyOf.isEmpty || !anyOf.isDisjoint(with: text.classes) else { return false }
        guard let characters else { return true }
        return characters.mayShare(text.signature)
    }
}

/// Recognises one kind of fact in a text.
///
/// Pure: the same text always gives the same findings, whatever stood before it. Ranges of findings are of the original text. Never traps, whatever the bytes.
public protocol Extractor: Sendable {
    /// The extractor's name: the fixture file `fixtures/extract/<id>.txt` and the first part of its rules carry it.
    static var id: String { get }
    /// What must occur in a text before it is worth asking.
    var trigger: ExtractorTrigger { get }
    /// Adds what it finds.
    func extract(_ message: borrowing MessageText, into findings: inout TextFindings)
}
