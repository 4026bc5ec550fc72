import type { Catalogue } from '../en/index.ts'

export const directory: Catalogue['directory'] = {
  title: 'Verzeichnis',
  extensions: 'Telefone im Haus',
  contacts: 'Kontakte',
  searchHint: 'Name, Firma oder Nummer',
  onlyFavourites: 'Favoriten',
  star: (n) => `${n} zum Favoriten machen`,
  unstar: (n) => `${n} aus den Favoriten nehmen`,
  company: 'Firma',
  numbers: 'Nummern',
  numbersHelp: 'Enter nach jeder.',
  email: 'E-Mail',
  speedDial: 'Taste',
  speedDialHelp: 'Wählt die erste Nummer von überall; nur für Sie.',
  mine: 'Nur für mich',
  mineHelp: 'Andere im Büro sehen ihn nicht.',
  newContact: 'Neuer Kontakt',
  importFile: 'Importieren',
  exportFile: 'Exportieren',
  shownOf: (s, t) => `${s} von ${t} gezeigt; Suche grenzt ein`,
  empty: 'Noch keine Kontakte',
  emptyHelp: 'Legen Sie einen an oder importieren Sie eine CSV-Datei. Ihre Namen erscheinen, wenn sie anrufen.',
  nobodyFits: 'Niemand passt',
  nobodyFitsHelp: 'Suchen Sie mit weniger Buchstaben oder in allen Kontakten.',
  import: {
    intro:
      'Eine CSV-Datei mit einer Kopfzeile. Kontakte mit gleichem Namen und gleicher Nummer werden geändert, nicht verdoppelt.',
    choose: 'Datei wählen',
    column: (n) => `Spalte ${n}`,
    fields: {
      name: 'Name',
      company: 'Firma',
      number: 'Nummer',
      number2: 'Zweite Nummer',
      email: 'E-Mail',
      note: 'Notiz',
    },
    skipped: (n: number) => (n === 1 ? 'Eine Zeile wird ausgelassen' : `${n} Zeilen werden ausgelassen`),
    line: (n) => `Zeile ${n}`,
    problems: {
      name: 'kein Name',
      number: 'keine Nummer',
    },
    tryOut: 'Probelauf',
    trial: (a, c, s) => `Noch nichts geändert: ${a} wären neu, ${c} geändert, ${s} gleich.`,
    start: (n) => `${n} importieren`,
    running: 'Import läuft',
    stopped: 'Abgebrochen. Kein Kontakt wurde geändert.',
    done: (a, c) => `${a} hinzugefügt, ${c} geändert.`,
  },
}

export const wallboard: Catalogue['wallboard'] = {
  title: 'Wandtafel',
  fullScreen: 'Vollbild',
  leave: 'Wandtafel verlassen',
  levels: {
    watch: 'beobachten',
    alarm: 'handeln',
  },
}
