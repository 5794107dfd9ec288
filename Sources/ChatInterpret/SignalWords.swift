import ChatModel
import JSONText

/// What a customer says of who brought them, of whom they brought, of reselling, and that they want no advertising.
///
/// Who brought them: a name before 介绍 or 推荐 that 来, 加你 or the like follows (“小雨介绍我来的”). Whom they brought: 推荐给, 介绍给, 推给 or 安利给 with a name behind and a
/// word that says it was done (“推荐给同事了”). Reselling: 代理, 拿货, 代发, 批发, 分销, not denied and not asked of the seller.
enum SignalWords {
    /// A kind with the name that belongs to it; the name is empty where none was said.
    typealias Signal = (kind: CustomerSignal.Kind, value: String)

    private static let came = SaidWords.list("signal.came")
    private static let gave = SaidWords.list("signal.gave")
    private static let done = SaidWords.list("signal.done").compactMap(\.first)
    private static let reselling = SaidWords.list("signal.resell")
    private static let denied = SaidWords.list("signal.denied")
    private static let leads = SaidWords.list("signal.lead")
    private static let nobody = Set(SaidWords.list("signal.nobody") + [""])
    private static let ends: Set<Character> = ["，", "。", "！", "？", "、", "；", "：", ",", ".", "!", "?", ";", ":", " ", "\n", "～", "~", "（", "("]
    /// One of these stands in each of the words.
    private static let triggers = SaidWords.bytes("signal.trigger")
    /// A message that goes on for longer is no such remark.
    private static let longest = 400

    static func signals(in text: String) -> [Signal] {
        (refusesAdvertising(text) ? [(.noAdvertising, "")] : []) + introductions(in: text)
    }

    private static let advertising = SaidWords.bytes("advertising.noun")
    private static let refusals = SaidWords.bytes("advertising.refusal")
    private static let sendings = SaidWords.bytes("advertising.sending")
    /// Bytes behind a refusal in which stands what is not to be done.
    private static let refusalReach = 39

    /// Whether somebody wants no advertising: a word for it, and near each other one of refusal and one of sending (群发的消息以后别发我).
    private static func refusesAdvertising(_ text: String) -> Bool {
        guard text.utf8.count <= longest else { return false }
        let bytes = text.utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
        func find(_ word: [UInt8], from start: Int, to end: Int) -> Int? { ByteScanning.find(word, in: bytes.span, start..<end) }
        guard advertising.contains(where: { find($0, from: 0, to: bytes.count) != nil }) else { return false }
        return refusals.contains { no in
            var from = 0
            while let at = find(no, from: from, to: bytes.count) {
                from = at + no.count
                let end = min(bytes.count, from + refusalReach)
                if sendings.contains(where: { find($0, from: from, to: end) != nil }) { return true }
            }
            return false
        }
    }

    private static func introductions(in text: String) -> [Signal] {
        // Nearly every message ends here.
        let bytes = Array(text.utf8)
        guard bytes.count <= longest, triggers.contains(where: { ByteScanning.find($0, in: bytes.span, 0..<bytes.count) != nil }) else { return [] }
        let characters = Array(text)
        let isQuestion = text.contains("吗") || text.contains("？") || text.contains("?")
        var found: [Signal] = []
        for i in characters.indices {
            let rest = characters[i...]
            if starts(rest, "介绍") || starts(rest, "推荐"), came.contains(where: { starts(rest.dropFirst(2), $0) }) {
                let name = nameBefore(i, characters)
                if !nobody.contains(name), name.count <= 10 { found.append((.referredBy, name)) }
            }
            if !isQuestion, let word = gave.first(where: { starts(rest, $0) }), let name = nameBehind(rest.dropFirst(word.count)) {
                found.append((.referred, name))
            }
            if reselling.contains(where: { starts(rest, $0) }), !denied.contains(where: { ends(characters[..<i], $0) }),
                found.allSatisfy({ $0.kind != .reseller })
            {
                found.append((.reseller, ""))
            }
        }
        return found
    }

    private static func starts(_ text: ArraySlice<Character>, _ word: String) -> Bool { text.starts(with: word) }

    private static func ends(_ text: ArraySlice<Character>, _ word: String) -> Bool { text.suffix(word.count).elementsEqual(word) }

    /// The name that stands before a place, without the words that lead up to it.
    private static func nameBefore(_ end: Int, _ text: [Character]) -> String {
        let start = text[..<end].lastIndex { ends.contains($0) }.map { $0 + 1 } ?? 0
        var name = String(text[start..<end])
        var isShorter = true
        while isShorter {
            isShorter = false
            for lead in leads where name.hasPrefix(lead) {
                name.removeFirst(lead.count)
                isShorter = true
            }
        }
        return name
    }

    /// The name behind 给, up to the word that says it was done; nil when it was not done, or is to the speaker.
    private static func nameBehind(_ text: ArraySlice<Character>) -> String? {
        let piece = text.prefix { !ends.contains($0) }
        guard let end = piece.firstIndex(where: done.contains), end - piece.startIndex <= 10 else { return nil }
        let name = String(piece[..<end])
        let leading = text.first == "了" ? "" : name
        return leading.hasPrefix("我") && !leading.hasPrefix("我妈") && !leading.hasPrefix("我的") && leading.count < 3 ? nil : leading
    }
}

extension ConversationInterpreter {
    /// Takes what a customer's message says beside orders; the same thing is kept once.
    mutating func takeSignals(_ turn: Turn, _ place: Int, _ acts: [DialogueAct] = []) {
        let told: [SignalWords.Signal] = acts.contains { $0.act == .wish && $0.kind == "no_ads" } ? [(.noAdvertising, "")] : []
        for signal in SignalWords.signals(in: turn.message.text) + told {
            guard !accounts[place].record.signals.contains(where: { $0.kind == signal.kind && $0.value == signal.value }) else { continue }
            accounts[place].record.signals.append(
                CustomerSignal(signal.kind, value: signal.value, evidence: turn.evidence("signal.\(signal.kind.rawValue)", 0.8)))
        }
    }
}
