// Starts the canvas client beside the server's page. The page stays, and works, when the client cannot run here
// (no WebAssembly, no WebGL) or shows no frame in time; and when the reader has begun to fill in one of its forms.
const patience_ms = 3000;

const canRun = () => typeof WebAssembly === 'object' && typeof createImageBitmap === 'function' &&
  'inert' in HTMLElement.prototype && 'adoptedStyleSheets' in Document.prototype;

// Once the page has been painted, since what follows keeps the graphics busy; or after a while where no browser tells.
const painted = () => new Promise((resolve) => {
  setTimeout(resolve, 500);
  new PerformanceObserver(resolve).observe({ type: 'paint', buffered: true });
});

const drawn = () => new Promise(requestAnimationFrame);

// When a worker has woken the graphics (graphics.js), or cannot.
const woken = () => new Promise((resolve) => {
  if (typeof OffscreenCanvas !== 'function') return resolve();
  const worker = new Worker('{{asset:graphics.js}}');
  worker.onmessage = worker.onerror = () => {
    worker.terminate();
    resolve();
  };
});

// The canvas's context, made while the program is on its way, of the page's size (paint.lib.js); nothing without WebGL.
const contextToDrawIn = () => {
  const canvas = document.createElement('canvas'), dpr = Math.min(3, Math.max(1, devicePixelRatio));
  canvas.id = 'lx-canvas';
  canvas.width = Math.round(innerWidth * dpr);
  canvas.height = Math.round(innerHeight * dpr);
  const options = { alpha: false, depth: false, stencil: false, antialias: false, powerPreference: 'low-power' };
  const gl = canvas.getContext('webgl2', options) || canvas.getContext('webgl', options);
  return gl && ('drawBuffers' in gl || gl.getExtension('OES_element_index_uint')) && gl;
};

const giveUp = (why) => {
  const root = document.documentElement;
  if (root.dataset.canvas) return;
  root.dataset.canvas = 'off';
  root.dataset.canvasReason = why;
  const host = document.getElementById('lx');
  if (host) host.remove();
};

// A form that is being filled in is not taken away.
addEventListener('input', (event) => {
  if (!event.target.closest('#lx')) giveUp('typing');
}, { capture: true });

// After a trap nothing of the program can be trusted. Unshown, it leaves the page alone; shown, it is loaded
// anew, and not started again when it has trapped twice within a minute.
const traps = () => { try { return Number(sessionStorage.getItem('traps')); } catch (refused) { return 0; } };
const setTraps = (count) => { try { sessionStorage.setItem('traps', count); } catch (refused) { /* unkept */ } };
const failed = (event) => {
  const why = event.error || event.reason;
  if (typeof WebAssembly !== 'object' || !(why instanceof WebAssembly.RuntimeError)) return;
  giveUp('trapped');
  if (document.documentElement.dataset.canvas !== 'live') return;
  setTraps(traps() + 1);
  if (traps() > 0) location.reload();
};
addEventListener('error', failed);
addEventListener('unhandledrejection', failed);

// Compiled while it streams in, beside its glue; from all its bytes where that is unknown or refused (a proxy
// that names another type).
const compiled = async (coming, imports) => {
  const reply = await coming;
  if (!reply.ok) throw new Error(reply.status);
  const spare = reply.clone();
  try {
    return await WebAssembly.instantiateStreaming(reply, imports);
  } catch (refused) {
    return WebAssembly.instantiate(await spare.arrayBuffer(), imports);
  }
};

// What the program asks for first, as the page names it, comes while the program is compiled, which then takes
// each from here, once (device.lib.js).
const early = {};
const askEarly = () => {
  const named = document.querySelector('meta[name=early]');
  for (const url of named ? named.content.split(' ') : []) {
    // Read to its end at once: the program may never come.
    early[url] = fetch(url, { credentials: 'same-origin', cache: 'no-store', headers: { accept: 'application/json' } })
      .then(async (reply) => new Response(await reply.arrayBuffer(), reply));
    early[url].catch(() => {});
  }
};

const start = () => {
  if (!canRun()) return giveUp('unsupported');
  if (traps() > 1) {
    setTraps(0);
    return giveUp('trapped');
  }
  setTimeout(setTraps, 60000, 0);
  let clock = 0;
  const stop = new AbortController();
  const coming = fetch('{{asset:app.wasm}}', { credentials: 'same-origin', signal: stop.signal });
  const aborted = () => giveUp('aborted');
  coming.catch(aborted);
  globalThis.Module = {
    early,
    instantiateWasm: (imports, receive) => {
      Promise.all([compiled(coming, imports), drawing]).then(([{ instance, module }]) => {
        if (document.documentElement.dataset.canvas) return;
        if (Module.gl.isContextLost()) giveUp('lost');
        else receive(instance, module);
      }, aborted);
      return {};
    },
    preRun: [() => {
      clock = setTimeout(() => giveUp('late'), patience_ms);
      document.documentElement.addEventListener('louxia-live', () => clearTimeout(clock), { once: true });
    }],
    onAbort: aborted,
  };
  const drawing = painted().then(() => {
    const script = document.createElement('script');
    script.src = '{{asset:app.js}}';
    script.async = true;
    script.onerror = () => giveUp('unreachable');
    document.head.append(script);
    return woken();
  }).then(drawn).then(drawn).then(() => {
    Module.gl = contextToDrawIn();
    if (Module.gl) {
      askEarly();
      // The program begins as a task of its own.
      return new Promise(setTimeout);
    }
    giveUp('unsupported');
    stop.abort();
  });
};

if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start, { once: true });
else start();
