import ChatModel

extension Settings {
    /// The commented file with every key and its default: what `chatpool config` prints.
    public static var defaultFile: String {
        var lines = [
            "# chatpool.yaml：放在客户池文件旁边，或用 --config 指定。不写的键取默认值。",
            "# Beside the pool file, or given by --config. Keys that are left out keep their defaults.",
        ]
        var section = ""
        let defaults = Settings()
        for key in SettingKey.all {
            if key.section != section {
                section = key.section
                lines += ["", "\(section):"]
            }
            let indent = section.isEmpty ? "" : "  "
            if section.isEmpty { lines.append("") }
            lines.append("\(indent)# \(key.comment)")
            let value = key.target.text(defaults)
            lines.append("\(indent)\(key.name):\(value.isEmpty ? "" : " \(value)")\(key.example.map { "  # \($0)" } ?? "")")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension SettingKey.Target {
    /// The value as the file writes it.
    func text(_ settings: Settings) -> String {
        switch self {
        case .integer(let path, _): String(settings[keyPath: path])
        case .number(let path, _): Self.text(settings[keyPath: path])
        case .percent(let path, _): Self.text((settings[keyPath: path] * 10_000).rounded() / 100)
        case .optionalNumber(let path, _): settings[keyPath: path].map(Self.text) ?? ""
        case .flag(let path): String(settings[keyPath: path])
        case .text(let path): settings[keyPath: path]
        case .optionalText(let path): settings[keyPath: path] ?? ""
        case .texts(let path): "[\(settings[keyPath: path].joined(separator: ", "))]"
        case .integers(let path, _): "[\(settings[keyPath: path].map { String($0) }.joined(separator: ", "))]"
        case .numbers(let path, _): "[\(settings[keyPath: path].map(Self.text).joined(separator: ", "))]"
        case .table(let path, _): "{\(settings[keyPath: path].sorted { $0.key < $1.key }.map { "\($0.key): \(Self.text($0.value))" }.joined(separator: ", "))}"
        }
    }

    private static func text(_ value: Double) -> String { value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value) }
}
