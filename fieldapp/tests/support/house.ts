/** A house that speaks the sending half of the protocol, and fails as told: cut, busy, full, shut. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  id: string
  offset: number
  length: number
  complete: boolean
  headers: IncomingMessage['headers']
}

/** What to do with a request instead of taking it: a status, or `cut` after so many bytes, or `hang`. */
export type Mood = number | { cut: number } | 'hang' | { tell: number; status: number }

export class House {
  readonly taken = new Map<string, Buffer>()
  readonly asked: Asked[] = []
  /** What awaits the next requests, one each; then they are taken. */
  moods: Mood[] = []
  most = 0
  private readonly partial = new Map<string, Buffer>()
  private now = 0
  private readonly server: Server

  private constructor() {
    this.server = createServer((request, response) => void this.answer(request, response))
  }

  static async start(): Promise<House> {
    const house = new House()
    await new Promise<void>((go) => house.server.listen(0, '127.0.0.1', go))
    return house
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/k/JETON`
  }

  /** Bytes of an envelope the house has. */
  has(id: string): number {
    return this.partial.get(id)?.length ?? 0
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((go) => this.server.close(go))
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.now += 1
    this.most = Math.max(this.most, this.now)
    response.on('close', () => (this.now -= 1))
    const id = /^\/k\/JETON\/enveloppes\/([\w-]+)$/.exec(request.url ?? '')?.[1] ?? ''
    const offset = Number(request.headers['upload-offset'])
    const complete = request.headers['upload-complete'] === '?1'
    const mood = this.moods.shift()
    const body: Buffer[] = []
    let length = 0
    const keep = () => this.partial.set(id, Buffer.concat([this.partial.get(id) ?? Buffer.alloc(0), ...body.splice(0)]))
    for await (const piece of request as AsyncIterable<Buffer>) {
      length += piece.length
      body.push(piece)
      if (typeof mood === 'object' && 'cut' in mood && length >= mood.cut) {
        keep()
        request.socket.destroy()
        return
      }
    }
    this.asked.push({ id, offset, length, complete, headers: request.headers })
    const say = (status: number, at?: number) => response.writeHead(status, at === undefined ? {} : { 'Upload-Offset': String(at) }).end()
    if (mood === 'hang') return
    if (typeof mood === 'number') return void say(mood)
    if (mood && 'tell' in mood) return void say(mood.status, mood.tell)
    if (this.taken.has(id)) return void say(202)
    if (offset !== this.has(id)) return void say(409, this.has(id))
    keep()
    if (!complete) return void say(204, this.has(id))
    this.taken.set(id, this.partial.get(id) ?? Buffer.alloc(0))
    say(201)
  }
}
