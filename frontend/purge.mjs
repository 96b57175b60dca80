// Tabler is half a megabyte of rules, of which our pages use a tenth. This esbuild plugin leaves in its stylesheet what
// a word in our templates, Python or TypeScript may name. Words are found as they stand there, so a class that is put
// together ("lb-" + state) has to be written out somewhere, or named in KEPT. Our own stylesheets are left whole.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PurgeCSS } from "purgecss";

const TABLER = /tabler\.min\.css$/;
const KEPT = ["modal-open", "was-validated", /^data-bs-/];

export function purged(here) {
  const root = join(here, "..", "src", "palermo");
  const content = ["pages/**/*.html", "pages/**/*.py", "web/**/*.html", "web/**/*.py", "report/**/*.html", "report/**/*.py"].map((glob) => join(root, glob));
  content.push(join(here, "src", "**/*.ts"));
  return {
    name: "purge",
    setup(build) {
      build.onLoad({ filter: TABLER }, async ({ path }) => {
        const raw = await readFile(path, "utf8");
        const [made] = await new PurgeCSS().purge({
          content,
          css: [{ raw, name: path }],
          variables: true,
          keyframes: true,
          safelist: { standard: KEPT },
        });
        return { contents: made.css, loader: "css" };
      });
    },
  };
}
