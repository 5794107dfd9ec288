internal import JSONText

/// Countries as writers of addresses name them, and their calling codes.
enum CountryNames {
    private static let table: (names: [[UInt8]: String], calling: [String: String], codes: [String: String]) = {
        var names: [[UInt8]: String] = [:]
        var codes: [String: String] = [:]
        var calling: [String: String] = [:]
        for line in AddressWordList.shared.lines where line.name.elementsEqual("country".utf8) && line.words.count > 2 {
            let code = String(decoding: line.words[0], as: UTF8.self)
            let number = String(decoding: line.words[1], as: UTF8.self)
            codes[code] = number
            if calling[number] == nil { calling[number] = code }
            for name in line.words.dropFirst(2) { names[AddressWordList.spaced(name)] = code }
        }
        return (names, calling, codes)
    }()

    /// The country that a whole piece names.
    static func named(_ bytes: [UInt8], _ range: Range<Int>) -> String? {
        guard range.count <= 40 else { return nil }
        return table.names[bytes[range].map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }]
    }

    /// The country that the last words of a piece name, and where they begin.
    static func ending(_ bytes: [UInt8], _ range: Range<Int>) -> (country: String, start: Int)? {
        var start = range.upperBound
        var words = 0
        while start > range.lowerBound, words < 4 {
            start -= 1
            let edge = start == range.lowerBound || bytes[start - 1] == 0x20
            guard edge else { continue }
            words += 1
            if let country = named(bytes, start..<range.upperBound) { return (country, start) }
        }
        return nil
    }

    /// The country that Han characters at the front of a piece name, and where the name ends.
    static func opening(_ bytes: [UInt8], _ range: Range<Int>) -> (country: String, end: Int)? {
        guard range.lowerBound < range.upperBound, bytes[range.lowerBound] >= 0xE4 else { return nil }
        for length in [15, 12, 9, 6] where length < range.count {
            if let country = named(bytes, range.lowerBound..<range.lowerBound + length) { return (country, range.lowerBound + length) }
        }
        return nil
    }

    /// Whether two countries dial with one calling code: Canada and the United States.
    static func share(_ a: String, _ b: String) -> Bool {
        if a == b { return true }
        let codes = table.codes
        return codes[a] != nil && codes[a] == codes[b]
    }

    /// The calling code of a country.
    static func code(of country: String) -> String? { table.codes[country] }

    /// The country of an E.164 number by its calling code; the +1 countries all answer US.
    static func calling(_ number: String) -> String? {
        guard number.hasPrefix("+") else { return nil }
        let digits = number.dropFirst()
        for length in [3, 2, 1] {
            if let country = table.calling[String(digits.prefix(length))] { return country }
        }
        return nil
    }
}
