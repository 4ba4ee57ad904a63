import { LAB_ENTRANCE } from './lab-entrance.ts';
import { LAB_RELAY } from './lab-relay.ts';
import { LAB_SCTP } from './lab-sctp.ts';
import { LAB_SETTLING } from './lab-settling.ts';

/**
 * The lab's listeners and its client, in Python: one process that enters the namespaces by setns(2). `serve` opens every
 * listener and tells each caller who it is and what it saw; `request` connects. Reads places.jsonl beside itself.
 */
export const LAB_PROGRAM = String.raw`import argparse, atexit, ctypes, errno, fcntl, ipaddress, itertools, json, os, random, resource, select, socket
import struct, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
CLONE_NEWNET = 0x40000000
IP_PKTINFO, IPV6_RECVPKTINFO, IPV6_PKTINFO = 8, 49, 50
# So few that what they send and get has room in every buffer, also while a process does not come to run.
AT_ONCE = 200
libc = ctypes.CDLL(None, use_errno=True)

def enter(netns):
    fd = os.open('/run/netns/' + netns, os.O_RDONLY)
    try:
        if libc.setns(fd, CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), 'cannot enter ' + netns)
    finally:
        os.close(fd)

def read_places():
    with open(os.path.join(HERE, 'places.jsonl')) as lines:
        return [json.loads(line) for line in lines]

def plain(address):
    address = address.split('%')[0]
    return address[7:] if address.startswith('::ffff:') and '.' in address else address

def more_files():
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))

def answer(who, saw, at):
    return (json.dumps({'answeredBy': who, 'sawSource': plain(saw[0]), 'sawDestination': plain(at[0]),
                        'sawPort': at[1]}) + '\n').encode()

def open_stream(port, protocol):
    listener = socket.socket(socket.AF_INET6, socket.SOCK_STREAM, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    listener.bind(('::', port))
    listener.listen(1024)
    listener.setblocking(False)
    return listener

def open_udp(port, family):
    receiver = socket.socket(family, socket.SOCK_DGRAM)
    if family == socket.AF_INET6:
        receiver.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        receiver.setsockopt(socket.IPPROTO_IPV6, IPV6_RECVPKTINFO, 1)
    else:
        receiver.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
    receiver.bind(('::' if family == socket.AF_INET6 else '0.0.0.0', port))
    receiver.setblocking(False)
    return receiver

def take_stream(listener, who):
    try:
        while True:
            peer, saw = listener.accept()
            try:
                peer.sendall(answer(who, saw, peer.getsockname()))
            except OSError:
                pass
            peer.close()
    except BlockingIOError:
        pass

def take_udp(receiver, who):
    try:
        while True:
            _, ancillary, _, saw = receiver.recvmsg(512, 256)
            for level, kind, data in ancillary:
                if (level, kind) == (socket.IPPROTO_IP, IP_PKTINFO):
                    at = socket.inet_ntop(socket.AF_INET, data[4:8])
                    reply = struct.pack('=I4s4s', 0, data[4:8], b'\0' * 4)
                elif (level, kind) == (socket.IPPROTO_IPV6, IPV6_PKTINFO):
                    at = socket.inet_ntop(socket.AF_INET6, data[:16])
                    reply = data[:16] + data[16:20]
                else:
                    continue
                text = answer(who, saw, (at, receiver.getsockname()[1]))
                receiver.sendmsg([text], [(level, kind, reply)], 0, saw)
    except BlockingIOError:
        pass
    except OSError:
        pass

${LAB_SETTLING}
${LAB_SCTP}
${LAB_RELAY}
def serve():
    more_files()
    epoll, takers = select.epoll(), {}
    def add(opened, take, who):
        takers[opened.fileno()] = (opened, take, who)
        epoll.register(opened.fileno(), select.EPOLLIN)
    def forget(opened):
        epoll.unregister(opened.fileno())
        del takers[opened.fileno()]
    for place in read_places():
        enter(place['netns'])
        remember_sctp()
        if not HAS_SCTP:
            served = {port: who for protocol, port, who in place['listeners'] if protocol == 'SCTP'}
            for family in (socket.AF_INET, socket.AF_INET6):
                add(open_raw_sctp(family), take_raw_sctp, served)
        for protocol, port, who in place['listeners']:
            try:
                if protocol == 'TCP':
                    add(open_stream(port, socket.IPPROTO_TCP), take_stream, who)
                elif protocol == 'UDP':
                    add(open_udp(port, socket.AF_INET), take_udp, who)
                    add(open_udp(port, socket.AF_INET6), take_udp, who)
                elif HAS_SCTP:
                    add(open_stream(port, socket.IPPROTO_SCTP), take_stream, who)
            except OSError as error:
                sys.exit('%s cannot listen on %s %d: %s' % (who, protocol, port, error))
        open_relays(place, add, forget)
    control = open_control()
    ready_links(lab_namespaces('pw-'))
    print('ready', flush=True)
    sys.stdout.close()
    os.close(1)
    serve_until_ended(epoll, takers, control)

class Try:
    """One connection (or datagram) on its way."""
    def __init__(self, request):
        self.request, self.text, self.connected, self.result, self.error = request, b'', False, None, None
        self.began = time.monotonic()
        self.socket = self.open(socket.AF_INET6 if ':' in request['address'] else socket.AF_INET)
        self.socket.setblocking(False)
        try:
            if request['bind']:
                self.socket.bind((request['bind'], 0))
            self.start()
        except BlockingIOError:
            pass
        except PermissionError:
            pass # a rule in output took it; the ICMP error of a REJECT is on its way
        except OSError as error:
            self.fail(error.errno)
        self.sent = time.monotonic()
        if self.result is None:
            self.look()
    def look(self):
        """An ICMP error that comes while connect() holds the socket wakes nobody: it has to be asked for."""
        number = self.failure()
        if number != 0:
            self.fail(number)
    def finish(self, result):
        self.result = result
        self.socket.close()
    def fail(self, number):
        self.error = errno.errorcode.get(number, str(number))
        self.finish({'result': 'refused' if number == errno.ECONNREFUSED else 'timeout'})
    def accept(self, text):
        self.finish(dict({'result': 'accepted'}, **json.loads(text)))
    def wants(self):
        return select.EPOLLIN
    def failure(self):
        return self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    def ready(self, events):
        number = self.failure()
        if number != 0:
            return self.fail(number)
        try:
            self.read(events)
        except BlockingIOError:
            pass
        except OSError as error:
            self.fail(error.errno)

class Stream(Try):
    def open(self, family):
        return socket.socket(family, socket.SOCK_STREAM, PROTOCOLS[self.request['protocol']])
    def start(self):
        self.socket.connect((self.request['address'], self.request['port']))
        self.connected = True
    def wants(self):
        return select.EPOLLIN | (0 if self.connected else select.EPOLLOUT)
    def read(self, events):
        self.connected = self.connected or bool(events & select.EPOLLOUT)
        if events & (select.EPOLLIN | select.EPOLLHUP):
            data = self.socket.recv(4096)
            self.text += data
            if self.text.endswith(b'\n'):
                self.accept(self.text)
            elif not data:
                self.fail(errno.ECONNRESET)

class Datagram(Try):
    def open(self, family):
        return socket.socket(family, socket.SOCK_DGRAM)
    def start(self):
        self.socket.connect((self.request['address'], self.request['port']))
        self.socket.send(b'?')
    def read(self, events):
        self.accept(self.socket.recv(4096))

RECVERR = {socket.AF_INET: (socket.IPPROTO_IP, 11), socket.AF_INET6: (socket.IPPROTO_IPV6, 25)}
SCTP_PORTS = itertools.count(random.randint(0, 27999))

class RawSctp(Try):
    def open(self, family):
        opened = socket.socket(family, socket.SOCK_RAW, socket.IPPROTO_SCTP)
        opened.setsockopt(*RECVERR[family], 1)
        return opened
    def failure(self):
        """Of the ICMP errors, which every raw socket is told of, the one that is about our own INIT."""
        self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        try:
            while True:
                sent, ancillary, _, _ = self.socket.recvmsg(512, 512, socket.MSG_ERRQUEUE)
                if struct.unpack('!H', sent[:2])[0] == self.port:
                    return struct.unpack('=I', ancillary[0][2][:4])[0]
        except BlockingIOError:
            return 0
    def start(self):
        # No two from the same port: they would be one association to the connection tables.
        self.cookie = b''
        self.port, self.tag = 32768 + next(SCTP_PORTS) % 28000, random.randint(1, 0xffffffff)
        self.socket.connect((self.request['address'], 0))
        init = sctp_chunk(INIT, struct.pack('!IIHHI', self.tag, 65536, 1, 1, 1))
        self.socket.send(sctp_packet(self.port, self.request['port'], 0, init))
    def read(self, events):
        while self.result is None:
            packet = read_sctp(self.socket.recv(4096), self.socket.family)
            if packet is None or packet[:3] != (self.request['port'], self.port, self.tag):
                continue
            if packet[3] == ABORT:
                self.fail(errno.ECONNREFUSED)
            elif packet[3] == INIT_ACK:
                self.cookie = packet[4][20:]
                tag = struct.unpack('!I', packet[4][:4])[0]
                echo = sctp_chunk(COOKIE_ECHO, self.cookie)
                self.socket.send(sctp_packet(self.port, self.request['port'], tag, echo))
            elif packet[3] == COOKIE_ACK and self.cookie:
                self.accept(self.cookie[4:])

PROTOCOLS = {'tcp': socket.IPPROTO_TCP, 'udp': socket.IPPROTO_UDP, 'sctp': socket.IPPROTO_SCTP}

def create_try(request):
    if request['protocol'] == 'udp':
        return Datagram(request)
    return (Stream if request['protocol'] == 'tcp' or HAS_SCTP else RawSctp)(request)

${LAB_ENTRANCE}
def parse_request(fields, places):
    source, target = fields.get('from'), fields.get('to', '')
    bind, enters = None, None
    if isinstance(source, str) and source.startswith('internet/'):
        source, bind = source.split('/', 1)
    elif isinstance(source, str) and source.startswith('ip/') and '@' in source:
        bind, enters = source[3:].split('@', 1)
        source = 'internet' if 'node/' + enters in places else 'node/' + enters
    if source not in places:
        sys.exit('there is no %s here: see "list"' % source)
    protocol, _, rest = target.partition('://')
    host, _, port = rest.rstrip('/').rpartition(':')
    try:
        address = str(ipaddress.ip_address(host.strip('[]')))
        number = int(port)
    except ValueError:
        address, number = '', 0
    if protocol not in PROTOCOLS or not 0 < number < 65536 or not address:
        sys.exit('--to is tcp://ADDRESS:PORT (or udp, sctp), not %s' % target)
    return {'id': fields.get('id'), 'netns': places[source]['netns'], 'bind': bind, 'enters': enters,
            'protocol': protocol, 'address': address, 'port': number, 'times': int(fields.get('times', 1))}

def request(arguments):
    parser = argparse.ArgumentParser(prog=os.environ.get('LAB', 'lab') + ' request')
    parser.add_argument('--from', dest='source')
    parser.add_argument('--to')
    parser.add_argument('--times', type=int, default=1)
    parser.add_argument('--requests', help='a JSON object per line: {"id", "from", "to", "times"}; - is standard input')
    parser.add_argument('--json', action='store_true')
    options = parser.parse_args(arguments)
    if options.requests is None and (options.source is None or options.to is None):
        parser.error('--from and --to are needed')
    more_files()
    places = {place: dict(entry, number=number) for number, entry in enumerate(read_places()) for place in entry['places']}
    if options.requests is None:
        wanted = [{'from': options.source, 'to': options.to, 'times': options.times}]
    else:
        with (sys.stdin if options.requests == '-' else open(options.requests)) as lines:
            wanted = [json.loads(line) for line in lines if line.strip()]
    requests = [parse_request(fields, places) for fields in wanted]
    entrances = sorted({(one['bind'], one['enters']) for one in requests if one['enters']})
    for (address, node), (other, _) in zip(entrances, entrances[1:]):
        if address == other:
            sys.exit('%s can enter one node at a time: it is to enter %s and another' % (address, node))
    settling = Settling()
    for address, node in entrances:
        open_entrance(places['internet']['netns'], places['router']['netns'], address, places['node/' + node])
    if entrances:
        ready_links([places['internet']['netns'], *lab_namespaces('pw-wire-')])
    for wave in waves(requests):
        tries, inside = [], None
        for one in wave:
            if one['netns'] != inside:
                inside = one['netns']
                enter(inside)
            tries.append(create_try(one))
        run(tries, settling)
        for one in tries:
            tell(one, options.json)

def waves(requests):
    """Tries that are made at once; those of one request together, as long as there is room for all of them."""
    wave = []
    for each in requests:
        if wave and len(wave) + each['times'] > AT_ONCE:
            yield wave
            wave = []
        wave += [each] * each['times']
        while len(wave) > AT_ONCE:
            yield wave[:AT_ONCE]
            wave = wave[AT_ONCE:]
    yield wave

def tell(one, as_json):
    result = one.result
    if one.error:
        result['error'] = one.error
    if one.request['id'] is not None:
        result = dict({'id': one.request['id']}, **result)
    if as_json:
        print(json.dumps(dict(result, sent=[round(at, 3) for at in (one.began, one.sent)])))
    elif result['result'] == 'accepted':
        print('accepted by %s, which saw %s' % (result['answeredBy'], result['sawSource']))
    else:
        print(result['result'])

if sys.argv[1] == 'serve':
    serve()
else:
    request(sys.argv[2:])
`;
