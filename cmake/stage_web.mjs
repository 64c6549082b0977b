// Stages everything that the browser loads into one folder:
//
//   node cmake/stage_web.mjs --source ROOT --wasm FOLDER-OF-app.js --out FOLDER --cache FOLDER
//                            [--shrink yes]   a last pass over app.wasm by npm's binaryen, over scripts by its terser
//
// Names carry the hash of their content and may be cached for ever, save the few whose address is
// fixed (service worker, manifest, assets.json). Beside each compressible file lie its .br and .gz.
//
// What is staged, by its logical name:
//   app.js, app.wasm             from the wasm build
//   NAME.css, NAME.js            from web/, in folders as there; *.lib.js, templates and texts are not
//   unattended/zxing_reader.js, .wasm   from npm's zxing-wasm: reads codes where the browser cannot
//   pictures/KEY-SIZE.webp       from assets/pictures/pictures.json
//   icons/NAME.svg, icons/NAME-SIZE.png   from assets/icons
//   manifest.webmanifest, service_worker.js   from web/, under their own names
//
// Inside .css, .js, manifest and service worker, {{asset:LOGICAL-NAME}} becomes the address of that
// file; in the service worker "{{shell}}" becomes the list of addresses of the shell and
// {{version}} a hash over them. assets.json tells the server the same.

import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as zlib from 'node:zlib';

const address_base = '/static/';
const fixed_names = new Set(['manifest.webmanifest', 'service_worker.js']);
const compressible = new Set(['.js', '.css', '.wasm', '.svg', '.json', '.webmanifest', '.txt']);
const reader_of_codes = {
    'unattended/zxing_reader.js': 'iife/reader/index.js',
    'unattended/zxing_reader.wasm': 'reader/zxing_reader.wasm',
};
const server_side = /^(templates|text|pages)\//;

const options = Object.fromEntries(
    process.argv.slice(2).map((word, at, words) =>
        word.startsWith('--') ? [word.slice(2), words[at + 1]] : null).filter(Boolean));
const { source, wasm, out, cache, shrink } = options;
for (const name of ['source', 'wasm', 'out', 'cache']) {
    if (!options[name]) throw new Error(`--${name} is missing`);
}

const hash_of = (...parts) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest('hex');
};

// ---- a cache of slow conversions, keyed by their input -----------------------------------------

function cached(key, extension, make) {
    const file = path.join(cache, key.slice(0, 40) + extension);
    if (!fs.existsSync(file)) {
        fs.mkdirSync(cache, { recursive: true });
        const fresh = `${file}.${process.pid}.new${extension}`;
        make(fresh);
        fs.renameSync(fresh, file);
    }
    return fs.readFileSync(file);
}

const compress = (content, extension, method) =>
    cached(hash_of(content, extension, String(method)), extension, (file) => fs.writeFileSync(file, method(content)));

const brotli = (content) => compress(content, '.br', (bytes) => zlib.brotliCompressSync(bytes, {
    params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: zlib.constants.BROTLI_MAX_QUALITY,
        [zlib.constants.BROTLI_PARAM_LGWIN]: 22,
        [zlib.constants.BROTLI_PARAM_LGBLOCK]: 20, // the program in one block: 0.06 % less than by itself
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
}));
const gzip = (content) => compress(content, '.gz', (bytes) => zlib.gzipSync(bytes, { level: 9 }));

// ---- the sources ---------------------------------------------------------------------------------

const run = (command, parameters) =>
    execFileSync(command, parameters, { stdio: ['ignore', 'ignore', 'pipe'] });

function render_svg(svg, size) {
    const content = fs.readFileSync(svg);
    return cached(hash_of(content, 'png', String(size)), '.png', (file) =>
        run('rsvg-convert', ['-w', String(size), '-h', String(size), '-o', file, svg]));
}

function picture(entry, size) {
    const webp_settings = ['-quiet', '-q', '82', '-alpha_q', '90', '-m', '6', '-metadata', 'none'];
    const from = entry.svg
        ? path.join(source, 'assets/pictures', entry.svg)
        : path.join(source, 'node_modules/@lobehub/fluent-emoji-3d/assets', `${entry.emoji}.webp`);
    if (!fs.existsSync(from)) throw new Error(`${from} is missing: run ./emsdk-setup.sh`);
    const key = hash_of(fs.readFileSync(from), 'webp', String(size), webp_settings.join(' '));
    return cached(key, '.webp', (file) => {
        const flat = `${file}.png`;
        if (entry.svg) {
            run('rsvg-convert', ['-w', String(size), '-h', String(size), '-o', flat, from]);
        } else {
            run('dwebp', ['-quiet', '-scale', String(size), String(size), from, '-o', flat]);
        }
        run('cwebp', [...webp_settings, flat, '-o', file]);
        fs.rmSync(flat);
    });
}

function files_below(folder, prefix = '') {
    if (!fs.existsSync(folder)) return [];
    return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory()
            ? files_below(path.join(folder, entry.name), `${prefix}${entry.name}/`)
            : [`${prefix}${entry.name}`]).sort();
}

