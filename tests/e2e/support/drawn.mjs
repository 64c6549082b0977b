// What the canvas drew last, from the triangles themselves: which words stand over others, or a picture over words.

// In the page, before anything is loaded: keeps the commands of the frame that was begun last.
export function keep_frames() {
    const real = HTMLCanvasElement.prototype.getContext;
    const kept = { now: [] };
    globalThis.drawn = kept;
    HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
        const gl = real.call(this, kind, ...more);
        if (!/^webgl/.test(kind) || !gl || gl.is_kept) return gl;
        gl.is_kept = true;
        const bytes = {};
        const wrap = (name, before) => {
            const own = gl[name].bind(gl);
            gl[name] = (...given) => (before(...given), own(...given));
        };
        let clip = [0, 0, 0, 0];
        let scale = [1, 1, 0];
        wrap('clear', () => { kept.now = []; });
        wrap('bufferData', (target, data) => { bytes[target] = data.slice().buffer; });
        wrap('scissor', (...box) => { clip = box; });
        wrap('vertexAttrib3f', (_, x, y, flat) => { scale = [2 / x, 2 / y, flat]; });
        wrap('drawElements', (_, count, __, offset) => {
            const [width, height, is_picture] = scale;
            const device = this.width / width;
            const [x, y, w, h] = clip.map((each) => each / device);
            kept.now.push({ vertices: bytes[gl.ARRAY_BUFFER], indices: bytes[gl.ELEMENT_ARRAY_BUFFER], first: offset / 4, count,
                is_picture: is_picture === 1, clip: [x, height - y - h, x + w, height - y] });
        });
        return gl;
    };
}

// In the page: where in what was drawn last a letter or a picture covers a letter that is still to be seen.
// Boxes of ink are looked at, so that what touches only by its lines' heights is none.
export function covered_words() {
    const least = [2, 2];  // px beside and below each other
    const meet = (a, b) => [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
    const holds = (box) => box[2] - box[0] > least[0] && box[3] - box[1] > least[1];
    const seen = [];
    const fills = [];
    const covered = [];
    let order = 0;
    // Whether something opaque was drawn between the two where they meet.
    const is_hidden = (x, y, since) => fills.some(({ xs, ys, order: filled }) => {
        if (filled < since) return false;
        const side = (a, b) => (xs[b] - xs[a]) * (y - ys[a]) - (ys[b] - ys[a]) * (x - xs[a]);
        const signs = [side(0, 1), side(1, 2), side(2, 0)];
        return signs.every((each) => each >= 0) || signs.every((each) => each <= 0);
    });
    for (const { vertices, indices, first, count, is_picture, clip } of globalThis.drawn.now) {
        const place = new Float32Array(vertices);
        const color = new Uint8Array(vertices);
        const index = new Uint32Array(indices);
        const at = (i) => index[first + i];
        for (let i = 0; i < count; i += 3) {
            const corners = [at(i), at(i + 1), at(i + 2)];
            const all = (of) => corners.map(of);
            const [xs, ys, us, vs] = [0, 1, 2, 3].map((part) => all((each) => place[each * 5 + part]));
            const alphas = all((each) => color[each * 20 + 19]);
            const is_fill = !is_picture && us.every((u) => u === us[0]) && vs.every((v) => v === vs[0]);
            if (is_fill) {
                if (Math.min(...alphas) >= 250) fills.push({ xs, ys, order });
                continue;
            }
            // Letters and pictures are quads: the second triangle of one has the same box.
            if (i + 3 < count && at(i + 3) === at(i)) continue;
            order += 1;
            const box = meet([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], clip);
            if (!holds(box) || Math.max(...alphas) < 30) continue;
            for (const other of seen) {
                const over = meet(box, other.box);
                if (order - other.order > 1 && holds(over) &&
                    !is_hidden((over[0] + over[2]) / 2, (over[1] + over[3]) / 2, other.order)) covered.push(over.map(Math.round));
            }
            if (!is_picture) seen.push({ box, order });
        }
    }
    const names = ([left, top, right, bottom]) => [...document.querySelectorAll('#lx .n')].filter((node) => {
        const box = node.getBoundingClientRect();
        return box.left < right && box.right > left && box.top < bottom && box.bottom > top && node.children.length === 0;
    }).map((node) => node.getAttribute('aria-label') ?? node.textContent);
    return [...new Set(covered.map((box) => names(box).join(' / ') || box.join(' ')))];
}
