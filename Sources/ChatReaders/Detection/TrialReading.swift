import ChatBytes
import ChatModel

/// A reader of text whose lines look like many things that are no chat; its claim is held against what it makes of the head of the file.
protocol LineReader: ExportReader {}

/// What a reader makes of the head of a file: who writes, how they alternate, what they write.
struct TrialReading {
    private var messages = 0
    private var named = 0
    private var never = 0
    private var weak = 0
    private var roles = 0
    private var switches = 0
    private var senders: Set<Int32> = []
    private var timed = 0
    private var machine = 0
    private var prose = 0
    private var long = 0
    private var measures = 0
    private var bullets = 0
    private var templates: [UInt64: Int] = [:]
    private var human = 0
    private var textBytes = 0
    private var outside = 0
    private var inside = 0

    /// A claim this sure rests on words that only this exporter writes.
    private static let signature = 0.97

    /// Whether a head may be a chat as a reader of lines would read it; other readers are believed.
    static func confirms(_ reader: any ExportReader, confidence: Double, _ head: SourceHead) -> Bool {
        guard reader is any LineReader, confidence < signature else { return true }
        let sink = Sink()
        let output = MessageOutput(source: head.excerpt, sink: sink)
        do throws(ImportError) {
            try reader.read(head.excerpt, into: output)
            try output.finish()
        } catch { return true }
        sink.trial.outside = output.totals.diagnosedBytes
        sink.trial.inside = output.totals.messageBytes
        return sink.trial.isChat(confidence)
    }

    /// Whether names and contents are those of people who write to each other.
    private func isChat(_ confidence: Double) -> Bool {
        guard named > 0 else { return messages == 0 || confidence >= 0.9 }
        if named == 1, messages > 3, confidence < 0.9 { return false }
        let isSure = confidence >= 0.7
        if never * 2 >= named || never + roles == named { return false }
        // One line among prose that happens to look like a header.
        if named <= 2, outside > 2 * inside || long == named { return false }
        if named == 1, !isSure || outside > 0, textBytes > 120 { return false }
        if named > 2, machine * 2 > named { return false }
        // `component:` and points of a list below it, pushed in.
        if named > 4, bullets * 2 > named { return false }
        // Readings and sums, one after the other: an account book, a weather station.
        if named > 4, measures * 10 >= named * 9 { return false }
        // Names that could all be parts of a program, and nobody asks, laughs or sends a picture.
        if named > 1, (never + weak) * 10 >= named * 8, human == 0 { return false }
        let repeated = templates.values.max() ?? 0
        if (never + weak) * 2 >= named, named > 1, machine * 4 >= named || repeated * 2 >= named || switches == 0 { return false }
        if senders.count == 1, never + weak > 0, named >= 4, repeated * 10 >= named * 6 { return false }
        // Somebody who has spoken speaks again, unless the head is short.
        if !isSure, named >= 3, senders.count == named { return false }
        guard timed == 0, !isSure else { return true }
        return senders.count < named && prose * 2 < named && long * 3 < named
    }

    private mutating func note(_ batch: borrowing MessageBatch, _ names: [NamePlausibility], _ last: inout Int32) {
        for row in batch.rows {
            messages += 1
            guard row.sender >= 0, row.kind != .system else { continue }
            named += 1
            if row.sentAt != nil { timed += 1 }
            if row.sender != last, last >= 0 { switches += 1 }
            last = row.sender
            senders.insert(row.sender)
            switch names[Int(row.sender)] {
            case .never: never += 1
            case .weak: weak += 1
            case .role: roles += 1
            case .fine: break
            }
            let text = batch.bytes.span.extracting(row.text)
            textBytes += text.count
            if row.kind != .text && row.kind != .unknown || Self.isHuman(text) { human += 1 }
            if Self.isMachine(text) { machine += 1 }
            if Self.isProse(text) { prose += 1 }
            if text.count > 600 { long += 1 }
            if Self.isMeasure(text) { measures += 1 }
            if Self.isPoint(text) { bullets += 1 }
            templates[Self.template(text), default: 0] += 1
        }
    }

    /// `key=value`, a path, an address of a machine, a process number: what programs write.
    private static func isMachine(_ text: Span<UInt8>) -> Bool {
        let end = min(text.count, 300)
        var i = 1
        while i + 1 < end {
            let (before, byte, after) = (text[i - 1], text[i], text[i + 1])
            if byte == 0x3D, isWord(before), isWord(after) || after == 0x22 { return ByteScanning.find("://", in: text, 0..<i) == nil }
            if byte == 0x2F, before == 0x20 || before == 0x22 || before == 0x27, isLetter(after), hasSlash(text, i + 1, end) { return true }
            if byte == 0x5B, isLetter(before), 48...57 ~= after { return true }
            i += 1
        }
        return false
    }

