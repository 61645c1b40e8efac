/** Typed text that the server does not have yet, kept in the browser through reloads and crashes. */
export interface Unsaved {
  version: number;
  text: string;
  at: number;
}

type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** Stored by person, project, type of draft, and the version that the text is based on. */
export class UnsavedTexts {
  private readonly prefix: string;
  /** What this tab has stored. */
  private own: Unsaved | null = null;

  constructor(
    private readonly place: Place,
    personId: string,
    projectId: string,
    type: string,
  ) {
    this.prefix = `devreel:draft:${personId}:${projectId}:${type}:`;
  }

  keep(version: number, text: string): void {
    if (this.own && this.own.version !== version) this.forget();
    this.own = { version, text, at: Date.now() };
    try {
      this.place.setItem(this.keyOf(version), JSON.stringify({ text, at: this.own.at }));
    } catch {
      // When the storage is full, the text is only in this tab until it is saved a moment later.
    }
  }

  /** Call it when the server has the text. What another tab has stored under the same key meanwhile stays. */
  forget(): void {
    if (!this.own) return;
    const key = this.keyOf(this.own.version);
    if (this.read(key)?.text === this.own.text) this.place.removeItem(key);
    this.own = null;
  }

  /** The newest stored text, whatever version it is based on and whichever tab stored it. This tab owns it from now on. */
  takeNewest(): Unsaved | null {
    const all: Unsaved[] = [];
    for (let i = 0; i < this.place.length; i++) {
      const unsaved = this.read(this.place.key(i) ?? '');
      if (unsaved) all.push(unsaved);
    }
    this.own = all.sort((a, b) => b.at - a.at)[0] ?? null;
    return this.own;
  }

  private keyOf(version: number): string {
    return `${this.prefix}${version}`;
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
