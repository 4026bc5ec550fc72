// Recordings that nobody came for, and those a call's story knows beside the one its history plays.
export const recovered = {
  number: 200,
  name: 'recovered',
  sql: `
    CREATE TABLE recovered (
      id TEXT PRIMARY KEY, place TEXT NOT NULL, file TEXT NOT NULL, at INTEGER NOT NULL, seconds REAL NOT NULL,
      call_id TEXT, from_number TEXT NOT NULL, from_name TEXT NOT NULL, found_at INTEGER NOT NULL
    );
    CREATE INDEX recovered_file ON recovered (file);
    CREATE TABLE call_sounds (file TEXT PRIMARY KEY, call_id TEXT NOT NULL);
    CREATE INDEX call_sounds_call ON call_sounds (call_id);
    CREATE INDEX calls_recording ON calls (recording) WHERE recording IS NOT NULL;
    CREATE INDEX voicemails_file ON voicemails (file);
  `,
}
