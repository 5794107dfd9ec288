internal import ChatModel
internal import Gazetteer

/// Parcels that somebody fetches from a shop or a locker of Taiwan or Hong Kong: the chain, its store or the locker's code, and who comes for it.
extension RecipientReader {
    private static func words(_ name: StaticString) -> [[UInt8]] {
        var folded = NormalizedText()
        var words: [[UInt8]] = []
        for word in AddressWordList.shared.words(of: name) {
            let spaced = AddressWordList.spaced(word)
            folded.load(spaced.span)
            words.append(LetterCase.lowered(0..<folded.bytes.count, folded.bytes))
        }
        return words.sorted { $0.count > $1.count }
    }

    private static let chains = words("store.chain")
    private static let endings = words("store.ending")
    private static let lockers = words("store.locker")
    private static let labels = words("store.label")
    private static let numbers = words("store.number")

    /// A word of a message, and whether a digit or letter glues it to the one before.
    private struct StoreWord {
        var range: Range<Int>
        var isPhone = false
        /// Whether words behind a label are in it: 店名：豐原店.
        var label = StoreLabel.none
    }

    private enum StoreLabel { case none, store, number, name }

    /// The recipient of a message that names a store or a locker and somebody who fetches.
    func readStore(_ message: borrowing MessageText) -> ParsedRecipient? {
        let bytes = message.text.bytes
        guard bytes.count <= 400, let land = storeLand(message) else { return nil }
        let found = phonesAbroad(message, land)
        guard found.phones.count <= 1 else { return nil }
        let words = storeWords(bytes, phones: found.ranges)
        guard let store = land == "TW" ? store(among: words, bytes) : locker(among: words, bytes) else { return nil }
        let name = fetcher(among: words, apart: store, bytes)
        let original = message.text.original
        let isSame = SameNumber.isSaid(in: lowered(0..<original.count, original))
        guard !found.phones.isEmpty || name != nil && (isSame || isEager) else { return nil }
        return compose(land, nil, name, found.phones, store, nil, message.text)
    }

    /// Whether a recipient that was read as any other has the same store in its address, and somebody who is no part of it.
    func isStore(of fetched: ParsedRecipient, in other: ParsedRecipient) -> Bool {
        guard let address = other.recipient.address, address.country == fetched.recipient.address?.country, let name = other.recipient.name,
            !other.recipient.phones.isEmpty, fetched.recipient.name == nil || fetched.recipient.name == name,
            let store = fetched.recipient.address?.detail?.split(separator: ",").first, let detail = address.detail
        else { return false }
        let words = detail.filter { !$0.isWhitespace }
        guard !store.contains(name), let place = words.firstRange(of: store.filter { !$0.isWhitespace }) else { return false }
        // 840+60=900 末5碼 31170 門市 7-11…: money before it is no part of the address, a street is: 中央路三段707號 7-11吉安門市.
        let before = words[..<place.lowerBound]
        return !before.contains(where: \.isNumber) || before.unicodeScalars.contains { CharacterTraits.of($0.value).contains(.road) }
    }

    /// Taiwan or Hong Kong, where a word or a number of theirs stands; nil elsewhere.
    private func storeLand(_ message: borrowing MessageText) -> String? {
        var isHongKong = home == "HK"
        var isTaiwan = home == "TW"
        for number in message.numbers where number.kind == .taiwan || number.kind == .foreign {
            if number.kind == .taiwan || number.value.hasPrefix("+886") { isTaiwan = true } else if number.value.hasPrefix("+852") { isHongKong = true }
        }
        guard isHongKong || isTaiwan else { return nil }
        let text = lowered(0..<message.text.bytes.count, message.text.bytes)
        if isHongKong, Self.lockers.contains(where: { ByteSearch.contains(text[...], $0) }) { return "HK" }
        let isStore = isTaiwan && (Self.chains + Self.labels).contains { ByteSearch.contains(text[...], $0) }
        return isStore ? "TW" : nil
    }

