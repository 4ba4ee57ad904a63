import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { LAB_RELAY } from '../../../../src/engine/dataplane/lab/lab-relay.ts';

// The relay as the lab runs it, with a socket that answers as a kernel does.

const STAGE = String.raw`import errno, json, random, socket, struct, sys
IP_PKTINFO, IPV6_RECVPKTINFO, IPV6_PKTINFO = 8, 49, 50
PROTOCOLS = {'tcp': socket.IPPROTO_TCP, 'udp': socket.IPPROTO_UDP}
def enter(netns):
    pass
${LAB_RELAY}
protocol, connects, sends, later = sys.argv[1:]
class Kernel:
    closed = False
    def __init__(self, *_): pass
    def setblocking(self, _): pass
    def answer(self, name):
        if name != 'ok':
            raise OSError(getattr(errno, name), name)
    def connect(self, _): self.answer(connects)
    def send(self, _): self.answer(sends)
    def getsockopt(self, *_): return 0
    def recv(self, _): self.answer(later)
    def close(self): self.closed = True
told, watched = [], []
relay = Relay(lambda *one: watched.append(one), lambda _: None, (protocol, '0.0.0.0', 80, None, [('192.0.2.1', 80)]))
socket.socket = Kernel
relay.hand_on(lambda text: told.append(text.decode()))
for opened, take, waiting in watched:
    take(opened, waiting)
print(json.dumps({'told': told, 'closed': all(opened.closed for opened, _, _ in watched)}))
`;

test.each([
  // connect(), send() and what comes after, by the errors that they end with.
  ['UDP', 'ok', 'EPERM', 'ECONNREFUSED', 'refused'],
  ['UDP', 'ok', 'ECONNREFUSED', 'ok', 'refused'],
  ['UDP', 'ENETUNREACH', 'ok', 'ok', ''],
  ['TCP', 'EPERM', 'ok', 'ECONNREFUSED', 'refused'],
  ['TCP', 'EINPROGRESS', 'ok', 'ECONNREFUSED', 'refused'],
  ['TCP', 'ENETUNREACH', 'ok', 'ok', ''],
  ['TCP', 'EINPROGRESS', 'ok', 'EHOSTUNREACH', ''],
])('a client of a relay is told, over %s: %s, %s, then %s', (...[protocol, connects, sends, later, result]) => {
  const out = execFileSync('python3', ['-c', STAGE, protocol, connects, sends, later], { encoding: 'utf8' });
  const told = result === '' ? '' : `{"result": "${result}"}\n`;
  expect(JSON.parse(out)).toEqual({ told: [told], closed: true });
});
