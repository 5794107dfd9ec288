/// A number of a phone column as people of a country write it.
public enum DialledNumber {
    /// ISO 3166 alpha-2 of the country in which an E.164 number is one; nil for none.
    public static func land(of number: String) -> String? { NumberScanner.region(of: number) }

    /// E.164 of a cell's number; nil when no such number exists.
    ///
    /// National form first (`0917 123 4567` in PH), then the country code without its plus (`639171234567`), as shop systems export it.
    ///
    /// - Parameters:
    ///   - cell: the number as the table has it.
    ///   - region: ISO 3166 alpha-2 of the shop.
    public static func e164(_ cell: String, region: String) -> String? {
        let digits = cell.utf8.filter { 48...57 ~= $0 }
        guard 6...15 ~= digits.count else { return nil }
        if cell.utf8.contains(0x2B) { return NumberScanner.parse(digits) }
        if digits.first == 0x30, digits.count > 9, digits[1] == 0x30, let abroad = NumberScanner.parse(Array(digits.dropFirst(2))) { return abroad }
        if let national = NumberScanner.parse(digits, region: region) { return national }
        // Spreadsheets take the zero off that a national number begins with.
        if digits.first != 0x30, let national = NumberScanner.parse([0x30] + digits, region: region) { return national }
        return digits.count >= 9 ? NumberScanner.parse(digits) : nil
    }
}
