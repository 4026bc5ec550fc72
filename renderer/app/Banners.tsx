import { IconAlertTriangle, IconFlask, IconPlugConnectedX, IconWifiOff } from '@tabler/icons-react'
import { useStore } from 'zustand'
import type { HealthProblem } from '../../shared/domain/health.ts'
import { say, text } from '../lib/i18n/index.ts'
import { useLive } from '../lib/live/index.ts'
import { connection } from '../lib/rpc/index.ts'
import { useMe } from '../lib/session.ts'
import classes from './Shell.module.css'

export type Banner = { id: string; kind: 'bad' | 'warn' | 'info'; sentence: string; help?: string }

/** One line, or as many as a small window needs for the same sentence, px. */
export const bannerHeights = { wide: 34, compact: 54 } as const

const icons = { lost: IconWifiOff, pbx: IconPlugConnectedX, demo: IconFlask, health: IconAlertTriangle } as const

/** Problems that lose something or will soon, worst first; any other is a warning. */
const bad: readonly HealthProblem['code'][] = [
  'storeDamaged',
  'storeFull',
  'storeUnwritable',
  'storeLocked',
  'spaceReserve',
  'writesLost',
  'spaceVeryLow',
]

/** One banner for all that is wrong with the host: the worst of it in words. */
function healthBanner(problems: readonly HealthProblem[]): Banner[] {
  const worst = bad.flatMap((code) => problems.find((problem) => problem.code === code) ?? [])[0] ?? problems[0]
  if (!worst) return []
  const { sentence, help } = text.health.problems[worst.code]
  const others = problems.length - 1
  return [
    {
      id: 'health',
      kind: bad.includes(worst.code) ? 'bad' : 'warn',
      sentence: others > 0 ? text.health.andMore({ sentence, more: others }) : sentence,
      help: say(help, worst),
    },
  ]
}

/** What concerns everyone at this desk now, worst first. */
export function useBanners(): Banner[] {
  const status = useStore(connection, (state) => state.status)
  const pbxConnected = useLive((state) => state.pbxConnected)
  const problems = useLive((state) => state.problems)
  const demo = useMe().pbx === 'demo'
  const words = text.app.banner
  const banners: Banner[] = []
  if (status === 'stalled') banners.push({ id: 'lost', kind: 'bad', sentence: words.stalled, help: words.lostHelp })
  else if (status !== 'open') banners.push({ id: 'lost', kind: 'bad', sentence: words.lost, help: words.lostHelp })
  if (!pbxConnected && !demo) banners.push({ id: 'pbx', kind: 'warn', sentence: words.pbxDown })
  banners.push(...healthBanner(problems))
  if (demo) banners.push({ id: 'demo', kind: 'info', sentence: words.demo })
  return banners
}

/** The banners themselves. */
export function Banners({ banners }: { banners: readonly Banner[] }) {
  return banners.map(({ id, kind, sentence, help }) => {
    const Icon = icons[id as keyof typeof icons]
    return (
      <div key={id} className={classes.banner} data-kind={kind} role={kind === 'info' ? 'note' : 'alert'}>
        <Icon size={16} aria-hidden style={{ flexShrink: 0 }} />
        <span title={help ? `${sentence} ${help}` : sentence}>
          <b>{sentence}</b> {help}
        </span>
      </div>
    )
  })
}
