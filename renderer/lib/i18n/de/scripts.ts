// The office's scripts.
export const scripts = {
  help: 'Anrufbehandlung in TypeScript, ausgeführt von Skript-Schritten. Eine geänderte Datei gilt für den nächsten Anruf. Sie liegen in',
  good: 'in Ordnung',
  failed: 'der letzte Lauf ist gescheitert',
  broken: 'kann nicht geladen werden',
  name: 'Skript',
  state: 'Zustand',
  flows: 'Ausgeführt von',
  changed: 'Geändert',
  nobody: 'keinem Ablauf',
}
