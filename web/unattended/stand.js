// For a screen that stands by itself, with nobody to press reload: the page begins anew when it broke,
// and what a scanner types, or the camera reads, is told to the program as one text. Loaded by pages
// for such screens alone; the program calls for it, too (lx_stand_unattended).

const root = document.documentElement;
const program = () => globalThis.louxia;
const live = () => root.dataset.canvas === 'live';

// ---- beginning anew ------------------------------------------------------------------------------

const tries_key = 'unattended.tries';
const first_pause_ms = 2000;
const pause_ms_max = 5 * 60_000; // what never works is tried twelve times an hour
const well_after_ms = 5 * 60_000;
const start_ms_max = 90_000;
const context_ms_max = 10_000;

const kept_tries = () => {
    try { return Number(sessionStorage.getItem(tries_key)) || 0; } catch { return 0; }
};
const keep_tries = (tries) => {
    try { sessionStorage.setItem(tries_key, String(tries)); } catch { /* then each time is the first */ }
};

let beginning = false;
function begin_anew(why) {
    if (beginning) return;
    beginning = true;
    const tries = kept_tries();
    keep_tries(tries + 1);
    const pause = Math.min(pause_ms_max, first_pause_ms * 2 ** Math.min(tries, 20)) * (0.75 + Math.random() / 4);
    console.warn(`the page begins anew in ${Math.round(pause)} ms: ${why}`);
    setTimeout(() => location.reload(), pause);
}

const broke = (error) => {
    if (typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError) begin_anew(error.message);
};
addEventListener('error', (event) => broke(event.error));
addEventListener('unhandledrejection', (event) => broke(event.reason));

const look = () => {
    if (root.dataset.canvas === 'off') begin_anew(root.dataset.canvasReason);
};
new MutationObserver(look).observe(root, { attributeFilter: ['data-canvas'] });
look();
setTimeout(() => { if (!live()) begin_anew('not started'); }, start_ms_max);
setTimeout(() => { if (!beginning) keep_tries(0); }, well_after_ms);

let lost = 0;
addEventListener('webglcontextlost', () => {
    clearTimeout(lost);
    lost = setTimeout(() => begin_anew('context lost'), context_ms_max);
}, { capture: true });
addEventListener('webglcontextrestored', () => clearTimeout(lost), { capture: true });

// What the worker that serves without the net has not seen yet, since it came later than this page.
async function keep_files(...addresses) {
    if (!('serviceWorker' in navigator)) return;
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
        await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
    }
    await Promise.all(addresses.map((address) => fetch(address).catch(() => undefined)));
    navigator.serviceWorker.controller?.postMessage({ keep: location.pathname });
}
keep_files(import.meta.url);

// ---- a scanner that types ------------------------------------------------------------------------

// Scanners leave at most some 50 ms between two keys, fingers hardly ever less than 100.
const together_ms = 100;
const rest_ms = 500;
const short = 4; // digits that may be a hand's
const text_max = 4096;

let held = '';
let rests = 0;

const type_held = () => {
    const keys = held;
    held = '';
    for (const key of keys) program().typed(key);
};
const scan_held = () => {
    const text = held;
    held = '';
    program().scanned(text);
};
const by_hand = () => /^\d+$/.test(held) && held.length <= short;

addEventListener('keydown', (event) => {
    if (!live() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName)) return;
    const ends = event.key === 'Enter' || event.key === 'Tab';
    // Alone, a space or an Enter presses what has the focus; amid a scan they are part of it.
    if (held === '' ? event.key === ' ' || [...event.key].length !== 1 : !ends && [...event.key].length !== 1) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.repeat) return;
    clearTimeout(rests);
    if (ends) return held.length < short ? type_held() : scan_held();
    held = (held + event.key).slice(0, text_max);
    // Without an Enter behind it, too: some scanners are set up so.
    rests = setTimeout(() => {
        if (by_hand()) type_held();
        else if (held.length >= short) scan_held();
        else held = '';
    }, by_hand() ? together_ms : rest_ms);
}, { capture: true });

// ---- the camera ----------------------------------------------------------------------------------

const state = { absent: 0, closed: 1, open: 2, refused: 3, allowed: 4 }; // CameraState in platform.hpp
const look_every_ms = 200;
const same_after_ms = 3000; // a code that stays in sight is read once

