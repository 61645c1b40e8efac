/** Colours as they were meant: what ffmpeg is told so that a JPEG, which is always BT.601 and BT.709, shows them so. */
import type { ProbedStream } from './ffprobe.js';

/** As ffprobe names them; `unknown` where the file does not say. */
export type Colours = Pick<ProbedStream, 'color_space' | 'color_transfer' | 'color_primaries'>;

type Rgb = [number, number, number];

/** Reference white in cd/m² (BT.2408, 2.1): what a white slide has. */
const WHITE = 203;
/** What most such recordings reach at most. */
const PEAK = 1_000;
/** Up to here brightness is kept as it is; what is above, up to `PEAK`, shares what is left. */
const KNEE = 0.92;
/** How much purity is given back to colours that are nearly pure. */
const VIBRANCE = 1;
const POINTS = 33;

/**
 * BT.2100, tables 4 and 5: a signal of 0 to 1 as light in cd/m². HLG's system gamma goes on each colour by itself, as in ffmpeg's
 * zscale: greys are the same as by the standard's luminance, and saturated colours stay clean.
 */
const light: Record<string, (signal: number) => number> = {
  'arib-std-b67'(signal) {
    const scene = signal <= 0.5 ? signal ** 2 / 3 : (Math.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12;
    return 1_000 * scene ** 1.2;
  },
  smpte2084(signal) {
    const power = signal ** (32 / 2_523);
    return 10_000 * (Math.max(0, power - 0.8359375) / (18.8515625 - 18.6875 * power)) ** (16_384 / 2_610);
  },
};

/** From other primaries to BT.709's (BT.2087 and SMPTE EG 432-1). */
const toBt709: Record<string, [Rgb, Rgb, Rgb]> = {
  bt2020: [
    [1.6605, -0.5876, -0.0728],
    [-0.1246, 1.1329, -0.0083],
    [-0.0182, -0.1006, 1.1187],
  ],
  smpte432: [
    [1.2249, -0.2247, -0.0002],
    [-0.042, 1.0419, 0.0001],
    [-0.0197, -0.0786, 1.0983],
  ],
};

/** ffmpeg's scale filter takes untagged pictures, and those of all other names, for BT.601. */
const matrices: Record<string, string> = {
  bt709: 'bt709',
  bt2020nc: 'bt2020',
  bt2020c: 'bt2020',
  smpte240m: 'smpte240m',
};

/** HLG or PQ, which ordinary screens do not show. */
export const isHighRange = ({ color_transfer }: Colours): boolean => color_transfer in light;

/**
 * Filters that come after a scaling filter, and its own option. `table`: the path of the file with `lookupTable`, for those
 * pictures that are of high range.
 */
export function colourFilters(colours: Colours, table: string): { scaling: string; after: string[] } {
  const matrix = matrices[colours.color_space];
  const asJpeg = ['scale=out_color_matrix=bt601:out_range=pc', 'format=yuvj420p'];
  if (isHighRange(colours)) {
    const scaling = `:in_color_matrix=${matrix ?? 'bt2020'}`;
    return { scaling, after: ['format=rgb48le', `lut3d=file=${escaped(table)}`, 'format=rgb24', ...asJpeg] };
  }
  if (matrix === undefined) return { scaling: '', after: ['format=yuvj420p'] };
  return { scaling: `:in_color_matrix=${matrix}`, after: ['format=rgb24', ...asJpeg] };
}

/** For ffmpeg's filter graphs, which are read twice. */
const escaped = (path: string): string => path.replace(/[\\':]/g, '\\$&').replace(/[\\'[\],;]/g, '\\$&');

/** What each colour of high range becomes, as a .cube file. */
export function lookupTable({ color_transfer, color_primaries }: Colours): string {
  const steps = Array.from({ length: POINTS }, (_, i) => light[color_transfer]?.(i / (POINTS - 1)) ?? 0);
  const matrix = toBt709[color_primaries] ?? toBt709['bt2020'] ?? [];
  const lines = steps.flatMap((blue) =>
    steps.flatMap((green) =>
      steps.map((red) => {
        const rows = matrix.map(([r, g, b]) => shown((r * red + g * green + b * blue) / WHITE));
        return vivid(rows)
          .map((value) => value.toFixed(5))
          .join(' ');
      }),
    ),
  );
  return [`LUT_3D_SIZE ${POINTS}`, ...lines, ''].join('\n');
}

/** Light, of which 1 is white, as the value of a JPEG, in which what is brighter than white is pressed together (Reinhard, extended). */
function shown(amount: number): number {
  const value = asSrgb(amount);
  if (value <= KNEE) return value;
  const above = (value - KNEE) / (1 - KNEE);
  const most = (asSrgb(PEAK / WHITE) - KNEE) / (1 - KNEE);
  return Math.min(1, KNEE + ((1 - KNEE) * above * (1 + above / most ** 2)) / (1 + above));
}

/** IEC 61966-2-1. Its straight beginning also keeps the noise of encoders dark. */
const asSrgb = (amount: number): number =>
  amount <= 0.0031308 ? 12.92 * Math.max(0, amount) : 1.055 * amount ** (1 / 2.4) - 0.055;

/**
 * Colours that are nearly pure become pure: they lost that on the way into the wider space and back. Greys and skin stay as
 * they are.
 */
function vivid(rgb: number[]): number[] {
  const [most, least] = [Math.max(...rgb), Math.min(...rgb)];
  const [red = 0, green = 0, blue = 0] = rgb;
  const grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const gain = most === 0 ? 1 : 1 + VIBRANCE * ((most - least) / most) ** 4;
  return rgb.map((value) => Math.min(1, Math.max(0, grey + (value - grey) * gain)));
}
