import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactHeaderValues, redactText, redactUri } from '../../../src/sessions/secretText';

describe('redaction of texts', () => {
  it.each([
    ['{"password":"hunter22"}', '{"password":"[redacted]"}'],
    ['{"user-password" : "hun\\"ter"}', '{"user-password" : "[redacted]"}'],
    ['{"token":12345678}', '{"token":"[redacted]"}'],
    ['{"snmp":{"community":["public1","private1"]},"a":1}', '{"snmp":{"community":["[redacted]","[redacted]"]},"a":1}'],
    ['"{\\"password\\":\\"hunter22\\"}"', '"{\\"password\\":\\"[redacted]\\"}"'],
    ['{"pass\\u0077ord":"hunter22"}', '{"password":"[redacted]"}'],
    ['user=a&password=hunter22&x=1', 'user=a&password=[redacted]&x=1'],
    ['Authorization: Basic dXNlcjpodW50ZXIyMg==', 'Authorization: [redacted]'],
    ['{"password":"hunter2', '{"password":"[redacted]'],
  ])('%s', (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  it.each(['{"password":""}', '{"password":null,"secret":false}', '{"slot-id":"io3","note":"tokenless"}', 'no secret here', '{"passwords":{}}'])(
    'leaves %s as it is',
    (text) => {
      expect(redactText(text)).toBe(text);
    },
  );

  it('loses a planted secret in any JSON, wherever it stands', () => {
    const secretName = fc.constantFrom('password', 'user_password', 'API-Key', 'bearerToken', 'pre.shared_key', 'Set-Cookie', 'credential', 'passphrase');
    const value = fc.string({ unit: 'grapheme', minLength: 8 }).filter((text) => !/^\s*$/.test(text));
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), secretName, value, fc.jsonValue({ maxDepth: 2 }), fc.integer({ min: 0, max: 2 }), (around, name, secret, rest, nesting) => {
        const planted = `PLANTED${secret.replaceAll('"', '')}PLANTED`;
        let text = JSON.stringify({ around, deep: [{ [name]: planted, rest }] });
        for (let level = 0; level < nesting; level += 1) {
          text = JSON.stringify({ text });
        }
        expect(redactText(text)).not.toContain('PLANTED');
      }),
    );
  });

  it('leaves JSON valid, and what is no secret in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (secret, rest) => {
        const redacted: unknown = JSON.parse(redactText(JSON.stringify({ first: 1, password: secret, last: 2 })));
        expect(redacted).toMatchObject({ first: 1, last: 2 });
        expect(() => JSON.parse(redactText(JSON.stringify(rest))) as unknown).not.toThrow();
      }),
    );
  });
});

describe('redaction of addresses and headers', () => {
  it.each([
    ['/api/x?token=abc&raw', '/api/x?token=[redacted]&raw'],
    ['/api/x?pass%77ord=abc', '/api/x?pass%77ord=[redacted]'],
    ['/api/x?pass%2577ord=abc', '/api/x?pass%2577ord=[redacted]'],
    ['//user:hunter22@host/x', '//[redacted]@host/x'],
    ['/api/status?raw', '/api/status?raw'],
  ])('%s', (uri, expected) => {
    expect(redactUri(uri)).toBe(expected);
  });

  it('knows headers by name and by content', () => {
    expect(redactHeaderValues({ Authorization: 'Basic abc', 'Set-Cookie': 'id=1', accept: 'application/json', location: '/login?session_id=5' })).toEqual({
      Authorization: '[redacted]',
      'Set-Cookie': '[redacted]',
      accept: 'application/json',
      location: '/login?session_id=[redacted]',
    });
  });
});
