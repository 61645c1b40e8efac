/**
 * Loaded into a process before anything else (`--import`): at SIGWINCH its wall clock jumps by CLOCK_JUMP_MS. Timers and
 * monotonic clocks go on, as they do when a machine's clock is set.
 */
const RealDate = Date;
let shiftMs = 0;
const now = () => RealDate.now() + shiftMs;

globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (_, args) => (args.length === 0 ? new RealDate(now()) : new RealDate(...args)),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});

process.on('SIGWINCH', () => {
  shiftMs += Number(process.env.CLOCK_JUMP_MS);
});