// Debian's emcc brings a wasm-opt of its year; a newer one, run until nothing changes, takes some two
// per cent more off what every phone downloads.
function shrunk(content) {
    const optimizer = path.join(source, 'node_modules/binaryen/bin/wasm-opt');
    if (!fs.existsSync(optimizer)) throw new Error(`${optimizer} is missing: run ./emsdk-setup.sh`);
    const settings = ['-Oz', '--flatten', '--rereloop', '-Oz', '--converge', '--merge-similar-functions', '-Oz', '--reorder-functions', '--traps-never-happen', '--low-memory-unused', '--enable-bulk-memory', '--enable-sign-ext',
        '--enable-nontrapping-float-to-int', '--enable-mutable-globals'];
    const version = fs.readFileSync(path.join(source, 'node_modules/binaryen/package.json'));
    return cached(hash_of(content, version, settings.join(' ')), '.wasm', (file) => {
        const from = `${file}.from.wasm`;
        fs.writeFileSync(from, content);
        run(process.execPath, [optimizer, ...settings, '-o', file, from]);
        fs.rmSync(from);
    });
}

// The glue without what nobody asks it for: names of the program's functions and views of its memory for
// others (tests ask for one of each), advice for who builds it, and its own ways to fetch the program, which boot.js has fetched.
const unused_glue = [
    /Module\["_lx_(?!on_scan")\w+"\]=/g, /Module\["HEAP(?!U8")\w+"\]=/g, /Module\["preloaded\w+"\]=\{\};/g,
    /var out=console\.log\.bind\(console\);/, /err\("Module\.instantiateWasm callback failed with error: "\+e\);/,
    /this\.message="Program terminated with exit\("\+status\+"\)";/,
    /what\+="\. Build with -s ASSERTIONS=1 for more info\.";/,
    /if\(ENVIRONMENT_IS_WORKER\)\{scriptDirectory=.*?else\{scriptDirectory=""\}/,
    /var wasmBinaryFile;.*?(?=function createWasm)/,
    /function receiveInstantiationResult.*?(?=if\(Module\["instantiateWasm"\]\))/, /instantiateAsync\(\);return\{\}/,
];
function lean_glue(content) {
    return unused_glue.reduce((text, part) => {
        const lean = text.replace(part, '');
        if (lean === text) throw new Error(`the glue has no ${part}`);
        return lean;
    }, content.toString());
}

// Scripts as a browser needs them, without words that are only for readers.
function shrunk_script(name, content) {
    const minifier = path.join(source, 'node_modules/terser/bin/terser');
    if (!fs.existsSync(minifier)) throw new Error(`${minifier} is missing: run ./emsdk-setup.sh`);
    // The glue is no module; of its names the loader knows one.
    const [names, unused] = name === 'app.js'
        ? [['-m', 'toplevel,reserved=[Module]'], 'toplevel,top_retain=[Module],'] : [['-m', '--module'], ''];
    const settings = [...names, '-c', `${unused}passes=3,ecma=2020`];
    const version = fs.readFileSync(path.join(source, 'node_modules/terser/package.json'));
    return cached(hash_of(content, version, settings.join(' '), unused_glue.join(' ')), '.js', (file) => {
        const from = `${file}.from.js`;
        fs.writeFileSync(from, name === 'app.js' ? lean_glue(content) : content);
        run(process.execPath, [minifier, from, ...settings, '-o', file]);
        fs.rmSync(from);
    });
}

// logical name -> content, before any address is filled in
function collect() {
    const files = new Map();
    const web = path.join(source, 'web');
    for (const name of files_below(web)) {
        if (server_side.test(name) || name.endsWith('.lib.js')) continue;
        if (/\.(css|js|svg)$/.test(name) || fixed_names.has(name)) {
            files.set(name, fs.readFileSync(path.join(web, name)));
        }
    }
    for (const name of ['app.wasm', 'app.js']) {
        const file = path.join(wasm, name);
        if (fs.existsSync(file)) files.set(name, fs.readFileSync(file));
    }
    // Another project's files, as they come.
    for (const [name, file] of files.has('unattended/stand.js') ? Object.entries(reader_of_codes) : []) {
        const from = path.join(source, 'node_modules/zxing-wasm/dist', file);
        if (!fs.existsSync(from)) throw new Error(`${from} is missing: run ./emsdk-setup.sh`);
        files.set(name, fs.readFileSync(from));
    }
    if (shrink === 'yes' && files.has('app.wasm')) {
        files.set('app.wasm', shrunk(files.get('app.wasm')));
    }
    if (files.has('app.js')) {
        const text = files.get('app.js').toString();
        files.set('app.js', Buffer.from(text.replaceAll('"app.wasm"', '"{{file:app.wasm}}"')));
    }
    if (shrink === 'yes') {
        for (const [name, content] of files) {
            if (name.endsWith('.js') && !fixed_names.has(name) && !(name in reader_of_codes)) files.set(name, shrunk_script(name, content));
        }
    }
    return files;
}

function add_icons(files) {
    const folder = path.join(source, 'assets/icons');
    for (const name of files_below(folder).filter((each) => each.endsWith('.svg'))) {
        const stem = name.replace(/\.svg$/, '');
        const svg = path.join(folder, name);
        files.set(`icons/${name}`, fs.readFileSync(svg));
        for (const size of stem.endsWith('_maskable') ? [192, 512] : [32, 180, 192, 512]) {
            files.set(`icons/${stem}-${size}.png`, render_svg(svg, size));
        }
    }
}

function add_pictures(files) {
    const list = JSON.parse(fs.readFileSync(path.join(source, 'assets/pictures/pictures.json')));
    for (const [key, entry] of Object.entries(list.pictures)) {
        for (const size of list.sizes) files.set(`pictures/${key}-${size}.webp`, picture(entry, size));
    }
    return list;
}

// ---- names and addresses ---------------------------------------------------------------------------

const tokens = /\{\{(asset|file):([^}]+)\}\}/g;

