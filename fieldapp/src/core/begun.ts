/** The testimonies begun on this phone and not ended: their number, their form, the words of their slip, locked; nothing of what was told. */
import { remember, remembered } from './vault'

export interface Begun {
  testimony: string
  form: string
  /** The four words on the person's slip. */
  slip: string
  begun_at: number
}

const BEGUN = 'begun'

/** Return the testimonies begun and not ended; the vault must be open. */
export async function begun(): Promise<Begun[]> {
  return (await remembered<Begun[]>(BEGUN)) ?? []
}

/** Remember that one was begun. */
export async function rememberBegun(one: Begun): Promise<void> {
  await remember(BEGUN, [...(await begun()), one])
}

/** Forget that a testimony was begun: nothing of it is on the phone but sealed envelopes. */
export async function forgetBegun(testimony: string): Promise<void> {
  await remember(BEGUN, (await begun()).filter((one) => one.testimony !== testimony))
}
