"""Any single edit, removal or insertion in a log is found; the database refuses them in the first place."""

import datetime as dt
import random

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.apps import clock
from gongkai.apps.audit import actions, seals
from gongkai.apps.audit.actor import Actor, program
from gongkai.apps.audit.chain import GENESIS, digest, plain
from gongkai.apps.audit.guards import lowering
from gongkai.apps.audit.models import AppendOnlyError, ChainHead, Entry, Seal
from gongkai.apps.audit.verification import FIELDS, verify
from tests.databases import examples

pytestmark = pytest.mark.django_db

CLERK = Actor(person_id=7, name="张三", organ_id=3, organ_name="示例县教育局", address="10.0.0.8")
MORNING = dt.datetime(2025, 6, 18, 9, 0, tzinfo=clock.CHINA)


def write_log(rows):
    with transaction.atomic():
        for number in range(rows):
            actions.record(
                CLERK,
                "item.write",
                kind="Item",
                before={"标题": f"旧{number}", "顺序": number},
                after={"标题": f"新{number}", "日期": dt.date(2025, 6, 18), "比例": 0.1},
                note="更正错字" if number % 2 else "",
            )


def tamper(sql, *values):
    """Change the table behind the program's back, as somebody with the database's password could."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def unguarded():
    for statement in lowering(connection.vendor):
        tamper(statement)


def kinds():
    return [(fault.seq, fault.kind) for fault in verify().faults]


def test_a_log_as_written_is_whole():
    write_log(5)
    verdict = verify()
    assert verdict.is_whole and verdict.rows == 5
    assert verdict.root == ChainHead.objects.get().hash


def test_an_empty_log_is_whole():
    assert verify().is_whole


def test_rows_come_back_as_they_were_hashed():
    odd = {
        "大数": 10**18,
        "小数": 1e16,
        "空": None,
        "真": True,
        "坏字": "a\x00b\ud800",
        "列": [1, {"x": 2.5}],
    }
    with transaction.atomic():
        actions.record(CLERK, "x" * 90, after=odd, note="\x00", kind="y" * 90)
        actions.record(Actor(None, "名" * 100), "item.write", subject=Entry(act="字" * 60))
    assert verify().is_whole
    assert Entry.objects.get(seq=1).after["小数"] == "1e+16"


def test_many_rows_are_one_chain_with_single_ones():
    write_log(2)
    with transaction.atomic():
        drafts = (actions.Draft(program(), "organ.edit", note=str(n)) for n in range(2_500))
        assert actions.record_many(drafts) == 2_500
    write_log(1)
    assert verify().is_whole
    assert Entry.objects.count() == ChainHead.objects.get().seq == 2_503


def test_a_record_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(RuntimeError):
        actions.record(CLERK, "item.write")


def test_a_rolled_back_act_leaves_no_row():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.record(CLERK, "item.write")
        raise ZeroDivisionError
    assert not Entry.objects.exists()
    assert verify().is_whole


@pytest.mark.parametrize("table", ["audit_entry", "audit_seal"])
@pytest.mark.parametrize("word", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_past(table, word):
    write_log(2)
    actions.seal()
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
        tamper(word.format(table))


def test_the_database_refuses_to_empty_the_log():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
        tamper("TRUNCATE audit_entry CASCADE")


def test_the_program_has_no_way_to_change_the_past():
    write_log(1)
    entry = Entry.objects.get()
    for change in (
        entry.delete,
        entry.save,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(note="x"),
        lambda: Entry.objects.bulk_update([entry], ["note"]),
    ):
        with pytest.raises(AppendOnlyError):
            change()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("person_name", "'李四'"),
        ("person_id", "8"),
        ("act", "'item.read'"),
        ("address", "''"),
        ("note", "'没有这回事'"),
        ("before", "NULL"),
        ("after", "'{}'"),
        ("outcome", "'refused'"),
        ("at", "'2020-01-01 00:00:00+00:00'"),
        ("organ_name", "'别处'"),
        ("hash", f"'{'a' * 64}'"),
        ("previous_hash", f"'{'a' * 64}'"),
    ],
)
@pytest.mark.parametrize("seq", [1, 3, 5])
def test_every_edited_column_is_found(unguarded, column, value, seq):
    write_log(5)
    tamper(f"UPDATE audit_entry SET {column} = {value} WHERE seq = %s", seq)
    assert kinds()[0][0] in (seq, seq + 1)


@pytest.mark.parametrize("seq", [1, 3, 5])
def test_an_edited_row_with_a_hash_made_anew_is_found(unguarded, seq):
    write_log(5)
    tamper("UPDATE audit_entry SET note = '改' WHERE seq = %s", seq)
    entry = Entry.objects.get(seq=seq)
    anew = digest({name: getattr(entry, name) for name in FIELDS}, entry.previous_hash)
    tamper("UPDATE audit_entry SET hash = %s WHERE seq = %s", anew, seq)
    assert kinds() == [(seq + 1, "rebound")] if seq < 5 else [(5, "edited")]


@pytest.mark.parametrize("seq", [1, 3, 5])
def test_a_removed_row_is_found(unguarded, seq):
    write_log(5)
    tamper("DELETE FROM audit_entry WHERE seq = %s", seq)
    assert kinds() == [(seq, "removed")]


def test_two_rows_that_changed_places_are_found(unguarded):
    write_log(5)
    tamper("UPDATE audit_entry SET seq = 100 WHERE seq = 2")
    tamper("UPDATE audit_entry SET seq = 2 WHERE seq = 3")
    tamper("UPDATE audit_entry SET seq = 3 WHERE seq = 100")
    assert {seq for seq, _ in kinds()} >= {2, 3}


def test_a_tail_cut_with_its_head_is_found_by_a_seal(unguarded):
    write_log(5)
    actions.seal()
    tamper("DELETE FROM audit_entry WHERE seq > 3")
    head = Entry.objects.get(seq=3)
    tamper("UPDATE audit_chainhead SET seq = 3, hash = %s", head.hash)
    assert kinds() == [(5, "removed")]


def test_a_log_written_anew_is_found_by_a_seal_kept_outside(unguarded, tmp_path):
    write_log(5)
    seals.write(actions.seal(), tmp_path)
    tamper("DELETE FROM audit_seal")
    previous = GENESIS
    for entry in Entry.objects.order_by("seq"):
        values = {name: getattr(entry, name) for name in FIELDS} | {"person_name": "李四"}
        anew = digest(values, previous)
        tamper(
            "UPDATE audit_entry SET person_name = '李四', previous_hash = %s, hash = %s WHERE seq = %s",
            previous,
            anew,
            entry.seq,
        )
        previous = anew
    tamper("UPDATE audit_chainhead SET hash = %s", previous)
    assert verify().is_whole, "nothing inside can tell"
    verdict = verify(seals.read_folder(tmp_path))
    assert [(fault.seq, fault.kind) for fault in verdict.faults] == [(5, "seal")]
    with pytest.raises(CommandError, match="不完整"):
        call_command("audit_verify", "--seals", str(tmp_path))


class Titled:
    """Something whose title was written without care."""

    pk = 4

    def __str__(self):
        return "关于张三（电话13812345678，身份证11010519491231002X）申请低保的公示"


def test_numbers_of_persons_go_into_the_log_masked_wherever_they_stand():
    with transaction.atomic():
        entry = actions.record(
            CLERK,
            "item.write",
            subject=Titled(),
            before={"title": "请致电李四 139-1234-5678"},
            after={"author": "13712345678@qq.com", "phone": "教育局办公室 0351-1234567"},
            note="当事人手机１３９１２３４５６７８",
        )
    entry.refresh_from_db()
    kept = f"{entry.subject_label}{entry.before}{entry.after}{entry.note}"
    for number in ("13812345678", "002X", "139-1234-5678", "13712345678", "１３９１２３４５６７８"):
        assert number not in kept
    assert entry.subject_label.startswith("关于张三（电话138****5678，身份证11")
    assert entry.after["phone"] == "教育局办公室 0351-1234567"
    assert verify().is_whole


def test_a_new_day_seals_the_day_before():
    with clock.stopped_at(MORNING):
        write_log(2)
    assert not Seal.objects.exists()
    with clock.stopped_at(MORNING + dt.timedelta(days=3)):
        write_log(1)
        write_log(1)
    sealed = Seal.objects.get()
    assert (sealed.day, sealed.last_seq) == (dt.date(2025, 6, 18), 2)
    assert sealed.root == Entry.objects.get(seq=2).hash
    assert verify().seals == 1


def test_sealing_twice_adds_nothing(tmp_path):
    assert actions.seal() is None, "nothing to seal"
    write_log(1)
    made = actions.seal()
    assert actions.seal() is None
    assert seals.write(made, tmp_path) is not None
    assert seals.write(made, tmp_path) is None
    call_command("audit_seal", "--to", str(tmp_path))
    assert len(seals.read_folder(tmp_path)) == 1


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", "日期 2025-06-18".encode()])
def test_a_damaged_seal_file_is_named(tmp_path, damage):
    (tmp_path / "seal-2025-06-18-000000005.txt").write_bytes(damage)
    with pytest.raises(seals.UnreadableSeal, match="seal-2025-06-18"):
        seals.read_folder(tmp_path)


def test_a_ruined_log_is_told_within_bounds(unguarded):
    write_log(300)
    tamper("UPDATE audit_entry SET note = '改'")
    verdict = verify()
    assert len(verdict.faults) == 200
    assert verdict.more_faults == 100


TAMPERINGS = st.sampled_from(["edit", "edit and hash", "remove", "insert", "swap"])


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.integers(2, 12), how=TAMPERINGS, seed=st.integers(0, 10**6))
def test_any_single_tampering_is_found(rows, how, seed):
    chance = random.Random(seed)
    with transaction.atomic():
        for statement in lowering(connection.vendor):
            tamper(statement)
        write_log(rows)
        before = verify()
        assert before.is_whole
        seq = chance.randint(1, rows)
        _tamper(how, seq, rows, chance)
        assert not verify().is_whole, (how, seq)
        transaction.set_rollback(True)


def _tamper(how, seq, rows, chance):
    if how.startswith("edit"):
        column = chance.choice(
            ["person_name", "organ_name", "address", "act", "note", "subject_id"]
        )
        tamper(f"UPDATE audit_entry SET {column} = %s WHERE seq = %s", f"改{chance.random()}", seq)
        if how == "edit and hash":
            entry = Entry.objects.get(seq=seq)
            anew = digest({name: getattr(entry, name) for name in FIELDS}, entry.previous_hash)
            tamper("UPDATE audit_entry SET hash = %s WHERE seq = %s", anew, seq)
    elif how == "remove":
        tamper("DELETE FROM audit_entry WHERE seq = %s", seq)
    elif how == "swap":
        other = seq % rows + 1
        tamper("UPDATE audit_entry SET seq = 1000 WHERE seq = %s", seq)
        tamper("UPDATE audit_entry SET seq = %s WHERE seq = %s", seq, other)
        tamper("UPDATE audit_entry SET seq = %s WHERE seq = 1000", other)
    else:  # a row pushed in before `seq` (or after the last), bound and hashed as it should be
        for later in range(rows, seq, -1):
            tamper("UPDATE audit_entry SET seq = %s WHERE seq = %s", later + 1, later)
        model = Entry.objects.get(seq=seq)
        values = {name: getattr(model, name) for name in FIELDS} | {"seq": seq + 1, "note": "插入"}
        row = Entry(**values, previous_hash=model.hash, hash=digest(values, model.hash))
        row.save()


def test_values_are_made_plain():
    assert plain({"a": {3, 1}, 2: dt.date(2025, 1, 2)}) == {"a": [1, 3], "2": "2025-01-02"}
