/**
 * The words of learn.html, which is built once for each language. They may hold <b>, <i>, <cite> and TeX between
 * \( and \), which scripts/math.mjs sets.
 */
export default {
  "article.head.title": "How it works – thermogen",
  "article.top.p1.link": "The playground",
  "article.top.href": "lab.html",
  "article.top.p1":
    "{link} trains a computer of noisy analog units. Here it is built up step by step; all that moves is computed in this page by the same core.",
  "article.top.p2":
    "The text can be read as it is; the pictures compute in your browser and need JavaScript and WebAssembly.",
  "article.nav.one": "One unit",
  "article.nav.two": "Two units",
  "article.nav.three": "The computer",
  "article.nav.training": "Training",
  "article.nav.heat": "Heat",
  "article.nav.mirror": "Inverted samples",
  "article.nav.short": "In short",
  "article.one.title": "1. One unit in its well",
  "article.one.p1":
    "A <b>unit</b> is one real number \\(x\\) that is never still. Think of a bead in a bowl of warm honey: the bowl pulls it down, the honey slows it, and the heat of the honey kicks it about. The bowl is the unit’s <b>energy</b>, its potential:",
  "article.one.p2":
    "In a short time \\(\\Delta t\\) the unit moves by the pull of its well, times a mobility \\(\\mu\\) (1 here), and by a kick (overdamped Langevin dynamics):",
  "article.one.term.site":
    "<b>\\(J_2x^2+J_4x^4\\)</b> the well. Where both are above 0 it has a single lowest place; two wells with a barrier between them need \\(J_2\\) below 0.",
  "article.one.term.bias":
    "<b>\\(b\\,x\\)</b> the bias: it tilts the well. A force \\(-b\\) from outside, a <i>drive</i>, does the same.",
  "article.one.term.force":
    "<b>\\(-\\mu V^{\\prime}(x)\\Delta t\\)</b> the pull, always downhill. In honey a force sets the speed, not the acceleration.",
  "article.one.term.noise":
    "<b>\\(\\sqrt{2\\mu kT\\Delta t}\\;\\xi\\)</b> the kick of heat. \\(\\xi\\) is drawn again at every step from the normal distribution; \\(kT\\) is the temperature as an energy. The jagged line is the unit’s path.",
  "article.one.term.density": "<b>\\(p(x)\\)</b> the smooth line below: Boltzmann’s law.",
  "article.one.p3":
    "Left alone for long, a unit forgets where it began, and how often it is found at \\(x\\) follows <b>Boltzmann’s law</b>,",
  "article.one.p4":
    "with \\(Z\\) such that all probabilities add up to 1. The bars count independent units, each begun at \\(x=0\\), left alone for the time \\(t_w\\), and looked at once. The number below says how far bars and law agree: \\(\\chi^2\\), the sum of (found − expected)²/expected over classes of at least ten expected units. If the law holds, it lies near the number of classes minus one.",
  "article.one.p5.link": "Leimkuhler, Matthews and Tretyakov",
  "article.one.p5":
    "The step is an approximation that is exact only as \\(\\Delta t\\to0\\). To first order in \\(\\Delta t\\) it multiplies the law by \\(1+\\mu\\Delta t\\,\\bigl(V^{\\prime2}/4kT-V^{\\prime\\prime}/2\\bigr)\\) ({link}, with constants that normalisation takes out). The number that this adds to \\(\\chi^2\\) stands next to it: raise \\(\\Delta t\\) to 0.03 and see the prediction come true. At twice that the first order is not enough.",
  "article.one.tries": "Things to try",
  "article.one.try1":
    "Double \\(kT\\). Does the bead roam twice as far? (In a steep well it does not: its width grows as the root of \\(kT\\), and less where \\(x^4\\) leads.)",
  "article.one.try2":
    "Set \\(J_2\\) to −0.8 and \\(b\\) to 0.1, and then \\(t_w\\) to 1 and to 50. Behind a barrier units need long to forget where they began, and bars and law do not agree until they have. Make \\(J_2\\) smaller still, and no time that can be set here is enough.",
  "article.one.try3": "Set \\(\\Delta t\\) to 0.1.",
  "article.two.title": "2. Two coupled units",
  "article.two.p1":
    "Two units, one energy. Beside their wells there is one more term, the <b>coupling</b> \\(J\\) (the bias pulls the first unit alone):",
  "article.two.term.site": "<b>\\(J_2x_i^2+J_4x_i^4\\)</b> the wells without coupling and bias, as dashed contours.",
  "article.two.term.coupling":
    "<b>\\(J\\,x_1x_2\\)</b> the coupling. Below 0 it rewards equal signs, above 0 opposite ones: the line shows the direction that it lowers.",
  "article.two.term.noise":
    "<b>\\(\\sqrt{2\\mu kT\\Delta t}\\;\\xi_i\\)</b> each unit gets kicks of its own: the path on the surface.",
  "article.two.term.force": "<b>\\(-\\mu\\,\\partial_iV\\,\\Delta t\\)</b> the pull, across the contours and downhill.",
  "article.two.term.density":
    "<b>\\(p(x_1,x_2)\\)</b> Boltzmann’s law, summed on a grid, next to the places where units were found.",
  "article.two.p2":
    "Lines join places of equal energy. With \\(J\\) at 0 there is one valley in the middle. Along the direction \\((1,1)\\) the energy bends at the middle as \\(2J_2+J\\), along \\((1,-1)\\) as \\(2J_2-J\\). Once one of the two is negative, that is once \\(|J|>2J_2\\), the middle is a pass between <b>two valleys</b>: a pattern such as (+, +), and its mirror image (−, −).",
  "article.two.p3":
    "This is how couplings store something: as a direction in which the energy falls. And it is why the mirror image comes along with it. If all units change sign, every term but the bias stays as it is, so without a bias both valleys are equally deep. Give \\(b\\) a small value: one valley wins, though the bias touches the first unit only.",
  "article.two.tries": "Things to try",
  "article.two.try1": "Move \\(J\\) slowly from 0 to −4. Where does the middle become a pass? (At \\(-2J_2\\).)",
  "article.two.try2": "Change the sign of \\(J\\).",
  "article.two.try3": "With \\(J\\) at −3, set \\(b\\) to 0.1. How many of the pairs are in the lower valley?",
  "article.three.title": "3. The computer",
  "article.three.p1":
    "Now many units. <b>Visible</b> units are the pixels of a picture, <b>hidden</b> ones help. The energy is the same sum, each pair counted once:",
  "article.three.term.site": "<b>wells</b> one for every unit, all alike, the same before and after training.",
  "article.three.term.bias":
    "<b>biases \\(b_i\\)</b> one for every hidden unit (in the paper visible units have none; here that is a setting).",
  "article.three.term.coupling":
    "<b>couplings \\(J_{ij}\\)</b> between every visible and every hidden unit, and among the hidden ones; there are no couplings among visible units, unless set so.",
  "article.three.p2":
    "<b>Training changes</b> \\(\\theta=(J,b)\\), the couplings and biases, and nothing else. In the paper’s size, 784 visible and 512 hidden units, these are 532,224 couplings and 512 biases ({link}).",
  "article.three.p3":
    "<b>How it generates.</b> All units begin in their own wells, uncoupled, in equilibrium: pure thermal noise. Then \\(\\theta\\) is switched on, nothing else acts, and the units wander, each by the same step as before. The couplings have carved valleys; the units drift down into them, and when the time is up the visible units are read. Nothing but thermal motion and the computer’s own forces has drawn the picture.",
  "article.three.p4": "Open it in the playground, with a question",
  "article.three.href":
    "lab.html#v=1&samples=4&free=generate_kt,seed&ask=Before%20you%20run%20it%3A%20what%20will%20become%20of%20the%20pictures%20if%20the%20bath%20is%20three%20times%20as%20hot%20while%20they%20are%20generated%3F%20Guess%2C%20run%20it%2C%20then%20move%20the%20heat%20of%20the%20bath.",
  "article.three.word1": "visible: pixels",
  "article.three.word2": "hidden",
  "article.training.title": "4. How it is trained",
  "article.training.p1":
    "<b>First, pictures are destroyed.</b> With all couplings off, a picture holds every unit by a constant force, bright pixels one way and dark ones the other; hidden units are held as well, by copies of pixels or by codes, or nothing could be learned. In this state the units are in equilibrium. Then the force fades to zero over three quarters of the time, heat does the rest, and every little step from \\(x\\) to \\(x^{\\prime}=x+\\Delta x\\) is written down. \\(\\theta\\) plays no part in this.",
  "article.training.p2":
    "<b>Then the computer is asked:</b> had you been at \\(x^{\\prime}\\), how probable would it be that you step back to \\(x\\)? The wanted way back is \\(-\\Delta x\\); the computer’s own forces at \\(x^{\\prime}\\) would take it by \\(-\\mu\\,\\partial_iV_\\theta(x^{\\prime})\\Delta t\\); the difference is left to a lucky kick, and large kicks are rare. <b>The loss</b> is minus the logarithm of that probability, summed over all steps and pictures:",
  "article.training.term.moved": "<b>\\(-\\Delta x_i\\)</b> the step, taken back.",
  "article.training.term.reverse":
    "<b>\\(\\mu\\,\\partial_iV_\\theta(x^{\\prime})\\Delta t\\)</b> minus the way that the computer’s forces would go, taken at the place of arrival \\(x^{\\prime}\\), not at \\(x\\): from there it would have to go back.",
  "article.training.term.residual":
    "<b>\\(r_i=\\frac{-\\Delta x_i+\\mu\\partial_iV_\\theta(x^{\\prime})\\Delta t}{2kT}\\)</b> the residual: what the forces cannot explain.",
  "article.training.term.kick":
    "<b>\\(4\\mu kT\\Delta t\\)</b> the size of kicks: at more heat a deviation costs less.",
  "article.training.term.product":
    "<b>\\(r_ix^{\\prime}_j+r_jx^{\\prime}_i\\)</b> what lands on the coupling of two units.",
  "article.training.p3":
    "Were nothing but kicks left over, every unit would cost ½ in a step: \\(N/2\\) for \\(N\\) units. That is why the playground shows <b>loss − <i>N</i>/2</b>. It is a level to compare with, not a floor; the best there is may lie a little below it.",
  "article.training.p4":
    "<b>The way down.</b> \\(V_\\theta\\) is linear in \\(\\theta\\), so the loss is a quadratic bowl in \\(\\theta\\) with a single lowest level. Its slope needs the residual only:",
  "article.training.p5":
    "The paper’s trainer (<i>sgd</i>) notes one noisy trajectory, adds these up and takes one step against them, \\(\\theta\\leftarrow\\theta-\\alpha\\sum\\), again and again. The playground’s usual trainer (<i>exact</i>) uses the bowl: given the picture, the units move independently while they are noised, so all averages over all kicks follow from one table, without a single random number; some twenty iterations of conjugate gradients then do. Stopping early is deliberate: a lower loss does not by itself mean better pictures.",
  "article.training.subtitle1": "One step in slow motion",
  "article.training.p6":
    "Glyphs of 8 × 8 pixels with 16 hidden units. All numbers are of one real step of the core. In each map grey is 0, white and black are its largest value to either side; the two framed units are those whose coupling gets the most.",
  "article.heat.title": "5. Where the heat goes",
  "article.heat.p1":
    "While \\(\\theta\\) stays as it is, energy that the units lose has one place to go: the bath, the honey. So the <b>heat</b> that a generation gives off is",
  "article.heat.p2":
    "positive when given off, and counted in units of \\(kT\\). It is the heat of the dynamics alone. Switching \\(\\theta\\) on at the start is <b>work</b>, and so is whatever else acts from outside, a drive, a clamp, a setting changed during the run; work is counted separately, so that heat + change of energy = work at every moment. None of these numbers holds the cost of reading out, switching and control in a real device.",
  "article.heat.p3":
    "<b>Why heat rises with training.</b> Untrained, the computer begins in equilibrium and stays there: on average it gives off nothing. Training carves valleys along the pictures. Units that begin as noise now stand high above them and roll down, and the deeper the valleys, the more energy goes to the bath. Heat is the price of structure. The paper’s “minimal heat” is about the trained objective, the probability of the reversed path, not about this curve; and neither does a lower loss mean less heat, nor less heat better pictures.",
  "article.heat.p4":
    "The paper gives a mean of 2.9×10³ <i>kT</i> over 1,000 generations of three digits ({link1}); Wang and Deng find about 137 of their energy units, 1.37×10³ <i>kT</i>, with pictures scaled to variance 1 ({link2}). The glyphs here are smaller and give off less.",
  "article.heat.subtitle1": "Measured here",
  "article.heat.p5":
    "Guess first: how does the heat go as the training goes on? Then train, and generate 64 samples with the computer of each of these iterations.",
  "article.mirror.title": "6. Why some samples are inverted",
  "article.mirror.p1":
    "Change the sign of every unit. Wells and couplings do not notice, as each of their terms has an even number of factors; only the biases do:",
  "article.mirror.p2":
    "So every valley has a mirror image, the negative of the picture, and only biases can make it shallower. Training finds biases where the pictures have a mean that is not zero: with pixels between −1 and +1, mostly black pictures have a strong one, the hidden units’ biases break the symmetry, and most samples come out right. If every picture is scaled to mean 0, little is left to break it, and <b>about half of the samples are inverted</b>: the two valleys are almost equally deep, and which one a sample falls into is decided by its noise.",
  "article.mirror.p3":
    "How many valleys there are at all can be read off the couplings. At \\(x=0\\) the energy bends as \\(2J_2+\\lambda\\) along an eigenvector of the matrix \\(J\\) with eigenvalue \\(\\lambda\\). Those with \\(\\lambda&lt;-2J_2\\), left of the line, lead down from the middle: they carry what was learned. (In step 2 the eigenvalues were \\(J\\) and \\(-J\\).)",
  "article.mirror.subtitle1": "Measured here",
  "article.mirror.p4":
    "The same three glyphs learned twice, with pixels from −1 to +1 and with every picture scaled to mean 0, variance 1; no biases on pixels. Guess first: how many of 64 samples are inverted?",
  "article.short.title": "In short",
  "article.short.question1": "What is trained?",
  "article.short.answer1": "Couplings between units and biases on them. Wells, temperature and mobility stay.",
  "article.short.question2": "What is the loss?",
  "article.short.answer2":
    "How improbable it is that the computer takes the recorded steps, in which pictures dissolved, backwards: \\(-\\ln\\tilde P\\), shown per step, minus \\(N/2\\).",
  "article.short.question3": "Where does the heat go?",
  "article.short.answer3":
    "Into the bath. At fixed \\(\\theta\\) it is the energy that the units lose on their way down, and it grows as training digs deeper.",
  "article.short.question4": "Why are some samples inverted?",
  "article.short.answer4":
    "Without biases a picture and its negative have the same energy. Where the pictures’ mean is zero nothing prefers one of them.",
  "article.short.p1": "Back to the playground",
  "article.short.href": "lab.html",
  "article.sources.title": "Sources",
  "article.sources.p1":
    "Model, training and heat: S. Whitelam, <cite>Generative thermodynamic computing</cite>, {link}, Phys. Rev. Lett. 136, 037101 (2026); its Eqs 1–3 (energy and dynamics), 5–7 (noising), 8–11 (loss and gradient; 10 and 11 with the sign turned), 13–14 (minimal heat).",
  "article.sources.p2":
    "Updates at every step, and the exact path probabilities: Wang and Deng, {link1}. The density of a stepped unit: B. Leimkuhler, C. Matthews and M. V. Tretyakov, {link2}.",
  "article.head.description":
    "From one noisy unit in its well to a computer that turns noise into pictures: every step runs in this page and is held against what is known exactly.",
  "article.top.skip": "Skip to the first step",
  "article.top.title": "How it works",
  "article.other.href": "learn.de.html",
  "article.other.code": "de",
  "article.other.name": "Deutsch",
  "article.nav.label": "Steps",
  "article.terms.label": "The terms; press one to light it up in the picture",
  "article.one.picture.label":
    "Above, the well with the unit in it; in the middle, its path in time; below, bars that count many units and the line of Boltzmann’s law",
  "article.two.picture.label":
    "A map of the energy with the path of the pair on it, and two small maps: where pairs were found, and Boltzmann’s law",
  "article.three.picture.label":
    "Visible units in a square, each joined with every hidden unit; the hidden units are joined with each other",
  "article.steps": "steps",
  "article.const": "const.",
};
