/** Der letzte Teil von learn.html: Fragen von Lesern, wie man zitiert, Quellen. @type {Record<string, string>} */
export default {
  "article.short.title": "Fragen",
  "article.short.question1": "Was wird trainiert, und woraus?",
  "article.short.answer1":
    "Kopplungen zwischen Einheiten und Biase auf ihnen. Mulden, Temperatur und Beweglichkeit bleiben. Gefunden werden sie aus aufgezeichneten Filmen, in denen Trainingsbilder zerfließen.",
  "article.short.question2": "Was ist der Verlust?",
  "article.short.answer2":
    "Wie unwahrscheinlich es ist, dass der Rechner die aufgezeichneten Schritte, in denen Bilder zerflossen, rückwärts geht: \\(-\\ln\\tilde P\\), je Schritt gezeigt, minus \\(N/2\\).",
  "article.short.question3": "Wohin geht die Wärme?",
  "article.short.answer3":
    "Ins Bad. Bei festen Kopplungen ist sie die Energie, die die Einheiten auf ihrem Weg hinab verlieren, und sie wächst, je tiefer das Training gräbt.",
  "article.short.question4": "Warum sind manche Bilder Negative?",
  "article.short.answer4":
    "Ohne Biase haben ein Bild und sein Negativ dieselbe Energie. Wo das Mittel der Bilder null ist, bevorzugt nichts eines von beiden.",
  "article.short.question5": "Wo ist der Haken?",
  "article.short.answer5":
    "Die Wärme zählt nur die Bewegung der Einheiten. Eine halbe Million Kopplungen zu halten und einzuschalten, die Einheiten auszulesen und zu steuern kostet Energie, die in der Zahl fehlt. Der Artikel simuliert; ein Gerät dieser Größe muss erst gebaut werden. Die Bilder sind wenige, einfach und nahe an den gelernten.",
  "article.short.question6": "Wer trainiert, und zu welchem Preis?",
  "article.short.answer6":
    "Ein digitaler Rechner, bevor irgendetwas läuft; seine Energie steckt in keiner dieser Zahlen. Im Prinzip könnte ein Gerät seine Filme selbst aufzeichnen, denn eine Änderung braucht nur den Zustand zweier Einheiten und je ein Residuum.",
  "article.short.question7": "Was zählt 10¹¹, und was fehlt?",
  "article.short.answer7":
    "Es teilt die Energie eines digitalen Netzes, geschätzt mit 1 pJ je Multiplikation, durch die Wärme einer Erzeugung. Auf der Seite des Geräts fehlen Auslesen, Schalten, Steuern und Training, auf der digitalen Speicher und Kühlung.",
  "article.short.question8": "Ist es ein neuronales Netz? Ein Diffusionsmodell?",
  "article.short.answer8":
    "Es hat Einheiten und gelernte Kopplungen, aber keine Schichten und keine Rückwärtspropagation: Die Einheiten bewegen sich nach der Physik, wie in einer Boltzmann-Maschine mit stetigen Werten. Wie ein Diffusionsmodell lernt es, ein Verrauschen umzukehren; dort berechnet ein Netz jeden Schritt, hier machen ihn die Kräfte und die Wärme des Geräts selbst.",
  "article.short.p1": "Selbst laufen lassen: der Spielplatz",
  "article.short.p2": "Das Labor, mit einer Frage",
  "article.short.href":
    "lab.html?lang=de#v=1&samples=4&free=generate_kt,seed&ask=Vor%20dem%20Lauf%3A%20Was%20wird%20aus%20den%20Bildern%2C%20wenn%20das%20Bad%20beim%20Erzeugen%20dreimal%20so%20hei%C3%9F%20ist%3F%20Raten%2C%20laufen%20lassen%2C%20dann%20die%20W%C3%A4rme%20des%20Bades%20ver%C3%A4ndern.",
  "article.cite.title": "Wie man zitiert",
  "article.cite.open": "Der Artikel und dieses Programm",
  "article.cite.p1":
    "Die Idee, das Modell und sein Training stammen von Stephen Whitelam: Zitieren Sie den Artikel. Für diese Seite und ihr Programm, <cite>thermogen</cite>, dient die Datei CITATION.cff in seinem Repositorium.",
  "article.sources.title": "Quellen",
  "article.sources.open": "Arbeiten, auf denen diese Seite beruht",
  "article.sources.p1":
    'Modell, Training und Wärme: S. Whitelam, <cite lang="en">Generative thermodynamic computing</cite>, {link}, Phys. Rev. Lett. 136, 037101 (2026); darin Gl. 1–3 (Energie und Dynamik), 5–7 (Verrauschen), 8–11 (Verlust und Gradient; 10 und 11 mit umgekehrtem Vorzeichen), 13–14 (minimale Wärme).',
  "article.sources.p2":
    "Änderungen in jedem Schritt und die exakten Pfadwahrscheinlichkeiten: Wang und Deng, {link1}. Die Dichte einer Einheit mit endlichem Schritt: B. Leimkuhler, C. Matthews und M. V. Tretyakov, {link2}.",
};
