import type { ReactNode } from 'react';

interface SectionProps {
  id: string;
  title: string;
  /** Beside the title. */
  choice?: ReactNode;
  children: ReactNode;
}

export function Section({ id, title, choice, children }: SectionProps) {
  return (
    <section className="card operators-section" aria-labelledby={`${id}-title`}>
      <div className="operators-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {choice}
      </div>
      {children}
    </section>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  /** Value → words, in their order. */
  options: Readonly<Record<T, string>>;
  chosen: T;
  onChoose: (value: T) => void;
}

/** One of a few. */
export function Choice<T extends string>({ label, options, chosen, onChoose }: ChoiceProps<T>) {
  return (
    <label className="operators-choice">
      <span className="unseen">{label}</span>
      <select value={chosen} onChange={(event) => onChoose(event.target.value as T)}>
        {Object.entries<string>(options).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
