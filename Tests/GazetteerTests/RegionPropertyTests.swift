import Gazetteer
import Testing

/// SplitMix64, so that a failure can be run again from its seed.
private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

@Suite struct RegionPropertyTests {
    static let texts = [
        "收货人李海南，广东省深圳市南山区粤海街道科苑路9号 13800000000", "吉林省吉林市昌邑区松江路3号", "臺北市大安區忠孝東路四段216巷", "重庆市县云阳县滨江路9号",
        "山东青岛市北区辽阳路6号北京同仁堂", "新疆伊犁州塔城地区额敏县红旗路4号", "HK 柴灣青山公路160號", "Nanshan District, Shenzhen, Guangdong, China",
    ]

    private func checkRanges(_ bytes: [UInt8], _ seed: UInt64) {
        var room = RegionMatches()
        RegionMatcher().match(bytes.span, into: &room)
        var end = 0
        for candidate in room.candidates {
            #expect(candidate.start >= end && candidate.start <= candidate.end && candidate.end <= bytes.count, "seed \(seed)")
            #expect(candidate.detailStart >= candidate.end && candidate.detailStart <= bytes.count, "seed \(seed)")
            #expect(candidate.townStart <= candidate.townEnd && candidate.townEnd <= candidate.detailStart, "seed \(seed)")
            #expect(!candidate.province.isNone, "seed \(seed)")
            end = candidate.detailStart
        }
        _ = RegionMatcher().matchLatin(bytes.span)
    }

    @Test func randomBytesAreSafe() {
        for seed in 0..<UInt64(400) {
            var random = Generator(state: seed)
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            checkRanges(bytes, seed)
        }
    }

    @Test func everyPrefixAndByteFlipIsSafe() {
        for (index, text) in Self.texts.enumerated() {
            let bytes = Array(text.utf8)
            for count in 0...bytes.count { checkRanges(Array(bytes[..<count]), UInt64(index)) }
            var random = Generator(state: UInt64(index))
            for at in bytes.indices {
                var flipped = bytes
                flipped[at] = UInt8.random(in: 0...255, using: &random)
                checkRanges(flipped, UInt64(index))
            }
        }
    }

    @Test func randomRunsOfNamesAreSafe() {
        let gazetteer = Gazetteer.shared
        for seed in 0..<UInt64(300) {
            var random = Generator(state: seed)
            var text = ""
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                let id = DivisionID(rawValue: UInt16.random(in: 1...UInt16(gazetteer.divisionCount), using: &random))
                text += Bool.random(using: &random) ? gazetteer.name(id) : gazetteer.shortName(id)
                text += ["", "", " ", "/", "市", "路", "，"].randomElement(using: &random) ?? ""
            }
            checkRanges(Array(text.utf8), seed)
        }
    }

    /// 32 times the text may take at most 300 times as long, where squares would take 1,024: a wide ratio, since the load of machines differs.
    @Test(arguments: ["吉林", "市南区", "北京市", "朝阳", "长沙", "新疆新疆维吾尔自治区"]) func contrivedRepetitionStaysLinear(_ unit: String) {
        let clock = ContinuousClock()
        var room = RegionMatches()
        func fastest(_ size: Int) -> Duration {
            let bytes = Array(String(repeating: unit, count: size / unit.utf8.count).utf8)
            return (0..<3).map { _ in clock.measure { RegionMatcher().match(bytes.span, into: &room) } }.min() ?? .zero
        }
        let short = fastest(2_000)
        #expect(fastest(64_000) < short * 300, "\(unit)")
    }
}
