import { X509Certificate } from 'node:crypto';
import tls, { type PeerCertificate } from 'node:tls';
import type { CertificateSummary } from '../model/fault';

/** What a server presented, and why it is not trusted. */
export interface PresentedCertificate {
  readonly certificate: CertificateSummary;
  /** One clause, e.g. `it is self-signed and it expired on …`; absent when the certificate is trusted. */
  readonly reason?: string;
}

/** Looks at the certificate of a TLS connection whose handshake is done. Undefined when the server presented none. */
export function presentedCertificate(socket: tls.TLSSocket, hostname: string): PresentedCertificate | undefined {
  const peer = peerCertificate(socket);
  if (peer === undefined) {
    return undefined;
  }
  const x509 = new X509Certificate(peer.raw);
  const certificate = summary(x509);
  const reasons = untrustedReasons(socket, hostname, peer, x509);
  return reasons.length === 0 ? { certificate } : { certificate, reason: reasons.join(' and ') };
}

/** SHA-256 as `AA:BB:…` of the certificate of a TLS connection whose handshake is done. */
export function presentedFingerprint(socket: tls.TLSSocket): string | undefined {
  return peerCertificate(socket)?.fingerprint256;
}

/** Not getPeerX509Certificate: that one takes the certificate out of the connection, and only its first call finds one. */
function peerCertificate(socket: tls.TLSSocket): PeerCertificate | undefined {
  // Empty when the server presented none, and null on a closed connection, whatever the types say.
  const peer = socket.getPeerCertificate() as Partial<PeerCertificate> | null;
  return peer?.raw === undefined ? undefined : (peer as PeerCertificate);
}

function summary(x509: X509Certificate): CertificateSummary {
  return {
    subject: oneLine(x509.subject),
    issuer: oneLine(x509.issuer),
    validFrom: x509.validFrom,
    validTo: x509.validTo,
    fingerprint256: x509.fingerprint256,
  };
}

/** Names come one attribute a line, from a stranger. */
function oneLine(name: string | undefined): string {
  const line = (name ?? '').trim().replace(/\n/g, ', ').replace(/\p{C}/gu, '?');
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

function untrustedReasons(socket: tls.TLSSocket, hostname: string, peer: PeerCertificate, x509: X509Certificate): string[] {
  // The types say Error; it is the code of one.
  const code = socket.authorized ? undefined : String(socket.authorizationError);
  const reasons: string[] = [];
  switch (code) {
    case undefined:
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      break;
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      // OpenSSL names one reason only.
      if (x509.checkIssued(x509)) {
        reasons.push('it is self-signed');
      }
      break;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      reasons.push('it is self-signed');
      break;
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      reasons.push(`this computer does not know its issuer (${oneLine(x509.issuer)})`);
      break;
    default:
      reasons.push(`it cannot be verified (${code})`);
  }
  const now = Date.now();
  if (Date.parse(x509.validTo) < now) {
    reasons.push(`it expired on ${x509.validTo}`);
  } else if (Date.parse(x509.validFrom) > now) {
    reasons.push(`it is not valid before ${x509.validFrom}`);
  }
  if (tls.checkServerIdentity(hostname, peer) !== undefined) {
    reasons.push(`it was issued for another name than ${hostname}`);
  }
  // An issuer's certificate may be the one that expired.
  return code !== undefined && reasons.length === 0 ? [`it cannot be verified (${code})`] : reasons;
}
