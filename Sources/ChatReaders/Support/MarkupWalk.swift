import ChatBytes
import ChatModel

/// The walk over a page that holds one element for each message.
enum MarkupWalk {
    /// Lends every element that `isRecord` accepts, in order, with its offset and its number from 1, and counts its bytes.
    ///
    /// - Parameter record: answers whether the element was a message; the bytes of others count as decoration.
    static func run(
        _ bytes: Span<UInt8>, _ output: MessageOutput, isRecord: (MarkupScanner) -> Bool,
        _ record: (MarkupFragment, Int, Int) throws(ImportError) -> Bool
    ) throws(ImportError) {
        var scanner = MarkupScanner(bytes)
        var fragment = MarkupFragment()
        var number = 1
        while true {
            let token = scanner.next(bytes)
            if case .atEnd = token { break }
            guard case .start = token, isRecord(scanner) else { continue }
            let start = scanner.start
            fragment.read(&scanner, bytes, isBoundary: isRecord)
            if try record(fragment, start, number) {
                output.account(messageBytes: scanner.offset - start)
                number += 1
            }
        }
        accountRest(bytes, output)
    }

    /// Counts everything that has not been counted yet as decoration.
    static func accountRest(_ bytes: Span<UInt8>, _ output: MessageOutput) {
        let counted = output.totals.messageBytes + output.totals.decorationBytes + output.totals.diagnosedBytes
        output.account(decorationBytes: max(0, bytes.count - counted))
    }

    /// The text of the page's `<title>` in its first bytes; nil when there is none.
    static func title(_ bytes: Span<UInt8>, _ head: Int = 1 << 18) -> String? {
        let range = 0..<min(bytes.count, head)
        guard let start = ByteScanning.find("<title>", in: bytes, range), let end = ByteScanning.find("</title>", in: bytes, start..<range.upperBound) else {
            return nil
        }
        let title = MarkupText.string(TextTrimming.trim(bytes, start + 7..<end), of: bytes)
        return title.isEmpty ? nil : title
    }

    /// The text of the first element in the page's head that has a class of this name; nil when there is none or it is empty.
    static func text(ofClass word: StaticString, _ bytes: Span<UInt8>, _ head: Int = 1 << 18) -> String? {
        var scanner = MarkupScanner(bytes, 0..<min(bytes.count, head))
        while true {
            let token = scanner.next(bytes)
            if case .atEnd = token { return nil }
            guard case .start = token, !scanner.classes.isEmpty, scanner.hasClass(word, bytes) else { continue }
            var fragment = MarkupFragment()
            fragment.read(&scanner, bytes) { _ in false }
            let text = fragment.text(of: 0, bytes)
            return text.isEmpty ? nil : text
        }
    }
}
