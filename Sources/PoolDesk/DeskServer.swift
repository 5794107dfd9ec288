import ChatBytes
public import ChatModel
import FlyingFox
import FlyingSocks
import Foundation
import Glibc
import Synchronization

extension Desk {
    /// Serves until nobody has asked for as long as the options say, or the task is cancelled.
    ///
    /// - Parameter opened: is told the link once the desk can be asked.
    public func run(opened: @escaping @Sendable (String) -> Void) async throws(ImportError) {
        // A browser that goes away while it is answered must not end the program.
        signal(SIGPIPE, SIG_IGN)
        DeskServer.raiseFileLimit()
        await begin()
        try await DeskServer(desk: self, port: options.port ?? 0).run(opened: opened)
    }
}

/// FlyingFox with the desk behind it, on the loopback address alone.
final class DeskServer: Sendable {
    private let desk: Desk
    private let port: UInt16

    private let patience: Duration

    /// - Parameter patience: how long the head of a request may take, and each piece of a body.
    init(desk: Desk, port: UInt16, patience: Duration = .seconds(20)) { (self.desk, self.port, self.patience) = (desk, port, patience) }

    /// Connections are files: a thousand at once are more than many systems allow at first.
    static func raiseFileLimit() {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < min(limit.rlim_max, 8192) else { return }
        limit.rlim_cur = min(limit.rlim_max, 8192)
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    func run(opened: @escaping @Sendable (String) -> Void) async throws(ImportError) {
        let patience = PatientPool(patience)
        let gate = Mutex<DeskGate?>(nil)
        let box = Box(gate)
        let address: sockaddr_in
        do { address = try .inet(ip4: "127.0.0.1", port: port) } catch { throw Self.failed(error) }
        let configuration = HTTPServer.Configuration(
            address: address, timeout: 3600, sharedRequestReplaySize: 64 << 10, pool: patience, logger: .disabled)
        let server = HTTPServer(config: configuration, handler: DeskHandler(desk: desk, gate: box, patience: patience))
        let serving = Task { try await server.run() }
        do {
            try await server.waitUntilListening(timeout: 10)
        } catch {
            serving.cancel()
            if case .failure(let reason) = await serving.result { throw Self.failed(reason) }
            throw Self.failed(error)
        }
        guard case .ip4(_, let bound) = await server.listeningAddress else { throw Self.failed(SocketError.unsupportedAddress) }
        let opening = DeskGate(port: bound)
        box.gate.withLock { $0 = opening }
        opened(opening.link)
        let watching = Task { [desk] in
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(5))
                if desk.isIdle { break }
            }
            await server.stop(timeout: 1)
        }
        await withTaskCancellationHandler {
            _ = await serving.result
        } onCancel: {
            watching.cancel()
        }
        watching.cancel()
    }

    private static func failed(_ error: any Error) -> ImportError {
        if case SocketError.failed(_, let code, _) = error {
            return ImportError(.cannotWrite, "the desk cannot listen: \(systemErrorText(code))", systemError: code)
        }
        return ImportError(.cannotWrite, "the desk cannot listen")
    }

    /// The gate, which is made once the port is known.
    final class Box: Sendable {
        let gate: Mutex<DeskGate?>
        init(_ gate: consuming Mutex<DeskGate?>) { self.gate = gate }
    }
}

/// Takes a request of the server to the desk and the answer back.
private struct DeskHandler: HTTPHandler {
    let desk: Desk
    let gate: DeskServer.Box
    let patience: PatientPool

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard let gate = gate.gate.withLock({ $0 }) else { return HTTPResponse(statusCode: HTTPStatusCode(503, phrase: "Not Yet")) }
        patience.requestCame(from: request.remoteAddress)
        var headers: [String: String] = [:]
        for (name, value) in request.headers { headers[name.rawValue.lowercased()] = value }
        let sequence = request.bodySequence
        let asked = DeskRequest(
            method: request.method.rawValue, path: request.target.path(), query: request.target.query(), headers: headers,
            body: { each in for try await chunk in sequence { try each(Array(chunk)) } })
        let answer = await desk.answer(asked, gate: gate)
        patience.answered(request.remoteAddress)
        var response = HTTPResponse(statusCode: HTTPStatusCode(answer.status, phrase: answer.status < 400 ? "OK" : "No"))
        switch answer.body {
        case .bytes(let bytes): response.payload = .httpBody(HTTPBodySequence(data: Data(bytes), suggestedBufferSize: 64 << 10))
        case .file(let path): response.payload = .httpBody(try HTTPBodySequence(file: URL(filePath: path), suggestedBufferSize: 64 << 10))
        }
        for (name, value) in answer.headers { response.headers.addValue(value, for: HTTPHeader(name)) }
        // What was refused may have a body that nobody reads: the connection ends with it.
        return response
    }
}

/// The server's waiting for sockets, with an end to it: who begins a request and does not go on is let go.
///
/// The library waits for a client for as long as the client likes. Here all waiting for a request's head counts together, from the connection or the answer before; a
/// body gets as long for each piece.
private final class PatientPool: AsyncSocketPool {
    private let pool = SocketPool<ePoll>.ePoll()
    /// What a client is waited for.
    private enum Waiting {
        /// The head of a request, until then.
        case head(ContinuousClock.Instant)
        /// Pieces of a body, each for as long as is usual.
        case body
    }

    /// What each client is waited for, by its port.
    private let clients = Mutex<[UInt16: Waiting]>([:])
    private let patience: Duration

    init(_ patience: Duration) { self.patience = patience }

    func prepare() async throws { try await pool.prepare() }
    func run() async throws { try await pool.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        guard !events.contains(.write) || events.contains(.read), let port = Self.port(try? socket.remotePeer()) else {
            // The listening socket has no other side; an answer may take as long as the client's disk.
            return try await pool.suspendSocket(socket, untilReadyFor: events)
        }
        let usual = ContinuousClock.now + patience
        let end = clients.withLock { clients -> ContinuousClock.Instant in
            switch clients[port] {
            case .head(let end)?: return end
            case .body?: return usual
            case nil:
                clients[port] = .head(usual)
                return usual
            }
        }
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.pool.suspendSocket(socket, untilReadyFor: events) }
                group.addTask {
                    try await Task.sleep(until: end, clock: .continuous)
                    throw SocketError.disconnected
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        } catch {
            clients.withLock { _ = $0.removeValue(forKey: port) }
            throw error
        }
    }

    func requestCame(from address: HTTPRequest.Address?) { set(address, .body) }
    func answered(_ address: HTTPRequest.Address?) { set(address, nil) }

    private func set(_ address: HTTPRequest.Address?, _ waiting: Waiting?) {
        guard case .ip4(_, let port) = address else { return }
        clients.withLock { $0[port] = waiting }
    }

    private static func port(_ address: Socket.Address?) -> UInt16? {
        guard case .ip4(_, let port) = address else { return nil }
        return port
    }
}
