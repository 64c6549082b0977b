// A clip made where it can be made without a camera: in a page.

// A second of a changing canvas, as a phone would film it; filmed again where too few frames came for a player.
export const film = async () => {
    const take = () => new Promise((resolve, reject) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
        const paper = canvas.getContext('2d');
        const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: 'video/webm' });
        const parts = [];
        recorder.ondataavailable = (event) => parts.push(event.data);
        recorder.onerror = () => reject(new Error('nothing was filmed'));
        recorder.onstop = () => resolve(new Blob(parts, { type: 'video/webm' }));
        recorder.start();
        let frame = 0;
        const clock = setInterval(() => {
            paper.fillStyle = `hsl(${(frame += 30)} 60% 50%)`;
            paper.fillRect(0, 0, 64, 48);
        }, 40);
        setTimeout(() => {
            clearInterval(clock);
            recorder.stop();
        }, 1000);
    });
    const plays = (blob) => new Promise((resolve) => {
        const video = Object.assign(document.createElement('video'), { muted: true, src: URL.createObjectURL(blob) });
        video.ontimeupdate = () => { if (video.currentTime > 0) resolve(true); };
        video.onerror = () => resolve(false);
        video.play().catch(() => resolve(false));
    });
    for (let tries = 0; tries < 10; tries += 1) {
        const blob = await take();
        if (await plays(blob)) return [...new Uint8Array(await blob.arrayBuffer())];
    }
    throw new Error('no clip of ten played');
};
