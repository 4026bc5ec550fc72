import { expect, test } from 'vitest'
import { Phones } from '../../../electron/engine/session/phones.ts'

const desk = (extension: string) => ({ extension, console: false })

test('a list of those that are there: who is gone, who has come, who stays', async () => {
  const phones = new Phones()
  phones.set(desk('201'), true)
  phones.set(desk('202'), true)
  expect(await phones.replace(Promise.resolve([desk('202'), desk('203')]))).toEqual([desk('201'), desk('203')])
  expect(phones.all).toEqual([desk('202'), desk('203')])
})

test('what was told of a phone while the list was awaited is newer than the list', async () => {
  const phones = new Phones()
  phones.set(desk('202'), true)
  const list = Promise.withResolvers<ReturnType<typeof desk>[]>()
  const replaced = phones.replace(list.promise)
  phones.set(desk('201'), true)
  phones.set(desk('202'), false)
  list.resolve([desk('202'), desk('203')])
  expect(await replaced).toEqual([desk('203')])
  expect(phones.all).toEqual([desk('201'), desk('203')])
})

test('a list that cannot be had changes nothing', async () => {
  const phones = new Phones()
  phones.set(desk('201'), true)
  await expect(phones.replace(Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  expect(phones.all).toEqual([desk('201')])
})
