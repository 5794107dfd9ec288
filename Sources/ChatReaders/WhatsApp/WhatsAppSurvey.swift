import ChatBytes
import ChatModel

/// A first look at a WhatsApp text: the shape of its headers, the order of its dates, who writes ordinary messages.
struct WhatsAppSurvey {
    /// What is known of one author after the look.
    struct Author {
        var rows = 0
        /// Rows that are no words of the app.
        var ordinary = 0
        /// The longer name when the name itself holds a colon.
        var longer: String?
        var longerRows = 0
    }

    private(set) var shape: WhatsAppShape?
    private(set) var order = DateOrder.dayMonthYear
    private(set) var reason = DateOrderSurvey.Reason.none
    private(set) var authors: [String: Author] = [:]
    /// Who deleted a message as “you”: the owner.
    private(set) var owner: String?
    /// Whether the look reached the end of the file.
    private(set) var isWhole = true
    /// Share of rows whose body begins with a direction mark is too large for the mark to mean anything.
    private(set) var marksAreCommon = false
    /// The chat's title as the encryption notice's author: on iOS the group's name or the other side.
    private(set) var noticeAuthor: String?

    /// Whether a row tells of a subject in quotation marks with a colon in it, as only groups have them.
    private(set) var hasGroupNotice = false
    /// The name in the row that tells of the group's creation.
    private(set) var groupName: String?
    /// How the first number of the dates is written: 1 with a zero before one digit, -1 without, 0 when nothing tells.
    private(set) var padding = 0

    /// The names that wrote ordinary messages.
    var writers: [String] { authors.filter { $0.value.ordinary > 0 && !isNotice($0.key) }.keys.sorted() }

    /// Whether a shorter name than the one before the first colon with a blank behind it is the author's: it writes elsewhere, and no less often.
    func isLikelier(_ short: String, than long: String) -> Bool {
        guard let rows = authors[short]?.rows else { return false }
        return rows >= authors[long]?.rows ?? 0
    }

    /// Whether what stands before a row's colon is the sentence of a notice and no name: it stands there once, and holds words of the
    /// app's own, or is long and has an end of a sentence in it.
    func isNotice(_ name: String) -> Bool {
        guard isWhole, authors[name]?.rows == 1 else { return false }
        let bytes = Array(name.utf8)
        if bytes.count > 16, WhatsAppPhrases.shared.contains(.system, bytes.span, 0..<bytes.count) { return true }
        let words = bytes.filter { $0 == 0x20 }.count
        return words >= 8 || words >= 5 && ByteScanning.find(". ", in: bytes.span, 0..<bytes.count) != nil
            || bytes.count > 60 && ByteScanning.find("。", in: bytes.span, 0..<bytes.count) != nil
    }

    private static let authorBytes = 1 << 20
    private static let orderBytes = 64 << 20

    mutating func look(_ bytes: Span<UInt8>, from start: Int) {
        shape = Self.shape(bytes, from: start)
        guard let shape else { return }
        var dates = DateOrderSurvey()
        var rows = 0
        var marked = 0
        var (padded, unpadded, seen) = (0, 0, 0)
        var at = start
        while let line = ByteScanning.line(in: bytes, at: at) {
            at = line.next
            let looksAtAuthors = at - start < Self.authorBytes
            if !looksAtAuthors {
                isWhole = false
                if dates.isDecided || at - start > Self.orderBytes { break }
            }
            guard let stamp = WhatsAppStamp(bytes, line.content), stamp.shape == shape else { continue }
            if shape.hasYear {
                dates.add(
                    stamp.numbers, digits: stamp.digits, separator: shape.separator, meridiem: stamp.meridiem,
                    anchor: AttachmentName.day(bytes, stamp.body..<line.content.upperBound), endsWithPoint: stamp.endsWithPoint)
            }
            if stamp.padding > 0 { padded += 1 } else if stamp.padding < 0 { unpadded += 1 }
            seen += 1
            if seen <= 40, groupName == nil { groupName = Self.createdGroup(bytes, stamp.body..<line.content.upperBound) }
            guard looksAtAuthors, let colon = WhatsAppGrammar.firstColon(bytes, stamp.body..<line.content.upperBound) else { continue }
            if WhatsAppGrammar.hasQuotationMark(bytes, stamp.body..<colon) {
                hasGroupNotice = true
                continue
            }
            rows += 1
            let name = ByteScanning.string(bytes, WhatsAppGrammar.plainName(bytes, stamp.body..<colon))
            let body = min(colon + 2, line.content.upperBound)..<line.content.upperBound
            let isMarked = StampScan.isMark(bytes, body.lowerBound)
            if isMarked, !Self.isKnown(bytes, body) { marked += 1 }
            note(name, bytes, body, isMarked: isMarked, nameStart: stamp.body)
        }
        marksAreCommon = marked * 3 > rows && rows > 6
        padding = unpadded * 8 < padded ? 1 : padded * 8 < unpadded ? -1 : 0
        (order, reason) = dates.decide()
    }

    /// Whether a stamp is written as those of the file.
    func accepts(_ stamp: WhatsAppStamp) -> Bool { stamp.shape == shape && (padding == 0 || stamp.padding != -padding) }

