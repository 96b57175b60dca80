// Builds the front end into src/palermo/web/static/palermo/ and writes manifest.json, which tells a
// page the present file of each name: {"main.js": "main-4XQZ.js", "palermo.css": ..., ...}.
//
//   src/*.ts        islands, loaded as modules
//   src/head/*.ts   small classic scripts for the head
//   styles/         main.css is palermo.css, the stylesheet of every page but the print pack's: print.css
//   purge.mjs       takes out of Tabler's stylesheet what no page uses
//   icons.txt       the lucide icons that go into the sprite, one a line
//   assets/         copied as they are
//   licences/       texts for packages that bring none; with the others they become licences.txt
//
// Names carry a hash of the content, so a file under a name never changes. Text that is sent often lies beside its
// compressed forms (.br, .gz), which the server takes when the browser can read them.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { purged } from "./purge.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "src", "palermo", "web", "static", "palermo");

const shared = {
  absWorkingDir: here,
  outdir: out,
  bundle: true,
  minify: true,
  sourcemap: false,
  legalComments: "eof",
  metafile: true,
  logLevel: "warning",
  target: ["es2022", "chrome111", "firefox115", "safari16.4"],
  entryNames: "[name]-[hash]",
  chunkNames: "chunk-[hash]",
  assetNames: "[name]-[hash]",
};

async function listed(folder, extension) {
  const names = await readdir(join(here, folder));
  return names.filter((name) => name.endsWith(extension)).sort().map((name) => `${folder}/${name}`);
}

// What esbuild made: names without hash for what a page asks for, and every file that has to stay.
function outputs(result, nameOf) {
  const named = {};
  const files = [];
  for (const [path, made] of Object.entries(result.metafile.outputs)) {
    const file = relative(out, join(here, path));
    files.push(file);
    if (made.entryPoint) named[nameOf(made.entryPoint)] = file;
  }
  return { named, files };
}

const asScript = (entry) => `${basename(entry, ".ts")}.js`;

async function islands() {
  const entryPoints = await listed("src", ".ts");
  const result = await build({ ...shared, entryPoints, format: "esm", splitting: true });
  return outputs(result, asScript);
}

async function headScripts() {
  const entryPoints = await listed("src/head", ".ts");
  return outputs(await build({ ...shared, entryPoints, format: "iife" }), asScript);
}

async function stylesheets() {
  const result = await build({
    ...shared,
    entryPoints: [
      { in: "styles/main.css", out: "palermo" },
      { in: "styles/print.css", out: "print" },
    ],
    loader: { ".woff2": "file" },
    plugins: [purged(here)],
  });
  return outputs(result, (entry) => (entry.endsWith("print.css") ? "print.css" : "palermo.css"));
}

async function write(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  const file = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  await writeFile(join(out, file), content);
  return { named: { [name]: file }, files: [file] };
}

async function symbol(name) {
  const path = join(here, "node_modules", "lucide-static", "icons", `${name}.svg`);
  if (!existsSync(path)) throw new Error(`icons.txt: lucide has no icon called "${name}"`);
  const svg = await readFile(path, "utf8");
  const drawing = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="${name}" viewBox="0 0 24 24">${drawing.replace(/\s*\n\s*/g, "")}</symbol>`;
}

async function sprite() {
  const names = (await readFile(join(here, "icons.txt"), "utf8")).split("\n").filter(Boolean);
  const symbols = await Promise.all(names.map(symbol));
  const licence = "<!-- Icons: lucide, ISC licence -->";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${licence}\n${symbols.join("\n")}\n</svg>\n`;
  return write("icons.svg", svg);
}

async function assets() {
  const names = await readdir(join(here, "assets"));
  return Promise.all(names.sort().map(async (name) => write(name, await readFile(join(here, "assets", name)))));
}

// What is built carries other people's work; their licences go with it. A package without a licence
// file has its text in licences/.
async function licence(name) {
  const folder = join(here, "node_modules", name);
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const path = file ? join(folder, file) : join(here, "licences", `${name}.txt`);
  return `${name}\n\n${(await readFile(path, "utf8")).trim()}\n`;
}

async function licences() {
  const { dependencies } = JSON.parse(await readFile(join(here, "package.json"), "utf8"));
  const texts = await Promise.all(Object.keys(dependencies).sort().map(licence));
  return write("licences.txt", texts.join(`\n${"-".repeat(72)}\n\n`));
}

async function writeManifest(named) {
  // Renamed into place: a server that reads it meanwhile sees the old one or the new one.
  const draft = join(out, "manifest.json.new");
  await writeFile(draft, `${JSON.stringify(named, Object.keys(named).sort(), 2)}\n`);
  await rename(draft, join(out, "manifest.json"));
}

const SENT_OFTEN = new Set([".js", ".css", ".svg"]);

async function compressed(files) {
  const made = [];
  for (const file of files.filter((name) => SENT_OFTEN.has(extname(name)))) {
    const text = await readFile(join(out, file));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
    await writeFile(join(out, `${file}.br`), brotliCompressSync(text, { params }));
    await writeFile(join(out, `${file}.gz`), gzipSync(text, { level: 9 }));
    made.push(`${file}.br`, `${file}.gz`);
  }
  return made;
}

async function removeOthers(files) {
  const keep = new Set([...files, "manifest.json"]);
  const present = await readdir(out);
  await Promise.all(present.filter((name) => !keep.has(name)).map((name) => rm(join(out, name), { recursive: true })));
}

await mkdir(out, { recursive: true });
const parts = (await Promise.all([islands(), headScripts(), stylesheets(), sprite(), licences(), assets()])).flat();
const named = Object.assign({}, ...parts.map((part) => part.named));
const files = parts.flatMap((part) => part.files);
const small = await compressed(files);
await writeManifest(named);
await removeOthers([...files, ...small]);
console.log(Object.values(named).map((file) => `  ${file}`).join("\n"));
