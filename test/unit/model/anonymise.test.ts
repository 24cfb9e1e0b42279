import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anonymise } from '../../../src/model/anonymise';
import type { Json, JsonObject } from '../../../src/model/json';
import { canonical } from '../../../src/model/placeholders';

const byte = fc.integer({ min: 1, max: 254 });
const hexByte = byte.map((value) => value.toString(16).padStart(2, '0'));
const mac = fc.array(hexByte, { minLength: 6, maxLength: 6 });
const address = fc.tuple(fc.integer({ min: 10, max: 99 }), byte, byte, byte).map((bytes) => bytes.join('.'));
const serial = fc.stringMatching(/^[1-9][0-9]{8,11}$/);
const host = fc.stringMatching(/^zz[a-z]{4,8}[0-9]$/);
const latitude = fc.integer({ min: 10_000_000, max: 89_999_999 }).map((value) => (value / 1e6).toFixed(6));

/** Every way in which a value could still be recognised. */
function forms(value: string): readonly string[] {
  return [value, value.toLowerCase(), value.toUpperCase(), canonical(value)];
}

describe('anonymise', () => {
  it('leaves no planted value in any form, wherever it stands', () => {
    fc.assert(
      fc.property(mac, address, serial, host, latitude, (pairs, ip, serialNumber, name, lat) => {
        const colon = pairs.join(':');
        const eui = [...pairs.slice(0, 3), 'ff', 'fe', ...pairs.slice(3)].join('-').toUpperCase();
        const fqdn = `${name}.time.example.com`;
        const planted = [colon, eui, ip, serialNumber, name, fqdn, lat, `Alias ${name}`];
        const report: Json = {
          'system-information': { hostname: fqdn, 'serial-number': `${serialNumber}   `, position: `${lat}, 7.438632` },
          ports: [{ 'mac-address': colon, address: ip, note: `${colon.toUpperCase()} and ${pairs.join('')} at ${ip}:443` }],
          ptp: { 'clock-identity': eui, 'gm-id': canonical(eui), alias: `Alias ${name}`, text: `0x${canonical(eui)} via ${fqdn.toUpperCase()}` },
          [`client ${ip}`]: { [eui.toLowerCase()]: `serial ${serialNumber}, ${name} at ${lat}` },
          dotted: `${pairs.slice(0, 2).join('')}.${pairs.slice(2, 4).join('')}.${pairs.slice(4).join('')}`,
          number: Number(serialNumber),
        };
        const text = JSON.stringify(anonymise(report)).toLowerCase();
        for (const form of planted.flatMap(forms)) {
          expect(text).not.toContain(form.toLowerCase());
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same value the same placeholder, in the spelling that it stands in', () => {
    const result = anonymise({ a: 'EC-46-70-00-11-22', b: 'ec:46:70:00:11:22', c: 'ec4670001122', d: 'EC-46-70-00-11-23' });
    expect(result).toEqual({ a: '02-00-00-00-00-01', b: '02:00:00:00:00:01', c: '020000000001', d: '02-00-00-00-00-02' });
  });

  it('keeps a MAC address and the EUI-64 made of it related', () => {
    const result = anonymise({ mac: 'ec:46:70:00:11:22', identity: 'EC-46-70-FF-FE-00-11-22', port: 'EC-46-70-FF-FE-00-11-22-1', dotted: 'ec4670.fffe.001122' });
    expect(anonymise({ 'port-identity': 'EC-46-70-FF-FE-00-11-22-1' })).toEqual({ 'port-identity': '02-00-00-FF-FE-00-00-01-1' });
    expect(result).toEqual({ mac: '02:00:00:00:00:01', identity: '02-00-00-FF-FE-00-00-01', port: '02-00-00-FF-FE-00-00-01-1', dotted: '020000.fffe.000001' });
  });

  it('keeps the shape of serial numbers, with the blanks around them', () => {
    expect(anonymise({ 'serial-number': '0410110123    ', other: 'card 0410110123 pulled' })).toEqual({
      'serial-number': '0000000001    ',
      other: 'card 0000000001 pulled',
    });
  });

  it('replaces positions by zeros, as text and as numbers', () => {
    expect(anonymise({ position: '46.951083, 7.438632', satellites: { latitude: 46.951083, longitude: 7.438632 }, text: 'at 46.951083' })).toEqual({
      position: '00.000000, 0.000000',
      satellites: { latitude: 0, longitude: 0 },
      text: 'at 00.000000',
    });
  });

  it('removes secrets', () => {
    expect(anonymise({ password: 'a', 'auth-token': { value: 'b' }, 'snmp-community': ['public'] })).toEqual({
      password: '(removed)',
      'auth-token': { value: '(removed)' },
      'snmp-community': ['(removed)'],
    });
  });

  it('keeps what a maintainer needs', () => {
    const report: JsonObject = {
      'api-version': '17.02.003',
      version: 'fw_7.08.012',
      model: 'psx210',
      'slot-id': 'io3',
      'slot-position': '0,2,1',
      'time-stamp': '2026-02-11T22:05:07',
      'current-time': '2026-02-11 22:05:01.533523843 UTC',
      leapsec: '201701010000',
      'port-state': 'master',
      'clock-accuracy': 'less-than-100ns',
      'mac-address': '00:00:00:00:00:00',
      address: '0.0.0.0',
      netmask: '255.255.255.0',
      group: '224.0.1.129',
      self: 'https://localhost/api/status',
      offset: -12,
      tdop: 1.06,
      hostname: 'N/A',
      path: 'module.info.model',
    };
    expect(anonymise(report)).toEqual(report);
  });

  it('replaces names that only the caller knows', () => {
    expect(anonymise({ text: 'GM-North (gm1.site.example.com) did not answer; gm1 is off' }, [{ kind: 'label', text: 'GM-North' }, { kind: 'host', text: 'gm1.site.example.com' }])).toEqual({
      text: 'label-1 (host-1.example.invalid) did not answer; host-1 is off',
    });
  });

  it('does not take a word of the protocol for a name everywhere', () => {
    expect(anonymise({ alias: 'Master', 'port-state': 'master' })).toEqual({ alias: 'label-1', 'port-state': 'master' });
    expect(anonymise({ alias: 'Red', led: { 'current-color': 'red' } })).toEqual({ alias: 'label-1', led: { 'current-color': 'red' } });
  });

  it('hides names that could be taken for digits', () => {
    expect(anonymise({ hostname: 'fab-3', alias: 'a.1', 'ip-address': 'cafe-01' })).toEqual({ hostname: 'host-1', alias: 'label-1', 'ip-address': 'label-2' });
  });

  it('never hands out a placeholder that is one of the hidden values', () => {
    expect(JSON.stringify(anonymise({ a: '198.18.0.1', b: '02-00-00-00-00-01', 'serial-number': '0000000001' }))).not.toMatch(/198\.18\.0\.1"|02-00-00-00-00-01|0000000001/);
  });

  it('removes what people write in their own words, and nothing else', () => {
    const report = { description: 'Clock of Jane, Berlin', 'if-descr': ['uplink to Paris', { deep: 'Rome' }], remarks: '', note: 'none', 'description-id': 'x1', prescription: 'x2' };
    expect(anonymise(report)).toEqual({
      description: '(removed)',
      'if-descr': ['(removed)', { deep: '(removed)' }],
      remarks: '',
      note: 'none',
      'description-id': 'x1',
      prescription: 'x2',
    });
  });

  it.each(['location', 'sys-location', 'sysLocation', 'gps-location', 'antenna-position', 'position', 'place'])('removes a place in words from "%s"', (key) => {
    expect(anonymise({ [key]: 'Rack 4, Frankfurt' })).toEqual({ [key]: '(removed)' });
  });

  it('takes no other word for a place', () => {
    const report = { allocation: 'fixed range', 'slot-position': 'upper row', location: 'unknown', placement: 'left side' };
    expect(anonymise(report)).toEqual(report);
  });

  it('hides the names of people, each of them wherever it stands', () => {
    expect(anonymise({ 'user-name': 'jdoe', 'full-name': 'Jane Doe', log: 'jdoe (Jane Doe) logged in' })).toEqual({
      'user-name': 'label-1',
      'full-name': 'label-2',
      log: 'label-1 (label-2) logged in',
    });
  });

  it('hides IPv6 addresses and the hosts of URLs', () => {
    expect(anonymise({ a: 'fe80::ee46:70ff:fe00:1122 (https://clock.plant7/api)', b: '::1' })).toEqual({
      a: '2001:db8::1 (https://host-1.example.invalid/api)',
      b: '::1',
    });
  });
});
