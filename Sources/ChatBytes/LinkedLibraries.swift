import CArchive
import CICU
import CXML
public import ChatModel

/// The libraries by which bytes are read.
public enum LinkedLibraries {
    /// Each with the version that is at work, which need not be the one that the program was built with.
    public static var versions: [LibraryVersion] {
        [
            LibraryVersion(name: "ICU", version: unsafe String(cString: cicu_version())),
            LibraryVersion(name: "libxml2", version: dotted(unsafe String(cString: cxml_version()))),
            // `libarchive 3.6.2`
            LibraryVersion(name: "libarchive", version: unsafe String(cString: archive_version_string()).split(separator: " ").last.map(String.init) ?? ""),
        ]
    }

    /// libxml2's `20914` as its makers write it, `2.9.14`; what stands behind the digits is left out.
    static func dotted(_ version: String) -> String {
        guard let number = Int(String(decoding: version.utf8.prefix { 0x30...0x39 ~= $0 }, as: UTF8.self)), number >= 10_000 else { return version }
        return "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    }
}
