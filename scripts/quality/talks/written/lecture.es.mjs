/** A lecture in Spanish with many digressions, written out as it might have been said; its form is told in ../../written-talks.mjs. Nothing is tuned on it. */
export const talk = {
  name: 'a lecture with digressions',
  language: 'es',
  charactersPerSecond: 15,
  script: `
# La invención del reloj mecánico | reloj | escape | campanas | monasterio
Buenos días a todos, veo que hoy somos menos, será por la lluvia.
La última vez nos quedamos en los monasterios, y alguien me preguntó al salir por qué un monje necesita saber la hora.
Pues mire usted, por el sueño.
* Los monjes rezaban siete veces al día, y la primera de ellas caía en plena noche.
Alguien tenía que quedarse despierto para despertar a los demás, y ese alguien, claro, se dormía.
* El reloj mecánico nació en los monasterios como un despertador que hacía sonar campanas y no tenía ni esfera ni agujas.
Yo tuve un tío sacristán, por cierto, que subía al campanario con el desayuno en el bolsillo.
Pero en fin, no nos perdamos.
* La pieza decisiva del reloj fue el escape, que deja caer la pesa a pequeños pasos en vez de hacerlo de golpe.
Ese tic tac que ustedes conocen es el escape, nada más.
* Los primeros relojes se equivocaban un cuarto de hora al día y había que ponerlos en hora con el sol.
Y a nadie le molestaba, que es lo bonito del asunto.
* Las ciudades del norte de Italia pagaron relojes de torre antes que escuelas.
De eso hay facturas, yo las he tenido en la mano en el archivo de Padua, con un frío que no les cuento.
# La hora de la ciudad y el trabajo | jornada | salario | campana del trabajo | mercaderes
Ahora bien, una vez que hay una torre que da las horas, el que manda en la torre manda en la gente.
* Hasta entonces la jornada de trabajo duraba de sol a sol, más larga en verano y más corta en invierno.
* Los mercaderes del textil impusieron una campana del trabajo para pagar el salario por horas iguales.
Le Goff tiene unas páginas preciosas sobre esto, léanlas, aunque sea en el autobús.
¿Y qué hicieron los tejedores?
Pues lo que haríamos todos, cortaron la cuerda.
* En varias ciudades de Flandes se castigaba con la muerte tocar la campana del trabajo para convocar una revuelta.
Esto me recuerda a una huelga de cuando yo era estudiante, en el setenta y seis, que pararon el reloj de la facultad.
Estuvo parado hasta el ochenta y dos.
Nadie llegó tarde a nada en seis años, oficialmente.
* Con la hora de la ciudad el tiempo se convirtió en algo que se podía comprar, vender y robar.
De ahí viene lo de perder el tiempo, que en latín clásico no se diría así.
* El salario por hora es, por tanto, cinco siglos más viejo que la fábrica.
Y con esto ya tienen ustedes la pregunta del examen, no digan que no les ayudo.
(3)
# El péndulo y la precisión | péndulo | galileo | huygens | minutero
Cuentan, y seguramente es mentira, que Galileo estaba en misa aburrido mirando una lámpara.
Las mejores ideas vienen de estar aburrido en misa.
* Galileo observó que un péndulo tarda casi lo mismo en cada vaivén, sea amplio o pequeño.
Casi, y en ese casi está todo.
* Huygens construyó en 1656 el primer reloj de péndulo, y el error bajó de quince minutos a quince segundos por día.
Sesenta veces mejor, de un año para otro, no sé si nos damos cuenta.
Es como si mañana los trenes, bueno, dejemos los trenes.
* Antes del péndulo los relojes no llevaban minutero, porque los minutos no significaban nada.
Fíjense en los cuadros de la época, esto es muy divertido, hay una sola aguja.
Mi mujer ya no quiere ir conmigo a los museos.
* El péndulo se alarga con el calor, y por eso los relojes atrasaban en verano.
La solución, que parece de bricolaje, fue colgar un tarro de mercurio.
* Un péndulo de un metro tarda un segundo en cada vaivén, y durante un tiempo se quiso definir así el metro.
Ya volveremos sobre el metro en mayo, si llegamos.
# El problema de la longitud en el mar | longitud | harrison | cronómetro | barcos
En octubre de 1707 cuatro barcos ingleses se estrellaron contra unas rocas que, según sus mapas, estaban en otro sitio.
* Para conocer la longitud, un barco necesita saber qué hora es en el puerto del que salió.
Parece una tontería, ¿verdad?
Uno mira el sol, sabe que es mediodía aquí, y si sabe que en Londres son las tres, pues ya está, resta y multiplica.
* Un error de un minuto en el reloj equivale a casi treinta kilómetros en el ecuador.
Y ningún péndulo funciona en una cubierta que se mueve, eso ya se lo imaginan.
* El Parlamento británico ofreció veinte mil libras a quien encontrara la longitud con medio grado de error.
Se presentaron todos los locos de Europa.
Uno propuso usar perros, se lo juro, perros heridos con un polvo mágico, Eco lo cuenta en una novela.
* John Harrison, un carpintero sin estudios, tardó más de treinta años en construir un cronómetro que cabía en la mano.
Y le hicieron esperar el dinero hasta que fue un anciano, que es lo que pasa cuando los jueces del premio también concursan.
* El cronómetro de Harrison perdió cinco segundos en un viaje de dos meses a Jamaica.
Cinco segundos, en un barco de madera, con aquel balanceo.
A mí se me para el móvil al subir al tren.
(2)
# Los husos horarios | husos | ferrocarril | meridiano | hora oficial
Hemos dicho trenes dos veces, así que vamos a pagar la deuda.
* Todavía en 1850 cada pueblo tenía su propia hora, y entre Cádiz y Barcelona había media hora de diferencia.
No importaba, porque nadie iba de Cádiz a Barcelona en menos de una semana.
* El ferrocarril necesitaba una hora común, porque dos trenes en la misma vía con horas distintas acaban chocando.
Y chocaron, hay constancia.
* En 1884 veinticinco países acordaron en Washington que el meridiano cero pasara por Greenwich.
Los franceses se abstuvieron, naturalmente.
Durante treinta años llamaron a la hora oficial hora de París retrasada nueve minutos y veintiún segundos, con tal de no decir Greenwich.
Yo eso lo encuentro admirable.
* España vive desde 1940 con un huso horario que no le corresponde por su meridiano.
Por eso cenamos a las diez, no por el flamenco.
* Los husos horarios son una decisión política, y por eso China entera tiene una sola hora.
Bueno, y con China se nos acaba a nosotros la nuestra, que ya están entrando los de Derecho.
La semana que viene, relojes atómicos, y traigan leído el capítulo cuatro.
`,
};
