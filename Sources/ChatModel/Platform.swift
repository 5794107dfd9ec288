/// The app or shop system in which a conversation was held.
///
/// Open, so that an interchange file may name a platform that no reader knows.
public struct Platform: RawRepresentable, Hashable, Sendable, Codable {
    /// The lower-case name that JSON lines carry, such as `wechat`.
    public let rawValue: String

    /// A platform by its lower-case name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// WeChat (微信).
    public static let wechat = Platform(rawValue: "wechat")
    /// WeCom (企业微信).
    public static let wecom = Platform(rawValue: "wecom")
    /// QQ.
    public static let qq = Platform(rawValue: "qq")
    /// Taobao and Tmall (淘宝, 千牛).
    public static let taobao = Platform(rawValue: "taobao")
    /// Feishu (飞书, Lark).
    public static let feishu = Platform(rawValue: "feishu")
    /// WhatsApp.
    public static let whatsapp = Platform(rawValue: "whatsapp")
    /// Telegram.
    public static let telegram = Platform(rawValue: "telegram")
    /// LINE.
    public static let line = Platform(rawValue: "line")
    /// Not told by the export.
    public static let unknown = Platform(rawValue: "unknown")
}

extension Platform {
    /// Minutes east of UTC of the clock by which the platform's people live, where an export tells no zone: China's for Chinese apps, else 0.
    public var homeClock: Int16 {
        switch self {
        case .wechat, .wecom, .qq, .feishu, .taobao: 480
        default: 0
        }
    }
}
