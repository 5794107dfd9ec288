import ChatExtract
import ChatModel
import JSONText

/// What a customer says of their numbers and accounts: that a number is new, that an account is not their only one, that they were here before.
enum IdentityWords {
    private static let words: [(note: IdentityNote, phrases: [[UInt8]])] = [
        (.changedNumber, SaidWords.bytes("note.changed-number")), (.otherAccount, SaidWords.bytes("note.other-account")),
        (.returning, SaidWords.bytes("note.returning")),
    ]
    /// One of these stands in every such sentence, and in few others.
    private static let triggers = SaidWords.bytes("note.trigger")
    /// A longer message is a list or a form.
    static let longest = 300

    static func notes(in text: String) -> Set<IdentityNote> {
        let bytes = Array(text.lowercased().utf8)
        guard bytes.count <= longest, holds(triggers, bytes) || NumberWords.saysGone(text) else { return [] }
        var notes = Set(words.lazy.filter { holds($0.phrases, bytes) }.map(\.note))
        if NumberWords.saysChanged(text) { notes.insert(.changedNumber) }
        if NumberWords.saysAccountLost(text) { notes.insert(.otherAccount) }
        return notes
    }

    /// Whether a message says that goods are for somebody else: 寄给我妈, 收件人写我女儿, 送朋友的, for my sister.
    static func isForOther(_ text: String) -> Bool {
        let bytes = Array(text.lowercased().utf8)
        guard bytes.count <= longest else { return false }
        if holds(giftWords, bytes) || holds(borrowedWords, bytes) || holds(forwarders, bytes) || OtherPerson.isNamed(in: bytes) { return true }
        for relation in relations {
            var from = 0
            while let at = ByteScanning.find(relation, in: bytes.span, from..<bytes.count) {
                let end = at + relation.count
                from = end
                if uses.contains(where: { ByteScanning.has($0, in: bytes.span, at: end) }) { continue }
                // 我是她老公: what is ordered now is not the account's holder's.
                if speakers.contains(where: { ends(bytes, at, with: $0) }) { return true }
                if let lead = sendsTo.first(where: { ends(bytes, at, with: $0) }) {
                    // 电话写我爱人的: her number, and not her parcel.
                    let head = at - lead.count
                    if !numberNouns.contains(where: { ends(bytes, head, with: $0) }) { return true }
                } else if ofTheirs.contains(where: { ByteScanning.has($0, in: bytes.span, at: end) }) {
                    return true
                }
            }
        }
        return false
    }

    /// Whether a message names somebody's home as the place and not somebody as the one who receives: 寄我姑姑家, 放舅舅那边.
    static func isSomebodysPlace(_ text: String) -> Bool {
        let bytes = Array(text.lowercased().utf8)
        guard bytes.count <= longest, !holds(receivers, bytes) else { return false }
        return relations.contains { relation in
            guard let at = ByteScanning.find(relation, in: bytes.span, 0..<bytes.count) else { return false }
            return homes.contains { ByteScanning.has($0, in: bytes.span, at: at + relation.count) }
        }
    }

    /// What is done with goods and says nothing of where they go: 给小孩喝的.
    private static let uses = SaidWords.bytes("other.use")
    private static let numberNouns = SaidWords.bytes("number.noun-of-somebody")
    private static let receivers = SaidWords.bytes("other.receiver")
    private static let selfWord = SaidWords.bytes("self.word")

    /// Whether a message speaks of its writer.
    static func namesSelf(_ text: String) -> Bool { holds(selfWord, Array(text.utf8)) }

    static let selfHeads = SaidWords.list("self.head")
    private static let homes = SaidWords.bytes("other.home")

    /// Whether a message says that the speaker receives: 寄给我自己, 我自己用.
    static func isForSelf(_ text: String) -> Bool { holds(selfWords, Array(text.lowercased().utf8)) }

    /// Whether a message with a number names somebody whose it may be.
    static func namesOther(_ text: String) -> Bool { holds(otherWords, Array(text.lowercased().utf8)) }

    /// Whether the words right before a number say that it is somebody else's: 电话写我爱人的, 写前台, 隔壁的号码.
    static func isOthersNumber(before head: Substring) -> Bool {
        var head = head
        while let tail = numberLeads.first(where: { head.hasSuffix($0) }) { head = head.dropLast(tail.count) }
        let bytes = Array(head.utf8)
        return desks.contains { ends(bytes, bytes.count, with: $0) } || relations.contains { ends(bytes, bytes.count, with: $0) }
    }

