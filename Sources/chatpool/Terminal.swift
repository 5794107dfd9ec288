import Glibc

/// Standard error, and what is known of it.
enum Terminal {
    /// Whether a person is watching standard error.
    static let isInteractive = isatty(STDERR_FILENO) == 1

    /// Writes one line to standard error.
    static func error(_ line: String) { write(line + "\n") }

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
