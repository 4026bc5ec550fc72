// Who of the office spoke in a call, each stay with its times; by operator which calls are theirs, newest first; who noted what.
export const callParts = {
  number: 340,
  name: 'call parts',
  sql: `
    CREATE TABLE call_parts (
      call_id TEXT NOT NULL, joined_at INTEGER NOT NULL, extension TEXT NOT NULL, operator_id TEXT, left_at INTEGER,
      transferred_by TEXT, transferred_to TEXT, PRIMARY KEY (call_id, joined_at, extension)
    ) WITHOUT ROWID;
    -- As well of whom the call was given to and who was never heard; an operator who spoke twice has it once.
    CREATE TABLE call_operators (
      operator_id TEXT NOT NULL, started_at INTEGER NOT NULL, call_id TEXT NOT NULL,
      PRIMARY KEY (operator_id, started_at, call_id)
    ) WITHOUT ROWID;
    CREATE INDEX call_operators_call ON call_operators (call_id);
    INSERT INTO call_operators SELECT operator_id, started_at, id FROM calls WHERE operator_id IS NOT NULL;
    CREATE TRIGGER call_parts_operator AFTER INSERT ON call_parts WHEN new.operator_id IS NOT NULL BEGIN
      INSERT OR IGNORE INTO call_operators SELECT new.operator_id, started_at, id FROM calls WHERE id = new.call_id;
    END;
    CREATE TRIGGER calls_operator_known AFTER INSERT ON calls WHEN new.operator_id IS NOT NULL BEGIN
      INSERT OR IGNORE INTO call_operators VALUES (new.operator_id, new.started_at, new.id);
    END;
    CREATE TRIGGER calls_operator_changed AFTER UPDATE OF operator_id ON calls WHEN new.operator_id IS NOT NULL BEGIN
      INSERT OR IGNORE INTO call_operators VALUES (new.operator_id, new.started_at, new.id);
    END;
    CREATE TRIGGER call_parts_removed AFTER DELETE ON calls BEGIN
      DELETE FROM call_parts WHERE call_id = old.id;
      DELETE FROM call_operators WHERE call_id = old.id;
      DELETE FROM call_notes WHERE call_id = old.id;
    END;
    -- One note of each author. 'calls.note' has all of them, oldest first, for lists, searches and webhooks.
    CREATE TABLE call_notes (
      call_id TEXT NOT NULL, author TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL, changed_at INTEGER NOT NULL,
      text TEXT NOT NULL, PRIMARY KEY (call_id, author)
    ) WITHOUT ROWID;
    -- Whose the notes of earlier versions are nobody wrote down.
    INSERT INTO call_notes SELECT id, '', '', coalesce(ended_at, started_at), coalesce(ended_at, started_at), note
      FROM calls WHERE coalesce(note, '') <> '';
    CREATE TRIGGER call_notes_added AFTER INSERT ON call_notes BEGIN
      UPDATE calls SET note = (SELECT group_concat(text, char(10) ORDER BY at, author) FROM call_notes WHERE call_id = new.call_id)
        WHERE id = new.call_id;
    END;
    CREATE TRIGGER call_notes_changed AFTER UPDATE ON call_notes BEGIN
      UPDATE calls SET note = (SELECT group_concat(text, char(10) ORDER BY at, author) FROM call_notes WHERE call_id = new.call_id)
        WHERE id = new.call_id;
    END;
    CREATE TRIGGER call_notes_removed AFTER DELETE ON call_notes BEGIN
      UPDATE calls SET note = (SELECT group_concat(text, char(10) ORDER BY at, author) FROM call_notes WHERE call_id = old.call_id)
        WHERE id = old.call_id;
    END;
    -- Calls of which a note or a disposition changed, until the thread of the search index has it there, too.
    CREATE TABLE search_changes (id INTEGER PRIMARY KEY AUTOINCREMENT, call_id TEXT NOT NULL UNIQUE);
    CREATE TRIGGER calls_words AFTER UPDATE OF note, disposition ON calls
    WHEN new.note IS NOT old.note OR new.disposition IS NOT old.disposition BEGIN
      -- Noted again while the thread takes it over, it has another id and stays.
      -- Not OR REPLACE: within an upsert that is not what happens.
      DELETE FROM search_changes WHERE call_id = new.id;
      INSERT INTO search_changes (call_id) VALUES (new.id);
    END;
  `,
}
