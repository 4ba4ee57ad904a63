/**
 * The part of the lab's program that hands connections on, as docker's proxy does with a port that it publishes: it takes each and
 * opens one of its own, from the namespace of whoever does so, and gives back what it is answered. That it was refused is told as such,
 * as the connection that it took stands all the same.
 */
export const LAB_RELAY = String.raw`class Relay:
    """A port at which connections are taken and handed on. watch and forget: what the server looks at."""
    def __init__(self, watch, forget, relay):
        self.watch, self.forget = watch, forget
        self.protocol, self.address, self.port, self.netns, self.ends = relay
    def listen(self):
        family = socket.AF_INET6 if ':' in self.address else socket.AF_INET
        stream = self.protocol != 'UDP'
        kind = socket.SOCK_STREAM if stream else socket.SOCK_DGRAM
        listener = socket.socket(family, kind, PROTOCOLS[self.protocol.lower()])
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if not stream:
            listener.setsockopt(*PACKET_INFO[family], 1)
        listener.bind((self.address, self.port))
        if stream:
            listener.listen(1024)
        listener.setblocking(False)
        self.watch(listener, take_stream_to_relay if stream else take_udp_to_relay, self)
    def hand_on(self, tell):
        """One connection of its own; what is answered to it is told."""
        address, port = random.choice(self.ends)
        enter(self.netns)
        stream = self.protocol != 'UDP'
        onward = socket.socket(socket.AF_INET6 if ':' in address else socket.AF_INET,
                               socket.SOCK_STREAM if stream else socket.SOCK_DGRAM, PROTOCOLS[self.protocol.lower()])
        onward.setblocking(False)
        number = 0
        try:
            onward.connect((address, port))
            if not stream:
                onward.send(b'?')
        except BlockingIOError:
            pass
        except PermissionError:
            pass # a rule in output took it; the ICMP error of a REJECT is on its way
        except OSError as error:
            number = error.errno
        # An ICMP error that comes while connect() or send() holds the socket wakes nobody: it has to be asked for.
        number = number or onward.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if number != 0:
            onward.close()
            return tell(told_of(number))
        self.watch(onward, take_from_relay, (self, tell))

def open_relays(place, watch, forget):
    for relay in place['relays']:
        enter(place['netns'])
        try:
            Relay(watch, forget, relay).listen()
        except OSError as error:
            sys.exit('%s cannot publish %s %d: %s' % (place['netns'], relay[0], relay[2], error))

PACKET_INFO = {socket.AF_INET: (socket.IPPROTO_IP, IP_PKTINFO), socket.AF_INET6: (socket.IPPROTO_IPV6, IPV6_RECVPKTINFO)}

def told_of(number):
    """What whoever asked is told of an error: that it was refused, or nothing, which ends a connection."""
    return b'{"result": "refused"}\n' if number == errno.ECONNREFUSED else b''

def take_from_relay(onward, waiting):
    relay, tell = waiting
    try:
        text = onward.recv(4096)
    except BlockingIOError:
        return
    except OSError as error:
        text = told_of(error.errno)
    relay.forget(onward)
    onward.close()
    tell(text)

def take_stream_to_relay(listener, relay):
    try:
        while True:
            client, _ = listener.accept()
            def tell(text, client=client):
                try:
                    client.sendall(text)
                except OSError:
                    pass
                client.close()
            relay.hand_on(tell)
    except BlockingIOError:
        pass

def take_udp_to_relay(receiver, relay):
    try:
        while True:
            _, ancillary, _, client = receiver.recvmsg(512, 256)
            reply = [(level, kind, own_address(level, data)) for level, kind, data in ancillary if (level, kind) in OWN_ADDRESS]
            def tell(text, client=client, reply=reply):
                if not text:
                    return
                try:
                    receiver.sendmsg([text], reply, 0, client)
                except OSError:
                    pass
            relay.hand_on(tell)
    except OSError:
        pass

OWN_ADDRESS = {(socket.IPPROTO_IP, IP_PKTINFO), (socket.IPPROTO_IPV6, IPV6_PKTINFO)}

def own_address(level, data):
    """What makes an answer come from the address that was asked."""
    return struct.pack('=I4s4s', 0, data[4:8], b'\0' * 4) if level == socket.IPPROTO_IP else data[:20]
`;
