/** Die Wörter von learn.html; sie dürfen <b>, <i>, <cite> und TeX enthalten. @type {Record<string, string>} */
export default {
  "article.head.title": "Wie es funktioniert – thermogen",
  "article.top.p1.link": "Der Spielplatz",
  "article.top.href": "lab.html?lang=de",
  "article.top.p1":
    "{link} trainiert einen Rechner aus verrauschten analogen Einheiten. Hier wird er Schritt für Schritt aufgebaut; alles, was sich bewegt, rechnet diese Seite mit demselben Kern.",
  "article.top.p2":
    "Der Text ist so zu lesen, wie er ist; die Bilder rechnen im Browser und brauchen JavaScript und WebAssembly.",
  "article.nav.one": "Eine Einheit",
  "article.nav.two": "Zwei Einheiten",
  "article.nav.three": "Der Rechner",
  "article.nav.training": "Training",
  "article.nav.heat": "Wärme",
  "article.nav.mirror": "Invertierte Proben",
  "article.nav.short": "Kurz gesagt",
  "article.one.title": "1. Eine Einheit in ihrer Mulde",
  "article.one.p1":
    "Eine <b>Einheit</b> ist eine reelle Zahl \\(x\\), die nie ruht. Man denke an eine Perle in einer Schale mit warmem Honig: Die Schale zieht sie hinab, der Honig bremst sie, und die Wärme des Honigs stößt sie umher. Die Schale ist die <b>Energie</b> der Einheit, ihr Potential:",
  "article.one.p2":
    "In kurzer Zeit \\(\\Delta t\\) bewegt sich die Einheit um den Zug ihrer Mulde, mal einer Beweglichkeit \\(\\mu\\) (hier 1), und um einen Stoß (überdämpfte Langevin-Dynamik):",
  "article.one.term.site":
    "<b>\\(J_2x^2+J_4x^4\\)</b> die Mulde. Sind beide größer als 0, hat sie eine einzige tiefste Stelle; zwei Mulden mit einer Schwelle dazwischen brauchen \\(J_2\\) kleiner als 0.",
  "article.one.term.bias":
    "<b>\\(b\\,x\\)</b> der Bias: Er kippt die Mulde. Eine Kraft \\(-b\\) von außen, ein <i>Antrieb</i>, tut dasselbe.",
  "article.one.term.force":
    "<b>\\(-\\mu V^{\\prime}(x)\\Delta t\\)</b> der Zug, immer bergab. In Honig bestimmt eine Kraft die Geschwindigkeit, nicht die Beschleunigung.",
  "article.one.term.noise":
    "<b>\\(\\sqrt{2\\mu kT\\Delta t}\\;\\xi\\)</b> der Stoß der Wärme. \\(\\xi\\) wird in jedem Schritt neu aus der Normalverteilung gezogen; \\(kT\\) ist die Temperatur als Energie. Die gezackte Linie ist der Weg der Einheit.",
  "article.one.term.density": "<b>\\(p(x)\\)</b> die glatte Linie unten: das Gesetz von Boltzmann.",
  "article.one.p3":
    "Lange sich selbst überlassen, vergisst eine Einheit, wo sie begann, und wie oft sie bei \\(x\\) zu finden ist, folgt dem <b>Gesetz von Boltzmann</b>,",
  "article.one.p4":
    "mit \\(Z\\) so, dass alle Wahrscheinlichkeiten zusammen 1 ergeben. Die Balken zählen unabhängige Einheiten, jede bei \\(x=0\\) begonnen, für die Zeit \\(t_w\\) sich selbst überlassen und einmal angesehen. Die Zahl darunter sagt, wie gut Balken und Gesetz übereinstimmen: \\(\\chi^2\\), die Summe von (gefunden − erwartet)²/erwartet über Klassen mit mindestens zehn erwarteten Einheiten. Gilt das Gesetz, liegt sie nahe der Zahl der Klassen minus eins.",
  "article.one.p5.link": "Leimkuhler, Matthews und Tretyakov",
  "article.one.p5":
    "Der Schritt ist eine Näherung, die nur für \\(\\Delta t\\to0\\) exakt ist. In erster Ordnung in \\(\\Delta t\\) multipliziert er das Gesetz mit \\(1+\\mu\\Delta t\\,\\bigl(V^{\\prime2}/4kT-V^{\\prime\\prime}/2\\bigr)\\) ({link}, bis auf Konstanten, die die Normierung aufhebt). Was das zu \\(\\chi^2\\) beiträgt, steht daneben: \\(\\Delta t\\) vergrößern und sehen, wie die Vorhersage eintrifft.",
  "article.one.tries": "Zum Ausprobieren",
  "article.one.try1":
    "\\(kT\\) verdoppeln. Streift die Perle doppelt so weit umher? (In einer steilen Mulde nicht: Ihre Breite wächst wie die Wurzel aus \\(kT\\), und weniger, wo \\(x^4\\) überwiegt.)",
  "article.one.try2":
    "\\(J_2\\) auf −0,8 und \\(b\\) auf 0,1 setzen, dann \\(t_w\\) auf 1 und auf 50. Hinter einer Schwelle brauchen Einheiten lange, um zu vergessen, wo sie begannen, und bis dahin stimmen Balken und Gesetz nicht überein. Wird \\(J_2\\) noch kleiner, so genügt keine Zeit, die hier einzustellen ist.",
  "article.one.try3": "\\(\\Delta t\\) auf 0,1 setzen.",
  "article.two.title": "2. Zwei gekoppelte Einheiten",
  "article.two.p1":
    "Zwei Einheiten, eine Energie. Neben ihren Mulden gibt es einen weiteren Term, die <b>Kopplung</b> \\(J\\) (der Bias zieht nur an der ersten Einheit):",
  "article.two.term.site":
    "<b>\\(J_2x_i^2+J_4x_i^4\\)</b> die Mulden ohne Kopplung und Bias, als gestrichelte Höhenlinien.",
  "article.two.term.coupling":
    "<b>\\(J\\,x_1x_2\\)</b> die Kopplung. Unter 0 belohnt sie gleiche Vorzeichen, über 0 entgegengesetzte: Die Linie zeigt die Richtung, die sie absenkt.",
  "article.two.term.noise":
    "<b>\\(\\sqrt{2\\mu kT\\Delta t}\\;\\xi_i\\)</b> jede Einheit bekommt ihre eigenen Stöße: der Weg auf der Fläche.",
  "article.two.term.force":
    "<b>\\(-\\mu\\,\\partial_iV\\,\\Delta t\\)</b> der Zug, quer zu den Höhenlinien und bergab.",
  "article.two.term.density":
    "<b>\\(p(x_1,x_2)\\)</b> das Gesetz von Boltzmann, auf einem Gitter summiert, neben dem, was gefunden wurde.",
  "article.two.p2":
    "Linien verbinden Orte gleicher Energie. Bei \\(J\\) gleich 0 gibt es ein Tal in der Mitte. Entlang der Richtung \\((1,1)\\) krümmt sich die Energie in der Mitte wie \\(2J_2+J\\), entlang \\((1,-1)\\) wie \\(2J_2-J\\). Ist eines von beiden negativ, also \\(|J|>2J_2\\), so ist die Mitte ein Pass zwischen <b>zwei Tälern</b>: einem Muster wie (+, +) und seinem Spiegelbild (−, −).",
  "article.two.p3":
    "So speichern Kopplungen etwas: als eine Richtung, in der die Energie fällt. Und darum kommt das Spiegelbild mit. Wechseln alle Einheiten das Vorzeichen, bleibt jeder Term außer dem Bias, wie er ist; ohne Bias sind also beide Täler gleich tief. Mit einem kleinen Wert für \\(b\\) gewinnt ein Tal, obwohl der Bias nur die erste Einheit berührt.",
  "article.two.tries": "Zum Ausprobieren",
  "article.two.try1": "\\(J\\) langsam von 0 bis −4 bewegen. Wo wird die Mitte zum Pass? (Bei \\(-2J_2\\).)",
  "article.two.try2": "Das Vorzeichen von \\(J\\) wechseln.",
  "article.two.try3": "Mit \\(J\\) bei −3 den Bias \\(b\\) auf 0,1 setzen. Wie viele der Paare sind im tieferen Tal?",
  "article.three.title": "3. Der Rechner",
  "article.three.p1":
    "Nun viele Einheiten. <b>Sichtbare</b> Einheiten sind die Pixel eines Bildes, <b>verborgene</b> helfen. Die Energie ist dieselbe Summe, jedes Paar einmal gezählt:",
  "article.three.term.site": "<b>Mulden</b> eine für jede Einheit, alle gleich, vor und nach dem Training dieselben.",
  "article.three.term.bias":
    "<b>Biase \\(b_i\\)</b> einer für jede verborgene Einheit (im Artikel haben sichtbare Einheiten keinen; hier ist das einstellbar).",
  "article.three.term.coupling":
    "<b>Kopplungen \\(J_{ij}\\)</b> zwischen jeder sichtbaren und jeder verborgenen Einheit und unter den verborgenen; keine unter sichtbaren, wenn nicht so eingestellt.",
  "article.three.p2":
    "<b>Das Training ändert</b> \\(\\theta=(J,b)\\), die Kopplungen und Biase, und sonst nichts. In der Größe des Artikels, 784 sichtbare und 512 verborgene Einheiten, sind das 532 224 Kopplungen und 512 Biase ({link}).",
  "article.three.p3":
    "<b>Wie er erzeugt.</b> Alle Einheiten beginnen ungekoppelt in ihren eigenen Mulden, im Gleichgewicht: reines thermisches Rauschen. Dann wird \\(\\theta\\) eingeschaltet, sonst wirkt nichts, und die Einheiten wandern, jede mit demselben Schritt wie zuvor. Die Kopplungen haben Täler gegraben; die Einheiten treiben in sie hinab, und wenn die Zeit um ist, werden die sichtbaren Einheiten ausgelesen. Nichts als Wärmebewegung und die eigenen Kräfte des Rechners hat das Bild gezeichnet.",
  "article.three.p4": "Im Spielplatz öffnen, mit einer Frage",
  "article.three.href":
    "lab.html?lang=de#v=1&samples=4&free=generate_kt,seed&ask=Vor%20dem%20Lauf%3A%20Was%20wird%20aus%20den%20Bildern%2C%20wenn%20das%20Bad%20beim%20Erzeugen%20dreimal%20so%20hei%C3%9F%20ist%3F%20Raten%2C%20laufen%20lassen%2C%20dann%20die%20W%C3%A4rme%20des%20Bades%20ver%C3%A4ndern.",
  "article.three.word1": "sichtbar: Pixel",
  "article.three.word2": "verborgen",
  "article.training.title": "4. Wie er trainiert wird",
  "article.training.p1":
    "<b>Zuerst werden Bilder zerstört.</b> Bei ausgeschalteten Kopplungen hält ein Bild jede Einheit mit einer konstanten Kraft, helle Pixel nach der einen Seite und dunkle nach der anderen; auch verborgene Einheiten werden gehalten, durch Kopien von Pixeln oder durch Codes, sonst wäre nichts zu lernen. In diesem Zustand sind die Einheiten im Gleichgewicht. Dann nimmt die Kraft über drei Viertel der Zeit auf null ab, die Wärme tut das Übrige, und jeder kleine Schritt von \\(x\\) nach \\(x^{\\prime}=x+\\Delta x\\) wird aufgeschrieben. \\(\\theta\\) spielt dabei keine Rolle.",
  "article.training.p2":
    "<b>Dann wird der Rechner gefragt:</b> Wärst du bei \\(x^{\\prime}\\), wie wahrscheinlich wäre dein Schritt zurück nach \\(x\\)? Der gewünschte Weg zurück ist \\(-\\Delta x\\); die eigenen Kräfte des Rechners bei \\(x^{\\prime}\\) brächten ihn um \\(-\\mu\\,\\partial_iV_\\theta(x^{\\prime})\\Delta t\\) weiter; der Unterschied bleibt einem glücklichen Stoß überlassen, und große Stöße sind selten. <b>Der Verlust</b> ist minus der Logarithmus dieser Wahrscheinlichkeit, summiert über alle Schritte und Bilder:",
  "article.training.term.moved": "<b>\\(-\\Delta x_i\\)</b> der Schritt, zurückgenommen.",
  "article.training.term.reverse":
    "<b>\\(\\mu\\,\\partial_iV_\\theta(x^{\\prime})\\Delta t\\)</b> minus der Weg, den die Kräfte des Rechners gingen, genommen am Ort der Ankunft \\(x^{\\prime}\\), nicht bei \\(x\\): Von dort müsste er zurück.",
  "article.training.term.residual":
    "<b>\\(r_i=\\frac{-\\Delta x_i+\\mu\\partial_iV_\\theta(x^{\\prime})\\Delta t}{2kT}\\)</b> das Residuum: was die Kräfte nicht erklären können.",
  "article.training.term.kick":
    "<b>\\(4\\mu kT\\Delta t\\)</b> die Größe der Stöße: Bei mehr Wärme kostet eine Abweichung weniger.",
  "article.training.term.product":
    "<b>\\(r_ix^{\\prime}_j+r_jx^{\\prime}_i\\)</b> was auf der Kopplung zweier Einheiten landet.",
  "article.training.p3":
    "Blieben nur Stöße übrig, würde jede Einheit ½ je Schritt kosten: \\(N/2\\) bei \\(N\\) Einheiten. Darum zeigt der Spielplatz <b>Verlust − <i>N</i>/2</b>. Das ist ein Niveau zum Vergleichen, keine untere Grenze; das beste mögliche kann etwas darunter liegen.",
  "article.training.p4":
    "<b>Der Weg hinab.</b> \\(V_\\theta\\) ist linear in \\(\\theta\\), also ist der Verlust eine quadratische Schale in \\(\\theta\\) mit einem einzigen tiefsten Niveau. Ihre Steigung braucht nur das Residuum:",
  "article.training.p5":
    "Das Training des Artikels (<i>sgd</i>) schreibt eine verrauschende Trajektorie auf, summiert diese Größen und geht einen Schritt gegen sie, \\(\\theta\\leftarrow\\theta-\\alpha\\sum\\), wieder und wieder. Das übliche Training des Spielplatzes (<i>exact</i>) nutzt die Schale: Bei gegebenem Bild bewegen sich die Einheiten beim Verrauschen unabhängig, also folgen alle Mittelwerte über alle Stöße aus einer Tabelle, ohne eine einzige Zufallszahl; etwa zwanzig Iterationen konjugierter Gradienten genügen dann. Früh aufzuhören ist Absicht: Ein kleinerer Verlust bedeutet nicht von selbst bessere Bilder.",
  "article.training.subtitle1": "Ein Schritt in Zeitlupe",
  "article.training.p6":
    "Zeichen von 8 × 8 Pixeln mit 16 verborgenen Einheiten. Alle Zahlen gehören zu einem wirklichen Schritt des Kerns. In jeder Karte ist Grau 0, Weiß und Schwarz sind ihr größter Wert nach jeder Seite; die zwei gerahmten Einheiten sind die, deren Kopplung am meisten bekommt.",
  "article.heat.title": "5. Wohin die Wärme geht",
  "article.heat.p1":
    "Solange \\(\\theta\\) bleibt, wie es ist, kann Energie, die die Einheiten verlieren, nur an einen Ort gehen: ins Bad, den Honig. Die <b>Wärme</b>, die eine Erzeugung abgibt, ist also",
  "article.heat.p2":
    "positiv, wenn sie abgegeben wird, und in Einheiten von \\(kT\\) gezählt. Es ist die Wärme der Dynamik allein. \\(\\theta\\) am Anfang einzuschalten ist <b>Arbeit</b>, ebenso alles andere, was von außen eingreift, ein Antrieb, ein Festhalten, eine im Lauf geänderte Einstellung; Arbeit wird getrennt gezählt, sodass in jedem Augenblick Wärme + Änderung der Energie = Arbeit ist. Keine dieser Zahlen enthält, was Auslesen, Schalten und Steuern ein wirkliches Gerät kosten würden.",
  "article.heat.p3":
    "<b>Warum die Wärme mit dem Training steigt.</b> Untrainiert beginnt der Rechner im Gleichgewicht und bleibt darin: Im Mittel gibt er nichts ab. Training gräbt Täler entlang der Bilder. Einheiten, die als Rauschen beginnen, stehen nun hoch über ihnen und rollen hinab, und je tiefer die Täler, desto mehr Energie geht an das Bad. Wärme ist der Preis der Struktur. Die „minimale Wärme“ des Artikels betrifft das Trainingsziel, die Wahrscheinlichkeit des umgekehrten Pfads, nicht diese Kurve; und weder bedeutet ein kleinerer Verlust weniger Wärme noch weniger Wärme bessere Bilder.",
  "article.heat.p4":
    "Der Artikel gibt ein Mittel von 2,9×10³ <i>kT</i> über 1 000 Erzeugungen von drei Ziffern an ({link1}); Wang und Deng finden etwa 137 ihrer Energieeinheiten, 1,37×10³ <i>kT</i>, mit Bildern der Varianz 1 ({link2}). Die Zeichen hier sind kleiner und geben weniger ab.",
  "article.heat.subtitle1": "Hier gemessen",
  "article.heat.p5":
    "Erst raten: Wie verläuft die Wärme, während das Training fortschreitet? Dann trainieren und mit dem Rechner jeder dieser Iterationen 64 Proben erzeugen.",
  "article.mirror.title": "6. Warum manche Proben invertiert sind",
  "article.mirror.p1":
    "Man wechsle das Vorzeichen jeder Einheit. Mulden und Kopplungen merken es nicht, denn jeder ihrer Terme hat eine gerade Zahl von Faktoren; nur die Biase merken es:",
  "article.mirror.p2":
    "Jedes Tal hat also ein Spiegelbild, das Negativ des Bildes, und nur Biase können es flacher machen. Training findet Biase, wo die Bilder ein Mittel haben, das nicht null ist: Bei Pixeln zwischen −1 und +1 haben überwiegend schwarze Bilder ein starkes, die Biase der verborgenen Einheiten brechen die Symmetrie, und die meisten Proben werden richtig. Wird jedes Bild auf Mittel 0 gebracht, bleibt wenig, was sie bricht, und <b>etwa die Hälfte der Proben ist invertiert</b>: Die zwei Täler sind fast gleich tief, und in welches eine Probe fällt, entscheidet ihr Rauschen.",
  "article.mirror.p3":
    "Wie viele Täler es überhaupt gibt, ist den Kopplungen anzusehen. Bei \\(x=0\\) krümmt sich die Energie entlang eines Eigenvektors der Matrix \\(J\\) mit Eigenwert \\(\\lambda\\) wie \\(2J_2+\\lambda\\). Die mit \\(\\lambda&lt;-2J_2\\), links der Linie, führen von der Mitte hinab: Sie tragen das Gelernte. (In Schritt 2 waren die Eigenwerte \\(J\\) und \\(-J\\).)",
  "article.mirror.subtitle1": "Hier gemessen",
  "article.mirror.p4":
    "Dieselben drei Zeichen zweimal gelernt, mit Pixeln von −1 bis +1 und mit jedem Bild auf Mittel 0, Varianz 1; keine Biase auf Pixeln. Erst raten: Wie viele von 64 Proben sind invertiert?",
  "article.short.title": "Kurz gesagt",
  "article.short.question1": "Was wird trainiert?",
  "article.short.answer1":
    "Kopplungen zwischen Einheiten und Biase auf ihnen. Mulden, Temperatur und Beweglichkeit bleiben.",
  "article.short.question2": "Was ist der Verlust?",
  "article.short.answer2":
    "Wie unwahrscheinlich es ist, dass der Rechner die aufgezeichneten Schritte, in denen Bilder zerflossen, rückwärts geht: \\(-\\ln\\tilde P\\), je Schritt gezeigt und weniger \\(N/2\\).",
  "article.short.question3": "Wohin geht die Wärme?",
  "article.short.answer3":
    "Ins Bad. Bei festem \\(\\theta\\) ist sie die Energie, die die Einheiten auf ihrem Weg hinab verlieren, und sie wächst, je tiefer das Training gräbt.",
  "article.short.question4": "Warum sind manche Proben invertiert?",
  "article.short.answer4":
    "Ohne Biase haben ein Bild und sein Negativ dieselbe Energie. Wo das Mittel der Bilder null ist, bevorzugt nichts eines von beiden.",
  "article.short.p1": "Zurück zum Spielplatz",
  "article.short.href": "lab.html?lang=de",
  "article.sources.title": "Quellen",
  "article.sources.p1":
    'Modell, Training und Wärme: S. Whitelam, <cite lang="en">Generative thermodynamic computing</cite>, {link}, Phys. Rev. Lett. 136, 037101 (2026); darin Gl. 1–3 (Energie und Dynamik), 5–7 (Verrauschen), 8–11 (Verlust und Gradient; 10 und 11 mit umgekehrtem Vorzeichen), 13–14 (minimale Wärme).',
  "article.sources.p2":
    "Änderungen in jedem Schritt und die exakten Pfadwahrscheinlichkeiten: Wang und Deng, {link1}. Die Dichte einer Einheit mit endlichem Schritt: B. Leimkuhler, C. Matthews und M. V. Tretyakov, {link2}.",
  "article.head.description":
    "Von einer verrauschten Einheit in ihrer Mulde bis zu einem Rechner, der aus Rauschen Bilder macht: Jeder Schritt läuft in dieser Seite und wird an dem gemessen, was exakt bekannt ist.",
  "article.top.skip": "Zum ersten Schritt springen",
  "article.top.title": "Wie es funktioniert",
  "article.other.href": "learn.html",
  "article.other.code": "en",
  "article.other.name": "English",
  "article.nav.label": "Schritte",
  "article.terms.label": "Die Terme; ein Druck auf einen hebt ihn im Bild hervor",
  "article.one.picture.label":
    "Oben die Mulde mit der Einheit darin; in der Mitte ihr Weg in der Zeit; unten Balken, die viele Einheiten zählen, und die Linie des Gesetzes von Boltzmann",
  "article.two.picture.label":
    "Eine Karte der Energie mit dem Weg des Paars darauf, und zwei kleine Karten: wo Paare gefunden wurden, und das Gesetz von Boltzmann",
  "article.three.picture.label":
    "Sichtbare Einheiten im Quadrat, jede mit jeder verborgenen Einheit verbunden; die verborgenen Einheiten sind untereinander verbunden",
  "article.steps": "Schritte",
  "article.const": "konst.",
};
