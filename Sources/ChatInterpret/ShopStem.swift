/// The part of a shop's name that its other accounts and its staff bear too: 鹿鸣 of 鹿鸣小铺, 鹿鸣小铺2号, 客服小唐-鹿鸣.
enum ShopStem {
    /// Words that any shop's name may hold.
    private static let common = SaidWords.list("shop.common")
    /// Words for who works for a shop.
    private static let staff = SaidWords.list("shop.staff")
    /// Words for a further account.
    private static let further = SaidWords.list("shop.further")

    /// What is telling in the names of a shop.
    static func stems(of names: Set<String>) -> Set<String> {
        Set(
            names.compactMap { name in
                let stem = without(common + staff + further, in: NameKey.loose(name)).filter { !$0.isNumber }
                return isTelling(stem) ? stem : nil
            })
    }

    /// Whether a name is the shop's with a word for staff or for a further account and little else.
    static func isStaff(_ name: String, _ stems: Set<String>) -> Bool {
        let key = NameKey.loose(name)
        // 鹿鸣-客服小唐 of 鹿鸣女装: what the shop sells stands behind what it is called.
        let shared = stems.map { zip($0, key).prefix { $0 == $1 }.count }.max() ?? 0
        if shared >= 2, key.first?.unicodeScalars.first.map(\.properties.isIdeographic) == true, staff.contains(where: { key.dropFirst(shared).hasPrefix($0) })
        {
            return true
        }
        guard let stem = stems.filter({ key.contains($0) }).max(by: { $0.count < $1.count }) else { return false }
        let rest = without([stem], in: key)
        if staff.contains(where: { rest.contains($0) }) { return true }
        return without(common + further, in: rest).allSatisfy(\.isNumber)
    }

    /// How much a name's likeness to the shop's names says: 云上花坊 in 小唐-云上花坊, 竹里 in 竹里店员阿文.
    struct Kinship {
        private let shop: [[Character]]
        private let all: [[Character]]

        /// - Parameter all: the names of everybody; what many of them share is a house or a group, no shop.
        init(_ shop: Set<String>, among all: Set<String>) {
            self.shop = shop.sorted().map { Array(NameKey.loose($0)) }
            self.all = all.sorted().map { Array(NameKey.loose($0)) }
        }

        /// Log odds that the name is the shop's, for its likeness alone.
        func weight(of name: String) -> Double {
            let name = Array(NameKey.loose(name))
            var longest: ArraySlice<Character> = []
            for own in shop {
                for start in own.indices {
                    var end = start + longest.count + 1
                    while end <= own.count, holds(name, own[start..<end]) {
                        longest = own[start..<end]
                        end += 1
                    }
                }
            }
            let size = longest.reduce(0) { $0 + ($1.unicodeScalars.allSatisfy(\.properties.isIdeographic) ? 2 : 1) }
            guard size >= 4, all.count(where: { holds($0, longest) }) <= shop.count + 2 else { return 0 }
            return size >= 6 ? 4 : 2
        }

        private func holds(_ text: [Character], _ part: ArraySlice<Character>) -> Bool {
            guard text.count >= part.count else { return false }
            return (0...text.count - part.count).contains { text[$0..<$0 + part.count] == part }
        }
    }

    private static func without(_ words: [String], in text: String) -> String {
        var text = text
        for word in words.sorted(by: { $0.count > $1.count }) where text.contains(word) { text = text.replacing(word, with: "") }
        return text
    }

    private static func isTelling(_ stem: String) -> Bool { stem.unicodeScalars.reduce(0) { $0 + ($1.properties.isIdeographic ? 2 : 1) } >= 4 }
}
