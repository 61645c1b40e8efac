/** Recordings that the tests make themselves, and what can be read off a screenshot of them. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { programs } from './programs.js';

export interface Studio {
  folder: string;
  /** Runs ffmpeg with these arguments and the path of the new file after them; answers the path. */
  make(name: string, args: string[]): Promise<string>;
  /** A file of exactly these bytes or this text; answers its path. */
  write(name: string, content: string | Uint8Array): Promise<string>;
  /** The time in seconds that a screenshot of a `clock` shows. */
  secondsOn(jpeg: Uint8Array): Promise<number>;
  remove(): Promise<void>;
}

export async function openStudio(): Promise<Studio> {
  const folder = await mkdtemp(join(tmpdir(), 'devreel-studio-'));
  const { ffmpeg } = programs();
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  return {
    folder,
    write,
    async make(name, args) {
      const path = join(folder, name);
      await promisify(execFile)(ffmpeg, ['-nostdin', '-v', 'error', '-y', ...args, path]);
      return path;
    },
    async secondsOn(jpeg) {
      const file = await write('screenshot.jpg', jpeg);
      const grey = ['-vf', 'scale=1:1:flags=area', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
      const { stdout } = await promisify(execFile)(ffmpeg, ['-v', 'error', '-i', file, ...grey], {
        encoding: 'buffer',
      });
      // A JPEG's brightness goes from 0 to 255, the video's from 16 to 235.
      return ((stdout[0] ?? 0) * (219 / 255) + 16 - DARKEST) / STEP;
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

const DARKEST = 20;
/** Grey values a second. */
const STEP = 4;

/** Arguments for pictures whose brightness tells their time, up to 50 s. */
export const clock = (seconds: number, { rate = 10, size = '64x36' } = {}): string[] => {
  const picture = `color=c=black:s=${size}:r=${rate}:d=${seconds},format=yuv420p`;
  return ['-f', 'lavfi', '-i', `${picture},geq=lum='${DARKEST}+T*${STEP}':cb=128:cr=128`];
};

export const tone = (seconds: number): string[] => ['-f', 'lavfi', '-i', `sine=frequency=300:duration=${seconds}`];

/** H.264 that keeps each grey value, with a key frame every so many pictures. */
export const lossless = (keyEvery: number): string[] => [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-qp',
  '0',
  '-pix_fmt',
  'yuv420p',
  '-g',
  String(keyEvery),
  '-sc_threshold',
  '0',
];

/** Three seconds of AMR at 12.2 kbit/s, written by hand since few programs can: frames of 20 ms, of noise. */
export function amr(): Buffer {
  const frames = Array.from({ length: 150 }, () => Buffer.concat([Buffer.of(0x3c), randomBytes(31)]));
  return Buffer.concat([Buffer.from('#!AMR\n'), ...frames]);
}

/** Captions as a Blu-ray has them (PGS), written by hand since no program makes them of text: a bar, shown for a second. */
export function pictures(): Buffer {
  const segment = (seconds: number, type: number, content: Buffer): Buffer => {
    const head = Buffer.alloc(13);
    head.write('PG');
    head.writeUInt32BE(seconds * 90_000, 2);
    head.writeUInt8(type, 10);
    head.writeUInt16BE(content.length, 11);
    return Buffer.concat([head, content]);
  };
  const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
  const window = segment(1, 0x17, bytes('01 00 000a 0064 0008 0002'));
  const bar = '0101010101010101 0000'.repeat(2);
  return Buffer.concat([
    segment(1, 0x16, bytes('0140 00b4 10 0000 80 00 00 01 0000 00 00 000a 0064')),
    window,
    segment(1, 0x14, bytes('00 00 01 eb 80 80 ff')),
    segment(1, 0x15, bytes(`0000 00 c0 000018 0008 0002 ${bar}`)),
    segment(1, 0x80, Buffer.alloc(0)),
    segment(2, 0x16, bytes('0140 00b4 10 0001 00 00 00 00')),
    segment(2, 0x80, Buffer.alloc(0)),
  ]);
}
