internal import CICU

/// Where a shop is, and in which money it names bare amounts.
public struct FoundRegion: Hashable, Sendable {
    /// ISO 3166 alpha-2.
    public var region: String
    /// ISO 4217.
    public var currency: String
    /// What spoke for it, the strongest first: RM, maybank, +60.
    public var grounds: [String]
}

/// Finds a shop's country out of its chats: numbers with country codes, languages, money, ways of paying, banks, couriers, towns, numbers as they are dialled at home.
///
/// Feed it each chat (``beginChat()``, then ``read(_:)`` for its messages), then take ``found()``. What speaks for which country is data (`lands.tsv`).
public struct RegionFinder: Sendable {
    private static let table = LandTable.shared
    /// How often each entry of the table was heard.
    private var heard = [Int](repeating: 0, count: Self.table.entries.count)
    /// Messages by script, signs of currencies, dollars without letters.
    private var scripts: [Int32: Int] = [:]
    private var signs: [String: Int] = [:]
    private var bareDollars = 0
    /// Numbers with a country code, and runs of digits as somebody may dial at home.
    private var international: Set<String> = []
    private var dialled: Set<[UInt8]> = []
    /// Messages in Han characters without kana, and chats in traditional ones.
    private var hanMessages = 0
    private var script = ChineseScript()
    private var traditional: [String: Int] = [:]

    /// A finder that has heard nothing.
    public init() {}

    /// Ends the chat before, if there was one.
    public mutating func beginChat() {
        if let region = script.region { traditional[region, default: 0] += 1 }
        script = ChineseScript()
    }

    /// Takes a message, or the name of an account or chat.
    public mutating func read(_ text: String) {
        let bytes = Array(text.utf8)
        if bytes.contains(where: { $0 >= 0xE3 }) { script.take(bytes) }
        readScripts(text)
        readNumbers(bytes)
        readMoney(text)
        let words = LandWalk.words(of: text)
        for i in words.indices {
            if words[i].isUnparted {
                inside(words[i])
                continue
            }
            var phrase = words[i].text
            hear(phrase, words[i])
            for j in (i + 1)..<min(i + 3, words.count) where j < words.count {
                guard !words[j].opens, !words[j].isUnparted else { break }
                phrase += " " + words[j].text
                hear(phrase, words[j])
            }
        }
    }

    private mutating func hear(_ word: String, _ at: LandWalk.Word) {
        guard let places = Self.table.places[word] else { return }
        for place in places {
            if case .money = Self.table.entries[place].voice {
                guard word.utf8.count > 1 ? at.isAtNumber : at.isGlued else { continue }
            }
            heard[place] += 1
        }
    }

    /// Words inside a run of a script that parts none.
    private mutating func inside(_ run: LandWalk.Word) {
        let scalars = Array(run.text.unicodeScalars)
        for start in scalars.indices where Self.table.initials.contains(scalars[start].value) {
            for length in stride(from: min(8, scalars.count - start), through: 1, by: -1) {
                var view = String.UnicodeScalarView()
                view.append(contentsOf: scalars[start..<start + length])
                guard let places = Self.table.places[String(view)] else { continue }
                for place in places {
                    if case .money = Self.table.entries[place].voice, !run.isAtNumber { continue }
                    heard[place] += 1
                }
                break
            }
        }
    }

    private mutating func readScripts(_ text: String) {
        var seen: [Int32: Int] = [:]
        var han = 0
        for scalar in text.unicodeScalars where scalar.value >= 0x370 {
            switch scalar.value {
            case 0x3400...0x9FFF: han += 1
            case 0x2000...0x2FFF, 0x3000...0x303F, 0xFE00...0xFFFF, 0x10000...: continue
            default: seen[cicu_script(scalar.value), default: 0] += 1
            }
        }
        var isOther = false
        for (script, count) in seen where count >= 2 && Self.table.scripts[script] != nil {
            scripts[script, default: 0] += 1
            isOther = true
        }
        if han >= 2, !isOther { hanMessages += 1 }
    }

    private mutating func readNumbers(_ bytes: [UInt8]) {
        var at = 0
        while at < bytes.count {
            guard bytes[at] &- 0x30 < 10 || bytes[at] == 0x2B else {
                at += 1
                continue
            }
            let start = at
            var digits: [UInt8] = []
            while at < bytes.count, bytes[at] &- 0x30 < 10 || [0x2B, 0x20, 0x28, 0x29, 0x2D].contains(bytes[at]) || bytes[at] == 0x2E && at > start + 2 {
                if bytes[at] &- 0x30 < 10 { digits.append(bytes[at]) }
                at += 1
            }
            guard 8...14 ~= digits.count else { continue }
            if bytes[start] == 0x2B {
                if international.count < 64, let number = NumberScanner.parse(digits) { international.insert(number) }
            } else if dialled.count < 64, digits.count <= 11 {
                dialled.insert(digits)
            }
        }
    }

