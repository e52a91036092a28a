"""Every act on organs, people, posts, networks and the site's record."""

from gongkai.apps.organs.actions.importing import Imported, import_organs
from gongkai.apps.organs.actions.networks import allow_network, withdraw_network
from gongkai.apps.organs.actions.organs import (
    abolish_organ,
    edit_office,
    edit_organ,
    found_organ,
    rename_organ,
)
from gongkai.apps.organs.actions.people import (
    change_password,
    create_person,
    edit_person,
    reset_password,
    reset_second_factor,
    switch_account,
    unlock_account,
)
from gongkai.apps.organs.actions.posts import assign_post, end_post
from gongkai.apps.organs.actions.site import set_site_record

__all__ = [
    "Imported",
    "abolish_organ",
    "allow_network",
    "assign_post",
    "change_password",
    "create_person",
    "edit_office",
    "edit_organ",
    "edit_person",
    "end_post",
    "found_organ",
    "import_organs",
    "rename_organ",
    "reset_password",
    "reset_second_factor",
    "set_site_record",
    "switch_account",
    "unlock_account",
    "withdraw_network",
]
