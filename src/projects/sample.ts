/** The sample talk: a project to look at before there is a recording of one's own. Made here, without a network. */
import { Inject, Injectable, Logger } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { ProjectSnapshot } from '../contract/project.js';
import { Problem } from '../http/problem.js';
import type { SampleFilm } from '../outside/sample-talk/film.js';
import { makeSampleFilm } from '../outside/sample-talk/film.js';
import { sampleTitle } from '../outside/sample-talk/narration.js';
import { Semaphore } from '../outside/semaphore.js';
import type { WebSettings } from '../settings/env.js';
import { environment, SETTINGS } from '../settings/env.js';
import { Uploads } from '../uploads/uploads.js';
import { Projects } from './projects.js';

/** Those who ask at the same moment wait: it takes a few seconds of a core. */
const films = new Semaphore(1);
const NEVER = new AbortController().signal;

@Injectable()
export class Sample {
  private readonly logger = new Logger(Sample.name);

  constructor(
    private readonly projects: Projects,
    private readonly uploads: Uploads,
    @Inject(SETTINGS) private readonly settings: Pick<WebSettings, 'ffmpegPath'>,
  ) {}

  /** A new project with the talk, on its way through the pipeline. Throws 503 `sample_unavailable`, and as an upload does. */
  async make(userId: string): Promise<ProjectSnapshot> {
    const folder = await mkdtemp(join(tmpdir(), 'devreel-sample-'));
    try {
      const film = await films.run(NEVER, () => this.film(folder));
      const { id } = await this.projects.create(userId, sampleTitle);
      await this.uploads.captions(userId, id, 'sample.srt', createReadStream(film.captions));
      const { size } = await stat(film.video);
      await this.uploads.source(userId, id, 'sample.mp4', createReadStream(film.video), size);
      return await this.projects.snapshot(userId, id);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async film(folder: string): Promise<SampleFilm> {
    try {
      return await makeSampleFilm(this.settings.ffmpegPath, environment(), folder);
    } catch (error) {
      this.logger.error(`The sample talk could not be made: ${inspect(error)}`);
      const detail = 'The sample talk cannot be made on this machine. Give a recording of your own.';
      throw new Problem(503, 'sample_unavailable', detail);
    }
  }
}
