import ChatExtract
import ChatModel

/// The chain lists (接龙) of a conversation: the last version of a list stands for all, and every entry knows who added it.
struct ChainBook {
    /// An entry with its author.
    struct Line {
        var text: String
        var account: String?
    }

    struct List {
        var key: String
        var chain: ChainList
        var lines: [Line]
        var at: Timestamp?
    }

    private(set) var lists: [List] = []

    /// Takes a posted version and answers the list as it stands now.
    ///
    /// - Parameters:
    ///   - author: who an entry belongs to by its nickname or by the export's own word, where either tells.
    ///   - poster: the account that posted the version; nil for the seller.
    mutating func take(_ chain: ChainList, poster: String?, at: Timestamp?, author: (ChainList.Entry) -> String?) -> List {
        let key = Self.key(chain.title)
        let index = lists.lastIndex { $0.key == key && isContinued($0, at) }
        var old = index.map { lists[$0].lines } ?? []
        var lines: [Line] = []
        for entry in chain.entries {
            // The same words are the same entry, wherever it moved; else the same place with the same beginning is an edited one.
            if let same = old.firstIndex(where: { $0.text == entry.text }) {
                lines.append(old.remove(at: same))
                continue
            }
            let named = author(entry)
            if let edited = old.firstIndex(where: { line in named != nil && line.account == named && !chain.entries.contains { $0.text == line.text } }) {
                var line = old.remove(at: edited)
                line.text = entry.text
                lines.append(line)
                continue
            }
            // Who posts a list that was not seen before adds the last entry; the others stood in it already.
            let isOwn = index != nil || chain.entries.count < 2 || entry.text == chain.entries.last?.text
            lines.append(Line(text: entry.text, account: named ?? (isOwn ? poster : nil)))
        }
        let list = List(key: key, chain: chain, lines: lines, at: at)
        if let index { lists[index] = list } else { lists.append(list) }
        return list
    }

    /// A list posted again after weeks is a new one, even under the same title.
    private func isContinued(_ list: List, _ at: Timestamp?) -> Bool {
        guard let a = list.at, let b = at else { return true }
        return b.wallSeconds - a.wallSeconds < 10 * 86_400
    }

    /// The title's first line without white space.
    private static func key(_ title: String) -> String {
        let first = title.split(whereSeparator: \.isNewline).first.map(String.init) ?? title
        return first.filter { !$0.isWhitespace }
    }
}
