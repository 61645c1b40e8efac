/**
 * The models that Devreel works with: what the environment says, and what administrators set on the page. Every process asks for them when
 * it begins something, and the database says at once whether they are others than before: so none has to start anew.
 */
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { ServerSettings } from '../settings/env.js';
import type { Models } from '../settings/models.js';
import type { PageFault, Resolved } from '../settings/on-page.js';
import { Seal } from '../settings/seal.js';
import type { StoredSettings } from './stored.js';
import { readStored } from './stored.js';

const UNREADABLE =
  'The models that were set on the page cannot be read: AUTH_SECRET is another one than they were stored with. Set them anew on the page, or give the old secret back.';
const WITHOUT_SECRET =
  'The models that were set on the page cannot be read without AUTH_SECRET: give the same one to all processes.';
const UNREADABLE_TO_WORKERS =
  'A worker cannot read the models that were set on the page: give it the same AUTH_SECRET as the web processes, and start it anew.';

/** As they are now. */
export interface InUse extends Resolved {
  stored: StoredSettings;
  /** Why what is stored is not used, and what to do. */
  fault: string | null;
}

export class ModelsInUse {
  private readonly logger = new Logger('Models');
  /** Null in a worker that has no AUTH_SECRET. */
  readonly seal: Seal | null;
  private last: InUse | undefined;

  constructor(
    private readonly db: Pick<DataSource, 'query'>,
    private readonly settings: Pick<ServerSettings, 'onPage' | 'authSecret' | 'leaseMs'>,
  ) {
    this.seal = settings.authSecret === undefined ? null : new Seal(settings.authSecret);
  }

  /** The same object as before, while nothing has changed. Throws when the database does not answer. */
  async look(): Promise<InUse> {
    const before = this.last?.stored;
    const stored = await readStored(this.db, this.seal, before);
    // Another look, under way at the same time, may have found the same first, or something newer.
    if (this.last && (stored === before || stored.version === this.last.stored.version)) return this.last;
    const found = this.resolved(stored);
    if (found.fault !== null) this.logger.warn(found.fault);
    else if (this.last) this.logger.log('The models were changed on the page.');
    this.last = found;
    return found;
  }

  async now(): Promise<Models> {
    return (await this.look()).models;
  }

  /** Also when it is a worker that cannot use them. */
  async fault(): Promise<string | null> {
    const { fault, stored } = await this.look();
    if (fault !== null || stored.version === null) return fault;
    const [row]: { blind: boolean }[] = await this.db.query(
      `SELECT EXISTS (SELECT FROM workers WHERE seen_at > now() - make_interval(secs => $1)
         AND about ? 'sealMark' AND about->>'sealMark' IS DISTINCT FROM $2) AS blind`,
      [this.settings.leaseMs / 1_000, this.seal?.mark],
    );
    return row?.blind ? UNREADABLE_TO_WORKERS : null;
  }

  private resolved(stored: StoredSettings): InUse {
    const { onPage } = this.settings;
    const withPage = onPage.with(stored.set);
    if (stored.isUnreadable) return { ...this.withoutPage(), stored, fault: this.seal ? UNREADABLE : WITHOUT_SECRET };
    if ('ok' in withPage) return { ...withPage.ok, stored, fault: null };
    return {
      ...this.withoutPage(),
      stored,
      fault: `What was set on the page is not used: ${listed(withPage.faults)}.`,
    };
  }

  private withoutPage(): Resolved {
    const alone = this.settings.onPage.with({});
    if ('ok' in alone) return alone.ok;
    throw new Error(`The environment was checked at the start, and yet: ${listed(alone.faults)}`);
  }
}

const listed = (faults: PageFault[]): string => faults.map(({ message }) => message).join('; ');
