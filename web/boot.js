// Starts the canvas client beside the server's page. The page stays, and works, when the client cannot run here
// (no WebAssembly, no WebGL) or shows no frame in time; and when the reader has begun to fill in one of its forms.
const patience_ms = 3000;

const canRun = () => {
  if (typeof WebAssembly !== 'object' || typeof createImageBitmap !== 'function' ||
      !('inert' in HTMLElement.prototype) || !('adoptedStyleSheets' in Document.prototype)) return false;
  const probe = document.createElement('canvas');
  const gl = probe.getContext('webgl2') || probe.getContext('webgl');
  if (!gl) return false;
  const end = gl.getExtension('WEBGL_lose_context');
  if (end) end.loseContext();
  return true;
};

const giveUp = (why) => {
  const root = document.documentElement;
  if (root.dataset.canvas === 'live') return;
  root.dataset.canvas = 'off';
  root.dataset.canvasReason = why;
  const host = document.getElementById('lx');
  if (host) host.remove();
};

// A form that is being filled in is not taken away.
addEventListener('input', (event) => {
  if (!event.target.closest('#lx')) giveUp('typing');
}, { capture: true });

const start = () => {
  if (!canRun()) return giveUp('unsupported');
  let clock = 0;
  globalThis.Module = {
    locateFile: () => '{{asset:app.wasm}}',
    preRun: [() => {
      clock = setTimeout(() => giveUp('late'), patience_ms);
      document.documentElement.addEventListener('louxia-live', () => clearTimeout(clock), { once: true });
    }],
    onAbort: () => giveUp('aborted'),
    print: () => {},
  };
  const script = document.createElement('script');
  script.src = '{{asset:app.js}}';
  script.async = true;
  script.onerror = () => giveUp('unreachable');
  document.head.append(script);
};

if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start, { once: true });
else start();
