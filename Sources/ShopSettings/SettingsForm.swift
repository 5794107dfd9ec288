public import ChatModel
import Yams

/// The settings file as a form: every key with its words and its value as a seller types it, and the file again with what was typed.
///
/// Only the lines of keys that were changed are written anew: comments, and everything else that stands in the file, stay.
public struct SettingsForm: Sendable {
    /// A key of the file.
    public struct Field: Hashable, Sendable {
        /// `stages.fan_orders`.
        public var id: String
        /// The section, empty for the top of the file.
        public var section: String
        /// What it does.
        public var words: Wording
        /// What it takes.
        public var allowed: Wording
        /// The value as it is typed; empty for none.
        public var value: String
        /// An example; empty where the default tells enough.
        public var example: String
        /// Whether it is on or off.
        public var isFlag: Bool

        /// A key.
        public init(id: String, section: String, words: Wording, allowed: Wording, value: String, example: String, isFlag: Bool) {
            (self.id, self.section, self.words, self.allowed) = (id, section, words, allowed)
            (self.value, self.example, self.isFlag) = (value, example, isFlag)
        }
    }

    private let text: String
    private let settings: Settings

    /// The form of a file.
    ///
    /// - Parameter yaml: the file's text, empty where there is none.
    public init(yaml: String) throws(SettingsError) {
        text = yaml
        settings = try Settings(yaml: yaml)
    }

    /// Every key, in the order of the file.
    public var fields: [Field] {
        SettingKey.all.map { key in
            let parts = key.comment.split(separator: "/", maxSplits: 1).map { $0.trimmingSpaces }
            return Field(
                id: key.path, section: key.section, words: Wording(parts[0], parts.last ?? parts[0]), allowed: key.target.allowed,
                value: key.target.typed(settings), example: key.example.map(Self.untyped) ?? "", isFlag: key.target.isFlag)
        }
    }

    /// The file with what was typed; keys that are not named stay.
    ///
    /// - Returns: the text, and the keys of which the value is not taken: nothing of those is in the text.
    public func file(typing values: [String: String]) -> (text: String, refused: Set<String>) {
        var result = text
        var refused: Set<String> = []
        for key in SettingKey.all {
            guard let typed = values[key.path], typed != key.target.typed(settings) else { continue }
            let value = key.target.yaml(typed)
            let line = key.name + (value.isEmpty ? ":" : ": " + value)
            let alone = key.section.isEmpty ? line : "\(key.section):\n  \(line)"
            let changed = Self.replacing(key, with: line, in: result)
            do throws(SettingsError) {
                let one = try Settings(yaml: alone)
                let whole = try Settings(yaml: changed)
                // The file may be written in a way in which this line does not stand for the key.
                guard key.target.text(one) == key.target.text(whole) else { throw SettingsError(line: nil, message: "") }
                result = changed
            } catch {
                refused.insert(key.path)
            }
        }
        return (result, refused)
    }

    /// The text with a key's line in its place, or behind the head of its section.
    private static func replacing(_ key: SettingKey, with line: String, in text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        func indent(_ line: String) -> Int { line.prefix { $0 == " " }.count }
        func isBlank(_ line: String) -> Bool { line.allSatisfy { $0 == " " } || line.trimmingSpaces.hasPrefix("#") }
        var range = 0..<lines.count
        var depth = 0
        if !key.section.isEmpty {
            guard
                let head = lines.firstIndex(where: {
                    indent($0) == 0 && ($0 == key.section + ":" || $0.hasPrefix(key.section + ": ") || $0.hasPrefix(key.section + ":#"))
                })
            else {
                return (lines + (lines.isEmpty ? [] : [""]) + ["\(key.section):", "  \(line)"]).joined(separator: "\n") + "\n"
            }
            let end = lines[(head + 1)...].firstIndex { !isBlank($0) && indent($0) == 0 } ?? lines.count
            range = head + 1..<end
            depth = range.lazy.filter { !isBlank(lines[$0]) }.map { indent(lines[$0]) }.first ?? 2
        }
        let pad = String(repeating: " ", count: depth)
        guard let at = range.first(where: { indent(lines[$0]) == depth && lines[$0].dropFirst(depth).hasPrefix(key.name + ":") }) else {
            if key.section.isEmpty {
                // Before the first section, whose keys are indented.
                lines.insert(
                    line, at: lines.firstIndex { line in SettingKey.all.contains { !$0.section.isEmpty && line.hasPrefix($0.section + ":") } } ?? lines.count)
            } else {
                lines.insert(pad + line, at: range.lowerBound)
            }
            return lines.joined(separator: "\n") + "\n"
        }
        // A list below a key is the key's.
        var end = at + 1
        while end < range.upperBound, !isBlank(lines[end]), indent(lines[end]) > depth || lines[end].dropFirst(depth).hasPrefix("- ") { end += 1 }
        lines.replaceSubrange(at..<end, with: [pad + line])
        return lines.joined(separator: "\n") + "\n"
    }

