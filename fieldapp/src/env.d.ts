/// <reference types="vite/client" />

declare module '@words?raw' {
  const words: string
  export default words
}

/** What version this is, from the sources it was made of. */
declare const __CARNET_VERSION__: string