    private static func hasSlash(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var i = start
        while i < end, text[i] > 0x20 {
            if text[i] == 0x2F { return true }
            i += 1
        }
        return false
    }

    private static func isLetter(_ byte: UInt8) -> Bool { 97...122 ~= byte | 0x20 }

    private static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || 48...57 ~= byte || byte == 0x5F }

    /// Whether a text has something that people write and programs do not: a question, an exclamation, an emoji, a word of address.
    private static func isHuman(_ text: Span<UInt8>) -> Bool {
        let end = min(text.count, 400)
        var i = 0
        while i < end {
            switch text[i] {
            case 0xF0: return true
            case 0x3F, 0x21: if i + 1 == end || text[i + 1] <= 0x20 || text[i + 1] == text[i] { return true }
            case 0xEF: if i + 2 < end, text[i + 1] == 0xBC, text[i + 2] == 0x9F || text[i + 2] == 0x81 { return true }
            case 0xE4 where i + 2 < end: if text[i + 1] == 0xBD, text[i + 2] == 0xA0 { return true }  // 你
            case 0xE6 where i + 2 < end: if text[i + 1] == 0x82, text[i + 2] == 0xA8 { return true }  // 您
            default: break
            }
            i += 1
        }
        return ["ok", "hi", "hello", "halo", "thanks", "please", "ya", "kak", "siap", "好的", "谢谢"].contains { (word: StaticString) in
            text.count >= word.utf8CodeUnitCount && text.count < 40 && ByteScanning.has(word, in: text, at: 0)
        }
    }

    /// Whether a text begins with blanks and the mark of a list's point.
    private static func isPoint(_ text: Span<UInt8>) -> Bool {
        var i = 0
        while i < text.count, text[i] == 0x20 || text[i] == 0x09 { i += 1 }
        return i > 1 && i + 1 < text.count && (text[i] == 0x2A || text[i] == 0x2D) && text[i + 1] == 0x20
    }

    /// Whether a text is nothing but a number with decimals, degrees or per cent, and at most a unit or a currency. Bare numbers are what people order by.
    private static func isMeasure(_ text: Span<UInt8>) -> Bool {
        guard text.count <= 24 else { return false }
        var (digits, others, isFine) = (0, 0, false)
        var i = 0
        while i < text.count {
            let byte = text[i]
            if 48...57 ~= byte {
                digits += 1
            } else if byte == 0x2E || byte == 0x2C, i > 0, i + 1 < text.count, 48...57 ~= text[i - 1], 48...57 ~= text[i + 1] {
                isFine = true
            } else {
                if byte == 0x25 || byte == 0xC2 && i + 1 < text.count && text[i + 1] == 0xB0 { isFine = digits > 0 }
                if byte != 0x20 && byte != 0x2D && byte != 0x2B { others += 1 }
            }
            i += 1
        }
        return digits > 0 && isFine && others <= 6
    }

    /// Whether a text ends as a written sentence does.
    private static func isProse(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 24 else { return false }
        let last = text[text.count - 1]
        if last == 0x2E || last == 0x21 || last == 0x3F || last == 0x29 { return true }
        return ["。", "！", "？", "”", "）", "…"].contains { (mark: StaticString) in ByteScanning.has(mark, in: text, at: text.count - 3) }
    }

    /// The beginning of a text without its digits, as a number.
    private static func template(_ text: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 14_695_981_039_346_656_037
        var taken = 0
        var i = 0
        while i < text.count, taken < 20 {
            if !(48...57 ~= text[i]) {
                hash = (hash ^ UInt64(text[i])) &* 1_099_511_628_211
                taken += 1
            }
            i += 1
        }
        // Short texts repeat among people as well.
        return taken < 12 ? hash ^ UInt64(i) &* 0x9E37_79B9_7F4A_7C15 : hash
    }

    private final class Sink: MessageSink {
        var trial = TrialReading()
        private var names: [NamePlausibility] = []
        private var last: Int32 = -1

        func receive(_ batch: borrowing MessageBatch) throws(ImportError) {
            for person in batch.participants.dropFirst(names.count) { names.append(Self.judge(person)) }
            trial.note(batch, names, &last)
        }

        /// Who has an account is somebody, whatever the name.
        private static func judge(_ person: Participant) -> NamePlausibility {
            person.isOwner == true || person.id.map { $0 != person.name } == true ? .fine : NamePlausibility.of(person.name)
        }

        func receive(_ contact: Contact, at position: SourcePosition) throws(ImportError) {}
        func receive(_ order: TableOrder, at position: SourcePosition) throws(ImportError) {}
        func receive(_ entry: BillEntry, at position: SourcePosition) throws(ImportError) {}
        func report(_ diagnostic: Diagnostic) {}
    }
}
