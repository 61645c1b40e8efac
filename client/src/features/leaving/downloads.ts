/** The files that the server makes of a draft, with the words for each. */
import type { Content } from '../../../../src/contract/content.js';
import type { ExportFormat } from '../../api.js';
import { addressOf } from '../../api.js';
import { t } from '../../words/words.js';

interface Download {
  href: string;
  words: string;
}

/** Static sites and platforms, in the order of the menu: a zip with front matter for each. */
const SITES: readonly [ExportFormat, string][] = [
  ['hugo', 'Hugo'],
  ['astro', 'Astro'],
  ['docusaurus', 'Docusaurus'],
  ['devto', 'dev.to'],
  ['hashnode', 'Hashnode'],
];

export function downloadsOf(projectId: string, { type, format }: Pick<Content, 'type' | 'format'>): Download[] {
  const as = (wanted: ExportFormat, words: string): Download => ({
    href: addressOf.exported(projectId, type, wanted),
    words,
  });
  if (format === 'markdown')
    return [
      as('md', t('leaving.markdown')),
      as('html', t('leaving.page')),
      as('zip', t('leaving.zip')),
      ...SITES.map(([wanted, name]) => as(wanted, t('leaving.site', { name }))),
    ];
  const kit = { href: addressOf.youTube(projectId), words: t('leaving.youTube') };
  return [as('md', t('leaving.text')), as('html', t('leaving.page')), ...(type === 'youtube' ? [kit] : [])];
}
