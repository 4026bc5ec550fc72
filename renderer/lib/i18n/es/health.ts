// What is wrong with the host itself; `{{count}}` as in shared/domain/health.ts.
export const health = {
  title: 'Estado del host',
  andMore: '{{sentence}} (y {{more}} más)',
  problems: {
    storeFull: {
      sentence: 'El disco está lleno.',
      help: 'Las llamadas siguen. {{count}} escrituras esperan en memoria; libere espacio en la carpeta de datos.',
    },
    storeLocked: {
      sentence: 'Otro programa tiene ocupada la base de datos.',
      help: 'Las llamadas siguen. {{count}} escrituras esperan en memoria; cierre lo que haya abierto cordboard.sqlite.',
    },
    storeUnwritable: {
      sentence: 'No se puede escribir en la carpeta de datos.',
      help: 'Las llamadas siguen. {{count}} escrituras esperan en memoria; compruebe el propietario, el disco y la protección de la carpeta.',
    },
    storeDamaged: {
      sentence: 'La base de datos está dañada.',
      help: 'Las llamadas siguen sin historial. Copie ahora la carpeta de datos y ejecute: npm run host -- repair',
    },
    writesLost: {
      sentence: 'Se ha perdido parte del historial.',
      help: '{{count}} escrituras no pudieron conservarse hasta que el disco volvió a aceptarlas.',
    },
    unreadableRows: {
      sentence: 'Algunos registros no se pueden leer.',
      help: '{{count}} se dejan fuera; host.log en la carpeta de datos los nombra.',
    },
    logFailing: {
      sentence: 'No se puede escribir el registro.',
      help: 'Se han perdido {{count}} líneas hasta ahora; compruebe el disco de la carpeta de datos.',
    },
    spaceLow: {
      sentence: 'Queda poco espacio en disco.',
      help: 'Hay {{count}} MB libres en la carpeta de datos.',
    },
    spaceVeryLow: {
      sentence: 'Queda muy poco espacio en disco.',
      help: 'Hay {{count}} MB libres en la carpeta de datos. Pronto no se grabarán más conversaciones.',
    },
    spaceReserve: {
      sentence: 'No se graban conversaciones: el disco está casi lleno.',
      help: 'Los últimos {{count}} MB se reservan para mensajes. Libere espacio en la carpeta de datos.',
    },
    descriptorsOut: {
      sentence: 'El host se quedó sin descriptores de archivo.',
      help: 'Las llamadas siguen con una reserva; puede que las páginas no carguen. Suba el límite (ulimit -n) y mire host.log.',
    },
    restarted: {
      sentence: 'El host tuvo un fallo y se reinició solo.',
      help: 'Las llamadas se retomaron. host.log en la carpeta de datos dice por qué ({{count}}).',
    },
  },
}
