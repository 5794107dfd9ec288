/// Words of addresses and of talk in Latin letters.
enum LatinWords {
    private static let places: Set<[UInt8]> = Set(
        ("road rd street st avenue ave lane ln drive dr boulevard blvd court ct place pl square sq terrace highway hwy way close crescent jalan jln lorong taman kampung kg bandar desa persiaran blok blk block building bldg tower flat floor fl room rm unit "
            + "apt apartment suite ste house no lot level city town village district province state county north south east west soi moo thanon tambon amphoe duong đường phố ngõ hẻm phường quận huyện tỉnh xã rua avenida av calle carrera colonia "
            + "barrio bairro plaza piazza via strasse straße gang rt rw kel kec kab kota komplek perumahan gedung villa estate park garden gardens residence residences condo plaza mall centre center station port box")
            .split(separator: " ").map { Array($0.utf8) })
    private static let talk: Set<[UInt8]> = Set(
        "me you your my please the is are was can could will would call tomorrow today thanks thank hello hi hey when where how what want order send ship sent buy price ok okay yes not have has i we they it this that for and if on at with from about saya nak mau boleh bisa"
            .split(separator: " ").map { Array($0.utf8) })

    /// Counts of a range's words that belong to addresses, to talk, and of all words.
    static func count(_ bytes: [UInt8], _ range: Range<Int>) -> (places: Int, talk: Int, words: Int) {
        var result = (places: 0, talk: 0, words: 0)
        var word: [UInt8] = []
        func close() {
            guard !word.isEmpty else { return }
            result.words += 1
            if places.contains(word) { result.places += 1 }
            if talk.contains(word) { result.talk += 1 }
            word.removeAll(keepingCapacity: true)
        }
        for byte in bytes[range] {
            if 0x61...0x7A ~= byte | 0x20 {
                word.append(byte | 0x20)
            } else if byte >= 0x80 {
                word.append(byte)
            } else {
                close()
            }
        }
        close()
        return result
    }
}
