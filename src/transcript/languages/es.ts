import { spa } from 'stopword';
import type { Language } from './language.js';
import { pattern, words } from './language.js';

export const spanish: Language = {
  stop: new Set([
    ...spa,
    ...words(
      `ahora ahí ahora al algo alguien algún alguna algunas alguno algunos allí alto antes años año aquí así atrás aunque
      bajo bastante bien buen buena bueno buenas buenos cada casi caso cierto claro como cómo con conmigo cosa cosas creo
      cual cuales cuando cuánto cuenta da dar de debe deben debería decir del demás dentro derecha desde después día días
      dice dicho dijo donde dónde dos ejemplo el ella ellas ellos empezar en encima entonces entre era eran eres es esa esas
      ese eso esos esta está estaba están estar estas este esto estos estoy final forma fue gente gracias gran grande grandes
      ha haber había habéis habla hablar hace hacen hacer haces hacia han hasta hay hemos hola hora hoy idea igual
      importante izquierda jamás la las le lejos les lo los luego lugar manera más mayor mayoría me mejor menos mi mientras
      minuto minutos mirar mis mismo misma momento mucha muchas mucho muchos muy nada nadie ni ninguna ninguno no nos
      nosotros nuestra nuestro nueva nuevo nunca o os otra otras otro otros para parece parte pasa pasar pequeño perdón pero
      persona personas poco podéis podemos poder pone poner por porque posible pregunta preguntas primera primero principio
      problema pronto puede pueden puedes puedo pues punto que qué queda quiere quieren quiero quién quien sabe saber se sea
      según segundo segunda seguro sé ser si sí siempre siguiente sin sino sobre solo sólo sois somos son soy su sus también
      tampoco tan tanto tarde te tema tener tenéis tenemos tengo tercera tercero tiempo tiene tienen tienes toda todas
      todavía todo todos trata tres trabajo tu última último un una unas uno unos usar usa va vale vamos van varias varios
      ve veces vemos veo ver verdad veis vez vida viene voy vuelve usted ustedes y ya yo`,
    ),
  ]),
  links: words('de del en con para y a al por la el los las'),
  weak: words(
    'tiempo trabajo vida parte partes gente persona personas problema problemas punto puntos lugar forma formas manera hora horas día días año años ejemplo nuevo nueva nuevos nuevas bueno buena buenos buenas gran grande grandes pequeño pequeña pequeños pequeñas segundo segunda tercero tercera mejor mayor seguro',
  ),
  and: 'y',
  articles: words('el la los las un una unos unas'),
  blanks: true,
  compounds: false,
  fillers: '(?:y|bueno|bien|vale|pues|entonces|ahora|así que|ahora bien|pero|muy bien|perfecto|eh)',
  announcements: [
    '(?:pasemos|vamos|vayamos|volvamos|pasamos|entremos|entramos|saltemos|cambiemos)(?: \\w+){0,4}? (?:a hablar de|a ver|con|a|al|en|de)',
    '(?:hablemos|hablaremos|quiero hablar|quería hablar|voy a hablar|quisiera hablar|toca hablar|hablaros|hablarles|hablarte)(?: \\w+){0,3}? (?:de|del|sobre)',
    '(?:veamos|sigamos|continuemos|empecemos|comencemos|seguimos|continuamos|empezamos)(?: (?:ahora|entonces|hoy|con|por|a continuación))*',
    '(?:el|la|otro|otra|lo|mi|nuestro|nuestra) (?:siguiente|próxim[oa]|segund[oa]|tercer[oa]?|cuart[oa]|últim[oa]|primer[oa]?)?\\s?(?:gran )?(?:tema|punto|parte|apartado|sección|asunto|cosa|pregunta|capítulo)?(?: (?:de|del) \\w+(?: \\w+)?)?(?: que (?:os|les|te|me|quiero|quería|vamos|toca)(?: \\w+){0,4}?)?(?: es| son| trata de|,| va de)',
    '(?:y con esto llegamos|llegamos|esto nos lleva|lo cual me lleva|lo que me lleva|eso nos lleva|nos lleva)(?: \\w+){0,3}? (?:a|al)',
    '(?:me gustaría|quisiera|quiero|voy a|vamos a) (?:dedicar|hablar|tratar|comentar|contar|presentar|explicar|decir)(?:os|les)?(?: \\w+){0,4}? (?:a|al|de|del|sobre)',
    '(?:qué pasa(?: entonces)? con|y qué hay de|parte (?:uno|dos|tres)[,:]?|(?:primera|segunda|tercera|última) parte[,:]?)',
  ],
  openings: [
    '(?:por último|finalmente|para terminar|para acabar|en resumen|para concluir|a continuación|lo siguiente|hasta aquí|siguiente tema|otra cosa|cambiando de tema)',
    '(?:(?:y|pero) )?(?:qué hacemos con|cómo (?:se|hacemos|podemos)|para qué sirve|por qué|alguien (?:aquí )?|cuántos (?:de vosotros|habéis)|de dónde|quién)',
  ],
  pointing:
    '(?:\\w+ )?(?:est[aeo]s?|aquí|eso|atrás|abajo|arriba|mirar|pulsar|escrib\\w+|ejecut\\w+|la (?:terminal|ventana|pantalla|línea)|el (?:navegador|terminal)|un (?:momento|segundo))(?:\\s|$|[,.])',
  goesOn: '(?:pero|porque|que|por eso|sin embargo|por ejemplo|est[aeo]s?|es[aeo]s?|él|ella|así que)',
  prose: {
    labels: { chapters: 'Capítulos', watch: 'Ver la charla', inThisTalk: 'En esta charla' },
    quotes: ['«', '»'],
    leads: '(?:y|pero|así que|entonces|pues|bueno|vale|ahora bien|o)',
    hesitations: '(?:e+h+|e+m+|mm+)',
    asides:
      '(?:o sea|digamos|bueno|vale|claro|pues|la verdad|sabes|a ver|por supuesto|primero|segundo|tercero|por último|finalmente|además|por ejemplo)',
    tags: '(?:¿?no|¿?verdad|¿?vale|¿?eh|¿?sabes)',
    refersBack: pattern(`
      (?:él|ella|ellos|ellas|es|son|era|eran|fue|eso|esto|est[aeo]s?|es[aeo]s?|aquell?\\w*|lo (?:cual|mismo)
      |por (?:eso|ello|esto|lo tanto)|así|luego|después(?! del? )|antes(?! del? )|además|también|tampoco|sin embargo
      |no obstante|porque|aunque|pues|ahí|allí|aquí|sus?|les?|lo(?! (?:que|bueno|mejor|importante|más|peor))
      |sin (?:él|ella|ello|eso|ellos|ellas)|con (?:eso|esto|ello|él|ella)|para (?:eso|ello)|de (?:ahí|eso|él|ella)
      |el (?:otro|mismo|primero|segundo)|la (?:otra|misma|segunda cosa)|es decir|mientras tanto|en (?:ese|este) caso
      |si no(?=,)|sí|ya|y|o|ni|que|pero|por ejemplo|de lo contrario|ambos|ambas)
    `),
    staging: pattern(`
      (?:veis|a la (?:izquierda|derecha)|en (?:la )?pantalla|diapositivas|vamos|veamos|pasemos|hablemos|volvamos
      |cambiemos|voy|os (?:cuento|enseño|muestro|dejo|voy|dirán|lleváis|prometí)|déjenme|dejadme|gracias|perdón
      |un (?:segundo|momento)|bienvenid\\w+|buen[oa]s (?:días|tardes|noches)|hola|hoy (?:vamos|voy|os|quiero
      |hablamos|hablaremos)|de hoy|mencioné|como (?:dije|decía)|acordaos|recuerd\\w+|levante la mano|sabes|o sea
      |digamos)
    `),
    room: pattern(`
      (?:me (?:oye|oís|escucháis|escuchan|oyen)|se (?:oye|ve) (?:bien|desde|todo)|podéis (?:ver|oír|leer)
      |pueden (?:ver|oír|leer)|siguiente diapositiva|(?:muchas )?gracias por (?:venir|escuchar|(?:su|vuestra) atención|la|invitarme|estar)
      |voy a (?:agrandar|abrir|cerrar)|ventana equivocada|levant(?:ad|en) la mano|perdón,
      |un (?:momento|segundo)(?=[,.!]| por favor)|buen(?:os|as) (?:días|tardes|noches)|hola a todos|bienvenid[oa]s
      |alguna pregunta|(?:quién|quiénes|cuántos|alguien) de (?:vosotros|ustedes)|(?:quién|alguien) aquí)
    `),
    deictics: '(?:aquí|ahí|allí|est[aeo]s?|es[aeo]s?|aquell?[aeo]s?)',
    pronouns: '(?:él|ella|ellos|ellas|eso|ello|lo(?= (?:\\p{L}+(?:o|a|e|as|es|amos|emos|an|en|ó|é))(?!\\p{L}))|le|les)',
    defines:
      '(?:es|son|significa|dice|quiere decir) (?:simplemente |solo |sólo |más que )?(?:un\\w*|el|la|los|las|que|como|quién|qué)',
    asks: '(?:cómo|por qué|qué|quién|dónde|cuándo|cuál|cuántos|para qué|alguien)',
    opens: words('si cuando yo nadie alguien cada nuestra nuestro sin según mi hay uno durante encontraréis'),
    begins: words(
      'el la los las un una unos unas en con por para al a lo después se no y pero así que como mil todo la nunca',
    ),
    binds: words(
      `el la los las un una unos unas de del a al en con por para sin sobre entre hasta desde y e o u ni pero que si como cuando porque aunque su sus mi mis tu tus nuestro nuestra nuestros nuestras este esta estos estas ese esa
      es son era eran ha han he hemos hay está están fue puede pueden debe deben tiene tienen se lo le les me te nos os no muy más menos tan cada todo todos toda todas qué cuál donde según yo antes`,
    ),
    hangs: words('si cuando como aunque mientras porque'),
    closes: words('ello eso nada nadie todo bien mal vez veces siempre también tampoco ahora antes después'),
  },
};
