"""Personal data at rest: sealed under keys that lie outside the database, compared by keyed digests."""

from gongkai.apps.sealing.boxes import BrokenSeal, match, seal, seal_bytes, unseal, unseal_bytes

__all__ = ["BrokenSeal", "match", "seal", "seal_bytes", "unseal", "unseal_bytes"]
