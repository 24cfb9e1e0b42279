import { describe, expect, it } from 'vitest';
import { draftAddress, draftEntry, hasPort, hostProblem, isSchemeOpen, newDraft, portProblem } from '../../../src/views/addDevice/deviceDraft';

describe('device draft', () => {
  it('writes only what is not the default', () => {
    expect(draftEntry(newDraft({ host: ' 10.0.4.20 ' }))).toEqual({ host: '10.0.4.20' });
    expect(draftEntry(newDraft({ host: 'gm1', port: 443, name: 'GM-North', busAddress: 'bypassproxy' }))).toEqual({
      host: 'gm1',
      port: 443,
      name: 'GM-North',
      busAddress: 'bypassproxy',
    });
  });

  it('never holds credentials in the entry', () => {
    expect(JSON.stringify(draftEntry(newDraft({ host: 'gm1', user: 'info', password: 'correct horse' })))).not.toMatch(/info|horse/);
  });

  it.each([
    ['gm1', '', false],
    ['gm1', '443', false],
    ['gm1', '8443', true],
    ['gm1:8443', '', true],
    ['https://gm1', '8443', false],
  ])('knows whether %s with port "%s" leaves the encryption open', (host, port, isOpen) => {
    expect(isSchemeOpen({ host, port, scheme: '' })).toBe(isOpen);
  });

  it('encrypts another port when the person decides so', () => {
    const draft = { ...newDraft({ host: 'gm1', port: 8443 }), scheme: 'https://' as const };
    expect(draftAddress(draft)).toMatchObject({ origin: 'https://gm1:8443' });
    expect(draftEntry(draft)).toEqual({ host: 'https://gm1', port: 8443 });
  });

  it('sees a port inside the host', () => {
    expect([hasPort('gm1'), hasPort('gm1:8443'), hasPort('https://gm1/'), hasPort('[fe80::1]:443'), hasPort('fe80::1')]).toEqual([false, true, false, true, false]);
  });

  it('says what is wrong', () => {
    expect(hostProblem('gm1')).toBeUndefined();
    expect(hostProblem('')).toMatch(/Enter the address/);
    expect(portProblem('')).toBeUndefined();
    expect(portProblem('443')).toBeUndefined();
    expect(portProblem('0')).toMatch(/1 to 65535/);
    expect(portProblem('x')).toMatch(/1 to 65535/);
  });
});
