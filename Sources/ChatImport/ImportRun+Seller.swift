import ChatActs
import ChatExtract
import ChatInterpret
import ChatModel
import CustomerPool

/// Who the seller is: given, known from earlier runs, or told by what the chats show.
extension ImportRun {
    /// Raised when chats are read otherwise than before, so that a pool of an earlier version is read again.
    private static let rules = 5

    func ownership(_ chats: [StoredConversation], _ report: inout RunReport) throws(ImportError) -> Ownership? {
        var inference = OwnerInference()
        for chat in chats {
            inference.add(chat.conversation, participants: chat.participants)
            guard chat.conversation.kind == .group else { continue }
            for (name, acts) in try sides(of: chat) { inference.add(acts, by: name) }
        }
        try hear(chats, &inference)
        let given: [String]
        if options.ownerNames.isEmpty {
            // What was set once and for all may name accounts that these exports do not show.
            let stored = try pool.setting("owner")?.split(separator: "\n").map(String.init) ?? []
            let (known, unknown) = inference.match(options.usualOwners + stored)
            if known.isEmpty, !unknown.isEmpty, !options.usualOwners.isEmpty {
                report.refusedOwners = unknown.filter { options.usualOwners.contains($0.name) }
                return nil
            }
            given = known
        } else {
            let (known, unknown) = inference.match(options.ownerNames)
            guard unknown.isEmpty || options.isPart else {
                report.refusedOwners = unknown
                return nil
            }
            given = known + unknown.map(\.name)
            try pool.setSetting("owner", given.joined(separator: "\n"))
        }
        let (owner, ground) = inference.ownership(given: given)
        report.ownerNames = owner.names.sorted()
        report.ownerGround = ground
        // Chats were read with other eyes when the seller, the product list, the rules or the fitted table was another: read them again.
        let view =
            owner.names.sorted().joined(separator: "\n") + "\u{1}" + owner.accountIDs.sorted().joined(separator: "\n") + "\u{1}" + region
            + (found?.currency ?? "") + "\u{1}\(Self.rules) \((options.actTable ?? .builtin).fingerprint)\u{1}"
            + (options.catalog?.products.map { "\($0.name)|\($0.aliases.joined(separator: "|"))|\($0.unit ?? "")|\($0.price ?? 0)" }.joined(separator: "\n")
                ?? "")
        if try pool.setting("view") != view {
            try pool.markAllChanged()
            try pool.setSetting("view", view)
        }
        return owner
    }

    /// Chats that are read to tell the sides of those of which nothing else tells.
    private static let mostHeard = 200

    /// How much those who write in a chat sound like the seller, by name in alphabetical order.
    private func sides(of chat: StoredConversation) throws(ImportError) -> [(name: String, acts: SellerActs)] {
        var tally = SideTally(table: options.actTable ?? .builtin)
        try pool.forEachMessage(of: chat) { tally.add($0) }
        return tally.byName
    }

    private func hear(_ chats: [StoredConversation], _ inference: inout OwnerInference) throws(ImportError) {
        let contested = inference.contestedNames
        guard !contested.isEmpty else { return }
        let open = chats.filter { chat in
            chat.conversation.kind != .group && chat.participants.contains { contested.contains(NameKey.of($0.participant.name)) }
        }
        for chat in open.prefix(Self.mostHeard) {
            for (name, acts) in try sides(of: chat) { inference.add(talk: acts, by: name) }
        }
    }
}
