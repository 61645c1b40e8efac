import { useEffect, useState } from 'react';
import { Field } from '../../ui/field.js';
import { t } from '../../words/words.js';
import type { Strength } from './strength.js';

const LEAST = 8;

interface NewPasswordProps {
  label: string;
  name?: string;
  about: readonly string[];
}

/** A field for a new password, which says while it is typed how hard that is to guess. `about`: what is guessed first. */
export function NewPassword({ label, name = 'new', about }: NewPasswordProps) {
  const [typed, setTyped] = useState('');
  const strength = useStrength(typed, about);
  return (
    <div className="new-password">
      <Field
        label={label}
        name={name}
        type="password"
        autoComplete="new-password"
        required
        minLength={LEAST}
        maxLength={128}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        hint={<span role="status">{wordsFor(typed, strength)}</span>}
      />
      <div className="strength" data-score={typed.length < LEAST ? 0 : (strength ?? 0)} aria-hidden="true">
        <span />
        <span />
        <span />
        <span />
      </div>
    </div>
  );
}

function wordsFor(typed: string, strength: Strength | null): string {
  if (typed.length < LEAST || strength === null) return t('account.password.atLeast');
  return t(`account.password.strength.${strength}`);
}

/** The judge is large, and loaded when somebody begins to type. Null until it has judged. */
function useStrength(typed: string, about: readonly string[]): Strength | null {
  const [strength, setStrength] = useState<Strength | null>(null);
  const known = about.join('\n');
  useEffect(() => {
    let isHere = true;
    if (typed.length >= LEAST) {
      import('./strength.js').then(
        ({ strengthOf }) => isHere && setStrength(strengthOf(typed, known.split('\n'))),
        // Without it the server still judges.
        (error: unknown) => console.warn(error),
      );
    }
    return () => {
      isHere = false;
    };
  }, [typed, known]);
  return strength;
}
