internal import CICU
internal import Gazetteer

/// `lands.tsv`: countries, their money, and what in a chat speaks for each.
struct LandTable: Sendable {
    /// What a word says of where a chat is written.
    enum Voice: Hashable, Sendable {
        /// A currency, when it stands at a number.
        case money(String)
        /// A way of paying, a bank, a courier, a town.
        case local
        /// A frequent word of a language.
        case talk
    }

    /// A word and the countries it speaks for, the likeliest first.
    struct Entry: Sendable {
        var word: String
        var voice: Voice
        var lands: [Int]
    }

    /// ISO 3166 codes, in the order of the table.
    private(set) var codes: [String] = []
    /// For each country its currencies, that of bare amounts first.
    private(set) var currencies: [[String]] = []
    private(set) var entries: [Entry] = []
    /// Entries by their words in lower case, parted by single spaces.
    private(set) var places: [String: [Int]] = [:]
    /// The characters with which a word begins in a script that parts no words.
    private(set) var initials: Set<UInt32> = []
    /// Currencies by sign.
    private(set) var signs: [UInt32: String] = [:]
    /// Currencies by the letters before a dollar sign.
    private(set) var dollars: [String: String] = [:]
    private(set) var bareDollars: Set<String> = []
    private(set) var dotted: Set<String> = []
    /// A shape of parcels' numbers: `#` a digit, `@` a letter, `*` either.
    struct ParcelShape: Sendable {
        var courier: String
        var shape: [UInt8]
        /// Whether no other number looks so.
        var isTelling: Bool

        func fits(_ number: [UInt8]) -> Bool {
            guard number.count == shape.count else { return false }
            for (byte, mark) in zip(number, shape) {
                switch mark {
                case 0x23: guard byte &- 0x30 < 10 else { return false }
                case 0x40: guard 0x41...0x5A ~= byte else { return false }
                case 0x2A: continue
                default: guard byte == mark else { return false }
                }
            }
            return true
        }
    }

    /// Words by which somebody says that goods are for somebody else, in lower case.
    private(set) var otherPersons: [[UInt8]] = []
    private(set) var parcels: [ParcelShape] = []
    /// Words before a number that is no phone.
    private(set) var otherNumbers: [String] = []
    /// Countries by ICU's number of a script.
    private(set) var scripts: [Int32: [Int]] = [:]
    private var indices: [String: Int] = [:]

    static let shared = LandTable(LandWords.bytes())

    init(_ file: [UInt8]) {
        let lines = String(decoding: file, as: UTF8.self).split(separator: "\n").filter { $0.first != "#" }
        for line in lines {
            let parts = line.split(separator: "\t")
            guard parts.count == 2 else { continue }
            let words = parts[1].split(separator: " ").map { String($0) }
            let name = parts[0].split(separator: ".", maxSplits: 1).map { String($0) }
            switch name[0] {
            case "land" where words.count == 2:
                indices[words[0]] = codes.count
                codes.append(words[0])
                currencies.append(words[1].split(separator: ",").map { String($0) })
            case "sign" where words.count == 2: signs[words[0].unicodeScalars.first?.value ?? 0] = words[1]
            case "dollar" where name.count > 1: bareDollars.formUnion(words)
            case "dollar":
                for pair in words.map({ $0.split(separator: ":") }) where pair.count == 2 { dollars[String(pair[0])] = String(pair[1]) }
            case "parcel" where name.count > 1:
                for word in words {
                    let isTelling = word.hasPrefix("!")
                    parcels.append(ParcelShape(courier: name[1], shape: Array(word.utf8.drop { $0 == 0x21 }), isTelling: isTelling))
                }
            case "other" where name.count > 1 && name[1] == "person": otherPersons += words.map { Array($0.replacing("_", with: " ").utf8) }
            case "other" where name.count > 1: otherNumbers += words
            case "dots": dotted.formUnion(words)
            case "money" where name.count > 1:
                let own = codes.indices.filter { currencies[$0].contains(name[1]) }
                add(words, .money(name[1]), own)
            case "local" where name.count > 1: add(words, .local, lands(name[1]))
            case "talk" where name.count > 1: add(words, .talk, lands(name[1]))
            case "script" where name.count > 1:
                for word in words { scripts[unsafe word.withCString { unsafe cicu_script_named($0) }] = lands(name[1]) }
            default: continue
            }
        }
    }

    private func lands(_ list: String) -> [Int] { list.split(separator: ",").compactMap { indices[String($0)] } }

    private mutating func add(_ words: [String], _ voice: Voice, _ lands: [Int]) {
        guard !lands.isEmpty else { return }
        for word in words {
            let key = LandWalk.key(word)
            guard let first = key.unicodeScalars.first else { continue }
            places[key, default: []].append(entries.count)
            if LandWalk.isUnparted(first.value) { initials.insert(first.value) }
            entries.append(Entry(word: word.replacing("_", with: " "), voice: voice, lands: lands))
        }
    }

    /// Where a country stands in the table.
    func index(of code: String) -> Int? { indices[code] }

    /// The currency of a country's bare amounts.
    func home(_ code: String) -> String? { indices[code].flatMap { currencies[$0].first } }

    /// The only country that names bare amounts in a currency.
    func onlyLand(of currency: String) -> String? {
        let own = codes.indices.filter { currencies[$0][0] == currency }
        return own.count == 1 ? codes[own[0]] : nil
    }
}
