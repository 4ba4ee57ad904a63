/**
 * The lab's listeners and its client, in Python: one process that enters the namespaces by setns(2). `serve` opens every
 * listener and tells each caller who it is and what it saw; `request` connects. Reads places.jsonl beside itself.
 */
export const LAB_PROGRAM = String.raw`import argparse, ctypes, errno, ipaddress, json, os, resource, select, socket, struct, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
CLONE_NEWNET = 0x40000000
# An ICMP error that comes back while connect() still holds the socket only counts when the SYN is sent again, after a second.
IP_PKTINFO, IPV6_RECVPKTINFO, IPV6_PKTINFO = 8, 49, 50
CONNECT_SECONDS, ANSWER_SECONDS, AT_ONCE = 1.4, 5.0, 4000
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

def open_tcp(port):
    listener = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
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

def take_tcp(listener, who):
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

def serve():
    more_files()
    epoll, takers = select.epoll(), {}
    def add(opened, take, who):
        takers[opened.fileno()] = (opened, take, who)
        epoll.register(opened.fileno(), select.EPOLLIN)
    for place in read_places():
        if not place['listeners']:
            continue
        enter(place['netns'])
        for protocol, port, who in place['listeners']:
            try:
                if protocol == 'TCP':
                    add(open_tcp(port), take_tcp, who)
                elif protocol == 'UDP':
                    add(open_udp(port, socket.AF_INET), take_udp, who)
                    add(open_udp(port, socket.AF_INET6), take_udp, who)
            except OSError as error:
                sys.exit('%s cannot listen on %s %d: %s' % (who, protocol, port, error))
    print('ready', flush=True)
    sys.stdout.close()
    os.close(1)
    while True:
        for fd, _ in epoll.poll():
            opened, take, who = takers[fd]
            take(opened, who)

class Try:
    """One connection (or datagram) on its way."""
    def __init__(self, request):
        self.request, self.text, self.connected, self.result, self.error = request, b'', False, None, None
        kind = socket.SOCK_STREAM if request['protocol'] == 'tcp' else socket.SOCK_DGRAM
        self.socket = socket.socket(socket.AF_INET6 if ':' in request['address'] else socket.AF_INET, kind)
        self.socket.setblocking(False)
        self.deadline = time.monotonic() + CONNECT_SECONDS
        try:
            if request['bind']:
                self.socket.bind((request['bind'], 0))
            self.socket.connect((request['address'], request['port']))
            self.sent()
        except BlockingIOError:
            pass
        except OSError as error:
            self.fail(error.errno)
    def sent(self):
        self.connected = self.request['protocol'] == 'tcp'
        if self.connected:
            self.deadline = time.monotonic() + ANSWER_SECONDS
        else:
            try:
                self.socket.send(b'?')
            except PermissionError:
                pass # a rule in output took it; the ICMP error of a REJECT is on its way
    def fail(self, number):
        self.error = errno.errorcode.get(number, str(number))
        self.result = {'result': 'refused' if number == errno.ECONNREFUSED else 'timeout'}
        self.socket.close()
    def ready(self, events):
        number = self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if number != 0:
            return self.fail(number)
        if not self.connected and self.request['protocol'] == 'tcp' and events & select.EPOLLOUT:
            self.connected, self.deadline = True, time.monotonic() + ANSWER_SECONDS
        try:
            if events & (select.EPOLLIN | select.EPOLLHUP):
                data = self.socket.recv(4096)
                self.text += data
                if self.text.endswith(b'\n'):
                    self.result = dict({'result': 'accepted'}, **json.loads(self.text))
                    self.socket.close()
                elif not data:
                    self.fail(errno.ECONNRESET)
        except BlockingIOError:
            pass
        except OSError as error:
            self.fail(error.errno)

def run(tries):
    epoll, waiting = select.epoll(), {}
    for one in tries:
        if one.result is None:
            waiting[one.socket.fileno()] = one
            stream = one.request['protocol'] == 'tcp' and not one.connected
            epoll.register(one.socket.fileno(), select.EPOLLIN | (select.EPOLLOUT if stream else 0))
    while waiting:
        now = time.monotonic()
        for fd, one in list(waiting.items()):
            if one.deadline <= now:
                one.fail(errno.ETIMEDOUT)
                del waiting[fd]
        if not waiting:
            break
        for fd, events in epoll.poll(max(0.01, min(one.deadline for one in waiting.values()) - now)):
            one = waiting[fd]
            was = one.connected
            one.ready(events)
            if one.result is not None:
                del waiting[fd]
            elif one.connected and not was:
                epoll.modify(fd, select.EPOLLIN)
    epoll.close()

def parse_request(fields, places):
    source, target = fields.get('from'), fields.get('to', '')
    bind = None
    if isinstance(source, str) and source.startswith('internet/'):
        source, bind = source.split('/', 1)
    if source not in places:
        sys.exit('there is no %s here: see "list"' % source)
    protocol, _, rest = target.partition('://')
    host, _, port = rest.rstrip('/').rpartition(':')
    try:
        address = str(ipaddress.ip_address(host.strip('[]')))
        number = int(port)
    except ValueError:
        address, number = '', 0
    if protocol not in ('tcp', 'udp') or not 0 < number < 65536 or not address:
        sys.exit('--to is tcp://ADDRESS:PORT or udp://ADDRESS:PORT, not %s' % target)
    return {'id': fields.get('id'), 'netns': places[source], 'bind': bind, 'protocol': protocol,
            'address': address, 'port': number, 'times': int(fields.get('times', 1))}

def request(arguments):
    parser = argparse.ArgumentParser(prog='lab.sh request')
    parser.add_argument('--from', dest='source')
    parser.add_argument('--to')
    parser.add_argument('--times', type=int, default=1)
    parser.add_argument('--requests', help='a JSON object per line: {"id", "from", "to", "times"}; - is standard input')
    parser.add_argument('--json', action='store_true')
    options = parser.parse_args(arguments)
    if options.requests is None and (options.source is None or options.to is None):
        parser.error('--from and --to are needed')
    more_files()
    places = {place: entry['netns'] for entry in read_places() for place in entry['places']}
    if options.requests is None:
        wanted = [{'from': options.source, 'to': options.to, 'times': options.times}]
    else:
        with (sys.stdin if options.requests == '-' else open(options.requests)) as lines:
            wanted = [json.loads(line) for line in lines if line.strip()]
    requests = [parse_request(fields, places) for fields in wanted]
    todo = [one for each in requests for one in [each] * each['times']]
    for start in range(0, len(todo), AT_ONCE):
        tries, inside = [], None
        for one in todo[start:start + AT_ONCE]:
            if one['netns'] != inside:
                inside = one['netns']
                enter(inside)
            tries.append(Try(one))
        run(tries)
        for one in tries:
            result = one.result
            if one.error:
                result['error'] = one.error
            if one.request['id'] is not None:
                result = dict({'id': one.request['id']}, **result)
            if options.json:
                print(json.dumps(result))
            elif result['result'] == 'accepted':
                print('accepted by %s, which saw %s' % (result['answeredBy'], result['sawSource']))
            else:
                print(result['result'])

if sys.argv[1] == 'serve':
    serve()
else:
    request(sys.argv[2:])
`;
