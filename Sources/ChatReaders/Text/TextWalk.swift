import ChatBytes
import ChatModel

/// Walks over the lines of a text export and gathers them into messages as a grammar says.
///
/// A message's text is one piece of the source, so that a line costs its search and the grammar's look at it and no copying.
struct TextWalk {
    private var state = WalkState()
    private var line = 0
    private var messageStart = 0
    private var messageLine = 0
    private var textStart = -1
    private var textEnd = 0
    private var textTraits: LineTraits = []
    private var hasInnerMark = false
    /// The byte behind the last thing accounted for.
    private var accounted = 0

    mutating func run<Grammar: TextGrammar>(_ grammar: inout Grammar, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        var at = 0
        while let (found, traits) = ByteScanning.scannedLine(in: bytes, at: at) {
            line += 1
            var content = found.content
            if content.count >= 3, bytes[content.lowerBound] == 0xEF, bytes[content.lowerBound + 1] == 0xBB, bytes[content.lowerBound + 2] == 0xBF {
                content = content.lowerBound + 3..<content.upperBound
                hasInnerMark = true
            }
            if content.isEmpty || (bytes[content.lowerBound] <= 0x20 && TextScan.isBlank(bytes, content)) {
                state.isAfterBlank = true
                at = found.next
                continue
            }
            let current = TextLine(start: content.lowerBound, end: content.upperBound, next: found.next, number: line, traits: traits)
            let role = try grammar.role(of: current, in: bytes, state, output)
            switch role {
            case .text: addText(current, output)
            case .textFrom(let offset):
                var piece = current
                piece.start = min(offset, current.end)
                addText(piece, output)
            case .message(let head): try open(head, current, &grammar, bytes, output, start: head.byteOffset ?? at)
            case .decoration:
                try close(&grammar, bytes, output, at)
                accountDecoration(found.next, output)
            case .skipped: if !state.isOpen { accountDecoration(found.next, output) }
            }
            if case .decoration = role { state.isAfterBlank = true } else { state.isAfterBlank = false }
            at = found.next
        }
        try close(&grammar, bytes, output, bytes.count)
        accountDecoration(bytes.count, output)
    }

    private mutating func addText(_ current: TextLine, _ output: MessageOutput) {
        if state.isOpen {
            if textStart < 0 { textStart = current.start }
            textEnd = current.end
            textTraits.formUnion(current.traits)
            state.hasText = true
        } else {
            let isBefore = state.messages == 0
            accountDecoration(current.start, output)
            output.report(
                isBefore ? "text-before-messages" : "text-outside-message", line: current.number, byteOffset: current.start,
                byteCount: current.next - accounted, isBefore ? "a line before the first message" : "a line that belongs to no message")
            accounted = current.next
        }
    }

    private mutating func open<Grammar: TextGrammar>(
        _ head: MessageHead, _ current: TextLine, _ grammar: inout Grammar, _ bytes: Span<UInt8>, _ output: MessageOutput, start: Int
    ) throws(ImportError) {
        if state.isOpen, start > current.start {
            if textStart < 0 { textStart = current.start }
            textEnd = start
            textTraits.formUnion(current.traits)
        }
        try close(&grammar, bytes, output, start)
        accountDecoration(start, output)
        state.isOpen = true
        state.head = head
        messageStart = start
        messageLine = current.number
        textStart = -1
        textEnd = start
        textTraits = []
        hasInnerMark = false
        state.hasText = false
        if let inline = head.inlineText {
            let end = head.inlineEnd ?? current.end
            textStart = min(inline, end)
            textEnd = end
            textTraits = ByteScanning.traits(of: bytes, textStart..<textEnd)
            if current.traits.contains(.carriageReturn) { textTraits.insert(.carriageReturn) }
            state.hasText = end > inline
        }
        if head.isComplete { try close(&grammar, bytes, output, current.next) }
    }

    private mutating func close<Grammar: TextGrammar>(
        _ grammar: inout Grammar, _ bytes: Span<UInt8>, _ output: MessageOutput, _ end: Int
    ) throws(ImportError) {
        guard state.isOpen, let head = state.head else { return }
        state.isOpen = false
        state.messages += 1
        var message = GatheredMessage(
            head: head, line: messageLine, byteOffset: messageStart, text: textStart < 0 ? textEnd..<textEnd : textStart..<max(textStart, textEnd),
            traits: textTraits, hasInnerMark: hasInnerMark)
        try grammar.finish(&message, in: bytes, output)
        try output.push(message, of: bytes)
        output.account(messageBytes: end - accounted)
        accounted = end
    }

    private mutating func accountDecoration(_ end: Int, _ output: MessageOutput) {
        guard end > accounted else { return }
        output.account(decorationBytes: end - accounted)
        accounted = end
    }
}
