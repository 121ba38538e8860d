import { customType } from 'drizzle-orm/pg-core';
import type { Id } from '../ids.ts';

/** A 64-bit id, read and written as decimal digits. */
export const id = customType<{ data: Id; driverData: string }>({ dataType: () => 'bigint' });

/** An exact decimal of any size, read and written as text: never a float. */
export const decimal = customType<{ data: string; driverData: string }>({ dataType: () => 'numeric' });

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** A point of the extension `cube`: "(x, y, z)". */
export const cube = customType<{ data: string; driverData: string }>({ dataType: () => 'cube' });

export const tsvector = customType<{ data: string; driverData: string }>({ dataType: () => 'tsvector' });

/** A point in time with its zone, as a Date. */
export const instant = customType<{ data: Date; driverData: string }>({
  dataType: () => 'timestamptz',
  // Drizzle makes the client pass times through as text.
  fromDriver: (text) => new Date(text),
  toDriver: (date) => date.toISOString(),
});
