/// Who may come in: looks at the head of a request before anything of it is believed.
///
/// The desk shows a seller's whole pool to whoever can ask, and a web page of a stranger in the same browser can ask too. What keeps it out:
///
/// | attack | kept out by |
/// |---|---|
/// | a name of the stranger's that points to this machine (DNS rebinding) | `Host` must be the address that was bound |
/// | a form or script of another page | `Origin` must be the desk's own, or hidden where `Sec-Fetch-Site` says that it is, which must never say otherwise; the cookie is `SameSite=Strict` |
/// | another user of the machine | the cookie, which only the opened link gives, once |
/// | a page that embeds the desk | `frame-ancestors 'none'` |
/// | a page that reads what the desk answered | no CORS header is ever sent; `Cross-Origin-Resource-Policy` |
struct DeskGate: Sendable {
    /// The port that was bound.
    let port: UInt16
    /// What the link holds. It opens the desk once: a link may be seen by others of the machine while a browser is started with it.
    let linkToken: String
    /// What the cookie holds.
    let cookieToken: String

    /// Bytes of a form.
    static let mostForm = 1 << 20
    /// Bytes of a request's path and query.
    static let mostTarget = 8 << 10
    /// Bytes of all headers of a request.
    static let mostHeaders = 32 << 10

    /// A gate with fresh secrets.
    init(port: UInt16) { self.init(port: port, linkToken: Self.secret(), cookieToken: Self.secret()) }

    init(port: UInt16, linkToken: String, cookieToken: String) {
        (self.port, self.linkToken, self.cookieToken) = (port, linkToken, cookieToken)
    }

    /// The name of the cookie; cookies do not know ports, and two desks may be open.
    var cookieName: String { "chatpool_\(port)" }
    /// The desk's own origin.
    var origin: String { "http://127.0.0.1:\(port)" }
    /// The link that opens the desk.
    var link: String { "\(origin)/open?key=\(linkToken)" }
    /// The cookie that is set for who came by the link.
    var cookie: String { "\(cookieName)=\(cookieToken); Path=/; HttpOnly; SameSite=Strict" }

    private var hosts: [String] { ["127.0.0.1:\(port)", "localhost:\(port)"] }

    /// Why a request is turned away, whoever sent it; nil for one that may go on.
    func refusal(of request: DeskRequest) -> DeskResponse? {
        guard let host = request.headers["host"], hosts.contains(host.lowercased()) else { return .text("wrong host\n", status: 421) }
        if let origin = request.headers["origin"], !isOwn(origin), !isHidden(origin, request) { return .text("foreign origin\n", status: 403) }
        if request.method != "GET" {
            // Whoever changes something says where they come from: browsers always do.
            guard request.headers["origin"] != nil else { return .text("no origin\n", status: 403) }
            guard request.headers["transfer-encoding"] == nil, let length = request.headers["content-length"].flatMap(Int.init), length >= 0 else {
                return .text("no length\n", status: 411)
            }
        }
        if let site = request.headers["sec-fetch-site"], site == "cross-site" || site == "same-site", request.method != "GET" || request.path != "/open" {
            return .text("foreign site\n", status: 403)
        }
        guard ["GET", "POST", "PUT"].contains(request.method) else { return .text("no such method\n", status: 405) }
        if request.path.utf8.count + request.query.utf8.count > Self.mostTarget { return .text("too long\n", status: 414) }
        if request.headers.reduce(0, { $0 + $1.key.utf8.count + $1.value.utf8.count }) > Self.mostHeaders { return .text("too large\n", status: 431) }
        return nil
    }

    /// Whether a browser has hidden the desk's own origin: from a page that sends no referrer it sends forms with the origin `null`, and says beside it whose they are,
    /// which no page can set.
    private func isHidden(_ origin: String, _ request: DeskRequest) -> Bool { origin == "null" && request.headers["sec-fetch-site"] == "same-origin" }

    private func isOwn(_ origin: String) -> Bool { hosts.contains { origin.lowercased() == "http://" + $0 } }

    /// Whether a request shows the cookie.
    func isKnown(_ request: DeskRequest) -> Bool {
        for pair in (request.headers["cookie"] ?? "").split(separator: ";") {
            let halves = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            if halves.count == 2, halves[0] == cookieName, Self.isSame(String(halves[1]), cookieToken) { return true }
        }
        return false
    }

    /// Whether two secrets are the same, in a time that does not tell where they differ.
    static func isSame(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(0) { $0 | $1.0 ^ $1.1 } == 0
    }

    /// 256 bits from the system's source of randomness, as letters and digits.
    private static func secret() -> String {
        var random = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(random.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }

    /// What every answer says.
    static let headers: [(name: String, value: String)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        ),
        ("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer"), ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
}
