// Whether an office that a desktop app runs is on the network, which its settings say; the headless program says it by --host.
import type { OfficeSettings } from '../../shared/domain/office.ts'
import type { HostOptions } from './hostPort.ts'

/** `people`: how many can sign in. One sits at this computer; where there is a second, there is a second desk. */
export const isOnNetwork = ({ listen }: Pick<OfficeSettings, 'listen'>, people: number): boolean =>
  listen === 'on' || (listen === 'auto' && people > 1)

/** Where Asterisk listens for phones and trunks: as it was started, else as the office says, else where consoles may be. */
export function sipBindAddress(
  { sipHost, bindAddress, listensByOffice }: HostOptions,
  settings: Pick<OfficeSettings, 'sipAddress' | 'listen'>,
  people: number,
): string {
  const asConsoles = listensByOffice && isOnNetwork(settings, people) ? '0.0.0.0' : '127.0.0.1'
  return sipHost ?? (settings.sipAddress || (bindAddress ?? asConsoles))
}
