import { roles, type Role } from '../../api/session';

/** From the most to the least: the order people think in. */
export const rolesDown: readonly Role[] = [...roles].reverse();
