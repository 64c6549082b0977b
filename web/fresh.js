// A page of what changes by itself is read again while somebody looks at it, and each part that says
// something else by now is put in place of the former. A part with the focus in it stays as it is.

const every_ms = 15_000;

async function page_now() {
    try {
        const reply = await fetch(location.href, { cache: 'no-store' });
        if (!reply.ok || reply.redirected) return null;
        return new DOMParser().parseFromString(await reply.text(), 'text/html');
    } catch {
        return null; // no net: the page says itself how old it is
    }
}

async function look_again() {
    if (document.hidden) return;
    const now = await page_now();
    for (const shown of now ? document.querySelectorAll('[data-fresh]') : []) {
        const fresh = now.querySelector(`[data-fresh="${shown.dataset.fresh}"]`);
        if (!fresh || fresh.textContent === shown.textContent || shown.contains(document.activeElement)) continue;
        shown.replaceWith(document.adoptNode(fresh));
    }
}

setInterval(look_again, every_ms);
document.addEventListener('visibilitychange', look_again);
