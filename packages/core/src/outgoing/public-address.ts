import { BlockList, isIP } from "node:net";

/** Reserved by the IANA special-purpose registries, read 2026-11: private, loopback, link-local (metadata), shared, test, multicast. */
const RESERVED_V4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;
/** Of IPv6 only global unicast is public, and of that these are not: special purposes, documentation, IPv4 inside (6to4). */
const GLOBAL_V6 = ["2000::", 3] as const;
const RESERVED_V6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const reserved = new BlockList();
for (const [net, prefix] of RESERVED_V4) reserved.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of RESERVED_V6) reserved.addSubnet(net, prefix, "ipv6");
const unicast = new BlockList();
unicast.addSubnet(...GLOBAL_V6, "ipv6");

/** Whether an IP address (no brackets) is reachable on the public internet. IPv4 written as IPv6 is not: nobody needs it. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !reserved.check(address, "ipv4");
  // A zone id names an interface of this machine.
  if (family !== 6 || address.includes("%")) return false;
  return unicast.check(address, "ipv6") && !reserved.check(address, "ipv6");
}
