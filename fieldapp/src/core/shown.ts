/** Which questions this app can show, told from the XForm alone, so that a form can be judged before anyone fills it. */

/** A question no screen of the app answers. */
export interface Unshown {
  /** Its place in the form, `/data/where/line`. */
  path: string
  /** Its type, as XLSForm names it: `geotrace`, `rank`, `dateTime`… */
  type: string
}

/** XLSForm types, as the house names them, that have a screen. */
export const SHOWN: ReadonlySet<string> = new Set([
  'text', 'integer', 'decimal', 'date', 'time', 'select_one', 'select_multiple', 'geopoint', 'image', 'audio', 'video', 'file', 'note', 'trigger', 'range',
])

const INPUTS: Record<string, string> = { string: 'text', int: 'integer', select1: 'text' }
const CONTROLS: Record<string, string> = { select1: 'select_one', select: 'select_multiple', rank: 'rank', trigger: 'trigger', range: 'range' }

/** Return the questions of a form that the app cannot show, in its order; none when all have a screen. */
export function unshown(xml: string): Unshown[] {
  const form = new DOMParser().parseFromString(xml, 'text/xml')
  const binds = new Map([...form.getElementsByTagNameNS('*', 'bind')].map((bind) => [bind.getAttribute('nodeset') ?? '', bind]))
  const body = form.getElementsByTagNameNS('http://www.w3.org/1999/xhtml', 'body')[0]
  return [...(body?.getElementsByTagNameNS('*', '*') ?? [])].flatMap((control) => {
    const path = control.getAttribute('ref') ?? ''
    const type = typeOf(control, binds.get(path))
    return type && !SHOWN.has(type) ? [{ path, type }] : []
  })
}

/** The type of a control; nothing for what is none: a group, a label, a choice. */
function typeOf(control: Element, bind: Element | undefined): string {
  const kind = (bind?.getAttribute('type') ?? 'string').replace(/^.*:/, '')
  switch (control.localName) {
    case 'input':
      return INPUTS[kind] ?? kind
    case 'upload': {
      const media = (control.getAttribute('mediatype') ?? '').split('/')[0] ?? ''
      return ['image', 'audio', 'video'].includes(media) ? media : 'file'
    }
    default:
      return CONTROLS[control.localName] ?? ''
  }
}
