// Triangles by WebGL, glyphs by a Canvas 2D context, pictures as textures.
mergeInto(LibraryManager.library, {
  $LXGL: {
    gl: null, program: null, waits: null, vertices: null, indices: null, scale: null,
    textures: {}, nextTexture: 1, ink: null, room: 0, glyphMs: 0, lost: false, wide: false,

    // Its canvas, whose context boot.js has made.
    start: function () {
      var gl = LXGL.gl = Module['gl'], canvas = gl.canvas;
      LXGL.wide = 'drawBuffers' in gl;
      canvas.addEventListener('webglcontextlost', function (event) {
        event.preventDefault();
        LXGL.lost = true;
      });
      canvas.addEventListener('webglcontextrestored', function () {
        LXGL.lost = false;
        LXGL.textures = {};
        LXGL.prepare();
        _lx_on_restored();
      });
      LXGL.prepare();
      return canvas;
    },

    lose: function () {
      var extension = LXGL.gl.getExtension('WEBGL_lose_context');
      if (!extension) return;
      extension.loseContext();
      setTimeout(function () { extension.restoreContext(); }, 50);
    },

    // Nothing here waits for the graphics, and nothing is asked of the program: that would. What it needs to
    // know comes as an attribute that is the same for all points.
    prepare: function () {
      var gl = LXGL.gl;
      LXGL.waits = gl.getExtension('KHR_parallel_shader_compile');
      var compile = function (kind, source) {
        var shader = gl.createShader(kind);
        gl.shaderSource(shader, source);
        gl.compileShader(shader);
        return shader;
      };
      var program = LXGL.program = gl.createProgram();
      gl.attachShader(program, compile(gl.VERTEX_SHADER,
        'attribute vec2 p;attribute vec2 t;attribute vec4 c;attribute vec3 s;varying vec3 u;varying vec4 k;' +
        'void main(){u=vec3(t,s.z);k=vec4(c.rgb*c.a,c.a);gl_Position=vec4(p.x*s.x-1.,1.-p.y*s.y,0.,1.);}'));
      // Pictures are premultiplied already, so that their edges do not darken when they are made smaller.
      gl.attachShader(program, compile(gl.FRAGMENT_SHADER,
        'precision mediump float;uniform sampler2D x;varying vec3 u;varying vec4 k;' +
        'void main(){vec4 t=texture2D(x,u.xy);t.rgb*=mix(t.a,1.,u.z);gl_FragColor=t*k;}'));
      'ptcs'.split('').forEach(function (name, at) { gl.bindAttribLocation(program, at, name); });
      gl.linkProgram(program);
      LXGL.vertices = gl.createBuffer();
      LXGL.indices = gl.createBuffer();
    },

    wrap: function (mipmaps) {
      var gl = LXGL.gl;
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, mipmaps ? gl.LINEAR_MIPMAP_LINEAR : gl.LINEAR);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    },

    // Room for a character of that width and height. Large only when it has to be: clearing takes milliseconds.
    context: function (size) {
      if (size <= LXGL.room) return LXGL.ink;
      var canvas = document.createElement('canvas');
      LXGL.room = canvas.width = canvas.height = size > 128 ? 640 : 128;
      var g = LXGL.ink = canvas.getContext('2d', { willReadFrequently: true });
      LXGL.fontName = '';
      g.textBaseline = 'alphabetic';
      g.fontKerning = 'none';
      // Else hinting moves advances and ascents by a pixel, differently at each scale.
      g.textRendering = 'geometricPrecision';
      return g;
    },
    font: function (px, bold, size) {
      var g = LXGL.context(size || 1), name = (bold ? '700 ' : '400 ') + px + 'px ' + LX.fonts;
      if (LXGL.fontName !== name) g.font = LXGL.fontName = name;
      return g;
    },
  },

  lx_texture__deps: ['$LXGL'],
  lx_texture: function (width, height) {
    var gl = LXGL.gl, id = LXGL.nextTexture++, texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
    LXGL.wrap(false);
    LXGL.textures[id] = { texture: texture, flat: 0 };
    return id;
  },
  lx_texture_part__deps: ['$LXGL'],
  lx_texture_part: function (id, x, y, width, height, pixels, pitch) {
    var gl = LXGL.gl, known = LXGL.textures[id];
    if (!known) return;
    gl.bindTexture(gl.TEXTURE_2D, known.texture);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    var rows = new Uint8Array(width * height * 4);
    for (var i = 0; i < height; i++) {
      rows.set(HEAPU8.subarray(pixels + i * pitch, pixels + i * pitch + width * 4), i * width * 4);
    }
    gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, width, height, gl.RGBA, gl.UNSIGNED_BYTE, rows);
  },
  lx_texture_drop__deps: ['$LXGL'],
  lx_texture_drop: function (id) {
    if (LXGL.textures[id]) LXGL.gl.deleteTexture(LXGL.textures[id].texture);
    delete LXGL.textures[id];
  },

  lx_can_draw__deps: ['$LXGL'],
  lx_can_draw: function () {
    return !LXGL.waits || LXGL.gl.getProgramParameter(LXGL.program, LXGL.waits.COMPLETION_STATUS_KHR) ? 1 : 0;
  },
  // Commands are 8 words each: clip x y w h (device pixels), texture, elements, first index, unused.
  lx_begin_draw__deps: ['$LXGL', '$LX'],
  lx_begin_draw: function (width, height, dpr, red, green, blue) {
    var gl = LXGL.gl;
    LX.size(width, height, dpr);
    gl.viewport(0, 0, LX.canvas.width, LX.canvas.height);
    gl.disable(gl.SCISSOR_TEST);
    gl.clearColor(red / 255, green / 255, blue / 255, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.enable(gl.SCISSOR_TEST);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.useProgram(LXGL.program);
    LXGL.scale = [2 / width, 2 / height];
  },
  lx_draw__deps: ['$LXGL'],
  lx_draw: function (vertices, vertexBytes, indices, indexCount, commands, count) {
    var gl = LXGL.gl, height = LX.canvas.height;
    gl.bindBuffer(gl.ARRAY_BUFFER, LXGL.vertices);
    gl.bufferData(gl.ARRAY_BUFFER, HEAPU8.subarray(vertices, vertices + vertexBytes), gl.STREAM_DRAW);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, LXGL.indices);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, HEAPU8.subarray(indices, indices + indexCount * 4), gl.STREAM_DRAW);
    gl.enableVertexAttribArray(0);
    gl.enableVertexAttribArray(1);
    gl.enableVertexAttribArray(2);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 20, 0);
    gl.vertexAttribPointer(1, 2, gl.FLOAT, false, 20, 8);
    gl.vertexAttribPointer(2, 4, gl.UNSIGNED_BYTE, true, 20, 16);
    for (var i = 0, at = commands >> 2; i < count; i++, at += 8) {
      var known = LXGL.textures[HEAP32[at + 4]];
      if (!known) continue;
      gl.scissor(HEAP32[at], height - HEAP32[at + 1] - HEAP32[at + 3], HEAP32[at + 2], HEAP32[at + 3]);
      gl.bindTexture(gl.TEXTURE_2D, known.texture);
      gl.vertexAttrib3f(3, ...LXGL.scale, known.flat);
      gl.drawElements(gl.TRIANGLES, HEAP32[at + 5], gl.UNSIGNED_INT, HEAP32[at + 6] * 4);
    }
  },

  lx_font_metrics__deps: ['$LXGL'],
  lx_font_metrics: function (px, bold, out) {
    var m = LXGL.font(px, bold).measureText('\u56fdAg'), o = out >> 2;
    HEAPF32[o] = m.fontBoundingBoxAscent || px * 0.88;
    HEAPF32[o + 1] = m.fontBoundingBoxDescent || px * 0.24;
  },
  lx_glyph_advance__deps: ['$LXGL'],
  lx_glyph_advance: function (code, px, bold) {
    return LXGL.font(px, bold).measureText(String.fromCodePoint(code)).width;
  },
  // Writes x, y, width, height, colored into out (integers) and the pixels into a buffer of its own, whose
  // address is returned; 0: nothing to draw.
  lx_glyph_draw__deps: ['$LXGL'],
  lx_glyph_draw: function (code, px, bold, out) {
    var began = performance.now(), g = LXGL.font(px, bold), letter = String.fromCodePoint(code);
    var m = g.measureText(letter), o = out >> 2;
    var left = Math.floor(-m.actualBoundingBoxLeft) - 1, top = -Math.ceil(m.actualBoundingBoxAscent) - 1;
    var width = Math.min(638, Math.ceil(m.actualBoundingBoxRight) + 1 - left);
    var height = Math.min(638, Math.ceil(m.actualBoundingBoxDescent) + 1 - top);
    HEAP32[o + 2] = 0;
    if (!(width > 2 && height > 2)) return 0;
    g = LXGL.font(px, bold, Math.max(width, height));
    g.clearRect(0, 0, width, height);
    g.fillStyle = '#fff';
    g.fillText(letter, -left, -top);
    var data = g.getImageData(0, 0, width, height).data, colored = 0, seen = 0, i;
    for (i = 0; i < data.length; i += 4) {
      if (!data[i + 3]) continue;
      seen = 1;
      if (data[i] < 250 || data[i + 1] < 250 || data[i + 2] < 250) { colored = 1; break; }
    }
    if (!seen) return 0;
    HEAP32[o] = left; HEAP32[o + 1] = top; HEAP32[o + 2] = width; HEAP32[o + 3] = height; HEAP32[o + 4] = colored;
    var bytes = data;
    if (!colored) {
      bytes = new Uint8Array(width * height);
      for (i = 0; i < bytes.length; i++) bytes[i] = data[i * 4 + 3];
    }
    var at = _lx_alloc(bytes.length);
    HEAPU8.set(bytes, at);
    LXGL.glyphMs += performance.now() - began;
    return at;
  },

  // Fetches, decodes off the thread, uploads; then _lx_on_picture(request, texture, width, height).
  lx_picture__deps: ['$LXGL'],
  lx_picture: function (request, at) {
    var url = UTF8ToString(at);
    var failed = function () { _lx_on_picture(request, 0, 0, 0); };
    fetch(url, { credentials: 'same-origin', headers: { Accept: 'image/webp' } }).then(function (reply) {
      if (!reply.ok) throw new Error(String(reply.status));
      return reply.blob();
    }).then(function (blob) {
      return createImageBitmap(blob, { premultiplyAlpha: 'premultiply' });
    }).then(function (bitmap) {
      if (LXGL.lost) return failed();
      var gl = LXGL.gl, id = LXGL.nextTexture++, texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
      if (LXGL.wide) gl.generateMipmap(gl.TEXTURE_2D);
      LXGL.wrap(LXGL.wide);
      LXGL.textures[id] = { texture: texture, flat: 1 };
      _lx_on_picture(request, id, bitmap.width, bitmap.height);
      bitmap.close();
    }).catch(failed);
  },
});
