// Colours for browsers without light-dark() (before Chrome 123, Firefox 120, Safari 17.5): in a bundled sheet each token
// `--name:light-dark(A,B)` becomes `--name:var(--if-light,A) var(--if-dark,B)`, of which styles/tokens.css lets one be
// empty, and browsers that know light-dark() get it back, as it also follows the page around a figure.
// Limit: values without parentheses, as all tokens have.

const token = /(--[\w-]+):\s*light-dark\(([^,()]+),\s*([^()]+)\)/g;

/** @param {string} css a minified sheet @returns {string} */
export function withFallbacks(css) {
  return css.replace(/([^{}]+)\{([^{}]*light-dark\([^{}]*)\}/g, (_, selector, body) => {
    const known = [...body.matchAll(token)].map(([whole]) => whole).join(";");
    const fallen = body.replace(token, "$1:var(--if-light,$2) var(--if-dark,$3)");
    return `${selector}{${fallen}}@supports (color:light-dark(red,red)){${selector}{${known}}}`;
  });
}

/** What a style sheet may use; esbuild rewrites newer syntax. */
export const floor = ["chrome111", "firefox115", "safari16.4"];
