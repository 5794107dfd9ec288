import ChatModel
import FlyingSocks
import Foundation

/// One client: reads its requests one after the other, each head and each piece of a body within its time, and writes the answers.
///
/// It speaks as much of HTTP/1.1 (RFC 9112) as browsers need: no chunked bodies, no folded headers, no trailers. Whatever is not right ends the connection.
actor DeskConnection {
    private let socket: AsyncSocket
    /// How long a head may take, and each piece of a body or an answer.
    private let patience: Duration
    private var buffer: [UInt8] = []
    /// Bytes of the request's body that were not lent yet.
    private var bodyLeft = 0
    /// Whether the client waits to be told to send the body.
    private var isAwaited = false

    init(_ socket: AsyncSocket, patience: Duration) { (self.socket, self.patience) = (socket, patience) }

    /// Bytes of a head: the gate says more exactly what may be in it.
    private static let mostHead = DeskGate.mostTarget + DeskGate.mostHeaders + 8192
    /// Bytes of a body that nobody wanted which are read before the connection is given up.
    private static let mostUnread = 256 << 10

    /// Answers requests until the client is done or does something that is not right.
    func serve(_ answer: @Sendable (DeskRequest) async -> DeskResponse) async {
        defer { try? socket.close() }
        do {
            while var request = try await head() {
                request.body = { [self] each in while let piece = try await bodyPiece() { try each(piece) } }
                let response = await answer(request)
                // What was refused may have a body that nobody read; a large one is not waited for.
                let isLast = request.headers["connection"]?.lowercased() == "close" || bodyLeft > Self.mostUnread || isAwaited
                try await send(response, isLast: isLast)
                if isLast { return }
                while try await bodyPiece() != nil {}
            }
        } catch {
            // A client that is gone, late or wrong is nobody's error.
        }
    }

    // MARK: Reading

    /// The next request without its body; nil at the end of what the client sends.
    private func head() async throws -> DeskRequest? {
        let end = try await within { try await self.findEnd() }
        guard let end else { return nil }
        let bytes = Array(buffer[..<end])
        buffer.removeFirst(end + 4)
        guard let request = Self.request(bytes) else {
            try await send(.text("no request\n", status: 400), isLast: true)
            return nil
        }
        bodyLeft = request.headers["transfer-encoding"] == nil ? max(0, request.headers["content-length"].flatMap(Int.init) ?? 0) : Int.max
        isAwaited = bodyLeft > 0 && request.headers["expect"]?.lowercased() == "100-continue"
        return request
    }

    /// Where the head ends: the offset of the blank line behind it; nil when the client ends before it.
    private func findEnd() async throws -> Int? {
        var looked = 0
        while true {
            var at = max(0, looked - 3)
            while at + 4 <= buffer.count {
                if buffer[at] == 0x0D, buffer[at + 1] == 0x0A, buffer[at + 2] == 0x0D, buffer[at + 3] == 0x0A { return at }
                at += 1
            }
            looked = buffer.count
            guard looked <= Self.mostHead else { throw SocketError.disconnected }
            do { buffer += try await socket.read(atMost: 4096) } catch SocketError.disconnected { return nil }
        }
    }

    /// A request out of its head; nil for what is none.
    static func request(_ head: [UInt8]) -> DeskRequest? {
        guard let text = String(validating: head, as: UTF8.self), !head.contains(0) else { return nil }
        var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)[...]
        guard let first = lines.popFirst() else { return nil }
        let words = first.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0", !words[0].isEmpty, words[1].hasPrefix("/") else { return nil }
        let halves = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var request = DeskRequest(method: String(words[0]), path: String(halves[0]), query: halves.count > 1 ? String(halves[1]) : "")
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let name = line[..<colon].lowercased()
            guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            guard !value.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return nil }
            // Of two that differ nobody knows which one somebody else went by.
            guard request.headers.updateValue(String(value), forKey: name) == nil || name == "cookie" || name.hasPrefix("accept") else { return nil }
        }
        return request
    }

    /// A piece of the request's body; nil when all of it was lent.
    private func bodyPiece() async throws -> [UInt8]? {
        guard bodyLeft > 0 else { return nil }
        if isAwaited {
            isAwaited = false
            try await write(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
        if buffer.isEmpty { buffer = try await within { try await self.socket.read(atMost: 4096) } }
        let count = min(bodyLeft, buffer.count)
        let piece = Array(buffer[..<count])
        buffer.removeFirst(count)
        bodyLeft -= count
        return piece
    }

    // MARK: Writing

    private func send(_ response: DeskResponse, isLast: Bool) async throws {
        var file: FileHandle?
        var length = 0
        switch response.body {
        case .bytes(let bytes): length = bytes.count
        case .file(let path):
            file = try FileHandle(forReadingFrom: URL(filePath: path))
            length = Int(try file?.seekToEnd() ?? 0)
            try file?.seek(toOffset: 0)
        }
        defer { try? file?.close() }
        var head = "HTTP/1.1 \(response.status) \(response.status < 400 ? "OK" : "No")\r\nContent-Length: \(length)\r\n"
        if isLast { head += "Connection: close\r\n" }
        for (name, value) in response.headers {
            // A value with the end of a line in it would be a header of its own.
            head += "\(name): \(String(value.unicodeScalars.filter { $0.value >= 0x20 }))\r\n"
        }
        var data = Data((head + "\r\n").utf8)
        if case .bytes(let bytes) = response.body { data += bytes }
        try await write(data)
        while let piece = try file?.read(upToCount: 256 << 10), !piece.isEmpty { try await write(piece) }
    }

    private func write(_ data: Data) async throws { try await within(times: 6) { try await self.socket.write(data) } }

    // MARK: Time

    /// Does something that waits for the client, and gives it up when the client takes too long.
    private func within<T: Sendable>(times: Int = 1, _ body: @escaping @Sendable () async throws -> T) async throws -> T {
        let end = ContinuousClock.now + patience * times
        return try await withThrowingTaskGroup(of: T.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(until: end, clock: .continuous)
                throw SocketError.disconnected
            }
            defer { group.cancelAll() }
            guard let result = try await group.next() else { throw SocketError.disconnected }
            return result
        }
    }
}
