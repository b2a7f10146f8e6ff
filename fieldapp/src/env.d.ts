/// <reference types="vite/client" />

declare module '@words?raw' {
  const words: string
  export default words
}
