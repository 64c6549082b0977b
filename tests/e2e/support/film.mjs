// A clip made where it can be made without a camera: in a page.

// Half a second of a changing canvas, as a phone would film it.
export const film = () => new Promise((resolve, reject) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
    const paper = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
    const parts = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.onerror = () => reject(new Error('nothing was filmed'));
    recorder.onstop = async () => resolve([...new Uint8Array(await new Blob(parts).arrayBuffer())]);
    recorder.start();
    let frame = 0;
    const clock = setInterval(() => {
        paper.fillStyle = `hsl(${(frame += 30)} 60% 50%)`;
        paper.fillRect(0, 0, 64, 48);
    }, 40);
    setTimeout(() => {
        clearInterval(clock);
        recorder.stop();
    }, 500);
});
