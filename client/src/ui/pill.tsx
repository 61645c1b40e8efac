import type { ReactNode } from 'react';
import type { IconName } from './icon.js';
import { Icon } from './icon.js';

export type Tone = 'plain' | 'busy' | 'warn' | 'good' | 'bad';

interface PillProps {
  tone: Tone;
  icon: IconName;
  /** 0 to 100: fills the pill from the left. */
  percent?: number;
  /** Names the progress for screen readers. */
  label?: string;
  children: ReactNode;
}

/** Always the same size, so that nothing moves when its text changes. */
export function Pill({ tone, icon, percent, label, children }: PillProps) {
  const progress =
    percent === undefined
      ? {}
      : {
          role: 'progressbar',
          'aria-valuenow': percent,
          'aria-valuemin': 0,
          'aria-valuemax': 100,
          'aria-label': label,
        };
  return (
    <span className={`pill pill-${tone}`} {...progress}>
      {percent !== undefined && <span className="pill-fill" style={{ transform: `scaleX(${percent / 100})` }} />}
      <span className="pill-words">
        <Icon name={icon} />
        {children}
      </span>
    </span>
  );
}
