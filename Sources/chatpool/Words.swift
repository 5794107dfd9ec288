import ChatModel
import PoolDesk

/// What the program says, in English and, under a Chinese locale, in Chinese.
enum Words {
    /// One or the other.
    static func say(_ english: String, _ chinese: String) -> String { Terminal.isChinese ? chinese : english }

    /// A sentence of help, whose Chinese stands in the desk's table.
    static func of(_ english: String) -> String { Terminal.isChinese ? Spoken.chinese(english) : english }

    /// A value that stands in a pool by its English name: a state, a kind of phone; in Chinese as the desk calls it.
    static func value(_ kind: String, _ name: String) -> String { Terminal.isChinese ? Spoken.word(kind + "_" + name) ?? name : name }

    /// An error as one line.
    static func error(_ error: ImportError) -> String {
        var error = error
        error.position = error.position.map(ShownPath.of)
        guard Terminal.isChinese, let reason = reasons[error.code] else { return "chatpool: \(error)" }
        let place = error.position.map { "\($0)：" } ?? ""
        return "chatpool：\(place)\(reason)（\(Spoken.chinese(error.message))）"
    }

    /// A diagnostic as one line.
    static func diagnostic(_ diagnostic: Diagnostic) -> String {
        let times = diagnostic.count > 1 ? say(" (\(diagnostic.count) times)", "（\(diagnostic.count) 次）") : ""
        return "\(ShownPath.of(diagnostic.position)): \(severity(diagnostic.severity)): \(of(diagnostic.message)) [\(diagnostic.code)]\(times)"
    }

    private static func severity(_ severity: Diagnostic.Severity) -> String {
        switch severity {
        case .note: say("note", "提示")
        case .warning: say("warning", "警告")
        case .error: say("error", "错误")
        }
    }

    private static let reasons: [ImportError.Code: String] = [
        .unreadable: "无法读取", .unknownFormat: "不认识的格式", .encrypted: "文件已加密，请先解密再导入", .limitExceeded: "超出限制，已停止", .damaged: "文件已损坏",
        .cannotWrite: "无法写入", .poolUnusable: "客户池文件无法使用", .badSettings: "设置文件有误", .stopped: "已停止",
    ]
}
