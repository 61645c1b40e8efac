/** Event streams are in rooms like sockets: answers over HTTP that stay open. Each process knows its own only. */
import type { ProjectEvent } from '../contract/realtime.js';

export interface Stream {
  readonly userId: string;
  /** The names of its rooms; it is in them until it ends. */
  readonly rooms: readonly string[];
  /** Must neither throw nor wait. */
  take(event: ProjectEvent): void;
  /** Ends the answer; asking again is then refused, or goes on where this one stopped. */
  end(): void;
}

export class Streams {
  private readonly byRoom = new Map<string, Set<Stream>>();

  /** `onLeft` is called with each room that a stream has left. */
  constructor(private readonly onLeft: (room: string) => void) {}

  add(stream: Stream): void {
    for (const room of stream.rooms) {
      const streams = this.byRoom.get(room) ?? new Set();
      this.byRoom.set(room, streams.add(stream));
    }
  }

  remove(stream: Stream): void {
    for (const room of stream.rooms) {
      const streams = this.byRoom.get(room);
      streams?.delete(stream);
      if (streams?.size === 0) this.byRoom.delete(room);
      this.onLeft(room);
    }
  }

  /** A copy, since a stream may end while the caller goes through them. */
  in(room: string): Stream[] {
    return [...(this.byRoom.get(room) ?? [])];
  }

  get size(): number {
    return new Set([...this.byRoom.values()].flatMap((streams) => [...streams])).size;
  }

  names(): string[] {
    return [...this.byRoom.keys()];
  }

  endAll(): void {
    for (const room of this.names()) for (const stream of this.in(room)) stream.end();
  }
}
