/**
 * The part of the lab's program that lets packets from outside enter a node of one's choice: somebody far away, whose packets the
 * router hands on as they are, or somebody on the nodes' own link.
 */
export const LAB_ENTRANCE = String.raw`def open_entrance(internet, router, address, node):
    """From this address, packets go to the node whatever the routes say: by the router, or on the nodes' link."""
    table, six = 1000 + node['number'], ':' in address
    via = [ip for ip in node['addresses'] if (':' in ip) == six]
    if not via:
        sys.exit('%s has no address of the family of %s' % (node['places'][0], address))
    def run(*words, text=None):
        return subprocess.run(words, check=True, capture_output=True, text=True, input=text).stdout
    def ip(netns, *words):
        return run('ip', '-n', netns, '-6' if six else '-4', *words)
    def set_rule(netns, *rule):
        """In place of any that it had, of which the number is returned."""
        before = ip(netns, 'rule', 'show', 'from', address).splitlines()
        for line in before:
            ip(netns, 'rule', 'del', 'pref', line.split(':')[0])
        ip(netns, 'rule', 'add', 'from', address, *rule)
        return len(before)
    def is_beside(netns):
        found = subprocess.run(['ip', '-n', netns, 'route', 'get', address], capture_output=True, text=True)
        return found.returncode == 0 and 'via' not in found.stdout.split() and 'eth0' in found.stdout.split()
    direct = ['via', via[0], 'onlink']
    # Where nodes know no neighbours, as in some clouds, their router does.
    if not is_beside(node['netns']) and not is_beside(router):
        device, table, way = 'eth0', str(table), ip(internet, 'route', 'show', 'default').split('\n')[0].split()
        ip(router, 'route', 'replace', 'default', *direct, 'dev', 'eth0', 'table', table)
        if set_rule(router, 'iif', 'eth1', 'lookup', table) == 0:
            # What is to enter a node is handed on as it is.
            run('ip', 'netns', 'exec', router, 'ip6tables-restore' if six else 'iptables-restore', '--noflush',
                text='*nat\n-I PREROUTING -s %s -i eth1 -j ACCEPT\nCOMMIT\n' % address)
    else:
        device, table, way = 'eth1', str(table + 1000), ['default', *direct, 'dev', 'eth1']
        if 'eth1' not in run('ip', '-n', internet, '-o', 'link'):
            plug, wire = 'pw-neighbor', 'pw-wire-nodes'
            run('ip', '-n', internet, 'link', 'add', 'eth1', 'type', 'veth', 'peer', 'name', plug, 'netns', wire)
            run('ip', '-n', wire, 'link', 'set', plug, 'master', 'br0', 'up')
            run('ip', '-n', internet, 'link', 'set', 'eth1', 'up')
    ip(internet, 'address', 'replace', address, 'dev', device, *(['nodad'] if six else []))
    ip(internet, 'route', 'replace', *way, 'table', table)
    set_rule(internet, 'lookup', table)
`;
