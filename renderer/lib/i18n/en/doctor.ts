// What the doctor finds; `{{names}}` are the values of the check.
export const doctor = {
  asterisk: {
    name: 'Asterisk',
    good: 'It runs.',
    bad: 'It does not run. It is started again by itself; host.log in the data folder says why it ended.',
  },
  user: {
    name: 'User',
    good: 'Asterisk runs as {{user}}.',
    bad: 'Asterisk runs as root. Start the host as an ordinary user, or with a data folder that is not below /root, and Asterisk with it.',
  },
  demo: { name: 'Asterisk', bad: 'No Asterisk could be had here: calls are simulated.' },
  ari: {
    name: 'Control (ARI)',
    good: 'Answers at {{where}}.',
    bad: 'No answer at {{where}}. Is Asterisk running? http.conf and ari.conf need enabled=yes, with this address.',
  },
  password: {
    name: 'ARI user',
    good: '{{user}} is known.',
    bad: '{{user}} is refused ({{status}}). Check the password in ari.conf, and that read_only is not set.',
  },
  version: {
    name: 'Version',
    good: 'Asterisk {{version}}.',
    bad: 'Asterisk {{version}}: calls may hang. Update to {{advised}} or later.',
  },
  modules: { name: 'Modules', good: '{{count}} are loaded.', bad: 'Missing: {{missing}}. Load them in modules.conf.' },
  clock: { name: 'Clock', good: 'The clocks agree.', bad: 'The clocks differ by {{seconds}} s. Set both machines by NTP.' },
  websocket: {
    name: 'Softphones',
    good: 'SIP over WebSocket at {{where}}.',
    bad: 'No SIP over WebSocket at {{where}}: {{error}}. Load res_pjsip_transport_websocket and add a ws or wss transport.',
  },
  sip: {
    name: 'Desk phones',
    good: 'SIP over UDP at {{where}}.',
    bad: 'No SIP over UDP at {{where}}. Add a UDP transport to pjsip.conf, and look for a firewall.',
  },
  sipAddress: {
    name: 'SIP address',
    good: 'Listens on {{where}}.',
    bad: 'SIP listens on {{where}} only: desk phones and trunks elsewhere cannot reach it. Choose an address under Office, then start the host again.',
  },
  sounds: {
    name: 'Sounds',
    good: 'English core sounds are in {{where}}.',
    bad: 'No English core sounds in {{where}}. Install asterisk-core-sounds-en.',
  },
  disk: {
    name: 'Disk',
    good: '{{free}} GB free in {{where}}.',
    bad: 'Only {{free}} GB free in {{where}}. Recordings need at least 1 GB.',
  },
  ports: { name: 'Ports', good: 'SIP {{sip}}, sound {{from}}–{{until}}. Desk phones need them open in the firewall.' },
}
