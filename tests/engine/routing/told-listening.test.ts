import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { BOARD, judged, object, pod, service, walk } from './unread/board.ts';

type Container = Readonly<Record<string, unknown>>;

const container = (more: Container): Container => ({ name: 'main', image: 'img', ...more });
const ports = (...numbers: readonly number[]) => ({ ports: numbers.map((containerPort) => ({ containerPort })) });
const cake = (...containers: readonly Container[]): RawObject => pod('oven/cake', undefined, { spec: { containers } });
const board = (...containers: readonly Container[]): readonly RawObject[] => [
  ...BOARD,
  cake(...containers),
  service('oven/cake', 7000),
];
const CALL = { from: { pod: 'town/buyer' }, to: 'tcp://cake.oven:7000' };
const at = (port: number) => ({ ...CALL, to: `tcp://10.20.1.4:${port}` });
const LOOPBACK = { args: ['--listen=127.0.0.1:7000'] };

const disposition = (objects: readonly RawObject[], request = CALL) =>
  walk(objects, request).outcomes.map((outcome) => outcome.disposition);

describe('what a process is told of where it listens', () => {
  test('at 127.0.0.1 the pod itself reaches it, also from another container, and nobody else', () => {
    const objects = board(container({ ...ports(7000), ...LOOPBACK }), { name: 'side', image: 'img', ...ports(9000) });
    const self = { from: { pod: 'oven/cake', container: 'side' }, to: 'tcp://127.0.0.1:7000' };
    expect(disposition(objects, self)).toEqual(['ACCEPTED']);
    expect(disposition(objects)).toEqual(['REFUSED']);
    expect(disposition(objects, { ...self, to: 'tcp://cake.oven:7000' })).toEqual(['REFUSED']);
  });
  test('a port that is not declared is open, where it is said', () => {
    const told = board(container({ ...ports(9000), args: ['--listen=0.0.0.0:7000'] }));
    expect(walk(told, CALL).verdict).toBe('REACHABLE');
    expect(walk(told, CALL).assumptions.map(({ code }) => code)).not.toContain('LISTENS_ASSUMED');
    expect(walk(board(container(ports(9000))), CALL).assumptions.map(({ code }) => code)).toContain('LISTENS_ASSUMED');
  });
  test('a server that is told its port has no other, whatever is declared; a program that is not known may', () => {
    const server = (port: number) => board(container({ ...ports(7000), command: ['nc', '-lk', '-p', `${port}`] }));
    expect(judged(server(7000), CALL)).toEqual(['REACHABLE']);
    expect(judged(server(8000), CALL)).toEqual(['UNREACHABLE']);
    expect(judged(board(container({ ...ports(7000), args: ['--port=8000'] })), CALL)).toEqual([
      'UNDETERMINED',
      'Pod cake',
    ]);
    const undeclared = board(container({ command: ['nc', '-lk', '-p', '8000'] }));
    expect(judged(undeclared, CALL)).toEqual(['UNREACHABLE']);
    expect(judged(undeclared, at(8000))).toEqual(['REACHABLE']);
  });
  test('another container may have the port that a server was not told', () => {
    const command = ['nc', '-lk', '-p', '8000'];
    const objects = board(container({ command }), { name: 'side', image: 'img' });
    expect(judged(objects, CALL)).toEqual(['REACHABLE']);
  });
  test('what the kubelet finds ready at the pod’s address listens there', () => {
    const readinessProbe = { tcpSocket: { port: 7000 } };
    const status = { podIP: '10.20.1.9', phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
    const told = cake(container({ ...ports(7000), ...LOOPBACK, readinessProbe }));
    const all = [...BOARD, service('oven/cake', 7000)];
    expect(judged([...all, told], CALL)).toEqual(['UNREACHABLE']);
    expect(judged([...all, { ...told, status }], CALL)).toEqual(['REACHABLE']);
  });
  test('a pod with hostNetwork has the addresses of its node', () => {
    const command = ['kube-controller-manager', '--bind-address=127.0.0.1'];
    const objects = [
      ...BOARD,
      pod('oven/kcm', undefined, { spec: { hostNetwork: true, containers: [container({ command })] } }),
    ];
    const from = { node: 'n1' };
    expect(walk(objects, { from, to: 'tcp://127.0.0.1:10257' }).verdict).toBe('REACHABLE');
    expect(walk(objects, { ...CALL, to: 'tcp://192.168.7.11:10257' }).verdict).toBe('UNREACHABLE');
  });
  test('0.0.0.0 is no IPv6 for a server; for a program that is not known it may be', () => {
    const node: RawObject = {
      ...object('v1 Node n1', { podCIDRs: ['fd00:20:1::/64'] }),
      status: { addresses: [{ type: 'InternalIP', address: 'fd00:7::11' }] },
    };
    const six = (more: Container): readonly RawObject[] => [
      ...board(container({ ...ports(7000), ...more })).filter(({ kind }) => kind !== 'Node'),
      node,
      object('kubeproxy.config.k8s.io/v1alpha1 KubeProxyConfiguration config', {}),
    ];
    const call = { ...CALL, to: 'tcp://[fd00:20:1::4]:7000' };
    const bind = (program: string) => ({ command: [program, '--bind', '0.0.0.0:7000'] });
    expect(walk(six({}), call).verdict).toBe('REACHABLE');
    expect(walk(six(bind('gunicorn')), call)).toMatchObject({
      verdict: 'UNREACHABLE',
      outcomes: [{ cause: { code: 'LISTENS_ON_OTHER_ADDRESS', fix: { value: '[::]:7000' } } }],
    });
    expect(judged(six(bind('app')), call)).toEqual(['UNDETERMINED', 'Pod cake']);
  });
});
