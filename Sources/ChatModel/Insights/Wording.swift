/// A sentence for the seller, in Chinese and in English.
public struct Wording: Hashable, Sendable, Codable {
    /// What workbooks and pages show.
    public var chinese: String
    /// What the terminal shows outside a Chinese locale.
    public var english: String

    /// One sentence in both languages.
    public init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }
}

/// What was concluded, by which rule, and where the facts behind it were said.
public struct Reason: Hashable, Sendable, Codable {
    /// A stable kebab-case name of the rule: `stage-lapsed`, `repurchase-overdue`.
    public var rule: String
    /// The conclusion with its figures.
    public var words: Wording
    /// Where the facts were said; the most telling first, at most three.
    public var evidence: [Evidence]

    /// A conclusion and what it rests on.
    public init(_ rule: String, _ words: Wording, evidence: [Evidence] = []) {
        self.rule = rule
        self.words = words
        self.evidence = evidence
    }
}
