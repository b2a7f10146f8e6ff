/** Web Locks, for one process: what Node has only from its version 24. */
export class Locks {
  private readonly held = new Set<string>()

  async request<T>(name: string, options: { ifAvailable: true }, work: (lock: { name: string } | null) => Promise<T>): Promise<T> {
    if (!options.ifAvailable) throw new Error('only what the app uses')
    if (this.held.has(name)) return work(null)
    this.held.add(name)
    try {
      return await work({ name })
    } finally {
      this.held.delete(name)
    }
  }
}
