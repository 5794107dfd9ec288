import CReaderData
import ChatBytes

/// How likely it is that what stands in a name's place is somebody's name.
enum NamePlausibility {
    /// Never a person: the level of a log, a program, a label, a path, a sentence.
    case never
    /// The side that somebody is on: 买家, 客服, customer.
    case role
    /// Written as identifiers and components of programs are, as some nicknames are too.
    case weak
    /// Nothing speaks against it.
    case fine

    /// What the name is.
    static func of(_ name: String) -> NamePlausibility {
        let bytes = Array(name.utf8)
        guard !bytes.isEmpty else { return .fine }
        if NeverPerson.shared.isRole(name) { return .role }
        if NeverPerson.shared.matches(name) || isMachine(bytes) || isSentence(name, bytes) { return .never }
        return isIdentifier(bytes) ? .weak : .fine
    }

    /// Signs that programs write and people do not: paths, process numbers, assignments, calls.
    private static func isMachine(_ bytes: [UInt8]) -> Bool {
        let span = bytes.span
        let whole = 0..<bytes.count
        for mark in ["::", "->", "=>", "()", "{", "}", "\\", "://", "\t", "</", "/>", "&&", "||", "==", "@@"] as [StaticString]
        where ByteScanning.find(mark, in: span, whole) != nil {
            return true
        }
        if bytes.last == 0x5D, let open = bytes.lastIndex(of: 0x5B), open > 0, bytes[open + 1..<bytes.count - 1].allSatisfy({ 48...57 ~= $0 }) { return true }
        if bytes.last == 0x2C || bytes.indices.dropLast().filter({ bytes[$0] == 0x2C && bytes[$0 + 1] != 0x20 }).count > 1 { return true }
        // A short number counts lines; five digits and more are an account.
        let number = bytes.first == 0x76 ? bytes.dropFirst() : bytes[...]
        if !number.isEmpty, number.contains(0x2E), number.allSatisfy({ 48...57 ~= $0 || $0 == 0x2E }) { return true }
        if bytes.count <= 4, bytes.allSatisfy({ 48...57 ~= $0 || $0 == 0x2E || $0 == 0x29 }) { return true }
        // `Release 22.12.0` heads a list of changes, `+0000  Jane Doe` stands behind a time in one.
        if let blank = bytes.lastIndex(of: 0x20), isVersion(bytes[(blank + 1)...]) { return true }
        if beginsWithZone(span, whole) { return true }
        guard bytes.allSatisfy({ $0 < 0x80 }) else { return false }
        for tail in ["Error", "Exception", "Warning"] where bytes.count > tail.utf8.count + 1 && bytes.suffix(tail.utf8.count).elementsEqual(tail.utf8) {
            return true
        }
        let slashes = bytes.filter { $0 == 0x2F }.count
        let dots = bytes.filter { $0 == 0x2E }.count
        let blanks = bytes.filter { $0 == 0x20 }.count
        if bytes[0] == 0x2F || bytes.starts(with: [0x2E, 0x2F]) || bytes.starts(with: [0x7E, 0x2F]) || (slashes > 0 && blanks == 0) { return true }
        if bytes.contains(0x3D), blanks == 0 { return true }
        return blanks == 0 && !isInitials(bytes) && (dots > 1 || hasFileExtension(bytes)) && !bytes.contains(0x40)
    }

    /// `+0000 `, as lists of changes write behind a time.
    static func beginsWithZone(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count > 5, bytes[range.lowerBound] == 0x2B || bytes[range.lowerBound] == 0x2D, bytes[range.lowerBound + 5] == 0x20 else { return false }
        for i in range.lowerBound + 1..<range.lowerBound + 5 where !(48...57 ~= bytes[i]) { return false }
        return true
    }

