// What the doctor finds; `{{names}}` are the values of the check.
export const doctor = {
  asterisk: {
    name: 'Asterisk',
    good: 'En marcha.',
    bad: 'Parado. Se reinicia solo; host.log en la carpeta de datos dice por qué terminó.',
  },
  user: {
    name: 'Usuario',
    good: 'Asterisk se ejecuta como {{user}}.',
    bad: 'Asterisk se ejecuta como root. Inicie el host como usuario corriente, o con una carpeta de datos fuera de /root, y Asterisk con él.',
  },
  demo: { name: 'Asterisk', bad: 'Aquí no se pudo obtener Asterisk: las llamadas son simuladas.' },
  ari: {
    name: 'Control (ARI)',
    good: 'Responde en {{where}}.',
    bad: 'Sin respuesta en {{where}}. ¿Está Asterisk en marcha? http.conf y ari.conf necesitan enabled=yes con esta dirección.',
  },
  password: {
    name: 'Usuario ARI',
    good: '{{user}} es conocido.',
    bad: '{{user}} es rechazado ({{status}}). Compruebe la contraseña en ari.conf y que read_only no esté activo.',
  },
  version: {
    name: 'Versión',
    good: 'Asterisk {{version}}.',
    bad: 'Asterisk {{version}}: las llamadas pueden quedarse colgadas. Actualice a {{advised}} o posterior.',
  },
  modules: { name: 'Módulos', good: 'Hay {{count}} cargados.', bad: 'Faltan: {{missing}}. Cárguelos en modules.conf.' },
  clock: {
    name: 'Reloj',
    good: 'Los relojes coinciden.',
    bad: 'Los relojes difieren en {{seconds}} s. Ajuste ambas máquinas por NTP.',
  },
  websocket: {
    name: 'Softphones',
    good: 'SIP sobre WebSocket en {{where}}.',
    bad: 'No hay SIP sobre WebSocket en {{where}}: {{error}}. Cargue res_pjsip_transport_websocket y añada un transporte ws o wss.',
  },
  sip: {
    name: 'Teléfonos de mesa',
    good: 'SIP sobre UDP en {{where}}.',
    bad: 'No hay SIP sobre UDP en {{where}}. Añada un transporte UDP a pjsip.conf y revise el cortafuegos.',
  },
  sipAddress: {
    name: 'Dirección SIP',
    good: 'Escucha en {{where}}.',
    bad: 'SIP solo escucha en {{where}}: los teléfonos y líneas de fuera no lo alcanzan. Elija una dirección en Oficina y reinicie el host.',
  },
  sounds: {
    name: 'Sonidos',
    good: 'Los sonidos básicos en inglés están en {{where}}.',
    bad: 'No hay sonidos básicos en inglés en {{where}}. Instale asterisk-core-sounds-en.',
  },
  disk: {
    name: 'Disco',
    good: '{{free}} GB libres en {{where}}.',
    bad: 'Solo {{free}} GB libres en {{where}}. Las grabaciones necesitan al menos 1 GB.',
  },
  ports: {
    name: 'Puertos',
    good: 'SIP {{sip}}, sonido {{from}}–{{until}}. Los teléfonos de mesa los necesitan abiertos en el cortafuegos.',
  },
}
