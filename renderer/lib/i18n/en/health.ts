// What is wrong with the host itself, while it goes on serving calls. `{{count}}` as in shared/domain/health.ts.
export const health = {
  title: 'Condition of the host',
  andMore: '{{sentence}} (and {{more}} more)',
  problems: {
    storeFull: {
      sentence: 'The disk is full.',
      help: 'Calls go on. {{count}} writes wait in memory; free some space in the data folder.',
    },
    storeLocked: {
      sentence: 'Another program holds the database.',
      help: 'Calls go on. {{count}} writes wait in memory; close what has opened cordboard.sqlite.',
    },
    storeUnwritable: {
      sentence: 'The data folder cannot be written.',
      help: 'Calls go on. {{count}} writes wait in memory; check the folder’s owner, its disk and whether it is read-only.',
    },
    storeDamaged: {
      sentence: 'The database is damaged.',
      help: 'Calls go on without history. Make a copy of the data folder now, then run: npm run host -- repair',
    },
    writesLost: {
      sentence: 'Part of the history is lost.',
      help: '{{count}} writes could not be held until the disk took them again.',
    },
    unreadableRows: {
      sentence: 'Some records cannot be read.',
      help: '{{count}} are left out; host.log in the data folder names them.',
    },
    logFailing: {
      sentence: 'The log cannot be written.',
      help: '{{count}} lines are lost so far; check the disk of the data folder.',
    },
    spaceLow: {
      sentence: 'Disk space is getting low.',
      help: '{{count}} MB are free in the data folder.',
    },
    spaceVeryLow: {
      sentence: 'Disk space is very low.',
      help: '{{count}} MB are free in the data folder. Conversations will soon not be recorded any more.',
    },
    spaceReserve: {
      sentence: 'Conversations are not recorded: the disk is nearly full.',
      help: 'The last {{count}} MB are kept for messages. Free some space in the data folder.',
    },
    descriptorsOut: {
      sentence: 'The host has run out of file descriptors.',
      help: 'Calls go on with a reserve; pages may not load. Raise the limit (ulimit -n), and see in host.log what else is wrong.',
    },
    restarted: {
      sentence: 'The host had a fault and started again by itself.',
      help: 'Calls were taken up again. host.log in the data folder says what happened ({{count}}).',
    },
  },
}
