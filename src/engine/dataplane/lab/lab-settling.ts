/**
 * The part of the lab's program that knows when nothing moves any more, so that no answer has to be waited for by the clock, which
 * says nothing on a machine that is busy. Packets wait in the queue of a CPU at each device that they cross, in sockets until a
 * process looks, and nowhere else once links and neighbour discovery are ready; what then is not answered never will be, but by a
 * packet that is sent again, which is another packet. // Linux v6.12 net/core/dev.c enqueue_to_backlog, net/core/link_watch.c, net/ipv6/addrconf.c
 */
export const LAB_SETTLING = String.raw`CONTROL = os.path.join(HERE, 'control')
# More devices than a packet, its answer and what follows that cross.
CROSSINGS = 64
PATIENCE_SECONDS = 60
SIOCGIFFLAGS, SIOCETHTOOL, ETHTOOL_GLINK, IFF_LOOPBACK, IFF_NOARP = 0x8913, 0x8946, 10, 8, 0x80

def lab_namespaces(start):
    return sorted(name for name in os.listdir('/run/netns') if name.startswith(start))

def ready_links(names):
    """A link that has just come up carries nothing before the kernel's link watch has run; who asks for its state makes it run."""
    # A bridge's own link follows that of its ports.
    for name in names * 2:
        enter(name)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
            for _, device in socket.if_nameindex():
                value = ctypes.create_string_buffer(struct.pack('II', ETHTOOL_GLINK, 0))
                try:
                    fcntl.ioctl(opened, SIOCETHTOOL, struct.pack('16sP16x', device.encode(), ctypes.addressof(value)))
                except OSError:
                    pass # a device without that answer has no link to watch
    until = time.monotonic() + PATIENCE_SECONDS
    for name in names:
        enter(name)
        while not hears_neighbors():
            if time.monotonic() > until:
                sys.exit('%s does not listen for neighbour solicitations' % name)
            time.sleep(0.005)

def hears_neighbors():
    """Whether each IPv6 address has joined the group by which neighbours ask for it, which the kernel does a little later."""
    with open('/proc/net/igmp6') as lines:
        joined = {tuple(line.split()[1:3]) for line in lines}
    with open('/proc/net/if_inet6') as lines, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        addresses = [line.split() for line in lines]
        for address, device in {(fields[0], fields[5]) for fields in addresses}:
            found = fcntl.ioctl(opened, SIOCGIFFLAGS, struct.pack('16s24x', device.encode()))
            flags = struct.unpack_from('H', found, 16)[0]
            group = 'ff0200000000000000000001ff' + address[-6:]
            if not flags & (IFF_LOOPBACK | IFF_NOARP) and (device, group) not in joined:
                return False
    return True

class Settling:
    """Asks whether anything still moves. Made before the first namespace is entered."""
    def __init__(self):
        self.handled = None
        self.marker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.marker.bind(('127.0.0.1', 0))
        self.marker.connect(self.marker.getsockname())
        self.marker.settimeout(PATIENCE_SECONDS)
        path = os.path.join(HERE, 'client-%d' % os.getpid())
        self.control = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.control.bind(path)
        atexit.register(os.unlink, path)
        self.control.settimeout(PATIENCE_SECONDS)
        self.cpus = os.sched_getaffinity(0)
    def pass_queues(self):
        """Lets all that is under way come to a socket or an end: what waits in a CPU's queue is ahead of a marker sent later."""
        for cpu in sorted(self.cpus):
            os.sched_setaffinity(0, {cpu})
            for _ in range(CROSSINGS):
                self.marker.send(b'.')
                self.marker.recv(1)
        os.sched_setaffinity(0, self.cpus)
    def settled(self):
        """True: of what this process has sent before and not got, nothing comes any more; what has come may still be read."""
        try:
            self.pass_queues()
            before = self.handled
            self.control.sendto(b'?', CONTROL)
            self.handled = int(self.control.recv(64))
        except OSError as error:
            sys.exit('the lab does not come to rest: %s' % error)
        return before == self.handled

def run(tries, settling):
    epoll, waiting = select.epoll(), {}
    for one in tries:
        if one.result is None:
            waiting[one.socket.fileno()] = one
            epoll.register(one.socket.fileno(), one.wants())
    settled = False
    while waiting:
        ready = epoll.poll(0, len(waiting))
        for fd, events in ready:
            one = waiting[fd]
            wanted = one.wants()
            one.ready(events)
            if one.result is not None:
                del waiting[fd]
            elif one.wants() != wanted:
                epoll.modify(fd, one.wants())
        if settled and not ready:
            for one in waiting.values():
                one.look()
                if one.result is None:
                    one.fail(errno.ETIMEDOUT)
            break
        settled = settling.settled()
    epoll.close()

def open_control():
    control = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    control.bind(CONTROL)
    control.setblocking(False)
    return control

def serve_until_ended(epoll, takers, control):
    """Takes what comes, and tells who asks how often it did, but only when there is nothing left to take."""
    epoll.register(control.fileno(), select.EPOLLIN)
    handled, asking = 0, []
    while True:
        busy = False
        for fd, _ in epoll.poll(0 if asking else None):
            if fd == control.fileno():
                asking.append(control.recvfrom(64)[1])
                continue
            opened, take, who = takers[fd]
            take(opened, who)
            handled, busy = handled + 1, True
        if not busy:
            for path in asking:
                try:
                    control.sendto(b'%d' % handled, path)
                except OSError:
                    pass # it has gone
            asking = []
`;
