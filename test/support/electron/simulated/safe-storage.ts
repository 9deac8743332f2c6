import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { SafeStorage } from 'electron'
import { mustBeReady } from './app.ts'

/** A keyring keeps its key when the program ends: here it is always the same. */
const key = Buffer.alloc(32, 'simulated keyring')

export const safeStorage = {
  async isAsyncEncryptionAvailable() {
    mustBeReady('safeStorage')
    return true
  },
  getSelectedStorageBackend: () => 'gnome_libsecret',
  async encryptStringAsync(plainText) {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, iv)
    const data = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()])
    return Buffer.concat([Buffer.from('v10'), iv, cipher.getAuthTag(), data])
  },
  async decryptStringAsync(encrypted) {
    const [iv, tag, data] = [encrypted.subarray(3, 15), encrypted.subarray(15, 31), encrypted.subarray(31)]
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 }).setAuthTag(tag)
    const result = Buffer.concat([decipher.update(data), decipher.final()]).toString()
    return { result, shouldReEncrypt: false }
  },
} satisfies Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>
