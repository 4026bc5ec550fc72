import type { Catalogue } from '../en/index.ts'

export const callSettings: Catalogue['callSettings'] = {
  sipAddress: 'SIP escucha en',
  sipAddressHelp: 'Donde los teléfonos de mesa y las líneas alcanzan esta oficina. Rige desde el próximo arranque del host.',
  sipAsStarted: 'Como se arrancó el host',
  sipEverywhere: 'Todas las direcciones de este equipo',
  sipLocalOnly: (w) =>
    `SIP solo escucha en ${w}: los teléfonos y líneas de fuera no lo alcanzan. Elija una dirección en Ajustes, Oficina.`,
  realm: 'Realm',
  realmHelp: 'El del proveedor; la contraseña no responde a ningún otro. Vacío: el que nombre su servidor.',
}
