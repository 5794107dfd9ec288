import ChatModel
import GRDB

extension PoolStore {
    /// What a chat is known by.
    static func key(of conversation: Conversation) -> String {
        conversation.platform.rawValue + (conversation.id.map { "#" + $0 } ?? "\"" + conversation.title)
    }

    /// What a chat's row is known by: without an id a name says which chat it is within one folder only, since two phones may each have a chat of that name; where the
    /// user names the account, within that.
    static func rowKey(of conversation: Conversation, file: String, account: String = "") -> String {
        let key = key(of: conversation)
        guard conversation.id == nil, conversation.format != ForgottenPerson.blockFormat else { return key }
        if !account.isEmpty { return key + String(folderMark) + String(accountMark) + account }
        // The text of a mail is in the mail's folder; an archive is a folder of its own.
        var folders = file.split(separator: "/", omittingEmptySubsequences: false)
        let mail = folders.firstIndex { $0.lowercased().hasSuffix(".eml") } ?? folders.count - 1
        folders.removeSubrange(mail...)
        return folders.isEmpty ? key : key + String(folderMark) + folders.joined(separator: "/")
    }

    /// What a chat's row is known by, without the folder.
    static func key(ofRow key: String) -> String { key.split(separator: folderMark, maxSplits: 1).first.map(String.init) ?? key }

    /// Stands before the folder in a row's key.
    static let folderMark: Character = "\u{1}"
    /// Stands before the name of an account in a row's key.
    static let accountMark: Character = "\u{2}"

    /// Who was forgotten; nil when nobody was.
    func forgotten(_ db: Database) throws -> Forgotten? {
        let hashes = try Set(String.fetchAll(db.cachedStatement(sql: "SELECT hash FROM forgotten")))
        return hashes.isEmpty ? nil : Forgotten(hash: KeyedHash(key: try hashKey(db)), hashes: hashes)
    }
}

/// Recognises what belongs to people who were forgotten, by keyed hashes alone.
struct Forgotten: Sendable {
    let hash: KeyedHash
    let hashes: Set<PoolHash>

    private func knows(_ text: String) -> Bool { hashes.contains(hash.of(text)) }

    /// Whether a chat is a forgotten person's alone.
    func shuts(_ conversation: Conversation) -> Bool {
        if knows(ForgottenPerson.chat(PoolStore.key(of: conversation))) { return true }
        guard conversation.kind != .group, let id = conversation.id else { return false }
        return knows("account\u{1}" + ForgottenPerson.account(conversation.platform.rawValue, id))
    }

    /// Whether what a participant writes is left out.
    func isSilent(_ participant: Participant, in conversation: Conversation) -> Bool {
        guard participant.isOwner != true else { return false }
        return knows(
            ForgottenPerson.participant(
                platform: conversation.platform.rawValue, account: participant.id ?? "", name: participant.name, chat: PoolStore.key(of: conversation)))
    }

    /// Whether a message of others named the person and was blotted out; it does not come back from another copy of the chat.
    func isBlotted(minute: Int64, fingerprint: Int64, in conversation: Conversation) -> Bool {
        knows(ForgottenPerson.blotted(chat: PoolStore.key(of: conversation), minute: minute, fingerprint: fingerprint))
    }

    /// A text without the numbers and accounts of who was forgotten; nil when nothing of it is anybody else's.
    func blotted(_ text: String, in conversation: Conversation) -> String? {
        let bytes = Array(text.utf8)
        var kept: [UInt8] = []
        var hasChanged = false
        var at = 0
        while at < bytes.count {
            let end = Self.token(bytes, at)
            guard end > at else {
                kept.append(bytes[at])
                at += 1
                continue
            }
            let token = Array(bytes[at..<end])
            if isTheirs(token, conversation.platform.rawValue) {
                hasChanged = true
                kept.append(contentsOf: "***".utf8)
            } else {
                kept.append(contentsOf: token)
            }
            at = end
        }
        guard hasChanged else { return text }
        return conversation.format == ForgottenPerson.blockFormat ? nil : String(decoding: kept, as: UTF8.self)
    }

    /// Where a run of letters, digits and what joins the digits of numbers ends; the run's beginning where none begins.
    private static func token(_ bytes: [UInt8], _ start: Int) -> Int {
        guard isWord(bytes[start]) || bytes[start] == 0x2B else { return start }
        var end = start + 1
        while end < bytes.count {
            if isWord(bytes[end]) || bytes[end] == 0x5F || bytes[end] == 0x40 || bytes[end] == 0x2E {
                end += 1
            } else if bytes[end] == 0x2D || bytes[end] == 0x20, end + 1 < bytes.count, isDigit(bytes[end - 1]), isDigit(bytes[end + 1]) {
                end += 1
            } else {
                break
            }
        }
        return end
    }

    private static func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || 0x41...0x5A ~= byte & 0xDF }

    private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

    private func isTheirs(_ token: [UInt8], _ platform: String) -> Bool {
        guard (5...64).contains(token.count) else { return false }
        let digits = token.filter(Self.isDigit)
        if (7...15).contains(digits.count), token.allSatisfy({ Self.isDigit($0) || "+- ".utf8.contains($0) }) {
            let number = String(decoding: digits, as: UTF8.self)
            if ForgottenPerson.phoneTexts(number).contains(where: knows) { return true }
        }
        let text = String(decoding: token, as: UTF8.self)
        return knows("account\u{1}" + ForgottenPerson.account(platform, text)) || text.contains("@") && knows("email\u{1}" + text)
    }

    /// Whether a row of a table or contact list is a forgotten person's.
    func isTheirs(kind: String, _ json: String) -> Bool { ForgottenPerson.entryKeys(kind: kind, json).contains { $0.texts.contains(where: knows) } }
}
