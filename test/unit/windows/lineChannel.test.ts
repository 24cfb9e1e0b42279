import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineChannel } from '../../../src/windows/lineChannel';

/** A socket that says what it is told to. */
class FakeSocket extends EventEmitter {
  destroyed = false;
  writableLength = 0;
  readonly written: string[] = [];
  setEncoding(): void {
    // Text is what the test sends.
  }
  write(text: string): void {
    this.written.push(text);
  }
  destroy(): void {
    if (!this.destroyed) {
      this.destroyed = true;
      this.emit('close');
    }
  }
}

function open() {
  const socket = new FakeSocket();
  const heard: string[] = [];
  const channel = new LineChannel(socket as unknown as Socket);
  const listener = { line: (line: string) => heard.push(line), closed: () => heard.push('closed') };
  return { socket, heard, channel, listener };
}

describe('a channel of lines', () => {
  it('puts lines together, however they arrive', () => {
    const line = fc.string().map((text) => text.replaceAll('\n', ''));
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat({ max: 20 }), { minLength: 1 }), (lines, sizes) => {
        const { socket, heard, channel, listener } = open();
        channel.listener = listener;
        const text = lines.map((each) => `${each}\n`).join('');
        for (let at = 0, n = 0; at < text.length; n++) {
          const size = (sizes[n % sizes.length] ?? 0) + 1;
          socket.emit('data', text.slice(at, at + size));
          at += size;
        }
        expect(heard).toEqual(lines);
      }),
    );
  });

  it('keeps what comes while nobody listens, also that it was closed', () => {
    const { socket, heard, channel, listener } = open();
    socket.emit('data', 'one\ntwo\nth');
    socket.destroy();
    channel.listener = listener;
    expect(heard).toEqual(['one', 'two', 'closed']);
  });

  it('lets another one listen from the next line on', () => {
    const { socket, heard, channel, listener } = open();
    const later: string[] = [];
    channel.listener = { ...listener, line: (line) => (heard.push(line), (channel.listener = undefined)) };
    socket.emit('data', 'one\ntwo\n');
    expect(heard).toEqual(['one']);
    channel.listener = { line: (line) => later.push(line), closed: () => undefined };
    expect(later).toEqual(['two']);
  });

  it('tells nobody when it is disposed of, and sends nothing then', () => {
    const { socket, heard, channel, listener } = open();
    channel.listener = listener;
    channel.send('a');
    channel.dispose();
    channel.send('b');
    expect([socket.written, heard, socket.destroyed]).toEqual([['a\n'], [], true]);
  });

  it('gives up a line that never ends', () => {
    const { socket, heard, channel, listener } = open();
    channel.listener = listener;
    const part = 'x'.repeat(8 * 1024 * 1024);
    for (let n = 0; n < 9 && !socket.destroyed; n++) {
      socket.emit('data', part);
    }
    expect(heard).toEqual(['closed']);
  });
});
