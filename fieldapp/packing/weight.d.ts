export interface Weight {
  name: string
  raw: number
  gz: number
  br: number
  /** Whether it is kept at the first visit. */
  first: boolean
}
export const LIMIT: number
export function weigh(folder?: string): Weight[]
export function firstVisit(rows: readonly Weight[]): number
