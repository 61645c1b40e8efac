/** Talks in German that nothing was tuned on. Its form is told in ../../talk-maker.mjs. */
export const corpus = {
  charactersPerSecond: 14,
  contractions: [
    [/\b(mit|von|bei|an|zu|nach|aus) (?:der|das) (?=\p{Lu})/gu, '$1 dem '],
    [/\b(mit|von|bei|an|zu|nach|aus|wegen) die (?=\p{Lu})/gu, '$1 der '],
    [/\b(über|um|auf|für|in) der (?=\p{Lu})/gu, '$1 den '],
  ],
  greetings: `
    Servus zusammen, ich bin die Lena, und ich steige direkt ein mit {title}.
    So, es ist neun Uhr, fangen wir an, und zwar mit {title}.
    Herzlich willkommen zu meinem Vortrag, am Anfang steht {title}.
  `,
  farewells: `
    Damit bin ich am Ende, lasst es euch schmecken.
    Vielen Dank, ihr wart ein tolles Publikum.
  `,
  announcements: `
    Sprechen wir nun über {title}.
    Ein paar Worte noch zu {title}.
    Jetzt kommt mein Lieblingsteil, {title}.
    Auf der Agenda steht jetzt {title}.
    Wenden wir uns dem nächsten Abschnitt zu, {title}.
    Lassen wir das so stehen und gehen über zu {title}.
    Damit komme ich zum dritten Kapitel, {title}.
    Schauen wir als Nächstes auf {title}.
    Wo wir gerade dabei sind, wir müssen über {title} reden.
    Jetzt wird es Zeit für {title}.
    Zum Abschluss noch ein paar Gedanken über {title}.
    Teil drei: {title}.
  `,
  questions: `
    Wie viele von euch haben schon mit {a} gearbeitet?
    Was hat es eigentlich mit {title} auf sich?
    Woher kommt denn {a}?
    Und wer muss sich überhaupt um {a} kümmern?
    Wie würdet ihr an {a} herangehen?
  `,
  falseCues: `
    Gehen wir noch mal kurz ins Terminal.
    Dann tippe ich jetzt mein Passwort ein, bitte wegschauen.
    Jetzt scrollen wir mal ganz nach unten.
    Und nun müsste es grün werden.
    Der letzte Punkt auf der Folie ist nur ein Scherz.
    Als Erstes muss ich mein Netzteil einstecken.
    Achtet jetzt mal auf die rechte untere Ecke.
  `,
  references: `
    {a} kennt ihr ja noch vom Anfang des Vortrags.
    Das erinnert mich an {a}, da ging es uns ganz genauso.
    Verglichen mit {a} ist der Aufwand für {b} gering.
    {a} hatten wir heute schon, und hier zahlt es sich aus.
    In der Pause hat jemand gefragt, ob {a} nicht {b} überflüssig macht.
  `,
  asides: `
    Geht das Mikrofon noch?
    Die Folie ist ein bisschen voll, ich weiß.
    Mein Chef schaut im Stream zu, also muss ich aufpassen.
    Das ergibt gleich Sinn, habt noch etwas Geduld.
    Das habe ich auf die harte Tour gelernt.
    So jemanden gibt es in jeder Firma.
    Im Chat schreibt gerade jemand, dass man mich nicht hört.
    Auf die Frage komme ich am Ende zurück, wenn das in Ordnung ist.
    Ihr lacht, aber das ist wirklich passiert.
    Ich mache das seit fünfzehn Jahren und schlage es immer noch nach.
    Das hätte uns auch meine Oma sagen können.
    Darüber haben wir bis zwei Uhr nachts gestritten.
    Ihr dürft mir gern widersprechen, das tun viele.
    Ich trinke mal kurz einen Schluck.
    Das lese ich euch jetzt nicht alles vor.
    So etwas merkt man immer erst, wenn es zu spät ist.
    Nun könnte man sagen, das ist doch selbstverständlich.
    Das ist eine lange Geschichte, die gibt es beim Bier.
    Ist das so weit verständlich?
    Gestern im Hotel hat es noch funktioniert, ehrlich.
    Diesen Teil finde ich wirklich schön.
    Der Name ist furchtbar, da gebe ich euch recht.
    Nehmt das bitte nicht zu wörtlich.
    Das könnt ihr morgen gleich ausprobieren.
  `,
  frames: `
    Angefangen haben wir mit {a}, weil das alle so gemacht haben.
    {a} und {b} sind zwei Seiten derselben Medaille.
    ~ Achtet mal darauf, was hier mit {a} passiert.
    Meiner Meinung nach wird {a} überschätzt.
    Was {a} kostet, steht in keinem Budget.
    Solange {a} funktioniert, redet niemand darüber.
    Ehrlich gesagt hat mir {a} mehr graue Haare beschert als {b}.
    In der ersten Version fehlte {a}, und die Leute haben sich beschwert.
    Über {a} könnte man ein ganzes Buch schreiben.
    Wer {a} verstanden hat, dem fällt der Rest leicht.
    Müsste ich zwischen {a} und {b} wählen, wüsste ich, was ich nehme.
    Unser Praktikant hat {a} innerhalb einer Woche ersetzt.
    ~ Es gibt gute Gründe, auf {a} zu verzichten, zwei davon nenne ich euch.
    Hinter {a} steckt immer ein Mensch, dem das wichtig ist.
    Am meisten hat mich überrascht, wie {b} auf {a} wirkt.
    Früher oder später stolpert jeder über {a}.
    Es lohnt sich, früh in {a} zu investieren.
    Auf {a} gehört eigentlich ein Warnhinweis.
    Die Hälfte der Fehlermeldungen betraf {a}.
    Fairerweise muss man sagen, dass {a} in den letzten zwei Jahren viel besser geworden ist.
    Seit wir {b} los sind, ist {a} viel einfacher.
    Eine Kollegin von mir hat zu {a} einen ganzen Kurs gehalten.
    Fasst {a} nicht an, bevor ihr einen Plan für {b} habt.
    Fast keiner liest etwas über {a}, bevor er damit anfängt.
    Für kleine Teams reicht {a} völlig aus.
    Der Unterschied zwischen {a} und {b} ist fein, aber wichtig.
  `,
  topics: `
# Container
Images | Schichten | das Dockerfile | Volumes | die Laufzeitumgebung | Namensräume | die Registry | Basisimages | mehrstufige Builds | Portfreigaben | der Einstiegspunkt | die Imagegröße | Compose-Dateien | Root-Rechte
Ein Container ist ein normaler Prozess, der glaubt, allein auf der Maschine zu sein.
Jede Anweisung im Dockerfile legt eine neue Schicht auf das Image.
Was sich selten ändert, gehört nach oben, dann kann der Build die Schichten wiederverwenden.
~ Alles, was drinnen geschrieben wird, ist beim Stoppen weg, außer man hat ein Volume.
Normalerweise läuft der Prozess als Root, und das wollt ihr nicht.
Ein mehrstufiger Build lässt den Compiler zurück und liefert nur das Programm aus.
Unser Image schrumpfte von über einem Gigabyte auf achtzig Megabyte.
Namensräume verstecken die anderen Prozesse, Kontrollgruppen begrenzen den Speicher.
Nagelt das Basisimage auf seinen Digest fest.
Mit Compose startet man den ganzen Stapel auf dem Laptop.

# Schnittstellenentwurf
Endpunkte | die Paginierung | die Versionierung | Statuscodes | Fehlermeldungen | idempotente Anfragen | Ressourcennamen | Ratenbegrenzung | das OpenAPI-Dokument | inkompatible Änderungen | Abfrageparameter | die Antwort | Clientbibliotheken | die Abkündigung
Eine Schnittstelle kann man nicht zurücknehmen, sobald Leute sich darauf verlassen.
Nehmt Hauptwörter für die Ressourcen und lasst die HTTP-Methode das Verb sein.
Wer mit Offset blättert, überspringt Zeilen, wenn jemand dazwischen einfügt.
Vierhundert heißt, ihr habt etwas falsch gemacht, fünfhundert heißt, wir waren es.
Eine Fehlermeldung sagt, was passiert ist und was man tun kann.
Ein Feld hinzuzufügen ist verträglich, eines umzubenennen nicht.
Ein Put darf man zweimal schicken, ein Post nicht.
Schreibt zuerst das OpenAPI-Dokument und erzeugt die Clientbibliotheken daraus.
Kündigt eine Abkündigung mindestens ein Jahr vorher an.
Zu einer Ratenbegrenzung gehört ein Header, der sagt, wann man es wieder versuchen darf.

# Nebenläufigkeit
Wettlaufsituationen | Sperren | Verklemmungen | der Threadpool | atomare Operationen | geteilter Zustand | asynchrone Funktionen | Kanäle | der Scheduler | Mutexe | Kontextwechsel | parallele Schleifen | Aktoren | Unveränderlichkeit
Zwei Threads, die denselben Zähler erhöhen, verlieren manche der Erhöhungen.
~ Eine Sperre sorgt dafür, dass immer nur einer drin ist.
Bei einer Verklemmung warte ich auf dich und du auf mich.
Nehmt die Sperren immer in derselben Reihenfolge.
Nebenläufigkeit ist Struktur, Parallelität heißt gleichzeitig rechnen.
Ein Thread kostet ungefähr ein Megabyte für seinen Stapel, eine Koroutine ein paar hundert Byte.
Unveränderliche Werte darf jeder ohne Sperre lesen.
~ Der Fehler trat einmal in zehntausend Läufen auf und nie im Debugger.
Wer einen Thread des Pools mit einer langsamen Platte blockiert, lässt alle anderen hungern.
Der Scheduler entscheidet, wer als Nächster auf den Prozessor darf.

# Volltextsuche
der invertierte Index | die Relevanz | Wortstämme | Stoppwörter | Synonyme | die Tippfehlertoleranz | das Ranking | Facetten | das Suchfeld | Analysatoren | Embeddings | Hervorhebungen | die Suchanfrage | Trefferlisten
Ein invertierter Index merkt sich zu jedem Wort, in welchen Dokumenten es vorkommt.
Die Leute tippen drei Wörter, eines davon falsch, und erwarten die richtige Antwort ganz oben.
Beim Stemming wird aus liefen und läuft derselbe Stamm, jedenfalls im Idealfall.
Seltene Wörter sagen mehr über ein Dokument als häufige.
Wer ein Wort hundertmal wiederholt, ist nicht hundertmal so relevant.
Synonyme muss jemand pflegen, der die Kunden kennt.
Mit Facetten kommt man von zehntausend Treffern auf zwölf.
Embeddings finden Texte, die dasselbe meinen, ohne ein Wort zu teilen.
Deutsche Komposita muss man für die Suche zerlegen.
Messt die Relevanz mit echten Suchanfragen aus dem Protokoll.

# Datum und Uhrzeit
Zeitzonen | die Sommerzeit | Zeitstempel | Schaltsekunden | die Weltzeit | der Kalender | ISO-Zeichenketten | die Systemuhr | Zeitspannen | Geburtstage | die Ortszeit | Cronjobs | die monotone Uhr | die Zeitzonendatenbank
Es gibt einen Tag mit dreiundzwanzig Stunden und einen mit fünfundzwanzig.
Speichert Zeitpunkte in Weltzeit und rechnet sie erst bei der Anzeige um.
Ein Termin um neun in Berlin ist kein Zeitpunkt, sondern eine Regel.
Samoa hat im Jahr zweitausendelf einen ganzen Tag übersprungen.
Die Zeitzonendatenbank ändert sich ungefähr zehnmal im Jahr.
Zeitspannen misst man mit der monotonen Uhr, weil die Wanduhr springt.
Ein Geburtstag hat keine Zeitzone.
Cronjobs um halb drei in der Nacht laufen an manchen Sonntagen zweimal oder nie.
ISO-Zeichenketten lassen sich alphabetisch sortieren.
Einen Monat zum einunddreißigsten Januar zu addieren ist Geschmackssache.

# Altlasten im Code
Refactoring | technische Schulden | die Neuentwicklung | Charakterisierungstests | Nahtstellen | toter Code | die ursprünglichen Autoren | alte Frameworks | das Würgefeigenmuster | Abhängigkeiten | Kopfwissen | auskommentierter Code | globale Variablen | der Monolith
Altcode ist Code, der Geld verdient und den keiner zu ändern wagt.
Die große Neuentwicklung ist seit drei Jahren in sechs Monaten fertig.
Bevor ihr etwas ändert, haltet fest, was es heute tut.
Ein Charakterisierungstest fragt nicht, was richtig ist, sondern was ist.
An einer Nahtstelle kann man Verhalten ändern, ohne dort zu editieren.
Ersetzt den Monolithen Stück für Stück hinter einem Proxy.
Löscht toten Code, die Historie hebt ihn für euch auf.
~ Wer das geschrieben hat, hatte Gründe, vielleicht gelten sie noch.
Wir fanden einen Kommentar von neunzehnhundertachtundneunzig, in dem vorläufig stand.
Benennt Dinge um, sobald ihr sie versteht.

# Freie Software pflegen
Maintainer | Beitragende | der Issue-Tracker | Lizenzen | Erstbeiträge | Überlastung | Sponsoren | die Readme | Veröffentlichungen | Sicherheitsmeldungen | die Führung des Projekts | ein Fork | das Änderungsprotokoll | Funktionswünsche
Das halbe Internet hängt an einer Bibliothek, die ein Mensch nachts pflegt.
Ein Issue ohne Schritte zum Nachstellen ist ein Wunsch.
Ein guter Erstbeitrag hat ein klares Ende und jemanden, der Fragen beantwortet.
Nein zu Funktionswünschen zu sagen ist die wichtigste Fähigkeit eines Maintainers.
Die Lizenz bestimmt, was Firmen mit eurer Arbeit tun dürfen.
Sagt die Readme nicht, wozu das gut ist, sind die Leute nach zehn Sekunden weg.
Sponsoren zahlen den Kaffee, aber selten die Miete.
Für Sicherheitsmeldungen braucht es eine vertrauliche Adresse.
Ein Fork ist keine Beleidigung, sondern ein Recht.
Überlastung kündigt sich nicht an, gebt früh jemand Zweitem die Schlüssel.

# Reguläre Ausdrücke
Muster | Fanggruppen | Backtracking | Quantoren | Zeichenklassen | Anker | Vorausschau | gieriges Verhalten | die Regex-Maschine | Maskierungszeichen | Alternativen | die Prüfung von E-Mail-Adressen | Schalter | benannte Gruppen
Manche haben ein Problem und denken, ich nehme reguläre Ausdrücke.
Ein Stern ist gierig, er nimmt, so viel er bekommen kann.
~ Mit einem Fragezeichen dahinter wird der Quantor genügsam.
Verschachtelte Quantoren können bei dreißig Zeichen jahrelang zurückspringen.
Anker treffen eine Stelle und kein Zeichen.
Benannte Gruppen machen aus Zeichensalat etwas Lesbares.
~ Zerlegt damit kein HTML, ich habe euch gewarnt.
Die Vorausschau blickt nach vorn, ohne etwas zu verbrauchen.
Eine E-Mail-Adresse prüft man, indem man eine Mail schickt.
Ohne den Unicode-Schalter zählt ein Emoji doppelt.

# Umgang mit Störungen
der Pager | die Einsatzleitung | Nachbesprechungen | die Statusseite | Handlungsanweisungen | Schweregrade | der Ausfall | Ursachen | die Eskalation | der Krisenraum | die Fehlerkultur | der zeitliche Ablauf | Gegenmaßnahmen | Kundeninformation
Um drei Uhr nachts ist niemand klug, also muss es die Handlungsanweisung sein.
Zuerst die Blutung stillen, dann die Ursache suchen.
Eine Person leitet den Einsatz, und diese Person tippt nicht.
Schreibt auf, was ihr tut, und die Uhrzeit dazu.
Die Statusseite muss auf anderer Technik laufen als das Produkt.
Eine Nachbesprechung fragt nach dem Wie und nicht nach dem Wer.
Es gibt nie nur eine Ursache.
Sagt den Kunden innerhalb einer Viertelstunde etwas, auch wenn ihr nichts wisst.
Zweimal im Jahr proben wir den Ausfall an einem sonnigen Mittwoch.
Maßnahmen sind wertlos, wenn niemand sie einplant.

# Maschinelles Lernen
Trainingsdaten | das Modell | Überanpassung | Merkmale | die Verlustfunktion | das Gradientenverfahren | Labels | die Kosten der Vorhersage | die Validierungsmenge | neuronale Netze | Verzerrungen | Hyperparameter | die Konfusionsmatrix | schleichende Veränderung
Ein Modell ist nur so gut wie die Beispiele, die es gesehen hat.
~ Ist es auf den Trainingsdaten perfekt, dann werdet misstrauisch.
Legt die Validierungsmenge in die Schublade und schaut sie einmal an.
Das Gradientenverfahren läuft im Nebel bergab, in tausend Dimensionen.
Acht Prozent unserer Labels waren falsch.
Die Genauigkeit sagt nichts, wenn eine Klasse neunundneunzig Prozent ausmacht.
Die Konfusionsmatrix zeigt, welche Fehler gemacht werden.
Die Welt ändert sich, und die Vorhersagen werden schlechter.
Die meiste Arbeit ist das Putzen der Daten.
Eine lineare Regression ist als Vergleich schwer zu schlagen.

# Die Kommandozeile
Pipes | die Shell | die Standardausgabe | Umgebungsvariablen | Aliasse | der Exit-Status | Platzhalter | Grep | die Befehlshistorie | Argumente | Shellskripte | der Terminalemulator | Anführungszeichen | Handbuchseiten
Eine Pipe verbindet die Ausgabe des einen Programms mit der Eingabe des nächsten.
Programme, die eine Sache gut machen, lassen sich von Fremden kombinieren.
Setzt Variablen in Anführungszeichen, sonst verdirbt euch ein Leerzeichen den Tag.
Mit Steuerung R sucht man rückwärts in der Historie.
Fehler gehören auf die Fehlerausgabe, damit sie nicht in der Datei landen.
Ein Exit-Status von null heißt, alles ging gut.
Die Shell löst den Stern auf, bevor das Programm ihn sieht.
Ich habe einen Alias für alles, was länger ist als fünf Buchstaben.
Die Handbuchseite ist lang, weil sie seit neunzehnhundertneunundsiebzig jede Frage beantwortet.
Umgebungsvariablen erben alle Kindprozesse.

# Verschlüsselung
öffentliche Schlüssel | private Schlüssel | Zertifikate | Chiffren | Zufallszahlen | digitale Signaturen | der Schlüsselaustausch | TLS | Hashfunktionen | Ende-zu-Ende-Verschlüsselung | die Schlüsselrotation | Seitenkanäle | Zertifizierungsstellen | Quantencomputer
Erfindet niemals eine eigene Chiffre, auch nicht zum Spaß.
Mit dem öffentlichen Schlüssel kann jeder die Kiste zusperren, nur der private öffnet sie.
Eine Signatur beweist, wer etwas geschrieben hat.
Zertifikate laufen am Wochenende ab, nachdem der Zuständige gekündigt hat.
Schlechte Zufallszahlen haben mehr Systeme gebrochen als schlechte Mathematik.
Beim Schlüsselaustausch einigen sich zwei Fremde vor aller Augen auf ein Geheimnis.
Hashfunktionen gehen nur in eine Richtung.
Ende zu Ende heißt, dass der Server in der Mitte nur Rauschen sieht.
Geheimnisse zu vergleichen muss immer gleich lange dauern.
Was heute aufgezeichnet wird, lesen vielleicht in fünfzehn Jahren Quantencomputer.

# Mobile Apps
App-Stores | Push-Nachrichten | der Offlinebetrieb | die Akkulaufzeit | die native Hülle | Gesten | Bildschirmgrößen | App-Berechtigungen | die Hintergrundsynchronisierung | Deep Links | Absturzberichte | Betatester | die Startzeit | In-App-Käufe
Eine Aktualisierung im App-Store dauert zwischen zwei Stunden und zwei Wochen.
Die Leute löschen euch, wenn ihr den Akku leert.
Geht davon aus, dass das Netz weg ist, und freut euch, wenn es da ist.
Fragt nach der Kamera, wenn man sie braucht, und nicht beim ersten Start.
Eine Push-Nachricht tippt jemandem auf die Schulter, also habt etwas zu sagen.
Jede Sekunde Startzeit kostet sieben Prozent der Nutzer.
Testet auf einem vier Jahre alten Telefon mit gesprungenem Bildschirm.
Der Daumen erreicht nur die untere Hälfte.
Absturzberichte werden nach ihrem Stapel gruppiert.
Betatester sind geduldig, aber nicht zweimal.

# Compilerbau
der Parser | der Lexer | Syntaxbäume | Token | Optimierungen | die Codeerzeugung | die Grammatik | die Zwischendarstellung | die Registerzuteilung | das Linken | die Fehlerbehandlung | das Inlining | die Symboltabelle | der Bytecode
Ein Compiler ist eine Funktion von Text nach Text mit starken Meinungen.
Der Lexer zerschneidet die Zeichen in Token.
Aus den Token baut der Parser einen Baum.
Beim rekursiven Abstieg gibt es für jede Regel der Grammatik eine Funktion.
Die Symboltabelle weiß, worauf sich jeder Name bezieht.
Nach dem Parsen geschieht das meiste auf einer Zwischendarstellung.
Inlining kopiert den Rumpf einer Funktion an die Aufrufstelle.
Register sind knapp, Variablen nicht, also muss jemand zuteilen.
Eine gute Fehlermeldung zeigt dahin, wo der Mensch falsch abgebogen ist.
Bytecode ist Maschinencode für eine Maschine, die es nicht gibt.
  `,
};