    /// The words of a message between spaces and marks; a phone is one.
    private func storeWords(_ bytes: [UInt8], phones: [Range<Int>]) -> [StoreWord] {
        var words: [StoreWord] = []
        var start = -1
        var at = 0
        func close(_ end: Int) {
            if start >= 0, end > start { words.append(StoreWord(range: start..<end)) }
            start = -1
        }
        while at < bytes.count {
            if let phone = phones.first(where: { $0.lowerBound == at }) {
                close(at)
                words.append(StoreWord(range: phone, isPhone: true))
                at = phone.upperBound
                continue
            }
            let (value, length) = Han.scalar(bytes, at)
            switch value {
            case 0x09, 0x0A, 0x20, 0x21, 0x28, 0x29, 0x2C, 0x2F, 0x3A, 0x3B, 0x3F, 0x7C, 0x3001, 0x3002, 0x3010, 0x3011: close(at)
            default: if start < 0 { start = at }
            }
            at += max(1, length)
        }
        close(bytes.count)
        for i in words.indices.dropLast() where !words[i].isPhone {
            if isOne(words[i].range, of: Self.labels, bytes) { words[i + 1].label = .store }
            if isOne(words[i].range, of: Self.numbers, bytes) { words[i + 1].label = .number }
        }
        return words
    }

    /// The store's words: the chain where it is named, the store, its number.
    private func store(among words: [StoreWord], _ bytes: [UInt8]) -> [Range<Int>]? {
        var chain: Range<Int>?
        var chainWord = -2
        for (i, word) in words.enumerated() where !word.isPhone {
            let glued = prefix(word.range, of: Self.chains, bytes)
            let rest = word.range.lowerBound + (glued ?? 0)..<word.range.upperBound
            if let glued {
                chain = word.range.lowerBound..<word.range.lowerBound + glued
                chainWord = i
            }
            guard !rest.isEmpty else { continue }
            // 7-11永貞, 7-11 鑫華: what stands right at the chain's name; OK says yes as often.
            let isBeside = glued != nil || chainWord == i - 1 && chain?.upperBound == words[i - 1].range.upperBound
            guard word.label == .store || isStore(rest, bytes) || isBeside && (chain?.count ?? 0) > 2 && isPlainStore(rest, bytes) else { continue }
            let number = storeNumber(words, besides: i, bytes)
            guard let chain, chainWord >= i - 1 else { return [rest] + number }
            return (isBeside ? [chain.lowerBound..<rest.upperBound] : [chain, rest]) + number
        }
        return nil
    }

    /// 店號 012345, or six digits behind the store.
    private func storeNumber(_ words: [StoreWord], besides i: Int, _ bytes: [UInt8]) -> [Range<Int>] {
        for (j, word) in words.enumerated() where !word.isPhone && 4...8 ~= word.range.count && bytes[word.range].allSatisfy({ $0 &- 0x30 < 10 }) {
            if word.label == .number || j == i + 1 && word.range.count >= 5 { return [word.range] }
        }
        return []
    }

    private func locker(among words: [StoreWord], _ bytes: [UInt8]) -> [Range<Int>]? {
        guard let i = words.firstIndex(where: { word in !word.isPhone && Self.lockers.contains { ByteSearch.contains(lowered(word.range, bytes)[...], $0) } })
        else {
            return nil
        }
        var range = words[i].range
        var hasCode = bytes[range].contains { $0 &- 0x30 < 10 }
        for j in [i + 1, i - 1] where words.indices.contains(j) && !hasCode && !words[j].isPhone && isLockerCode(words[j].range, bytes) {
            range = min(range.lowerBound, words[j].range.lowerBound)..<max(range.upperBound, words[j].range.upperBound)
            hasCode = true
        }
        // 沙田順豐站: a place before the word.
        let isPlaced = Self.lockers.contains { lowered(range, bytes).count > $0.count + 3 && lowered(range, bytes).suffix($0.count).elementsEqual($0) }
        return hasCode || isPlaced ? [range] : nil
    }

