"""What happened to a case: rows that are only ever added; and what the year's report counts, by recorded time."""

from django.db import models

from gongkai.apps.audit.models import AppendOnlyModel
from gongkai.apps.cases.models.cases import APPLICANT_KINDS, Case


class Event(AppendOnlyModel):
    """One fact: `kind` happened `on` a day, as `facts` say. Kinds and their facts: data/events.yaml.

    A wrong record is never changed: a later event `replaces` it (kind "void": it never happened).
    `facts` hold no personal data: letters, parties, papers are named by their ids.
    `entry_seq` is the row of the log that was written with it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField("序号")
    kind = models.CharField("事实", max_length=32)
    on = models.DateField("发生日期")
    facts = models.JSONField("内容", default=dict)
    note = models.CharField("说明", max_length=500, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    person_id = models.BigIntegerField("登记人编号", null=True)
    person_name = models.CharField("登记人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    entry_seq = models.PositiveBigIntegerField("审计行", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ["case", "number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="event_number")]
        indexes = [models.Index(fields=["kind", "on"])]

    def __str__(self) -> str:
        return f"{self.case_id}-{self.number} {self.kind} {self.on}"


class Figures(models.Model):
    """What 表三 counts of one case, as it was known from `since` until `until` (recorded time; None: still).

    Derived from the events by `standing.refresh`; kept by time so that a report compiled as of a day is
    the same a year later. `received_on` None: not yet received, counted nowhere.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="figures")
    organ_id = models.BigIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    applicant_kind = models.CharField(max_length=16, choices=APPLICANT_KINDS)
    received_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=16, blank=True)
    variant = models.CharField(max_length=40, blank=True)
    counted = models.BooleanField(default=True)

    class Meta:
        verbose_name = verbose_name_plural = "年报计数"
        indexes = [
            models.Index(fields=["case", "until"]),
            models.Index(
                fields=[
                    "organ_id",
                    "received_on",
                    "closed_on",
                    "applicant_kind",
                    "outcome",
                    "variant",
                ],
                condition=models.Q(until=None, counted=True),
                name="figures_now",
            ),
            models.Index(
                fields=["organ_id", "closed_on", "received_on", "applicant_kind", "outcome"],
                condition=models.Q(until=None, counted=True),
                name="figures_closed",
            ),
            # What was known at an earlier moment and is no longer: found by when it was replaced.
            models.Index(
                fields=["until", "organ_id"],
                condition=models.Q(until__isnull=False, counted=True),
                name="figures_replaced",
            ),
        ]
