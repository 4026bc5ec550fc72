import { Button, Center } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { text } from '../lib/i18n/index.ts'
import { EmptyState } from '../ui/index.ts'

/** A page that throws must not take the telephone with it. */
export class Guard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <Center h="100%">
        <EmptyState art="broken" title={text.app.crashed.title} help={text.app.crashed.help}>
          <Button mt="sm" onClick={() => this.setState({ failed: false })}>
            {text.common.retry}
          </Button>
        </EmptyState>
      </Center>
    )
  }
}
