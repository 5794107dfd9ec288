import Glibc
import PoolWriters

/// Standard error, and what is known of it.
enum Terminal {
    /// Whether a person is watching standard error.
    static let isInteractive = isatty(STDERR_FILENO) == 1

    /// Whether standard output is a terminal that takes colours; `NO_COLOR` (no-color.org) says no.
    static let hasColour: Bool = {
        if let value = unsafe getenv("NO_COLOR"), unsafe value.pointee != 0 { return false }
        if let value = unsafe getenv("TERM"), unsafe strcmp(value, "dumb") == 0 { return false }
        return isatty(STDOUT_FILENO) == 1
    }()

    /// The columns of the terminal behind standard output; nil for a file or a pipe.
    static let width: Int? = {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }()

    /// Writes one line to standard error: whatever stands in it, it stays one line and only shows what it says.
    static func error(_ line: String) { write(PlainText.terminal(line) + "\n") }

    /// Writes lines of the program's own to standard error.
    static func errors(_ lines: String) { for line in lines.split(separator: "\n", omittingEmptySubsequences: false) { error(String(line)) } }

    /// Writes text to standard error as it is.
    static func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = unsafe bytes[...]
            while unsafe !rest.isEmpty {
                let piece = unsafe UnsafeBufferPointer(rebasing: rest)
                let n = unsafe Glibc.write(STDERR_FILENO, piece.baseAddress, piece.count)
                guard n > 0 else { return }
                unsafe rest = rest.dropFirst(n)
            }
        }
    }

    /// Whether the user's locale is a Chinese one.
    static let isChinese: Bool = {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = unsafe getenv(name) else { continue }
            let text = unsafe String(cString: value)
            if !text.isEmpty { return text.hasPrefix("zh") }
        }
        return false
    }()
}
