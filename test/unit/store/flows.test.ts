import { describe, expect, it } from 'vitest'
import { flowDocument } from '../../../shared/flow/document.ts'
import { testStore } from './support.ts'

const named = (name: string) => flowDocument.parse({ schema: 1, id: 'main', name, nodes: [], edges: [] })

describe('flows', () => {
  it('are in force as published, while the draft goes on', () => {
    const { store } = testStore()
    store.flows.create(named('one'))
    expect(store.flows.published('main')).toBeNull()
    expect(store.flows.publish('main', 1, 'anna', 'first')).toMatchObject({ version: 1, by: 'anna', note: 'first' })
    expect(store.flows.save(named('two'), 1)).toBe(2)
    expect(store.flows.published('main')).toEqual({ version: 1, document: named('one') })
    expect(store.flows.list()).toMatchObject([{ id: 'main', name: 'two', publishedVersion: 1, changed: true }])
  })

  it('refuse a save over someone else’s', () => {
    const { store } = testStore()
    store.flows.create(named('one'))
    store.flows.save(named('two'), 1)
    expect(() => store.flows.save(named('three'), 1)).toThrow(expect.objectContaining({ code: 'CONFLICT' }))
    expect(() => store.flows.publish('main', 1, 'anna', '')).toThrow(expect.objectContaining({ code: 'CONFLICT' }))
  })

  it('are restored as the draft and published again as a version of their own', () => {
    const { store } = testStore()
    store.flows.create(named('one'))
    store.flows.publish('main', 1, 'anna', '')
    store.flows.save(named('two'), 1)
    store.flows.publish('main', 2, 'anna', '')
    expect(store.flows.restore('main', 1)).toBe(3)
    expect(store.flows.draft('main')).toEqual({ document: named('one'), revision: 3 })
    expect(store.flows.publish('main', 3, 'ben', 'back').version).toBe(3)
    expect(store.flows.versions('main').map((v) => v.version)).toEqual([3, 2, 1])
    expect(store.flows.list()[0]?.changed).toBe(false)
  })

  it('keep their versions for the history when removed', () => {
    const { store } = testStore()
    store.flows.create(named('one'))
    store.flows.publish('main', 1, 'anna', '')
    expect([store.flows.remove('main'), store.flows.remove('main')]).toEqual([true, false])
    expect([store.flows.list(), store.flows.published('main'), store.flows.draft('main')]).toEqual([[], null, null])
    expect(store.flows.version('main', 1)).toEqual(named('one'))
  })
})
