import { jpn } from 'stopword';
import type { Language } from './language.js';
import { words } from './language.js';

/** Written without blanks: words are what ICU finds, and those in hiragana alone are function words nearly always. */
export const japanese: Language = {
  stop: new Set([
    ...jpn,
    ...words(
      `今日 今 前 後 次 先 先ほど 人 方 時 時間 事 物 所 場合 中 上 下 左 右 一つ 二つ 三つ 一番 最初 最後 皆さん 私 私たち 何 誰 話 質問 例 意味 必要 自分 全部 本当
      少し 大丈夫 言う 言い 見る 見 見え 思い 思う 使い 使う 使っ 出 出て 来 来て 行 行き 入り 入れ 考え 聞か 聞き 書い 書き 作り 作ら 問題 部分 場所 形 理由 普通
      一 二 三 四 五 十 百 千 万 年 月 日 週間 秒 分 度 回 個 以上 以外 的 化 者 性`,
    ),
  ]),
  links: words('の と'),
  articles: new Set(),
  blanks: false,
  fillers: '(?:では|じゃあ|さて|はい|それでは|で|えーと|えっと|まあ|そして|ところで|よし|ということで)',
  announcements: [
    '(?:次|続いて|今度)(?:は|に|の)(?:話題|テーマ|議題|トピック|ポイント|項目|内容|パート)?(?:は|として)?、?',
    '(?:ここから|これから|続いて|続けて|次に|次は|今度は|最後に|最後は)、?',
    '(?:(?:一|二|三|四)つ目|第(?:一|二|三|四)|もう一つ|最後|次)の?(?:大きな)?(?:テーマ|ポイント|話題|議題|トピック|部|パート|章)?(?:は|、)',
  ],
  announcedBehind:
    '(?:の話|について|に(?:移|入|進|目を向け)|を(?:見て|扱|取り上げ|始め|お話)|から始め|の話題|はどうで|です|となります)',
  openings: ['(?:さて|それでは|では|ところで|話は変わ|話題を変え|話を変え|まとめると|以上で)'],
  pointing: '(?:この行|この|ここ|エンター|ウィンドウ|端末|ブラウザ|画面|スクロール|右|左|一番下|実行|充電)',
  goesOn: '(?:でも|しかし|だから|なので|例えば|これは|それは|つまり|また)',
};
