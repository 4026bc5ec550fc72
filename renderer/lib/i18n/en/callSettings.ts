export const callSettings = {
  sipAddress: 'SIP listens on',
  sipAddressHelp: 'Where desk phones and trunks reach this office. In force when the host is started again.',
  sipAsStarted: 'As the host was started',
  sipEverywhere: 'Every address of this computer',
  sipLocalOnly: (w: string) =>
    `SIP listens on ${w} only: desk phones and trunks elsewhere cannot reach it. Choose an address under Settings, Office.`,
  transferRing: 'Ring the target of a transfer for (seconds)',
  transferBackRing: 'Ring each step of the way back for (seconds)',
  transferBack: 'A transfer that nobody takes goes to',
  transferBackHelp: 'In this order; remove and choose again to change it.',
  transferSteps: {
    transferor: 'Whoever transferred',
    queue: 'The queue the caller came from',
    mailbox: 'The target’s mailbox',
    reception: 'The reception',
  },
  realm: 'Realm',
  realmHelp: 'The provider’s; the password answers no other. Empty: whatever its server names.',
}
