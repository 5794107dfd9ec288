import ChatBytes
import ChatModel

/// One line of a text export.
struct TextLine {
    /// The first byte of the content; a byte order mark at the head of the line is left out.
    var start: Int
    /// The byte behind the content: blanks at the end stay, the line end does not.
    var end: Int
    /// Where the next line begins.
    var next: Int
    /// 1-based.
    var number: Int
    /// What the line holds.
    var traits: LineTraits = []

    /// The content.
    var content: Range<Int> { start..<end }
}

/// What a line of a text export is.
enum LineRole {
    /// Text of the message that is open; outside of messages an anomaly.
    case text
    /// Text of the open message from an offset on.
    case textFrom(Int)
    /// The head of a message; its text begins behind it.
    case message(MessageHead)
    /// A known line that is nobody's text and ends the open message.
    case decoration
    /// A known line that is nobody's text and leaves the open message open.
    case skipped
}

/// What a header line tells of its message.
struct MessageHead {
    var conversation: Int32
    /// Index of the participant, or -1.
    var sender: Int32 = -1
    var sentAt: Timestamp?
    var kind: MessageKind = .text
    /// Where the text begins when it stands on the header's own line.
    var inlineText: Int?
    /// Where the text on the header's own line ends, when that is not the line's end.
    var inlineEnd: Int?
    /// Whether the line is the whole message.
    var isComplete = false
    /// Where the message begins, when that is not the line's start.
    var byteOffset: Int?
    /// Something the grammar wants to remember of the message until it is finished.
    var tag = 0
}

/// A message whose lines have been gathered, before it is pushed.
struct GatheredMessage {
    var head: MessageHead
    var line: Int
    var byteOffset: Int
    /// The text in the source, without blank lines around it.
    var text: Range<Int>
    /// What its lines hold, the header left out.
    var traits: LineTraits = []
    /// Whether a line of its text begins with a byte order mark.
    var hasInnerMark = false
    /// Text to push in place of the source's.
    var replacement: [UInt8]?
    var extra: MessageBatch.Extra? {
        get { extras.first }
        set { extras = newValue.map { [$0] } ?? [] }
    }
    /// At most one: few messages have it, and all are copied.
    private var extras: [MessageBatch.Extra] = []

    init(head: MessageHead, line: Int, byteOffset: Int, text: Range<Int>, traits: LineTraits, hasInnerMark: Bool) {
        self.head = head
        self.line = line
        self.byteOffset = byteOffset
        self.text = text
        self.traits = traits
        self.hasInnerMark = hasInnerMark
    }
}

/// Where the walk over the lines stands.
struct WalkState {
    /// Whether the line before was blank, decoration, or not there.
    var isAfterBlank = true
    /// Whether a message is open.
    var isOpen = false
    /// Whether the open message has text yet.
    var hasText = false
    /// Messages so far.
    var messages = 0
    /// The head of the open or last message.
    var head: MessageHead?

    /// Whether the first message has been met.
    var hasBegun: Bool { isOpen || messages > 0 }
}

/// The rules of one text format whose messages begin with a header line.
protocol TextGrammar {
    /// What a line that is not blank is.
    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole
    /// Last touches to a message: its kind, its payment, the words it quotes.
    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError)
}

extension TextGrammar {
    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        message.classify(in: bytes)
    }

    /// Reads a whole file.
    mutating func read(_ bytes: Span<UInt8>, into output: MessageOutput) throws(ImportError) {
        var walk = TextWalk()
        try walk.run(&self, bytes, output)
    }
}

extension GatheredMessage {
    /// What an exporter of WeChat wrote for a payment, a quote or a picture becomes kind, payment and quote; the text keeps the sender's own words.
    mutating func render(in bytes: Span<UInt8>, quotes: QuoteStyle? = nil) {
        guard traits.contains(.carriageReturn), ByteScanning.first(0x0D, in: bytes, text) != nil else {
            guard let rendered = WeChatRendering.read(bytes, text, quotes: quotes) else { return }
            text = rendered.text
            apply(rendered)
            return
        }
        var lines: [UInt8] = []
        ByteScanning.appendLines(text, of: bytes, to: &lines)
        guard let rendered = WeChatRendering.read(lines.span, 0..<lines.count, quotes: quotes) else { return }
        replacement = Array(lines[rendered.text])
        apply(rendered)
    }

    private mutating func apply(_ rendered: RenderedMessage) {
        if rendered.kind != .text, head.kind == .text { head.kind = rendered.kind }
        guard rendered.payment != nil || rendered.quote != nil else { return }
        var more = extra ?? MessageBatch.Extra()
        if let payment = rendered.payment { more.payment = payment }
        if let quote = rendered.quote { more.quote = quote }
        extra = more
    }

    /// Gives the message the kind that its text shows.
    mutating func classify(in bytes: Span<UInt8>) {
        guard head.kind == .text, text.lowerBound < text.upperBound else { return }
        let first = bytes[text.lowerBound]
        guard first == 0x5B || first == 0xE3 || first == 0x20 else { return }
        if let kind = PlaceholderText.kind(bytes, text) { head.kind = kind }
    }
}
