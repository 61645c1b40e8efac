/** An empty speech model in whisper.cpp's format. It has all the tables but no weights, so it hears silence in everything. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { until } from './until.js';

const MAGIC = 0x67676d6c;
/** Small ones, to be quick: n_vocab, n_audio_ctx, n_audio_state, n_audio_head, n_audio_layer, n_text_ctx, n_text_state, n_text_head, n_text_layer, n_mels, ftype */
const SIZES = [51_864, 1_500, 64, 1, 1, 32, 64, 1, 1, 80, 1];
const MELS = 80;
const FREQUENCIES = 201;
/** whisper.cpp wants a blank among them. */
const WORDS = 1_000;

export function emptyModel(): Buffer {
  const numbers = (...values: number[]): Buffer => Buffer.from(Int32Array.from(values).buffer);
  const words = Array.from({ length: WORDS }, (_, i) => Buffer.from(i === 0 ? ' ' : `w${i}`));
  return Buffer.concat([
    numbers(MAGIC, ...SIZES, MELS, FREQUENCIES),
    Buffer.alloc(MELS * FREQUENCIES * 4),
    numbers(WORDS),
    ...words.flatMap((word) => [numbers(word.length), word]),
  ]);
}

/**
 * A model of whisper.cpp's that tells voices from other sounds, without weights: it takes everything for speech, or nothing. The
 * format is that of models/convert-silero-vad-to-ggml.py.
 */
export function voiceModelThatHears(what: 'speech' | 'nothing'): Buffer {
  const numbers = (...values: number[]): Buffer => Buffer.from(Int32Array.from(values).buffer);
  const name = (text: string): Buffer => Buffer.from(text);
  const layers = [
    [129, 128],
    [128, 64],
    [64, 64],
    [64, 128],
  ] as const;
  const tensor = (title: string, dims: number[], bytes: 2 | 4, fill = 0): Buffer => {
    const size = dims.reduce((all, one) => all * one, 1);
    const data = bytes === 2 ? Buffer.alloc(2 * size) : Buffer.from(new Float32Array(size).fill(fill).buffer);
    return Buffer.concat([numbers(dims.length, title.length, bytes === 2 ? 1 : 0, ...dims), name(title), data]);
  };
  const [rnn, last] = ['_model.decoder.rnn', '_model.decoder.decoder.2'];
  return Buffer.concat([
    numbers(MAGIC, 10),
    name('silero-16k'),
    numbers(5, 1, 2, 512, 64, layers.length),
    ...layers.map(([from, to]) => numbers(from, to, 3)),
    numbers(128, 128, 128, 1),
    ...layers.flatMap(([from, to], i) => [
      tensor(`_model.encoder.${i}.reparam_conv.weight`, [3, from, to], 2),
      tensor(`_model.encoder.${i}.reparam_conv.bias`, [to], 4),
    ]),
    ...['weight_ih', 'weight_hh'].map((part) => tensor(`${rnn}.${part}`, [128, 512], 4)),
    ...['bias_ih', 'bias_hh'].map((part) => tensor(`${rnn}.${part}`, [512], 4)),
    tensor(`${last}.weight`, [128], 2),
    tensor(`${last}.bias`, [1], 4, what === 'speech' ? 5 : -5),
    tensor('_model.stft.forward_basis_buffer', [256, 1, 258], 2),
  ]);
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Waits until so many bytes of the model are kept under `dataDir`. */
export const partStored = (dataDir: string, bytes: number): Promise<true> =>
  until(`${bytes} bytes of the model stored`, async () => {
    const part = await stat(join(dataDir, 'models', 'ggml-empty.bin.part')).catch(() => null);
    return part?.size === bytes;
  });

export interface ModelServer {
  url: string;
  /** The Range header of each request, in order; null without one. */
  ranges: (string | null)[];
  /** The next answers break off after `afterBytes`, as soon as `when` is done. What was sent but not yet read is lost. */
  breakOffs: { afterBytes: number; when: () => Promise<unknown> }[];
  stop(): Promise<void>;
}

/** Serves the bytes with ranges, in two halves, so that an answer is never there at once. */
export async function serveModel(bytes: Buffer): Promise<ModelServer> {
  const served: Pick<ModelServer, 'ranges' | 'breakOffs'> = { ranges: [], breakOffs: [] };
  const server = createServer((request, response) => {
    const range = request.headers.range ?? null;
    served.ranges.push(range);
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const body = bytes.subarray(from);
    response.writeHead(range ? 206 : 200, {
      'content-length': body.length,
      ...(range ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
    });
    const breakOff = served.breakOffs.shift();
    if (!breakOff) return response.end(body);
    response.write(body.subarray(0, breakOff.afterBytes));
    void breakOff.when().finally(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...served,
    url: `http://127.0.0.1:${port}/ggml-empty.bin`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