    /// Whether somebody else than the account's holder speaks: 我是她老公, typing on her phone.
    static func isAnotherSpeaking(_ text: String) -> Bool {
        let bytes = Array(text.lowercased().utf8)
        guard bytes.count <= longest else { return false }
        if holds(borrowedWords, bytes) { return true }
        return relations.contains { relation in
            guard let at = ByteScanning.find(relation, in: bytes.span, 0..<bytes.count) else { return false }
            return speakers.contains { ends(bytes, at, with: $0) }
        }
    }

    /// Whether the words right before a number say that it is the writer's: 写我电话, my cell.
    ///
    /// - Parameter head: the words, in lower case.
    static func isOwnNumber(before head: [UInt8]) -> Bool {
        var words = String(decoding: head, as: UTF8.self)[...]
        while let last = words.last, " :：是\u{A0}".contains(last) { words.removeLast() }
        let bytes = Array(words.utf8)
        return ownWords.contains { ends(bytes, bytes.count, with: $0) }
    }

    /// Whether words end by naming the speaker, with nothing but a sign or a blank behind: 我, 我是, it's me.
    static func endsWithSelf(_ words: String) -> Bool {
        var head = words.lowercased()[...]
        while let last = head.last, " ，,：:\u{A0}".contains(last) { head.removeLast() }
        guard let word = selfEnds.first(where: { head.hasSuffix($0) }) else { return false }
        // 给我 names whoever receives, 发我 the speaker; a word in Latin letters stands alone.
        return word.count > 1 && !word.allSatisfy(\.isASCII) || head.dropLast(word.count).last.map { !$0.isLetter } ?? true
    }

    /// Whether words begin with the speaker's saying who they are: 我是…, 本人….
    static func introduces(_ words: Substring) -> Bool {
        let words = words.drop { $0 == " " }
        return introductions.contains { words.hasPrefix($0) } && !isRelation(words)
    }

    private static let introductions = SaidWords.list("self.introduction")
    private static let selfEnds = SaidWords.list("self.end")

    /// Whether words name somebody by what they are to the speaker: 媽咪, 我闺蜜.
    static func isRelation(_ words: Substring) -> Bool {
        let bytes = Array(words.lowercased().utf8)
        return bytes.count <= 15 && holds(relations, bytes)
    }

    /// Whether a message says of a number that it is the speaker's.
    static func isOwnWords(_ text: String) -> Bool {
        let bytes = Array(text.lowercased().utf8)
        return holds(ownWords, bytes) || AddressTalk.isOwnNumber(bytes)
    }

    private static let ownWords = SaidWords.bytes("number.own")
    private static let numberLeads = SaidWords.list("number.lead")
    private static let desks = SaidWords.bytes("number.desk")

    /// Whether a message says hardly more than a number.
    static func isBareNumber(_ text: String) -> Bool {
        text.unicodeScalars.reduce(0) { $0 + ($1.properties.isIdeographic ? 2 : $1.properties.isAlphabetic ? 1 : 0) } <= 8
    }

    private static let otherWords = SaidWords.bytes("number.others")

    private static func ends(_ bytes: [UInt8], _ end: Int, with word: [UInt8]) -> Bool {
        end >= word.count && ByteScanning.has(word, in: bytes.span, at: end - word.count)
    }

    private static let borrowedWords = SaidWords.bytes("other.borrowed")
    private static let forwarders = SaidWords.bytes("other.forwarder")
    private static let giftWords = SaidWords.bytes("other.gift")
    private static let selfWords = SaidWords.bytes("self")
    static let relations = SaidWords.bytes("relation")
    /// What stands before the one who receives.
    private static let sendsTo = SaidWords.bytes("other.send")
    private static let speakers = SaidWords.bytes("other.speaker")
    /// What stands behind the one who receives.
    private static let ofTheirs = SaidWords.bytes("other.theirs")

    static func holds(_ phrases: [[UInt8]], _ bytes: [UInt8]) -> Bool {
        phrases.contains { ByteScanning.find($0, in: bytes.span, 0..<bytes.count) != nil }
    }
}
