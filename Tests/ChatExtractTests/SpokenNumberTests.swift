import ChatExtract
import Testing

@Suite struct SpokenNumberTests {
    @Test(
        "Numbers are read as people say and write them",
        arguments: [
            ("两", 2), ("俩", 2), ("仨", 3), ("半", 0.5), ("十", 10), ("十二", 12), ("二十", 20), ("二十五", 25), ("一百", 100), ("一百二", 120), ("一百零二", 102),
            ("一百二十", 120), ("三百五", 350), ("一千二", 1200), ("一万二", 12000), ("一万零二百", 10200), ("一六八", 168), ("三千五百六十", 3560), ("1.2w", 12000), ("1k", 1000),
            ("3万5", 35000), ("2千", 2000), ("1,256.00", 1256), ("12,345,678", 12_345_678), ("88.8", 88.8), ("0.5", 0.5),
        ])
    func readsSpokenNumbers(text: String, value: Double) throws {
        let bytes = Array(text.utf8)
        let number = try #require(SpokenNumbers.parse(bytes, at: 0))
        #expect(number.value == value)
        #expect(number.end == bytes.count)
    }

    @Test("A run of digit words that nobody would say is no number", arguments: ["零", "一", "九", "〇"])
    func refusesHugeRuns(word: String) {
        #expect(SpokenNumbers.parse(Array(String(repeating: word, count: 50_000).utf8), at: 0) == nil)
    }

    @Test("After a trailing digit a number ends, so that what follows keeps its own")
    func endsAfterTrailingDigit() throws {
        let number = try #require(SpokenNumbers.parse(Array("三百五一盒".utf8), at: 0))
        #expect(number.value == 350)
        #expect(number.end == 9)
    }

    @Test("Two digits that say about are marked as vague")
    func marksVagueNumbers() throws {
        #expect(try #require(SpokenNumbers.parse(Array("两三个".utf8), at: 0)).isVague)
        #expect(try #require(SpokenNumbers.parse(Array("三五斤".utf8), at: 0)).isVague)
    }

    @Test("Any bytes are read without a trap and never past their end")
    func survivesRandomBytes() {
        var state: UInt64 = 20_240_605
        func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        let pool = Array("一二两三百千万亿零半0123456789.,wk块元盒斤".utf8)
        var reader = OrderReader()
        var mentions = OrderMentions()
        for _ in 0..<2000 {
            let bytes = (0..<Int(next() % 40)).map { _ in next() % 4 == 0 ? UInt8(truncatingIfNeeded: next()) : pool[Int(next() % UInt64(pool.count))] }
            for at in bytes.indices {
                if let number = SpokenNumbers.parse(bytes, at: at) { #expect(number.end > at && number.end <= bytes.count, "seed 20240605") }
            }
            reader.read(bytes, into: &mentions)
        }
    }
}
