import type { Catalogue } from '../en/index.ts'

export const common: Catalogue['common'] = {
  anonymous: 'Anonymer Anrufer',
  cancel: 'Abbrechen',
  save: 'Speichern',
  saved: 'Gespeichert.',
  remove: 'Entfernen',
  removeSure: (name) => `„${name}“ entfernen?`,
  close: 'Schließen',
  view: 'Zeigen oder verbergen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  add: 'Hinzufügen',
  edit: 'Bearbeiten',
  search: 'Suchen',
  retry: 'Erneut versuchen',
  loading: 'Lädt …',
  all: 'Alle',
  none: 'Keine',
  nobody: 'Niemand',
  note: 'Notiz',
  more: 'Mehr',
  actions: 'Aktionen',
  name: 'Name',
  number: 'Nummer',
  queue: 'Warteschlange',
  operator: 'Mitarbeiter',
  state: 'Status',
  since: 'Seit',
  yes: 'Ja',
  no: 'Nein',
  yesterdayOr: 'früher',
  couldNotLoad: 'Das konnte nicht geladen werden.',
  play: 'Abspielen',
  pause: 'Anhalten',
  speed: 'Tempo',
  position: 'Stelle',
  download: 'Herunterladen',
  soundGone: 'Der Ton konnte nicht geladen werden. Vielleicht wurde er gelöscht.',
}

export const states: Catalogue['states'] = {
  offline: 'Abgemeldet',
  available: 'Verfügbar',
  ringing: 'Klingelt',
  busy: 'Im Gespräch',
  wrapUp: 'Nachbearbeitung',
  paused: 'Pause',
  unreachable: 'Nicht erreichbar',
}

export const reasons: Catalogue['reasons'] = {
  phoneOffline: 'Das Telefon ist nicht registriert.',
  missedCalls: 'Zwei Anrufe hintereinander wurden nicht angenommen.',
}

export const outcomes: Catalogue['outcomes'] = {
  running: 'Läuft',
  completed: 'Abgeschlossen',
  answered: 'Angenommen',
  abandoned: 'Aufgelegt',
  voicemail: 'Nachricht',
  callback: 'Rückruf',
  rejected: 'Abgewiesen',
  failed: 'Fehlgeschlagen',
  lost: 'Verloren',
}

export const problems: Catalogue['problems'] = {
  unknown: 'Etwas ist schiefgegangen. Versuchen Sie es erneut; bleibt es so, sagen Sie es Ihrem Administrator.',
  locked: 'Nach zu vielen Versuchen gesperrt. Warten Sie oder bitten Sie die Leitung, die Sperre aufzuheben.',
  lockedUntil: (time) => `Nach zu vielen Versuchen gesperrt bis ${time}. Die Leitung kann die Sperre aufheben.`,
  wrongPin: 'Diese PIN ist falsch.',
  wrongPinLeft: (left) => `Diese PIN ist falsch. Noch ${left} ${left === 1 ? 'Versuch' : 'Versuche'}.`,
  byCode: {
    NOT_CONNECTED:
      'Der Host ist gerade nicht erreichbar. Es wurde nichts gesendet; versuchen Sie es erneut, wenn die Verbindung steht.',
    UNAUTHENTICATED: 'Sie sind abgemeldet. Melden Sie sich wieder an.',
    TOO_LARGE: 'Das ist zu groß, um gesendet zu werden.',
    FORBIDDEN: 'Ihre Rolle erlaubt das nicht.',
    NOT_FOUND: 'Das gibt es nicht mehr.',
    CONFLICT: 'Das passt nicht zu dem, was inzwischen geändert wurde oder noch in Gebrauch ist.',
    INVALID: 'Die Eingabe passt nicht.',
    NO_PHONE: 'Ihr Telefon ist nicht registriert.',
    PBX_DOWN: 'Die Telefonanlage antwortet gerade nicht.',
    REFUSED: 'Der Anruf kann nicht aufgebaut werden.',
  },
  field: {
    required: 'Bitte ausfüllen.',
    tooShort: (least) => `Mindestens ${least} Zeichen.`,
    tooLong: (most) => `Höchstens ${most} Zeichen.`,
    tooSmall: (least) => `Nicht weniger als ${least}.`,
    tooBig: (most) => `Nicht mehr als ${most}.`,
    format: 'Diese Schreibweise passt hier nicht.',
    choice: 'Bitte wählen Sie einen der Werte.',
  },
}
