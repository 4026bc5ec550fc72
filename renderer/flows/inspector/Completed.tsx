// A field that completes names while they are typed: a line, or several.
import { Combobox, Text, Textarea, TextInput, useCombobox } from '@mantine/core'
import { type KeyboardEvent, type SyntheticEvent, useLayoutEffect, useRef, useState } from 'react'
import { text } from '../../lib/i18n/index.ts'
import { inEditor } from '../editor/inEditor.ts'
import classes from './Completed.module.css'
import { completed, faultAt, type Language, type Suggestion, suggestionsFor, typedAt } from './completion.ts'
import { useForm, wordKey } from './form.ts'

type CompletedProps = {
  language: Language
  value: string
  onChange(value: string, word: string): void
  'aria-label'?: string
  label?: string
  placeholder?: string
  error?: string
  size?: 'xs' | 'sm'
  /** Several lines: at least so many. */
  minRows?: number
  maxRows?: number
  readOnly?: boolean
  'data-field'?: string
}

type Field = HTMLInputElement | HTMLTextAreaElement

/** The expression with the place marked at which it is not understood. */
function Fault({ source }: { source: string }) {
  const at = source.trim() ? faultAt(source) : null
  if (at === null) return null
  const start = Math.max(0, at - 14)
  return (
    <div className={classes.fault}>
      {text.editor.completion.at({ position: at + 1 })}{' '}
      <code>
        {start > 0 && '…'}
        {source.slice(start, at)}
        <mark>{source.slice(at, at + 1) || '␣'}</mark>
        {source.slice(at + 1, at + 15)}
      </code>
    </div>
  )
}

/** Text with names in it: arrows choose, Enter or Tab takes, Escape closes. */
export function Completed({ language, value, onChange, minRows, maxRows, readOnly, ...shown }: CompletedProps) {
  const { variables } = useForm()
  const field = useRef<Field>(null)
  const wanted = useRef<number | null>(null)
  const [caret, setCaret] = useState(value.length)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const typed = typedAt(value, caret, language)
  const suggestions = suggestionsFor(typed, variables, language)
  useLayoutEffect(() => {
    if (wanted.current === null) return
    field.current?.setSelectionRange(wanted.current, wanted.current)
    wanted.current = null
  })
  const place = (event: SyntheticEvent<Field>) => setCaret(event.currentTarget.selectionStart ?? value.length)
  const open = (next: string, at: number) => {
    const here = typedAt(next, at, language)
    const any = suggestionsFor(here, variables, language).some(({ name }) => name !== here?.word)
    if (any && (language === 'template' || here?.word)) combobox.openDropdown()
    else combobox.closeDropdown()
    combobox.selectFirstOption()
  }
  const take = (suggestion: Suggestion | undefined) => {
    if (!suggestion || !typed) return
    const next = completed(value, caret, typed, suggestion, language)
    wanted.current = next.caret
    setCaret(next.caret)
    onChange(next.text, wordKey(next.text))
    combobox.closeDropdown()
  }
  const onKeyDown = (event: KeyboardEvent<Field>) => {
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault()
      combobox.openDropdown()
      combobox.selectFirstOption()
      return
    }
    if (!combobox.dropdownOpened || suggestions.length === 0) return
    if (event.key === 'ArrowDown') combobox.selectNextOption()
    else if (event.key === 'ArrowUp') combobox.selectPreviousOption()
    else if (event.key === 'Enter' || event.key === 'Tab') take(suggestions[Math.max(0, combobox.getSelectedOptionIndex())])
    else if (event.key === 'Escape') combobox.closeDropdown()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const keep = (found: Field | null) => {
    field.current = found
  }
  const oneLine = minRows === undefined
  const common = {
    ...shown,
    value,
    readOnly,
    spellCheck: language === 'template',
    'aria-autocomplete': 'list' as const,
    onChange: (event: SyntheticEvent<Field>) => {
      const { value: next, selectionStart } = event.currentTarget
      setCaret(selectionStart ?? next.length)
      onChange(next, wordKey(next))
      open(next, selectionStart ?? next.length)
    },
    onSelect: place,
    onKeyDown,
    onBlur: () => combobox.closeDropdown(),
  }
  const words = text.editor.completion
  return (
    <div>
      <Combobox
        store={combobox}
        portalProps={inEditor}
        onOptionSubmit={(name) => take(suggestions.find((each) => each.name === name))}
      >
        <Combobox.Target withKeyboardNavigation={false} withExpandedAttribute={oneLine}>
          {oneLine ? (
            <TextInput
              role="combobox"
              {...common}
              ref={keep}
              classNames={language === 'expression' ? { input: classes.code } : undefined}
            />
          ) : (
            <Textarea {...common} ref={keep} autosize minRows={minRows} maxRows={maxRows} />
          )}
        </Combobox.Target>
        <Combobox.Dropdown hidden={suggestions.length === 0 || readOnly}>
          <Combobox.Options aria-label={words.list}>
            {suggestions.map(({ name, kind }) => (
              <Combobox.Option key={name} value={name} onMouseDown={(event) => event.preventDefault()}>
                <code>{kind === 'function' ? `${name}()` : name}</code>
                <Text size="xs">
                  {kind === 'function' ? words.functions[name as keyof typeof words.functions] : words.variable}
                </Text>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {language === 'expression' && <Fault source={value} />}
    </div>
  )
}
