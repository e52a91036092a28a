"""What is asked for, the help needed and the notes of service lie sealed; an answer that came back is known."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from gongkai.apps.sealing import seal, unseal

CHUNK = 500


def seal_words(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Column by column, a chunk at a time: a register of a million rows does not fit into memory."""
    for case in apps.get_model("cases", "Case").objects.iterator(chunk_size=CHUNK):
        said = {"description": case.description, "needs_assistance": case.needs_assistance}
        case.sealed = seal(said)
        case.save(update_fields=["sealed"])
    sent = apps.get_model("cases", "Dispatch").objects.exclude(proof_note="")
    for one in sent.iterator(chunk_size=CHUNK):
        one.sealed = seal({"note": one.proof_note})
        one.save(update_fields=["sealed"])


def open_words(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Back into plain columns."""
    for case in apps.get_model("cases", "Case").objects.iterator(chunk_size=CHUNK):
        said = unseal(bytes(case.sealed))
        case.description = said.get("description", "")
        case.needs_assistance = said.get("needs_assistance", "")
        case.save(update_fields=["description", "needs_assistance"])
    for one in apps.get_model("cases", "Dispatch").objects.exclude(sealed=b"").iterator():
        one.proof_note = unseal(bytes(one.sealed)).get("note", "")
        one.save(update_fields=["proof_note"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_room_for_variants")]

    operations = [
        migrations.AddField("case", "sealed", models.BinaryField(blank=True, default=bytes)),
        migrations.AddField(
            "case", "undelivered", models.BooleanField(default=False, verbose_name="答复被退回")
        ),
        migrations.AddField("dispatch", "sealed", models.BinaryField(blank=True, default=bytes)),
        migrations.AddField(
            "dispatch",
            "voided_at",
            models.DateTimeField(blank=True, null=True, verbose_name="作废时间"),
        ),
        # The columns that go had no default: going back needs one until the words are there again.
        migrations.AlterField("case", "description", models.TextField(default="")),
        migrations.RunPython(seal_words, open_words),
        migrations.RemoveField("case", "description"),
        migrations.RemoveField("case", "needs_assistance"),
        migrations.RemoveField("dispatch", "proof_note"),
        migrations.AddIndex(
            "case",
            models.Index(
                condition=models.Q(("undelivered", True)), fields=["id"], name="case_undelivered"
            ),
        ),
    ]
