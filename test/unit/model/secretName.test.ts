import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecretName } from '../../../src/model/secretName';

/** Written by hand from what devices, proxies and web servers call their secrets. */
const secretNames = [
  'password', 'Password', 'PASSWD', 'user-password', 'userPassword', 'password_hash', 'new password', 'pass', 'Pass', 'auth-pass', 'privPass', 'userpass',
  'user_pass', 'pass1', 'passOld', 'pw', 'PW', 'user-pw', 'adminpw', 'pwd', 'passphrase', 'pass.code', 'passwort', 'kennwort', 'pin', 'sim-pin', 'pin2', 'otp',
  'jwt', 'access_jwt', 'sid', 'connect.sid', 'session', 'x-session', 'http-session', 'session-id', 'sessionId', 'JSESSIONID', 'PHPSESSID', 'session_key',
  'md5-key', 'md5Key', 'sha1-key', 'sha-256-key', 'hmac_key', 'ntp-key', 'auth-key', 'API-Key', 'private.key', 'pre-shared-key', 'symmetric-keys', 'psk', 'wpa2psk',
  'wifi-psk', 'token', 'refreshToken', 'x-csrf', 'x-csrf-token', 'X-XSRF-Token', 'x-xsrf', 'csrf', 'x-auth', 'X-Auth-Token', 'x-user-pass', 'community',
  'snmp-communities', 'rocommunity', 'secret', 'client_secret', 'Authorization', 'Proxy-Authorization', 'Cookie', 'Set-Cookie', 'bearer', 'credentials',
  'Authentication-Info', 'Proxy-Authentication-Info',
];

const otherNames = [
  'pass-through', 'passThrough', 'bypass', 'by-pass', 'low-pass', 'compass', 'passive', 'passed', 'pass-count', 'pin-count', 'pinned', 'mapping', 'spin', 'pps-known',
  'ppsKind', 'inside', 'side', 'residual', 'opw', 'ptp-session', 'session-count', 'sessions', 'session-timeout', 'unicast-session', 'key', 'key-id', 'monkey', 'keyboard',
  'author', 'authority', 'auth-protocol', 'authentication', 'accept', 'content-type', 'location', 'user', 'name', 'id', 'optional', 'x-forwarded-for', 'profile', '',
];

/** Names about a secret, with values that tell nothing of it. */
const aboutSecrets: readonly (readonly [string, unknown])[] = [
  ['token-lifetime', 3600],
  ['token-lifetime', '3600'],
  ['tokenExpires', '2026-11-23T12:00:00Z'],
  ['token_expires_in', '30 days'],
  ['community-count', 2],
  ['password-policy', { 'min-length': 8 }],
  ['password-policy.min-length', 8],
  ['password-policy.digits', true],
  ['password-min-length', 12],
  ['passwordEnabled', 'yes'],
  ['password-age', null],
  ['secret-sizes-max', [1, 2]],
  ['auth-key-id', 5],
];

describe('names of secrets', () => {
  it.each(secretNames)('%s is one, whatever its value', (name) => {
    expect([isSecretName(name), isSecretName(name, 'hunter22'), isSecretName(name, 12345678)]).toEqual([true, true, true]);
  });

  it.each(otherNames)('"%s" is none', (name) => {
    expect(isSecretName(name, 'hunter22')).toBe(false);
  });

  it.each(aboutSecrets)('%s speaks about one: %j may be seen, a text may not', (name, value) => {
    expect([isSecretName(name, value), isSecretName(name, 'hunter22'), isSecretName(name, ['hunter22']), isSecretName(name)]).toEqual([false, true, true, true]);
  });

  it('are known in any spelling', () => {
    const spelling = fc.constantFrom(
      (words: readonly string[]) => words.join('-'),
      (words: readonly string[]) => words.join('_'),
      (words: readonly string[]) => words.join('.').toUpperCase(),
      (words: readonly string[]) => words.map((word, index) => (index === 0 ? word : `${word.charAt(0).toUpperCase()}${word.slice(1)}`)).join(''),
    );
    const prefix = fc.array(fc.constantFrom('snmp', 'ntp', 'admin', 'old', 'web', 'x', 'device', 'slot'), { maxLength: 3 });
    const secret = fc.constantFrom(['password'], ['pass'], ['pw'], ['pin'], ['jwt'], ['sid'], ['session', 'id'], ['md5', 'key'], ['auth', 'pass'], ['token']);
    const digits = fc.constantFrom('', '1', '22');
    fc.assert(
      fc.property(spelling, prefix, secret, digits, (spell, before, words, after) => {
        expect(isSecretName(`${spell([...before, ...words])}${after}`)).toBe(true);
      }),
    );
  });
});
