import ArgumentParser
import ChatImport
import ChatModel
import Glibc

/// The exit codes of the contract.
enum Exit {
    static let diagnostics = ExitCode(1)
    static let usage = ExitCode(2)
    static let unreadable = ExitCode(3)
    static let unknownFormat = ExitCode(4)
    static let cannotWrite = ExitCode(5)

    /// The code that an error ends the program with.
    static func code(for error: ImportError) -> ExitCode {
        switch error.code {
        case .unreadable, .encrypted, .limitExceeded, .damaged: unreadable
        case .unknownFormat: unknownFormat
        case .cannotWrite, .poolUnusable: cannotWrite
        case .badSettings: usage
        default: unreadable
        }
    }

    /// Runs a command's body; an error becomes one line on standard error and the contract's exit code.
    static func reporting(_ body: () throws(ImportError) -> Void) throws {
        do throws(ImportError) {
            try body()
        } catch {
            // The reader of a pipe may stop early (`| head`): that is no error.
            if error.systemError == EPIPE { throw ExitCode.success }
            Terminal.error(Words.error(error))
            throw code(for: error)
        }
    }

    /// What a body comes to; an error becomes one line on standard error and the contract's exit code.
    static func reported<T>(_ body: () throws(ImportError) -> T) throws -> T {
        var result: T?
        try reporting { () throws(ImportError) in result = try body() }
        guard let result else { throw unreadable }
        return result
    }

    /// Ends the program after reading inputs: the worst of what happened to them.
    ///
    /// A run that read something is done, even when other inputs failed; those stand on standard error and count under `--strict`.
    static func afterReading(_ reports: [FileReport], isStrict: Bool) throws {
        let failures = reports.compactMap(\.failure)
        let read = reports.filter { $0.failure == nil && $0.format != nil }
        if read.isEmpty {
            if let hard = failures.first(where: { $0.code != .unknownFormat }) { throw code(for: hard) }
            throw unknownFormat
        }
        if let hard = failures.first(where: { $0.code != .unknownFormat }) { throw code(for: hard) }
        let anomalies = reports.contains { $0.failure != nil || $0.diagnostics.contains { $0.severity >= .warning } }
        if isStrict && anomalies { throw diagnostics }
    }
}
