import ChatModel
import ShopSettings

/// Settings: the shop's file as a form.
extension DeskPages {
    func settingsPage(refused: [String: String] = [:], status: Int = 200) throws(ImportError) -> DeskResponse {
        guard let settings = desk.options.settings else { return desk.message(words, "error_no_page", status: 404) }
        let all = try settings.fields()
        var sections: [String] = []
        for field in all where !sections.contains(field.section) { sections.append(field.section) }
        let fields: Fields = [
            "sections": sections.map { section in
                [
                    "name": words["settings_" + (section.isEmpty ? "shop" : section)],
                    "fields": all.filter { $0.section == section }.map { field in
                        [
                            "id": field.id, "words": words[field.words], "allowed": words[field.allowed], "value": refused[field.id] ?? field.value,
                            "example": field.example, "is_flag": field.isFlag, "is_on": field.value == "true", "is_refused": refused[field.id] != nil,
                        ] as Fields
                    },
                ] as Fields
            }, "has_refused": !refused.isEmpty,
        ]
        return page("settings", "settings", title: words["nav_settings"], fields, status: status)
    }

    func keepSettings(_ form: FormText) throws(ImportError) -> DeskResponse {
        guard let settings = desk.options.settings else { return desk.message(words, "error_no_page", status: 404) }
        var typed: [String: String] = [:]
        for field in try settings.fields() { if let value = form[field.id] { typed[field.id] = value } }
        let refused = try settings.keep(typed)
        // What is set changes who is a regular, which lists are long, whose chats are read: the customers are made anew behind the answer.
        work.refresh()
        guard !refused.isEmpty else { return .seeOther("/settings?said=settings_kept") }
        return try settingsPage(refused: typed.filter { refused.contains($0.key) }, status: 422)
    }
}
