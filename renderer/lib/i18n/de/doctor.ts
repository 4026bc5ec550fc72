// What the doctor finds; `{{names}}` are the values of the check.
export const doctor = {
  asterisk: {
    name: 'Asterisk',
    good: 'Läuft.',
    bad: 'Läuft nicht. Es wird von selbst wieder gestartet; host.log im Datenordner sagt, warum es endete.',
  },
  user: {
    name: 'Benutzer',
    good: 'Asterisk läuft als {{user}}.',
    bad: 'Asterisk läuft als root. Starten Sie den Host als gewöhnlicher Benutzer oder mit einem Datenordner außerhalb von /root, und Asterisk mit ihm.',
  },
  demo: { name: 'Asterisk', bad: 'Hier war kein Asterisk zu bekommen: Anrufe sind simuliert.' },
  ari: {
    name: 'Steuerung (ARI)',
    good: 'Antwortet unter {{where}}.',
    bad: 'Keine Antwort unter {{where}}. Läuft Asterisk? In http.conf und ari.conf muss enabled=yes mit dieser Adresse stehen.',
  },
  password: {
    name: 'ARI-Benutzer',
    good: '{{user}} ist bekannt.',
    bad: '{{user}} wird abgewiesen ({{status}}). Prüfen Sie das Passwort in ari.conf und dass read_only nicht gesetzt ist.',
  },
  version: {
    name: 'Version',
    good: 'Asterisk {{version}}.',
    bad: 'Asterisk {{version}}: Anrufe können hängen bleiben. Aktualisieren Sie auf {{advised}} oder neuer.',
  },
  modules: { name: 'Module', good: '{{count}} sind geladen.', bad: 'Es fehlen: {{missing}}. Laden Sie sie in modules.conf.' },
  clock: {
    name: 'Uhr',
    good: 'Die Uhren stimmen überein.',
    bad: 'Die Uhren weichen um {{seconds}} s ab. Stellen Sie beide Rechner per NTP.',
  },
  websocket: {
    name: 'Softphones',
    good: 'SIP über WebSocket unter {{where}}.',
    bad: 'Kein SIP über WebSocket unter {{where}}: {{error}}. Laden Sie res_pjsip_transport_websocket und legen Sie einen ws- oder wss-Transport an.',
  },
  sip: {
    name: 'Tischtelefone',
    good: 'SIP über UDP unter {{where}}.',
    bad: 'Kein SIP über UDP unter {{where}}. Legen Sie einen UDP-Transport in pjsip.conf an und prüfen Sie die Firewall.',
  },
  sipAddress: {
    name: 'SIP-Adresse',
    good: 'Lauscht auf {{where}}.',
    bad: 'SIP lauscht nur auf {{where}}: Tischtelefone und Leitungen anderswo erreichen es nicht. Wählen Sie eine Adresse unter Büro und starten Sie den Host neu.',
  },
  sounds: {
    name: 'Klänge',
    good: 'Die englischen Grundansagen liegen in {{where}}.',
    bad: 'Keine englischen Grundansagen in {{where}}. Installieren Sie asterisk-core-sounds-en.',
  },
  disk: {
    name: 'Speicherplatz',
    good: '{{free}} GB frei in {{where}}.',
    bad: 'Nur {{free}} GB frei in {{where}}. Aufnahmen brauchen mindestens 1 GB.',
  },
  ports: {
    name: 'Ports',
    good: 'SIP {{sip}}, Ton {{from}}–{{until}}. Tischtelefone brauchen sie offen in der Firewall.',
  },
}
