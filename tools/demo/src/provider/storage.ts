import type { Adapter, AdapterPayload } from "oidc-provider";

interface Row {
  readonly payload: AdapterPayload;
  /** ms since the epoch. */
  readonly diesAt: number;
}

/** Where a provider keeps what it knows: the memory of this process, gone with it. */
export function createStorage(): (model: string) => Adapter {
  const rows = new Map<string, Row>();
  const found = (key: string): AdapterPayload | undefined => {
    const row = rows.get(key);
    return row && row.diesAt > Date.now() ? row.payload : undefined;
  };
  return (model) => {
    const keyOf = (id: string): string => `${model} ${id}`;
    const search = (is: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
      [...rows].filter(([key]) => key.startsWith(`${model} `)).find(([, { payload }]) => is(payload))?.[1].payload;
    return {
      upsert: async (id, payload, seconds) => void rows.set(keyOf(id), { payload, diesAt: seconds === undefined ? Infinity : Date.now() + seconds * 1000 }),
      find: async (id) => found(keyOf(id)),
      findByUid: async (uid) => search((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => search((payload) => payload.userCode === userCode),
      consume: async (id) => {
        const payload = found(keyOf(id));
        if (payload) payload["consumed"] = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => void rows.delete(keyOf(id)),
      revokeByGrantId: async (grantId) => {
        for (const [key, { payload }] of rows) if (payload.grantId === grantId && key.startsWith(`${model} `)) rows.delete(key);
      },
    };
  };
}
