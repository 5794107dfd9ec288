import ChatBytes
public import ChatModel
import FlyingSocks
import Glibc

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

/// Takes connections on the loopback address alone.
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
        let pool = SocketPool<ePoll>.ePoll(maxEvents: 100)
        let listening: AsyncSocket
        let gate: DeskGate
        do {
            try await pool.prepare()
            let socket = try Socket(domain: Int32(AF_INET), type: .stream)
            try socket.setValue(true, for: .localAddressReuse)
            try socket.bind(to: try sockaddr_in.inet(ip4: "127.0.0.1", port: port))
            try socket.listen()
            guard case .ip4(_, let bound) = try socket.sockname() else { throw SocketError.unsupportedAddress }
            gate = DeskGate(port: bound)
            listening = try AsyncSocket(socket: socket, pool: pool)
        } catch {
            throw Self.failed(error)
        }
        await withTaskGroup(of: Void.self) { group in
            // What ends first ends the desk: nobody asks any more, or the user says so.
            group.addTask { try? await pool.run() }
            group.addTask { await self.accept(from: listening, gate) }
            group.addTask { [desk] in
                while !Task.isCancelled, !desk.isIdle { try? await Task.sleep(for: .seconds(2)) }
            }
            opened(gate.link)
            await group.next()
            group.cancelAll()
        }
        try? listening.close()
    }

    private func accept(from listening: AsyncSocket, _ gate: DeskGate) async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                do {
                    let client = try await listening.accept()
                    group.addTask { [desk, patience] in
                        await DeskConnection(client, patience: patience).serve { await desk.answer($0, gate: gate) }
                    }
                } catch {
                    // More connections than the system gives files: some of those that are open end soon.
                    try? await Task.sleep(for: .milliseconds(50))
                }
            }
            group.cancelAll()
        }
    }

    private static func failed(_ error: any Error) -> ImportError {
        if case SocketError.failed(_, let code, _) = error {
            return ImportError(.cannotWrite, "the desk cannot listen: \(systemErrorText(code))", systemError: code)
        }
        return ImportError(.cannotWrite, "the desk cannot listen")
    }
}
