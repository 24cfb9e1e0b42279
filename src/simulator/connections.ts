import type { Socket } from 'node:net';

interface Connection {
  readonly id: number;
  /** The TCP socket, also below TLS. */
  readonly tcp: Socket;
  requests: number;
}

/** The open TCP connections of a server. A request's socket is found by its remote port, with and without TLS. */
export class Connections {
  readonly #byRemotePort = new Map<number | undefined, Connection>();
  #lastId = 0;

  add(tcp: Socket): void {
    const remotePort = tcp.remotePort;
    const connection = { id: ++this.#lastId, tcp, requests: 0 };
    this.#byRemotePort.set(remotePort, connection);
    tcp.once('close', () => {
      if (this.#byRemotePort.get(remotePort) === connection) {
        this.#byRemotePort.delete(remotePort);
      }
    });
  }

  /** Counts a request; tells the connection's id and how many requests came on it, this one included. */
  countRequest(socket: Socket): { readonly id: number; readonly requests: number } {
    const connection = this.#byRemotePort.get(socket.remotePort);
    if (connection === undefined) {
      return { id: 0, requests: 1 };
    }
    connection.requests += 1;
    return { id: connection.id, requests: connection.requests };
  }

  /** Ends a connection with a TCP reset. */
  reset(socket: Socket): void {
    const connection = this.#byRemotePort.get(socket.remotePort);
    if (connection === undefined) {
      socket.destroy();
    } else {
      connection.tcp.resetAndDestroy();
    }
  }

  /** Destroys them all. */
  closeAll(): void {
    for (const { tcp } of this.#byRemotePort.values()) {
      tcp.destroy();
    }
  }
}
