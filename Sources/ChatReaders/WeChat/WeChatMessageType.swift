import ChatModel

/// The numbers by which WeChat's databases, and the exporters that pass them on, tell messages apart.
///
/// Format notes §6.1. Newer databases put the app message's number into the upper half of a 64-bit type; older ones into a column of its own.
enum WeChatMessageType {
    /// The kind of a message by its base type and, for app messages (49), its sub-type. Nil for status rows that are no messages.
    static func kind(_ type: Int, subType: Int = 0) -> MessageKind? {
        let base = type & 0xFFFF_FFFF
        let sub = type > 0xFFFF_FFFF ? type >> 32 : subType
        switch base {
        case 1: return .text
        case 3: return .image
        case 34: return .voice
        case 35, 36: return .text
        case 37, 40: return .system
        case 42, 66: return .contactCard
        case 43, 62: return .video
        case 47: return .sticker
        case 48: return .location
        case 49: return appKind(sub)
        case 50, 52, 53, 64: return .call
        case 51, 9999: return nil
        case 65, 10000, 10002: return .system
        case 285_212_721: return .link
        // Types of old Android databases.
        case 419_430_449: return .transfer
        case 436_207_665: return .redPacket
        case 822_083_633: return .text
        case 1_090_519_089: return .file
        case 16_777_265, 754_974_769: return .link
        case 1_048_625: return .sticker
        case 486_539_313, 553_648_177: return .link
        case -1_879_048_186, 2_415_919_110: return .location
        default: return .unknown
        }
    }

    /// The kind of an app message; 0 is an app message of which the export does not say more.
    static func appKind(_ subType: Int) -> MessageKind {
        switch subType {
        case 1: .text
        case 2: .image
        case 6, 74: .file
        case 8, 15: .sticker
        case 17: .location
        case 19, 40: .forward
        case 33, 36: .miniProgram
        case 44, 50: .contactCard
        case 53: .solitaire
        case 57: .text
        case 62: .system
        case 87: .text
        case 2000: .transfer
        case 2001: .redPacket
        case 3, 4, 5, 7, 16, 24, 51, 63, 76, 88, 92, 2003, 100_001: .link
        default: .unknown
        }
    }

    /// The kind of a text that the app wrote itself.
    static func systemKind(_ text: Span<UInt8>, _ range: Range<Int>) -> MessageKind {
        WeChatRendering.isRecall(text, range) ? .recall : .system
    }
}