// Gives every file its final name, those first that others name.
function resolve(files) {
    const staged = new Map();
    const under_way = new Set();
    const place = (name) => {
        if (staged.has(name)) return staged.get(name).file;
        if (!files.has(name)) throw new Error(`{{asset:${name}}} is named, but there is no such file`);
        if (under_way.has(name)) throw new Error(`${name} names itself in a circle`);
        under_way.add(name);
        let content = files.get(name);
        if (/\.(js|css|webmanifest)$/.test(name)) {
            content = Buffer.from(content.toString().replace(tokens, (_, kind, wanted) =>
                (kind === 'asset' ? address_base : '') + place(wanted)));
        }
        const { dir, name: stem, ext } = path.parse(name);
        const file = fixed_names.has(name)
            ? name
            : path.posix.join(dir, `${stem}.${hash_of(content).slice(0, 10)}${ext}`);
        staged.set(name, { file, content });
        return file;
    };
    for (const name of files.keys()) if (name !== 'service_worker.js') place(name);
    return { staged, place };
}

// The shell: what the app needs to start without the net. Pictures are cached as they are met, and so
// is what only screens that stand unattended load.
const belongs_to_shell = (name) =>
    !fixed_names.has(name) && !name.startsWith('unattended/') && (!name.includes('/') || /\.(js|css)$/.test(name));

function stage() {
    const files = collect();
    add_icons(files);
    const list = add_pictures(files);

    const { staged, place } = resolve(files);
    const shell = [...staged].filter(([name]) => belongs_to_shell(name))
        .map(([, each]) => address_base + each.file).sort();
    const version = hash_of(shell.join('\n')).slice(0, 10);
    if (files.has('service_worker.js')) {
        const text = files.get('service_worker.js').toString()
            .replaceAll(/(["'])\{\{shell\}\}\1/g, JSON.stringify(shell))
            .replaceAll('{{version}}', version);
        // As small as the others, but only now that its addresses are lists and no longer words.
        files.set('service_worker.js', shrink === 'yes' ? shrunk_script('service_worker.js', text) : Buffer.from(text));
        place('service_worker.js');
    }

    const pictures = Object.fromEntries(Object.entries(list.pictures).map(([key, entry]) => [key, {
        tile: entry.tile,
        ...Object.fromEntries(list.sizes.map((size) =>
            [size, address_base + staged.get(`pictures/${key}-${size}.webp`).file])),
    }]));
    const index = {
        base: address_base,
        version,
        files: Object.fromEntries([...staged].map(([name, each]) => [name, each.file]).sort()),
        shell,
        fallback_picture: list.fallback,
        pictures,
    };
    staged.set('assets.json', {
        file: 'assets.json',
        content: Buffer.from(`${JSON.stringify(index, null, 1)}\n`),
    });
    return staged;
}

// ---- writing ---------------------------------------------------------------------------------------

function write_when_changed(file, content) {
    if (fs.existsSync(file) && fs.readFileSync(file).equals(content)) return;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(`${file}.new`, content);
    fs.renameSync(`${file}.new`, file);
}

const staged = stage();
const wanted = new Set();
for (const { file, content } of staged.values()) {
    const forms = [['', content]];
    if (compressible.has(path.extname(file))) {
        forms.push(['.br', brotli(content)], ['.gz', gzip(content)]);
    }
    for (const [ending, bytes] of forms) {
        wanted.add(file + ending);
        write_when_changed(path.join(out, file + ending), bytes);
    }
}
for (const name of files_below(out)) {
    if (!wanted.has(name)) fs.rmSync(path.join(out, name));
}
const app = [...staged].filter(([name]) => /^app\.(js|wasm)$/.test(name));
const bytes = app.reduce((sum, [, each]) => sum + brotli(each.content).length, 0);
console.log(`staged ${staged.size} files; app ${(bytes / 1024).toFixed(1)} KB brotli`);
