/** The sample talk: a project to look at before there is a recording of one's own. Made here, without a network. */
import { Inject, Injectable, Logger } from '@nestjs/common';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import type { ProjectSnapshot } from '../contract/project.js';
import { Problem } from '../http/problem.js';
import { makeSampleFilm } from '../outside/sample-talk/film.js';
import { sampleTitle } from '../outside/sample-talk/narration.js';
import type { WebSettings } from '../settings/env.js';
import { environment, SETTINGS } from '../settings/env.js';
import { Uploads } from '../uploads/uploads.js';
import { Projects } from './projects.js';

/** What is uploaded: an MP4 of some MB, and SubRip. */
interface SampleTalk {
  video: Buffer;
  captions: Buffer;
}

@Injectable()
export class Sample {
  private readonly logger = new Logger(Sample.name);

  /** The same for everybody, and some seconds of a core: made for who asks first. Those who ask meanwhile wait for it, too. */
  private talk: Promise<SampleTalk> | undefined;

  constructor(
    private readonly projects: Projects,
    private readonly uploads: Uploads,
    @Inject(SETTINGS) private readonly settings: Pick<WebSettings, 'ffmpegPath'>,
  ) {}

  /** A new project with the talk, on its way through the pipeline. Throws 503 `sample_unavailable`, and as an upload does. */
  async make(userId: string): Promise<ProjectSnapshot> {
    const { video, captions } = await (this.talk ??= this.made());
    const { id } = await this.projects.create(userId, sampleTitle);
    await this.uploads.captions(userId, id, 'sample.srt', Readable.from([captions]));
    await this.uploads.source(userId, id, 'sample.mp4', Readable.from([video]), video.length);
    return this.projects.snapshot(userId, id);
  }

  private async made(): Promise<SampleTalk> {
    try {
      return await talkMadeBy(this.settings.ffmpegPath);
    } catch (error) {
      // Who asks next has it tried again.
      this.talk = undefined;
      this.logger.error(`The sample talk could not be made: ${inspect(error)}`);
      const detail = 'The sample talk cannot be made on this machine. Give a recording of your own.';
      throw new Problem(503, 'sample_unavailable', detail);
    }
  }
}

async function talkMadeBy(ffmpegPath: string): Promise<SampleTalk> {
  const folder = await mkdtemp(join(tmpdir(), 'devreel-sample-'));
  try {
    const { video, captions } = await makeSampleFilm(ffmpegPath, environment(), folder);
    return { video: await readFile(video), captions: await readFile(captions) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
