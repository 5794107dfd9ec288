/// What a cell looks like as a name of somebody, for whoever makes records of rows.
public enum NameLook {
    /// Whether it is what people call each other (林姐, 小溪妈), and no name in full.
    public static func isCalled(_ cell: String) -> Bool { CellShape(cell).contains(.called) }
}
