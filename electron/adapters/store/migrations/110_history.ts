// What questions to the history need: the order in which calls were written, which the search index follows, and missed calls.
export const history = {
  number: 110,
  name: 'history',
  sql: `
    CREATE TABLE call_order (serial INTEGER PRIMARY KEY AUTOINCREMENT, call_id TEXT NOT NULL);
    CREATE TRIGGER calls_order AFTER INSERT ON calls BEGIN
      INSERT INTO call_order (call_id) VALUES (new.id);
    END;
    -- A telephone that rang. 'excused': it was answered, turned the call away, or was spared by another that answered.
    CREATE TABLE missed (
      call_id TEXT NOT NULL, extension TEXT NOT NULL, started_at INTEGER NOT NULL, excused INTEGER NOT NULL,
      PRIMARY KEY (call_id, extension)
    ) WITHOUT ROWID;
    CREATE INDEX missed_extension ON missed (extension, started_at DESC, call_id DESC) WHERE excused = 0;
    CREATE INDEX missed_started ON missed (started_at);
    CREATE TRIGGER trace_rang AFTER INSERT ON trace
    WHEN new.type = 'leg.ringing' AND json_valid(new.data) AND json_extract(new.data, '$.to') IS NOT NULL
    BEGIN
      INSERT OR IGNORE INTO missed (call_id, extension, started_at, excused) VALUES (
        new.call_id, json_extract(new.data, '$.to'),
        coalesce((SELECT started_at FROM calls WHERE id = new.call_id), new.at), 0
      );
    END;
    CREATE TRIGGER trace_excused AFTER INSERT ON trace
    WHEN new.type IN ('leg.answered', 'leg.cancelled', 'leg.ended') AND json_valid(new.data)
      AND json_extract(new.data, '$.to') IS NOT NULL
      AND (new.type <> 'leg.ended' OR json_extract(new.data, '$.result') IN ('busy', 'rejected'))
    BEGIN
      INSERT INTO missed (call_id, extension, started_at, excused) VALUES (
        new.call_id, json_extract(new.data, '$.to'),
        coalesce((SELECT started_at FROM calls WHERE id = new.call_id), new.at), 1
      ) ON CONFLICT (call_id, extension) DO UPDATE SET excused = 1;
    END;
    -- How far missed calls of earlier versions have been looked for: down to here, exclusive. Without a row all of them are.
    CREATE TABLE missed_backfill (started_at INTEGER NOT NULL, call_id TEXT NOT NULL);
    INSERT INTO missed_backfill SELECT started_at + 1, '' FROM calls ORDER BY started_at DESC LIMIT 1;
  `,
}
