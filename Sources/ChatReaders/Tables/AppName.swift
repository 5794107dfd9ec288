/// A name with the app in front of it where somebody is known by it: `微信-样里轩`, `IG: lily`, `wx: lulu_8`.
struct AppName {
    /// Of a WeChat id's app; nil for any other.
    let isWeChat: Bool
    /// What stands behind the app.
    let name: String

    /// Nil for a text that begins with no app.
    init?(_ text: String) {
        guard let cut = text.firstIndex(where: { "-—–:：·|/_ ".contains($0) }), cut > text.startIndex else { return nil }
        guard let app = TableWords.shared.meaning("app", of: text[..<cut]) else { return nil }
        let rest = text[cut...].drop { "-—–:：·|/_ ".contains($0) }
        guard !rest.isEmpty else { return nil }
        isWeChat = app == "wechat"
        name = String(rest)
    }

    /// The WeChat id that a remark gives behind the app's name: 加了微信 lin_xiaoxi88.
    static func account(in remark: String) -> String? {
        let scalars = Array(remark.unicodeScalars)
        func isPart(_ scalar: Unicode.Scalar) -> Bool {
            scalar.isASCII && (scalar.properties.isAlphabetic || 48...57 ~= scalar.value || scalar == "_" || scalar == "-")
        }
        var at = 0
        while at < scalars.count {
            guard isPart(scalars[at]) else {
                at += 1
                continue
            }
            var end = at
            while end < scalars.count, isPart(scalars[end]) { end += 1 }
            if 6...20 ~= end - at, scalars[at].properties.isAlphabetic {
                let before = HeadedTable.clean(String(String.UnicodeScalarView(scalars[..<at].filter { !":：".unicodeScalars.contains($0) }))).unicodeScalars
                for length in 2...3 where before.count >= length {
                    let word = String(String.UnicodeScalarView(before.suffix(length)))
                    if TableWords.shared.meaning("app", of: word) == "wechat" { return String(String.UnicodeScalarView(scalars[at..<end])) }
                }
            }
            at = end
        }
        return nil
    }
}
