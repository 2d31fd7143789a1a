// How the scripts and the tests of the page start a Chromium: without a window, and asking no other host for anything.

const quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const launching = {
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", ...quiet],
};

// Chromium makes, with every window, two pages of its own for the suggestions of an address bar that nobody sees, and a
// process in reserve. They cost as much as opening the Lab.
const idle = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"];

/** For tests, which open hundreds of windows. Times that a visitor waits are measured without this. */
export const launchingForTests = { ...launching, args: [...launching.args, `--disable-features=${idle.join(",")}`] };
