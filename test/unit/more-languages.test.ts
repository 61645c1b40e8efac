/** Talks in languages of which only function words are known: titles name something, and labels are in the talk's language. */
import { describe, expect, test } from 'vitest';
import { contentTypes } from '../../src/content/content-types.js';
import { makeChapters } from '../../src/transcript/chapters.js';
import { languageOf } from '../../src/transcript/languages/languages.js';
import { spoken } from './four-topics.js';

const TALKS: Record<string, { said: string[]; label: string; within: string; dangling: RegExp }> = {
  hi: {
    said: [
      'कॉफ़ी के पौधे पहाड़ पर उगते हैं।',
      'कॉफ़ी के बीज धूप में सुखाए जाते हैं।',
      'कॉफ़ी के स्वाद में मिट्टी का असर होता है।',
      'कॉफ़ी के लिए पानी गरम होना चाहिए।',
      'कॉफ़ी के बीज भूने जाते हैं।',
    ],
    label: 'अध्याय',
    within: 'कॉफ़ी',
    dangling: /(?:^|\s)(?:का|के|की|को|में|से|पर|ने|है|हैं|और)$/u,
  },
  ru: {
    said: [
      'Кофе растёт в горах, и зёрна сушат на солнце.',
      'Вкус кофе зависит от земли и от воды.',
      'Для кофе вода должна быть горячей.',
      'Зёрна кофе обжаривают в печи.',
      'После этого кофе отдыхает неделю.',
    ],
    label: 'Главы',
    within: 'кофе',
    dangling: /(?:^|\s)(?:и|в|на|от|для|с|это|быть|после)$/iu,
  },
  zh: {
    said: [
      '咖啡的种子在山上长大。',
      '咖啡的味道和土有关。',
      '咖啡的水要很热。',
      '咖啡的种子要烤。',
      '咖啡在一周之后最好喝。',
    ],
    label: '章节',
    within: '咖啡',
    dangling: /[的和在了是很要]$/u,
  },
  tr: {
    said: [
      'Kahve dağlarda yetişir ve güneşte kurutulur.',
      'Kahve için su çok sıcak olmalı.',
      'Kahve tadını topraktan alır.',
      'Kahve fırında kavrulur.',
      'Bir hafta sonra kahve en iyisidir.',
    ],
    label: 'Bölümler',
    within: 'kahve',
    dangling: /(?:^|\s)(?:ve|için|çok|bir|sonra|en)$/iu,
  },
};

describe.each(Object.entries(TALKS))('in %s', (tag, { said, label, within, dangling }) => {
  const segments = spoken(said);
  const durationMs = segments.at(-1)?.endMs ?? 0;

  test('a title names what is spoken of, and ends in no function word', () => {
    for (const { title } of makeChapters(segments, durationMs, { language: tag })) {
      expect(title.toLowerCase()).toContain(within);
      expect(title).not.toMatch(dangling);
    }
  });

  test('the labels are in the talk’s language', () => {
    const chapters = [0, 1, 2].map((index) => ({
      index,
      title: `${within} ${index}`,
      startMs: index * 10_000,
      endMs: (index + 1) * 10_000,
    }));
    const talk = { title: 'x', durationMs, language: tag, segments, chapters, screenshots: [], instructions: null };
    expect(contentTypes.youtube.outline(talk)).toContain(`${label}\n0:00 `);
  });
});

test.each(['hi', 'ru'])('%s is known by its words', (tag) => {
  const words = (TALKS[tag]?.said ?? [])
    .join(' ')
    .toLowerCase()
    .split(/[\s.,।]+/u);
  expect(languageOf(null, words)).toBe(languageOf(tag, []));
});
