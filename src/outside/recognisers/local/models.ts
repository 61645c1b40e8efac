/** The speech models that whisper.cpp publishes: where they are, and what they must be. */

import type { ModelFile } from '../../fetch-model.js';

const PUBLISHED = 'https://huggingface.co/ggerganov/whisper.cpp/resolve/main';

/** SHA-1 of each file, from models/README.md of ggml-org/whisper.cpp. */
const sha1: Record<string, string> = {
  tiny: 'bd577a113a864445d4c299885e0cb97d4ba92b5f',
  'tiny.en': 'c78c86eb1a8faa21b369bcd33207cc90d64ae9df',
  base: '465707469ff3a37a2b9b8d8f89f2f99de7299dac',
  'base.en': '137c40403d78fd54d454da0f9bd998f78703390c',
  small: '55356645c2b361a969dfd0ef2c5a50d530afd8d5',
  'small.en': 'db8a495a91d927739e50b3fc1cc4c6b8f6c2d022',
  medium: 'fd9727b6e1217c2f614f9b698455c4ffd82463b4',
  'medium.en': '8c30f0e44ce9560643ebd10bbe50cd20eafd3723',
  'large-v2': '0f4c8e34f21cf1a914c59d8b3ce882345ad349d6',
  'large-v3': 'ad82bf6a9043ceed055076d0fd39f5f186ff8062',
  'large-v3-turbo': '4af2b29d7ec73d781377bfd1758ca957a807e941',
  'large-v3-turbo-q5_0': 'e050f7970618a659205450ad97eb95a18d69c9ee',
};

/** Silero's voice activity detection for whisper.cpp, from ggml-org/whisper-vad: 885 kB, MIT. */
export const voiceModel: ModelFile = {
  name: 'ggml-silero-v5.1.2.bin',
  url: 'https://huggingface.co/ggml-org/whisper-vad/resolve/main/ggml-silero-v5.1.2.bin',
  hash: { algorithm: 'sha256', hex: '29940d98d42b91fbd05ce489f3ecf7c72f0a42f027e4875919a28fb4c04ea2cf' },
  what: 'the model that tells voices from other sounds',
  maxBytes: 10_000_000,
};

/** The largest that is published has 3.1 GB. */
const MOST_BYTES = 8_000_000_000;

export const modelFileName = (model: string): string => `ggml-${model}.bin`;

/**
 * The file for a model's name. `url`: another place for it, which may end in `#sha256=…` or `#sha1=…` to say what it must
 * be. Null when nobody says what it must be: what cannot be checked is not loaded.
 */
export function modelFile(model: string, url: string | undefined): ModelFile | null {
  const name = modelFileName(model);
  const place = new URL(url ?? `${PUBLISHED}/${name}`);
  const given = /^#(sha1|sha256)=([\da-f]+)$/i.exec(place.hash);
  place.hash = '';
  const known = Object.hasOwn(sha1, model) ? sha1[model] : undefined;
  const hash = given
    ? { algorithm: given[1]?.toLowerCase() as 'sha1' | 'sha256', hex: (given[2] ?? '').toLowerCase() }
    : known && { algorithm: 'sha1' as const, hex: known };
  return hash ? { name, url: place.href, hash, what: 'the speech model', maxBytes: MOST_BYTES } : null;
}
