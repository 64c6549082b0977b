// Files as somebody uploads them, good ones and others.

import { randomBytes } from 'node:crypto';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

const hex = (text) => Buffer.from(text, 'hex');

// A JPEG's head that says 640 x 480 and, behind it, bytes that nothing packs.
export function jpeg(bytes) {
    const head = hex('ffd8ffe000104a46494600010100000100010000ffc000110801e0028003012200021101031101');
    return Buffer.concat([head, randomBytes(bytes - head.length)]);
}

const be32 = (value) => hex((value >>> 0).toString(16).padStart(8, '0'));
const be16 = (value) => hex(value.toString(16).padStart(4, '0'));
const le24 = (value) => Buffer.from([value & 255, (value >> 8) & 255, (value >> 16) & 255]);

export function png_chunk(type, content) {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    return Buffer.concat([be32(content.length), body, be32(crc32(body))]);
}

function crc32(bytes) {
    let sum = ~0;
    for (const byte of bytes) {
        sum ^= byte;
        for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum;
}

// A whole grey PNG of that size, whose rows are packed; `claimed` stands in its head instead.
export function png(width, height, claimed = [width, height]) {
    const rows = Buffer.alloc((width + 1) * height);
    return Buffer.concat([hex('89504e470d0a1a0a'),
        png_chunk('IHDR', Buffer.concat([be32(claimed[0]), be32(claimed[1]), hex('0800000000')])),
        png_chunk('IDAT', deflateSync(rows)), png_chunk('IEND', Buffer.alloc(0))]);
}

export const jpeg_head = (width, height) => Buffer.concat([hex('ffd8ffe000104a46494600010100000100010000ffc0001108'),
    be16(height), be16(width), hex('03012200021101031101'), Buffer.alloc(64, 0x11), hex('ffd9')]);

export const webp_head = (width, height) => Buffer.concat([Buffer.from('RIFF'), hex('28000000'), Buffer.from('WEBPVP8X'),
    hex('0a00000000000000'), le24(width - 1), le24(height - 1), Buffer.alloc(16)]);

// A zip with one member whose megabytes are all zeros.
export function zip_bomb(name, megabytes) {
    const packed = deflateRawSync(Buffer.alloc(megabytes * 1024 * 1024), { level: 9 });
    const le32 = (value) => { const four = Buffer.alloc(4); four.writeUInt32LE(value >>> 0); return four; };
    const sizes = Buffer.concat([le32(0), le32(packed.length), le32(megabytes * 1024 * 1024)]);
    const named = Buffer.concat([hex('14000000080000000000'), sizes, Buffer.from([name.length, 0, 0, 0])]);
    const local = Buffer.concat([hex('504b0304'), named, Buffer.from(name), packed]);
    const central = Buffer.concat([hex('504b01021400'), named, Buffer.alloc(14), Buffer.from(name)]);
    return Buffer.concat([local, central, hex('504b050600000000' + '01000100'), le32(central.length), le32(local.length), Buffer.alloc(2)]);
}

// name -> [bytes, what they are taken for or null]
export function strange_files(random) {
    const html = Buffer.from('<!doctype html><script>alert(1)</script>');
    const script = Buffer.from('*/=1;alert(document.domain)//');
    const good = png(3, 2);
    return new Map(Object.entries({
        'a PNG': [good, 'image/png'],
        'a JPEG': [jpeg(5_000), 'image/jpeg'],
        'a WebP': [webp_head(800, 600), 'image/webp'],
        'a GIF that is a script': [Buffer.concat([Buffer.from('GIF89a/*'), Buffer.alloc(20), script]), null],
        'a BMP that is a script': [Buffer.concat([Buffer.from('BM/*'), Buffer.alloc(60), script]), null],
        'a PNG with a page behind it': [Buffer.concat([good, html]), 'image/png'],
        'a PNG with a page in its text': [Buffer.concat([good.subarray(0, 33), png_chunk('tEXt', html), good.subarray(33)]), 'image/png'],
        'a JPEG with a page in its comment': [Buffer.concat([hex('ffd8fffe'), be16(html.length + 2), html, jpeg_head(10, 10).subarray(2)]), 'image/jpeg'],
        'a JPEG with a zip behind it': [Buffer.concat([jpeg_head(10, 10), zip_bomb('a', 1)]), 'image/jpeg'],
        'a PDF with a JPEG inside': [Buffer.concat([Buffer.from('%PDF-1.4\n1 0 obj\nstream\n'), jpeg_head(10, 10)]), null],
        'a JPEG with a PDF inside': [Buffer.concat([jpeg_head(10, 10), Buffer.from('%PDF-1.4\n1 0 obj<</JS(app.alert(1))>>')]), 'image/jpeg'],
        'an SVG': [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), null],
        'an SVG with a mark and an XML line': [Buffer.from('\ufeff<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), null],
        'a packed SVG': [gzipSync('<svg xmlns="http://www.w3.org/2000/svg"/>'), null],
        'a page': [html, null],
        'a page in UTF-16': [Buffer.from('\ufeff<html><script>alert(1)</script>', 'utf16le'), null],
        'a page that calls itself a clip': [Buffer.from('<!--ftypisom--><script>alert(1)</script>'), null],
        'a program': [Buffer.concat([hex('7f454c46'), Buffer.alloc(100)]), null],
        'a Windows program': [Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)]), null],
        'a zip': [zip_bomb('x', 1), null],
        'a PNG of 30,000 x 30,000': [png(1, 1, [30_000, 30_000]), null],
        'a PNG of 4,294,967,295 x 1': [png(1, 1, [4_294_967_295, 1]), null],
        'a PNG of 0 x 0': [png(1, 1, [0, 0]), null],
        'a JPEG of 30,000 x 30,000': [jpeg_head(30_000, 30_000), null],
        'a JPEG of 65,535 x 65,535': [jpeg_head(65_535, 65_535), null],
        'a WebP of 16,777,216 x 16,777,216': [webp_head(16_777_216, 16_777_216), null],
        'a PNG cut in its head': [good.subarray(0, 20), null],
        'a PNG cut in its signature': [good.subarray(0, 7), null],
        'a PNG cut in its rows': [good.subarray(0, 45), 'image/png'],
        'a JPEG cut before its size': [jpeg_head(10, 10).subarray(0, 22), null],
        'a JPEG of endless markers': [Buffer.concat([hex('ffd8'), Buffer.alloc(4_000_000, 0xff)]), null],
        'a JPEG whose segments overlap': [Buffer.concat([hex('ffd8ffe00000'), Buffer.alloc(100)]), null],
        'a WebP cut in its head': [webp_head(10, 10).subarray(0, 24), null],
        'zeros': [Buffer.alloc(4096), null],
        'one byte': [Buffer.from([0xff]), null],
        'noise': [Buffer.from(Array.from({ length: 4096 }, () => Math.floor(random() * 256))), null],
    }));
}
