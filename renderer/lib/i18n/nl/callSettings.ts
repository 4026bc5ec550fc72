import type { Catalogue } from '../en/index.ts'

export const callSettings: Catalogue['callSettings'] = {
  sipAddress: 'SIP luistert op',
  sipAddressHelp: 'Waar bureautelefoons en lijnen dit kantoor bereiken. Geldt vanaf de volgende start van de host.',
  sipAsStarted: 'Zoals de host is gestart',
  sipEverywhere: 'Elk adres van deze computer',
  sipLocalOnly: (w) =>
    `SIP luistert alleen op ${w}: bureautelefoons en lijnen elders bereiken het niet. Kies een adres onder Instellingen, Kantoor.`,
  realm: 'Realm',
  realmHelp: 'Die van de aanbieder; het wachtwoord antwoordt geen andere. Leeg: wat zijn server noemt.',
}
