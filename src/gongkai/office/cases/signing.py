"""The installation's signing key for archive files: the same that signs the list of public files."""

from gongkai.apps.cases.actions.archiving import Sign
from gongkai.apps.publishing.manifest.signing import sign, signing_key
from gongkai.apps.publishing.place import configured_place


def signer() -> Sign:
    """What signs a manifest with the key beside the public folder's manifest."""
    key = signing_key(configured_place().manifest)
    return lambda manifest: sign(key, manifest)
