import type { Catalogue } from '../en/index.ts'

export const callSettings: Catalogue['callSettings'] = {
  sipAddress: 'SIP escucha en',
  sipAddressHelp: 'Donde los teléfonos de mesa y las líneas alcanzan esta oficina. Rige desde el próximo arranque del host.',
  sipAsStarted: 'Como se arrancó el host',
  sipEverywhere: 'Todas las direcciones de este equipo',
  sipLocalOnly: (w) =>
    `SIP solo escucha en ${w}: los teléfonos y líneas de fuera no lo alcanzan. Elija una dirección en Ajustes, Oficina.`,
  transferRing: 'Hacer sonar el destino de una transferencia (segundos)',
  transferBackRing: 'Hacer sonar cada paso de la vuelta (segundos)',
  transferBack: 'Una transferencia que nadie atiende va a',
  transferBackHelp: 'En este orden; quite y elija de nuevo para cambiarlo.',
  transferSteps: {
    transferor: 'Quien transfirió',
    queue: 'La cola de la que venía la llamada',
    mailbox: 'El buzón del destino',
    reception: 'La recepción',
  },
  sipAddresses: 'Se puede llamar a direcciones SIP de otros servidores',
  outsidePerHour: 'Llamadas externas por hora como máximo',
  outsidePerDay: 'Llamadas externas al día como máximo',
  abroadPerDay: 'Llamadas al día a cada país extranjero como máximo',
  nightCalls: 'Avisar de tantas llamadas externas entre las 22:00 y las 6:00',
  noLimit: '0 para sin límite.',
  never: '0 para nunca.',
  callbackRefused: 'No se puede llamar',
  callbackUnconfirmed: 'Sin confirmar',
  realm: 'Realm',
  realmHelp: 'El del proveedor; la contraseña no responde a ningún otro. Vacío: el que nombre su servidor.',
}
