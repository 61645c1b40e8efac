/** Recordings of high range: HLG and PQ. */
import type { Studio } from './media.js';

/** How a signal of HLG and of PQ writes light in cd/m² (BT.2100, tables 4 and 5). */
const written: Record<string, (light: number) => number> = {
  'arib-std-b67'(light) {
    const scene = (light / 1_000) ** (1 / 1.2);
    return scene <= 1 / 12 ? Math.sqrt(3 * scene) : 0.17883277 * Math.log(12 * scene - 0.28466892) + 0.55991073;
  },
  smpte2084(light) {
    const power = (light / 10_000) ** (2_610 / 16_384);
    return ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** (2_523 / 32);
  },
};
/** From BT.709's primaries to BT.2020's (BT.2087). */
const wider = [
  [0.6274, 0.3293, 0.0433],
  [0.0691, 0.9195, 0.0114],
  [0.0164, 0.088, 0.8956],
];

export type Rgb = [number, number, number];

/** Three seconds for each colour of 0 to 255, in HLG or PQ with BT.2020's primaries, where white has 203 cd/m². */
export async function highRange(studio: Studio, name: string, transfer: string, colours: Rgb[]): Promise<string> {
  const pixels = colours.map((rgb) => {
    const light = rgb.map((value) => 203 * ((value / 255 + 0.055) / 1.055) ** 2.4);
    const signals = wider.map(
      (row) => written[transfer]?.(row.reduce((sum, w, i) => sum + w * (light[i] ?? 0), 0)) ?? 0,
    );
    return Buffer.from(Uint16Array.from(signals, (signal) => Math.round(signal * 65_535)).buffer);
  });
  const raw = await studio.write(`${name}.raw`, Buffer.concat(pixels));
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgb48le', '-s', '1x1', '-r', '1/3', '-i', raw];
  const filter = 'scale=64:36:flags=neighbor:out_color_matrix=bt2020:out_range=tv,format=yuv420p10le,fps=5';
  const tags = ['-colorspace', 'bt2020nc', '-color_trc', transfer, '-color_primaries', 'bt2020', '-color_range', 'tv'];
  const x265 = `qp=4:log-level=none:colormatrix=bt2020nc:transfer=${transfer}:colorprim=bt2020:range=limited`;
  const coding = ['-vf', filter, '-c:v', 'libx265', '-x265-params', x265, '-tag:v', 'hvc1', ...tags];
  return studio.make(name, [...input, ...coding]);
}
