import ChatModel
import Yams

/// Why a settings file is not taken: where, and what is wrong, without the file's values.
public struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// 1-based; nil when the whole file is meant.
    public var line: Int?
    /// What is wrong, in English.
    public var message: String

    /// `line 12: unknown key`.
    public var description: String { line.map { "line \($0): \(message)" } ?? message }
}

extension Settings {
    /// Reads a settings file; keys that are left out, or have no value, keep their defaults.
    ///
    /// - Throws: `SettingsError` for what is no YAML, for unknown keys and for values that a key does not take: nothing is passed over in silence.
    public init(yaml: String) throws(SettingsError) {
        self.init()
        let root: Node?
        do { root = try Yams.compose(yaml: yaml) } catch { throw Settings.error(error) }
        guard let root, !root.isNothing else { return }
        guard case .mapping(let mapping) = root else { throw SettingsError(line: root.mark?.line, message: "the file must hold keys and values") }
        let sections = Set(SettingKey.all.map(\.section)).subtracting([""])
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            if sections.contains(name) {
                if value.isNothing { continue }
                guard case .mapping(let inner) = value else {
                    throw SettingsError(line: key.mark?.line, message: "'\(name)' is a section: its keys stand below it, indented")
                }
                for (innerKey, innerValue) in inner { try set(name, innerKey, innerValue) }
            } else {
                try set("", key, value)
            }
        }
    }

    private mutating func set(_ section: String, _ key: Node, _ value: Node) throws(SettingsError) {
        let name = key.scalar?.string ?? ""
        guard let setting = SettingKey.all.first(where: { $0.section == section && $0.name == name }) else {
            throw SettingsError(line: key.mark?.line, message: Settings.unknown(section, name))
        }
        if value.isNothing { return }
        guard let problem = setting.target.take(value, into: &self) else { return }
        throw SettingsError(line: value.mark?.line ?? key.mark?.line, message: "'\(setting.path)' takes \(problem)")
    }

    private static func unknown(_ section: String, _ name: String) -> String {
        let path = section.isEmpty ? name : "\(section).\(name)"
        if let elsewhere = SettingKey.all.first(where: { $0.name == name }) { return "there is no key '\(path)'; '\(elsewhere.path)' is one" }
        let near = SettingKey.all.map { ($0, NearestWord.distance($0.name, name)) }.min { $0.1 < $1.1 }
        if let near, near.1 <= max(2, name.utf8.count / 4) { return "there is no key '\(path)'; did you mean '\(near.0.path)'?" }
        return "there is no key '\(path)'; 'chatpool config' prints all keys"
    }

    private static func error(_ error: any Error) -> SettingsError {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            SettingsError(line: mark.line, message: "not YAML: \(problem)")
        case .duplicatedKeysInMapping(_, let context):
            SettingsError(line: context.mark.line, message: "a key stands here a second time")
        default: SettingsError(line: nil, message: "not YAML")
        }
    }
}

extension Node {
    /// Whether no value stands behind the key.
    fileprivate var isNothing: Bool { scalar.map { $0.style == .plain && ["", "~", "null"].contains($0.string) } ?? false }
}

extension SettingKey.Target {
    /// Takes a value; answers what the key takes when it cannot be used.
    fileprivate func take(_ node: Node, into settings: inout Settings) -> String? {
        switch self {
        case .integer(let path, let range):
            guard let value = Self.integer(node), range.contains(value) else { return Self.whole(range) }
            settings[keyPath: path] = value
        case .number(let path, let range):
            guard let value = Self.number(node), range.contains(value) else { return Self.number(range) }
            settings[keyPath: path] = value
        case .optionalNumber(let path, let range):
            guard let value = Self.number(node), range.contains(value) else { return Self.number(range) }
            settings[keyPath: path] = value
        case .percent(let path, let range):
            guard let value = Self.number(node), range.contains(value) else { return "per cent, " + Self.number(range) }
            settings[keyPath: path] = value / 100
        case .flag(let path):
            guard let text = node.scalar?.string.lowercased(), let value = ["true": true, "yes": true, "false": false, "no": false][text] else {
                return "true or false"
            }
            settings[keyPath: path] = value
        case .text(let path):
            guard let text = node.scalar?.string, !text.isEmpty else { return "a text" }
            settings[keyPath: path] = text
        case .optionalText(let path):
            guard let text = node.scalar?.string, !text.isEmpty else { return "a text" }
            settings[keyPath: path] = text
        case .texts(let path):
            guard let values = Self.texts(node) else { return "a text or a list of texts: [one, two]" }
            settings[keyPath: path] = values
        case .integers(let path, let count):
            guard let values = Self.list(node, Self.integer), values.count == count, Self.rises(values) else {
                return "a list of \(count) whole numbers that rise"
            }
            settings[keyPath: path] = values
        case .numbers(let path, let counts):
            guard let values = Self.list(node, Self.number), counts.contains(values.count), Self.rises(values) else {
                return "a list of \(counts.max() ?? 0) numbers that rise"
            }
            settings[keyPath: path] = values
        case .table(let path, let range):
            guard case .mapping(let mapping) = node else { return "words with a number each: {one: 30, two: 7}" }
            var table: [String: Double] = [:]
            for (key, value) in mapping {
                guard let word = key.scalar?.string, !word.isEmpty, let number = Self.number(value), range.contains(number) else {
                    return "words with a number each, " + Self.number(range)
                }
                table[word] = number
            }
            settings[keyPath: path] = table
        }
        return nil
    }

    private static func integer(_ node: Node) -> Int? { node.scalar.flatMap { Int($0.string) } }

    private static func number(_ node: Node) -> Double? { node.scalar.flatMap { Double($0.string) }.flatMap { $0.isFinite ? $0 : nil } }

    private static func texts(_ node: Node) -> [String]? {
        if let text = node.scalar?.string { return text.isEmpty ? [] : [text] }
        return list(node) { $0.scalar?.string }
    }

    private static func list<Value>(_ node: Node, _ value: (Node) -> Value?) -> [Value]? {
        guard case .sequence(let sequence) = node else { return nil }
        let values = sequence.map(value)
        return values.contains { $0 == nil } ? nil : values.compactMap(\.self)
    }

    private static func rises<Value: Comparable>(_ values: [Value]) -> Bool { zip(values, values.dropFirst()).allSatisfy { $0 < $1 } }

    private static func whole(_ range: ClosedRange<Int>) -> String { "a whole number from \(range.lowerBound) to \(range.upperBound)" }

    private static func number(_ range: ClosedRange<Double>) -> String { "a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))" }

    private static func plain(_ value: Double) -> String { value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value) }
}
