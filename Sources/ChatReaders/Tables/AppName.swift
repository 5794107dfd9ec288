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
}
