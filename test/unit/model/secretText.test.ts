import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactHeaderValues, redactText, redactUri } from '../../../src/model/secretText';

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

  it.each([
    ['a short name', '{"pin":1234,"jwt":"eyJhb"}', '{"pin":"[redacted]","jwt":"[redacted]"}'],
    ['a short name in a form', 'user=a&pw=hunter22&x=1', 'user=a&pw=[redacted]&x=1'],
    ['a short name in plain text', 'X-Auth: abc def\nAccept: x', 'X-Auth: [redacted]\nAccept: x'],
    ['two words', 'api key: hunter22', 'api key: [redacted]'],
    ['an address', '{"url":"https://user:hun@ter22@10.0.4.20:8443/x@y"}', '{"url":"https://[redacted]@10.0.4.20:8443/x@y"}'],
    ['an address with escaped slashes', '{"url":"ftp:\\/\\/user:hun\\\\ter22@host\\/x"}', '{"url":"ftp:\\/\\/[redacted]@host\\/x"}'],
    ['an address in plain text', 'see http://u:hun?ter22@host, or mail me@x', 'see http://[redacted]@host, or mail me@x'],
    ['a pair', '{"name":"password","value":"hunter22","note":"x"}', '{"name":"password","value":"[redacted]","note":"x"}'],
    ['a pair the other way round', '[{"val" : 12345678, "x":{"a":1}, "Key":"auth-pass"}]', '[{"val" : "[redacted]", "x":{"a":1}, "Key":"auth-pass"}]'],
    ['a pair with a list', '{"id":"tokens","content":["a",{"b":"c"}]}', '{"id":"tokens","content":["[redacted]",{"b":"[redacted]"}]}'],
    ['a pair in a text', '"{\\"label\\":\\"PIN\\",\\"value\\":\\"hunter22\\"}"', '"{\\"label\\":\\"PIN\\",\\"value\\":\\"[redacted]\\"}"'],
    ['a pair that was cut', '{"name":"password","value":"hunt', '{"name":"password","value":"[redacted]'],
    ['a pair around another object', '{"name":"password","of":{"name":"user","value":"me"},"value":"x"}', '{"name":"password","of":{"name":"user","value":"me"},"value":"[redacted]"}'],
    ['an element', '<a><user>me</user><ns:password hint="h">hun&lt;ter</ns:password></a>', '<a><user>me</user><ns:password hint="h">[redacted]</ns:password></a>'],
    ['an element with others', '<communities><c>public1</c></communities><x/>', '<communities>[redacted]</communities><x/>'],
    ['a cut element', '<x><pass><![CDATA[hunter', '<x><pass>[redacted]'],
    ['an attribute', '<user name="me" password="hunter22"/>', '<user name="me" password="[redacted]"/>'],
    ['a named element', "<entry key='auth-pass'>hunter22</entry>", "<entry key='auth-pass'>[redacted]</entry>"],
    ['a field of a page', '<input type="password" value="hun>ter"><b>x</b>', '<input type="password" value="[redacted]"><b>x</b>'],
    ['a hidden field in JSON', '{"h":"<input name=\\"csrf\\" value=\\"abc\\">"}', '{"h":"<input name=\\"csrf\\" value=\\"[redacted]\\">"}'],
    ['an escaped element', '{"x":"\\u003cpassword\\u003ehunter22\\u003c/password\\u003e"}', '{"x":"<password>[redacted]</password>"}'],
    [
      'a private key',
      '{"pem":"-----BEGIN RSA PRIVATE KEY-----\\nMIIE\\n-----END RSA PRIVATE KEY-----\\n","x":1}',
      '{"pem":"-----BEGIN RSA PRIVATE KEY-----[redacted]-----END RSA PRIVATE KEY-----\\n","x":1}',
    ],
    ['a number within JSON in a string', '{"text":"{\\"pw\\":{\\"\\":0}}"}', '{"text":"{\\"pw\\":{\\"\\":\\"[redacted]\\"}}"}'],
    ['a web token under any name', '{"note":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_"}', '{"note":"[redacted]"}'],
    ['a cut private key', '-----BEGIN PRIVATE KEY-----\nMIIE', '-----BEGIN PRIVATE KEY-----[redacted]'],
  ])('finds %s', (_what, text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  it.each([
    '{"token-lifetime":3600,"token-expires":"2026-11-23T12:00:00Z","community-count":2}',
    '{"password-policy":{"min-length":8,"history":3},"password-policy.digits":true}',
    '{"name":"token-lifetime","value":3600}',
    '<password-policy><min-length>8</min-length></password-policy><token-lifetime>3600</token-lifetime>',
    'token_lifetime=3600&pass-through=yes',
    '{"pass-through":"on","bypass":"x","pin-count":"four","mapping":"a","ptp-session":{"peer":"10.0.0.1"}}',
    '{"name":"location","value":"Rack 4"}',
    '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----',
    'http://host/a@b, me@x',
  ])('lets %s pass', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('looks for secrets among what is about them', () => {
    expect(redactText('{"password-policy":{"min-length":8,"default-password":"hunter22"}}')).toBe(
      '{"password-policy":{"min-length":8,"default-password":"[redacted]"}}',
    );
    expect(redactText('{"token-expires":"hunter22","token-ages":["hunter22"]}')).toBe('{"token-expires":"[redacted]","token-ages":["[redacted]"]}');
  });

  it('changes nothing in JSON the second time', () => {
    const name = fc.constantFrom('password', 'pin', 'name', 'value', 'token-age', 'path', 'x');
    const value = fc.oneof(fc.constantFrom('password', 'hunter22', '', true, false, null, 5), fc.array(fc.constantFrom('pin', 7, null)), fc.dictionary(name, fc.constantFrom('a', 'token', 3)));
    fc.assert(
      fc.property(fc.array(fc.dictionary(name, value)), (json) => {
        const once = redactText(JSON.stringify(json));
        expect(redactText(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  it('loses a planted secret in any pair, whatever is around', () => {
    const naming = fc.constantFrom('name', 'key', 'id', 'label', 'Name');
    const holding = fc.constantFrom('value', 'val', 'content', 'Value');
    const name = fc.constantFrom('password', 'auth-pass', 'md5-key', 'pin', 'sessionId');
    const members = fc.dictionary(fc.string().filter((key) => !/^[@$]?(?:name|key|id|label|field|param|option|v|va)/i.test(key) && key !== '__proto__'), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });
    fc.assert(
      fc.property(naming, holding, name, members, members, fc.boolean(), fc.integer({ min: 0, max: 2 }), (n, v, secretName, before, after, isTurned, nesting) => {
        const pair = isTurned ? { [v]: 'PLANTED', ...before, [n]: secretName } : { [n]: secretName, ...before, [v]: 'PLANTED' };
        let text = JSON.stringify({ list: [{ ...after, ...pair }] });
        for (let level = 0; level < nesting; level += 1) {
          text = JSON.stringify({ text });
        }
        const safe = redactText(text);
        expect(safe).not.toContain('PLANTED');
        expect(() => JSON.parse(safe) as unknown).not.toThrow();
      }),
    );
  });

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
    ['/api/x?sid=abc&pass-through=1&token-lifetime=60', '/api/x?sid=[redacted]&pass-through=1&token-lifetime=60'],
    ['/api/x?next=http%3A%2F%2Fuser%3Ahunter22%40host&a=1', '/api/x?next=[redacted]&a=1'],
    ['http://user:hun?t@er22@host/x?a=b', 'http://[redacted]@host/x?a=b'],
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
    expect(redactHeaderValues({ 'x-auth': 'a', 'x-session': 'a', 'X-CSRF-Token': 'a', 'x-csrf': 'a', 'x-xsrf': 'a', 'x-user-pass': 'a' })).toEqual({
      'x-auth': '[redacted]',
      'x-session': '[redacted]',
      'X-CSRF-Token': '[redacted]',
      'x-csrf': '[redacted]',
      'x-xsrf': '[redacted]',
      'x-user-pass': '[redacted]',
    });
    expect(redactHeaderValues({ location: 'https://user:hun@ter22@host/', 'x-token-lifetime': '3600' })).toEqual({
      location: 'https://[redacted]@host/',
      'x-token-lifetime': '3600',
    });
  });
});
