import type { Json } from '../http/reply.js';
import type { Delivery } from '../webhooks/delivery.js';

export function deliveryItemView(delivery: Delivery): Json {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: Math.round(delivery.duration * 100) / 100,
    status: delivery.status,
    status_code: delivery.statusCode ?? 0,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installation.id,
    repository_id: delivery.repo?.id ?? null,
    throttled_at: null,
  };
}

export function deliveryView(delivery: Delivery): Json {
  return {
    ...deliveryItemView(delivery),
    url: delivery.url,
    request: { headers: delivery.requestHeaders, payload: delivery.payload },
    response: { headers: delivery.responseHeaders, payload: delivery.responseBody },
  };
}
