// The page: canvas, frames, timers, size, scrolling, routes. Part of the wasm program (emcc --js-library).
mergeInto(LibraryManager.library, {
  $LX: {
    host: null, canvas: null, page: null, fixed: null, live: null, extent: null,
    frame: 0, frames: 0, started: false, shown: false, timers: {},
    layers: 0, pops: 0, pendingPop: 0, depth: 0, path: '', dpr: 1, zoom: 1, drawnScroll: 0,
    wanted: null, settleUntil: 0, keeping: 0, shots: {}, shot: null, taken: 0,

    // A copy of a JavaScript string in wasm memory, to be freed there.
    text: function (value) {
      value = String(value);
      var size = lengthBytesUTF8(value) + 1, at = _lx_alloc(size);
      stringToUTF8(value, at, size);
      return at;
    },
    // People's words as they are: UTF8ToString drops a byte-order mark in front of them.
    words: function (at) {
      var end = at;
      LX.decoder = LX.decoder || new TextDecoder('utf-8', { ignoreBOM: true });
      while (HEAPU8[end]) end++;
      return LX.decoder.decode(HEAPU8.subarray(at, end));
    },
    bytes: function (source) {
      var at = _lx_alloc(source.length || 1);
      HEAPU8.set(source, at);
      return at;
    },
    copy: function (at, size) { return HEAPU8.slice(at, at + size); },

    element: function (name, id, style) {
      var made = document.createElement(name);
      if (id) made.id = id;
      if (style) made.style.cssText = style;
      return made;
    },

    ratio: function () { return Math.min(3, Math.max(1, devicePixelRatio || 1)); },

    // Another size is another surface, for which the page waits.
    size: function (width, height, dpr) {
      var canvas = LX.canvas, w = Math.round(width * dpr), h = Math.round(height * dpr);
      if (canvas.width !== w) canvas.width = w;
      if (canvas.height !== h) canvas.height = h;
      canvas.style.width = w / dpr * LX.zoom + 'px';
      canvas.style.height = h / dpr * LX.zoom + 'px';
    },

    fonts: '"PingFang SC","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",sans-serif',

    boot: function () {
      // An adopted sheet: the page's policy lets no inline style in.
      var host = LX.host = LX.element('div', 'lx'), css = new CSSStyleSheet();
      css.replaceSync(
        '#lx{visibility:hidden;position:absolute;left:0;top:0;width:100%;height:0;overflow:hidden}' +
        'html[data-canvas=live] body>:not(#lx){display:none!important}' +
        'html[data-canvas=live] body{margin:0!important;padding:0!important;max-width:none!important}' +
        'html[data-canvas=live] #lx{visibility:visible;height:auto;overflow:visible}' +
        '#lx,#lx *{-webkit-user-select:none;user-select:none;-webkit-touch-callout:none;' +
        '-webkit-tap-highlight-color:transparent;box-sizing:border-box;forced-color-adjust:none}' +
        '#lx{touch-action:pan-y pinch-zoom}#lx canvas{position:fixed;left:0;top:0;display:block}' +
        '#lx .f{position:fixed;left:0;top:0;right:0;bottom:0;pointer-events:none}' +
        '#lx .n{position:absolute;margin:0;padding:0;border:0;background:none;opacity:0;overflow:hidden;' +
        'white-space:pre;font:16px/1.2 ' + LX.fonts + ';color:#000;pointer-events:none;text-align:left;' +
        'outline:none;list-style:none;display:block}' +
        '#lx button.n,#lx a.n,#lx .hit{pointer-events:auto;cursor:pointer}' +
        '#lx .g{margin:0;padding:0;list-style:none;display:block;border:0}' +
        '#lx .b{pointer-events:auto;touch-action:none;cursor:default}' +
        '#lx .s{position:absolute;overflow:hidden;pointer-events:auto;opacity:1;scrollbar-width:none;' +
        'overscroll-behavior:contain}#lx .s::-webkit-scrollbar{display:none}' +
        '#lx .sx{overflow-x:auto;touch-action:pan-x pan-y}#lx .sy{overflow-y:auto;touch-action:pan-y}' +
        '#lx input.n,#lx textarea.n{pointer-events:auto;cursor:text;resize:none;-webkit-appearance:none;' +
        'appearance:none;border-radius:0;-webkit-user-select:text;user-select:text;white-space:pre-wrap;' +
        'font-family:' + LX.fonts + '}' +
        // Words stand where the canvas draws them, unseen, so that finding and selecting shows them there.
        '#lx .t{opacity:1;color:transparent}#lx .t::selection{color:HighlightText;background:Highlight}' +
        '#lx .c{pointer-events:auto;cursor:text;-webkit-user-select:text;user-select:text;-webkit-touch-callout:default}' +
        '#lx input.n{white-space:nowrap}#lx input.n:focus,#lx textarea.n:focus{opacity:1}' +
        '#lx img.n{opacity:1;pointer-events:auto;-webkit-touch-callout:default}' +
        '#lx video.n{opacity:1;pointer-events:auto;object-fit:cover}' +
        '#lx input::-webkit-search-cancel-button{display:none}' +
        '#lx input::-webkit-outer-spin-button,#lx input::-webkit-inner-spin-button{-webkit-appearance:none}' +
        '#lx .live{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}');
      document.adoptedStyleSheets = document.adoptedStyleSheets.concat(css);
      LX.canvas = LXGL.start();
      LX.canvas.setAttribute('aria-hidden', 'true');
      LX.page = LX.element('main', 'lx-page', 'position:relative;width:100%');
      LX.fixed = LX.element('div', 'lx-fixed');
      LX.fixed.className = 'f';
      LX.live = LX.element('div', 'lx-live');
      LX.live.className = 'live';
      LX.live.setAttribute('aria-live', 'polite');
      host.append(LX.canvas, LX.page, LX.fixed, LX.live);
      document.body.appendChild(host);
      LXDOM.start();
      var wake = function () { _lx_on_change(); };
      addEventListener('scroll', function () {
        if (!LX.shown) return;
        wake();
        clearTimeout(LX.keeping);
        LX.keeping = setTimeout(LX.keep, 200);
      }, { passive: true });
      ['pointerdown', 'wheel', 'keydown'].forEach(function (hand) {
        addEventListener(hand, function () { LX.wanted = null; }, { passive: true });
      });
      // The browser itself puts a reloaded server page where it stood.
      addEventListener('pagehide', function () { LX.keep(); history.scrollRestoration = 'auto'; });
      addEventListener('pageshow', function () { if (LX.shown) history.scrollRestoration = 'manual'; });
      addEventListener('resize', wake);
      if (window.visualViewport) {
        visualViewport.addEventListener('resize', wake);
        visualViewport.addEventListener('scroll', wake);
      }
      ['prefers-color-scheme: dark', 'prefers-reduced-motion: reduce', 'forced-colors: active'].forEach(function (query) {
        matchMedia('(' + query + ')').addEventListener('change', wake);
      });
      document.addEventListener('visibilitychange', function () {
        _lx_on_visible(document.visibilityState === 'visible' ? 1 : 0);
      });
      addEventListener('online', function () { _lx_on_online(1); });
      addEventListener('offline', function () { _lx_on_online(0); });
      addEventListener('popstate', LX.popped);
      if (document.fonts && document.fonts.addEventListener) {
        document.fonts.addEventListener('loadingdone', wake);
      }
      LX.path = location.pathname + location.search;
      var state = history.state;
      LX.depth = state && state.lx ? state.lx : 0;
      globalThis.louxia = {
        frames: function () { return LX.frames; },
        frame_ms: function () { return _lx_frame_ms(); },
        cut: function () { return LX.words(_lx_cut()); },
        glyph_ms: function () { return LXGL.glyphMs; },
        lose_context: function () { LXGL.lose(); },
        typed: function (key) { _lx_on_character(key.charCodeAt(0)); LX.now(); },
        scanned: function (text) { _lx_on_scan(LX.text(text)); LX.now(); },
        camera: function (state) { _lx_on_camera(state); },
      };
    },

    // One frame at once, inside the event: what needs the user's gesture then has it.
    now: function () {
      if (LX.frame) { cancelAnimationFrame(LX.frame); LX.frame = 0; }
      LX.draw();
    },
    draw: function () {
      // The loader gave up: the server's page stays.
      if (document.documentElement.dataset.canvas === 'off') return;
      LX.frames++;
      LX.drawnScroll = scrollY;
      if (_lx_on_frame() && !LX.shown) LX.show();
      if (LX.shot) LX.take();
      if (LX.shown && LX.wanted !== null) LX.settle();
    },
    // While the frame's points are still there; then the page is drawn again over them.
    take: function () {
      var shot = LX.shot, mine = ++LX.taken, sheet = LX.element('canvas'), ink = sheet.getContext('2d');
      LX.shot = null;
      sheet.width = shot.width * LX.dpr;
      sheet.height = shot.height * LX.dpr;
      ink.drawImage(LX.canvas, 0, 0);
      LX.draw();
      if (mine !== LX.taken) return; // the page wanted it once more, better
      sheet.toBlob(function (blob) {
        if (LX.shots[shot.name]) URL.revokeObjectURL(LX.shots[shot.name]);
        LX.shots[shot.name] = URL.createObjectURL(blob);
        _lx_on_change();
      });
    },
    // A page that was left or reloaded stands again where it stood, as soon as it is long enough; until
    // then it is drawn as it comes. Who scrolls meanwhile is left alone.
    settle: function () {
      // Who starts at the top stands there: asking would lay the page out once more.
      if (!LX.wanted && !LX.drawnScroll) return LX.wanted = null;
      if (performance.now() < LX.settleUntil) LX.jump(LX.wanted);
      else LX.wanted = null;
      if (Math.abs(scrollY - LX.wanted) < 2) LX.wanted = null;
      if (Math.abs(scrollY - LX.drawnScroll) > 0.5) {
        LX.drawnScroll = scrollY;
        _lx_on_frame();
      }
    },
    want: function (y) {
      LX.wanted = y || 0;
      LX.settleUntil = performance.now() + 3000;
    },
    jump: function (y) { scrollTo({ top: y, behavior: 'instant' }); },
    // Each entry of the history knows where its page stood.
    keep: function () {
      clearTimeout(LX.keeping);
      LX.keeping = 0;
      if (LX.shown && LX.wanted === null) {
        history.replaceState(Object.assign({}, history.state, { y: Math.round(scrollY) }), '');
      }
    },
    // The canvas takes the page over.
    show: function () {
      LX.shown = true;
      var root = document.documentElement, state = history.state;
      LX.want(state && state.y !== undefined ? state.y : scrollY);
      history.scrollRestoration = 'manual';
      root.dataset.canvas = 'live';
      _lx_on_change();
      root.dispatchEvent(new Event('louxia-live'));
    },

    popped: function (event) {
      var state = event.state || {}, path = location.pathname + location.search, layers = state.layer || 0;
      LX.depth = state.lx || 0;
      if (path !== LX.path) {
        LX.path = path;
        LXDOM.wanted = state.at || -1;
        LX.layers = layers;
        LX.pops = 0;
        clearTimeout(LX.keeping);
        LX.want(state.y);
        var at = LX.text(path);
        _lx_on_route(at, 1);
        return;
      }
      for (; LX.layers > layers; LX.layers--) {
        if (LX.pops > 0) LX.pops--;
        else _lx_on_layer_back();
      }
      LX.layers = layers;
    },
    flushPop: function () {
      LX.pendingPop = 0;
      if (LX.layers > 0) { LX.pops++; history.back(); }
    },
    cancelPop: function () {
      if (!LX.pendingPop) return false;
      clearTimeout(LX.pendingPop);
      LX.pendingPop = 0;
      return true;
    },
  },
  $LX__deps: ['$LXGL', '$LXDOM'],

  lx_boot__deps: ['$LX'],
  lx_boot: function () { LX.boot(); },

  lx_now__deps: ['$LX'],
  lx_now: function () { return performance.now(); },
  lx_utc: function () { return Date.now(); },
  lx_request_frame__deps: ['$LX'],
  lx_request_frame: function () {
    if (LX.frame) return;
    LX.frame = requestAnimationFrame(function () { LX.frame = 0; LX.draw(); });
  },
  lx_set_timer__deps: ['$LX'],
  lx_set_timer: function (id, delay) {
    LX.timers[id] = setTimeout(function () { delete LX.timers[id]; _lx_on_timer(id); }, delay);
  },
  lx_cancel_timer__deps: ['$LX'],
  lx_cancel_timer: function (id) { clearTimeout(LX.timers[id]); delete LX.timers[id]; },

  // In CSS pixels: width, height, dpr, safe areas top right bottom left, keyboard; then the text's scale.
  lx_viewport__deps: ['$LX'],
  lx_viewport: function (out) {
    var root = document.documentElement, vv = window.visualViewport, o = out >> 2;
    var width = root.clientWidth || innerWidth, height = innerHeight, keyboard = 0;
    if (vv && vv.scale <= 1.01) keyboard = Math.max(0, Math.round(height - vv.height - vv.offsetTop));
    if (keyboard < 80) keyboard = 0;
    var probe = LX.probe;
    if (!probe) {
      probe = LX.probe = LX.element('div', '', 'position:fixed;visibility:hidden;width:1rem;height:0;box-sizing:content-box;' +
        'padding:env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left)');
      LX.host.appendChild(probe);
      // The browser's font size may change while the page is open.
      if (window.ResizeObserver) new ResizeObserver(function () { _lx_on_change(); }).observe(probe);
    }
    // The one size that the page leaves as the user set it: the root's.
    LX.zoom = Math.min(2, Math.max(1, parseFloat(getComputedStyle(root).fontSize) / 16));
    if (LX.safeFor !== width + 'x' + height) {
      var style = getComputedStyle(probe);
      LX.safe = [style.paddingTop, style.paddingRight, style.paddingBottom, style.paddingLeft].map(parseFloat);
      LX.safeFor = width + 'x' + height;
    }
    LX.dpr = LX.ratio();
    HEAPF32[o] = width; HEAPF32[o + 1] = height; HEAPF32[o + 2] = LX.dpr;
    for (var i = 0; i < 4; i++) HEAPF32[o + 3 + i] = LX.safe[i] || 0;
    HEAPF32[o + 7] = keyboard; HEAPF32[o + 8] = LX.zoom;
  },
  lx_dark: function () {
    var forced = document.documentElement.dataset.theme;
    if (forced) return forced === 'dark' ? 1 : 0;
    return matchMedia('(prefers-color-scheme: dark)').matches ? 1 : 0;
  },
  lx_reduced_motion: function () { return matchMedia('(prefers-reduced-motion: reduce)').matches ? 1 : 0; },
  lx_forced_colors__deps: ['$LX'],
  lx_forced_colors: function (out) {
    if (!matchMedia('(forced-colors: active)').matches) return 0;
    'Canvas CanvasText LinkText ButtonFace ButtonText Highlight HighlightText GrayText'.split(' ').forEach(function (name, i) {
      LX.probe.style.color = name;
      var c = getComputedStyle(LX.probe).color.match(/[\d.]+/g);
      HEAPU32[(out >> 2) + i] = (c[0] << 24 | c[1] << 16 | c[2] << 8 | 255) >>> 0;
    });
    return 1;
  },
  lx_language__deps: ['$LX'],
  lx_language: function () { return LX.text(document.documentElement.lang || navigator.language || 'zh-CN'); },

  lx_scroll_y__deps: ['$LX'],
  lx_scroll_y: function () { return LX.shown ? scrollY : 0; },
  lx_scroll_to: function (y) { scrollTo(0, y); },
  lx_set_content_height__deps: ['$LX'],
  lx_set_content_height: function (height, bottom) {
    var wanted = Math.ceil(height) + 'px';
    if (LX.extent !== wanted) LX.page.style.height = LX.extent = wanted;
    var padding = Math.ceil(bottom) + 'px';
    if (LX.padding !== padding) document.documentElement.style.scrollPaddingBottom = LX.padding = padding;
  },
  lx_set_title__deps: ['$LX'],
  lx_set_title: function (at) { document.title = LX.words(at); },
  lx_set_language: function (at) { document.documentElement.lang = UTF8ToString(at); },
  lx_announce__deps: ['$LX'],
  lx_announce: function (at) {
    var words = LX.words(at);
    LX.live.textContent = '';
    setTimeout(function () { LX.live.textContent = words; }, 50);
  },

  lx_origin__deps: ['$LX'],
  lx_origin: function () { return LX.text(location.origin); },
  lx_route__deps: ['$LX'],
  lx_route: function () { return LX.text(location.pathname + location.search); },
  lx_push_route__deps: ['$LX'],
  lx_push_route: function (at) {
    var path = UTF8ToString(at);
    LX.cancelPop();
    LXDOM.depart();
    if (LX.layers > 0) {
      // The sheet's own entry becomes the new page: Back then leads to the page below the sheet.
      LX.layers = 0;
      history.replaceState({ lx: LX.depth }, '', path);
    } else {
      LX.keep();
      LX.depth++;
      history.pushState({ lx: LX.depth }, '', path);
    }
    LX.path = location.pathname + location.search;
    LX.wanted = null;
    LX.jump(0);
  },
  lx_replace_route__deps: ['$LX'],
  lx_replace_route: function (at) {
    LX.cancelPop();
    LX.layers = 0;
    history.replaceState({ lx: LX.depth }, '', UTF8ToString(at));
    LX.path = location.pathname + location.search;
  },
  lx_go_back__deps: ['$LX'],
  lx_go_back: function () {
    if (LX.depth > 0) { history.back(); return 1; }
    return 0;
  },
  lx_page_attribute__deps: ['$LX'],
  lx_page_attribute: function (at) { return LX.text(document.documentElement.dataset[UTF8ToString(at)] || ''); },
  lx_fragment__deps: ['$LX'],
  lx_fragment: function () { return LX.text(location.hash.slice(1)); },
  lx_clear_fragment__deps: ['$LX'],
  lx_clear_fragment: function () { history.replaceState(history.state, '', location.pathname + location.search); },
  lx_push_layer__deps: ['$LX'],
  lx_push_layer: function () {
    // A sheet that follows another one takes over its entry.
    if (LX.cancelPop()) return;
    LX.keep();
    LX.layers++;
    LX.depth++;
    history.pushState({ lx: LX.depth, layer: LX.layers }, '');
  },
  lx_pop_layer__deps: ['$LX'],
  lx_pop_layer: function () {
    // Later, since the same event may go on to another page, which then takes the entry.
    if (LX.layers > 0 && !LX.pendingPop) LX.pendingPop = setTimeout(LX.flushPop, 0);
  },
  lx_layers__deps: ['$LX'],
  lx_layers: function () { return LX.layers; },
  lx_capture__deps: ['$LX'],
  lx_capture: function (name, width, height) { LX.shot = { name: UTF8ToString(name), width: width, height: height }; },
  lx_captured__deps: ['$LX'],
  lx_captured: function (name) { return LX.text(LX.shots[UTF8ToString(name)] || ''); },
  lx_save_captured__deps: ['$LX'],
  lx_save_captured: function (name, file) {
    var link = LX.element('a');
    link.href = LX.shots[UTF8ToString(name)];
    link.download = UTF8ToString(file);
    link.click();
  },
  lx_open_url: function (at) { location.href = UTF8ToString(at); },
});
