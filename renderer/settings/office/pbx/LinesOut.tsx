import { Anchor, Button, Group, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { GuestState } from '../../../../shared/domain/guest.ts'
import { type OutgoingRule, outgoingRule, trunk } from '../../../../shared/domain/office.ts'
import { trunksOf } from '../../../../shared/domain/outgoing.ts'
import { usableOn } from '../../../../shared/domain/trunk.ts'
import { Loaded, tell, useLoad, useWork } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { EmptyState, Section } from '../../../ui/index.ts'

const id = 'telephone-system'
const anyNumber = 'X.'

/** Leads what cannot leave by its routes: rules whose trunks are not there, or a new one for any number. */
async function letOut(context: string, rules: readonly OutgoingRule[]): Promise<void> {
  const made = trunk.parse({ id, name: text.guest.linesName, kind: 'dialplan', context, numbersOut: 'national' })
  const known = (await rpc.settings.trunks.list()).some((each) => each.id === id)
  await (known ? rpc.settings.trunks.update(made) : rpc.settings.trunks.create(made))
  for (const rule of rules) await rpc.settings.outgoing.update({ ...rule, trunkId: id, otherTrunkIds: [] })
  if (rules.length === 0) await rpc.settings.outgoing.create(outgoingRule.parse({ id: 'any', pattern: anyNumber, trunkId: id }))
}

/** Whether calls can leave by the lines of an Asterisk that others run; where not, one button lets them. */
export function LinesOut({ state: { context, last } }: { state: GuestState }) {
  const words = text.guest
  const load = useLoad(() => Promise.all([rpc.settings.trunks.list(), rpc.settings.outgoing.list()]), 'lines out', [
    'trunk',
    'outgoing',
  ])
  const { busy, run } = useWork()
  const where = context ?? last?.context ?? null
  return (
    <Section title={words.lines}>
      <Loaded load={load} rows={1}>
        {([trunks, rules]) => {
          const usable = new Set(trunks.filter((each) => usableOn(each, 'external')).map((each) => each.id))
          const leading = rules.filter((rule) => trunksOf(rule).some((each) => usable.has(each)))
          if (leading.length > 0)
            return (
              <Group p="md" justify="space-between">
                <Text size="sm">{words.linesReady({ rules: leading.length })}</Text>
                <Anchor component={Link} to="/settings/outgoing" size="sm">
                  {words.linesRules}
                </Anchor>
              </Group>
            )
          const begin = () =>
            run(
              () => letOut(where ?? '', rules),
              () => {
                tell('success', words.linesMade)
                load.reload()
              },
            )
          return (
            <EmptyState art="calls" title={words.noLines} help={where === null ? words.noLinesUnreached : words.noLinesHelp}>
              {where !== null && (
                <Button size="xs" loading={busy} onClick={begin}>
                  {words.linesOut}
                </Button>
              )}
            </EmptyState>
          )
        }}
      </Loaded>
    </Section>
  )
}
