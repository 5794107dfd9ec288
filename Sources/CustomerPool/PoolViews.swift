import GRDB

/// The views through which other programs read a pool: their names and columns stay; see `docs/POOL.md`.
///
/// The tables below them may change with any version. Views are made anew when the program's are newer than the file's.
enum PoolViews {
    /// Goes up with every change of a view.
    private static let version = "2"

    /// Whether the file has the views of this version.
    static func areUpToDate(_ db: Database) throws -> Bool { try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'views'") == version }

    /// Makes the views of this version where the file has others or none.
    static func bringUpToDate(_ db: Database) throws {
        if try areUpToDate(db) { return }
        for (name, query) in all { try db.execute(sql: "DROP VIEW IF EXISTS \(name); CREATE VIEW \(name) AS \(query)") }
        try db.execute(sql: "INSERT OR REPLACE INTO setting (name, value) VALUES ('views', ?)", arguments: [version])
    }

    /// Orders that count as bought.
    private static let bought = "o.value ->> '$.status' NOT IN ('inquired', 'cancelled')"

    /// What was given back of an order that stands: `refunded_part:50` among its notes.
    private static let givenBack =
        "coalesce((SELECT sum(CAST(substr(n.value, 15) AS REAL)) FROM json_each(o.value, '$.notes') n WHERE n.value GLOB 'refunded_part:[0-9]*'), 0)"

    static let all: [(name: String, query: String)] = [
        (
            "customers",
            """
            SELECT c.id AS customer_id, c.json ->> '$.name' AS name, c.json ->> '$.nicknames[0]' AS nickname, c.json ->> '$.stage' AS stage,
                c.json ->> '$.phones[0].number' AS phone, c.json ->> '$.emails[0]' AS email, c.json ->> '$.gender' AS gender, c.json ->> '$.birth_date' AS birth_date,
                (SELECT count(*) FROM json_each(c.json, '$.orders') o WHERE \(bought)) AS order_count,
                (SELECT round(sum(max(0, o.value ->> '$.amount' - \(givenBack))), 2) FROM json_each(c.json, '$.orders') o
                    WHERE \(bought) AND o.value ->> '$.status' <> 'refunded') AS spent,
                (SELECT min(o.value ->> '$.placed_at') FROM json_each(c.json, '$.orders') o WHERE \(bought)) AS first_order,
                (SELECT max(o.value ->> '$.placed_at') FROM json_each(c.json, '$.orders') o WHERE \(bought)) AS last_order,
                c.json ->> '$.first_seen' AS first_seen, c.json ->> '$.last_seen' AS last_seen, c.json ->> '$.remark' AS remark,
                (SELECT group_concat(t.value, '、') FROM json_each(c.json, '$.tags') t) AS tags, c.json ->> '$.do_not_contact' AS do_not_contact
            FROM customer c ORDER BY c.position
            """
        ),
        (
            "accounts",
            """
            SELECT c.id AS customer_id, a.value ->> '$.platform' AS platform, a.value ->> '$.id' AS account_id, a.value ->> '$.nickname' AS nickname
            FROM customer c, json_each(c.json, '$.accounts') a
            """
        ),
        (
            "phones",
            "SELECT c.id AS customer_id, p.value ->> '$.number' AS number, p.value ->> '$.kind' AS kind FROM customer c, json_each(c.json, '$.phones') p"
        ),
        (
            "recipients",
            """
            SELECT c.id AS customer_id, r.key AS recipient, r.value ->> '$.name' AS name, r.value ->> '$.phone' AS phone, r.value ->> '$.address.country' AS country,
                r.value ->> '$.address.province' AS province, r.value ->> '$.address.city' AS city, r.value ->> '$.address.district' AS district,
                r.value ->> '$.address.town' AS town, r.value ->> '$.address.detail' AS detail, r.value ->> '$.address.postal_code' AS postal_code,
                r.value ->> '$.is_self' AS is_self, r.value ->> '$.last_used' AS last_used
            FROM customer c, json_each(c.json, '$.recipients') r
            """
        ),
        (
            "orders",
            """
            SELECT c.id AS customer_id, o.key AS order_index, o.value ->> '$.placed_at' AS placed_at, o.value ->> '$.status' AS status,
                o.value ->> '$.amount' AS amount, o.value ->> '$.currency' AS currency, o.value ->> '$.recipient' AS recipient,
                o.value ->> '$.order_number' AS order_number, o.value ->> '$.paid_at' AS paid_at, o.value ->> '$.shipped_at' AS shipped_at,
                o.value ->> '$.received_at' AS received_at, o.value ->> '$.account.platform' AS platform, o.value ->> '$.account.id' AS account_id,
                o.value ->> '$.group' AS group_title,
                (SELECT group_concat(t.value ->> '$.number', '、') FROM json_each(o.value, '$.trackings') t) AS tracking_numbers,
                (SELECT group_concat(n.value, '；') FROM json_each(o.value, '$.notes') n) AS notes,
                o.value ->> '$.evidence[0].position.file' AS file, o.value ->> '$.evidence[0].position.line' AS line
            FROM customer c, json_each(c.json, '$.orders') o
            """
        ),
        (
            "order_items",
            """
            SELECT c.id AS customer_id, o.key AS order_index, i.key AS item_index, i.value ->> '$.product' AS product, i.value ->> '$.quantity' AS quantity,
                i.value ->> '$.unit' AS unit, i.value ->> '$.unit_price' AS unit_price, i.value ->> '$.spec' AS spec
            FROM customer c, json_each(c.json, '$.orders') o, json_each(o.value, '$.items') i
            """
        ),
        (
            "feedback",
            """
            SELECT c.id AS customer_id, f.value ->> '$.at' AS at, f.value ->> '$.kind' AS kind, f.value ->> '$.reason' AS reason, f.value ->> '$.quote' AS quote,
                f.value ->> '$.product' AS product
            FROM customer c, json_each(c.json, '$.feedback') f WHERE NOT coalesce(f.value ->> '$.sensitive', 0)
            """
        ),
        (
            "evidence",
            """
            SELECT c.id AS customer_id, e.value ->> '$.field' AS field, e.value ->> '$.evidence.position.file' AS file,
                e.value ->> '$.evidence.position.line' AS line, e.value ->> '$.evidence.at' AS at, e.value ->> '$.evidence.rule' AS rule,
                e.value ->> '$.evidence.confidence' AS confidence
            FROM customer c, json_each(c.json, '$.evidence') e
            """
        ),
        (
            "messages",
            """
            SELECT v.platform, coalesce(v.chat_id, v.title) AS chat, v.title AS chat_title, v.kind AS chat_kind, p.name AS sender,
                nullif(p.account_id, '') AS sender_id, strftime('%Y-%m-%dT%H:%M:%S', m.sent_at, 'unixepoch') AS sent_at, m.kind, m.text,
                s.path AS file, m.line
            FROM message m JOIN conversation v ON v.id = m.conversation_id LEFT JOIN participant p ON p.id = m.participant_id
                LEFT JOIN source s ON s.id = m.source_id
            WHERE v.home IS NULL OR v.home = v.id OR NOT EXISTS (SELECT 1 FROM message o
                WHERE o.conversation_id = v.home AND o.minute = m.minute AND o.fingerprint = m.fingerprint)
            ORDER BY m.conversation_id, m.minute, m.source_id, m.idx
            """
        ),
        ("sources", "SELECT path AS file, format, bytes, messages, is_complete FROM source ORDER BY id"),
    ]
}