    /// 852TAL, H852FG06P: letters and digits with the calling code among the first.
    private func isLockerCode(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let code = bytes[range]
        guard 4...12 ~= code.count, code.allSatisfy({ $0 &- 0x30 < 10 || 0x61...0x7A ~= $0 | 0x20 }) else { return false }
        return ByteSearch.contains(code.prefix(4), Array("852".utf8)) && code.contains { 0x61...0x7A ~= $0 | 0x20 }
    }

    /// The name of whoever fetches: the best beside the phone or the store.
    private func fetcher(among words: [StoreWord], apart store: [Range<Int>], _ bytes: [UInt8]) -> NameCandidate? {
        var best: NameCandidate?
        for (i, word) in words.enumerated() where !word.isPhone && !store.contains(where: { $0.overlaps(word.range) }) {
            var cut = NameWords.trimmed(word.range, bytes)
            // Chan Siu Ming: words in Latin letters go together.
            var last = i
            if bytes[cut.range.lowerBound] < 0x80 {
                while last + 1 < words.count, last < i + 3, !words[last + 1].isPhone, isLatinName(words[last + 1].range, bytes) { last += 1 }
                if last > i { cut.range = word.range.lowerBound..<words[last].range.upperBound }
                guard isLatinName(word.range, bytes), i == 0 || !isLatinName(words[i - 1].range, bytes) else { continue }
            }
            let isBesidePhone = i > 0 && words[i - 1].isPhone || last + 1 < words.count && words[last + 1].isPhone
            let isBesideStore = i > 0 && store.contains { $0.upperBound == words[i - 1].range.upperBound }
            guard isBesidePhone || isBesideStore || cut.called, prefix(word.range, of: Self.chains, bytes) == nil, !isStore(word.range, bytes) else { continue }
            guard !isOne(word.range, of: Self.labels + Self.numbers, bytes), !SameNumber.isSaid(in: Array(bytes[word.range])) else { continue }
            let verdict = NameScore.of(cut.range, bytes)
            let points = verdict.points + (isBesidePhone ? 4 : 0) + (isBesideStore ? 2 : 0) + (cut.received ? 3 : 0)
            guard points >= 6, best.map({ points > $0.points }) ?? true else { continue }
            best = NameCandidate(range: cut.range, points: points, rule: verdict.rule, piece: 0)
        }
        return best
    }

    private func isLatinName(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        0x41...0x5A ~= bytes[range.lowerBound] && bytes[range].allSatisfy { 0x61...0x7A ~= $0 | 0x20 || $0 == 0x2D || $0 == 0x2E }
    }

    /// Whether words end as a store's name does, with something before it.
    private func isStore(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        Self.endings.contains { range.count >= $0.count + 6 && range.count <= $0.count + 24 && bytes[range].suffix($0.count).elementsEqual($0) }
            && !AddressScore.isTalk(range, bytes)
    }

    /// Whether words may be a store's name without its ending: two to six Han characters of no talk.
    private func isPlainStore(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        6...18 ~= range.count && bytes[range].allSatisfy { $0 >= 0x80 } && !AddressScore.isTalk(range, bytes)
    }

    private func lowered(_ range: Range<Int>, _ bytes: [UInt8]) -> [UInt8] { bytes[range].map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 } }

    private func isOne(_ range: Range<Int>, of words: [[UInt8]], _ bytes: [UInt8]) -> Bool {
        let text = lowered(range, bytes)
        return words.contains(text)
    }

    /// The length of the longest of some words with which a range begins.
    private func prefix(_ range: Range<Int>, of words: [[UInt8]], _ bytes: [UInt8]) -> Int? {
        let text = lowered(range, bytes)
        return words.first { text.starts(with: $0) }?.count
    }
}
