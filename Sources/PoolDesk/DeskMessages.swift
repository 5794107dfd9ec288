import ChatModel

/// A request as the desk sees it, whatever server took it.
struct DeskRequest: Sendable {
    /// `GET`, `POST`, `PUT`, in capitals.
    var method: String
    /// The path as it was sent, percent signs and all.
    var path: String
    /// What stands behind the question mark, as it was sent.
    var query = ""
    /// The headers, their names in lower case.
    var headers: [String: String] = [:]
    /// The body, lent piece by piece.
    var body: @Sendable (_ each: ([UInt8]) throws -> Void) async throws -> Void = { _ in }

    /// The parts of the path between its slashes, each decoded once; nil where one is no text, climbs or holds a slash of its own.
    var parts: [String]? {
        guard path.hasPrefix("/") else { return nil }
        var parts: [String] = []
        for raw in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let part = FormText.decoded(raw, plusIsSpace: false), part != ".", part != "..",
                !part.utf8.contains(where: { $0 < 0x20 || $0 == 0x2F || $0 == 0x5C })
            else { return nil }
            parts.append(part)
        }
        return parts
    }
}

/// What the desk answers.
struct DeskResponse: Sendable {
    enum Body: Sendable {
        case bytes([UInt8])
        /// A file that is sent as it lies.
        case file(String)
    }

    var status: Int
    var headers: [(name: String, value: String)] = []
    var body = Body.bytes([])

    init(status: Int, headers: [(name: String, value: String)] = [], body: Body = .bytes([])) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }

    /// A page.
    static func page(_ html: String, status: Int = 200) -> DeskResponse {
        DeskResponse(status: status, headers: [("Content-Type", "text/html; charset=utf-8")], body: .bytes(Array(html.utf8)))
    }

    /// Text for nobody's eyes.
    static func text(_ text: String, status: Int, type: String = "text/plain; charset=utf-8") -> DeskResponse {
        DeskResponse(status: status, headers: [("Content-Type", type)], body: .bytes(Array(text.utf8)))
    }

    /// Go and get that instead.
    static func seeOther(_ place: String) -> DeskResponse { DeskResponse(status: 303, headers: [("Location", place)]) }
}

/// The values of a form or a query.
struct FormText: Sendable {
    private var values: [(name: String, value: String)] = []

    /// Values out of `a=1&b=2`; at most 2,000, and what is not UTF-8 is left out.
    init(_ text: some StringProtocol) {
        for pair in text.split(separator: "&").prefix(2000) {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(halves[0], plusIsSpace: true) else { continue }
            guard let value = halves.count > 1 ? Self.decoded(halves[1], plusIsSpace: true) : "" else { continue }
            values.append((name, value))
        }
    }

    /// The first value of a name.
    subscript(name: String) -> String? { values.first { $0.name == name }?.value }

    /// All values of a name.
    func all(_ name: String) -> [String] { values.filter { $0.name == name }.map(\.value) }

    /// Text without percent signs; nil for what is none.
    static func decoded(_ text: some StringProtocol, plusIsSpace: Bool) -> String? {
        func hex(_ byte: UInt8) -> UInt8? {
            switch byte {
            case 0x30...0x39: byte - 0x30
            case 0x41...0x46: byte - 0x37
            case 0x61...0x66: byte - 0x57
            default: nil
            }
        }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if bytes[at] == 0x25 {
                guard at + 2 < bytes.count, let high = hex(bytes[at + 1]), let low = hex(bytes[at + 2]) else { return nil }
                out.append(high << 4 | low)
                at += 3
            } else {
                out.append(plusIsSpace && bytes[at] == 0x2B ? 0x20 : bytes[at])
                at += 1
            }
        }
        return String(validating: out, as: UTF8.self)
    }

    /// Text as it may stand in a link.
    static func encoded(_ text: String) -> String {
        var out: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: out.append(byte)
            default:
                let digits = Array("0123456789ABCDEF".utf8)
                out += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
