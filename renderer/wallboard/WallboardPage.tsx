import { ActionIcon } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconMaximize, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { type Wallboard, wallboard } from '../../shared/domain/wallboard.ts'
import { hostNow } from '../lib/clock.ts'
import { LoadingRows, useLoad } from '../lib/feedback/index.ts'
import { isoDay } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMay } from '../lib/session.ts'
import { Board } from './Board.tsx'
import { BoardLinks } from './BoardLinks.tsx'
import { BoardMenu } from './BoardMenu.tsx'
import { BoardPanel } from './BoardPanel.tsx'
import type { Behind } from './Figure.tsx'
import { useBoardView } from './useBoardView.ts'

/** Where the callers and operators of now are, or today's calls of that outcome. */
const behind: Behind = (queueId, figure) => {
  if (figure === 'waiting' || figure === 'longest' || figure === 'free') return '/queues'
  const outcome = figure === 'abandoned' ? 'abandoned' : 'answered'
  return `/calls?${new URLSearchParams({ from: isoDay(hostNow()), queueId, outcome })}`
}

/** The board of everything, which is there before anybody has made one. */
const everything: Wallboard = wallboard.parse({ id: 'all', name: '-' })
const lastKey = 'cordboard.wallboard'

/** Which board this address shows, or was shown here last. */
function useChosen(boards: readonly Wallboard[]): [Wallboard, (id: string) => void] {
  const [params, setParams] = useSearchParams()
  const wanted = params.get('board') ?? localStorage.getItem(lastKey)
  const choose = (id: string) => {
    localStorage.setItem(lastKey, id)
    setParams({ board: id }, { replace: true })
  }
  return [boards.find(({ id }) => id === wanted) ?? (wanted === 'all' ? everything : (boards[0] ?? everything)), choose]
}

type Doing = { what: 'edit' | 'add' | 'link' } | null

/** The wall in a console: saved boards, each set up here. Escape leaves. */
export function WallboardPage() {
  const { data: boards = [], loading, reload } = useLoad(() => rpc.wallboards.list(), 'wallboards', ['wallboard'])
  const [board, choose] = useChosen(boards)
  const [doing, setDoing] = useState<Doing>(null)
  const supervisor = useMay('supervisor')
  const navigate = useNavigate()
  const view = useBoardView(board)
  const leave = () => {
    if (document.fullscreenElement) void document.exitFullscreen()
    void navigate('/queues')
  }
  useHotkeys([['Escape', () => doing === null && leave()]])
  if (!view || (loading && boards.length === 0)) return <LoadingRows />
  // Without a gesture the browser refuses; the button is the gesture.
  const fill = () => void document.documentElement.requestFullscreen().catch(() => undefined)
  const close = () => setDoing(null)
  const saved = (id: string) => {
    reload()
    choose(id)
    close()
  }
  return (
    <>
      <Board view={view} behind={behind}>
        {(supervisor || boards.length > 0) && (
          <BoardMenu
            boards={boards}
            shown={board.id}
            supervisor={supervisor}
            onChoose={choose}
            onDo={(what) => setDoing({ what })}
          />
        )}
        <ActionIcon size={40} variant="default" aria-label={text.wallboard.fullScreen} onClick={fill}>
          <IconMaximize size={20} />
        </ActionIcon>
        <ActionIcon size={40} variant="default" aria-label={text.wallboard.leave} onClick={leave}>
          <IconX size={20} />
        </ActionIcon>
      </Board>
      {(doing?.what === 'edit' || doing?.what === 'add') && (
        <BoardPanel
          board={doing.what === 'edit' && board.id !== 'all' ? board : null}
          onClose={close}
          onSaved={saved}
          onRemoved={() => saved('all')}
        />
      )}
      {doing?.what === 'link' && <BoardLinks board={board} onClose={close} />}
    </>
  )
}
