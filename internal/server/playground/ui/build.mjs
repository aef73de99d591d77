// Bundles src/ into the folder named on the command line. Run by ../build.sh,
// which installs the pinned packages first. The output depends on this folder
// and on nothing else: no clock, no path, no environment.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';

const out = process.argv[2];
if (!out) {
  console.error('usage: node build.mjs OUTPUT-FOLDER');
  process.exit(2);
}
await mkdir(out, { recursive: true });

// GraphiQL's style sheet carries Roboto and Fira Code as data URLs, three
// quarters of its size; app.css names the system's fonts instead. Without the
// fonts the page needs no font-src, and their licences are no concern.
const withoutFonts = {
  name: 'without-fonts',
  setup(b) {
    b.onLoad({ filter: /graphiql.*\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/@font-face\s*\{[^}]*\}/g, ''),
      loader: 'css',
    }));
  },
};

// CodeMirror 5 is past mending: its completion list forgets where its container
// stands once the editor scrolls below it, and jumps across the page. Typing at
// the end of a long line is enough to scroll.
const hintsStay = {
  name: 'hints-stay',
  setup(b) {
    b.onLoad({ filter: /codemirror\/addon\/hint\/show-hint\.js$/ }, async ({ path }) => {
      let contents = await readFile(path, 'utf8');
      for (const [from, to] of [
        ['hints.style.top = newTop + "px"', 'hints.style.top = (newTop - offsetTop) + "px"'],
        [
          'hints.style.left = (left + startScroll.left - curScroll.left) + "px"',
          'hints.style.left = (left - offsetLeft + startScroll.left - curScroll.left) + "px"',
        ],
        [
          'hints.style.left = (left = Math.max(pos.left - overlapX - offsetLeft, 0)) + "px"',
          'hints.style.left = ((left = Math.max(pos.left - overlapX, offsetLeft)) - offsetLeft) + "px"',
        ],
      ]) {
        if (contents.split(from).length !== 2) {
          throw new Error(`${path} does not hold ${from} once: look at it again`);
        }
        contents = contents.replace(from, to);
      }
      return { contents, loader: 'js' };
    });
  },
};

const bundle = await build({
  entryPoints: { app: 'src/app.jsx' },
  outdir: out,
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  minify: true,
  // One file. GraphiQL loads CodeMirror in some twenty pieces, all of them at
  // once and at once: splitting would only add requests.
  splitting: false,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [withoutFonts, hintsStay],
  alias: { 'react-style-singleton': './src/no-style-tags.js' },
  // All licences are in LICENSES.txt, whole.
  legalComments: 'none',
  charset: 'utf8',
  metafile: true,
  logLevel: 'warning',
});

const sha256 = data => createHash('sha256').update(data).digest('hex');
const entry = {};
for (const path of Object.keys(bundle.metafile.outputs)) {
  const kind = { '.js': 'script', '.css': 'style' }[extname(path)];
  if (!kind || entry[kind]) {
    throw new Error(`unexpected output ${path}: the page knows one script and one style sheet`);
  }
  entry[kind] = basename(path);
}

const icon = await readFile('src/icon.svg');
entry.icon = `icon-${sha256(icon).slice(0, 8).toUpperCase()}.svg`;
await writeFile(join(out, entry.icon), icon);

// Only packages of which code is in the bundle: esbuild itself is not.
const packages = new Map();
for (const path of Object.values(bundle.metafile.outputs).flatMap(o => Object.keys(o.inputs))) {
  const match = path.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//);
  if (match) {
    const about = JSON.parse(await readFile(join(match[1], 'package.json'), 'utf8'));
    packages.set(`${about.name} ${about.version}`, { folder: match[1], about });
  }
}
const names = [...packages.keys()].sort();

// Packages published without a licence file, and one of the same repository or
// author that holds it.
const SAME_LICENCE = {
  '@graphiql/plugin-doc-explorer': 'graphiql',
  '@graphiql/plugin-history': 'graphiql',
  'react-compiler-runtime': 'react',
  'react-remove-scroll-bar': 'react-remove-scroll',
};
const licences = [];
for (const name of names) {
  const { folder, about } = packages.get(name);
  const files = (await readdir(folder)).filter(f => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(f)).sort();
  const texts = [];
  for (const file of files) {
    texts.push((await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n').trim());
  }
  if (texts.length === 0) {
    const sibling = SAME_LICENCE[about.name];
    const fallback = sibling ? `node_modules/${sibling}/LICENSE` : `licences/${about.name}.txt`;
    if (!existsSync(fallback)) {
      throw new Error(`${name} (${about.license}) holds no licence: put its text into ui/${fallback}`);
    }
    texts.push((await readFile(fallback, 'utf8')).trim());
  }
  licences.push({ name, licence: about.license, text: texts.join('\n\n') });
}
// The same text is given once, with all packages under it.
const groups = new Map();
for (const { name, licence, text } of licences) {
  const group = groups.get(text) ?? [];
  group.push(`${name} (${licence})`);
  groups.set(text, group);
}
const rule = '-'.repeat(72);
await writeFile(
  join(out, 'LICENSES.txt'),
  'The playground contains code of these packages, under these licences.\n\n' +
    [...groups].map(([text, group]) => `${rule}\n${group.join('\n')}\n\n${text}\n`).join('\n'),
);

// The manifest tells the server the names, and the tests what dist/ has to
// hold and which sources it was made from.
async function sums(files) {
  const result = {};
  for (const file of files.sort()) {
    const data = await readFile(file);
    result[file] = { bytes: data.length, sha256: sha256(data) };
  }
  return result;
}
async function tree(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter(e => e.isFile()).map(e => join(e.parentPath ?? e.path, e.name));
}
const files = {};
for (const [path, sum] of Object.entries(await sums(await tree(out)))) {
  files[basename(path)] = sum;
}
const sources = await sums([
  '.npmrc',
  'build.mjs',
  'package-lock.json',
  'package.json',
  ...(await tree('src')),
  ...(existsSync('licences') ? await tree('licences') : []),
]);
await writeFile(
  join(out, 'manifest.json'),
  JSON.stringify({ entry, files, packages: names, sources }, null, 2) + '\n',
);
