/** Who speaks, as TTML names them in its head. https://www.w3.org/TR/ttml2/#metadata-vocabulary-agent */

interface Agent {
  names: { type: string; text: string }[];
}

/** As people are called, the best first; a given name and a family name make one. */
const KINDS = ['full', 'alias', 'other', 'organization', 'group', 'title'];

export class Agents {
  private readonly known = new Map<string, Agent>();
  private current: Agent | null = null;
  private isName = false;

  open(name: string, named: ReadonlyMap<string, string>): void {
    if (name === 'agent') {
      this.current = { names: [] };
      this.known.set(named.get('id') ?? '', this.current);
    }
    this.isName = name === 'name' && this.current !== null;
    if (this.isName) this.current?.names.push({ type: named.get('type') ?? '', text: '' });
  }

  say(text: string): void {
    const name = this.isName ? this.current?.names.at(-1) : undefined;
    if (name) name.text += text;
  }

  close(name: string): void {
    if (name === 'name') this.isName = false;
    if (name === 'agent') this.current = null;
  }

  /** Those without a name are told apart by their ids, where there are several. */
  nameOf(id: string | undefined): string | undefined {
    if (id === undefined) return undefined;
    const names = this.known.get(id)?.names ?? [];
    const called = (type: string): string | undefined => names.find((name) => name.type === type)?.text.trim();
    const parts = [called('given'), called('family')].filter((part) => part !== undefined && part !== '');
    const whole = KINDS.map(called).find((name) => name !== undefined && name !== '');
    const first = names.find(({ text }) => text.trim() !== '')?.text.trim();
    return called('full') ?? (parts.join(' ') || (whole ?? first ?? (this.known.size > 1 ? id : undefined)));
  }
}
