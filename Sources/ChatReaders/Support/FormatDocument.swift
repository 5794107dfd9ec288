import ChatModel

/// Writes `docs/FORMATS.md` from what the readers say of their formats.
public enum FormatDocument {
    /// The whole document.
    public static func markdown(_ readers: [any ExportReader]) -> String {
        var text = """
            # Formats that chatpool reads

            Generated from the readers: change the reader's description, not this file, and run the tests with `RECORD=1`.

            """
        for reader in readers { text += "\n" + section(reader.format) }
        return text
    }

    private static func section(_ format: FormatDescription) -> String {
        """
        ## \(format.name)

        Format `\(format.id)`, platform `\(format.platform.rawValue)`, files \(format.extensions.map { "`.\($0)`" }.joined(separator: ", "))

        **Where it comes from.** \(format.origin)

        ```
        \(format.shape)
        ```

        **Fields.**

        \(bullets(format.fieldMap))

        **Times.** \(format.timeZone)

        **Quirks.**

        \(bullets(format.quirks))

        **Not supported.** \(format.notSupported)

        """
    }

    private static func bullets(_ lines: String) -> String {
        lines.split(separator: "\n").map { "- \($0)" }.joined(separator: "\n")
    }
}
