/** What administrators see and change of the models. */
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { clipStart } from '../contract/clip.js';
import type { ModelSettingsChange, ModelSettingsView, PageSetting } from '../contract/model-settings.js';
import { pageSettings } from '../contract/model-settings.js';
import { withoutPassword } from '../contract/text.js';
import { Problem, problems } from '../http/problem.js';
import { localModels } from '../outside/recognisers/local/sizes.js';
import type { ServerSettings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import type { Resolved, SetOnPage } from '../settings/on-page.js';
import type { InUse } from './models-in-use.js';
import { ModelsInUse } from './models-in-use.js';
import { forget, store } from './stored.js';
import { tryRecogniser, tryWriter } from './trial.js';

type Fault = { path: string; message: string };

/** Of a shorter secret its ending would say too much. */
const LEAST_SECRET = 12;
const ENDING = 4;

const names = Object.keys(pageSettings) as PageSetting[];
const keys = ['OPENAI_API_KEY', 'TRANSCRIBE_API_KEY'] as const;

@Injectable()
export class ModelSettingsAccess {
  private readonly logger = new Logger('Models');

  constructor(
    private readonly db: DataSource,
    private readonly inUse: ModelsInUse,
    @Inject(SETTINGS) private readonly settings: ServerSettings,
  ) {}

  async read(): Promise<ModelSettingsView> {
    const found = await this.inUse.look();
    return {
      items: names.map((name) => this.shown(name, found)),
      fault: await this.inUse.fault(),
      localModels,
    };
  }

  /**
   * Tries what the change is about, and keeps it when it answers. Throws the problems 409 for what the environment has decided and for a
   * change that another one overtook, 422 for values that are not valid, and for what refuses to answer.
   */
  async change(change: ModelSettingsChange): Promise<ModelSettingsView> {
    const fixed = Object.keys(change).filter((name) => this.settings.onPage.fixed.has(name as PageSetting));
    if (fixed.length > 0)
      throw problems.conflict('set_by_environment', `The environment has set ${fixed.join(', ')}: change it there.`);
    const before = await this.inUse.look();
    const set = changed(before.stored.set, change);
    const resolved = this.settings.onPage.with(set);
    if ('faults' in resolved)
      throw problems.invalidRequest(resolved.faults.map(({ name, message }) => ({ path: name ?? '', message })));
    const movedKeys = keys.filter((key) => isMoved(key, change, before, resolved.ok));
    if (movedKeys.length > 0)
      throw problems.invalidRequest(
        movedKeys.map((path) => ({
          path,
          message: 'A key is sent to one address only: give the key of the new one, or take it away',
        })),
      );
    await this.tryAll(before, resolved.ok);
    await this.keep(before.stored.version, set);
    this.logger.log(`Set on the page: ${Object.keys(change).join(', ')}`);
    return this.read();
  }

  /** Only what the environment says holds from now on. */
  async forget(): Promise<void> {
    await forget(this.db);
    this.logger.log('What was set on the page is forgotten.');
  }

  private shown(name: PageSetting, { values, stored }: InUse): ModelSettingsView['items'][number] {
    const kind = pageSettings[name];
    const isFixed = this.settings.onPage.fixed.has(name);
    const value = values[name] ?? null;
    const ofPage = isFixed ? undefined : stored.set[name];
    const setBy =
      ofPage !== undefined
        ? 'page'
        : value === null
          ? 'nobody'
          : this.settings.onPage.given(name)
            ? 'environment'
            : 'default';
    const ending =
      kind === 'secret' && ofPage !== undefined && ofPage.length >= LEAST_SECRET ? clipStart(ofPage, ENDING) : null;
    return { name, value: value === null ? null : toShow(kind, value), ending, setBy, isFixed };
  }

  private async tryAll(before: InUse, { models, values }: Resolved): Promise<void> {
    const { writer, recogniser } = models;
    const tried = async (path: string, differs: boolean, attempt: () => Promise<string | null>): Promise<Fault[]> => {
      const message = differs ? await attempt() : null;
      return message === null ? [] : [{ path, message }];
    };
    const secrets = keys.map((key) => values[key] ?? '');
    const faults = await Promise.all([
      tried('writer', writer !== null && JSON.stringify(writer) !== JSON.stringify(before.models.writer), () =>
        writer ? tryWriter(writer) : Promise.resolve(null),
      ),
      tried('recogniser', recogniser !== null && recogniser.mark !== before.models.recogniser?.mark, () =>
        recogniser ? tryRecogniser(recogniser, this.settings, secrets) : Promise.resolve(null),
      ),
    ]);
    const all = faults.flat();
    if (all.length > 0) throw new Problem(422, 'trial_failed', 'It was tried, and refused: nothing was changed.', all);
  }

  private async keep(version: string | null, set: SetOnPage): Promise<void> {
    const { seal } = this.inUse;
    if (!seal) throw new Error('A web process has AUTH_SECRET.');
    if (await store(this.db, seal, version, set)) return;
    throw problems.conflict('settings_changed', 'Somebody else has just changed these settings: look at them again.');
  }
}

/** The environment's addresses may carry a password. */
function toShow(kind: (typeof pageSettings)[PageSetting], value: string): string | null {
  if (kind === 'secret') return null;
  return kind === 'address' ? withoutPassword(value) : value;
}

function changed(set: SetOnPage, change: ModelSettingsChange): SetOnPage {
  const next = Object.entries({ ...set, ...change }).filter(([, value]) => value !== null);
  return Object.fromEntries(next);
}

/** A key that nobody gave anew would be sent to another address than it was given for. */
const isMoved = (key: (typeof keys)[number], change: ModelSettingsChange, before: InUse, after: Resolved): boolean =>
  before.stored.set[key] !== undefined && change[key] === undefined && before.sentTo[key] !== after.sentTo[key];
