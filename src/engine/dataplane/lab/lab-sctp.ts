/**
 * The part of the lab's program that speaks SCTP where the kernel does not: an INIT out of a raw socket, an INIT ACK with a State
 * Cookie, in which the answer is, or an ABORT where nothing listens, then the COOKIE ECHO and its COOKIE ACK. Rules and connection
 * tables see the handshake of RFC 9260 with its tags and valid checksums. A kernel with SCTP is asked by its own sockets.
 */
export const LAB_SCTP = String.raw`def speaks_sctp():
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_SCTP).close()
        return True
    except OSError:
        return False

HAS_SCTP = speaks_sctp()
INIT, INIT_ACK, ABORT, COOKIE_ECHO, COOKIE_ACK, STATE_COOKIE = 1, 2, 6, 10, 11, 7
# By which a listener wants to be called.
OWN_TAG = 1

def remember_sctp():
    """A connection table forgets an INIT after ten seconds and its answer after three: too soon for a machine that is busy."""
    for state in ('closed', 'cookie_wait', 'cookie_echoed'):
        path = '/proc/sys/net/netfilter/nf_conntrack_sctp_timeout_' + state
        if os.path.exists(path):
            with open(path, 'w') as setting:
                setting.write('120')

def crc32c_table():
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82f63b78 if byte & 1 else 0)
        yield byte

CRC32C = list(crc32c_table())

def sctp_packet(source, target, tag, chunk):
    crc = 0xffffffff
    for byte in struct.pack('!HHII', source, target, tag, 0) + chunk:
        crc = crc >> 8 ^ CRC32C[(crc ^ byte) & 255]
    return struct.pack('!HHI', source, target, tag) + struct.pack('<I', crc ^ 0xffffffff) + chunk

def sctp_chunk(kind, body):
    return struct.pack('!BBH', kind, 0, 4 + len(body)) + body + b'\0' * (-len(body) % 4)

def read_sctp(data, family):
    """Source and target port, verification tag, kind and body of the first chunk; None for what is no SCTP packet."""
    data = data[(data[0] & 15) * 4:] if family == socket.AF_INET else data
    if len(data) < 16:
        return None
    source, target, tag = struct.unpack('!HHI', data[:8])
    kind, _, length = struct.unpack('!BBH', data[12:16])
    return source, target, tag, kind, data[16:12 + length]

def open_raw_sctp(family):
    receiver = socket.socket(family, socket.SOCK_RAW, socket.IPPROTO_SCTP)
    if family == socket.AF_INET6:
        receiver.setsockopt(socket.IPPROTO_IPV6, IPV6_RECVPKTINFO, 1)
    else:
        receiver.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
    receiver.setblocking(False)
    return receiver

def take_raw_sctp(receiver, served):
    try:
        while True:
            data, ancillary, _, saw = receiver.recvmsg(2048, 256)
            packet = read_sctp(data, receiver.family)
            if packet is None or packet[3] not in (INIT, COOKIE_ECHO) or len(packet[4]) < 4:
                continue
            source, target, called, kind, body = packet
            if kind == COOKIE_ECHO and called != OWN_TAG:
                continue
            # Of an INIT the tag that its sender wants to be called by; the cookie begins with it.
            tag = body[:4]
            for level, option, found in ancillary:
                six = (level, option) == (socket.IPPROTO_IPV6, IPV6_PKTINFO)
                # The header's destination, not the address of the device it came in by.
                own = found[:16] if six else found[8:12]
                at = socket.inet_ntop(receiver.family, own)
                reply = own + found[16:20] if six else struct.pack('=I4s4s', 0, own, b'\0' * 4)
                chunk = sctp_chunk(ABORT, b'')
                if kind == COOKIE_ECHO:
                    chunk = sctp_chunk(COOKIE_ACK, b'')
                elif target in served:
                    cookie = tag + answer(served[target], (saw[0], source), (at, target))
                    parameter = struct.pack('!HH', STATE_COOKIE, 4 + len(cookie)) + cookie
                    chunk = sctp_chunk(INIT_ACK, struct.pack('!IIHHI', OWN_TAG, 65536, 1, 1, 1) + parameter)
                packet = sctp_packet(target, source, struct.unpack('!I', tag)[0], chunk)
                receiver.sendmsg([packet], [(level, option, reply)], 0, (saw[0], 0))
    except BlockingIOError:
        pass
    except OSError:
        pass
`;
