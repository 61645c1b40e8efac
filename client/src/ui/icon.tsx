/** Small drawings of one weight. They are decoration, hidden from screen readers: the text beside them says it. */
const paths = {
  bell: 'M4 11.5h8M5 11.5V7a3 3 0 0 1 6 0v4.5M7 13.5h2',
  check: 'M3.5 8.5l3 3 6-7',
  cross: 'M4.5 4.5l7 7m0-7l-7 7',
  slash: 'M4 12l8-8',
  wait: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11zM8 5v3l2 1.2',
  busy: 'M8 2.5a5.5 5.5 0 1 1-5.5 5.5',
  again: 'M12 8a4 4 0 1 1-1.2-2.9M12 3v2.5H9.5',
  chevron: 'M4.5 6.5L8 10l3.5-3.5',
  upload: 'M8 11V4M5 6.5L8 3.5l3 3M3.5 12.5h9',
  warning: 'M8 6v3m0 2.2v.1M8 2.5l6 10.5H2z',
  pencil: 'M3 13l.7-2.9L10.5 3.3l2.2 2.2L5.9 12.3z',
  file: 'M4.5 2.5h4.5L12 5.5v8H4.5zM9 2.5v3h3',
  search: 'M7 3a4 4 0 1 1 0 8a4 4 0 0 1 0-8zM10 10l3.2 3.2',
  film: 'M2.5 4h11v8h-11zM6.5 6.5v3L9.5 8z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
