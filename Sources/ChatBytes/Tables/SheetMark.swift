/// How the sheets of a workbook stand one behind the other in the text made of it: a line of GROUP SEPARATOR and the sheet's name before each.
///
/// No XML document can hold the character, so that no cell can look like one.
public enum SheetMark {
    /// The character that begins the line.
    public static let byte: UInt8 = 0x1D
}
