import CXLSXWriter
public import ChatModel

/// libxlsxwriter, which is loaded when a workbook is written: everything else works without it.
public enum WorkbookLibrary {
    /// Its version; nil when it cannot be loaded.
    public static var version: LibraryVersion? { unsafe cxlsx_version().map { unsafe LibraryVersion(name: "libxlsxwriter", version: String(cString: $0)) } }

    /// The file that it was loaded from; nil when it cannot be loaded.
    public static var path: String? { unsafe cxlsx_path().map { unsafe String(cString: $0) } }

    /// The package to install on Debian and its relatives where it is missing.
    public static var package: String { unsafe String(cString: cxlsx_package()) }
}
