// The office's scripts.
export const scripts = {
  waiting: 'Diese Dateien kamen mit einem zurückgespielten Backup. Kein Skript läuft, bevor Sie sie freigegeben haben.',
  approve: 'Freigeben',
  help: 'Anrufbehandlung in TypeScript, ausgeführt von Skript-Schritten. Eine geänderte Datei gilt für den nächsten Anruf. Sie liegen in',
  good: 'In Ordnung',
  failed: 'Der letzte Lauf ist gescheitert',
  broken: 'Kann nicht geladen werden',
  name: 'Skript',
  state: 'Zustand',
  flows: 'Ausgeführt von',
  changed: 'Geändert',
  /** At the Script step. */
  missing: 'Der Host hat noch kein Skript dieses Namens.',
  hasFailed: 'Sein letzter Lauf ist gescheitert; Einstellungen → Skripte zeigt, wo.',
  isBroken: 'Es kann nicht geladen werden; Einstellungen → Skripte zeigt, wo.',
  nobody: 'Keinem Ablauf',
  first: 'Ein erstes, zu speichern als reception.ts:',
  copy: 'Kopieren',
  copied: 'Kopiert',
}
