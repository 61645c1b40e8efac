import { por } from 'stopword';
import type { Language } from './language.js';
import { pattern, words } from './language.js';

export const portuguese: Language = {
  stop: new Set([
    ...por,
    ...words(
      `acho agora aí ainda algo alguém algum alguma algumas alguns ali ano anos antes ao aos apenas aqui as assim atrás até
      bem boa bom bons cada caso cedo certo certa claro coisa coisas com começa começar como comum conta cá dar dá das
      daqui de dele dela demais dentro depois deve devem dia dias direita diz dizer do dois duas e é ela ele eles em embora
      enquanto então entre era eram essa esse esses esta está estamos estão estar este estou eu exemplo falar fala faz fazem
      fazer feito fica ficar fim foi for fora foram forma gente geral gosto grande grandes há hoje hora ideia igual isso isto
      já jeito junto lá lado legal lembrar ler levar logo longe lugar mais maior maioria mais mal mas me melhor menos mesma
      mesmo meu minha minuto minutos momento mostrar muda muita muitas muito muitos na nada não nas nem nenhum nenhuma
      ninguém no nos nós nossa nosso nova novo num numa nunca o obrigada obrigado olá olhar onde os ou outra outras outro
      outros para parece parte passar pela pelo pelos pena pequena pequeno pergunta perguntas pessoa pessoal pessoas pode
      podem podemos poder pois ponto por porque posso pouco pra precisa preciso primeira primeiro problema próxima próximo
      pronto quais qual quando quanto quase que quem quer querem quero questão sabe saber são se segunda segundo seja sem
      sempre sendo ser será seu seus si sim só sob sobre sou sua suas também tão tarde tem têm temos tempo tenho ter
      terceira toda todas todo todos três tudo última último um uma uns usa usar vai valeu vamos vão várias vários vê veem
      vejo vem ver verdade vez vezes vida você vocês volta voltar vou`,
    ),
  ]),
  links: words('de do da dos das em no na com para e a o os as ao'),
  weak: words(
    'tempo trabalho vida parte partes pessoas pessoa problema problemas ponto pontos lugar forma formas hora horas dia dias ano anos exemplo novo nova novos novas bom boa bons boas grande grandes pequeno pequena pequenos pequenas segundo segunda terceiro terceira melhor maior',
  ),
  and: 'e',
  articles: words('o a os as um uma uns umas'),
  blanks: true,
  compounds: false,
  fillers: '(?:e|bom|bem|então|agora|certo|ok|tá|mas|aí|pois|muito bem|beleza|enfim)',
  announcements: [
    '(?:vamos|passemos|passamos|passando|entremos|entramos|voltemos|avancemos|partimos|sigamos|seguimos)(?: \\w+){0,3}? (?:falar de|falar sobre|para|a|ao|à|aos|às|com|em|no|na|nos|nas|por)',
    '(?:falemos|falaremos|quero falar|queria falar|vou falar|gostaria de falar|precisamos falar)(?: \\w+){0,3}? (?:d[eoa]s?|sobre)',
    '(?:vejamos|continuemos|comecemos|começamos|continuamos|abordemos)(?: (?:agora|então|com|por|pel[oa]s?))*',
    '(?:o|a|outr[oa]|meu|nosso) (?:próxim[oa]|segund[oa]|terceir[oa]|quart[oa]|últim[oa]|primeir[oa])?\\s?(?:grande )?(?:tema|ponto|parte|assunto|coisa|seção|tópico|item|questão|capítulo)(?: (?:de|da|do) \\w+(?: \\w+)?)?(?: que (?:eu |quero |vou |prometi |gostaria )[\\w ]{0,25}?)?(?: é(?: sobre)?| são| trata de|,)',
    '(?:isso (?:nos|me) leva|o que (?:nos|me) leva|e assim chegamos|chegamos)(?: \\w+){0,3}? (?:a|ao|à|aos|às|d[eoa]s?)',
    '(?:gostaria de|quero|queria|vou) (?:dedicar|abordar|tratar|comentar|contar|apresentar|explicar|dizer|discutir)(?: \\w+){0,4}? (?:a|ao|à|aos|às|d[eoa]s?|sobre)',
    '(?:mudando (?:um pouco )?de assunto|e quanto a|parte (?:um|dois|três)[,:]?|(?:primeira|segunda|terceira|última) parte[,:]?),?',
  ],
  openings: [
    '(?:por fim|finalmente|para terminar|para encerrar|para concluir|em resumo|em seguida|a seguir|até aqui|próximo (?:tema|assunto|item|ponto)|outra coisa)',
    '(?:(?:e|mas) )?(?:como é que|como (?:se|a gente|vocês)|para que serve|por que|alguém aqui|quantos de vocês|de onde|quem|o que (?:é|vem a ser))',
  ],
  pointing:
    '(?:\\w+ )?(?:est[ae]s?|isto|isso|aqui|atrás|baixo|cima|olhar|apert\\w+|digit\\w+|rod\\w+|ver o que|o (?:terminal|navegador)|a (?:janela|tela|linha)|um (?:instante|segund\\w+)|até o fim)(?:\\s|$|[,.])',
  goesOn: '(?:mas|porque|que|por isso|porém|no entanto|por exemplo|est[ae]s?|ess[ae]s?|isso|ele|ela|então)',
  prose: {
    labels: { chapters: 'Capítulos', watch: 'Assista à palestra', inThisTalk: 'Nesta palestra' },
    quotes: ['“', '”'],
    leads: '(?:e(?! se )|mas|então|bom|bem|pois|aí|ou|agora)',
    hesitations: '(?:é+h+|h[ãa]+|hum+|ah+)',
    asides:
      '(?:né|sabe|tipo|assim|digamos|bom|bem|quer dizer|ou seja|claro|na verdade|infelizmente|primeiro|segundo|terceiro|por fim|finalmente|além disso|por exemplo)',
    tags: '(?:né|não é|certo|ok|tá|sabe|viu)',
    refersBack: pattern(`
      (?:ele|ela|eles|elas|é|são|era|eram|foi|isso|isto|aquilo|ess[ae]s?|est[ae]s?|aquel[ae]s?|daí|disso|nisso
      |por (?:isso|isto)|então|aí|depois(?! d[aeo]s? )|antes(?! d[aeo]s? )|logo|portanto|além disso|também|tampouco
      |porém|contudo|no entanto|mas|porque|pois|e|ou|nem|aqui|ali|lá|seus?|suas?|lhes?|sem (?:ele|ela|isso|eles
      |elas)|com (?:isso|ele|ela)|para isso|o (?:mesmo|outro)|a (?:mesma|outra|segunda coisa)|ou seja|quer dizer
      |nesse caso|neste caso|por exemplo|do contrário|senão|sim|já|que|ambos|ambas|se não)
    `),
    staging: pattern(`
      (?:vocês (?:veem|conhecem)|como (?:vocês|você) (?:veem|vê|viram)|à (?:esquerda|direita)|na tela|nos? slides?
      |os slides|vamos|vejamos|passemos|falemos|vou|quero mostrar|deixa eu|deixem|obrigad\\w+|desculp\\w+
      |um (?:segundo|momento|instante)|bem-vind\\w+|bom dia|boa (?:tarde|noite)|olá|oi|hoje (?:vamos|vou|eu|quero
      |a gente)|de hoje|mencionei|lembr\\w+-se|lembrem|como eu disse|prometi|levanta a mão|né|sabe)
    `),
    room: pattern(`
      (?:(?:vocês )?(?:me ouvem|conseguem (?:ver|ouvir|ler)|estão (?:vendo|ouvindo))
      |dá para (?:ver|ouvir|ler)|próximo slide|(?:muito )?obrigad[oa] (?:por|pel[oa]|a todos)
      |vou (?:aumentar|abrir|fechar)|janela errada|levantem? a mão|desculpem?,|um (?:momento|segundo)(?=[,.!])
      |bom dia|boa (?:tarde|noite)|olá a todos|bem-vind[oa]s|alguma pergunta
      |(?:quem|quantos|algum) (?:de|entre) vocês|(?:quem|alguém) aqui)
    `),
    deictics:
      '(?:aqui|ali|lá|est[ae]s?|ess[ae]s?|isso|isto|nesse|nessa|neste|nesta|nisso|disso|desse|dessa|deste|desta|aí)',
    pronouns: '(?:eles?|elas?|lhes?|dele|dela|deles|delas|nele|nela)',
    defines: '(?:é|são|significa|diz|quer dizer) (?:só |apenas |simplesmente )?(?:um\\w*|o|a|os|as|que|como|quem)',
    asks: '(?:como|por que|o que|quem|onde|quando|qual|quais|quantos|para que|alguém)(?: (?:é|se|a gente|que|já|serve|vocês|você|aqui|faz|fazer))',
    opens: words('se quando eu você ninguém alguém cada nossa nosso sem há minha meu uma durante dá imaginem vocês'),
    begins: words(
      'o a os as um uma uns umas em no na com por para ao depois nunca não e mas então como que todo toda mil assim numa coloquem',
    ),
    binds: words(
      `o a os as um uma uns umas de do da dos das em no na nos nas num numa com por pelo pela para ao à aos às sem sobre entre até desde e ou nem mas que se como quando porque pois seu sua seus suas meu minha nosso nossa
      este esta esse essa é são era eram foi há está estão pode podem deve devem tem têm vai vão não muito mais menos tão cada todo toda todos todas quem qual onde eu você ele ela eles antes depois precisa`,
    ),
    hangs: words('se quando como enquanto embora assim'),
    closes: words('isso nada ninguém tudo bem mal vez vezes sempre também agora antes depois menos'),
  },
};