    /// An example as it is typed: without the signs of the file.
    private static func untyped(_ example: String) -> String { example.filter { !"[]{}".contains($0) } }
}

extension StringProtocol {
    fileprivate var trimmingSpaces: String {
        var rest = self[...]
        while rest.first == " " { rest = rest.dropFirst() }
        while rest.last == " " { rest = rest.dropLast() }
        return String(rest)
    }
}

extension SettingKey.Target {
    fileprivate var isFlag: Bool {
        if case .flag = self { return true }
        return false
    }

    /// The value as a seller types it.
    fileprivate func typed(_ settings: Settings) -> String {
        switch self {
        case .texts, .integers, .numbers, .table: String(text(settings).dropFirst().dropLast())
        default: text(settings)
        }
    }

    /// What was typed as the file takes it; empty for nothing.
    fileprivate func yaml(_ typed: String) -> String {
        let typed = typed.trimmingSpaces
        if typed.isEmpty { return "" }
        let parts = typed.split { ",，、;；\n".contains($0) }.map(\.trimmingSpaces).filter { !$0.isEmpty }
        switch self {
        case .integer, .number, .percent, .optionalNumber, .flag: return parts.count == 1 ? Self.plain(typed) : Self.quoted(typed)
        case .text, .optionalText: return Self.quoted(typed)
        case .texts: return "[\(parts.map(Self.quoted).joined(separator: ", "))]"
        case .integers, .numbers: return "[\(parts.map(Self.plain).joined(separator: ", "))]"
        case .table:
            let pairs = parts.map { part in
                let ends = part.split(maxSplits: 1) { ":：=".contains($0) }.map(\.trimmingSpaces)
                return ends.count == 2 ? "\(Self.quoted(ends[0])): \(Self.plain(ends[1]))" : Self.quoted(part)
            }
            return "{\(pairs.joined(separator: ", "))}"
        }
    }

    /// A number or a word as it is; anything else as a text, which the key then refuses.
    private static func plain(_ text: String) -> String {
        text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 || 0x41...0x5A ~= $0 || "+-.".utf8.contains($0) } ? text : quoted(text)
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars where scalar.value >= 0x20 {
            if scalar == "\"" || scalar == "\\" { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }

    /// What the key takes.
    fileprivate var allowed: Wording {
        func ends(_ low: Double, _ high: Double) -> String { "\(Self.short(low))–\(Self.short(high))" }
        switch self {
        case .integer(_, let range):
            let text = ends(Double(range.lowerBound), Double(range.upperBound))
            return Wording("\(text) 的整数", "a whole number, \(text)")
        case .number(_, let range), .optionalNumber(_, let range):
            return Wording("\(ends(range.lowerBound, range.upperBound)) 的数", "a number, \(ends(range.lowerBound, range.upperBound))")
        case .percent(_, let range): return Wording("\(ends(range.lowerBound, range.upperBound))%", "\(ends(range.lowerBound, range.upperBound)) %")
        case .flag: return Wording("是或否", "yes or no")
        case .text, .optionalText: return Wording("一段文字", "a text")
        case .texts: return Wording("用逗号分开", "with commas between")
        case .integers(_, let count): return Wording("\(count) 个从小到大的整数，用逗号分开", "\(count) whole numbers that rise, with commas between")
        case .numbers(_, let counts):
            let count = counts.max() ?? 0
            return Wording("\(count) 个从小到大的数，用逗号分开", "\(count) numbers that rise, with commas between")
        case .table: return Wording("词: 数，用逗号分开", "word: number, with commas between")
        }
    }

    private static func short(_ value: Double) -> String { value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value) }
}
