/** Typed text that the server does not have yet, kept in the browser through reloads and crashes. */
export interface Unsaved {
  version: number;
  text: string;
  at: number;
}

type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** Kept by project, type of draft, and the version that the text stands on. */
export class UnsavedTexts {
  private readonly prefix: string;

  constructor(
    private readonly place: Place,
    projectId: string,
    type: string,
  ) {
    this.prefix = `devreel:draft:${projectId}:${type}:`;
  }

  keep(version: number, text: string): void {
    try {
      this.place.setItem(this.prefix + version, JSON.stringify({ text, at: Date.now() }));
    } catch {
      // Without room there, the text is in this tab alone until it is saved a moment later.
    }
  }

  /** Only if it is this very text: another tab may have kept its own there meanwhile. */
  forget(version: number, text: string): void {
    if (this.read(this.prefix + version)?.text === text) this.place.removeItem(this.prefix + version);
  }

  /** The text kept last, whatever version it stands on. */
  newest(): Unsaved | null {
    const all: Unsaved[] = [];
    for (let i = 0; i < this.place.length; i++) {
      const unsaved = this.read(this.place.key(i) ?? '');
      if (unsaved) all.push(unsaved);
    }
    return all.sort((a, b) => b.at - a.at)[0] ?? null;
  }

  private read(key: string): Unsaved | null {
    if (!key.startsWith(this.prefix)) return null;
    try {
      const kept = JSON.parse(this.place.getItem(key) ?? '') as { text: string; at: number };
      return { version: Number(key.slice(this.prefix.length)), ...kept };
    } catch {
      return null;
    }
  }
}
