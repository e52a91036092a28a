"""The addresses of letters, below `/office/cases/`."""

from django.urls import URLPattern, URLResolver, path

from gongkai.office.cases.letters import page, pictures, places, prints, register, serving, writing

OF_LETTER = "<int:pk>/letters/<int:letter>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("letters/", register.register, name="office_letter_register"),
    path("letters/list.xlsx", register.export, name="office_letter_export"),
    path("letters/places/", places.places, name="office_remedy_places"),
    path("letters/places/<int:organ>/", places.edit, name="office_remedy_places_edit"),
    path("<int:pk>/letters/", writing.choose, name="office_letters"),
    path("<int:pk>/letters/sign/", page.next_to_sign, name="office_letters_sign"),
    path("<int:pk>/letters/send/", page.next_to_send, name="office_letters_send"),
    path("<int:pk>/letters/keep/", serving.keep, name="office_letter_keep"),
    path("<int:pk>/letters/files/", writing.add_file, name="office_letter_file"),
    path("<int:pk>/letters/new/<slug:key>/", writing.new, name="office_letter_new"),
    path("<int:pk>/letters/forms/<slug:key>/", prints.form, name="office_letter_form"),
    path(OF_LETTER, page.letter, name="office_letter"),
    path(f"{OF_LETTER}edit/", writing.edit, name="office_letter_edit"),
    path(f"{OF_LETTER}pages/<int:page>.png", pictures.picture, name="office_letter_picture"),
    path(f"{OF_LETTER}submit/", page.submit, name="office_letter_submit"),
    path(f"{OF_LETTER}sign/", page.sign, name="office_letter_sign"),
    path(f"{OF_LETTER}return/", page.give_back, name="office_letter_return"),
    path(f"{OF_LETTER}drop/", page.drop, name="office_letter_drop"),
    path(f"{OF_LETTER}send/", serving.send, name="office_letter_send"),
    path(f"{OF_LETTER}record/", prints.record, name="office_letter_record"),
    path(f"{OF_LETTER}slip/", prints.slip, name="office_letter_slip"),
    path(
        f"{OF_LETTER}sent/<int:dispatch>/arrived/",
        serving.arrived,
        name="office_letter_arrived",
    ),
    path(f"{OF_LETTER}sent/<int:dispatch>/back/", serving.back, name="office_letter_back"),
]
