import type { Catalogue } from '../en/index.ts'

export const callSettings: Catalogue['callSettings'] = {
  sipAddress: 'SIP lauscht auf',
  sipAddressHelp: 'Wo Tischtelefone und Leitungen dieses Büro erreichen. Gilt ab dem nächsten Start des Hosts.',
  sipAsStarted: 'Wie der Host gestartet wurde',
  sipEverywhere: 'Jede Adresse dieses Computers',
  sipLocalOnly: (w) =>
    `SIP lauscht nur auf ${w}: Tischtelefone und Leitungen anderswo erreichen es nicht. Wählen Sie eine Adresse unter Einstellungen, Büro.`,
  realm: 'Realm',
  realmHelp: 'Der des Anbieters; auf keinen anderen antwortet das Passwort. Leer: was sein Server nennt.',
}
