import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { chosenLanguage, setLanguage, spoken, text } from '../lib/i18n/index.ts'
import { type AuthState, authState, connection } from '../lib/rpc/index.ts'
import { session } from '../lib/session.ts'
import { enter } from './enter.ts'
import { Shell } from './Shell.tsx'
import { SignInPage } from './SignInPage.tsx'
import { SplashScreen } from './SplashScreen.tsx'

const askAgainMs = 2000

/** Asks the host who we are until it answers. */
function useAuthState(turn: number): AuthState | 'noHost' | null {
  const [state, setState] = useState<AuthState | 'noHost' | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is the reason to ask again.
  useEffect(() => {
    let over = false
    let timer: ReturnType<typeof setTimeout>
    const ask = async () => {
      try {
        const answer = await authState()
        if (over) return
        await setLanguage(chosenLanguage(session.getState().me?.userId) ?? answer.language)
        if (!over) setState(answer)
      } catch {
        // The page says that the host does not answer, and asks again.
        if (over) return
        setState('noHost')
        timer = setTimeout(ask, askAgainMs)
      }
    }
    void ask()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [turn])
  return state
}

/** Lets in who is signed in; the others see the sign-in page. */
export function Gate() {
  const [turn, setTurn] = useState(0)
  const auth = useAuthState(turn)
  const status = useStore(connection, (state) => state.status)
  const me = useStore(session, (state) => state.me)
  const language = useStore(spoken, (state) => state.language)
  const again = useCallback(() => setTurn((before) => before + 1), [])
  const signedIn = auth !== null && auth !== 'noHost' && auth.signedIn
  useEffect(() => (signedIn ? enter() : undefined), [signedIn])
  useEffect(() => {
    if (status === 'signedOut') again()
  }, [status, again])
  if (auth === null) return <SplashScreen busy title={text.app.name} />
  if (auth === 'noHost') return <SplashScreen busy title={text.app.signIn.noHost} help={text.app.signIn.noHostHelp} />
  if (!auth.signedIn) return <SignInPage auth={auth} onDone={again} />
  return me ? <Shell key={language} onSignedOut={again} /> : <SplashScreen busy title={auth.officeName || text.app.name} />
}
