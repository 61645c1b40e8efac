/** Talks in Spanish that nothing was tuned on. Its form is told in ../../talk-maker.mjs. */
export const corpus = {
  charactersPerSecond: 15,
  contractions: [
    [/\bde el /gu, 'del '],
    [/\ba el /gu, 'al '],
  ],
  greetings: `
    Qué alegría veros a tantos, sin más rodeos, {title}.
    Muy buenas, soy Pablo, y esta sesión va sobre {title}.
    Son las nueve, así que arrancamos, y lo hacemos con {title}.
  `,
  farewells: `
    Y hasta aquí he llegado, que aproveche la comida.
    Muchísimas gracias, habéis sido un público estupendo.
  `,
  announcements: `
    Hablemos un poco de {title}.
    Quería decir también unas palabras sobre {title}.
    Vale, es el turno de {title}.
    Llegamos a mi parte favorita, {title}.
    El próximo punto del programa es {title}.
    Dejemos eso a un lado y entremos en {title}.
    Vayamos con {title}.
    Tercera parte, {title}.
    Lo que quiero tratar a continuación es {title}.
    Ya que estamos, tenemos que comentar {title}.
    Para terminar, algunas ideas sobre {title}.
    Sigamos con {title}.
  `,
  questions: `
    ¿Cuántos habéis trabajado con {a}?
    ¿Qué es eso de {title}?
    ¿De dónde sale {a}?
    ¿Quién se tiene que preocupar por {a}?
    ¿Y cómo abordaríais {a}?
  `,
  falseCues: `
    Ahora vuelvo un segundo al navegador.
    A continuación escribo mi clave, no miréis.
    Bajamos hasta el final de la página.
    Y ahora debería ponerse verde.
    El último punto de la diapositiva es broma.
    Primero voy a enchufar el cargador.
    Fijaos ahora en la esquina de abajo.
  `,
  references: `
    De {a} os acordaréis, salió al principio de la charla.
    Me recuerda a {a}, donde nos pasó exactamente igual.
    En comparación con {a}, el esfuerzo de {b} es pequeño.
    Hoy ya nos hemos cruzado con {a}, y aquí se nota.
    En el descanso me preguntaban si {a} hace innecesario usar {b}.
  `,
  asides: `
    ¿Sigue funcionando el micrófono?
    Ya sé que esta diapositiva está muy cargada.
    Mi jefa está viendo la emisión, así que tengo que ir con cuidado.
    Tened paciencia, enseguida cobra sentido.
    Eso lo aprendí a base de golpes.
    En toda empresa hay alguien así.
    En el chat me dicen que no se me oye.
    Esa pregunta la dejo para el final, si os parece.
    Os reís, pero ocurrió de verdad.
    Llevo quince años con esto y todavía lo tengo que consultar.
    Eso nos lo habría dicho mi abuela.
    Discutimos hasta las dos de la madrugada.
    Podéis llevarme la contraria, muchos lo hacen.
    Voy a beber un poco de agua.
    No os lo voy a leer entero.
    Esas cosas se notan cuando ya es tarde.
    Diréis que eso es evidente.
    Es una historia larga, mejor con una cerveza.
    ¿Se entiende hasta aquí?
    Ayer en el hotel funcionaba, lo juro.
    Esta parte me parece preciosa.
    El nombre es horrible, lo reconozco.
    Tomadlo con cierta distancia.
    Mañana mismo lo podéis intentar.
  `,
  frames: `
    Empezamos con {a} porque todo el mundo lo tenía.
    Al final {a} y {b} son dos caras de la misma moneda.
    ~ Quiero que os fijéis en lo que pasa aquí con {a}.
    En mi opinión se exagera la importancia de {a}.
    Lo que cuesta {a} no aparece en ningún presupuesto.
    Mientras funcione {a}, nadie lo menciona.
    La verdad, {a} me ha sacado más canas que {b}.
    La primera versión venía sin {a}, y la gente se quejó.
    Sobre {a} se podría escribir un libro entero.
    Una vez que entiendes {a}, lo demás es fácil.
    Si tuviera que elegir entre {a} y {b}, lo tendría claro.
    Nuestro becario cambió {a} en una semana.
    ~ Hay buenas razones para evitar {a}, y os doy dos.
    Detrás de {a} siempre hay una persona que lo cuida.
    Lo que más me sorprendió fue la influencia de {b} sobre {a}.
    Tarde o temprano os topáis con {a}.
    Merece la pena invertir pronto en {a}.
    Deberían vender {a} con una etiqueta de peligro.
    La mitad de los avisos que recibimos eran por {a}.
    Para ser justos, {a} ha mejorado mucho en dos años.
    Nos libramos de {b}, y con eso {a} se simplificó.
    Una colega dio un curso de un día sobre {a}.
    Yo no tocaría {a} sin tener un plan para {b}.
    Casi nadie lee nada sobre {a} antes de usarlo.
    A un equipo pequeño le basta con {a}.
    Hay una diferencia sutil entre {a} y {b}.
  `,
  topics: `
# los contenedores
las imágenes | las capas | el Dockerfile | los volúmenes | el motor de contenedores | los espacios de nombres | el registro de imágenes | la imagen base | la construcción por etapas | los puertos | el punto de entrada | el tamaño de la imagen | los ficheros compose | los privilegios de root
Un contenedor es un proceso normal que cree estar solo en la máquina.
Cada instrucción del Dockerfile añade una capa a la imagen.
Lo que cambia poco va arriba, y así se reaprovechan las capas.
~ Todo lo que se escribe dentro desaparece al parar, salvo que haya un volumen.
Por defecto el proceso corre como root, y eso no lo queréis.
Con la construcción por etapas se queda atrás el compilador y sale solo el binario.
Nuestra imagen pasó de más de un giga a ochenta megas.
Los espacios de nombres esconden los otros procesos.
Fijad la imagen base por su resumen y no por latest.
Con compose se levanta todo en el portátil de una vez.

# el diseño de APIs
los endpoints | la paginación | el versionado | los códigos de estado | los mensajes de error | las peticiones idempotentes | los nombres de los recursos | los límites de uso | el documento OpenAPI | los cambios incompatibles | los parámetros | el cuerpo de la respuesta | las librerías cliente | la obsolescencia
Una interfaz es lo único que no puedes retirar cuando otros dependen de ella.
Usad sustantivos para los recursos y que el verbo sea el método HTTP.
La paginación por desplazamiento se salta filas si alguien inserta entretanto.
Cuatrocientos es culpa tuya, quinientos es culpa nuestra.
Un mensaje de error dice qué ha pasado y qué se puede hacer.
Añadir un campo es compatible, cambiarle el nombre no.
Un put se puede mandar dos veces sin daño, un post no.
Escribid primero el documento OpenAPI y generad las librerías a partir de él.
Avisad de una retirada con un año de antelación.
Junto al límite de uso va una cabecera que dice cuándo volver.

# la concurrencia
las condiciones de carrera | los cerrojos | los interbloqueos | el pool de hilos | las operaciones atómicas | el estado compartido | las funciones asíncronas | los canales | el planificador del sistema | los mutex | los cambios de contexto | los bucles paralelos | los actores | la inmutabilidad
Dos hilos que incrementan el mismo contador pierden algunos incrementos.
~ Un cerrojo se asegura de que dentro solo haya uno.
En un interbloqueo yo te espero a ti y tú a mí.
Coged los cerrojos siempre en el mismo orden.
La concurrencia es estructura, y el paralelismo es hacer cosas a la vez.
Un hilo cuesta un mega de pila, una corrutina unos cientos de bytes.
Los valores inmutables se leen desde cualquier sitio sin cerrojo.
~ El fallo salía una vez de cada diez mil y nunca en el depurador.
Bloquear un hilo del pool con un disco lento deja sin comer a los demás.
No os comuniquéis compartiendo memoria, compartid memoria comunicándoos.

# la búsqueda de texto
el índice invertido | la relevancia | la lematización | las palabras vacías | los sinónimos | la tolerancia a erratas | el ranking | las facetas | la caja de búsqueda | los analizadores | los embeddings | el resaltado | las búsquedas de los usuarios | los resultados
Un índice invertido apunta para cada palabra los documentos en que aparece.
La gente escribe tres palabras, una mal, y espera el acierto arriba del todo.
Con la lematización corriendo y corrió acaban en la misma forma.
Las palabras raras dicen más de un documento que las frecuentes.
Repetir una palabra cien veces no hace un documento cien veces más relevante.
Los sinónimos los tiene que cuidar alguien que conozca a los clientes.
Con facetas se pasa de diez mil resultados a doce.
Los embeddings encuentran textos que dicen lo mismo sin compartir palabras.
El resaltado enseña por qué se ha encontrado algo.
Medid la relevancia con búsquedas reales y juicios hechos a mano.

# las fechas y las horas
los husos horarios | el horario de verano | las marcas de tiempo | los segundos intercalares | el tiempo universal | el calendario | el formato ISO | el reloj del sistema | las duraciones | los cumpleaños | la hora local | las tareas de cron | el reloj monótono | la base de husos horarios
Hay un día con veintitrés horas y otro con veinticinco.
Guardad los instantes en tiempo universal y convertidlos al mostrarlos.
Una cita a las nueve en Madrid no es un instante, es una regla.
Samoa se saltó un día entero en dos mil once.
La base de husos horarios cambia unas diez veces al año.
Las duraciones se miden con el reloj monótono, porque el otro da saltos.
Un cumpleaños no tiene huso horario.
Una tarea de cron a las dos y media de la noche a veces corre dos veces o ninguna.
El formato ISO se ordena alfabéticamente.
Sumar un mes al treinta y uno de enero es cuestión de gustos.

# el código heredado
la refactorización | la deuda técnica | la reescritura | las pruebas de caracterización | las costuras | el código muerto | los autores originales | los frameworks antiguos | la higuera estranguladora | las dependencias | el saber no escrito | el código comentado | las variables globales | el monolito
El código heredado es el que da dinero y nadie se atreve a cambiar.
La gran reescritura estará lista en seis meses, desde hace tres años.
Antes de cambiar nada, dejad constancia de lo que hace hoy.
Una prueba de caracterización no pregunta qué es correcto, sino qué es.
Una costura es un lugar donde se altera el comportamiento sin editar allí.
Sustituid el monolito trozo a trozo detrás de un proxy.
Borrad el código muerto, que la historia lo guarda.
~ Quien lo escribió tenía sus razones, y quizá sigan valiendo.
Encontramos un comentario de mil novecientos noventa y ocho que decía provisional.
Cambiad los nombres en cuanto entendáis las cosas.

# el mantenimiento de software libre
los mantenedores | los colaboradores | las incidencias | las licencias | las primeras contribuciones | el agotamiento | los patrocinadores | el léeme | las publicaciones | los avisos de seguridad | el gobierno del proyecto | un fork | el registro de cambios | las propuestas
Medio internet se apoya en una biblioteca que una persona cuida de noche.
Una incidencia sin pasos para reproducirla es un deseo.
Una buena primera contribución tiene un final claro y alguien que contesta.
Decir que no es la habilidad más importante de un mantenedor.
La licencia decide lo que las empresas pueden hacer con tu trabajo.
Si el léeme no dice para qué sirve, la gente se va en diez segundos.
Los patrocinadores pagan el café, pero rara vez el alquiler.
Tened una dirección privada para los avisos de seguridad.
Un fork no es un insulto, es un derecho.
El agotamiento no avisa, así que compartid las llaves pronto.

# las expresiones regulares
los patrones | los grupos de captura | el retroceso | los cuantificadores | las clases de caracteres | las anclas | la búsqueda anticipada | la codicia | el motor de expresiones | los caracteres de escape | la alternancia | los correos válidos | los modificadores | los grupos con nombre
Hay quien tiene un problema y piensa, usaré una expresión regular.
El asterisco es codicioso, coge todo lo que puede.
~ Con un signo de interrogación detrás, el cuantificador se vuelve perezoso.
Los cuantificadores anidados pueden retroceder durante años con treinta caracteres.
Las anclas encajan con una posición y no con un carácter.
Los grupos con nombre convierten el ruido en algo legible.
~ No analicéis HTML con esto, estáis avisados.
La búsqueda anticipada mira lo que sigue sin consumirlo.
Un correo se valida mandando un correo.
Sin el modificador de unicode un emoji cuenta por dos.

# la respuesta a incidentes
el busca | la persona al mando | el análisis posterior | la página de estado | los manuales de actuación | los niveles de gravedad | la interrupción | las causas | el escalado | la sala de crisis | la cultura sin culpa | la cronología | la mitigación | la comunicación con los clientes
A las tres de la madrugada nadie es listo, así que debe serlo el manual.
Primero se detiene la hemorragia y luego se busca la causa.
Una persona está al mando, y esa persona no teclea.
Apuntad lo que hacéis con la hora al lado.
La página de estado no puede vivir en la misma infraestructura que el producto.
El análisis posterior pregunta cómo y no quién.
Nunca hay una sola causa.
Decid algo a los clientes en quince minutos, aunque no sepáis nada.
Ensayamos la interrupción dos veces al año, un miércoles de sol.
Las acciones no valen nada si nadie las planifica.

# el aprendizaje automático
los datos de entrenamiento | el modelo | el sobreajuste | las características | la función de pérdida | el descenso de gradiente | las anotaciones | el coste de inferencia | el conjunto de validación | las redes neuronales | los sesgos | los hiperparámetros | la matriz de confusión | la deriva
Un modelo vale lo que valen los ejemplos que ha visto.
~ Si es perfecto con los datos de entrenamiento, desconfiad.
El conjunto de validación se guarda en un cajón y se mira una vez.
El descenso de gradiente baja la montaña en la niebla y en mil dimensiones.
El ocho por ciento de nuestras anotaciones estaba mal.
La exactitud no dice nada si una clase es el noventa y nueve por ciento.
La matriz de confusión enseña qué errores se cometen.
El mundo cambia y las predicciones derivan.
La mayor parte del trabajo es limpiar datos.
Una regresión lineal es difícil de superar.

# la línea de comandos
las tuberías | la shell | la salida estándar | las variables de entorno | los alias | el estado de salida | los comodines | grep | el historial | los argumentos | los guiones de shell | el emulador de terminal | las comillas | las páginas del manual
Una tubería conecta la salida de un programa con la entrada del siguiente.
Los programas que hacen bien una sola cosa los combina gente que no se conoce.
Poned comillas a las variables, o un espacio os arruina el día.
Con control r se busca hacia atrás en el historial.
Los errores van a la salida de errores, para que no acaben en el fichero.
Un estado de cero significa que todo ha ido bien.
La shell expande el asterisco antes de que el programa lo vea.
Tengo un alias para todo lo que pasa de cinco letras.
El manual es largo porque responde a todo desde mil novecientos setenta y nueve.
Las variables de entorno las heredan los procesos hijos.

# el cifrado
las claves públicas | las claves privadas | los certificados | los cifradores | los números aleatorios | las firmas digitales | el intercambio de claves | TLS | las funciones hash | el cifrado de extremo a extremo | la rotación de claves | los canales laterales | las autoridades certificadoras | los ordenadores cuánticos
No inventéis nunca vuestro propio cifrador, ni en broma.
Con la clave pública cualquiera cierra la caja, y solo la privada la abre.
Una firma demuestra quién escribió algo y que nadie lo ha tocado.
Los certificados caducan el fin de semana después de que se vaya el responsable.
Los malos números aleatorios han roto más sistemas que las malas matemáticas.
En el intercambio dos extraños acuerdan un secreto delante de todos.
Las funciones hash van en un solo sentido.
De extremo a extremo quiere decir que el servidor de en medio ve ruido.
Comparar secretos debe tardar siempre lo mismo.
Lo que se graba hoy quizá lo lea un ordenador cuántico en quince años.

# las aplicaciones móviles
las tiendas de aplicaciones | las notificaciones push | el modo sin conexión | la batería | la envoltura nativa | los gestos | los tamaños de pantalla | los permisos de la aplicación | la sincronización de fondo | los enlaces profundos | los informes de fallos | los usuarios beta | el tiempo de arranque | las compras integradas
Una actualización en la tienda tarda entre dos horas y dos semanas.
La gente te desinstala si le vacías la batería.
Suponed que no hay red, y alegraos cuando la haya.
Pedid la cámara cuando haga falta y no en el primer arranque.
Una notificación es un toque en el hombro, así que tened algo que decir.
Cada segundo de arranque cuesta un siete por ciento de usuarios.
Probad en un teléfono de cuatro años con la pantalla rota.
El pulgar solo llega a la mitad inferior.
Los informes de fallos se agrupan por su traza.
Los usuarios beta tienen paciencia, pero una sola vez.

# los compiladores
el analizador sintáctico | el analizador léxico | los árboles sintácticos | los símbolos léxicos | las optimizaciones | la generación de código | la gramática | la representación intermedia | la asignación de registros | el enlazado | la recuperación de errores | la expansión en línea | la tabla de símbolos | el bytecode
Un compilador es una función de texto a texto con opiniones firmes.
El analizador léxico corta los caracteres en símbolos.
Con los símbolos se construye un árbol.
En el descenso recursivo hay una función por cada regla de la gramática.
La tabla de símbolos sabe a qué se refiere cada nombre.
~ Después casi todo ocurre en una representación intermedia.
La expansión en línea copia el cuerpo de la función donde se llama.
Los registros son pocos y las variables muchas, así que alguien reparte.
Un buen mensaje señala el sitio en que la persona se equivocó.
El bytecode es código máquina para una máquina que no existe.
  `,
};
