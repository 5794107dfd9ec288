/// The app or shop system in which a conversation was held.
///
/// Open, so that an interchange file may name a platform that no reader knows.
public struct Platform: RawRepresentable, Hashable, Sendable, Codable {
    /// The lower-case name that JSON lines carry, such as `wechat`.
    public let rawValue: String

    /// A platform by its lower-case name.
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let wechat = Platform(rawValue: "wechat")
    public static let wecom = Platform(rawValue: "wecom")
    public static let qq = Platform(rawValue: "qq")
    public static let taobao = Platform(rawValue: "taobao")
    public static let feishu = Platform(rawValue: "feishu")
    public static let whatsapp = Platform(rawValue: "whatsapp")
    public static let telegram = Platform(rawValue: "telegram")
    public static let line = Platform(rawValue: "line")
    public static let unknown = Platform(rawValue: "unknown")
}
