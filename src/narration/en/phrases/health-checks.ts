import type { HealthCheck } from '../../../engine/objects.ts';

/** "HTTP GET /up at port 8080": how a load balancer asks its targets. */
export const healthCheckText = ({ type, path, port }: HealthCheck): string =>
  `${type} GET ${path} at ${port === undefined ? 'the port that each serves' : `port ${port}`}`;
