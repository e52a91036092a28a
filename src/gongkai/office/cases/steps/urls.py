"""The addresses of the steps, below `/office/cases/`."""

from django.urls import path

from gongkai.office.cases.steps import (
    amending,
    charging,
    closing,
    consulting,
    correcting,
    deciding,
    extending,
    publishing,
    reasons,
    reassessing,
    reviewing,
    searching,
    served,
)

urlpatterns = [
    path("<int:pk>/correct/", correcting.notify, name="office_step_correct"),
    path(
        "<int:pk>/correct/served/",
        served.served,
        {"fact": "correction_served"},
        name="office_step_correct_served",
    ),
    path("<int:pk>/correct/received/", correcting.received, name="office_step_correct_received"),
    path("<int:pk>/correct/abandon/", correcting.abandon, name="office_step_correct_abandon"),
    path("<int:pk>/consult/", consulting.consult, name="office_step_consult"),
    path("<int:pk>/consult/add/", consulting.add, name="office_step_consult_add"),
    path("<int:pk>/consult/<int:party>/ask/", consulting.ask, name="office_step_consult_ask"),
    path(
        "<int:pk>/consult/<int:party>/received/",
        consulting.received,
        name="office_step_consult_received",
    ),
    path("<int:pk>/consult/<int:party>/hear/", consulting.hear, name="office_step_consult_hear"),
    path(
        "<int:pk>/consult/<int:party>/undelivered/",
        consulting.undelivered,
        name="office_step_consult_undelivered",
    ),
    path(
        "<int:pk>/consult/<int:party>/silent/", consulting.silent, name="office_step_consult_silent"
    ),
    path("<int:pk>/extend/", extending.propose, name="office_step_extend"),
    path("<int:pk>/extend/decide/", extending.decide, name="office_step_extend_decide"),
    path("<int:pk>/extend/notify/", extending.notify, name="office_step_extend_notify"),
    path("<int:pk>/reasons/", reasons.ask, name="office_step_reasons"),
    path(
        "<int:pk>/reasons/served/",
        served.served,
        {"fact": "reasons_served"},
        name="office_step_reasons_served",
    ),
    path("<int:pk>/reasons/hear/", reasons.hear, name="office_step_reasons_hear"),
    path("<int:pk>/reasons/longer/", reasons.longer, name="office_step_longer"),
    path("<int:pk>/fee/", charging.propose, name="office_step_fee"),
    path("<int:pk>/fee/decline/", charging.decline, name="office_step_fee_decline"),
    path("<int:pk>/fee/decide/", charging.decide, name="office_step_fee_decide"),
    path("<int:pk>/fee/notify/", charging.notify, name="office_step_fee_notify"),
    path(
        "<int:pk>/fee/served/", served.served, {"fact": "fee_served"}, name="office_step_fee_served"
    ),
    path("<int:pk>/fee/paid/", charging.paid, name="office_step_fee_paid"),
    path("<int:pk>/fee/abandon/", charging.abandon, name="office_step_fee_abandon"),
    path("<int:pk>/search/", searching.search, name="office_step_search"),
    path("<int:pk>/decide/", deciding.decide, name="office_step_decide"),
    path("<int:pk>/decide/step/", deciding.answer_step, name="office_step_decide_step"),
    path("<int:pk>/decide/answer/", deciding.answer, name="office_step_decide_answer"),
    path("<int:pk>/review/", reviewing.review, name="office_step_review"),
    path("<int:pk>/withdraw/", closing.withdraw, name="office_step_withdraw"),
    path("<int:pk>/archive/", closing.archive, name="office_step_archive"),
    path("<int:pk>/amend/", amending.records, name="office_step_amend"),
    path("<int:pk>/amend/<int:number>/", amending.amend, name="office_step_amend_one"),
    path("<int:pk>/publish/", publishing.publish, name="office_step_publish"),
    path("<int:pk>/reassess/", reassessing.assess, name="office_step_reassess"),
    path("reassess/", reassessing.listed, name="office_reassessments"),
]