let place = '';
let video = null;
let permitted = false;

const tell = (what) => program()?.camera?.(what);

async function find_reader() {
    if ('BarcodeDetector' in globalThis && (await BarcodeDetector.getSupportedFormats()).includes('qr_code')) {
        const detector = new BarcodeDetector({ formats: ['qr_code'] });
        return async (picture) => (await detector.detect(picture))[0]?.rawValue;
    }
    await new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = '{{asset:unattended/zxing_reader.js}}';
        script.onload = resolve;
        script.onerror = () => reject(new Error('its reader cannot be loaded'));
        document.head.append(script);
    });
    const { prepareZXingModule, readBarcodes } = globalThis.ZXingWASM;
    prepareZXingModule({ overrides: { locateFile: () => '{{asset:unattended/zxing_reader.wasm}}' } });
    const canvas = document.createElement('canvas');
    const paper = canvas.getContext('2d', { willReadFrequently: true });
    return async (picture) => {
        canvas.width = picture.videoWidth;
        canvas.height = picture.videoHeight;
        paper.drawImage(picture, 0, 0);
        const found = await readBarcodes(paper.getImageData(0, 0, canvas.width, canvas.height),
            { formats: ['QRCode'], maxNumberOfSymbols: 1 });
        return found[0]?.text;
    };
}

async function read_codes(mine, read) {
    let last = '';
    let seen_at = 0;
    while (video === mine) {
        if (mine.readyState >= 2 && document.visibilityState === 'visible') {
            const text = await read(mine).catch(() => '');
            const now = performance.now();
            if (now - seen_at > same_after_ms) last = '';
            if (text) {
                seen_at = now;
                if (text !== last && video === mine) program().scanned(text);
                last = text;
            }
        }
        await new Promise((resolve) => setTimeout(resolve, look_every_ms));
    }
}

const lay = () => {
    const [x, y, width, height] = place.split(',');
    video.style.cssText = `position:fixed;left:${x}px;top:${y}px;width:${width}px;height:${height}px;` +
        'object-fit:cover;border-radius:12px;pointer-events:none';
};

function close_camera() {
    const mine = video;
    video = null;
    for (const track of mine?.srcObject?.getTracks() ?? []) track.stop();
    mine?.remove();
}

async function open_camera() {
    const mine = video = document.createElement('video');
    mine.muted = mine.playsInline = mine.autoplay = true;
    mine.setAttribute('aria-hidden', 'true');
    lay();
    try {
        const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } });
        mine.srcObject = stream;
        if (video !== mine) return stream.getTracks().forEach((track) => track.stop());
        // Taken out, or given to another program: begun again by the next tap.
        stream.getTracks()[0].addEventListener('ended', () => { if (video === mine) { close_camera(); say_what_is_there(); } });
        document.getElementById('lx').append(mine);
        const read = await find_reader();
        tell(state.open);
        await read_codes(mine, read);
    } catch (error) {
        console.warn(`no camera: ${error}`);
        if (video !== mine) return;
        permitted = false; // until something else is plugged in
        close_camera();
        tell(state.refused);
    }
}

async function say_what_is_there() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    if (!devices.some((each) => each.kind === 'videoinput')) return tell(state.absent);
    permitted = await navigator.permissions.query({ name: 'camera' }).then((answer) => answer.state === 'granted', () => false);
    tell(permitted ? state.allowed : state.closed);
    if (!('BarcodeDetector' in globalThis)) {
        keep_files('{{asset:unattended/zxing_reader.js}}', '{{asset:unattended/zxing_reader.wasm}}');
    }
}

const move_camera = (to) => {
    if (to === place) return;
    place = to;
    if (!place) {
        close_camera();
        tell(permitted ? state.allowed : state.closed);
    } else if (video) {
        lay();
    } else {
        open_camera();
    }
};

// The program may have come first, or may come later.
const meet = () => {
    if (!navigator.mediaDevices?.getUserMedia) return;
    addEventListener('louxia-camera', (event) => move_camera(event.detail));
    navigator.mediaDevices.addEventListener('devicechange', () => { if (!video) say_what_is_there(); });
    say_what_is_there();
};
if (live()) meet();
else root.addEventListener('louxia-live', meet, { once: true });
