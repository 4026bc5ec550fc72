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
  realm: 'Realm',
  realmHelp: 'Die van de aanbieder; het wachtwoord antwoordt geen andere. Leeg: wat zijn server noemt.',
}
