/** Talks in German that chapters were tuned on. Its form is told in ../talk-maker.mjs. */
export const corpus = {
  charactersPerSecond: 15,
  contractions: [
    [/\b(mit|von|bei|an|zu|gegenüber) (?:der|das) (?=\p{Lu})/gu, '$1 dem '],
    [/\b(mit|von|bei|an|zu|gegenüber|wegen) die (?=\p{Lu})/gu, '$1 der '],
    [/\b(über|um|auf) der (?=\p{Lu})/gu, '$1 den '],
    [
      /\b([Bb]ei|[Zz]u|[Vv]on|[Aa]n) dem /gu,
      (_, word) => `${{ bei: 'beim', zu: 'zum', von: 'vom', an: 'am' }[word.toLowerCase()]} `,
    ],
  ],
  greetings: `
    Guten Morgen zusammen, schön, dass ihr da seid, heute geht es um {title}.
    Hallo und herzlich willkommen, ich bin Jonas und fange an mit {title}.
    Vielen Dank für die Einladung, mein erstes Thema ist {title}.
  `,
  farewells: `
    Das war's von mir, vielen Dank fürs Zuhören.
    Danke euch, und kommt gern mit Fragen zu mir an den Stand.
  `,
  announcements: `
    Kommen wir jetzt zu {title}.
    Das nächste Thema ist {title}.
    Als Nächstes möchte ich über {title} sprechen.
    Gut, dann machen wir weiter mit {title}.
    Jetzt wollen wir uns {title} anschauen.
    Und damit sind wir bei {title}.
    Der zweite große Punkt heute ist {title}.
    Reden wir über {title}.
    Ein weiteres Thema, das mir am Herzen liegt, ist {title}.
    So viel dazu, weiter geht es mit {title}.
    Ich habe euch noch etwas versprochen, nämlich {title}.
    Im letzten Teil geht es um {title}.
    Dann wechseln wir mal zu etwas ganz anderem, {title}.
  `,
  questions: `
    Aber wie geht man eigentlich mit {a} um?
    Und was ist mit {title}?
    Wer von euch hat schon einmal mit {a} gekämpft?
    Warum braucht man überhaupt {a}?
    Was macht man nun, wenn {a} im Weg steht?
  `,
  falseCues: `
    Jetzt schauen wir uns mal diese Zeile an.
    Als Nächstes drücke ich auf Enter.
    So, dann schiebe ich das Fenster mal nach links.
    Kommen wir kurz zurück zum Terminal.
    Und jetzt warten wir einen Moment.
    Zum Schluss erscheint hier eine Meldung.
    Das Zweite, was ihr hier seht, ist nur eine Warnung.
    Gut, ich zoome mal ein bisschen rein.
  `,
  references: `
    Das ist ein bisschen wie {a} von vorhin, nur eben für {b}.
    Ihr erinnert euch an {a}, die gleiche Idee kommt hier wieder.
    Wie ich vorhin bei {a} schon gesagt habe, haltet es klein.
    Man kann {b} natürlich auch mit {a} verbinden.
    Ich hatte {a} ja schon erwähnt, und da fragen viele, wie das zusammenpasst.
  `,
  asides: `
    Kann man das hinten lesen?
    Ich mache die Schrift mal ein bisschen größer.
    Ich muss zugeben, dass ich das selbst jahrelang falsch gemacht habe.
    Da war eine Frage, ja bitte.
    Das ist eine gute Frage, und die ehrliche Antwort ist, es kommt darauf an.
    Darüber haben wir einmal vier Stunden lang diskutiert.
    Meine Kollegen lachen heute noch darüber.
    Ich sehe, dass einige nicken, ihr kennt das also.
    Wenn ihr heute nur eine Sache mitnehmt, dann diese.
    Hand hoch, wem das schon einmal passiert ist.
    Die Folien stelle ich später online, ihr müsst nicht mitschreiben.
    Es war natürlich Freitagnachmittag.
    Entschuldigung, falsches Fenster.
    Die Technik mag mich heute nicht.
    Ich habe zwei Wochen gesucht, und am Ende war es ein einziges Zeichen.
    Im Internet steht überall das Gegenteil.
    Dazu gibt es einen tollen Artikel, den Link schicke ich herum.
    Das ist mein Lieblingsbeispiel.
    Ihr müsst mir das nicht glauben, probiert es zu Hause aus.
    Und das ist der Moment, in dem alle nervös werden.
    Wir liegen gut in der Zeit, also zeige ich euch noch ein Detail.
    In meiner alten Firma wollte das niemand anfassen.
    In der Wirklichkeit ist es immer unordentlicher als auf einer Folie.
    Ihr könnt mich jederzeit unterbrechen.
    Einen Augenblick, das Netz ist hier etwas langsam.
  `,
  frames: `
    ~ Das Schöne an der Sache ist, dass {a} klein anfangen kann.
    Wenn man sich {a} genauer ansieht, dann spielt auch {b} eine Rolle.
    Die meisten Teams machen bei {a} am Anfang einen Fehler.
    Wir haben einen ganzen Sprint lang an {a} gearbeitet, und es hat sich gelohnt.
    Wer nicht auf {a} achtet, bekommt irgendwann Ärger mit {b}.
    Ich empfehle immer, über {a} nachzudenken, bevor man Code schreibt.
    Ein typischer Fehler ist es, {a} mit {b} zu verwechseln.
    Bei uns hat {a} ungefähr zwei Tage im Monat gekostet.
    ~ Links seht ihr {a} und rechts {b}.
    ~ Ohne {a} bricht der ganze Ansatz zusammen.
    In der Dokumentation steht leider wenig über {a}.
    Neuen Leuten erkläre ich {a} am ersten Tag.
    ~ Und dann muss {a} zu {b} passen, sonst geht gar nichts.
    Bei {a} gibt es im Grunde zwei Denkschulen.
    ~ Hier rettet uns {a}, denn {b} allein reicht nicht.
    Wir haben {a} vorher und nachher gemessen, der Unterschied war riesig.
    Ein Kunde hat wegen {a} angerufen, und wir wussten von nichts.
    Der Trick ist, {a} von {b} fernzuhalten.
    Spannend wird es, sobald {a} auf {b} trifft.
    In fast jedem größeren Projekt findet ihr {a}.
    Ich war am Anfang skeptisch gegenüber {a}.
    Irgendjemand muss sich um {a} kümmern, sonst verfällt das.
    Mit {a} könnt ihr {b} endlich loswerden.
    Stellt euch {a} in einer Firma mit dreihundert Entwicklern vor.
    Viele unterschätzen, wie sehr {b} von {a} abhängt.
    Vor zehn Jahren war {a} etwas für Spezialisten.
    ~ Also haben wir ein kleines Skript, das jede Nacht {a} prüft.
    Jedes Mal, wenn sich {a} ändert, muss jemand {b} anpassen.
    Meine Faustregel für {a} lautet: so langweilig wie möglich.
  `,
  topics: `
# Git-Hooks
Hooks | Pre-Commit-Hooks | das Hook-Verzeichnis | Commit-Nachrichten | die Staging-Area | Shell-Skripte | das Linten | Husky | der Pre-Push-Hook | der Rückgabewert | Ticketnummern | das Git-Verzeichnis | ein Rebase | gemeinsame Hooks
In jedem Repository liegt ein Ordner mit Beispielen, den nie jemand öffnet.
Ein Hook ist einfach ein ausführbares Skript, das Git zu einem bestimmten Zeitpunkt aufruft.
Endet das Skript mit etwas anderem als null, lehnt Git den Commit ab.
Der Pre-Commit-Hook läuft, bevor man überhaupt die Nachricht eintippt.
Weil das Git-Verzeichnis nicht versioniert ist, wandern Hooks beim Klonen nicht mit.
~ Deshalb zeigen Werkzeuge wie Husky auf einen Ordner im Repository.
Mit no-verify kann man jeden Hook überspringen, er ist also eine Höflichkeit und keine Mauer.
Wer nur die vorgemerkten Dateien lintet, wartet beim Commit nicht lange.
Man kann in der ersten Zeile der Commit-Nachricht eine Ticketnummer verlangen.
Bei einem Rebase feuern die Hooks für jeden einzelnen Commit.

# Datenbankindizes
der Index | der Abfrageplaner | ein Full Table Scan | B-Bäume | die Where-Klausel | zusammengesetzte Indizes | der Ausführungsplan | die Selektivität | Schreibkosten | überdeckende Indizes | die Tabellenstatistik | die führende Spalte | langsame Abfragen | Tabellenzeilen
Ein Index ist eine sortierte Kopie weniger Spalten mit Verweisen auf die Zeilen.
~ Ohne ihn liest die Datenbank die ganze Tabelle von vorne bis hinten.
Mit Explain Analyze verrät der Planer, was er getan hat.
Ein zusammengesetzter Index auf Nachname und Vorname hilft nicht bei der Suche nach dem Vornamen.
Jedes Einfügen muss alle Indizes der Tabelle mitpflegen.
Hat eine Spalte nur zwei Werte, ignoriert der Planer den Index meistens.
B-Bäume bleiben flach, auch bei einer Milliarde Zeilen.
Nach einem großen Import ist die Statistik der Tabelle veraltet.
Ein überdeckender Index beantwortet die Abfrage, ohne die Tabelle anzufassen.
Wir haben elf unbenutzte Indizes gelöscht, und das Schreiben wurde doppelt so schnell.

# Typsysteme
statische Typen | die Typinferenz | Generics | Union-Typen | der Compiler | Nullprüfungen | strukturelle Typisierung | der Typ any | Laufzeitprüfungen | Type Guards | der Sprachserver | vollständige Fallunterscheidungen | Schnittstellen | Varianz
Ein Typ ist ein Versprechen darüber, welche Werte in einer Variablen stehen können.
Dank der Inferenz schreibt man kaum Annotationen, und der Compiler weiß trotzdem alles.
Strukturell heißt, dass zwei Typen zusammenpassen, wenn sie dieselbe Form haben.
Sobald jemand any schreibt, schaut der Compiler weg.
Generics sind Funktionen auf der Ebene der Typen.
Zur Laufzeit sind die Typen verschwunden, deshalb prüft man Daten von außen mit einem Schema.
Die strengen Nullprüfungen haben am ersten Nachmittag vierzig Fehler gefunden.
Eine Kundennummer darf nicht versehentlich als Bestellnummer durchgehen.
Bei einer Union mit Unterscheidungsmerkmal meldet der Compiler jeden vergessenen Fall.
~ Arrays sind hier kovariant, das ist bequem und falsch.

# Caching
der Cache | die Invalidierung | die Lebensdauer | die Trefferquote | Redis | veraltete Daten | der Cache-Schlüssel | der Ansturm | die Verdrängung | ein warmer Cache | HTTP-Header | Entity-Tags | Memoisierung | der Ursprungsserver
Ein Cache ist eine Wette darauf, dass bald jemand dieselbe Frage stellt.
Es gibt nur zwei schwierige Dinge, und die Invalidierung ist eines davon.
Ist die Lebensdauer zu lang, sehen die Leute veraltete Daten.
Läuft ein beliebter Schlüssel ab, treffen tausend Anfragen gleichzeitig den Ursprungsserver.
In den Schlüssel gehört alles, wovon die Antwort abhängt, auch die Sprache.
Was am längsten nicht benutzt wurde, wird zuerst verdrängt.
Mit Entity-Tags fragt der Browser, ob seine Kopie noch frisch ist.
Unsere Trefferquote stieg von sechzig auf fünfundneunzig Prozent.
Persönliche Daten haben in einem geteilten Cache nichts verloren.
Memoisierung ist Caching innerhalb einer Funktion.

# Automatisierte Tests
Unit-Tests | Integrationstests | wackelige Tests | Mocks | die Testabdeckung | Zusicherungen | Fixtures | die Testpyramide | Snapshot-Tests | End-to-End-Tests | der Testlauf | Testdaten | Mutationstests | rote Tests
Ein Test ist ein Beispiel dafür, wie der Code benutzt werden soll.
Unit-Tests sind schnell, aber sie sagen nicht, ob die Teile zusammenpassen.
Ein wackeliger Test ist schlimmer als keiner, weil alle lernen, einfach neu zu starten.
Wer alles mockt, testet am Ende nur seine Mocks.
Die Abdeckung zeigt, was nicht getestet ist, und sagt nichts über die Güte der Zusicherungen.
Beim Mutationstest wird der Code absichtlich verändert, und irgendein Test sollte rot werden.
Snapshots werden nach einer Weile nur noch abgenickt.
Haltet die Fixtures klein, damit man sieht, woher der erwartete Wert kommt.
Unsere End-to-End-Tests dauerten fünfzig Minuten, also ließ sie vor dem Mergen niemand laufen.
Testdaten aus der Produktion sind ein Problem für den Datenschutz.

# Deployment
die Pipeline | ein Rollback | Blue-Green-Deployments | Feature-Flags | Canary-Releases | die Staging-Umgebung | Build-Artefakte | Release-Notes | Datenbankmigrationen | der Health-Check | Ausfallzeiten | der Release-Branch | Container-Images | die Konfiguration
Wir liefern dreißigmal am Tag aus, und keiner hält mehr die Luft an.
Ein Canary bekommt fünf Prozent des Verkehrs, bevor es alle bekommen.
Mit Feature-Flags trennt man das Ausliefern vom Einschalten.
Beim Blue-Green-Deployment läuft die alte Version weiter, bis die neue gesund ist.
Baut das Artefakt einmal und schiebt dasselbe Image durch alle Umgebungen.
Migrationen müssen mit der alten und der neuen Version zurechtkommen.
Ein Rollback, den man nie geübt hat, ist nur eine Theorie.
Der Health-Check soll rot werden, wenn die Datenbank nicht erreichbar ist.
Staging ist nie ganz wie die Produktion.
Die Konfiguration gehört in die Umgebung und nicht ins Image.

# Barrierefreiheit
Screenreader | Alternativtexte | die Tastaturbedienung | der Fokusrahmen | der Farbkontrast | ARIA-Attribute | semantisches HTML | Überschriften | Formularbeschriftungen | die Tab-Reihenfolge | Untertitel | Sprunglinks | Live-Regionen | blinde Menschen
Etwa jeder sechste Mensch lebt mit einer Behinderung.
Einen Knopf aus einem Div erreicht man mit der Tastatur nicht.
Wer den Fokusrahmen entfernt, lässt Leute mit Tastatur im Dunkeln stehen.
Die erste Regel von ARIA lautet, kein ARIA zu benutzen, wenn es ein passendes Element gibt.
Mit dem Screenreader springt man von Überschrift zu Überschrift.
Text braucht einen Kontrast von mindestens vier Komma fünf zu eins.
Ein Alternativtext sagt, wozu das Bild da ist.
Ein Platzhalter ersetzt keine Beschriftung.
Live-Regionen melden Änderungen, ohne den Fokus zu verschieben.
Benutzt eure eigene Seite einmal zehn Minuten ohne Maus.

# WebSockets
der Handshake | die offene Verbindung | Wiederverbindungen | der Heartbeat | Räume | Broadcasts | der Upgrade-Header | der Gegendruck | Sticky Sessions | die Reihenfolge der Nachrichten | Long Polling | der Load Balancer | Socket-Ereignisse | verpasste Nachrichten
Ein WebSocket beginnt als ganz normale HTTP-Anfrage mit einem Upgrade-Header.
Nach dem Handshake dürfen beide Seiten senden, wann sie wollen.
Telefone verlieren in jedem Tunnel die Verbindung, also muss das Wiederverbinden langweilig sein.
Ein Heartbeat alle zwanzig Sekunden hält Proxys davon ab, die Leitung zu schließen.
Der Client muss nach den Nachrichten fragen, die er verpasst hat.
Bei mehreren Servern braucht es etwas, das einen Broadcast weiterträgt.
Liest ein Client langsamer, als man sendet, wächst der Speicher, bis der Prozess stirbt.
Ein Raum ist nichts als eine Menge von Socket-Nummern.
Tausend Clients, die in derselben Sekunde zurückkommen, sehen aus wie ein Angriff.
Für Long Polling braucht man Sticky Sessions.

# Speicherverwaltung
der Garbage Collector | der Heap | Speicherlecks | Referenzen | Closures | der Stack | Heap-Snapshots | die Allokation | die junge Generation | schwache Referenzen | Event-Listener | die Pausenzeiten | Referenzzähler | tote Objekte
Objekte leben auf dem Heap, lokale Variablen auf dem Stack.
Der Collector gibt frei, was von den Wurzeln aus nicht mehr erreichbar ist.
~ Ein Speicherleck ist hier eine Referenz, die man vergessen hat.
Event-Listener, die niemand entfernt, sind der Klassiker.
Macht einen Snapshot, tut das Ding zehnmal, macht noch einen und vergleicht.
Die meisten Objekte sterben jung, deshalb wird die junge Generation ständig aufgeräumt.
Eine WeakMap hält ihre Schlüssel nicht am Leben.
Closures halten mehr fest, als man denkt, manchmal die ganze Antwort.
Die langen Pausen kamen von einem vier Gigabyte großen Heap.
Ein Referenzzähler kommt mit Zyklen nicht zurecht.

# CSS-Layout
Grid | Flexbox | Media Queries | Container Queries | Außenabstände | das Boxmodell | die Spezifität | der Stapelkontext | CSS-Variablen | das Viewport | absolute Positionierung | die Zeilenhöhe | responsives Design | Überlauf
Zwanzig Jahre lang haben wir mit Floats und Tabellen gebaut, weil es nichts Besseres gab.
Flexbox ist für eine Dimension und Grid für zwei.
Mit Container Queries passt sich eine Karte dem Platz an, den sie bekommt.
Außenabstände fallen senkrecht zusammen, das überrascht jeden genau einmal.
Mit Border-Box bedeutet die Breite das, was man erwartet.
Ein z-index von neuntausend hilft nicht, wenn das Elternelement einen eigenen Stapelkontext hat.
CSS-Variablen vererben sich, ein dunkles Design ist also eine Handvoll Zeilen.
Der Kampf um die Spezifität endet mit Layern.
Waagerechte Scrollbalken kommen meist von einem einzigen zu breiten Element.
Die Zeilenhöhe gibt man ohne Einheit an.

# Code-Reviews
Pull-Requests | Reviewer | Kommentare | kleine Diffs | die Freigabe | der Autor | Kleinigkeiten | Checklisten | Zuständigkeiten | der Merge-Knopf | die Durchlaufzeit | Pair Programming | Styleguides | die Ermüdung
Ein Reviewer findet ungefähr einen Fehler auf zwanzig Zeilen, bis etwa zweihundert Zeilen.
~ Danach schreibt er sieht gut aus und geht essen.
Kleine Diffs werden in einer Stunde angesehen, große liegen tagelang.
Stellt Fragen, statt Anweisungen zu geben.
Über Formatierung soll sich eine Maschine beschweren, damit Menschen über den Entwurf reden.
Wenn ein Kommentar eine Kleinigkeit ist, dann schreibt das dazu.
Der Autor sollte seinen Pull-Request als Erster lesen.
Wer für einen Ordner zuständig ist, wird automatisch benachrichtigt.
Pair Programming ist ein Review, das beim Schreiben stattfindet.
Durch Reviews verteilt sich auch das Wissen im Team.

# Beobachtbarkeit
strukturierte Logs | Metriken | Traces | Dashboards | Alarme | das Fehlerbudget | Perzentile | Spans | die Kardinalität | die Rufbereitschaft | der Agent | das Sampling | Service-Level-Ziele | Korrelations-IDs
Was man nicht sieht, kann man nicht reparieren.
Logs sagen, was passiert ist, Metriken, wie oft, und Traces, wo die Zeit blieb.
Ein Mittelwert versteckt alles, schaut auf das neunundneunzigste Perzentil.
Jeder Alarm sollte etwas sein, bei dem ein Mensch handeln muss.
Eine Korrelations-ID verbindet die Logzeilen einer Anfrage über zehn Dienste hinweg.
Zu viele Labels sprengen die Zeitreihendatenbank.
Ein Span hat einen Anfang, eine Dauer und einen Vorgänger.
Das Fehlerbudget macht aus dem Streit über Zuverlässigkeit eine Rechenaufgabe.
Wir behalten ein Prozent der Traces, aber alle mit Fehlern.
Ein Dashboard mit vierzig Kurven schaut niemand an.

# Authentifizierung
Passwörter | Zugriffstoken | Session-Cookies | Single Sign-on | der zweite Faktor | Refresh-Token | das Hashen | Passkeys | der Identitätsanbieter | das Anmeldeformular | Berechtigungen | Brute-Force-Angriffe | OAuth | die Ablaufzeit
Authentifizierung sagt, wer du bist, Autorisierung sagt, was du darfst.
Speichert nie ein Passwort, sondern einen langsamen Hash mit Salz.
Ein Session-Cookie ist nur für HTTP, sicher und auf die eigene Seite beschränkt.
Signierte Token kann man nicht widerrufen, das ist in Ordnung, wenn sie fünf Minuten leben.
Der Refresh-Token wird bei jeder Benutzung ausgetauscht.
Passkeys ersetzen das Geheimnis im Kopf durch ein Schlüsselpaar auf dem Telefon.
Bei OAuth bekommt ihr das Passwort der Leute nie zu sehen.
Begrenzt die Anmeldeversuche je Konto und je Adresse.
Eine SMS ist der schwächste zweite Faktor, aber besser als keiner.
Beim Abmelden muss auch der Server die Sitzung beenden.

# Warteschlangen
Produzenten | Konsumenten | die Dead-Letter-Queue | Wiederholungen | die Idempotenz | Zustellgarantien | der Broker | Partitionen | der Rückstand | Bestätigungen | Hintergrundjobs | die Outbox-Tabelle | Giftnachrichten | exponentielles Backoff
Mit einer Warteschlange kann der Produzent weitermachen, während jemand anderes später arbeitet.
Mindestens einmal heißt, dass euer Konsument manche Nachrichten doppelt sieht.
~ Also muss die Verarbeitung idempotent sein, etwa mit einem eindeutigen Schlüssel.
Was immer wieder scheitert, landet in der Dead-Letter-Queue.
Wiederholt mit exponentiellem Backoff und etwas Zufall.
Die Reihenfolge gilt nur innerhalb einer Partition.
Auf den Rückstand schaue ich morgens als Erstes.
Die Outbox schreibt das Ereignis in derselben Transaktion wie die Daten.
Wer bestätigt, bevor er fertig ist, verliert bei einem Absturz den Job.
Eine Giftnachricht kann alles hinter sich blockieren.
  `,
};
