/**
 * The child process in which tesseract reads pictures, in a thread of its own; this one counts the memory and the time that it
 * takes. One picture at a time. It is told of the next one as long as it is not over its limits.
 */
import { readFile } from 'node:fs/promises';
import type { Block, Worker } from 'tesseract.js';
import tesseract from 'tesseract.js';
import { invertIfDark, sizeOf } from './grey.js';
import type { Line, OcrOutcome, ReadPicture } from './read-picture.js';
import type { ToChild } from './tesseract.js';

const EVERY_MS = 50;
/** Tesseract's names for how to look at a picture: find columns and paragraphs, or take it as one block of lines. */
const AUTO = '3';
const ONE_BLOCK = '6';

const tell = (outcome: OcrOutcome): void => void process.send?.(outcome);
const endWith = (outcome: OcrOutcome): void => void process.send?.(outcome, () => process.exit(0));

process.on('disconnect', () => process.exit(0));

let ready: { languages: string; worker: Promise<Worker> } | undefined;

/** With the data of these languages, as `eng+deu`; loaded again only when they are other ones. */
function workerFor({ languages, english, folder }: ToChild): Promise<Worker> {
  if (ready?.languages === languages) return ready.worker;
  ready?.worker.then((worker) => worker.terminate()).catch(() => undefined);
  // What lies in `cachePath` is taken first; nothing is written there, and nothing fetched.
  const places = { langPath: english, cachePath: folder, cacheMethod: 'readOnly', gzip: true };
  const worker = tesseract.createWorker(languages, tesseract.OEM.LSTM_ONLY, {
    ...places,
    errorHandler: () => undefined, // Whoever waits for the answer hears of it.
  });
  ready = { languages, worker };
  return worker;
}

async function read(task: ToChild): Promise<ReadPicture> {
  const worker = await workerFor(task);
  const picture = await readFile(task.path);
  invertIfDark(picture);
  const { area } = task;
  const rectangle = area && {
    left: area.left,
    top: area.top,
    width: area.right - area.left,
    height: area.bottom - area.top,
  };
  const mode = { tessedit_pageseg_mode: area ? ONE_BLOCK : AUTO };
  const { data } = await worker.recognize(
    picture,
    { ...mode, ...(rectangle && { rectangle }) },
    { blocks: true, text: false },
  );
  return { ...sizeOf(picture), blocks: (data.blocks ?? []).map(linesOf) };
}

const linesOf = ({ paragraphs }: Block): Line[] =>
  paragraphs.flatMap(({ lines }) =>
    lines.map(({ words }) =>
      words.map(({ text, confidence, bbox: { x0, y0, x1, y1 } }) => ({
        text,
        confidence,
        left: x0,
        top: y0,
        right: x1,
        bottom: y1,
      })),
    ),
  );

/** Ends this process when the picture takes more than it may. */
function watch({ limits }: ToChild): NodeJS.Timeout {
  const before = process.cpuUsage();
  return setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    const isFull = process.memoryUsage.rss() > limits.memoryBytes;
    if (isFull || (user + system) / 1_000 > limits.cpuMs) endWith({ kind: 'over', limit: isFull ? 'memory' : 'time' });
  }, EVERY_MS);
}

process.on('message', (task: ToChild) => {
  const watching = watch(task);
  read(task)
    .then(
      (picture) => tell({ kind: 'read', ...picture }),
      // Its state is unknown now: the next picture gets another process.
      () => endWith({ kind: 'over', limit: 'crash' }),
    )
    .finally(() => clearInterval(watching));
});
