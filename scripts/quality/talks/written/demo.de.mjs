/** A live demo in German, written out as it might have been said; its form is told in ../../written-talks.mjs. Nothing is tuned on it. */
export const talk = {
  name: 'a live demo',
  language: 'de',
  charactersPerSecond: 14,
  script: `
# Die Wetterstation auf dem Balkon | wetterstation | sensor | balkon
Moin, ich bin der Jens, und das Ding hier vorne auf dem Tisch, das so hässlich blinkt, ist meine Wetterstation.
Die hängt normalerweise bei mir auf dem Balkon im vierten Stock.
* Der Sensor misst Temperatur, Luftfeuchte und Luftdruck und kostet keine zehn Euro.
Ich hab die Kiste heute Morgen abgeschraubt, meine Frau denkt, ich bin beim Zahnarzt.
* Alle dreißig Sekunden schickt die Wetterstation eine Nachricht mit vier Zahlen über das WLAN.
Mehr kann sie nicht, mehr soll sie auch nicht.
Wir bauen jetzt zusammen eine kleine Anwendung, die das empfängt, speichert und hübsch macht.
Und zwar live, ohne Netz und doppelten Boden, also seid nett zu mir.
* Der Akku der Station hält ungefähr fünf Wochen, wenn der Sensor zwischen zwei Messungen schläft.
Das war am Anfang nicht so, da waren's zwei Tage.
(4)
# Nachrichten empfangen mit einem Broker | broker | nachrichten | abonnieren | mqtt
So, Terminal auf.
Ich starte mal den Broker, der läuft in einem Container, das habe ich vorbereitet.
* Ein Broker nimmt Nachrichten von Geräten an und verteilt sie an alle, die sich dafür interessieren.
Wer das noch nie gesehen hat, das ist im Grunde ein schwarzes Brett.
Die Station heftet einen Zettel dran, und wer will, der liest ihn.
(5)
Okay, tut sich nichts.
Ach so, falscher Port, klar.
(6)
Da, seht ihr, da kommt die erste, neunzehn Komma vier Grad, das ist der Saal hier.
* Jede Nachricht hat ein Thema, und abonnieren kann man auch ganze Zweige von Themen mit einem Kreuz.
Ich abonniere jetzt also Balkon, Schrägstrich, Raute, und dann kriege ich alles vom Balkon.
* Mit der Qualitätsstufe eins kommt jede Nachricht mindestens einmal an, manchmal aber auch zweimal.
Das merkt euch bitte, da kommen wir nachher noch hin.
* Wenn ein Gerät verschwindet, veröffentlicht der Broker für es einen letzten Willen.
Heißt wirklich so, hab ich mir nicht ausgedacht.
Ich zieh mal den Stecker.
(8)
Und jetzt, zack, da steht es, offline.
(3)
# Messwerte in einer Zeitreihe speichern | zeitreihe | datenbank | tabelle | postgres
Schön, aber nach dem Neustart wäre jetzt alles weg, das wollen wir natürlich nicht.
Also brauchen wir irgendwas, wo das reinkommt.
* Für Messwerte reicht eine einfache Tabelle in Postgres, eine besondere Datenbank für Zeitreihen braucht man selten.
Da werden mir jetzt einige widersprechen, gern hinterher beim Bier.
Ich leg die mal an, create table, Zeit, Station, Größe, Wert, fertig.
(4)
* Der Schlüssel der Tabelle besteht aus Station, Größe und Zeit, und damit sind doppelte Nachrichten kein Problem mehr.
Weil, dann sagt die Datenbank einfach, hab ich schon, danke.
Genau das meinte ich vorhin mit dem zweimal.
* Bei vier Werten alle dreißig Sekunden sammelt eine Zeitreihe in einem Jahr gut vier Millionen Zeilen.
Klingt viel, ist aber nix.
* Ein Index nach Zeitblöcken ist in Postgres tausendmal kleiner als ein gewöhnlicher Index.
Den nehmen wir, der heißt brin, da muss ich auch immer nachschauen, wie man den schreibt.
(7)
Jetzt hab ich mich vertippt.
So.
Zwölf Zeilen drin, dreizehn, vierzehn, läuft.
# Ein Diagramm im Browser | diagramm | browser | kurve | zeichnen
Zahlen gucken ist langweilig, ich will eine Kurve haben.
Ich mach mal einen Browser auf, Moment, der ist auf dem anderen Bildschirm.
* Für ein Diagramm braucht man keine Bibliothek, ein Pfad in SVG und zwanzig Zeilen reichen aus.
Ich weiß, ich weiß, ihr habt alle eine Lieblingsbibliothek.
* Der Browser bekommt neue Messwerte über eine offene Verbindung geschickt und muss nicht jede Sekunde fragen.
(3)
Die Kurve steht auf dem Kopf.
Das ist ein Klassiker, in SVG geht y nach unten, passiert mir jedes Mal.
* Wer tausend Punkte auf dreihundert Pixel zeichnen will, sollte für jeden Pixel Minimum und Maximum behalten.
Sonst verschwinden einem nämlich genau die Spitzen, die man sehen wollte.
(4)
Minus davor, neu laden, und da haben wir's.
Das hier, dieser Buckel, das war ich, als ich draufgehaucht hab.
* Ein Diagramm ohne Einheit an der Achse ist Dekoration.
Hat mein Physiklehrer immer gesagt, und er hatte recht.
(2)
# Eine Warnung bei Frost | warnung | frost | schwelle | benachrichtigung
Letzter Baustein, und dafür hab ich das Kühlspray mitgebracht.
Meine Tomaten sind mir letztes Jahr erfroren, das war der eigentliche Grund für das Ganze.
* Eine Warnung vor Frost muss kommen, bevor es friert, also wenn die Temperatur schnell auf null Grad zugeht.
Nicht erst, wenn's zu spät ist.
* Aus den letzten zwanzig Messwerten lässt sich eine Gerade legen, und die Gerade sagt, wann der Frost da ist.
Das ist kein maschinelles Lernen, das ist achte Klasse.
(5)
So, ich sprüh mal.
(6)
Kommt, kommt, kommt, na los.
Da, mein Handy hat gebrummt, habt ihr's gehört?
* Damit die Benachrichtigung nicht zehnmal kommt, merkt sich das Programm, dass es schon gewarnt hat, bis es wieder drei Grad warm ist.
Das nennt man Hysterese, klingt nach Arzt, ist aber nur ein Abstand zwischen zwei Schwellen.
* Eine Schwelle zum Einschalten und eine andere zum Ausschalten verhindern, dass eine Warnung flattert.
Die Tomaten haben dieses Jahr übrigens überlebt.
Den Code findet ihr bei mir im Netz, und ich muss jetzt leider schnell nach Hause, bevor jemand merkt, dass das Ding fehlt.
`,
};
