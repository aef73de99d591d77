// Completes what `vite build` has written to the folder named on the command
// line: LICENSES.txt, and manifest.json, which tells the server and the tests
// what the folder holds and which sources it was made from. Run by ../build.sh,
// in this folder. The output depends on this folder and on nothing else.
import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';

const out = process.argv[2];
if (!out) {
  console.error('usage: node manifest.mjs FOLDER');
  process.exit(2);
}

/** Beside the sources: what is fetched, what is built, and what is only tested with. */
const NO_SOURCES = ['node_modules', 'dist', 'test', 'vitest.config.ts'];
const TESTS = /\.test\.ts$/;

// The page's own files have names that change with their contents; the page names
// them relative to itself.
const page = await readFile(join(out, 'index.html'), 'utf8');
function entryOf(what, pattern) {
  const found = [...page.matchAll(pattern)];
  if (found.length !== 1) {
    throw new Error(`index.html refers to ${found.length} files as its ${what}: one is expected`);
  }
  return posix.normalize(found[0][1]);
}
const entry = {
  script: entryOf('script', /<script\b[^>]*\bsrc="([^"]+)"/g),
  style: entryOf('style sheet', /<link\b[^>]*\brel="stylesheet"[^>]*\bhref="([^"]+)"/g),
  icon: entryOf('icon', /<link\b[^>]*\brel="icon"[^>]*\bhref="([^"]+)"/g),
};

// All that the page depends on, the tools aside: of each of them code may be in
// the bundle.
const lock = JSON.parse(await readFile('package-lock.json', 'utf8'));
const packages = [];
for (const [folder, about] of Object.entries(lock.packages)) {
  if (folder === '' || about.dev || about.devOptional || about.optional) continue;
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  packages.push({ folder, name: `${name} ${version}`, license });
}
packages.sort((a, b) => (a.name < b.name ? -1 : 1));

async function licenceOf({ folder, name, license }) {
  const files = (await readdir(folder)).filter((f) => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(f)).sort();
  const texts = [];
  for (const file of files) {
    texts.push((await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n').trim());
  }
  if (texts.length === 0) {
    throw new Error(`${name} (${license}) holds no licence: see how ../../internal/server/playground/ui/build.mjs gives one`);
  }
  return texts.join('\n\n');
}

// The same text is given once, with all packages under it.
const groups = new Map();
for (const p of packages) {
  const text = await licenceOf(p);
  groups.set(text, [...(groups.get(text) ?? []), `${p.name} (${p.license})`]);
}
const rule = '-'.repeat(72);
await writeFile(
  join(out, 'assets', 'LICENSES.txt'),
  'The explorer is built with these packages, under these licences.\n\n' +
    [...groups].map(([text, group]) => `${rule}\n${group.join('\n')}\n\n${text}\n`).join('\n'),
);

async function sums(root, leftOut) {
  const entries = await readdir(root, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((e) => e.isFile())
    .map((e) => relative(root, join(e.parentPath, e.name)).split(sep).join('/'))
    .filter((path) => !leftOut.includes(path.split('/')[0]) && !TESTS.test(path))
    .sort();
  const result = {};
  for (const path of paths) {
    const data = await readFile(join(root, path));
    result[path] = { bytes: data.length, sha256: createHash('sha256').update(data).digest('hex') };
  }
  return result;
}

const files = await sums(out, ['manifest.json']);
for (const [what, path] of Object.entries(entry)) {
  if (!files[path]) throw new Error(`the ${what} ${path} is not in ${out}`);
}
await writeFile(
  join(out, 'manifest.json'),
  JSON.stringify({ entry, files, packages: packages.map((p) => p.name), sources: await sums('.', NO_SOURCES) }, null, 2) + '\n',
);
