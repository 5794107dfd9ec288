import GRDB

/// The tables of a pool file, and how older files become newer ones.
enum PoolSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 messages, records, customers") { db in
            try db.execute(
                sql: """
                    CREATE TABLE source (
                        id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, format TEXT NOT NULL, bytes INTEGER NOT NULL, messages INTEGER NOT NULL DEFAULT 0,
                        is_complete INTEGER NOT NULL DEFAULT 0
                    );
                    CREATE TABLE conversation (
                        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, platform TEXT NOT NULL, format TEXT NOT NULL, chat_id TEXT, title TEXT NOT NULL,
                        kind TEXT NOT NULL, source_id INTEGER NOT NULL, is_changed INTEGER NOT NULL DEFAULT 1
                    );
                    CREATE TABLE participant (
                        id INTEGER PRIMARY KEY, conversation_id INTEGER NOT NULL REFERENCES conversation(id), account_id TEXT NOT NULL, name TEXT NOT NULL,
                        is_owner INTEGER, UNIQUE (conversation_id, account_id, name)
                    );
                    CREATE TABLE message (
                        conversation_id INTEGER NOT NULL, minute INTEGER NOT NULL, fingerprint INTEGER NOT NULL, source_id INTEGER NOT NULL, idx INTEGER NOT NULL,
                        participant_id INTEGER, sent_at INTEGER, utc_offset INTEGER, precision INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
                        payment TEXT, quote TEXT, solitaire TEXT, line INTEGER NOT NULL, byte_offset INTEGER NOT NULL,
                        PRIMARY KEY (conversation_id, minute, fingerprint)
                    ) WITHOUT ROWID;
                    CREATE TABLE entry (
                        kind TEXT NOT NULL, fingerprint INTEGER NOT NULL, source_id INTEGER NOT NULL, line INTEGER NOT NULL, json TEXT NOT NULL,
                        PRIMARY KEY (kind, fingerprint)
                    ) WITHOUT ROWID;
                    CREATE TABLE record (
                        record_id TEXT PRIMARY KEY, conversation_id INTEGER, json TEXT NOT NULL
                    ) WITHOUT ROWID;
                    CREATE INDEX record_conversation ON record (conversation_id);
                    CREATE TABLE seller_contact (conversation_id INTEGER NOT NULL, phone TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (conversation_id, phone, kind)) WITHOUT ROWID;
                    CREATE TABLE customer (
                        id TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, name TEXT, phone TEXT, stage TEXT, json TEXT NOT NULL
                    ) WITHOUT ROWID;
                    CREATE TABLE customer_record (record_id TEXT PRIMARY KEY, customer_id TEXT NOT NULL) WITHOUT ROWID;
                    CREATE INDEX customer_record_customer ON customer_record (customer_id);
                    CREATE TABLE redirect (old_id TEXT PRIMARY KEY, new_id TEXT NOT NULL) WITHOUT ROWID;
                    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("2 edits and relations of customers") { db in
            try db.execute(
                sql: "UPDATE customer SET json = json_set(json, '$.edited', json('[]'), '$.relations', json('[]'), '$.do_not_contact', json('false'))")
        }
        migrator.registerMigration("3 decisions, editions, the forgotten, audit") { db in
            try db.execute(
                sql: """
                    ALTER TABLE customer ADD COLUMN signature INTEGER NOT NULL DEFAULT 0;
                    CREATE TABLE decision (
                        id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, at INTEGER NOT NULL, undone_at INTEGER, json TEXT NOT NULL
                    );
                    CREATE TABLE review (position INTEGER PRIMARY KEY, json TEXT NOT NULL);
                    CREATE TABLE edition (number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL);
                    CREATE TABLE written (customer_id TEXT NOT NULL, edition INTEGER NOT NULL, cells TEXT NOT NULL, PRIMARY KEY (customer_id, edition)) WITHOUT ROWID;
                    CREATE TABLE forgotten (hash TEXT PRIMARY KEY) WITHOUT ROWID;
                    CREATE TABLE audit (
                        id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT, decision INTEGER, count INTEGER
                    );
                    CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;
                    CREATE TRIGGER audit_is_never_cut BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;
                    """)
        }
        migrator.registerMigration("4 customers and records in tables that are read in order") { db in
            // A table without row ids keeps whole rows inside its tree: with kilobytes in each it was deep and slow, and half of it empty. The views are made anew.
            for (name, _) in PoolViews.all { try db.execute(sql: "DROP VIEW IF EXISTS \(name)") }
            try db.execute(
                sql: """
                    DELETE FROM setting WHERE name = 'views';
                    CREATE TABLE ordered (
                        position INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT, phone TEXT, stage TEXT, signature INTEGER NOT NULL DEFAULT 0, json TEXT NOT NULL
                    );
                    """)
            // One by one, each taken out when it has moved: the room is used again at once, and no more than a few are held in memory.
            for position in try Int64.fetchAll(db, sql: "SELECT position FROM customer ORDER BY position") {
                try move(
                    db, position, "INSERT INTO ordered SELECT position, id, name, phone, stage, signature, json FROM customer WHERE position = ?",
                    "DELETE FROM customer WHERE position = ?")
            }
            try db.execute(
                sql: """
                    DROP TABLE customer;
                    ALTER TABLE ordered RENAME TO customer;
                    CREATE UNIQUE INDEX customer_id ON customer (id);
                    CREATE INDEX customer_signature ON customer (id, signature);
                    CREATE INDEX customer_last_seen ON customer (json_extract(json, '$.last_seen'));
                    CREATE TABLE numbered (number INTEGER PRIMARY KEY, record_id TEXT NOT NULL, conversation_id INTEGER, json TEXT NOT NULL);
                    """)
            for id in try String.fetchAll(db, sql: "SELECT record_id FROM record ORDER BY record_id") {
                try move(
                    db, id, "INSERT INTO numbered (record_id, conversation_id, json) SELECT record_id, conversation_id, json FROM record WHERE record_id = ?",
                    "DELETE FROM record WHERE record_id = ?")
            }
            try db.execute(
                sql: """
                    DROP TABLE record;
                    ALTER TABLE numbered RENAME TO record;
                    CREATE UNIQUE INDEX record_id ON record (record_id);
                    CREATE INDEX record_conversation ON record (conversation_id);
                    """)
        }
        migrator.registerMigration("5 exports of one chat in several folders") { db in
            for (name, _) in PoolViews.all { try db.execute(sql: "DROP VIEW IF EXISTS \(name)") }
            // The row that a chat is read with, and what tells it from others of its name.
            try db.execute(
                sql: """
                    DELETE FROM setting WHERE name = 'views';
                    ALTER TABLE conversation ADD COLUMN home INTEGER;
                    ALTER TABLE conversation ADD COLUMN mark TEXT NOT NULL DEFAULT '';
                    UPDATE conversation SET is_changed = 1;
                    """)
        }
        migrator.registerMigration("6 files that were read, names of goods by chat") { db in
            try db.execute(
                sql: """
                    CREATE TABLE known_file (
                        path TEXT PRIMARY KEY, bytes INTEGER NOT NULL, modified INTEGER NOT NULL, mark TEXT NOT NULL, reading TEXT NOT NULL
                    ) WITHOUT ROWID;
                    CREATE INDEX conversation_home ON conversation (home);
                    CREATE TABLE shop_name (conversation_id INTEGER NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (conversation_id, name)) WITHOUT ROWID;
                    UPDATE conversation SET is_changed = 1;
                    """)
        }
        migrator.registerMigration("7 messages alike of different senders") { db in
            // Messages that stand under another sender's in the minute, until all sources of the run are read; who writes in each source.
            try db.execute(
                sql: """
                    CREATE TABLE contested (
                        conversation_id INTEGER NOT NULL, minute INTEGER NOT NULL, fingerprint INTEGER NOT NULL, source_id INTEGER NOT NULL, idx INTEGER NOT NULL,
                        participant_id INTEGER, sent_at INTEGER, utc_offset INTEGER, precision INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
                        payment TEXT, quote TEXT, solitaire TEXT, line INTEGER NOT NULL, byte_offset INTEGER NOT NULL,
                        PRIMARY KEY (conversation_id, minute, fingerprint, source_id)
                    ) WITHOUT ROWID;
                    CREATE TABLE source_participant (source_id INTEGER NOT NULL, participant_id INTEGER NOT NULL, PRIMARY KEY (source_id, participant_id)) WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("8 the mark of a pool, orders as they were written") { db in
            try db.execute(sql: "ALTER TABLE written ADD COLUMN orders TEXT; ALTER TABLE edition ADD COLUMN customers INTEGER")
        }
        migrator.registerMigration("9 what was said of follow-up lists") { db in
            try db.execute(
                sql: """
                    CREATE TABLE follow_up (
                        customer_id TEXT NOT NULL, kind TEXT NOT NULL, about TEXT NOT NULL, until INTEGER, at INTEGER NOT NULL,
                        PRIMARY KEY (customer_id, kind, about)
                    ) WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("10 sheets and persons as they were written") { db in
            try db.execute(sql: "ALTER TABLE written ADD COLUMN person TEXT; ALTER TABLE edition ADD COLUMN layout TEXT")
        }
        migrator.registerMigration("11 what a part of the pool is resolved by") { db in
            try db.execute(
                sql: """
                    ALTER TABLE customer ADD COLUMN base INTEGER NOT NULL DEFAULT 0;
                    CREATE TABLE frame_record (
                        number INTEGER PRIMARY KEY, account TEXT, island INTEGER NOT NULL, signature INTEGER NOT NULL, statistics BLOB NOT NULL, settled TEXT
                    );
                    CREATE INDEX frame_record_island ON frame_record (island);
                    CREATE INDEX frame_record_account ON frame_record (account) WHERE account IS NOT NULL;
                    CREATE TABLE frame_tie (
                        island INTEGER NOT NULL, left_record INTEGER NOT NULL, right_record INTEGER NOT NULL, kind TEXT NOT NULL, may_link INTEGER NOT NULL
                    );
                    CREATE INDEX frame_tie_island ON frame_tie (island);
                    CREATE TABLE frame_kin (left_record INTEGER NOT NULL, right_record INTEGER NOT NULL, kind TEXT NOT NULL, confidence REAL NOT NULL);
                    CREATE INDEX frame_kin_left ON frame_kin (left_record);
                    CREATE INDEX frame_kin_right ON frame_kin (right_record);
                    CREATE TABLE ranked (
                        worth REAL NOT NULL, kind INTEGER NOT NULL, weight REAL NOT NULL, mark INTEGER NOT NULL, left_record TEXT NOT NULL,
                        right_record TEXT NOT NULL, left_customer TEXT NOT NULL, right_customer TEXT NOT NULL, island INTEGER NOT NULL, json TEXT NOT NULL
                    );
                    INSERT INTO ranked SELECT -position, 0, 0, 0, '', '', json_extract(json, '$.left.customer_id'), json_extract(json, '$.right.customer_id'), -1, json
                        FROM review;
                    DROP TABLE review;
                    ALTER TABLE ranked RENAME TO review;
                    CREATE INDEX review_left ON review (left_customer);
                    CREATE INDEX review_right ON review (right_customer);
                    CREATE INDEX review_island ON review (island);
                    """)
        }
        return migrator
    }

    /// Copies the row that a key names and takes it out where it was.
    private static func move(_ db: Database, _ key: any DatabaseValueConvertible, _ copy: String, _ drop: String) throws {
        for sql in [copy, drop] { try db.cachedStatement(sql: sql).execute(arguments: [key]) }
    }
}
