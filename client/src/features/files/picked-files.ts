import { clip } from '../../../../src/contract/clip.js';
import { t } from '../../words/words.js';

/** What people drop or choose: one recording, captions for it, and documents that drafts draw on. */
export interface Picked {
  recording: File | null;
  captions: File | null;
  documents: File[];
  /** Why they cannot be taken, as a text for people; null when they can. */
  problem: string | null;
}

/** Those that are read, and after them those that the server refuses by their names, so that people learn what to do. */
const CAPTIONS = /\.(vtt|srt|sbv|ttml|dfxp|itt|xml|ass|ssa|lrc|smi|sami|sub|stl|scc)$/i;
/** Some browsers know no type for these. */
const RECORDING =
  /\.(mp4|m4v|mov|mkv|mka|webm|avi|mpe?g|ts|mts|m2ts|ogv|wmv|asf|mxf|flv|3gpp?|3g2|mp3|m4a|m4b|wav|w64|ogg|oga|opus|flac|aac|aiff?|aifc|au|caf|amr|wma)$/i;

const DOCUMENT = /\.(pdf|md|markdown|mdx|txt|text|html?|xhtml)$/i;

export const acceptedDocuments =
  '.pdf,.md,.markdown,.mdx,.txt,.html,.htm,application/pdf,text/plain,text/markdown,text/html';
export const acceptedCaptions =
  '.vtt,.srt,.sbv,.ttml,.dfxp,.itt,.xml,.ass,.ssa,.lrc,text/vtt,application/x-subrip,application/ttml+xml';
/** Of which some browsers know no type. */
const UNTYPED = '.mkv,.mka,.ts,.mts,.m2ts,.mxf,.asf,.wma,.aiff,.aif,.caf,.amr,.opus,.w64,.au';
export const acceptedFiles = `video/*,audio/*,${UNTYPED},${acceptedCaptions},${acceptedDocuments}`;

export type FileKind = 'recording' | 'captions' | 'document' | 'other';

/** By name and type only: what it really is, its first bytes tell later. */
export function kindOfFile({ name, type }: Pick<File, 'name' | 'type'>): FileKind {
  if (CAPTIONS.test(name)) return 'captions';
  if (RECORDING.test(name) || /^(video|audio)\//.test(type)) return 'recording';
  return DOCUMENT.test(name) ? 'document' : 'other';
}

export function pick(files: readonly File[]): Picked {
  const of = (kind: FileKind): File[] => files.filter((file) => kindOfFile(file) === kind);
  const [recordings, captions, documents] = [of('recording'), of('captions'), of('document')];
  return {
    recording: recordings[0] ?? null,
    captions: captions[0] ?? null,
    documents,
    problem: problemOf(recordings.length, captions.length, of('other')[0]),
  };
}

function problemOf(recordings: number, captions: number, other: File | undefined): string | null {
  if (recordings > 1) return t('upload.pick.recordings');
  if (captions > 1) return t('upload.pick.captions');
  if (other) return t('upload.pick.other', { name: other.name });
  return null;
}

/** `My talk_final.mp4` → `My talk final` */
export function titleOf(filename: string): string {
  const bare = filename
    .replace(/\.[^.]+$/, '')
    .replace(/[_\s]+/g, ' ')
    .trim();
  return clip(bare, 200) || t('upload.pick.untitled');
}
