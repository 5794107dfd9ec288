extension Gazetteer {
    /// The prefectures that share a landline area code, given with or without its leading zero: 755 → 深圳市.
    public func divisions(areaCode: Int) -> [DivisionID] {
        var found: [DivisionID] = []
        for index in 0..<tables.areaCodeCount where Int(tables.half(.areaCodes, index * 4)) == areaCode {
            found.append(DivisionID(rawValue: tables.half(.areaCodes, index * 4 + 2)))
        }
        return found
    }

    /// Whether a number, leading zero dropped, is a landline area code.
    public func isAreaCode(_ areaCode: Int) -> Bool {
        var low = 0
        var high = tables.areaCodeCount
        while low < high {
            let middle = (low + high) / 2
            let code = Int(tables.half(.areaCodes, middle * 4))
            if code == areaCode { return true }
            if code < areaCode { low = middle + 1 } else { high = middle }
        }
        return false
    }
}
