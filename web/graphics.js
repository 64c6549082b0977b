// A worker of boot.js. The first WebGL context of a browser may wait a second for the graphics to start, and nobody
// can touch the page meanwhile; here it is this worker that waits, and the page's own context takes some milliseconds.
const canvas = new OffscreenCanvas(1, 1);
canvas.getContext('webgl2') || canvas.getContext('webgl');
postMessage('awake');
