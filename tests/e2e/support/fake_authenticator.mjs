// A fake authenticator without a browser: makes an ES256 key and signs what a phone would sign.

import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

export class FakeAuthenticator {
    constructor(origin) {
        this.origin = origin;
        this.site = new URL(origin).hostname;
        this.id = randomBytes(16);
        this.keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    }

    #client_data(type, challenge) {
        return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
    }

    #head(flags) {
        return Buffer.concat([sha256(this.site), Buffer.from([flags, 0, 0, 0, 0])]);
    }

    // The body of add_passkey.
    made(challenge) {
        const { x, y } = this.keys.publicKey.export({ format: 'jwk' });
        const key = Buffer.concat([
            Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url'),
            Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url'),
        ]);
        const data = Buffer.concat([this.#head(0x45), Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, key]);
        return {
            client_data: this.#client_data('webauthn.create', challenge).toString('base64url'),
            authenticator_data: data.toString('base64url'),
        };
    }

    // The body of passkey_sign_in.
    signed(challenge) {
        const client_data = this.#client_data('webauthn.get', challenge);
        const data = this.#head(0x05);
        return {
            credential: this.id.toString('base64url'),
            client_data: client_data.toString('base64url'),
            authenticator_data: data.toString('base64url'),
            signature: createSign('sha256').update(Buffer.concat([data, sha256(client_data)])).sign(this.keys.privateKey).toString('base64url'),
        };
    }
}
