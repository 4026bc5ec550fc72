// What the doctor finds; `{{names}}` are the values of the check.
export const doctor = {
  asterisk: {
    name: 'Asterisk',
    good: 'Draait.',
    bad: 'Draait niet. Het wordt vanzelf opnieuw gestart; host.log in de gegevensmap zegt waarom het stopte.',
  },
  user: {
    name: 'Gebruiker',
    good: 'Asterisk draait als {{user}}.',
    bad: 'Asterisk draait als root. Start de host als gewone gebruiker, of met een gegevensmap buiten /root, en Asterisk met hem.',
  },
  demo: { name: 'Asterisk', bad: 'Hier was geen Asterisk te krijgen: gesprekken zijn gesimuleerd.' },
  ari: {
    name: 'Besturing (ARI)',
    good: 'Antwoordt op {{where}}.',
    bad: 'Geen antwoord op {{where}}. Draait Asterisk? http.conf en ari.conf hebben enabled=yes met dit adres nodig.',
  },
  password: {
    name: 'ARI-gebruiker',
    good: '{{user}} is bekend.',
    bad: '{{user}} wordt geweigerd ({{status}}). Controleer het wachtwoord in ari.conf en dat read_only niet aan staat.',
  },
  version: {
    name: 'Versie',
    good: 'Asterisk {{version}}.',
    bad: 'Asterisk {{version}}: gesprekken kunnen vastlopen. Werk bij naar {{advised}} of later.',
  },
  modules: { name: 'Modules', good: '{{count}} zijn geladen.', bad: 'Ontbreekt: {{missing}}. Laad ze in modules.conf.' },
  clock: {
    name: 'Klok',
    good: 'De klokken lopen gelijk.',
    bad: 'De klokken verschillen {{seconds}} s. Stel beide machines in met NTP.',
  },
  websocket: {
    name: 'Softphones',
    good: 'SIP over WebSocket op {{where}}.',
    bad: 'Geen SIP over WebSocket op {{where}}: {{error}}. Laad res_pjsip_transport_websocket en voeg een ws- of wss-transport toe.',
  },
  sip: {
    name: 'Bureautelefoons',
    good: 'SIP over UDP op {{where}}.',
    bad: 'Geen SIP over UDP op {{where}}. Voeg een UDP-transport toe aan pjsip.conf en controleer de firewall.',
  },
  sipAddress: {
    name: 'SIP-adres',
    good: 'Luistert op {{where}}.',
    bad: 'SIP luistert alleen op {{where}}: bureautelefoons en lijnen elders bereiken het niet. Kies een adres onder Kantoor en start de host opnieuw.',
  },
  sounds: {
    name: 'Geluiden',
    good: 'De Engelse basisgeluiden staan in {{where}}.',
    bad: 'Geen Engelse basisgeluiden in {{where}}. Installeer asterisk-core-sounds-en.',
  },
  disk: {
    name: 'Schijf',
    good: '{{free}} GB vrij in {{where}}.',
    bad: 'Slechts {{free}} GB vrij in {{where}}. Opnames hebben minstens 1 GB nodig.',
  },
  ports: {
    name: 'Poorten',
    good: 'SIP {{sip}}, geluid {{from}}–{{until}}. Bureautelefoons hebben ze open nodig in de firewall.',
  },
}