    /// The name in quotation marks in a row that tells of a group's creation.
    private static func createdGroup(_ bytes: Span<UInt8>, _ body: Range<Int>) -> String? {
        guard body.count < 400, WhatsAppGrammar.hasQuotationMark(bytes, body), WhatsAppPhrases.shared.contains(.created, bytes, body) else { return nil }
        let text = ByteScanning.string(bytes, body)
        guard let open = text.firstIndex(where: { "\"“„«「".contains($0) }), let close = text.lastIndex(where: { "\"”“»」".contains($0) }), open < close else {
            return nil
        }
        let name = String(text[text.index(after: open)..<close])
        return name.isEmpty ? nil : name
    }

    /// Whether a marked body is one that the app is known to write.
    private static func isKnown(_ bytes: Span<UInt8>, _ body: Range<Int>) -> Bool {
        let phrases = WhatsAppPhrases.shared
        let plain = WhatsAppGrammar.withoutMarks(bytes, body)
        return phrases.meaning(bytes, plain) != nil || AttachmentName.range(bytes, plain) != nil || phrases.contains(.encryption, bytes, plain)
            || phrases.contains(.system, bytes, plain) || phrases.begins(.call, bytes, plain) || phrases.begins(.location, bytes, plain)
    }

    private mutating func note(_ name: String, _ bytes: Span<UInt8>, _ body: Range<Int>, isMarked: Bool, nameStart: Int) {
        var author = authors[name] ?? Author()
        author.rows += 1
        var plain = body
        while plain.count >= 3, StampScan.isMark(bytes, plain.lowerBound) { plain = plain.lowerBound + 3..<plain.upperBound }
        let phrases = WhatsAppPhrases.shared
        if isMarked || author.ordinary == 0 {
            let meaning = phrases.meaning(bytes, plain)
            if meaning == .deletedOwn { owner = name }
            if authors.isEmpty, phrases.contains(.encryption, bytes, plain) { noticeAuthor = name }
            let isApp =
                meaning == .deleted || meaning == .deletedOwn || phrases.contains(.encryption, bytes, plain)
                || isMarked && AttachmentName.range(bytes, plain) == nil
            if !isApp { author.ordinary += 1 }
        } else {
            author.ordinary += 1
        }
        if let colon = WhatsAppGrammar.firstColon(bytes, body), colon - body.lowerBound < 60 {
            let longer = ByteScanning.string(bytes, WhatsAppGrammar.plainName(bytes, nameStart..<colon))
            if author.longer == nil { author.longer = longer }
            if author.longer == longer { author.longerRows += 1 }
        }
        authors[name] = author
    }

    /// Names that hold a colon: the file's title says so, or every row of the shorter name goes on alike, or a single row of a two-sided chat does and what
    /// follows is no label.
    func namesWithColon(title: String?) -> [String] {
        authors.compactMap { name, author in
            guard let longer = author.longer else { return nil }
            if let title {
                if LooseName.equal(title, name) { return nil }
                if LooseName.equal(title, longer) { return longer }
            }
            if author.rows >= 4 { return author.longerRows == author.rows ? longer : nil }
            guard author.rows == 1, isWhole, authors.count == 2, longer.utf8.count > name.utf8.count + 2 else { return nil }
            let piece = Array(longer.utf8.dropFirst(name.utf8.count + 2))
            guard let first = piece.first, 65...90 ~= first, !piece.contains(where: { 48...57 ~= $0 }), piece.filter({ $0 == 0x20 }).count < 2 else {
                return nil
            }
            let lower = piece.map { 65...90 ~= $0 ? $0 | 0x20 : $0 }
            return WhatsAppPhrases.shared.isOne(.label, lower.span, 0..<lower.count) ? nil : longer
        }
    }

    /// The most frequent shape among the first headers.
    private static func shape(_ bytes: Span<UInt8>, from start: Int) -> WhatsAppShape? {
        var counts: [(shape: WhatsAppShape, rows: Int)] = []
        var at = start
        var total = 0
        while at - start < 256 << 10, total < 200, let line = ByteScanning.line(in: bytes, at: at) {
            at = line.next
            guard let stamp = WhatsAppStamp(bytes, line.content) else { continue }
            total += 1
            if let i = counts.firstIndex(where: { $0.shape == stamp.shape }) { counts[i].rows += 1 } else { counts.append((stamp.shape, 1)) }
        }
        guard let first = counts.first else { return nil }
        // The first header decides unless it is nearly alone.
        let most = counts.max { $0.rows < $1.rows } ?? first
        return most.rows > first.rows * 8 ? most.shape : first.shape
    }
}

