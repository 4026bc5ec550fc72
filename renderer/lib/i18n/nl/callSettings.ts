import type { Catalogue } from '../en/index.ts'

export const callSettings: Catalogue['callSettings'] = {
  sipAddress: 'SIP luistert op',
  sipAddressHelp: 'Waar bureautelefoons en lijnen dit kantoor bereiken. Geldt vanaf de volgende start van de host.',
  sipAsStarted: 'Zoals de host is gestart',
  sipEverywhere: 'Elk adres van deze computer',
  sipLocalOnly: (w) =>
    `SIP luistert alleen op ${w}: bureautelefoons en lijnen elders bereiken het niet. Kies een adres onder Instellingen, Kantoor.`,
  transferRing: 'Doel van een doorverbinding laten overgaan (seconden)',
  transferBackRing: 'Elke stap van de terugweg laten overgaan (seconden)',
  transferBack: 'Een doorverbinding die niemand aanneemt gaat naar',
  transferBackHelp: 'In deze volgorde; verwijder en kies opnieuw om te wijzigen.',
  transferSteps: {
    transferor: 'Wie doorverbond',
    queue: 'De wachtrij waar de beller vandaan kwam',
    mailbox: 'De mailbox van het doel',
    reception: 'De receptie',
  },
  sipAddresses: 'SIP-adressen van andere servers mogen worden gebeld',
  outsidePerHour: 'Hoogstens gesprekken naar buiten per uur',
  outsidePerDay: 'Hoogstens gesprekken naar buiten per dag',
  abroadPerDay: 'Hoogstens gesprekken per dag naar elk ander land',
  nightCalls: 'Melden vanaf zoveel gesprekken naar buiten tussen 22:00 en 6:00',
  noLimit: '0 voor onbeperkt.',
  never: '0 voor nooit.',
  callbackRefused: 'Mag niet worden gebeld',
  callbackUnconfirmed: 'Niet bevestigd',
  realm: 'Realm',
  realmHelp: 'Die van de aanbieder; het wachtwoord antwoordt geen andere. Leeg: wat zijn server noemt.',
}
