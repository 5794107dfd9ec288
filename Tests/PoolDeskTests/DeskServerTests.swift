import ChatModel
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import PoolDesk

/// The desk behind real sockets.
@Suite(.serialized) struct DeskServerTests {
    /// Lends a served desk and its port.
    private func serve(patience: Duration = .seconds(20), _ body: @escaping @Sendable (UInt16, String) async throws -> Void) async throws {
        try await DeskShop.inFolder { folder in
            try DeskShop.makePool(in: folder)
            let desk = try Desk(DeskShop.options(folder))
            DeskServer.raiseFileLimit()
            await desk.begin()
            let link = Mutex<String?>(nil)
            let box = LinkBox(link)
            let server = DeskServer(desk: desk, port: 0, patience: patience)
            let serving = Task { try await server.run { box.set($0) } }
            while box.link == nil { try await Task.sleep(for: .milliseconds(20)) }
            let opened = try #require(box.link)
            let port = try #require(UInt16(opened.split(separator: ":").last?.split(separator: "/").first ?? ""))
            let result = await Task { try await body(port, opened) }.result
            serving.cancel()
            _ = await serving.result
            desk.end()
            try result.get()
        }
    }

    private final class LinkBox: Sendable {
        private let value: Mutex<String?>
        init(_ value: consuming Mutex<String?>) { self.value = value }
        func set(_ link: String) { value.withLock { $0 = link } }
        var link: String? { value.withLock { $0 } }
    }

    /// A connection to a port; nil where nobody listens.
    private static func connect(_ port: UInt16, address: String = "127.0.0.1") -> Int32? {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        unsafe inet_pton(AF_INET, address, &place.sin_addr)
        let result = unsafe withUnsafePointer(to: &place) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        if result == 0 { return socket }
        close(socket)
        return nil
    }

    private static func send(_ text: String, to socket: Int32) {
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    /// What comes until the other side closes, or a first answer's head and body are there.
    private static func receive(_ socket: Int32, untilClosed: Bool = false) -> String {
        var all: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65536)
        while true {
            let n = unsafe block.withUnsafeMutableBytes { unsafe recv(socket, $0.baseAddress, $0.count, 0) }
            guard n > 0 else { break }
            all += block[..<n]
            let text = String(decoding: all, as: UTF8.self)
            guard !untilClosed, let end = text.range(of: "\r\n\r\n"), let at = text.range(of: "Content-Length: ") else { continue }
            let length = Int(text[at.upperBound...].prefix { $0 != "\r" }) ?? 0
            if text[end.upperBound...].utf8.count >= length { break }
        }
        return String(decoding: all, as: UTF8.self)
    }

    private static func get(_ target: String, _ port: UInt16, cookie: String = "") -> String {
        guard let socket = connect(port) else { return "" }
        defer { close(socket) }
        send("GET \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nCookie: \(cookie)\r\n\r\n", to: socket)
        return receive(socket)
    }

    /// The cookie that the link gives.
    private static func cookie(_ link: String, _ port: UInt16) -> String {
        let answer = get("/open?" + (link.split(separator: "?").last.map(String.init) ?? ""), port)
        return answer.components(separatedBy: "Set-Cookie: ").last.map { String($0.prefix { $0 != ";" }) } ?? ""
    }

    @Test func `the desk listens on the loopback address alone`() async throws {
        try await serve { port, _ in
            // 127.0.0.2 is this machine too: what is bound to every address answers there.
            #expect(Self.connect(port, address: "127.0.0.2") == nil)
            let socket = try #require(Self.connect(port))
            close(socket)
            let hex = String(port, radix: 16, uppercase: true)
            let suffix = ":" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
            for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
                guard let text = try? String(contentsOfFile: table, encoding: .utf8) else { continue }
                let rows = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
                // State 0A listens; the second column is the address, its bytes turned round.
                for row in rows where row.count > 3 && row[3] == "0A" && row[1].hasSuffix(suffix) { #expect(row[1] == "0100007F" + suffix) }
            }
        }
    }

    @Test func `a thousand requests at once are all answered`() async throws {
        try await serve { port, link in
            let cookie = Self.cookie(link, port)
            let sockets = (0..<1000).compactMap { _ in Self.connect(port) }
            #expect(sockets.count == 1000)
            for socket in sockets { Self.send("GET /customers?q=%E8%8B%8F HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nCookie: \(cookie)\r\n\r\n", to: socket) }
            var answered = 0
            for socket in sockets {
                let answer = Self.receive(socket)
                if answer.hasPrefix("HTTP/1.1 200"), answer.contains("苏小满") { answered += 1 }
                close(socket)
            }
            #expect(answered == 1000)
            #expect(Self.get("/today", port, cookie: cookie).hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func `clients that do not go on keep nobody waiting, and are let go`() async throws {
        try await serve(patience: .milliseconds(500)) { port, link in
            let cookie = Self.cookie(link, port)
            let slow = (0..<50).compactMap { _ in Self.connect(port) }
            for socket in slow { Self.send("GET /customers HTTP/1.1\r\nHo", to: socket) }
            #expect(Self.get("/customers", port, cookie: cookie).hasPrefix("HTTP/1.1 200"))
            // Those who drip are no better off than those who stop: the head counts as a whole.
            let dripping = try #require(slow.first)
            for _ in 0..<20 {
                Self.send("x", to: dripping)
                try await Task.sleep(for: .milliseconds(100))
            }
            for socket in slow {
                #expect(Self.receive(socket, untilClosed: true).isEmpty)
                close(socket)
            }
        }
    }

    @Test func `what is no HTTP ends its connection and nothing else`() async throws {
        try await serve { port, link in
            let cookie = Self.cookie(link, port)
            var random = SplitMix64(seed: 7)
            for _ in 0..<40 {
                guard let socket = Self.connect(port) else { continue }
                let bytes = (0..<200).map { _ in UInt8(truncatingIfNeeded: random.next()) }
                _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                Self.send("\r\n\r\n", to: socket)
                shutdown(socket, Int32(SHUT_WR))
                _ = Self.receive(socket, untilClosed: true)
                close(socket)
            }
            for head in [
                "GET / HTTP/1.1\r\n\r\n", "POST /history HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "GET  HTTP/1.1\r\nHost: x\r\n\r\n",
            ] {
                guard let socket = Self.connect(port) else { continue }
                Self.send(head, to: socket)
                shutdown(socket, Int32(SHUT_WR))
                #expect(!Self.receive(socket, untilClosed: true).contains("HTTP/1.1 200"))
                close(socket)
            }
            #expect(Self.get("/customers", port, cookie: cookie).hasPrefix("HTTP/1.1 200"))
        }
    }
}
