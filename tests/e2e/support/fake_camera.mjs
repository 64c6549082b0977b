// A film of one still picture, for --use-file-for-fake-video-capture: what somebody holds before the
// camera.

import * as fs from 'node:fs';

export const film = { width: 640, height: 480 };

// png: a picture of a page; box: what of it is held before the camera, in its pixels. The browser itself
// decodes and scales it, page is any page of its own.
export async function write_film(page, png, box, file) {
    const grey = await page.evaluate(async ({ data, box: { x, y, width, height }, film: size }) => {
        const image = new Image();
        image.src = data;
        await image.decode();
        const canvas = document.createElement('canvas');
        Object.assign(canvas, size);
        const paper = canvas.getContext('2d');
        paper.fillStyle = '#888';
        paper.fillRect(0, 0, size.width, size.height);
        const scale = Math.min(size.width / width, size.height / height) * 0.8;
        paper.drawImage(image, x, y, width, height, (size.width - width * scale) / 2, (size.height - height * scale) / 2, width * scale, height * scale);
        const { data: pixels } = paper.getImageData(0, 0, size.width, size.height);
        let text = '';
        for (let at = 0; at < pixels.length; at += 4) {
            text += String.fromCharCode(Math.round(16 + (0.299 * pixels[at] + 0.587 * pixels[at + 1] + 0.114 * pixels[at + 2]) * 219 / 255));
        }
        return btoa(text);
    }, { data: `data:image/png;base64,${png.toString('base64')}`, box, film });
    const luma = Buffer.from(grey, 'base64');
    const colour = Buffer.alloc(film.width * film.height / 2, 128); // grey
    const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, colour]);
    fs.writeFileSync(file, Buffer.concat([
        Buffer.from(`YUV4MPEG2 W${film.width} H${film.height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]));
}
