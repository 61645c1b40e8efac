import { useSyncExternalStore } from 'react';

const every = (ms: number) => (tick: () => void) => {
  const timer = setInterval(tick, ms);
  return () => clearInterval(timer);
};
const everySecond = every(1_000);
const everyHalfMinute = every(30_000);

/** The time in milliseconds, to the second; the component renders each second. */
export const useSeconds = (): number => useSyncExternalStore(everySecond, () => Math.floor(Date.now() / 1_000)) * 1_000;

/** The same to the half minute, for words like "3 minutes ago". */
export const useMinutes = (): number =>
  useSyncExternalStore(everyHalfMinute, () => Math.floor(Date.now() / 30_000)) * 30_000;
