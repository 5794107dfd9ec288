import ChatImport
import ChatModel

/// What the user is told about the inputs.
enum Reporting {
    /// One line for each thing that was odd about an input.
    static func problems(of report: FileReport) {
        if let failure = report.failure { Terminal.error(Words.error(failure)) }
        for diagnostic in report.diagnostics where diagnostic.severity >= .warning { Terminal.error(Words.diagnostic(diagnostic)) }
    }
}
