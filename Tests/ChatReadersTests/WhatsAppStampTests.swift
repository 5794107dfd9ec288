import TestSupport
import Testing

@testable import ChatReaders

@Suite("WhatsApp's stamps")
struct WhatsAppStampTests {
    private func read(_ line: String) -> WhatsAppStamp? {
        let bytes = Array(line.utf8)
        return WhatsAppStamp(bytes.span, 0..<bytes.count)
    }

    @Test("The short way reads what the full way reads", arguments: [1, 2, 3] as [UInt64])
    func shortWay(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &random)] }
        for round in 0..<3000 {
            let separator = pick(["/", "-", "."])
            let date = [pick(["5", "05", "31", "2024", "123"]), pick(["7", "07", "12", "32"]), pick(["24", "2024", "1", "123", ""])].joined(
                separator: separator)
            let clock =
                pick(["9", "09", "23", "24", "25"]) + pick([":", "."]) + pick(["05", "5", "60"]) + pick(["", ":30", ".30", ":61"])
                + pick(["", " AM", " pm", "\u{202F}PM", "\u{A0}p. m.", "am"])
            let stamp = pick(["", "[", "[\u{200E}"]) + date + pick([", ", " ", ",  ", ""]) + clock + pick(["] ", " - ", " – ", ": ", "]"])
            let plain = read(stamp + "Ana: hi")
            // A mark before the line sends the same stamp the full way.
            let full = read("\u{200E}" + stamp + "Ana: hi")
            let same =
                plain.map {
                    [$0.numbers.0, $0.numbers.1, $0.numbers.2, $0.digits.0, $0.digits.1, $0.hour, $0.minute, $0.second ?? -1, Int($0.meridiem), $0.body + 3]
                }
                == full.map {
                    [$0.numbers.0, $0.numbers.1, $0.numbers.2, $0.digits.0, $0.digits.1, $0.hour, $0.minute, $0.second ?? -1, Int($0.meridiem), $0.body]
                }
            #expect(same && plain?.shape == full?.shape, "seed \(seed), round \(round): \(stamp)")
        }
    }
}
