/** The last part of learn.html: questions that readers ask, how to cite, sources. */
export default {
  "article.short.title": "Questions",
  "article.short.question1": "What is trained, and from what?",
  "article.short.answer1":
    "Couplings between units and biases on them. Wells, temperature and mobility stay. They are found from recorded films in which training pictures dissolve.",
  "article.short.question2": "What is the loss?",
  "article.short.answer2":
    "How improbable it is that the computer takes the recorded steps, in which pictures dissolved, backwards: \\(-\\ln\\tilde P\\), shown per step, minus \\(N/2\\).",
  "article.short.question3": "Where does the heat go?",
  "article.short.answer3":
    "Into the bath. At fixed couplings it is the energy that the units lose on their way down, and it grows as training digs deeper.",
  "article.short.question4": "Why are some pictures negatives?",
  "article.short.answer4":
    "Without biases a picture and its negative have the same energy. Where the pictures’ mean is zero nothing prefers one of them.",
  "article.short.question5": "Where is the catch?",
  "article.short.answer5":
    "The heat counts the motion of the units alone. Holding half a million couplings, switching them on, reading and controlling the units cost energy that the number leaves out. The paper simulates; a device of this size has yet to be built. The pictures are few and simple, and close to those that were learned.",
  "article.short.question6": "Who trains, and at what price?",
  "article.short.answer6":
    "A digital computer, before anything runs; its energy is in none of these numbers. In principle a device could record its own films, as an update needs only the state of two units and a residual for each.",
  "article.short.question7": "What does 10¹¹ count, and what does it omit?",
  "article.short.answer7":
    "It divides the energy of a digital network, estimated at 1 pJ for each multiplication, by the heat of one generation. Reading, switching, control and training are omitted on the side of the device; so are memory and cooling on the digital side.",
  "article.short.question8": "Is it a neural network? A diffusion model?",
  "article.short.answer8":
    "It has units and learned couplings, but no layers and no backpropagation: the units move as physics has it, as in a Boltzmann machine with continuous values. As a diffusion model does, it learns to reverse a noising; there a network computes each step, here the forces and the heat of the device itself make the step.",
  "article.short.p1": "Run it: the playground",
  "article.short.p2": "The Lab, with a question",
  "article.short.href":
    "lab.html#v=1&samples=4&free=generate_kt,seed&ask=Before%20you%20run%20it%3A%20what%20will%20become%20of%20the%20pictures%20if%20the%20bath%20is%20three%20times%20as%20hot%20while%20they%20are%20generated%3F%20Guess%2C%20run%20it%2C%20then%20move%20the%20heat%20of%20the%20bath.",
  "article.cite.title": "How to cite",
  "article.cite.open": "The paper, and this program",
  "article.cite.p1":
    "The idea, the model and its training are Stephen Whitelam’s: cite the paper. For this page and its program, <cite>thermogen</cite>, use the file CITATION.cff in its repository.",
  "article.sources.title": "Sources",
  "article.sources.open": "Papers that this page rests on",
  "article.sources.p1":
    "Model, training and heat: S. Whitelam, <cite>Generative thermodynamic computing</cite>, {link}, Phys. Rev. Lett. 136, 037101 (2026); its Eqs 1–3 (energy and dynamics), 5–7 (noising), 8–11 (loss and gradient; 10 and 11 with the sign turned), 13–14 (minimal heat).",
  "article.sources.p2":
    "Updates at every step, and the exact path probabilities: Wang and Deng, {link1}. The density of a stepped unit: B. Leimkuhler, C. Matthews and M. V. Tretyakov, {link2}.",
};
