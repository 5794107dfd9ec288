import ChatBytes
import ChatModel

/// Reads WhatsApp's text export of iOS and Android, and text copied out of WhatsApp Web and phones.
struct WhatsAppText: LineReader {
    let format = FormatDescription(
        id: "whatsapp-txt", name: "WhatsApp text", platform: .whatsapp, extensions: ["txt", "zip"],
        origin: "WhatsApp: chat → ⋮ → More → Export chat (Android: `WhatsApp Chat with X.txt`; iOS: `WhatsApp Chat - X.zip` with `_chat.txt`).",
        shape: """
            [05/07/24, 10:15:31] Rina: Halo kak
            [05/07/24, 10:15:40] Toko Melati: Siap, alamatnya?
            05/07/24, 10:16 - Rina: IMG-20240705-WA0001.jpg (file attached)
            ini alamatnya
            """,
        fieldMap: """
            stamp → sent_at
            text before the first `: ` → sender.name; a phone number → sender.id
            rest, and lines up to the next header → text
            file or folder name → chat.title
            attachment marks, `<Media omitted>`, deleted messages, calls, locations, cards → kind
            """,
        timeZone: "Wall clock of the phone, to the second on iOS and to the minute on Android; the file names no zone.",
        quirks: """
            Every stamp shape: brackets or not, day, month or year first, time first, 12 and 24 hours in many languages, digits of other scripts, Buddhist years.
            The order of day and month is found by attachment names, numbers above 12, the course of time, the form; the decision is reported as a note.
            The shape of the headers is locked, so that a pasted log in a message stays text; a new shape counts when five headers follow in it.
            Byte order marks and direction marks may stand anywhere in a header. Bodies stay as they are.
            Rows that the app wrote are system rows also when they carry an author; the group's title is no author.
            The caption of an Android attachment stands on the next lines and is the text.
            """,
        notSupported: "Orders and catalogue messages leave empty rows. Stamps copied on a phone lack the year: put it into the file's name.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var shapes: [(shape: WhatsAppShape, rows: Int, authors: Int, notices: Int)] = []
        var text = 0
        var at = 0
        while let found = ByteScanning.line(in: bytes, at: at) {
            at = found.next
            let line = found.content
            guard let stamp = WhatsAppStamp(bytes, line) else {
                if !TextScan.isBlank(bytes, line) { text += 1 }
                continue
            }
            let body = stamp.body..<line.upperBound
            let hasAuthor = WhatsAppGrammar.firstColon(bytes, body) != nil
            let place = shapes.firstIndex { $0.shape == stamp.shape } ?? shapes.count
            if place == shapes.count { shapes.append((stamp.shape, 0, 0, 0)) }
            shapes[place].rows += 1
            if hasAuthor {
                shapes[place].authors += 1
            } else if shapes[place].notices < 3, WhatsAppPhrases.shared.contains(.system, bytes, body) {
                shapes[place].notices += 1
            }
            if shapes[place].authors >= 40 { break }
        }
        guard let best = shapes.max(by: { $0.rows < $1.rows }), best.authors > 0 || best.notices > 1 else { return 0 }
        // A file whose first line is no header, and few are, holds a pasted log.
        let isLikely = best.rows * 20 >= text
        var score = best.rows > 1 ? 0.95 : 0.7
        if best.shape.end == 0x3A { score -= 0.15 }
        if !isLikely { score = 0.3 }
        if best.shape.isBracketed, best.shape.separator == 0x2D, !head.contains(", ") || head.contains("Me: ") { score = min(score, 0.6) }
        return score
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var survey = WhatsAppSurvey()
            survey.look(bytes, from: 0)
            var grammar = WhatsAppGrammar(survey: survey, title: Self.title(source), format: format, output)
            grammar.reportOrder(output, line: 1, byteOffset: 0)
            try grammar.read(bytes, into: output)
        }
    }

    /// The chat's name out of the file's name, or that of the archive or folder that holds `_chat.txt`.
    static func title(_ source: ExportSource) -> String? {
        if let title = WhatsAppPhrases.shared.title(source.stem) { return title }
        guard var folder = source.folderName else { return nil }
        if folder.hasSuffix(".zip") { folder.removeLast(4) }
        return WhatsAppPhrases.shared.title(folder)
    }
}
