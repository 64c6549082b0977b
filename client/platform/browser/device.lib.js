// The net, what is kept on the device, and the device itself.
mergeInto(LibraryManager.library, {
  $LXNET: {
    requests: {}, streams: {}, watches: {}, lock: null, awake: false, unattended: false, place: '',

    // The browser takes the lock back whenever the page is hidden.
    wake: function () {
      if (!LXNET.awake || LXNET.lock || document.visibilityState !== 'visible') return;
      LXNET.lock = {};
      navigator.wakeLock.request('screen').then(function (lock) {
        LXNET.lock = lock;
        lock.addEventListener('release', function () { LXNET.lock = null; });
        if (!LXNET.awake) lock.release();
      }, function () { LXNET.lock = null; });
    },

    shrink: function (file) {
      if (!/^image\//.test(file.type)) return Promise.resolve(file);
      return createImageBitmap(file, { imageOrientation: 'from-image' }).then(function (bitmap) {
        var part = Math.min(1, 1600 / Math.max(bitmap.width, bitmap.height));
        var canvas = document.createElement('canvas');
        canvas.width = Math.max(1, Math.round(bitmap.width * part));
        canvas.height = Math.max(1, Math.round(bitmap.height * part));
        var g = canvas.getContext('2d');
        g.imageSmoothingQuality = 'high';
        g.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        return new Promise(function (done) {
          canvas.toBlob(function (blob) { done(blob || file); }, 'image/jpeg', 0.85);
        });
      }).catch(function () { return file; });
    },
  },
  $LXNET__deps: ['$LX'],

  lx_fetch__deps: ['$LXNET'],
  lx_fetch: function (id, methodAt, urlAt, headersAt, bodyAt, bodySize, timeout) {
    var abort = new AbortController(), headers = {}, method = UTF8ToString(methodAt);
    UTF8ToString(headersAt).split('\n').forEach(function (line) {
      var colon = line.indexOf(':');
      if (colon > 0) headers[line.slice(0, colon)] = line.slice(colon + 1);
    });
    var options = { method: method, headers: headers, signal: abort.signal, credentials: 'same-origin', cache: 'no-store' };
    var url = UTF8ToString(urlAt), early = Module['early'] || {}, reading = method === 'GET' || method === 'HEAD';
    // What the page asked for before the program was there; after a change it may no longer be so.
    var asked = reading && early[url];
    if (asked) delete early[url];
    if (!reading) {
      Module['early'] = 0;
      options.body = LX.copy(bodyAt, bodySize);
    }
    LXNET.requests[id] = abort;
    var status = 0, lines = '';
    var done = function (bytes) {
      clearTimeout(clock);
      if (!LXNET.requests[id]) return;
      delete LXNET.requests[id];
      var body = LX.bytes(bytes);
      _lx_on_fetch(id, status, LX.text(lines), body, bytes.length);
    };
    var fail = function () {
      status = 0;
      lines = '';
      done(new Uint8Array(0));
    };
    var clock = setTimeout(function () { abort.abort(); fail(); }, timeout);
    (asked || fetch(url, options)).then(function (reply) {
      reply.headers.forEach(function (value, name) { lines += name + ':' + value + '\n'; });
      return reply.arrayBuffer().then(function (bytes) {
        status = reply.status;
        done(new Uint8Array(bytes));
      });
    }).catch(fail);
  },
  lx_cancel_fetch__deps: ['$LXNET'],
  lx_cancel_fetch: function (id) {
    var abort = LXNET.requests[id];
    delete LXNET.requests[id];
    if (abort) abort.abort();
  },

  // kind: 0 open, 1 event, 2 error (connecting again), 3 error (closed)
  lx_open_stream__deps: ['$LXNET'],
  lx_open_stream: function (id, urlAt, namesAt) {
    var source = LXNET.streams[id] = new EventSource(UTF8ToString(urlAt));
    var heard = function (event) {
      _lx_on_stream(id, 1, LX.text(event.lastEventId), LX.text(event.type), LX.text(event.data));
    };
    source.onopen = function () { _lx_on_stream(id, 0, 0, 0, 0); };
    source.onerror = function () { _lx_on_stream(id, source.readyState === 2 ? 3 : 2, 0, 0, 0); };
    ('message\n' + UTF8ToString(namesAt)).split('\n').forEach(function (name) {
      if (name) source.addEventListener(name, heard);
    });
  },
  lx_close_stream__deps: ['$LXNET'],
  lx_close_stream: function (id) {
    if (LXNET.streams[id]) LXNET.streams[id].close();
    delete LXNET.streams[id];
  },
  lx_is_online: function () { return navigator.onLine === false ? 0 : 1; },

  lx_storage_get__deps: ['$LX'],
  lx_storage_get: function (at) {
    var value = null;
    try { value = localStorage.getItem(UTF8ToString(at)); } catch (refused) {}
    return value === null ? 0 : LX.text(value);
  },
  lx_storage_set: function (key, value) {
    try { localStorage.setItem(UTF8ToString(key), UTF8ToString(value)); return 1; } catch (refused) { return 0; }
  },
  lx_storage_remove: function (key) {
    try { localStorage.removeItem(UTF8ToString(key)); } catch (refused) {}
  },
  lx_page_data__deps: ['$LX'],
  lx_page_data: function (at) {
    var element = document.getElementById(UTF8ToString(at));
    return element && element.type === 'application/json' ? LX.text(element.textContent) : 0;
  },
  lx_random: function (out, count) { crypto.getRandomValues(HEAPU8.subarray(out, out + count)); },

  lx_copy__deps: ['$LX'],
  lx_copy: function (id, at) {
    var words = LX.words(at), done = function (ok) { _lx_on_done(id, ok ? 1 : 0); };
    var old = function () {
      var area = document.createElement('textarea');
      area.value = words;
      area.style.cssText = 'position:fixed;opacity:0';
      document.body.appendChild(area);
      area.select();
      var ok = false;
      try { ok = document.execCommand('copy'); } catch (refused) {}
      area.remove();
      done(ok);
    };
    if (navigator.clipboard) navigator.clipboard.writeText(words).then(function () { done(true); }, old);
    else old();
  },
  lx_share__deps: ['$LX'],
  lx_share: function (id, titleAt, textAt, urlAt) {
    var share = { title: LX.words(titleAt), text: LX.words(textAt) }, url = UTF8ToString(urlAt);
    if (url) share.url = new URL(url, location.href).href;
    if (!navigator.share) return setTimeout(function () { _lx_on_done(id, 0); }, 0);
    navigator.share(share).then(function () { _lx_on_done(id, 1); }, function () { _lx_on_done(id, 0); });
  },
  // kind: 0 picture, 1 camera, 2 any file
  lx_pick_file__deps: ['$LXNET'],
  lx_pick_file: function (id, kind) {
    var input = document.createElement('input');
    input.type = 'file';
    if (kind < 2) input.accept = 'image/*';
    if (kind === 1) input.capture = 'environment';
    input.style.display = 'none';
    input.setAttribute('aria-hidden', 'true');
    input.className = 'lx-file';
    document.body.appendChild(input);
    input.addEventListener('change', function () {
      var file = input.files[0];
      input.remove();
      if (!file) return;
      (kind < 2 ? LXNET.shrink(file) : Promise.resolve(file)).then(function (blob) {
        return blob.arrayBuffer().then(function (buffer) {
          var bytes = new Uint8Array(buffer), at = LX.bytes(bytes);
          _lx_on_file(id, LX.text(file.name), LX.text(blob.type || file.type), at, bytes.length);
        });
      });
    });
    input.addEventListener('cancel', function () { input.remove(); });
    input.click();
  },
  lx_save_file__deps: ['$LX'],
  lx_save_file: function (nameAt, typeAt, at, size) {
    var link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([LX.copy(at, size)], { type: UTF8ToString(typeAt) }));
    link.download = UTF8ToString(nameAt);
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  },
  lx_watch_position__deps: ['$LXNET'],
  lx_watch_position: function (id) {
    if (!navigator.geolocation) return setTimeout(function () { _lx_on_position(id, 0, 0, -1, 0); }, 0);
    LXNET.watches[id] = navigator.geolocation.watchPosition(function (fix) {
      _lx_on_position(id, fix.coords.latitude, fix.coords.longitude, fix.coords.accuracy, fix.timestamp);
    }, function (error) {
      if (error.code === 1) _lx_on_position(id, 0, 0, -1, 0);
    }, { enableHighAccuracy: true, maximumAge: 5000, timeout: 30000 });
  },
  lx_stop_watching__deps: ['$LXNET'],
  lx_stop_watching: function (id) {
    if (id in LXNET.watches) navigator.geolocation.clearWatch(LXNET.watches[id]);
    delete LXNET.watches[id];
  },
  lx_keep_awake__deps: ['$LXNET'],
  lx_keep_awake: function (on) {
    if (!navigator.wakeLock) return;
    LXNET.awake = !!on;
    document.addEventListener('visibilitychange', LXNET.wake);
    LXNET.wake();
    if (!on && LXNET.lock && LXNET.lock.release) LXNET.lock.release();
  },

  // web/unattended/stand.js does it, and tells by louxia.typed, louxia.scanned and louxia.camera.
  lx_stand_unattended__deps: ['$LXNET'],
  lx_stand_unattended: function () {
    if (LXNET.unattended) return;
    LXNET.unattended = true;
    var script = document.createElement('script');
    script.type = 'module';
    script.src = '{{asset:unattended/stand.js}}';
    document.head.appendChild(script);
  },
  lx_show_camera__deps: ['$LXNET'],
  lx_show_camera: function (x, y, width, height) {
    var place = width > 0 ? [x, y, width, height].join() : '';
    if (place === LXNET.place) return;
    LXNET.place = place;
    dispatchEvent(new CustomEvent('louxia-camera', { detail: place }));
  },
});
