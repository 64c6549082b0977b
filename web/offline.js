// The service worker keeps the shell and the last list for when there is no net (service_worker.js). The
// page comes first: it is asked for when everything has loaded.
const start = () => navigator.serviceWorker.register('/sw.js').catch(() => undefined);

if ('serviceWorker' in navigator && isSecureContext) {
    if (document.readyState === 'complete') start();
    else addEventListener('load', start, { once: true });
}
