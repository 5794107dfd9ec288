import CGazetteerData

/// Words that are names of persons, as `personal_names.tsv` has them.
public enum PersonalNameWords {
    /// The table, UTF-8.
    public static func bytes() -> [UInt8] {
        unsafe [UInt8](UnsafeBufferPointer(start: personal_names_start(), count: personal_names_size()))
    }
}