    /// Three numbers or more with points between.
    private static func isVersion(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
        return parts.count >= 3 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { 48...57 ~= $0 } }
    }

    /// A.H, J.R.T.: how people shorten their names.
    private static func isInitials(_ bytes: [UInt8]) -> Bool {
        bytes.split(separator: 0x2E).allSatisfy { $0.count == 1 && 0x41...0x5A ~= $0[$0.startIndex] }
    }

    private static let extensions = [
        "swift", "py", "js", "ts", "c", "h", "cpp", "hpp", "cc", "m", "rs", "go", "java", "kt", "rb", "php", "sh", "txt", "log", "md", "json", "xml", "yml",
        "yaml",
        "html", "css", "csv", "sql", "conf", "ini", "cfg", "toml", "exe", "dll", "so", "jpg", "png", "gif", "pdf", "zip", "gz", "tar", "bak", "tmp",
    ]

    private static func hasFileExtension(_ bytes: [UInt8]) -> Bool {
        guard let dot = bytes.lastIndex(of: 0x2E), dot > 0, bytes.count - dot <= 6 else { return false }
        return extensions.contains(String(decoding: bytes[(dot + 1)...], as: UTF8.self).lowercased())
    }

    /// Many words, or the end of a sentence inside.
    private static func isSentence(_ name: String, _ bytes: [UInt8]) -> Bool {
        let words = bytes.filter { $0 == 0x20 }.count + 1
        if words >= 9 { return true }
        let span = bytes.span
        for mark in ["。", "！", "？", "；", "，"] as [StaticString] {
            guard let hit = ByteScanning.find(mark, in: span, 0..<bytes.count), hit + 3 < bytes.count else { continue }
            if bytes.count > 36 { return true }
        }
        if words >= 5, ByteScanning.find(". ", in: span, 0..<bytes.count) != nil || ByteScanning.find(", ", in: span, 0..<bytes.count) != nil { return true }
        return bytes.count > 160
    }

    /// `OrderWorker`, `job-runner`, `user_service`, `DISK`, `backup finished`: ASCII letters as programs join them.
    private static func isIdentifier(_ bytes: [UInt8]) -> Bool {
        var (upper, lower, blanks, joints, humps) = (0, 0, 0, 0, 0)
        for (i, byte) in bytes.enumerated() {
            switch byte {
            case 65...90:
                upper += 1
                if i > 0, 97...122 ~= bytes[i - 1] { humps += 1 }
            case 97...122: lower += 1
            case 0x20: blanks += 1
            case 0x5F, 0x2D, 0x23, 0x2F, 0x5B, 0x5D: joints += 1
            case 48...57, 0x2E, 0x3C, 0x3E: break
            default: return false
            }
        }
        guard upper + lower > 1 else { return false }
        return joints > 0 && blanks == 0 || humps > 0 && blanks == 0 || lower == 0 && upper >= 3 || upper == 0 && blanks >= 1
    }
}

/// The words that are never a person's name, out of `never_person.tsv`.
struct NeverPerson: Sendable {
    static let shared = NeverPerson()

    private let words: Set<String>
    private let levels: Set<String>
    private let statuses: Set<String>
    private let roles: Set<String>

    private init() {
        var bytes: [UInt8] = []
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: never_person_start(), count: never_person_size))
        var words: Set<String> = []
        var levels: Set<String> = []
        var statuses: Set<String> = []
        var roles: Set<String> = []
        for line in bytes.split(separator: 0x0A) {
            guard let tab = line.firstIndex(of: 0x09) else { continue }
            let word = String(decoding: line[(tab + 1)...], as: UTF8.self)
            words.insert(word)
            if line[..<tab].elementsEqual("level".utf8) { levels.insert(word) }
            if line[..<tab].elementsEqual("status".utf8) { statuses.insert(word) }
            if line[..<tab].elementsEqual("role".utf8) { roles.insert(word) }
        }
        (self.words, self.levels, self.statuses, self.roles) = (words, levels, statuses, roles)
    }

    /// Whether a name is the word for a side and nothing else.
    func isRole(_ name: String) -> Bool { roles.contains(name.lowercased()) }

    /// Whether a name is such a word, perhaps in brackets or with a number behind it, or begins with the level of a log.
    func matches(_ name: String) -> Bool {
        var text = Substring(name.lowercased())
        func trim(_ signs: String) {
            while let first = text.first, signs.contains(first) { text.removeFirst() }
            while let last = text.last, signs.contains(last) { text.removeLast() }
        }
        trim(" []<>()【】（）*#-—=.:：")
        guard !text.isEmpty else { return true }
        if words.contains(String(text)) { return true }
        let first = text.prefix { $0 != " " && $0 != "]" && $0 != ":" && $0 != "/" && $0 != "(" && $0 != "[" }
        if first.count < text.count, levels.contains(String(first)) { return true }
        // `backup finished`, `connection 3 closed`, `commit 0a9f3c`: a thing and what became of it, in lower case as no name of two words begins.
        let parts = text.split(separator: " ")
        if parts.count > 1, name.utf8.first.map({ 97...122 ~= $0 }) == true, let last = parts.last {
            if statuses.contains(String(last)) { return true }
            if words.contains(String(parts[0])), last.contains(where: \.isNumber) { return true }
        }
        // `worker-3`, `Speaker 1`, `步骤1`, `sshd(pam_unix)`.
        if let bracket = text.firstIndex(where: { $0 == "(" || $0 == "[" }), bracket > text.startIndex { text = text[..<bracket] }
        let counted = text.last?.isNumber == true
        while let last = text.last, last.isNumber || counted && (last == " " || last == "-" || last == "#" || last == "_" || last == ".") { text.removeLast() }
        return text.count > 1 && words.contains(String(text))
    }
}
