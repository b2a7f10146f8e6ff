/** Argon2, a program of its own: `vault.ts` fetches it (from the phone) while one types, not before the first screen. */
export { argon2id } from 'hash-wasm'
