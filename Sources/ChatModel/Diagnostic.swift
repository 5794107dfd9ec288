/// An anomaly in the data that did not stop the reading: where, what kind, how often.
///
/// A diagnostic never holds message text, names or numbers from the input.
public struct Diagnostic: Hashable, Sendable {
    /// How much the user should care.
    public enum Severity: Int, Sendable, Comparable {
        case note, warning, error
        /// Orders notes before warnings before errors.
        public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
    }

    /// A stable kebab-case name, such as `invalid-utf8`.
    public var code: String
    /// How much the user should care.
    public var severity: Severity
    /// Where it was seen first.
    public var position: SourcePosition
    /// What was seen, in English, without anything from the input's contents.
    public var message: String
    /// How many bytes of the input it covers, 0 when none were lost.
    public var byteCount: Int
    /// How often the same thing was seen in this input.
    public var count: Int

    /// An anomaly at a place.
    public init(_ code: String, _ severity: Severity = .warning, at position: SourcePosition, _ message: String, byteCount: Int = 0, count: Int = 1) {
        self.code = code
        self.severity = severity
        self.position = position
        self.message = message
        self.byteCount = byteCount
        self.count = count
    }
}

/// Why a file or a run cannot go on.
public struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong; grows without breaking callers.
    public struct Code: Hashable, Sendable {
        /// A stable kebab-case name.
        public let name: String
        private init(_ name: String) { self.name = name }

        /// The input cannot be opened or read.
        public static let unreadable = Code("unreadable")
        /// No reader knows the input's format.
        public static let unknownFormat = Code("unknown-format")
        /// The input is of a known format that holds nothing to read; the message says what to export instead.
        public static let unsupported = Code("unsupported")
        /// The input is encrypted; the user must decrypt it first.
        public static let encrypted = Code("encrypted")
        /// The input breaks a stated limit, such as an archive that unpacks to too much.
        public static let limitExceeded = Code("limit-exceeded")
        /// The input is damaged beyond reading on.
        public static let damaged = Code("damaged")
        /// An output cannot be written.
        public static let cannotWrite = Code("cannot-write")
        /// The pool file cannot be used.
        public static let poolUnusable = Code("pool-unusable")
        /// The settings file cannot be taken.
        public static let badSettings = Code("bad-settings")
        /// The receiver of the messages asked to stop.
        public static let stopped = Code("stopped")
    }

    /// What went wrong.
    public var code: Code
    /// One sentence for the user, without personal data.
    public var message: String
    /// Where, when a place is known.
    public var position: SourcePosition?
    /// The system's errno, when it was the system that refused.
    public var systemError: Int32?

    /// An error that ends a file or a run.
    public init(_ code: Code, _ message: String, at position: SourcePosition? = nil, systemError: Int32? = nil) {
        self.code = code
        self.message = message
        self.position = position
        self.systemError = systemError
    }

    /// `where: sentence`.
    public var description: String { position.map { "\($0): \(message)" } ?? message }
}
