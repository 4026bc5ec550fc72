// What is wrong with the host itself; `{{count}}` as in shared/domain/health.ts.
export const health = {
  title: 'Zustand des Hosts',
  andMore: '{{sentence}} (und {{more}} weitere)',
  problems: {
    storeFull: {
      sentence: 'Die Festplatte ist voll.',
      help: 'Anrufe laufen weiter. {{count}} Schreibvorgänge warten im Speicher; schaffen Sie Platz im Datenordner.',
    },
    storeLocked: {
      sentence: 'Ein anderes Programm hält die Datenbank fest.',
      help: 'Anrufe laufen weiter. {{count}} Schreibvorgänge warten im Speicher; schließen Sie, was cordboard.sqlite geöffnet hat.',
    },
    storeUnwritable: {
      sentence: 'Der Datenordner ist nicht beschreibbar.',
      help: 'Anrufe laufen weiter. {{count}} Schreibvorgänge warten im Speicher; prüfen Sie Besitzer, Festplatte und Schreibschutz des Ordners.',
    },
    storeDamaged: {
      sentence: 'Die Datenbank ist beschädigt.',
      help: 'Anrufe laufen ohne Verlauf weiter. Kopieren Sie jetzt den Datenordner, dann: npm run host -- repair',
    },
    writesLost: {
      sentence: 'Ein Teil des Verlaufs ist verloren.',
      help: '{{count}} Schreibvorgänge konnten nicht gehalten werden, bis die Festplatte sie wieder annahm.',
    },
    unreadableRows: {
      sentence: 'Einige Einträge sind nicht lesbar.',
      help: '{{count}} werden ausgelassen; host.log im Datenordner nennt sie.',
    },
    logFailing: {
      sentence: 'Das Protokoll kann nicht geschrieben werden.',
      help: '{{count}} Zeilen sind bisher verloren; prüfen Sie die Festplatte des Datenordners.',
    },
    spaceLow: {
      sentence: 'Der Speicherplatz wird knapp.',
      help: 'Im Datenordner sind {{count}} MB frei.',
    },
    spaceVeryLow: {
      sentence: 'Der Speicherplatz ist sehr knapp.',
      help: 'Im Datenordner sind {{count}} MB frei. Gespräche werden bald nicht mehr aufgezeichnet.',
    },
    spaceReserve: {
      sentence: 'Gespräche werden nicht aufgezeichnet: Die Festplatte ist fast voll.',
      help: 'Die letzten {{count}} MB bleiben für Nachrichten. Schaffen Sie Platz im Datenordner.',
    },
    descriptorsOut: {
      sentence: 'Dem Host sind die Dateideskriptoren ausgegangen.',
      help: 'Anrufe laufen mit einer Reserve weiter; Seiten laden vielleicht nicht. Erhöhen Sie die Grenze (ulimit -n) und sehen Sie in host.log nach.',
    },
    restarted: {
      sentence: 'Der Host hatte einen Fehler und hat sich selbst neu gestartet.',
      help: 'Die Anrufe wurden wieder aufgenommen. host.log im Datenordner nennt den Grund ({{count}}).',
    },
  },
}
