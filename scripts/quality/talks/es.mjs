/** Talks in Spanish that chapters were tuned on. Its form is told in ../talk-maker.mjs. */
export const corpus = {
  charactersPerSecond: 16,
  contractions: [
    [/\bde el /gu, 'del '],
    [/\ba el /gu, 'al '],
  ],
  greetings: `
    Buenos días a todos, gracias por venir, hoy quiero hablaros de {title}.
    Hola, me llamo Marta, y vamos a empezar por {title}.
    Muchas gracias por la invitación, el primer tema es {title}.
  `,
  farewells: `
    Y esto es todo por mi parte, muchas gracias.
    Gracias por escuchar, y nos vemos en el pasillo.
  `,
  announcements: `
    Bueno, pasemos a {title}.
    Lo siguiente que os quiero enseñar es {title}.
    Ahora vamos a hablar de {title}.
    Y con esto llegamos a {title}.
    El siguiente tema es {title}.
    El segundo gran punto de hoy es {title}.
    Cambiemos un poco de tercio y vayamos a {title}.
    Otra cosa que os prometí es {title}.
    Me gustaría dedicar unos minutos a {title}.
    Lo cual me lleva al siguiente punto, {title}.
    Hasta aquí bien, veamos ahora {title}.
    La última parte de la charla trata de {title}.
  `,
  questions: `
    ¿Y qué hacemos con {a}?
    ¿Qué pasa entonces con {title}?
    ¿Alguien aquí se ha peleado alguna vez con {a}?
    ¿Para qué sirve {a} en realidad?
    ¿Cómo se trabaja con {a} sin volverse loco?
  `,
  falseCues: `
    Ahora vamos a mirar esta línea de aquí.
    Lo siguiente es pulsar enter.
    Vale, muevo esta ventana a la izquierda.
    A ver qué pasa si lo ejecuto otra vez.
    Por último aparece un mensaje.
    La segunda cosa que veis aquí es solo un aviso.
    Volvamos un momento a la terminal.
  `,
  references: `
    Esto se parece un poco a {a}, que vimos antes, pero para {b}.
    Acordaos de {a}, la misma idea vuelve aquí.
    Como dije al hablar de {a}, conviene que sea pequeño.
    También se puede combinar {b} con {a}, claro.
    Antes mencioné {a}, y siempre me preguntan cómo encaja con esto.
  `,
  asides: `
    ¿Se ve bien desde el fondo?
    Voy a hacer la letra un poco más grande.
    Confieso que yo lo hice mal durante años.
    Había una pregunta por ahí, adelante.
    Es una buena pregunta, y la respuesta honesta es que depende.
    Tuvimos una reunión de cuatro horas sobre este asunto.
    Mis compañeros todavía se ríen de mí.
    Veo que algunos asienten, así que conocéis la sensación.
    Si os lleváis una sola idea, que sea esta.
    Que levante la mano quien haya pasado por ahí.
    Luego subo las diapositivas, no hace falta que hagáis fotos.
    Era viernes por la tarde, por supuesto.
    Perdón, ventana equivocada.
    Los dioses de la demo no están hoy conmigo.
    Tardé dos semanas en descubrirlo, y el arreglo fue un carácter.
    En internet os dirán lo contrario.
    Hay un artículo estupendo, luego paso el enlace.
    Este es mi ejemplo favorito.
    No me creáis a mí, probadlo en casa.
    Y este es el momento en que todo el mundo se pone nervioso.
    Vamos bien de tiempo, así que os cuento otro detalle.
    En mi antigua empresa nadie quería tocar eso.
    En el mundo real todo es más feo que en una diapositiva.
    Podéis interrumpirme cuando queráis.
    Un segundo, que la red va lenta.
  `,
  frames: `
    Lo bueno es que {a} permite empezar poco a poco.
    Cuando uno mira {a} con calma, ve que {b} también influye.
    La mayoría de los equipos se equivoca con {a} al principio.
    Dedicamos un sprint entero a {a}, y valió la pena.
    Si no cuidas {a}, tarde o temprano tendrás problemas con {b}.
    Yo recomiendo pensar en {a} antes de escribir código.
    Un error típico es confundir {a} con {b}.
    En nuestro caso {a} nos costaba dos días al mes.
    ~ A la izquierda veis {a} y a la derecha {b}.
    ~ Sin {a} todo este planteamiento se cae.
    La documentación dice muy poco sobre {a}, por desgracia.
    A la gente nueva le explico {a} el primer día.
    ~ Y luego hay que ajustar {a} con {b}, porque si no, nada funciona.
    En el fondo hay dos escuelas cuando se trata de {a}.
    ~ Aquí nos salva {a}, porque con {b} no basta.
    Medimos {a} antes y después, y la diferencia era enorme.
    Un cliente nos llamó por {a}, y no teníamos ni idea.
    El truco está en separar {a} y {b}.
    Se pone interesante en cuanto se juntan {a} y {b}.
    Encontraréis {a} en casi cualquier proyecto de cierto tamaño.
    Al principio yo desconfiaba de {a}.
    Alguien tiene que ocuparse de {a}, o se pudre.
    Con {a} por fin podéis quitar {b}.
    Imaginaos {a} en una empresa con trescientos ingenieros.
    Se suele subestimar cuánto afecta {a} a {b}.
    Hace diez años {a} era cosa de especialistas.
    Así que hicimos un pequeño programa que comprueba {a} cada noche.
    Cada vez que cambia {a}, alguien tiene que actualizar {b}.
    Mi regla para {a} es que sea aburrido.
  `,
  topics: `
# los hooks de Git
los hooks | el hook de pre-commit | la carpeta de hooks | los mensajes de commit | el área de preparación | un script de shell | el linter | husky | el pre-push | el código de salida | el número de ticket | el directorio de git | un rebase | los hooks compartidos
En cada repositorio hay una carpeta con ejemplos que nadie abre nunca.
Un hook no es más que un script ejecutable que git llama en cierto momento.
Si el script termina con algo distinto de cero, git rechaza el commit.
El pre-commit se ejecuta antes de que escribas el mensaje.
Como el directorio de git no se versiona, los hooks no viajan con el clon.
~ Por eso herramientas como husky apuntan a una carpeta dentro del repositorio.
Con no-verify te saltas las comprobaciones, así que los hooks son una cortesía y no un muro.
Pasar el linter solo por los archivos preparados mantiene rápido el commit.
Se puede exigir un número de ticket en la primera línea del mensaje.
Durante un rebase los hooks saltan en cada commit.

# los índices de la base de datos
el índice | el planificador de consultas | un recorrido secuencial | los árboles B | la cláusula where | los índices compuestos | el plan de ejecución | la selectividad | el coste de escritura | el índice de cobertura | las estadísticas de la tabla | la primera columna | las consultas lentas | las filas
Un índice es una copia ordenada de unas pocas columnas que apunta a las filas.
~ Sin él, la base de datos lee la tabla entera de principio a fin.
Poned explain analyze delante de la consulta y el planificador os cuenta lo que hizo.
Un índice compuesto por apellido y nombre no ayuda a buscar solo por nombre.
Cada inserción tiene que actualizar todos los índices de la tabla.
Si una columna tiene solo dos valores, el planificador ignora el índice casi siempre.
Los árboles B son poco profundos, incluso con mil millones de filas.
Después de una importación grande las estadísticas se quedan viejas.
Un índice de cobertura responde a la consulta sin visitar la tabla.
Borramos once índices que nadie usaba y las escrituras fueron el doble de rápidas.

# los sistemas de tipos
los tipos estáticos | la inferencia de tipos | los genéricos | los tipos unión | el compilador | la comprobación de nulos | el tipado estructural | el tipo any | la validación en ejecución | las guardas de tipo | el servidor de lenguaje | las interfaces | los tipos de marca | la varianza
Un tipo es una promesa sobre los valores que puede tener una variable.
Con la inferencia apenas se escriben anotaciones, y el compilador lo sabe todo igualmente.
El tipado estructural dice que dos cosas encajan si tienen la misma forma.
En cuanto escribes any, el compilador mira hacia otro lado.
Los genéricos son funciones en el nivel de los tipos.
En ejecución los tipos desaparecen, así que los datos de fuera se validan con un esquema.
La comprobación estricta de nulos encontró cuarenta errores la primera tarde.
Un tipo de marca evita pasar el número de cliente como número de pedido.
Una unión discriminada avisa de los casos que has olvidado.
~ Aquí las listas son covariantes, lo cual es cómodo e incorrecto.

# la caché
la caché | la invalidación | el tiempo de vida | la tasa de aciertos | redis | los datos caducados | la clave de caché | la estampida | la expulsión | la caché caliente | las cabeceras HTTP | las etiquetas de entidad | la memoización | el servidor de origen
Una caché es una apuesta a que alguien repetirá pronto la misma pregunta.
Solo hay dos cosas difíciles, y la invalidación es una de ellas.
Si el tiempo de vida es largo, la gente ve datos caducados.
Cuando caduca una clave popular, mil peticiones llegan a la vez al servidor de origen.
La clave debe contener todo aquello de lo que depende la respuesta, también el idioma.
Se expulsa primero lo que lleva más tiempo sin usarse.
Con las etiquetas de entidad el navegador pregunta si su copia sigue fresca.
Nuestra tasa de aciertos pasó del sesenta al noventa y cinco por ciento.
Nunca pongáis datos personales en una caché compartida.
La memoización es una caché dentro de una función.

# las pruebas automáticas
las pruebas unitarias | las pruebas de integración | las pruebas inestables | los mocks | la cobertura | las aserciones | los fixtures | la pirámide de pruebas | los snapshots | las pruebas de extremo a extremo | los datos de prueba | las pruebas de mutación | la suite | los casos límite
Una prueba es un ejemplo de cómo se debe usar el código.
Las pruebas unitarias son rápidas, pero no dicen si las piezas encajan.
Una prueba inestable es peor que ninguna, porque enseña a darle otra vez al botón.
Si todo son mocks, al final solo pruebas tus mocks.
La cobertura muestra lo que no se prueba y no dice nada de la calidad de las aserciones.
Las pruebas de mutación cambian el código adrede y miran si algo se pone rojo.
Los snapshots se aprueban por reflejo al cabo de un tiempo.
Que los fixtures sean pequeños, para que se vea de dónde sale el valor esperado.
Nuestra suite tardaba cincuenta minutos, así que nadie la pasaba antes de fusionar.
Los datos de prueba copiados de producción son un problema de privacidad.

# el despliegue continuo
el pipeline | la marcha atrás | los despliegues azul-verde | los feature flags | las versiones canario | el entorno de staging | los artefactos | las notas de versión | las migraciones | la comprobación de salud | la caída del servicio | la rama de entrega | las imágenes de contenedor | la configuración
Desplegamos treinta veces al día y ya nadie aguanta la respiración.
Un canario recibe el cinco por ciento del tráfico antes que los demás.
Con los feature flags separas entregar el código de encenderlo.
En un despliegue azul-verde la versión vieja sigue viva hasta que la nueva está sana.
Construid el artefacto una vez y promoved la misma imagen por todos los entornos.
Las migraciones deben funcionar con la versión vieja y con la nueva.
Una marcha atrás que nunca se ha ensayado es solo una teoría.
La comprobación de salud debe fallar si no se llega a la base de datos.
El entorno de staging nunca es como producción.
La configuración va en el entorno y no dentro de la imagen.

# la accesibilidad web
los lectores de pantalla | los textos alternativos | la navegación con teclado | el contorno del foco | el contraste | los atributos aria | el HTML semántico | los encabezados | las etiquetas de formulario | el orden de tabulación | los subtítulos | los enlaces de salto | las regiones vivas | las personas ciegas
Una de cada seis personas vive con alguna discapacidad.
A un botón hecho con un div no se llega con el teclado.
Si quitas el contorno del foco, quien usa el tabulador se pierde.
La primera regla de aria es no usar aria si hay un elemento que ya lo hace.
Con un lector de pantalla se salta de encabezado en encabezado.
El texto necesita un contraste de cuatro y medio a uno como mínimo.
Un texto alternativo dice para qué está la imagen.
El texto de ejemplo no sustituye a una etiqueta.
Las regiones vivas anuncian cambios sin mover el foco.
Probad vuestra página diez minutos sin ratón.

# los WebSockets
el saludo inicial | la conexión abierta | las reconexiones | los latidos | las salas | las difusiones | la cabecera upgrade | la contrapresión | las sesiones pegajosas | el orden de los mensajes | el long polling | el balanceador de carga | los eventos de socket | los mensajes perdidos
Un WebSocket empieza su vida como una petición HTTP corriente con una cabecera upgrade.
Después del saludo los dos lados pueden enviar cuando quieran.
Los teléfonos pierden la conexión en cada túnel, así que reconectar debe ser aburrido.
Un latido cada veinte segundos evita que los proxies cierren la línea.
El cliente tiene que pedir los mensajes que se perdió.
Con varios servidores hace falta algo que lleve la difusión de uno a otro.
Si un cliente lee más despacio de lo que envías, la memoria crece hasta que muere el proceso.
Una sala no es más que un conjunto de identificadores.
Mil clientes que se reconectan en el mismo segundo parecen un ataque.
Las sesiones pegajosas hacen falta para el long polling.

# la gestión de la memoria
el recolector de basura | el montón | las fugas de memoria | las referencias | los cierres | la pila | las instantáneas | las asignaciones | la generación joven | los mapas débiles | los escuchadores de eventos | las pausas | el conteo de referencias | los objetos muertos
Los objetos viven en el montón y las variables locales en la pila.
El recolector libera lo que ya no se alcanza desde las raíces.
~ Una fuga aquí es una referencia de la que te has olvidado.
Los escuchadores que nadie quita son el clásico.
Tomad una instantánea, repetid la acción diez veces, tomad otra y comparad.
La mayoría de los objetos muere joven.
Un mapa débil no mantiene vivas sus claves.
Los cierres capturan más de lo que parece, a veces la respuesta entera.
Las pausas largas venían de un montón de cuatro gigas.
El conteo de referencias no puede con los ciclos.

# la maquetación con CSS
el grid | flexbox | las media queries | las container queries | los márgenes | el modelo de caja | la especificidad | el contexto de apilamiento | las variables de CSS | el viewport | la posición absoluta | la altura de línea | el diseño adaptable | el desbordamiento
Durante veinte años maquetamos con tablas y floats porque no había nada mejor.
Flexbox es para una dimensión y grid para dos.
Con las container queries una tarjeta se adapta al espacio que le dan.
Los márgenes se colapsan en vertical, y eso sorprende a todos una vez.
Con border-box el ancho significa lo que uno espera.
Un z-index de nueve mil no ayuda si el padre tiene su propio contexto de apilamiento.
Las variables de CSS se heredan, así que un tema oscuro son cuatro líneas.
La guerra de la especificidad acaba con las capas.
Casi todas las barras horizontales vienen de un elemento demasiado ancho.
La altura de línea se escribe sin unidad.

# las revisiones de código
los pull requests | los revisores | los comentarios | los cambios pequeños | la aprobación | el autor | las minucias | las listas de control | los responsables | el botón de fusionar | el tiempo de respuesta | la programación en pareja | las guías de estilo | el cansancio
Un revisor encuentra un defecto cada veinte líneas, hasta unas doscientas.
~ Después escribe me parece bien y se va a comer.
Los cambios pequeños se revisan en una hora, los grandes esperan días.
Haced preguntas en lugar de dar órdenes.
Que se queje una máquina del formato, y las personas hablen del diseño.
Si un comentario es una minucia, decidlo.
El autor debería ser el primer revisor de su pull request.
A los responsables de una carpeta se les avisa solos.
Programar en pareja es revisar mientras se escribe.
Con las revisiones también se reparte el conocimiento.

# la observabilidad
los registros estructurados | las métricas | las trazas | los paneles | las alertas | el presupuesto de error | los percentiles | los spans | la cardinalidad | las guardias | el agente | el muestreo | los objetivos de servicio | los identificadores de correlación
No se puede arreglar lo que no se ve.
Los registros dicen qué pasó, las métricas cuántas veces y las trazas dónde se fue el tiempo.
Una media lo esconde todo, mirad el percentil noventa y nueve.
Cada alerta debería ser algo ante lo que una persona tiene que actuar.
Un identificador de correlación une las líneas de una petición a través de diez servicios.
Demasiadas etiquetas revientan la base de series temporales.
Un span tiene un comienzo, una duración y un padre.
El presupuesto de error convierte la discusión en aritmética.
Guardamos el uno por ciento de las trazas y todas las que fallan.
Nadie mira un panel con cuarenta gráficas.

# la autenticación
las contraseñas | los tokens de acceso | las cookies de sesión | el inicio de sesión único | el segundo factor | los tokens de refresco | el hash | las passkeys | el proveedor de identidad | el formulario de acceso | los permisos | los ataques de fuerza bruta | OAuth | la caducidad
La autenticación dice quién eres, y la autorización qué puedes hacer.
No guardéis nunca una contraseña, guardad un hash lento con sal.
Una cookie de sesión debe ser segura y del mismo sitio.
Un token firmado no se puede revocar, y está bien si vive cinco minutos.
El token de refresco se cambia cada vez que se usa.
Las passkeys sustituyen el secreto de tu cabeza por un par de claves en el teléfono.
Con OAuth nunca ves la contraseña del usuario.
Limitad los intentos por cuenta y por dirección.
Un mensaje de texto es el segundo factor más débil, pero mejor que nada.
Cerrar la sesión tiene que cerrarla también en el servidor.

# las colas de mensajes
los productores | los consumidores | la cola de mensajes muertos | los reintentos | la idempotencia | las garantías de entrega | el broker | las particiones | el retraso del consumidor | las confirmaciones | los trabajos en segundo plano | la tabla outbox | los mensajes venenosos | la espera exponencial
Con una cola el productor sigue adelante y otro hace el trabajo más tarde.
Al menos una vez significa que tu consumidor verá duplicados.
Así que el proceso debe ser idempotente, por ejemplo con una clave única.
Lo que falla una y otra vez acaba en la cola de mensajes muertos.
Reintentad con espera exponencial y un poco de azar.
El orden solo se garantiza dentro de una partición.
El retraso del consumidor es lo primero que miro por la mañana.
La outbox escribe el evento en la misma transacción que los datos.
Si confirmas antes de terminar, una caída pierde el trabajo.
Un mensaje venenoso puede bloquear todo lo que viene detrás.
  `,
};
