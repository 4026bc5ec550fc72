// Werkzeuge des Flow-Editors: Rahmen, Vervollständigung, einzelne Tage, Aufnahme.
export const toolFields = { exceptions: 'Tage mit eigenen Zeiten' }

export const editorTools = {
  frames: {
    add: 'Rahmen',
    title: 'Titel des Rahmens',
    list: 'Rahmen im Ablauf',
    chooseAll: 'Doppelklick: Rahmen und Inhalt auswählen',
    colour: (name: string) => `Farbe: ${name}`,
    colours: { grey: 'Grau', blue: 'Blau', green: 'Grün', yellow: 'Gelb', red: 'Rot', violet: 'Violett' },
  },
  completion: {
    list: 'Vorschläge',
    variable: 'Variable',
    at: (position: number) => `Bei Zeichen ${position}:`,
    functions: {
      length: 'Wie viele Zeichen ein Text hat',
      contains: 'Ob der Text den anderen enthält',
      startsWith: 'Ob der Text mit dem anderen beginnt',
      endsWith: 'Ob der Text mit dem anderen endet',
      lower: 'In Kleinbuchstaben',
      upper: 'In Großbuchstaben',
      trim: 'Ohne Leerzeichen an beiden Enden',
      slice: 'Von einer Stelle zur anderen, ab 0 gezählt; negativ vom Ende',
      number: 'Die Zahl, für die ein Text steht, sonst 0',
      round: 'Auf die nächste ganze Zahl',
    },
  },
  ownDays: {
    add: 'Tag hinzufügen',
    closed: 'ganztägig geschlossen',
    addHours: 'Zeiten hinzufügen',
    removeHours: 'Diese Zeiten entfernen',
    from: 'Öffnet',
    to: 'Schließt',
    date: 'Datum',
  },
  microphone: {
    start: 'Mit dem Mikrofon aufnehmen',
    running: 'Aufnahme läuft',
    stop: 'Beenden',
    keep: 'Behalten',
    again: 'Neu aufnehmen',
    discard: 'Verwerfen',
    level: 'Pegel des Mikrofons',
    name: 'Name in der Bibliothek',
    refused: 'Das Mikrofon ist nicht verfügbar: Erlauben Sie es für diese Seite und prüfen Sie, ob eines angeschlossen ist.',
    nothing: 'Es wurde nichts aufgenommen.',
    listen: 'Aufnahme anhören',
    named: (when: string) => `Aufnahme vom ${when}`,
  },
}
