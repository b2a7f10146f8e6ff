import { expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import App from '@/App.vue'
import { screen, show } from '@/routes'
import { fillScreen } from '@/shell/warm'
import { app } from '@/state'
import { Mounted, phoneWith } from '../support/screen'

vi.mock('@/shell/warm', () => ({ fillScreen: vi.fn(), testimonyScreen: vi.fn(), warmUp: vi.fn() }))

it('says that the file of a screen did not come, leads home, and asks for it again at the next touch', async () => {
  await phoneWith()
  app.vault = true
  const asked = vi.mocked(fillScreen).mockRejectedValueOnce(new TypeError('Importing a module script failed'))
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  show({ name: 'fill', form: 'petit' })
  const page = new Mounted(App, {})
  await page.find('[role="alert"]', 'Rien n’est perdu')
  await page.tap('.step .main', 'Accueil')
  expect(screen.value.name).toBe('home')

  asked.mockResolvedValueOnce(defineComponent(() => () => h('p', 'ici')) as never)
  show({ name: 'fill', form: 'petit' })
  await page.find('p', 'ici')
  expect(asked).toHaveBeenCalledTimes(2)
})
