// Hands and readers: pointers, keys, the mirror of real elements over the canvas, text fields.
mergeInto(LibraryManager.library, {
  $LXDOM: {
    nodes: {}, scrollers: [], clips: [], handled: 0, dialog: 0, before: null, wanted: 0,

    start: function () {
      var send = function (kind, event) {
        if (!LX.shown || LXDOM.isField(event.target)) return;
        if (kind === 0 && (!event.isPrimary || event.button || event.ctrlKey || event.metaKey)) return;
        if (!event.isPrimary) return;
        if (kind === 0 && LXDOM.isField(document.activeElement)) document.activeElement.blur();
        if (kind === 0) LXDOM.catchUp();
        if (kind === 2) LXDOM.handled = performance.now();
        var touch = event.pointerType !== 'mouse';
        // A tap that pressed something is felt, where the device can.
        if (_lx_on_pointer(kind, event.clientX, event.clientY, touch ? 1 : 0) && touch && navigator.vibrate) navigator.vibrate(8);
        if (kind === 2) LX.now();
      };
      var quiet = { passive: true };
      addEventListener('pointerdown', function (e) { send(0, e); }, quiet);
      addEventListener('pointermove', function (e) { if (e.buttons) send(1, e); }, quiet);
      addEventListener('pointerup', function (e) { send(2, e); }, quiet);
      addEventListener('pointercancel', function (e) { send(3, e); }, quiet);
      LX.host.addEventListener('dragstart', function (e) { e.preventDefault(); });
      LX.host.addEventListener('contextmenu', function (e) {
        if (!LXDOM.isField(e.target) && !e.target.classList.contains('c') && e.pointerType === 'touch') e.preventDefault();
      });
      LX.host.addEventListener('click', LXDOM.clicked);
      LX.host.addEventListener('focusin', function (e) { LXDOM.focused(e.target, true); });
      LX.host.addEventListener('focusout', function (e) { LXDOM.focused(e.target, false); });
      LX.host.addEventListener('wheel', function (e) {
        // A sheet keeps the page below it still.
        if (LXDOM.dialog && !(e.target.closest && e.target.closest('.s'))) e.preventDefault();
      }, { passive: false });
      addEventListener('keydown', LXDOM.key);
    },

    // Another page comes. Its heading takes the focus that goes with the old page's elements, so that a
    // reader goes on there; Back gives it to the element that led away. A hand needs no focus.
    depart: function () {
      if (performance.now() - LXDOM.handled < 700) return;
      history.replaceState(Object.assign({}, history.state, { at: LXDOM.idOf(document.activeElement) }), '');
      LXDOM.wanted = -1;
    },
    arrive: function () {
      var element = LXDOM.nodes[LXDOM.wanted] || LX.page.querySelector('h1');
      if (!element || document.activeElement !== document.body) return;
      if (element.tagName === 'H1') element.tabIndex = -1;
      element.focus({ preventScroll: true });
    },

    isField: function (element) {
      return !!element && (element.tagName === 'INPUT' || element.tagName === 'TEXTAREA') && element.lxId;
    },
    idOf: function (element) {
      for (; element && element !== LX.host; element = element.parentNode) if (element.lxId) return element.lxId;
      return 0;
    },

    // Scrolling may have gone on since the last frame: a pointer must meet what it sees.
    catchUp: function () {
      var stale = Math.abs(scrollY - LX.drawnScroll) > 0.5;
      for (var i = 0; i < LXDOM.scrollers.length; i++) {
        var element = LXDOM.scrollers[i];
        if (!element.isConnected) { LXDOM.scrollers.splice(i--, 1); continue; }
        if (Math.abs(element.scrollLeft - element.lxX) < 1 && Math.abs(element.scrollTop - element.lxY) < 1) continue;
        stale = true;
        element.lxTell();
      }
      if (stale) LX.now();
    },

    // A real pointer's click was answered on pointerup already; a reader's or a keyboard's comes alone.
    clicked: function (event) {
      var id = LXDOM.idOf(event.target), node = event.target;
      if (!id || LXDOM.isField(node)) return;
      if (node.tagName === 'A') {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        event.preventDefault();
      }
      if (event.detail > 0 && performance.now() - LXDOM.handled < 700) return;
      if (node.getAttribute('aria-disabled') === 'true') return;
      _lx_on_activate(id);
      LX.now();
    },

    focused: function (element, on) {
      var id = LXDOM.idOf(element);
      if (!id) return;
      if (on) LXDOM.wanted = 0;
      if (LXDOM.isField(element)) _lx_on_field_focus(id, on ? 1 : 0);
      var visible = on && element.matches && element.matches(':focus-visible') && !LXDOM.isField(element);
      _lx_on_focus(on ? id : 0, visible ? 1 : 0);
    },

    key: function (event) {
      if (!LX.shown || event.isComposing || event.keyCode === 229) return;
      if (event.key === 'Escape') { _lx_on_escape(); LX.now(); return; }
      if (LXDOM.isField(document.activeElement) || event.ctrlKey || event.metaKey || event.altKey) return;
      // The arrows choose among what lies beside, as in any group of choices.
      var chosen = document.activeElement, arrow = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
      if (arrow && chosen.getAttribute('role') === 'radio') {
        var next = arrow < 0 ? chosen.previousElementSibling : chosen.nextElementSibling;
        event.preventDefault();
        if (next && next.getAttribute('role') === 'radio') { next.focus(); next.click(); }
      }
      if (/^[0-9]$/.test(event.key)) { _lx_on_character(event.key.charCodeAt(0)); LX.now(); }
      if (event.key === 'Backspace') { _lx_on_character(8); LX.now(); }
    },

    // role: index of Role in client/ui/a11y.hpp
    make: function (role, kind) {
      var tags = ['p', 'h' + (kind || 2), 'button', 'a', kind === 6 ? 'textarea' : 'input', 'button', 'button',
        'button', 'ul', 'li', 'div', 'div', 'nav', 'div', 'div', 'div', 'div', 'div', 'video'];
      var roles = { 5: 'checkbox', 6: 'radio', 7: 'tab', 10: 'group', 11: 'dialog', 13: 'img', 14: 'progressbar',
        15: 'status', 16: 'alert' };
      var element = document.createElement(kind === 7 ? 'img' : tags[role]);
      if (roles[role]) element.setAttribute('role', roles[role]);
      if (role === 2 || (role >= 5 && role <= 7)) element.type = 'button';
      if (role === 3) element.draggable = false;
      if (role === 11) { element.setAttribute('aria-modal', 'true'); element.tabIndex = -1; }
      if (role === 17) element.setAttribute('aria-hidden', 'true');
      element.className = role === 17 ? 'n b' : role >= 8 && role <= 12 ? 'g' : 'n';
      if (role === 4) LXDOM.field(element);
      if (role === 18) LXDOM.clip(element);
      return element;
    },

    field: function (element) {
      element.autocapitalize = 'off';
      element.spellcheck = false;
      var composing = false;
      var tell = function () {
        var at = LX.text(element.value);
        element.lxTold = element.value;
        _lx_on_field(element.lxId, at, composing ? 1 : 0);
      };
      element.addEventListener('compositionstart', function () { composing = element.lxComposing = true; tell(); });
      element.addEventListener('compositionend', function () { composing = element.lxComposing = false; tell(); });
      element.addEventListener('input', tell);
      element.addEventListener('change', tell);
      element.addEventListener('keydown', function (event) {
        if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
        if (element.tagName === 'TEXTAREA' && !event.ctrlKey) return;
        event.preventDefault();
        _lx_on_field_submit(element.lxId);
        LX.now();
      });
    },

    // Plays while half of it is seen and nothing lies over the page, unless somebody stopped it.
    clip: function (element) {
      element.muted = element.loop = element.playsInline = element.controls = true;
      element.preload = 'none';
      element.lxOn = false;
      element.lxStopped = matchMedia('(prefers-reduced-motion: reduce)').matches;
      new IntersectionObserver(function (entries) {
        element.lxSeen = entries[entries.length - 1].isIntersecting;
        if (element.lxSeen) element.preload = 'metadata';
        LXDOM.play();
      }, { threshold: 0.5 }).observe(element);
      if (!LXDOM.clips.length) {
        addEventListener('scroll', LXDOM.play, { passive: true });
        document.addEventListener('visibilitychange', LXDOM.play);
      }
      LXDOM.clips.push(element);
    },
    play: function () {
      LXDOM.clips = LXDOM.clips.filter(function (clip) {
        var on = !!clip.lxSeen && !document.hidden && !LXDOM.dialog, box = clip.getBoundingClientRect(), top = 0, bottom = 0;
        if (on !== clip.lxOn) {
          clip.lxOn = on;
          if (!on) {
            clip.lxStopped = clip.paused;
            clip.pause();
          } else if (!clip.lxStopped) clip.play().catch(function () {});
        }
        // The bars are drawn below it: it ends where they begin.
        LX.fixed.querySelectorAll('.b').forEach(function (bar) {
          var rect = bar.getBoundingClientRect();
          if (rect.top <= 0) top = Math.max(top, rect.bottom - box.top);
          else bottom = Math.max(bottom, box.bottom - rect.top);
        });
        clip.style.clipPath = 'inset(' + top + 'px 0 ' + bottom + 'px round 16px)';
        clip.style.visibility = LXDOM.dialog ? 'hidden' : '';
        return clip.lxSeen !== false || clip.isConnected;
      });
    },

    attribute: function (element, name, value) {
      if (value === null) element.removeAttribute(name);
      else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    },
    ternary: function (element, name, value) {
      LXDOM.attribute(element, name, value < 0 ? null : value ? 'true' : 'false');
    },
  },
  $LXDOM__deps: ['$LX'],

  // One node, new or changed. `numbers`: 24 ints (see Mirror::send), `rect`: 10 floats.
  lx_node__deps: ['$LXDOM'],
  lx_node: function (numbers, rect, nameAt, valueAt, descriptionAt) {
    var n = numbers >> 2, r = rect >> 2, id = HEAP32[n], role = HEAP32[n + 2], fixed = HEAP32[n + 3];
    var name = LX.words(nameAt), value = LX.words(valueAt), description = LX.words(descriptionAt);
    var kind = role === 1 ? HEAP32[n + 8] : role === 4 ? HEAP32[n + 12] : role === 13 && value ? 7 : 0, shape = role + ':' + kind;
    var element = LXDOM.nodes[id], set = LXDOM.attribute;
    if (element && element.lxShape !== shape) { element.remove(); element = null; }
    if (!element) {
      element = LXDOM.nodes[id] = LXDOM.make(role, kind);
      element.lxId = id;
      element.lxShape = shape;
    }
    element.lxParent = HEAP32[n + 1];
    element.lxFixed = fixed;
    var disabled = HEAP32[n + 4];
    // Still reachable when off, so that a reader hears why.
    set(element, 'aria-disabled', disabled ? 'true' : null);
    set(element, 'aria-description', description || null);
    LXDOM.ternary(element, role === 7 ? 'aria-selected' : 'aria-pressed', role === 3 ? -1 : HEAP32[n + 5]);
    if (role === 3) set(element, 'aria-current', HEAP32[n + 5] > 0 ? 'page' : null);
    LXDOM.ternary(element, 'aria-checked', HEAP32[n + 6]);
    LXDOM.ternary(element, 'aria-expanded', HEAP32[n + 7]);
    if (role === 9 && HEAP32[n + 10]) {
      set(element, 'aria-posinset', String(HEAP32[n + 9]));
      set(element, 'aria-setsize', String(HEAP32[n + 10]));
    }
    var labelled = HEAP32[n + 11] || role === 4 || (role >= 8 && role <= 14) || role === 18;
    if (labelled) set(element, 'aria-label', name || null);
    else if (element.textContent !== name) element.textContent = name;
    if (role === 3) set(element, 'href', value || '#');
    if (role === 14) set(element, 'aria-valuetext', value);
    if (kind === 7 || role === 18) set(element, 'src', value);
    var scrolls = HEAP32[n + 18], style = element.style;
    if (role < 8 || role > 12 || scrolls) {
      style.left = HEAPF32[r] + 'px';
      style.top = HEAPF32[r + 1] + 'px';
      style.width = HEAPF32[r + 2] + 'px';
      style.height = HEAPF32[r + 3] + 'px';
    }
    var size = HEAPF32[r + 8];
    if (size && !labelled) {
      element.className = HEAP32[n + 19] ? 'n t c' : 'n t';
      style.fontSize = size + 'px';
      var wraps = HEAPF32[r + 3] > 1.9 * HEAPF32[r + 9];
      style.lineHeight = HEAPF32[r + (wraps ? 9 : 3)] + 'px';
      style.fontWeight = HEAP32[n + 20] ? 700 : 400;
      style.textAlign = ['left', 'center', 'right'][HEAP32[n + 21]];
      style.whiteSpace = wraps ? 'pre-wrap' : 'pre';
    }
    if (scrolls) LXDOM.scroller(element, n, r);
    if (role === 4) LXDOM.dress(element, n, value, disabled);
  },
  lx_node__postset: `
    LXDOM.scroller = function (element, n, r) {
      var horizontal = HEAPF32[r + 6] > HEAPF32[r + 2] + 0.5;
      element.className = 'g s ' + (horizontal ? 'sx' : 'sy');
      if (!element.lxSpacer) {
        element.lxSpacer = document.createElement('div');
        element.lxSpacer.style.cssText = 'position:absolute;left:0;top:0;visibility:hidden';
        element.appendChild(element.lxSpacer);
        element.lxX = element.lxY = 0;
        element.lxTell = function () {
          element.lxX = element.scrollLeft;
          element.lxY = element.scrollTop;
          _lx_on_scrolled(element.lxId, element.lxX, element.lxY);
        };
        element.addEventListener('scroll', element.lxTell, { passive: true });
        LXDOM.scrollers.push(element);
      }
      element.lxSpacer.style.width = HEAPF32[r + 6] + 'px';
      element.lxSpacer.style.height = HEAPF32[r + 7] + 'px';
      // The canvas moved it (a mouse's drag): follow, once the new extent is laid out.
      var x = HEAPF32[r + 4], y = HEAPF32[r + 5];
      if (Math.abs(x - element.lxX) < 1.5 && Math.abs(y - element.lxY) < 1.5) return;
      setTimeout(function () { element.scrollTo(element.lxX = x, element.lxY = y); }, 0);
    };
    LXDOM.dress = function (element, n, value, disabled) {
      var modes = ['text', 'search', 'tel', 'numeric', 'decimal', 'text', 'text'];
      var enters = ['enter', 'done', 'go', 'next', 'search', 'send'];
      var kind = HEAP32[n + 12], css = function (v) { return '#' + (v >>> 0).toString(16).padStart(8, '0'); };
      if (element.tagName === 'INPUT') {
        var type = kind === 5 ? 'password' : kind === 2 ? 'tel' : 'text';
        if (element.type !== type) element.type = type;
      }
      element.inputMode = modes[kind];
      element.enterKeyHint = enters[HEAP32[n + 13]];
      element.maxLength = HEAP32[n + 14];
      element.disabled = !!disabled;
      LXDOM.attribute(element, 'aria-invalid', HEAP32[n + 17] ? 'true' : null);
      element.style.color = css(HEAP32[n + 15]);
      element.style.caretColor = element.style.color;
      element.style.fontSize = 16 * LX.zoom + 'px';
      element.style.lineHeight = kind === 6 ? 24 * LX.zoom + 'px' : element.style.height;
      if (!element.lxComposing && element.value !== value && (document.activeElement !== element || element.lxTold !== value)) {
        if (document.activeElement !== element || element.lxTold === element.value) element.value = value;
        element.lxTold = value;
      }
    };`,
  lx_node_words__deps: ['$LXDOM'],
  lx_node_words: function (id, placeholderAt, autocompleteAt) {
    var element = LXDOM.nodes[id];
    if (!element) return;
    var placeholder = LX.words(placeholderAt);
    // Put anew it would end what one undo takes back.
    if (element.placeholder !== placeholder) element.placeholder = placeholder;
    LXDOM.attribute(element, 'autocomplete', UTF8ToString(autocompleteAt));
  },
  lx_node_drop__deps: ['$LXDOM'],
  lx_node_drop: function (id) {
    var element = LXDOM.nodes[id];
    if (element) element.remove();
    delete LXDOM.nodes[id];
  },
  // The order of all nodes: elements that stand right already are not moved (a moved field loses its focus).
  lx_order__deps: ['$LXDOM'],
  lx_order: function (ids, count) {
    var next = new Map(), i, element, parent, dialog = 0;
    for (i = 0; i < count; i++) {
      element = LXDOM.nodes[HEAP32[(ids >> 2) + i]];
      if (!element) continue;
      parent = LXDOM.nodes[element.lxParent] || (element.lxFixed ? LX.fixed : LX.page);
      if (element.getAttribute('role') === 'dialog') dialog = element;
      var place = next.has(parent) ? next.get(parent) : parent.firstChild;
      while (place && place === parent.lxSpacer) place = place.nextSibling;
      if (place === element) place = element.nextSibling;
      else parent.insertBefore(element, place);
      next.set(parent, place);
    }
    LXDOM.guard(dialog);
    if (LXDOM.wanted) LXDOM.arrive();
  },
  lx_order__postset: `
    // What lies under a sheet is inert; the focus goes in and comes back.
    LXDOM.guard = function (dialog) {
      LX.page.inert = !!dialog;
      for (var child of LX.fixed.children) child.inert = !!dialog && child !== dialog && !child.classList.contains('b');
      if (dialog && dialog !== LXDOM.dialog) {
        if (!LXDOM.dialog) LXDOM.before = document.activeElement;
        dialog.focus({ preventScroll: true });
      } else if (!dialog && LXDOM.dialog) {
        var before = LXDOM.before;
        LXDOM.before = null;
        if (before && before.isConnected && before !== document.body && !LXDOM.isField(before)) before.focus({ preventScroll: true });
      }
      LXDOM.dialog = dialog;
      LXDOM.play();
    };`,
  lx_focus_node__deps: ['$LXDOM'],
  lx_focus_node: function (id) {
    var element = LXDOM.nodes[id];
    if (element) element.focus();
  },
});
