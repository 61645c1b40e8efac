import { fra } from 'stopword';
import type { Language } from './language.js';
import { pattern, words } from './language.js';

export const french: Language = {
  stop: new Set([
    ...fra,
    ...words(
      `a ai alors an ans après arrive arriver as assez au aucun aujourd'hui aura aussi autre autres aux avait avant avec
      avez avoir avons beaucoup bien bon bonjour bonne bout c'est c'était ça car cas ce cela celui certain ces cet cette
      chaque chez chose choses ci comme comment complètement côté coup d'abord d'accord d'un d'une dans de début déjà demain
      depuis dernière dernier derrière des deux deuxième devant dire dis dit dois doit donc dont droite du elle elles en encore
      enfin ensuite entre es est et étaient était êtes étant etc être eu eux exemple façon faire fais fait faites faut fois
      font gauche gens grand grande gros hier histoire ici idée il ils j'ai je jour jours jusqu'à jusque juste l'on la là le
      les leur leurs lieu loin long lorsque lui ma maintenant mais mal me meilleur même mêmes merci mes met mettre mieux
      minute minutes moi moins mois moment mon monde montrer moyen n'est ne ni nos notre nous nouveau nouvelle on ont ou où
      oui par parce pardon parfois parle parler part partie pas passe passer pendant petit petite petits peu peut peuvent
      peux plus plusieurs plutôt point pour pourquoi pouvez premier première prend prendre presque problème prochain
      prochaine puis qu'elle qu'il qu'on qu'un qu'une quand que quel quelle quelque quelques quelqu'un question questions qui
      quoi regarde regarder regardez rien s'est s'il sa sait sans savoir se sera ses seul seule seulement si soit sommes son
      sont sous souvent suis suivant suite sujet sur ta tant te tel temps tes tient toi ton tôt toujours tous tout toute
      toutes train très trois trop trouve trouver tu un une va vais vas vers veut veux vient vite voici voilà voir vois
      voit vont vos votre voulez vous voyez vrai vraiment y`,
    ),
  ]),
  links: words('de du des en à au aux avec pour et la le les sur'),
  weak: words(
    'temps travail vie partie parties gens personne personnes problème problèmes point points lieu façon manière heure heures jour jours an ans année années nouveau nouvelle nouveaux nouvelles bon bonne bons bonnes grand grande grands grandes petit petite petits petites second seconde deuxième troisième meilleur meilleure',
  ),
  and: 'et',
  articles: words('le la les un une des'),
  blanks: true,
  compounds: false,
  fillers: "(?:alors|bon|donc|et|ok|d’accord|d'accord|voilà|bien|maintenant|mais|très bien|parfait|euh)",
  announcements: [
    '(?:passons|venons-en|revenons|allons|tournons-nous|penchons-nous|entrons|on passe|on arrive|on en vient|je passe|nous passons|nous arrivons|attaquons|on attaque)(?: \\w+){0,3}? (?:à|au|aux|vers|dans|sur|avec)',
    "(?:parlons|on parle|je vais (?:vous )?parler|nous allons parler|on va parler|j['’]aimerais (?:vous )?parler|je voudrais (?:vous )?parler|je veux (?:vous )?parler|il faut (?:qu['’]on|que je) parle)(?: \\w+){0,3}? (?:de|du|des|d['’])",
    '(?:voyons|regardons|abordons|étudions|continuons|continue|commençons|commence|enchaînons)(?: (?:maintenant|ensuite|avec|par|donc|un peu))*',
    "(?:le|la|l['’]|mon|notre|une|un)\\s?(?:prochaine?|deuxième|seconde?|troisième|quatrième|dernière?|premier|première|autre)?\\s?(?:grand[es]? )?(?:sujet|point|partie|thème|chose|question|chapitre|section)(?: suivante?)?(?: (?:d['’]|de |du |que )[\\w'’ ]{2,40}?)?(?: est| sont| concerne| porte sur|,? c['’]est|,)",
    "(?:cela|ça|ce qui) (?:nous|m['’]|me)\\s?(?:amène|conduit)(?: \\w+){0,4}? (?:à|au|aux)",
    "(?:j['’]aimerais|je voudrais|je veux|je vais) (?:\\w+ )?(?:consacrer|aborder|présenter|montrer|dire|expliquer|discuter)(?: \\w+){0,4}? (?:à|au|aux|de|des|du|sur)",
    "(?:(?:première|deuxième|troisième|dernière) partie[,:]?|partie (?:un|deux|trois)[,:]?|qu['’]en est-il (?:de|du|des))",
  ],
  openings: [
    '(?:enfin|pour finir|pour terminer|pour conclure|en conclusion|en résumé|ensuite|sujet suivant|autre chose|voilà pour|changeons|prochain point)',
    "(?:(?:et|mais) )?(?:comment est-ce|comment (?:fait-on|gérer|faire)|pourquoi|à quoi (?:bon|sert)|qui s['’]occupe|est-ce que quelqu['’]un|combien d['’]entre|c['’]est quoi|d['’]où vient)",
  ],
  pointing:
    "(?:\\w+ )?(?:appuy\\w+|tap\\w+|lanc\\w+|cette|ce|cet|ici|là|ça|en bas|en haut|le (?:terminal|navigateur)|la (?:fenêtre|ligne)|l['’]écran|un (?:instant|moment)|au (?:terminal|navigateur))(?:\\s|$|[,.])",
  goesOn: "(?:mais|parce que|car|qui|que|cependant|pourtant|par exemple|cela|ça|il|elle|ils|elles|c['’]est pourquoi)",
  prose: {
    labels: { chapters: 'Chapitres', watch: 'Voir la présentation', inThisTalk: 'Dans cette présentation' },
    quotes: ['« ', ' »'],
    leads: '(?:et|mais|alors|donc|bon|bref|ou|du coup|eh bien|ben)',
    hesitations: '(?:e+u+h+|hum+|hein|bah|ben)',
    asides:
      "(?:en fait|disons|bon|voilà|quoi|genre|du coup|vous savez|tu vois|bien sûr|hélas|enfin|finalement|honnêtement|évidemment|premièrement|deuxièmement|troisièmement|d'abord|ensuite|par exemple|d'ailleurs)",
    tags: "(?:hein|non|n['’]est-ce pas|quoi|d['’]accord|ok|voilà)",
    refersBack: pattern(`
      (?:il(?! (?:y a|faut|existe|suffit))|ils|elles?|c['’]\\w+|ce(?! (?:qui|que|dont)\\b)|cela|ça|ceci|cet|cette
      |ces|celui\\w*|celles?|ceux|son|sa|ses|leurs?|lui|donc|alors|ensuite|puis|après(?=,| (?:il|elle|on|ça|cela))
      |du coup|pourtant|cependant|toutefois|mais|car|parce que?|et|ou|ni|aussi|également|ici|là|là-bas|voilà|voici
      |sinon|sans (?:lui|elle|cela|ça|eux)|avec (?:ça|cela|lui|elle)|pour (?:ça|cela)|comme (?:ça|cela|je)
      |l['’]autre|(?:le|la) (?:même|second|seconde|deuxième chose)|dans ce cas|par exemple|autrement dit|d['’]où|oui
      |non|tous les deux|les deux|qui|que)
    `),
    staging: pattern(`
      (?:là-bas|vous (?:voyez|connaissez)|comme vous|à gauche|à droite|l['’]écran|regardons|voyons|passons|parlons
      |revenons|changeons|on va (?:voir|parler|passer)|je vais|j['’]aimerais|je voudrais|je vous|laissez-moi|merci
      |pardon|désolé|une (?:seconde|minute)|un (?:instant|moment)|bienvenue|bonjour|bonsoir|salut
      |aujourd['’]hui,? (?:je|on|nous)|d['’]aujourd['’]hui|tout à l['’]heure|souvenez-vous|rappelez-vous|comme je
      |j['’]ai mentionné|promise?s?|levez la main|n['’]hésitez|hein|n['’]est-ce pas|tu vois|vous savez|les diapos
      |c['’]est mon)
    `),
    room: pattern(`
      (?:(?:vous )?m['’]entendez|(?:est-ce que )?vous (?:voyez|m['’]entendez|arrivez à)
      |(?:diapo|diapositive|slide) suivante
      |merci (?:beaucoup )?(?:d['’]être|de votre attention|pour (?:l['’]|votre)|de m['’]|à tous)
      |je vais (?:agrandir|ouvrir|fermer)|mauvaise fenêtre|levez la main|pardon,
      |(?:un (?:instant|moment)|une seconde)(?=[,.!])|bonjour à tous|bonjour,|bienvenue|des questions ?(?=\\?)
      |(?:qui|combien|lesquels) (?:d['’]entre|parmi) vous|qui ici)
    `),
    deictics: '(?:ici|là|ce(?! (?:qui|que|dont) )|cet|cette|ces|ceci)',
    pronouns: '(?:ils?(?! (?:y a|faut|existe|suffit))|elles?|lui|eux|leurs?|cela|ça)',
    defines:
      "(?:est|sont|c['’]est|n['’]est qu['’]|dit|veut dire|signifie) ?(?:juste |simplement |seulement )?(?:une?|le|la|les|l['’]|des|que|qui|ce|comment)",
    asks: "(?:comment|pourquoi|qui|que|quoi|où|quand|quel\\w*|combien|à quoi|est-ce que|qu['’]est-ce)(?! (?:échoue|est))",
    opens: words(
      "on je nous vous si quand il personne chaque sans avec dès notre nos j'ai j'étais j'explique pendant grâce imaginez gardez mettez ma mon",
    ),
    begins: words(
      "le la les un une l' des dans à au aux pour après en ce sur et mais donc d' comme c'est l'erreur l'astuce ne mille",
    ),
    binds: words(
      `le la les un une des du de d' l' à au aux en dans sur sous avec sans pour par vers chez entre et ou mais donc car que qu' qui dont où si comme quand son sa ses mon ma mes notre nos votre vos leur leurs ce cet cette ces
      est sont était étaient a ont avait sera peut peuvent doit doivent ne se n' s' je tu il elle on nous vous ils elles très plus moins trop chaque tout toute tous toutes aussi même pas jamais c'est j'ai n'est dès`,
    ),
    hangs: words('si quand comme lorsque dès tant puisque'),
    closes: words('cela ça rien tout bien mal fois toujours encore jamais pas mieux ici là'),
  },
};
