/** Where each language is fetched from; French is not here: it is part of the app. */
type Fetched = () => Promise<{ default: Partial<Record<string, string>> }>

export const shell: Record<'en' | 'ar' | 'fa' | 'ps' | 'ti', Fetched> = {
  en: () => import('../shell/messages/en.json'),
  ar: () => import('../shell/messages/ar.json'),
  fa: () => import('../shell/messages/fa.json'),
  ps: () => import('../shell/messages/ps.json'),
  ti: () => import('../shell/messages/ti.json'),
}

export const form: typeof shell = {
  en: () => import('../form/messages/en.json'),
  ar: () => import('../form/messages/ar.json'),
  fa: () => import('../form/messages/fa.json'),
  ps: () => import('../form/messages/ps.json'),
  ti: () => import('../form/messages/ti.json'),
}
