"""The addresses of the administrators' rooms, below `/office/`."""

from django.urls import URLPattern, path

from gongkai.office.organs import importing, log, networks, people, running, site, tree

urlpatterns: list[URLPattern] = [
    path("organs/", tree.organs, name="office_organs"),
    path("organs/found/", tree.found, name="office_organ_found"),
    path("organs/import/", importing.import_page, name="office_organ_import"),
    path("organs/import/template.xlsx", importing.template_file, name="office_organ_template"),
    path("organs/<int:pk>/", tree.organ, name="office_organ"),
    path("people/", people.people, name="office_people"),
    path("people/new/", people.create, name="office_person_new"),
    path("people/<int:pk>/", people.person, name="office_person"),
    path("people/<int:pk>/edit/", people.edit, name="office_person_edit"),
    path("people/<int:pk>/assign/", people.assign, name="office_post_assign"),
    path("people/<int:pk>/account/", people.account, name="office_person_account"),
    path("posts/<int:pk>/end/", people.end, name="office_post_end"),
    path("networks/", networks.networks, name="office_networks"),
    path("networks/<int:pk>/withdraw/", networks.withdraw, name="office_network_withdraw"),
    path("site/", site.site, name="office_site"),
    path("running/", running.running, name="office_running"),
    path("running/<slug:order>/", running.order, name="office_running_order"),
    path("audit/", log.log, name="office_log"),
    path("audit/<int:seq>/", log.entry, name="office_log_entry"),
    path("audit/log.<slug:ending>", log.export, name="office_log_export"),
    path("audit/verify/", log.verification, name="office_verification"),
    path("audit/seal/", log.seal, name="office_seal"),
    path("audit/seals/<int:pk>.txt", log.seal_file, name="office_seal_file"),
]
