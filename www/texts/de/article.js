/** Die Wörter von learn.html; sie dürfen <b>, <i>, <cite> und TeX enthalten. @type {Record<string, string>} */
export default {
  "article.head.title": "Wie aus Rauschen ein Bild wird – thermogen",
  "article.head.description":
    "Erzeugendes thermodynamisches Rechnen in sieben Schritten, die in dieser Seite laufen: von einer verrauschten Einheit bis zu einem Rechner, der aus Rauschen Bilder macht, und wohin seine Wärme geht.",
  "article.top.skip": "Zum ersten Schritt springen",
  "article.top.home": "thermogen",
  "article.top.href": "./?lang=de",
  "article.top.p2":
    "Der Text ist so zu lesen, wie er ist; die Bilder rechnen im Browser und brauchen JavaScript und WebAssembly.",
  "article.other.href": "learn.html",
  "article.other.code": "en",
  "article.other.name": "English",
  "article.nav.label": "Schritte",
  "article.nav.open": "Rauschen",
  "article.nav.one": "Eine Einheit",
  "article.nav.two": "Zwei",
  "article.nav.film": "Der Film",
  "article.nav.backwards": "Training",
  "article.nav.fall": "Lauf",
  "article.nav.prices": "Grenzen",
  "article.nav.guess": "Spiel",
  "article.stage.play": "Abspielen",
  "article.stage.time": "Zeitleiste dieses Schritts",
  "article.stage.heat": "Wärme des Bades, kT",
  "article.stage.untrained": "untrainiert",
  "article.stage.all": "alle",
  "article.terms.label": "Die Terme; ein Druck auf einen hebt ihn im Bild hervor",
  "article.formulas": "Die Formeln",
  "article.open.title": "Wo ist das Bild, bevor es erscheint?",
  "article.open.p1":
    "Jedes Pixel hier ist eine <b>Einheit</b>: eine Zahl, die die Wärme nie ruhen lässt. Kein Programm zeichnet. Die Einheiten stoßen und ziehen einander, Wärme schüttelt sie, und eine Ziffer kondensiert. Ihr Browser hat das gerade berechnet.",
  "article.open.p2":
    "Im Rauschen ist kein Bild. Es steckt in den Kräften zwischen den Einheiten, und die wurden aus drei Zeichnungen gelernt. Sieben Schritte zeigen, wie.",
  "article.open.hint":
    "Scrollen: Das Bild wird wieder Rauschen. Jeder Schritt lässt sich auch abspielen oder an seiner Zeitleiste ziehen.",
  "article.one.title": "Eine Einheit",
  "article.one.p1":
    "Man denke an eine Perle in einer Schale mit warmem Honig. Die Schale zieht sie hinab, der Honig bremst sie, Wärme stößt sie umher. Ziehen, loslassen, die Wärme ändern: Die Perle vergisst, wo sie begann. Wie oft sie wo zu finden ist, folgt allein aus Schale und Wärme: Das ist das <b>Gesetz von Boltzmann</b>, die glatte Linie. Die Balken zählen unabhängige Perlen.",
  "article.one.p2":
    "Nun tritt die Kamera zurück. Die Perle ist ein Pixel des ersten Bildes: links dunkel, rechts hell.",
  "article.one.term.site":
    "<b>\\(J_2x^2+J_4x^4\\)</b> die Mulde. Sind beide größer als 0, hat sie eine einzige tiefste Stelle; zwei Mulden mit einer Schwelle dazwischen brauchen \\(J_2\\) kleiner als 0.",
  "article.one.term.force":
    "<b>\\(-\\mu V^{\\prime}(x)\\Delta t\\)</b> der Zug, immer bergab. In Honig bestimmt eine Kraft die Geschwindigkeit, nicht die Beschleunigung (überdämpfte Langevin-Dynamik).",
  "article.one.term.noise":
    "<b>\\(\\sqrt{2\\mu kT\\Delta t}\\;\\xi\\)</b> der Stoß der Wärme. \\(\\xi\\) wird in jedem Schritt neu aus der Normalverteilung gezogen; \\(kT\\) ist die Temperatur als Energie.",
  "article.one.term.density":
    "<b>\\(p(x)\\)</b> das Gesetz von Boltzmann; \\(Z\\) ist so, dass alle Wahrscheinlichkeiten zusammen 1 ergeben.",
  "article.one.check": "Am Gesetz von Boltzmann gemessen",
  "article.one.p4":
    "Die Balken zählen unabhängige Einheiten, jede bei \\(x=0\\) begonnen, für die Zeit \\(t_w\\) sich selbst überlassen und einmal angesehen. Die Zahl darunter sagt, wie gut Balken und Gesetz übereinstimmen: \\(\\chi^2\\), die Summe von (gefunden − erwartet)²/erwartet über Klassen mit mindestens zehn erwarteten Einheiten. Gilt das Gesetz, liegt sie nahe der Zahl der Klassen minus eins.",
  "article.one.p5.link": "Leimkuhler, Matthews und Tretyakov",
  "article.one.p5":
    "Der Schritt ist eine Näherung, die nur für \\(\\Delta t\\to0\\) exakt ist. In erster Ordnung in \\(\\Delta t\\) multipliziert er das Gesetz mit \\(1+\\mu\\Delta t\\,\\bigl(V^{\\prime2}/4kT-V^{\\prime\\prime}/2\\bigr)\\) ({link}, bis auf Konstanten, die die Normierung aufhebt). Was das zu \\(\\chi^2\\) beiträgt, steht daneben: \\(\\Delta t\\) vergrößern und sehen, wie die Vorhersage eintrifft.",
  "article.one.try1":
    "\\(kT\\) verdoppeln. Streift die Perle doppelt so weit umher? (In einer steilen Mulde nicht: Ihre Breite wächst wie die Wurzel aus \\(kT\\), und langsamer, wo \\(x^4\\) überwiegt.)",
  "article.one.try2":
    "\\(J_2\\) auf −0,8 und den Bias \\(b\\), der die Mulde kippt, auf 0,1 setzen, dann \\(t_w\\) auf 1 und auf 50. Hinter einer Schwelle brauchen Einheiten lange, um zu vergessen, wo sie begannen.",
  "article.one.try3": "\\(\\Delta t\\) auf 0,1 setzen.",
  "article.one.picture.label":
    "Oben die Mulde mit der Einheit darin; in der Mitte ihr Weg in der Zeit; unten Balken, die viele Einheiten zählen, und die Linie des Gesetzes von Boltzmann",
  "article.two.title": "Zwei Einheiten und eine Feder",
  "article.two.p1":
    "Zwei Perlen, verbunden durch eine Feder, die <b>Kopplung</b> \\(J\\). Unter null belohnt sie gleiche Vorzeichen. Ist \\(|J|\\) größer als \\(2J_2\\), teilt sich ein Tal in zwei: beide Pixel hell oder beide dunkel. Die Feder hat ein Bild aus zwei Pixeln gespeichert.",
  "article.two.p2":
    "Sie hat auch das <b>Negativ</b> gespeichert: Wechseln beide Perlen das Vorzeichen, bleibt die Energie gleich. Nur ein <b>Bias</b>, der einzelne Perlen kippt, kann beide unterscheiden. Darum sind manche erzeugten Bilder invertiert.",
  "article.two.term.site": "<b>\\(J_2x_i^2+J_4x_i^4\\)</b> die Mulden ohne Kopplung, als gestrichelte Höhenlinien.",
  "article.two.term.coupling":
    "<b>\\(J\\,x_1x_2\\)</b> die Kopplung, jedes Paar einmal gezählt. Unter 0 belohnt sie gleiche Vorzeichen, über 0 entgegengesetzte: Die Linie zeigt die Richtung, die sie absenkt.",
  "article.two.term.noise":
    "<b>\\(\\sqrt{2\\mu kT\\Delta t}\\;\\xi_i\\)</b> jede Einheit bekommt ihre eigenen Stöße: der Weg auf der Fläche.",
  "article.two.term.force":
    "<b>\\(-\\mu\\,\\partial_iV\\,\\Delta t\\)</b> der Zug, quer zu den Höhenlinien und bergab.",
  "article.two.term.density": "<b>\\(p(x_1,x_2)\\)</b> das Gesetz von Boltzmann: je dunkler, desto wahrscheinlicher.",
  "article.two.bend":
    "Entlang der Richtung \\((1,1)\\) krümmt sich die Energie in der Mitte wie \\(2J_2+J\\), entlang \\((1,-1)\\) wie \\(2J_2-J\\). Ist eines von beiden negativ, so ist die Mitte ein Pass zwischen zwei Tälern.",
  "article.two.check": "Am Gesetz von Boltzmann gemessen, mit allen Einstellungen",
  "article.two.try1": "\\(J\\) langsam von 0 bis −4 bewegen. Wo wird die Mitte zum Pass? (Bei \\(-2J_2\\).)",
  "article.two.try2": "Das Vorzeichen von \\(J\\) wechseln.",
  "article.two.try3": "Mit \\(J\\) bei −3 den Bias \\(b\\) auf 0,1 setzen. Wie viele der Paare sind im tieferen Tal?",
  "article.two.picture.label":
    "Eine Karte der Energie mit dem Weg des Paars darauf, und zwei kleine Karten: wo Paare gefunden wurden, und das Gesetz von Boltzmann",
  "article.mirror.subtitle1": "Wie viele sind invertiert? Hier gemessen",
  "article.mirror.p2":
    "Training findet Biase, wo die Bilder ein Mittel haben, das nicht null ist: Bei Pixeln zwischen −1 und +1 haben überwiegend schwarze Bilder ein starkes, die Biase der verborgenen Einheiten brechen die Symmetrie, und die meisten Proben werden richtig. Wird jedes Bild auf Mittel 0 gebracht, bleibt wenig, was sie bricht, und <b>etwa die Hälfte der Proben ist invertiert</b>.",
  "article.mirror.p3":
    "Bei \\(x=0\\) krümmt sich die Energie entlang eines Eigenvektors der Matrix \\(J\\) mit Eigenwert \\(\\lambda\\) wie \\(2J_2+\\lambda\\). Die mit \\(\\lambda&lt;-2J_2\\), links der Linie, führen von der Mitte hinab: Sie tragen das Gelernte.",
  "article.mirror.p4":
    "Dieselben drei Zeichen zweimal gelernt, mit Pixeln von −1 bis +1 und mit jedem Bild auf Mittel 0, Varianz 1; keine Biase auf Pixeln. Erst raten: Wie viele von 64 Proben sind invertiert?",
  "article.film.title": "Ein Film der Zerstörung",
  "article.film.p1":
    "Nun 196 Pixel und 96 verborgene Helfer. Ein Bild hält jede Perle mit einer steten Kraft: helle Pixel nach rechts, dunkle nach links; verborgene Perlen halten Kopien von Pixeln. Federn gibt es noch keine.",
  "article.film.p2":
    "Dann lässt die Kraft nach, und die Wärme tut das Übrige. Jeder kleine Schritt wird aufgeschrieben. An der Zeitleiste ziehen: Es ist ein Film, also läuft er auch rückwärts. Der Rechner kann das noch nicht. <b>Nur das wird er lernen.</b>",
  "article.film.term.drive":
    "<b>\\(a(t)\\,s_i\\)</b> der Antrieb: das Pixel \\(s_i\\) des Bildes mal eine Kraft, die über drei Viertel der Zeit auf null fällt. Am Anfang sind die Perlen unter der vollen Kraft im Gleichgewicht.",
  "article.film.term.noise": "<b>\\(\\sqrt{2\\mu kT\\Delta t}\\;\\xi_i\\)</b> Stöße: wo jede Perle zuletzt war.",
  "article.film.p3":
    "Kopplungen und Biase spielen in dem Film keine Rolle. Auch verborgene Einheiten muss das Bild halten: Sich selbst überlassen, hätten sie nichts zu lernen. Die Pfeile zeigen das Vorzeichen der Kraft; die Kurve über den Standbildern ist ihr Anteil am ersten Wert.",
  "article.backwards.title": "Gesucht: der Film rückwärts",
  "article.backwards.p1":
    "Ein Bild, eine Perle. Rückwärts muss sie den ersten Pfeil gehen. Schale und Federn brächten sie den blauen weit. Die Lücke muss <b>Glück</b> sein, ein Stoß der Wärme: Kleine Stöße sind häufig, große selten. Der <b>Verlust</b> sagt, wie viel Glück der ganze Film bräuchte.",
  "article.backwards.p2":
    "<b>Training</b>: Die Lücke der einen Perle mal der Ort einer anderen ändert ihre Feder ein wenig. Nach genug solchen Änderungen sehen die nötigen Stöße nach gewöhnlichem Glück aus, und die anfangs grauen Federn tragen Bilder. Nur Kopplungen und Biase ändern sich.",
  "article.steps": "Schritte",
  "article.const": "konst.",
  "article.training.term.moved": "<b>\\(-\\Delta x_i\\)</b> der Schritt, zurückgenommen: der erste Pfeil.",
  "article.training.term.reverse":
    "<b>\\(\\mu\\,\\partial_iV_\\theta(x^{\\prime})\\Delta t\\)</b> minus der Weg, den die Kräfte des Rechners gingen (der blaue Pfeil), genommen am Ort der Ankunft \\(x^{\\prime}\\), nicht bei \\(x\\): Von dort müsste er zurück.",
  "article.training.term.residual":
    "<b>\\(r_i=\\frac{-\\Delta x_i+\\mu\\partial_iV_\\theta(x^{\\prime})\\Delta t}{2kT}\\)</b> das Residuum, aus der Lücke: der Teil, den die Kräfte nicht erklären können.",
  "article.training.term.kick":
    "<b>\\(4\\mu kT\\Delta t\\)</b> zweimal die Varianz der Stöße, die Glocke: Bei mehr Wärme kostet eine Abweichung weniger.",
  "article.training.term.product":
    "<b>\\(r_ix^{\\prime}_j+r_jx^{\\prime}_i\\)</b> das landet auf der Kopplung zweier Einheiten.",
  "article.training.p3":
    "Blieben nur Stöße übrig, würde jede Einheit ½ je Schritt kosten: \\(N/2\\) bei \\(N\\) Einheiten. Darum steht der Verlust als <b>Verlust − <i>N</i>/2</b> da. Das ist ein Niveau zum Vergleichen, keine untere Grenze; das beste mögliche kann etwas darunter liegen. Die Balken zählen den Stoß, den diese Einheit bei diesem Schritt in 300 Filmen desselben Bildes braucht; das Training rückt ihr Mittel gegen 0.",
  "article.training.p5":
    "\\(V_\\theta\\) ist linear in \\(\\theta=(J,b)\\), also ist der Verlust eine quadratische Schale in \\(\\theta\\) mit einem einzigen tiefsten Niveau. Das Training des Artikels (<i>sgd</i>), hier mit einem Viertel seiner Rate und Schritten von 0,01, zeichnet einen Film auf, summiert die Produkte und geht einen Schritt gegen sie, \\(\\theta\\leftarrow\\theta-\\alpha\\sum\\), wieder und wieder. Das erste Bild und der nächste Schritt gehen einen anderen Weg in dieselbe Schale (<i>exact</i>): Bei gegebenem Bild bewegen sich die Einheiten im Film unabhängig, also folgen alle Mittelwerte aus einer Tabelle, und zwanzig Iterationen konjugierter Gradienten genügen. Ein kleinerer Verlust bedeutet nicht von selbst bessere Bilder.",
  "article.training.subtitle1": "Ein Schritt in Zahlen",
  "article.training.p6":
    "Der oben gezeigte Schritt in Karten. In jeder ist Grau 0, Weiß und Schwarz sind ihr größter Wert nach jeder Seite; die zwei gerahmten Einheiten sind die, deren Kopplung vom ganzen Film am meisten bekommt.",
  "article.fall.title": "Laufen lassen",
  "article.fall.p1":
    "Frisches Rauschen, Federn an, sonst wirkt nichts. Jede Kugel ist ein ganzes Bild; ihr Ort sagt, wie viel von zwei Richtungen der Zeichnungen in ihm steckt, die Höhe ist die Energie dort. Alle beginnen auf dem Pass in der Mitte und laufen in Täler hinab: Ziffern und ihre Negative.",
  "article.fall.p2":
    "Die Energie, die sie verlieren, kann nur ins Bad. Das ist die <b>Wärme</b>; jeder Funke ist 20 kT. Je tiefer das Training gräbt, desto mehr.",
  "article.heat.subtitle1": "Erst zeichnen: Wie verläuft die Wärme mit dem Training?",
  "article.heat.show": "Die Wärme zeigen",
  "article.heat.term": "<b>\\(Q\\)</b> die abgegebene Wärme, positiv, wenn sie ins Bad geht: die Funken und die Kurve.",
  "article.heat.p3":
    "Untrainiert beginnt der Rechner im Gleichgewicht und bleibt darin: Im Mittel gibt er nichts ab. Wärme ist der Preis der Struktur. \\(\\theta\\) am Anfang einzuschalten ist <b>Arbeit</b>, ebenso alles andere, was von außen eingreift; Arbeit wird getrennt gezählt, sodass in jedem Augenblick Wärme + Änderung der Energie = Arbeit ist. Die „minimale Wärme“ des Artikels betrifft das Trainingsziel, nicht diese Kurve; weder bedeutet ein kleinerer Verlust weniger Wärme noch weniger Wärme bessere Bilder.",
  "article.heat.p4":
    "Der Artikel gibt ein Mittel von 2,9×10³ <i>kT</i> über 1 000 Erzeugungen von drei Ziffern an ({link1}); Wang und Deng finden etwa 137 ihrer Energieeinheiten, 1,37×10³ <i>kT</i>, mit Bildern der Varianz 1 ({link2}). Die Zeichen hier sind kleiner und geben weniger ab.",
  "article.fall.plane":
    "Die Ebene geht durch 0 entlang der zwei Richtungen, in denen die Trainingsbilder am größten sind (Hauptrichtungen ihrer zweiten Momente). Die Fläche ist die Energie des Bildes an jedem Ort, die verborgenen Einheiten entspannt; 90 <i>kT</i> über der Mitte ist sie abgeschnitten. Eine Kugel liegt auf der Fläche über ihrem Ort; ihre eigene Energie ist höher, denn alle anderen Richtungen zittern.",
  "article.prices.title": "Die Grenzen dieses Bildes",
  "article.prices.p1":
    "Der Artikel stellt 2 900 kT Wärme gegen 5×10¹⁴ kT eines digitalen Netzes: ein Faktor über 10¹¹. Diese Wärme zählt nur die Bewegung. Das Einschalten der Federn, das Auslesen der Perlen und die Steuerung fehlen.",
  "article.prices.p2":
    "Liest man 784 Pixel mit einem veröffentlichten Wandler, bleiben von den 10¹¹ etwa 10³. Das ist eine Schätzung, und weder der Artikel noch diese Seite misst ein Gerät: Beide simulieren eines.",
  "article.prices.sources": "Die Preise und ihre Quellen",
  "article.prices.landauer": "Ein Bit löschen: mindestens \\(kT\\ln2\\) ({link}). Alle Preise bei 300 K.",
  "article.prices.photon": "Ein Photon von 530 nm, grün: \\(hc/\\lambda\\).",
  "article.prices.heat":
    "Wärme einer Erzeugung: das Mittel des Artikels, 2,9×10³ <i>kT</i> ({link}); und die des ersten Bildes, hier berechnet.",
  "article.prices.synapse":
    "Ein Bit an einer chemischen Synapse: 10⁴ Moleküle ATP ({link}), zu je etwa 8,3×10⁻²⁰ J (50 kJ/mol).",
  "article.prices.digital":
    "Eine Multiplikation: 1 pJ, wie im Artikel; ein digitales Netz: die 217 088 Multiplikationen des Artikels in jedem von 10 Schritten.",
  "article.prices.reading":
    "784 Pixel auf zehn Bit lesen: ein Wandler mit 1,9 µW bei einer Million Wandlungen je Sekunde (van Elzakker u. a., IEEE J. Solid-State Circuits 45, 1007, 2010), je 1,9 pJ. Mit Auslesen zum Zehnfachen von Landauers Schranke, zweimal für jede von 1 296 Einheiten, bliebe der Faktor nahe 2×10¹⁰.",
  "article.prices.battery": "Der Akku eines Telefons: 15 Wh, ein üblicher.",
  "article.prices.experts": "Für Fachleute: Gl. 13–14 und der weggelassene Term",
  "article.prices.identity":
    "Diese Identität gilt exakt für jedes \\(\\Delta t\\), mit \\(V_0\\) einschließlich des Antriebs ({link}, exakt gemacht). Die Gl. 13–14 des Artikels behalten die halben Wärmen und lassen die letzte Summe weg, die für \\(\\Delta t\\to0\\) nicht verschwindet und nicht klein ist. „Minimale Wärme“ ist also eine Näherung des Ziels, und ihre Größe ist zu sehen:",
  "article.prices.lab": "Die Entropiebilanz eines Films, im Labor",
  "article.prices.href": "lab.html?lang=de",
  "article.guess.p1":
    "Einer dieser Filme ist eine Zerstörung, rückwärts abgespielt; der andere eine Erzeugung. Welcher läuft <b>rückwärts</b>? Mit weniger Training wird es leicht.",
  "article.guess.why": "Warum das das ganze Ziel ist",
  "article.guess.p2":
    "Das Training macht die Erzeugung Schritt für Schritt einer rückwärts abgespielten Zerstörung ähnlich. Ein Richter, der den Rechner kennt und jeden Schritt sieht, könnte einen Film der Zerstörung mit \\(\\ln(P_0[\\omega]/\\tilde P_\\theta[\\tilde\\omega])\\) wägen: wie die Chancen stehen, dass er nicht andersherum entstand. Im Mittel ist das der Verlust bis auf eine Konstante; das Training senkt genau diese Zahl, und unter 0 kann ihr Mittel nicht.",
  "article.guess.p3":
    "Der eine Film endet immer bei einem Trainingsbild, denn dort begann er. Der andere kann bei einem Negativ enden oder zwischen Bildern: Darauf ist zu achten.",
};
