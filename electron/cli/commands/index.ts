// What `npm run host -- <command>` does beside running the host; each works on the data folder, with or without a running host.
import type { Command } from './command.ts'
import { pbxFiles } from './pbxFiles.ts'
import { resetAdmin } from './resetAdmin.ts'
import { unlock } from './unlock.ts'

export const commands: Readonly<Record<string, Command>> = { 'pbx-files': pbxFiles, 'reset-admin': resetAdmin, unlock }
