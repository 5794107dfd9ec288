/// Couriers by their code and as senders call them.
public enum CourierName {
    private static let names: [(code: String, chinese: String)] = [
        ("SF", "顺丰"), ("YTO", "圆通"), ("ZTO", "中通"), ("STO", "申通"), ("YUNDA", "韵达"), ("JTSD", "极兔"), ("JD", "京东"), ("DBL", "德邦"), ("EMS", "邮政EMS"),
        ("CAINIAO", "菜鸟"),
    ]

    /// The names that may be chosen.
    public static let all = names.map(\.chinese)

    /// The courier's name as senders say it; codes that are not known stay.
    public static func chinese(_ code: String) -> String { names.first { $0.code == code }?.chinese ?? code }

    /// The code of a courier as somebody wrote it; a name that is not known stays as it is.
    public static func code(of text: String) -> String {
        names.first { $0.code == text.uppercased() || text.hasPrefix($0.chinese) || $0.chinese.hasPrefix(text) }?.code ?? text
    }
}
