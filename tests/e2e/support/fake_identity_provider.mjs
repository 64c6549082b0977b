// A fake identity provider: OpenID Connect's code flow, where whoever `subject` names is signed in.

import { createHash, randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as path from 'node:path';
import { fresh_folder } from './places.mjs';

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export class FakeIdentityProvider {
    subject = 'somebody';
    #codes = new Map();

    static async start() {
        const provider = new FakeIdentityProvider();
        provider.server = http.createServer((request, response) => provider.#answer(request, response));
        await new Promise((resolve) => provider.server.listen(0, '127.0.0.1', resolve));
        provider.origin = `http://127.0.0.1:${provider.server.address().port}`;
        // What `louxia serve --identity` reads.
        provider.file = path.join(fresh_folder(), 'identity.json');
        fs.writeFileSync(provider.file, JSON.stringify({
            label: '假身份', issuer: provider.origin, authorize_url: `${provider.origin}/authorize`,
            token_url: `${provider.origin}/token`, client_id: 'fake-client',
        }));
        return provider;
    }

    async #answer(request, response) {
        const url = new URL(request.url, this.origin);
        if (url.pathname === '/authorize') {
            const asked = Object.fromEntries(url.searchParams);
            const code = randomUUID();
            this.#codes.set(code, { ...asked, subject: this.subject });
            const back = new URL(asked.redirect_uri);
            back.searchParams.set('state', asked.state);
            back.searchParams.set('code', code);
            response.writeHead(302, { Location: back.href }).end();
            return;
        }
        let body = '';
        for await (const part of request) body += part;
        const form = new URLSearchParams(body);
        const asked = this.#codes.get(form.get('code'));
        this.#codes.delete(form.get('code'));
        const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
        const fits = asked?.code_challenge === challenge && asked.redirect_uri === form.get('redirect_uri');
        // The server's clock may be a simulated day's: the token lasts for years.
        const claims = fits ? {
            iss: this.origin, aud: asked.client_id, sub: asked.subject, nonce: asked.nonce, exp: 4_102_444_800,
        } : undefined;
        response.writeHead(fits ? 200 : 400, { 'Content-Type': 'application/json' })
            .end(JSON.stringify(fits ? { id_token: `${encoded({ alg: 'none' })}.${encoded(claims)}.` } : { error: 'invalid_grant' }));
    }

    stop() {
        this.server.closeAllConnections();
        this.server.close();
    }
}
