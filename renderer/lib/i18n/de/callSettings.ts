import type { Catalogue } from '../en/index.ts'

export const callSettings: Catalogue['callSettings'] = {
  sipAddress: 'SIP lauscht auf',
  sipAddressHelp: 'Wo Tischtelefone und Leitungen dieses Büro erreichen. Gilt ab dem nächsten Start des Hosts.',
  sipAsStarted: 'Wie der Host gestartet wurde',
  sipEverywhere: 'Jede Adresse dieses Computers',
  sipLocalOnly: (w) =>
    `SIP lauscht nur auf ${w}: Tischtelefone und Leitungen anderswo erreichen es nicht. Wählen Sie eine Adresse unter Einstellungen, Büro.`,
  transferRing: 'Ziel einer Weitergabe klingeln lassen (Sekunden)',
  transferBackRing: 'Jeden Schritt des Rückwegs klingeln lassen (Sekunden)',
  transferBack: 'Eine Weitergabe, die niemand annimmt, geht an',
  transferBackHelp: 'In dieser Reihenfolge; zum Ändern entfernen und neu wählen.',
  transferSteps: {
    transferor: 'Wer weitergegeben hat',
    queue: 'Die Warteschlange, aus der der Anrufer kam',
    mailbox: 'Die Mailbox des Ziels',
    reception: 'Den Empfang',
  },
  sipAddresses: 'SIP-Adressen anderer Server dürfen angerufen werden',
  outsidePerHour: 'Höchstens Anrufe nach außen in der Stunde',
  outsidePerDay: 'Höchstens Anrufe nach außen am Tag',
  abroadPerDay: 'Höchstens Anrufe am Tag in jedes andere Land',
  nightCalls: 'Melden ab so vielen Anrufen nach außen zwischen 22:00 und 6:00',
  noLimit: '0 für beliebig viele.',
  never: '0 für nie.',
  callbackRefused: 'Darf nicht angerufen werden',
  callbackUnconfirmed: 'Nicht bestätigt',
  realm: 'Realm',
  realmHelp: 'Der des Anbieters; auf keinen anderen antwortet das Passwort. Leer: was sein Server nennt.',
}
