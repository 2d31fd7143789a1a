/** The words of the first page; English ones are written into it when it is built. */
export default /** @type {const} */ ({
  "play.title": "thermogen – this picture is being drawn by heat",
  "play.description":
    "Heat is random. Here it draws: thousands of noisy units learn pictures in this tab and turn noise into them. Melt it, cool it, use your own photo.",
  "play.skip": "Skip to the temperature",
  "play.nav": "Other pages",
  "play.language": "Language",
  "play.noscript": "The picture is computed in your browser, which needs JavaScript and WebAssembly for it.",
  "play.stage": "The living picture",
  "play.headline": "Heat is random. Here it draws.",
  "play.lede":
    "Every dot is an analog unit that heat kicks about. What the units have learned bends their random motion into a picture.",
  "play.measured": {
    one: "{units} noisy units learned {count} picture in {seconds} s, on this device. Nothing but heat and what they learned draws it.",
    other:
      "{units} noisy units learned {count} pictures in {seconds} s, on this device. Nothing but heat and what they learned draws them.",
  },
  "play.noise": "Noise",
  "play.likeness": "{name}, likeness {overlap} of 1",
  "play.state.noise": "Noise.",
  "play.state.learning": "Learning …",
  "play.state.condensing": "Condensing: {name}.",
  "play.state.resting": "At rest: {name}.",
  "play.state.melting": "Melting.",
  "play.state.mixed": "Between pictures.",
  "play.heat": {
    one: "Heat given off: 1 photon of green light",
    other: "Heat given off: {count} photons of green light",
  },
  "play.heat.taken": {
    one: "Heat taken up: 1 photon of green light",
    other: "Heat taken up: {count} photons of green light",
  },
  "play.heat.title":
    "{heat} kT given to the bath since this picture began to condense. One photon of green light (532 nm) carries 90 kT of a bath at 300 K.",
  "play.memory": "Pictures that it remembers; press one to ask for it",
  "play.ask": "Ask for: {name}",
  "play.add": "Remember another picture",
  "play.bath": "Temperature",
  "play.cold": "cold",
  "play.hot": "hot",
  "play.kt": "× {multiple}",
  "play.kt.said": "{multiple} times the temperature at which it learned",
  "play.photo": "Use my photo",
  "play.draw": "Draw",
  "play.pause": "Pause",
  "play.play": "Play",
  "play.film": "Film strip",
  "play.film.at": "Moment {time}",
  "play.share": "Share",
  "play.touch":
    "Touch the picture: a moving finger is hot and melts it, one that presses and stays is cold and holds it. Keys: arrows, Enter, H.",
  "play.photo.failed": "This picture could not be used: {why}",
  "play.draw.title": "Draw your own",
  "play.draw.text":
    "Draw something. As soon as you lift your finger, a small computer learns it, and sixteen copies of it condense from sixteen different noises.",
  "play.draw.clear": "Clear",
  "play.draw.state": "Sixteen samples of what you drew",
  "play.rub.title": "Rub out a part and watch it grow back",
  "play.rub.text":
    "Each unit feels what the others do. Rub over the picture: the dots under your finger melt, and the rest of the picture pulls them back into place.",
  "play.rub.picture": "A fish, at rest. Rub with the pointer, or use the arrows and Enter",
  "play.digit.title": "Ask for a digit and steer it",
  "play.digit.text":
    "This computer has learned 300 handwritten digits. Press one: noise becomes a digit that nobody wrote. Drag on the dark pad, and it leans and swells while you do.",
  "play.digit.chips": "Digits",
  "play.digit.picture": "The digit {digit}, drawn by heat",
  "play.how": "Why does this work? {learn}, step by step. All instruments, settings and your own data: {lab}.",
  "play.learn": "How it works",
  "play.learnHref": "learn.html",
  "play.lab": "The Lab",
  "play.paper": "After S. Whitelam, {work}, Phys. Rev. Lett. 136, 037101 (2026), {link}.",
  "play.licences":
    "Program: MIT or Apache-2.0; {notices}. Digits: MNIST, CC BY-SA 3.0. Nothing leaves this tab. Put a figure of it into your own page: {embed}.",
  "play.notices": "third-party notices",
  "play.embed": "embed",
});