    private mutating func readMoney(_ text: String) {
        var letters = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "$" {
                if let currency = Self.table.dollars[String(letters).lowercased()] { signs[currency, default: 0] += 1 } else { bareDollars += 1 }
            } else if let currency = Self.table.signs[scalar.value] {
                signs[currency, default: 0] += 1
            }
            if scalar.properties.isAlphabetic { letters.append(scalar) } else { letters = String.UnicodeScalarView() }
        }
    }

    // MARK: The verdict

    /// What one sign, however often it is heard, counts at most for.
    private static let most = (money: 5, local: 3, talk: 4, numbers: 4)
    /// Points of each; and how many of talk and of places count together.
    private static let weight = (money: 4.0, local: 3.0, number: 5.0, dialled: 2.0, dollar: 1.5)
    private static let limit = (talk: 15.0, local: 30.0, money: 20.0)
    /// Below this, nothing is found.
    private static let least = 6.0

    /// The country that most speaks for; nil where nothing much does.
    public func found() -> FoundRegion? {
        let table = Self.table
        var talk = [Double](repeating: 0, count: table.codes.count)
        var local = talk
        var money = talk
        var sums = talk
        var grounds: [(land: Int, points: Double, text: String)] = []
        var currencies = signs.mapValues { Double(min($0, Self.most.money)) * Self.weight.money }
        for (entry, count) in zip(table.entries, heard) where count > 0 {
            switch entry.voice {
            case .money(let currency):
                currencies[currency] = min(Self.limit.money, (currencies[currency] ?? 0) + Double(min(count, Self.most.money)) * Self.weight.money)
            case .local:
                let points = Double(min(count, Self.most.local)) * Self.weight.local
                for (rank, land) in entry.lands.enumerated() {
                    local[land] += points * Self.share(rank)
                    grounds.append((land, points, entry.word))
                }
            case .talk:
                for (rank, land) in entry.lands.enumerated() { talk[land] += Double(min(count, Self.most.talk)) * Self.share(rank) }
            }
        }
        for (script, count) in scripts {
            for (rank, land) in (table.scripts[script] ?? []).enumerated() { talk[land] += Double(min(count, 8)) * Self.share(rank) * 1.5 }
        }
        chinese(into: &talk)
        for land in table.codes.indices {
            for (rank, currency) in table.currencies[land].enumerated() {
                guard let points = currencies[currency] else { continue }
                money[land] += rank == 0 ? points : points * 0.5
                grounds.append((land, points, currency))
            }
            if let own = table.currencies[land].first, bareDollars > 0, table.bareDollars.contains(own) || own == "USD" {
                money[land] += Double(min(bareDollars, Self.most.money)) * Self.weight.dollar
                grounds.append((land, Self.weight.dollar, "$"))
            }
            sums[land] = min(Self.limit.talk, talk[land]) + min(Self.limit.local, local[land]) + min(Self.limit.money, money[land])
        }
        called(&sums, &grounds)
        dialled(&sums, &grounds)
        guard let best = sums.indices.max(by: { (sums[$0], $1) < (sums[$1], $0) }), sums[best] >= Self.least else { return nil }
        let own = table.currencies[best]
        // The money that the shop's country uses and the chats name; else that of its bare amounts.
        let currency = own.max { (currencies[$0] ?? 0) < (currencies[$1] ?? 0) }
        let isNamed = currency.map { (currencies[$0] ?? 0) > 0 } ?? false
        let told = grounds.filter { $0.land == best }.sorted { ($1.points, $0.text) < ($0.points, $1.text) }
        return FoundRegion(region: table.codes[best], currency: isNamed ? currency ?? own[0] : own[0], grounds: told.prefix(4).map(\.text))
    }

    /// A language's likeliest country first.
    private static func share(_ rank: Int) -> Double { max(0.5, 1 - 0.06 * Double(rank)) }

    private func chinese(into talk: inout [Double]) {
        let points = Double(min(hanMessages, 15))
        var written = traditional
        if let region = script.region { written[region, default: 0] += 1 }
        let most = written.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "CN"
        if let land = Self.table.index(of: most) { talk[land] += points }
    }

    /// Numbers with a country's code.
    private func called(_ sums: inout [Double], _ grounds: inout [(land: Int, points: Double, text: String)]) {
        var counts: [Int: Int] = [:]
        for number in international {
            guard let code = NumberScanner.region(of: number), let land = Self.table.index(of: code) else { continue }
            counts[land, default: 0] += 1
        }
        for (land, count) in counts {
            let points = Double(min(count, Self.most.numbers)) * Self.weight.number
            sums[land] += points
            grounds.append((land, points, "+" + String(NumberScanner.callingCode(of: Self.table.codes[land]))))
        }
    }

    /// Numbers as they are dialled in the countries that lead.
    private func dialled(_ sums: inout [Double], _ grounds: inout [(land: Int, points: Double, text: String)]) {
        let leading = sums.indices.filter { sums[$0] > 0 && Self.table.codes[$0] != "CN" }.sorted { (sums[$1], $0) < (sums[$0], $1) }.prefix(8)
        for land in leading {
            let fitting = dialled.count { NumberScanner.national($0, region: Self.table.codes[land])?.kind == .mobile }
            sums[land] += Double(min(fitting, 5)) * Self.weight.dialled
        }
    }
}
