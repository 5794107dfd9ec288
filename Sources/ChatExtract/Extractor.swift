import ChatModel

/// What must occur in a text before an extractor is asked about it.
public struct ExtractorTrigger: Sendable {
    /// At least one of these kinds of characters; empty asks for none.
    public var anyOf: ByteClasses
    /// And, where given, at least one of these characters beyond ASCII.
    public var characters: String
    /// One of these kinds of characters does instead of `characters`.
    public var orAnyOf: ByteClasses

    /// Asks for one of some kinds of characters and, where given, one of some characters beyond ASCII or of some other kinds.
    public init(anyOf: ByteClasses = [], characters: String = "", orAnyOf: ByteClasses = []) {
        self.anyOf = anyOf
        self.characters = characters
        self.orAnyOf = orAnyOf
    }
}

/// Tells in one pass over a text which extractors are worth asking.
struct TriggerTable: Sendable {
    /// For the low twelve bits of a character the extractors that wait for it.
    private var waiting = [UInt16](repeating: 0, count: 4096)
    /// For each set of kinds of characters the extractors that may be asked at all, and those that need no character for it.
    private var allowed = [UInt16](repeating: 0, count: 1024)
    private var free = [UInt16](repeating: 0, count: 1024)

    init(_ triggers: [ExtractorTrigger]) {
        for (i, trigger) in triggers.enumerated() where i < 16 {
            let bit: UInt16 = 1 << UInt16(i)
            for scalar in trigger.characters.unicodeScalars { waiting[Int(scalar.value & 4095)] |= bit }
            for kinds in 0..<1024 {
                let classes = ByteClasses(rawValue: UInt16(kinds))
                if trigger.anyOf.isEmpty || !trigger.anyOf.isDisjoint(with: classes) { allowed[kinds] |= bit }
                if trigger.characters.isEmpty || !trigger.orAnyOf.isDisjoint(with: classes) { free[kinds] |= bit }
            }
        }
    }

    /// One bit for each extractor that a text may hold something for.
    func extractors(for text: borrowing NormalizedText) -> UInt16 {
        let kinds = Int(text.classes.rawValue & 1023)
        let allowed = allowed[kinds]
        if allowed & ~free[kinds] == 0 { return allowed }
        var met = free[kinds]
        let count = text.bytes.count
        var at = 0
        while at &+ 2 < count {
            let lead = text.bytes[at]
            if lead & 0xF0 == 0xE0 {
                met |= waiting[Int(text.bytes[at &+ 1] & 63) << 6 | Int(text.bytes[at &+ 2] & 63)]
                at &+= 3
            } else {
                at &+= 1
            }
        }
        return allowed & met
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
