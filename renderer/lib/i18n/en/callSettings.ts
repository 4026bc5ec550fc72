export const callSettings = {
  sipAddress: 'SIP listens on',
  sipAddressHelp: 'Where desk phones and trunks reach this office. In force when the host is started again.',
  sipAsStarted: 'As the host was started',
  sipEverywhere: 'Every address of this computer',
  sipLocalOnly: (w: string) =>
    `SIP listens on ${w} only: desk phones and trunks elsewhere cannot reach it. Choose an address under Settings, Office.`,
  realm: 'Realm',
  realmHelp: 'The provider’s; the password answers no other. Empty: whatever its server names.',
}
