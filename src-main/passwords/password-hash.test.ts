import { expect, test } from 'vitest'
import { hashOfNobody, hashPassword, isPassword, PasswordHash } from './password-hash.ts'

test('only the password that was hashed is right', async () => {
  const kept = await hashPassword('correct horse')
  expect(PasswordHash.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  expect(await isPassword('correct horse', kept)).toBe(true)
  for (const wrong of ['correct horsf', 'correct hors', 'correct horse ', 'Correct horse', ''])
    expect(await isPassword(wrong, kept), wrong).toBe(false)
})

test('the same password is kept differently each time', async () => {
  const [one, other] = [await hashPassword('correct horse'), await hashPassword('correct horse')]
  expect(one.salt).not.toBe(other.salt)
  expect(one.hash).not.toBe(other.hash)
})

test('a hash made with other parameters is still judged by its own', async () => {
  const kept = await hashPassword('correct horse')
  expect(await isPassword('correct horse', { ...kept, parallelization: 1 })).toBe(false)
})

test('the same letters are the same password, however the keyboard composes them', async () => {
  expect(await isPassword('Gru\u0308n-Stra\u00dfe', await hashPassword('Gr\u00fcn-Stra\u00dfe'))).toBe(true)
})

test('the hash of nobody can be read and costs what a real one does', async () => {
  const { algorithm, cost, blockSize, parallelization } = await hashPassword('correct horse')
  expect(PasswordHash.parse(hashOfNobody)).toMatchObject({ algorithm, cost, blockSize, parallelization })
  for (const password of ['', 'x']) expect(await isPassword(password, hashOfNobody)).toBe(false)
})