/// Names of attachments, which carry dates: `00000042-PHOTO-2020-06-07-15-13-20.jpg`, `IMG-20210428-WA0001.jpg`.
enum AttachmentName {
    /// The day that an attachment's name in a body states.
    static func day(_ bytes: Span<UInt8>, _ body: Range<Int>) -> Int? {
        guard ByteScanning.first(0x2D, in: bytes, body) != nil else { return nil }
        if let mark = ByteScanning.find("-WA", in: bytes, body), mark - 8 >= body.lowerBound, let century = FixedTime.two(bytes, mark - 8),
            let year = FixedTime.two(bytes, mark - 6), let month = FixedTime.two(bytes, mark - 4), let day = FixedTime.two(bytes, mark - 2)
        {
            return number(century * 100 + year, month, day)
        }
        for word in ["-PHOTO-", "-VIDEO-", "-AUDIO-", "-GIF-", "-STICKER-"] as [StaticString] {
            guard let mark = ByteScanning.find(word, in: bytes, body), let day = TimeText.day(bytes, at: mark + word.utf8CodeUnitCount, end: body.upperBound)
            else {
                continue
            }
            return number(day.value.year, day.value.month, day.value.day)
        }
        return nil
    }

    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        CivilDay.exists(year: year, month: month, day: day) && year > 2000 ? CivilDay.number(year: year, month: month, day: day) : nil
    }

    /// The file's name in an attachment mark of either system, or nil when a body holds none.
    ///
    /// Android: `name.ext (words)` as the first line. iOS: `<word: name.ext>`, in Turkish `<name.ext word>`.
    static func range(_ bytes: Span<UInt8>, _ body: Range<Int>) -> (name: Range<Int>, mark: Range<Int>)? {
        let lineEnd = lineEnd(bytes, body)
        let line = body.lowerBound..<lineEnd
        guard line.count >= 6 else { return nil }
        let phrases = WhatsAppPhrases.shared
        if bytes[lineEnd - 1] == 0x29, let open = ByteScanning.find(" (", in: bytes, lastPart(bytes, line)), open > line.lowerBound {
            let words = open + 2..<lineEnd - 1
            let name = line.lowerBound..<open
            if hasExtension(bytes, name), phrases.isOne(.attached, bytes, words) || isCameraName(bytes, name) { return (name, line) }
            return nil
        }
        guard bytes[lineEnd - 1] == 0x3E else { return nil }
        var open = lineEnd - 2
        while open >= line.lowerBound, bytes[open] != 0x3C { open -= 1 }
        guard open >= line.lowerBound else { return nil }
        let inside = open + 1..<lineEnd - 1
        if let colon = ByteScanning.find(": ", in: bytes, inside),
            phrases.isOne(.attachedIOS, bytes, inside.lowerBound..<colon) || colon - inside.lowerBound <= 40
        {
            let name = colon + 2..<inside.upperBound
            return hasExtension(bytes, name) ? (name, open..<lineEnd) : nil
        }
        if let blank = inside.last(where: { bytes[$0] == 0x20 }), hasExtension(bytes, inside.lowerBound..<blank) {
            return (inside.lowerBound..<blank, open..<lineEnd)
        }
        return nil
    }

    /// The last 90 bytes of a line.
    private static func lastPart(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Range<Int> {
        var at = line.upperBound - 2
        while at > line.lowerBound, bytes[at] != 0x28, line.upperBound - at < 90 { at -= 1 }
        return max(line.lowerBound, at - 1)..<line.upperBound
    }

    static func lineEnd(_ bytes: Span<UInt8>, _ body: Range<Int>) -> Int {
        guard let end = ByteScanning.first(0x0A, in: bytes, body) else { return body.upperBound }
        return end > body.lowerBound && bytes[end - 1] == 0x0D ? end - 1 : end
    }

    private static func hasExtension(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Bool {
        guard name.count > 3, let dot = name.suffix(7).last(where: { bytes[$0] == 0x2E }) else { return false }
        for i in dot + 1..<name.upperBound where !(48...57 ~= bytes[i] || 65...90 ~= bytes[i] || 97...122 ~= bytes[i]) { return false }
        return name.upperBound - dot <= 6
    }

    private static func isCameraName(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Bool { ByteScanning.find("-WA", in: bytes, name) != nil }

    /// The kind of file by name and extension.
    static func kind(_ bytes: Span<UInt8>, _ name: Range<Int>) -> MessageKind {
        if ByteScanning.find("STICKER", in: bytes, name) != nil || TextScan.starts(bytes, name, with: "STK-") { return .sticker }
        if TextScan.starts(bytes, name, with: "PTT-") { return .voice }
        guard let dot = name.last(where: { bytes[$0] == 0x2E }) else { return .file }
        switch ByteScanning.string(bytes, dot + 1..<name.upperBound).lowercased() {
        case "jpg", "jpeg", "png", "gif", "heic": return .image
        case "webp": return .sticker
        case "mp4", "mov", "3gp": return .video
        case "opus", "m4a", "aac", "mp3", "ogg", "amr": return .voice
        case "vcf": return .contactCard
        default: return ByteScanning.find("-PHOTO-", in: bytes, name) != nil ? .image : .file
        }
    }
}

/// Names compared without what file names cannot hold.
enum LooseName {
    static func equal(_ a: String, _ b: String) -> Bool { key(a) == key(b) }

    private static func key(_ name: String) -> [UInt8] {
        name.utf8.filter { $0 >= 0x80 || 48...57 ~= $0 || 65...90 ~= $0 || 97...122 ~= $0 }
    }
}
