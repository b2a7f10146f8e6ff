/** The answers and files of a form as one post holds them: what drafts and envelopes need of it, without the engine. */

export const ANSWERS = 'xml_submission_file'

/** Return the text of the answers of a payload. */
export async function answersOf(data: FormData): Promise<string> {
  const part = data.get(ANSWERS)
  return part instanceof Blob ? part.text() : String(part ?? '')
}

/** Return the files of a payload, without the answers, by name. */
export function filesOf(data: FormData): Map<string, File> {
  const files = new Map<string, File>()
  for (const [name, value] of data.entries()) if (name !== ANSWERS && value instanceof File) files.set(name, value)
  return files
}
