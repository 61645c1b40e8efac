/** What people drop or choose: one recording, and captions for it. */
export interface Picked {
  recording: File | null;
  captions: File | null;
  /** What cannot be taken, in words; null when all is well. */
  problem: string | null;
}

const CAPTIONS = /\.(vtt|srt)$/i;
/** Some browsers know no type for these. */
const RECORDING = /\.(mp4|m4v|mov|mkv|webm|avi|mpe?g|ts|mts|m2ts|ogv|wmv|flv|3gp|mp3|m4a|wav|ogg|opus|flac|aac)$/i;

export const acceptedCaptions = '.vtt,.srt,text/vtt,application/x-subrip';
export const acceptedFiles = `video/*,audio/*,.mkv,.ts,.mts,${acceptedCaptions}`;

export function pick(files: readonly File[]): Picked {
  const captions = files.filter(({ name }) => CAPTIONS.test(name));
  const recordings = files.filter(({ name, type }) => RECORDING.test(name) || /^(video|audio)\//.test(type));
  return {
    recording: recordings[0] ?? null,
    captions: captions[0] ?? null,
    problem: problemOf(files.length, recordings.length, captions.length),
  };
}

function problemOf(files: number, recordings: number, captions: number): string | null {
  if (recordings > 1) return 'That is more than one recording. Drop one at a time: each becomes a project of its own.';
  if (captions > 1) return 'That is more than one captions file. Choose the one that fits the recording.';
  if (recordings + captions < files)
    return 'That is no recording. Drop a video file, such as .mp4, .mov, .mkv or .webm.';
  return null;
}

/** `My talk_final.mp4` → `My talk final` */
export function titleOf(filename: string): string {
  const bare = filename
    .replace(/\.[^.]+$/, '')
    .replace(/[_\s]+/g, ' ')
    .trim();
  return bare.slice(0, 200) || 'Untitled talk';
}
