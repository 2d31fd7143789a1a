// How the scripts and the tests of the page start a Chromium: without a window, and asking no other host for anything.

const quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const launching = {
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", ...quiet],
};
