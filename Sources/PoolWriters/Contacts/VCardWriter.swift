import ChatBytes
import ChatModel

/// Address-book cards, version 3.0 (RFC 2426, what phones and Apple's programs take) or 4.0 (RFC 6350).
///
/// Only customers with a full phone: an address book neither reaches the others nor keeps them apart. UTF-8 without mark, CRLF, lines folded at 75 bytes between
/// characters.
struct VCardWriter: PoolWriter {
    enum Version: Sendable {
        case three, four
    }

    let version: Version

    var format: WriterFormat {
        switch version {
        case .three: WriterFormat(id: "vcard", fileExtension: "vcf", summary: "vCard 3.0 for phones: customers with a full phone")
        case .four: WriterFormat(id: "vcard-4", fileExtension: "vcf", summary: "vCard 4.0 (RFC 6350)", ownsExtension: false)
        }
    }

    func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        var report = WriteReport(path)
        try TextFile.write(to: path) { (output) throws(ImportError) in
            try pool.customers.walk { (customer) throws(ImportError) in
                let person = Person(customer)
                guard !person.phones.isEmpty else { return report.add("no-phone", "customers without a full phone were left out", severity: .note) }
                output.append(card(person, &report))
                try output.flushIfFull()
            }
        }
        return report.diagnostics
    }

    private func card(_ person: Person, _ report: inout WriteReport) -> [UInt8] {
        var card = VCardLines()
        let customer = person.customer
        card.add("BEGIN", "VCARD")
        card.add("VERSION", version == .three ? "3.0" : "4.0")
        card.add("UID", version == .three ? customer.id : "urn:x-chatpool:" + customer.id)
        card.add("FN", text: person.shownName)
        card.add("N", parts: [person.familyName, person.givenName, "", "", ""])
        let nicknames = customer.nicknames.map(PlainText.oneLine).filter { !$0.isEmpty }
        if !nicknames.isEmpty { card.add("NICKNAME", list: Array(nicknames.prefix(10))) }
        for phone in person.phones {
            let type = customer.phones.first { $0.number == phone }?.kind == "mobile" ? "CELL" : "VOICE"
            if version == .three { card.add("TEL;TYPE=\(type)", phone) } else { card.add("TEL;VALUE=uri;TYPE=\(type.lowercased())", "tel:" + phone) }
        }
        for email in customer.emails { card.add(version == .three ? "EMAIL;TYPE=INTERNET" : "EMAIL", text: email) }
        if let home = person.home {
            card.add(
                version == .three ? "ADR;TYPE=HOME" : "ADR;TYPE=home",
                parts: ["", "", person.street ?? "", person.city ?? "", home.province ?? "", home.postalCode ?? "", CustomerRow.country(home.country)])
        }
        var notes = [person.description]
        if let birth = customer.birthDate {
            if version == .four {
                card.add("BDAY", birth.filter { $0 != "-" }.count == 4 ? "--" + birth.filter { $0 != "-" } : birth.filter { $0 != "-" })
            } else if birth.hasPrefix("--") {
                notes.append("生日：" + birth.dropFirst(2))
            } else {
                card.add("BDAY", birth)
            }
        }
        if version == .four, let gender = customer.gender { card.add("GENDER", gender == "male" ? "M" : gender == "female" ? "F" : "U") }
        let labels = ([customer.stage.chinese] + customer.tags).map(PlainText.oneLine).filter { !$0.isEmpty }
        card.add("CATEGORIES", list: labels)
        if let id = person.account(on: .wechat) { card.add("X-WECHAT", text: id) }
        let note = notes.joined(separator: "\n")
        let kept = PlainText.cut(note, to: 2000)
        if kept != note { report.add("field-cut", "a note holds at most 2000 characters: longer ones were cut") }
        card.add("NOTE", text: kept)
        card.add("END", "VCARD")
        return card.bytes
    }
}

/// The lines of a card: escaped, folded.
struct VCardLines {
    private(set) var bytes: [UInt8] = []

    /// A line whose value is written as it is: made by this program, ASCII.
    mutating func add(_ name: String, _ value: String) { fold(Array("\(name):\(value)".utf8)) }

    /// A line with one text.
    mutating func add(_ name: String, text: String) { fold(Array("\(name):".utf8) + Self.escaped(text)) }

    /// A line with parts between semicolons.
    mutating func add(_ name: String, parts: [String]) { fold(Array("\(name):".utf8) + Array(parts.map(Self.escaped).joined(separator: [0x3B]))) }

    /// A line with values between commas.
    mutating func add(_ name: String, list: [String]) { fold(Array("\(name):".utf8) + Array(list.map(Self.escaped).joined(separator: [0x2C]))) }

    /// Backslash, comma, semicolon and line feed escaped; nothing that could end the line stays.
    static func escaped(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        for byte in PlainText.clean(text).utf8 {
            switch byte {
            case 0x5C, 0x2C, 0x3B: out += [0x5C, byte]
            case 0x0A: out += [0x5C, 0x6E]
            case 0x09: out.append(0x20)
            default: out.append(byte)
            }
        }
        return out
    }

    /// At most 75 bytes a line, the blank of a continuation counted, never inside of a character.
    private mutating func fold(_ line: [UInt8]) {
        var start = 0
        var room = 75
        while line.count - start > room {
            var end = start + room
            while end > start, line[end] & 0xC0 == 0x80 { end -= 1 }
            bytes += line[start..<end]
            bytes += [0x0D, 0x0A, 0x20]
            start = end
            room = 74
        }
        bytes += line[start...]
        bytes += [0x0D, 0x0A]
    }
}
