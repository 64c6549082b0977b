// Pictures compared point by point, in a page that is there for it.

// The share (0 to 1) of points of which some channel differs by more than `tolerance` of 255, and the
// rows of the picture, in bands of `band` lines, that hold most of them. Both are PNGs of one size.
export async function difference(browser, one, other, { tolerance = 48, band = 64 } = {}) {
    const page = await browser.newPage();
    try {
        return await page.evaluate(async ({ pair, most, height }) => {
            const [a, b] = await Promise.all(pair.map(async (png) => {
                const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
                const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
                const g = canvas.getContext('2d');
                g.drawImage(bitmap, 0, 0);
                return g.getImageData(0, 0, bitmap.width, bitmap.height);
            }));
            if (a.width !== b.width || a.height !== b.height) return { share: 1, bands: [] };
            const bands = new Array(Math.ceil(a.height / height)).fill(0);
            let count = 0;
            for (let at = 0; at < a.data.length; at += 4) {
                let gap = 0;
                for (let i = 0; i < 3; i += 1) gap = Math.max(gap, Math.abs(a.data[at + i] - b.data[at + i]));
                if (gap <= most) continue;
                count += 1;
                bands[Math.floor(at / 4 / a.width / height)] += 1;
            }
            return {
                share: count / (a.data.length / 4),
                bands: bands.map((each) => each / (a.width * height)),
            };
        }, { pair: [one, other].map((png) => png.toString('base64')), most: tolerance, height: band });
    } finally {
        await page.close();
    }
}
